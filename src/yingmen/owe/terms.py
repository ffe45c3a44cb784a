"""What a loan's contract says, once the law and the stated defaults have been read into it.

A borrower's file says what the borrower knows. `read_terms` turns one loan of it into `Terms`, on which
a ledger can be replayed: what counts as principal (interest deducted in advance does not: Civil Code 670),
the yearly rate, the due dates, what overdue money costs. Every default used is an `Assumed`; a key whose
absence leaves the ledger unknown is named in `Unread.missing`.

References: Civil Code 670, 676, 680; 法释〔2020〕17号 26, 28.
Limitations: revolving credit (cards) has no terms of this kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from yingmen.case import Allocation, LenderKind, Loan, Repayment
from yingmen.days import DayCount, add_months
from yingmen.errors import InputError
from yingmen.money import ZERO, exact, yuan_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Fee

_THIRTY_360 = frozenset({Repayment.EQUAL_INSTALLMENT, Repayment.EQUAL_PRINCIPAL, Repayment.FLAT_FEE})
_DAYS_IN_YEAR = 365


@dataclass(frozen=True, slots=True)
class Assumed:
    """A default that was used because the file is silent: the key, the value taken, and why in Chinese."""

    key: str
    value: str
    because: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A loan whose ledger cannot be worked out yet: the missing keys, or why this kind is not covered."""

    missing: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class LateRate:
    """What overdue principal costs: `rate` a day over `year`, booked as `component`, and why.

    The charge for some days is principal x rate x days / year.
    """

    rate: Decimal
    year: int
    component: str
    rests_on: str

    @property
    def yearly(self) -> Decimal:
        """The same as a rate per year of 365 days, to compare burdens."""
        with exact():
            return self.rate * _DAYS_IN_YEAR / self.year


@dataclass(frozen=True, slots=True)
class Practice:
    """Ways in which a lender may count beyond its contract; the defaults are the contract's own way.

    `days_more` days in each period; interest on the principal as lent, whatever was paid back; compound on
    unpaid penalty as well as on unpaid interest. Only the search behind a claim departs from the defaults.
    """

    days_more: int = 0
    on_opening: bool = False
    compound_on_penalty: bool = False


@dataclass(frozen=True)
class Terms:
    """One loan as it is replayed. Amounts in yuan, `rate` a fraction per year (0: none agreed).

    `face` is the contract's principal, `principal` what the law lets count, `received` what arrived.
    `due_dates` is empty where no date was agreed. `lpr_1y` gives the 1-year LPR of a day.
    """

    loan: Loan
    face: Decimal
    principal: Decimal
    received: Decimal
    rate: Decimal
    day_count: DayCount
    due_dates: tuple[date, ...]
    lpr_1y: Callable[[date], Decimal]
    assumed: tuple[Assumed, ...] = ()
    practice: Practice = Practice()

    @property
    def loan_id(self) -> str:
        """The loan's id in the case file."""
        return self.loan.id

    @property
    def private(self) -> bool:
        """Whether the rules for lending between private parties bind."""
        return self.loan.lender_kind is LenderKind.PRIVATE

    @property
    def instalments(self) -> bool:
        """Whether the loan is repaid at several dates; a bullet is not."""
        return self.loan.repayment is not Repayment.BULLET

    @cached_property
    def allocation(self) -> Allocation:
        """In which order a payment is applied."""
        return self.loan.allocation or Allocation.STATUTE

    @cached_property
    def compound(self) -> bool:
        """Whether unpaid contract interest bears the late rate too."""
        return bool(self.loan.compound)

    @cached_property
    def own_fees(self) -> tuple[Fee, ...]:
        """The fees that go to the lender."""
        return tuple(fee for fee in self.loan.fee if not is_third_party(fee.payee, self.loan))

    @cached_property
    def other_fees(self) -> tuple[Fee, ...]:
        """The fees that go to somebody else."""
        return tuple(fee for fee in self.loan.fee if is_third_party(fee.payee, self.loan))

    def deducted_fees(self, *, third_party: bool) -> Decimal:
        """Fees kept back from the payout, by who took them."""
        return _total(
            item.amount
            for item in self.loan.deduction
            if item.kind == "fee" and is_third_party(item.payee, self.loan) == third_party
        )

    def late_rate(self, due_on: date) -> LateRate:
        """What principal due on a day costs from that day on, as agreed or as the law fills the gap.

        Agreed: a multiple of the contract rate, or a daily rate. Nothing agreed for being late: the
        contract rate goes on, as interest. No interest agreed at all: the 1-year LPR of the due date.
        Source: Civil Code 676; 法释〔2020〕17号 28.
        """
        loan = self.loan
        if loan.penalty_daily_rate:
            return LateRate(loan.penalty_daily_rate, 1, "penalty", "penalty_daily_rate")
        if loan.penalty_multiple:
            with exact():
                rate = self.rate * loan.penalty_multiple
            return LateRate(rate, self.day_count.year, "penalty", "penalty_multiple")
        if self.rate:
            return LateRate(self.rate, self.day_count.year, "late_interest", "contract_rate")
        return LateRate(self.lpr_1y(due_on), _DAYS_IN_YEAR, "penalty", "lpr")


def is_third_party(payee: str | None, loan: Loan) -> bool:
    """Whether a fee goes to somebody other than the lender: a payee is named and is not the lender."""
    return payee is not None and payee.strip() != loan.lender.strip()


def named(keys: Sequence[str]) -> str:
    """Keys of a loan by what a borrower calls them."""
    return "、".join(str(Loan.model_fields[key].title) for key in keys)


def read_terms(loan: Loan, lpr_1y: Callable[[date], Decimal]) -> Terms | Unread:
    """Read a loan's contract, or say which missing fact keeps its ledger from being worked out."""
    if loan.repayment is Repayment.REVOLVING:
        return Unread((), "循环额度按账单算，不按分期算")
    missing = missing_keys(loan)
    if missing:
        return Unread(missing, f"还不知道{named(missing)}，这笔账还算不出来")
    received = received_amount(loan)
    day_count = loan.day_count or default_day_count(loan)
    return Terms(
        loan=loan,
        face=loan.principal,
        principal=received + _total(item.amount for item in loan.deduction if item.kind == "fee"),
        received=received,
        rate=_yearly_rate(loan, day_count),
        day_count=day_count,
        due_dates=due_dates(loan),
        lpr_1y=lpr_1y,
        assumed=tuple(assumptions(loan)),
    )


def missing_keys(loan: Loan) -> tuple[str, ...]:
    """The keys without which a loan's ledger stays unknown, in the file's own names."""
    missing = []
    if loan.nominal_rate is None and loan.daily_rate is None:
        missing.append("nominal_rate")
    if loan.repayment is not Repayment.BULLET and loan.term_months is None:
        missing.append("term_months")
    if loan.first_due_on is None and not loan.on_demand:
        missing.append("first_due_on")
    return tuple(missing)


def received_amount(loan: Loan) -> Decimal:
    """What arrived: as stated, else the principal less what was deducted from it, in yuan."""
    deducted = _total(item.amount for item in loan.deduction)
    received = loan.principal - deducted if loan.received is None else loan.received
    if received < 0 or received + deducted > loan.principal:
        raise InputError(
            f"到手 {yuan_text(received)} 加上扣下的 {yuan_text(deducted)}，"
            f"超过了合同本金 {yuan_text(loan.principal)}",
            where=f"loan({loan.id})",
            remedy="核对 principal、received 和 [[loan.deduction]] 的金额。",
        )
    return received


def default_day_count(loan: Loan) -> DayCount:
    """The day count taken where the contract's is not known."""
    if loan.lender_kind is LenderKind.PRIVATE:
        return DayCount.ACT_365
    return DayCount.THIRTY_360 if loan.repayment in _THIRTY_360 else DayCount.ACT_360


def due_dates(loan: Loan) -> tuple[date, ...]:
    """Every date on which something falls due: monthly, anchored on the day of the first one."""
    first = loan.first_due_on
    if first is None:
        return ()
    if loan.repayment is Repayment.BULLET:
        return (first,)
    regular = [add_months(first, n, first.day) for n in range(loan.term_months or 1)]
    if loan.last_due_on is not None:
        regular[-1] = loan.last_due_on
    if len(regular) > 1 and regular[-1] <= regular[-2]:
        raise InputError(
            f"最后一期还款日 {regular[-1]} 不晚于前一期 {regular[-2]}",
            where=f"loan({loan.id}).last_due_on",
            remedy="核对 first_due_on、term_months 和 last_due_on。",
        )
    return tuple(regular)


def assumptions(loan: Loan) -> list[Assumed]:
    """Every default that is used for a loan because its file is silent."""
    found = [
        Assumed("received", f"{received_amount(loan)}", "没有写实际到手多少，按本金减去已写明的扣款算"),
        Assumed("deduction", "0", "没有写放款时扣下的钱，按没有算"),
        Assumed("fee", "0", "没有写费用，按没有算"),
        Assumed("payment", "0", "没有写还款，按一分没还算"),
        Assumed("penalty_multiple", "none", "没有写逾期罚息怎么约定，按没有约定算"),
        Assumed("compound", "false", "没有写利息逾期后要不要再计息，按不要算"),
        Assumed("allocation", "statute", "没有写还款先抵什么，按法律规定的顺序算"),
        Assumed("lender_natural", "false", "没有写出借人是不是个人，按不是算"),
        Assumed("day_count", default_day_count(loan).value, "没有写怎么数天数，按这类贷款常见的算法"),
        Assumed("signed_on", f"{loan.disbursed_on}", "没有写合同签订日，按放款日算"),
    ]
    silent = {
        "received": loan.received is None,
        "deduction": not loan.deduction and loan.received is None,
        "fee": not loan.fee,
        "payment": not loan.payment,
        "penalty_multiple": loan.penalty_multiple is None and loan.penalty_daily_rate is None,
        "compound": loan.compound is None,
        "allocation": loan.allocation is None,
        "lender_natural": loan.lender_kind is LenderKind.PRIVATE and loan.lender_natural is None,
        "day_count": loan.day_count is None,
        "signed_on": loan.lender_kind is LenderKind.PRIVATE and loan.signed_on is None,
    }
    return [item for item in found if silent[item.key]]


def _yearly_rate(loan: Loan, day_count: DayCount) -> Decimal:
    if loan.nominal_rate is not None:
        return loan.nominal_rate
    with exact():
        return (loan.daily_rate or ZERO) * day_count.year


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
