"""What a card's contract says, once the stated defaults have been read into it.

`read_card` turns one revolving loan of a case file into `CardTerms`, on which a card's life can be replayed,
or names the keys that are missing. What neither the law nor most contracts settle is a `Readings`.

References: 银监会令2011年第2号; 银发〔2016〕111号; 银发〔2020〕327号 (all three from memory).
Limitations: `docs/arithmetic/card.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from yingmen.case import Allocation, Repayment
from yingmen.days import DayCount, add_months, on_day
from yingmen.money import ZERO, exact
from yingmen.owe.terms import Assumed, Unread, is_third_party, named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from yingmen.case import Fee, Loan

MINIMUM_RATE = Decimal("0.10")
LATE_FEE_RATE = Decimal("0.05")
PRINCIPAL_FIRST_AFTER = 90


@dataclass(frozen=True, slots=True)
class Readings:
    """What a text leaves open, each with the reading taken where nobody says otherwise.

    `principal_first_after`: days overdue after which a payment reaches principal first.
    `refund_meets_minimum`: whether money a shop gave back counts as a repayment of the minimum.
    `fees_bear`: whether unpaid fees bear interest from the day they are posted.
    """

    principal_first_after: int = PRINCIPAL_FIRST_AFTER
    refund_meets_minimum: bool = False
    fees_bear: bool = False


@dataclass(frozen=True, slots=True)
class CardTerms:
    """One card as it is replayed. Amounts in yuan; `daily_rate` a fraction per day, other rates fractions.

    `principal` is the balance carried in on `loan.disbursed_on`; `credit_limit` None: not known.
    """

    loan: Loan
    principal: Decimal
    statement_day: int
    due_day: int
    daily_rate: Decimal
    minimum_rate: Decimal
    late_fee_rate: Decimal
    compound: bool
    credit_limit: Decimal | None
    assumed: tuple[Assumed, ...] = ()
    readings: Readings = field(default_factory=Readings)

    @property
    def opened(self) -> date:
        """The day on which the books of this card begin."""
        return self.loan.disbursed_on

    @property
    def principal_first(self) -> bool:
        """Whether the contract has every payment reach principal first."""
        return self.loan.allocation is Allocation.PRINCIPAL_FIRST

    @property
    def own_fees(self) -> tuple[Fee, ...]:
        """The fees that go to the bank, beside those among the charges."""
        return tuple(fee for fee in self.loan.fee if not is_third_party(fee.payee, self.loan))

    def closings(self, until: date) -> Iterator[date]:
        """Every day on which a statement closes, from the first on or after the opening."""
        day = on_day(self.opened.year, self.opened.month, self.statement_day)
        if day < self.opened:
            day = add_months(day, 1, self.statement_day)
        while day <= until:
            yield day
            day = add_months(day, 1, self.statement_day)

    def due_on(self, closed_on: date) -> date:
        """The day by which a statement is to be paid: the next due day after it closed."""
        if self.due_day > self.statement_day:
            day = on_day(closed_on.year, closed_on.month, self.due_day)
            if day > closed_on:
                return day
        return add_months(closed_on, 1, self.due_day)


def read_card(loan: Loan) -> CardTerms | Unread:
    """Read a card's contract, or say which missing fact keeps its ledger from being worked out."""
    if loan.repayment is not Repayment.REVOLVING:
        return Unread((), "这笔借款不是信用卡一类的循环额度")
    days = ("statement_day", "due_day")
    missing = tuple(key for key in days if getattr(loan, key) is None)
    if loan.daily_rate is None and loan.nominal_rate is None:
        missing += ("daily_rate",)
    if missing or loan.statement_day is None or loan.due_day is None:
        return Unread(missing, f"还不知道{named(missing)}，这张卡的账还算不出来")
    return CardTerms(
        loan=loan,
        principal=loan.principal,
        statement_day=loan.statement_day,
        due_day=loan.due_day,
        daily_rate=_daily_rate(loan),
        minimum_rate=MINIMUM_RATE if loan.minimum_rate is None else loan.minimum_rate,
        late_fee_rate=LATE_FEE_RATE if loan.late_fee_rate is None else loan.late_fee_rate,
        compound=bool(loan.compound),
        credit_limit=loan.credit_limit,
        assumed=tuple(card_assumptions(loan)),
    )


def card_assumptions(loan: Loan) -> list[Assumed]:
    """Every default that is used for a card because its file is silent."""
    silent = {
        "minimum_rate": loan.minimum_rate is None,
        "late_fee_rate": loan.late_fee_rate is None,
        "compound": loan.compound is None,
        "credit_limit": loan.credit_limit is None,
        "allocation": loan.allocation is None,
        "day_count": loan.daily_rate is None and loan.day_count is None,
        "principal": loan.principal > 0,
        "charge": not loan.charge,
        "payment": not loan.payment,
        "fee_rate": any(charge.months and charge.fee_rate is None for charge in loan.charge),
    }
    found = [
        Assumed("minimum_rate", f"{MINIMUM_RATE}", "没有写最低还款比例，按常见的 10% 算"),
        Assumed("late_fee_rate", f"{LATE_FEE_RATE}", "没有写违约金比例，按最低还款未还部分的 5% 算"),
        Assumed("compound", "false", "没有写欠的利息要不要再计息，按不要算"),
        Assumed("credit_limit", "none", "没有写信用额度，按没有超额算"),
        Assumed("allocation", "90", "没有写还款先抵什么，按逾期 90 天以内先抵息费、超过 90 天先抵本金算"),
        Assumed("day_count", DayCount.ACT_365.value, "只写了年利率，按一年 365 天折成日利率"),
        Assumed("principal", f"{loan.principal}", "带入的余额按已出账单、已过免息期的消费算"),
        Assumed("charge", "0", "没有写用款，按没有算"),
        Assumed("payment", "0", "没有写还款，按一分没还算"),
        Assumed("fee_rate", "0", "分期没有写手续费率，按不收算"),
    ]
    return [item for item in found if silent[item.key]]


def _daily_rate(loan: Loan) -> Decimal:
    if loan.daily_rate is not None:
        return loan.daily_rate
    with exact():
        return (loan.nominal_rate or ZERO) / (loan.day_count or DayCount.ACT_365).year
