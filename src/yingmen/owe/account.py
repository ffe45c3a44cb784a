"""One loan replayed day by day: what fell due, what it cost, where each payment went.

An account knows nothing of other loans and nothing of ceilings, except that a `Limiter` may be given that
sets apart, at each posting, what the law does not support; paying that part then pays off principal.

References: Civil Code 561, 670, 674, 676, 677; 法释〔2020〕17号 26, 28. Readings: `docs/arithmetic/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.case import Allocation
from yingmen.days import add_months
from yingmen.money import ZERO, exact
from yingmen.owe.arrears import Arrears
from yingmen.owe.daybook import Daybook
from yingmen.owe.dues import Due
from yingmen.owe.entries import Charge
from yingmen.owe.interest import RunningInterest
from yingmen.owe.schedule import Shares, bullet_fee_dates, monthly_fee

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from yingmen.owe.daybook import Limiter
    from yingmen.owe.entries import Balances, Replay
    from yingmen.owe.terms import Terms

_ONE_OFF, _MONTHLY, _INSTALMENT, _CALLED_IN, _WAIVER = range(5)


class Account:
    """A loan's books, kept up to a day that only moves forward."""

    def __init__(self, terms: Terms, limiter: Limiter | None = None, book: Daybook | None = None) -> None:
        opened = terms.loan.disbursed_on
        self.terms, self.day = terms, opened
        self._book = book or Daybook(limiter)
        self._balance = terms.principal
        self._arrears = Arrears(terms, self._book, self._pay_unsupported)
        self._accrued = Due(opened, opened)
        self._held, self._number = ZERO, 0
        self._shares = Shares(terms, terms.principal)
        self._interest = self._new_interest(opened)
        self._calendar = self._events()
        with exact():
            self._open()

    # What the outside may ask and do

    @property
    def balances(self) -> Balances:
        """What is outstanding now, by component."""
        return self._book.balances

    def advance(self, day: date) -> None:
        """Let everything happen that the contract sets for the days up to and including this one."""
        with exact():
            while self._calendar and self._calendar[0][0] <= day:
                when, _, happen = self._calendar.pop(0)
                self.day = when
                happen(when)
        self.day = max(self.day, day)

    def due(self, day: date) -> Decimal:
        """What is due and unpaid on a day, late charges included."""
        with exact():
            self._arrears.post(day)
            return self._arrears.total

    def oldest_due(self) -> date | None:
        """The day on which the oldest unpaid sum fell due."""
        return self._arrears.oldest

    def pay(
        self, day: date, amount: Decimal, designated: str | None = None, law: str = "minfadian/561"
    ) -> Decimal:
        """Apply a payment; what nothing can absorb is returned."""
        with exact():
            self._arrears.post(day)
            before, held = dict(self._book.paid), self._held
            left = self._apply(day, amount, designated)
            self._book.payments += amount - left
            went = {**self._book.went(before), "held": self._held - held}
            rests_on = law if self.terms.allocation is Allocation.STATUTE else "contract/allocation"
            self._book.line(day, "payment", "还款", amount - left, (rests_on,), went)
            return left

    def keep_overpaid(self, day: date, amount: Decimal) -> None:
        """Keep what no debt could absorb; it is the borrower's money."""
        self._book.overpaid += amount
        self._book.payments += amount
        self._book.line(day, "overpaid", "多付的钱", amount, ("minfadian/557",))

    def settle_by_renewal(self, day: date, new_loan: str) -> None:
        """Close the books because a newer loan took this debt over."""
        owed = self.balances.total
        self._arrears.rows, self._accrued = [], Due(day, day)
        self._balance, self._calendar = ZERO, []
        self._book.clear()
        self._book.settle(day)
        self._book.line(day, "renewed", f"转入新借款 {new_loan}", owed, ("minjian-jiedai-2020/27",))

    def close(self, day: date) -> None:
        """Bring the books to a day: late charges, interest accrued so far, and money held against them."""
        self.advance(day)
        with exact():
            self._arrears.post(day)
            self._post_accrued(day)
            if self._held:
                self._use_held(day, self._set_against)

    def result(self, day: date) -> Replay:
        """The books as frozen values."""
        return self._book.result(day)

    # What the contract sets

    def _due_date(self, number: int) -> date | None:
        dates = self.terms.due_dates
        return dates[number] if number < len(dates) else None

    def _new_interest(self, start: date) -> RunningInterest:
        return RunningInterest(self.terms, start, self._due_date(self._number), self._shares.flat_interest)

    def _events(self) -> list[tuple[date, int, Callable[[date], None]]]:
        terms, opened = self.terms, self.terms.loan.disbursed_on
        called_in = terms.loan.accelerated_on
        events: list[tuple[date, int, Callable[[date], None]]] = [
            (fee.on or opened, _ONE_OFF, self._fee_falls_due(fee.amount, fee.kind or "未写名目"))
            for fee in terms.own_fees
            if not fee.every
        ]
        if monthly_fee(terms, third_party=False):
            events += [(day, _MONTHLY, self._monthly_fee_falls_due) for day in bullet_fee_dates(terms)]
        events += [(day, _INSTALMENT, self._instalment_falls_due) for day in terms.due_dates]
        if called_in:
            events = [event for event in events if event[1] == _ONE_OFF or event[0] <= called_in]
            events.append((called_in, _CALLED_IN, self._call_in))
        events += [(item.on, _WAIVER, self._waive(item.amount)) for item in terms.loan.waiver]
        return sorted(events, key=lambda event: event[:2])

    def _open(self) -> None:
        terms, opened = self.terms, self.terms.loan.disbursed_on
        self._book.add("principal", terms.principal)
        law = (
            ("contract/principal",)
            if terms.principal == terms.face
            else ("minfadian/670", "contract/received")
        )
        self._book.line(opened, "payout", "放款", terms.principal, law)
        if fee := terms.deducted_fees(third_party=False):
            self._spread_fee(opened, fee, deducted=True)
            what = "放款时扣下的费用（算作成本，已付）"
            self._book.line(opened, "deducted_fee", what, fee, ("contract/deduction",))

    def _instalment_falls_due(self, day: date) -> None:
        self._count(day)
        monthly = self.terms.instalments and bool(self._balance)
        fees = monthly_fee(self.terms, third_party=False) if monthly else ZERO
        since, rest = self._interest.start, self._interest.rest(self._balance)
        share = self._shares.principal(self._number, self._balance, self._interest.posted + rest)
        due = self._take_over_accrued(day, rest)
        due.principal, self._balance = share, self._balance - share
        if fees:
            self._add_fee(due, fees)
            self._charge_fee(due, fees, (since, day), late=False)
        self._number += 1
        self._interest = self._new_interest(day)
        if due.total:
            self._arrears.rows.append(due)
            rests_on = ("contract/repayment", "minfadian/674")
            self._book.line(day, "due", f"第 {self._number} 期到期", due.total, rests_on)
        if self._held:
            self._use_held(day, self._as_paid_today)

    def _call_in(self, day: date) -> None:
        if not self._balance and not self._accrued.total:
            return
        self._count(day)
        due = self._take_over_accrued(day, self._interest.accrued())
        due.principal, self._balance = self._balance, ZERO
        self._number = len(self.terms.due_dates)
        self._interest = self._new_interest(day)
        self._arrears.rows.append(due)
        self._book.settle(day)
        self._book.line(day, "called_in", "宣布全部提前到期", due.total, ("contract/accelerated_on",))
        if self._held:
            self._use_held(day, self._as_paid_today)

    def _take_over_accrued(self, day: date, rest: Decimal) -> Due:
        """A new row that takes over interest posted before it was due, and the rest of the period's."""
        due, self._accrued = self._accrued, Due(day, day)
        due.due_on = due.posted_on = day
        self._post_interest(due, rest)
        return due

    def _waive(self, amount: Decimal) -> Callable[[date], None]:
        def happen(day: date) -> None:
            self._arrears.post(day)
            off = amount - self._arrears.waive(amount)
            self._book.line(day, "waiver", "对方减免", off, ("contract/waiver", "minfadian/557"))

        return happen

    # Fees

    def _fee_falls_due(self, amount: Decimal, kind: str) -> Callable[[date], None]:
        def happen(day: date) -> None:
            due = self._new_fee(day, amount)
            if day <= self.terms.loan.disbursed_on:
                self._spread_fee(day, amount, deducted=False)
            else:
                late = self._arrears.late_on(day)
                self._charge_fee(due, amount, (self._previous_due(day), day), late=late)
            self._book.line(day, "fee", f"费用：{kind}", amount, ("contract/fee",))

        return happen

    def _monthly_fee_falls_due(self, day: date) -> None:
        if not self._balance:
            return
        amount = monthly_fee(self.terms, third_party=False)
        since = add_months(day, -1, self.terms.loan.disbursed_on.day)
        self._charge_fee(self._new_fee(day, amount), amount, (since, day), late=False)
        self._book.line(day, "fee", "费用：按月收取", amount, ("contract/fee",))

    def _new_fee(self, day: date, amount: Decimal) -> Due:
        due = Due(day, day)
        self._add_fee(due, amount)
        self._arrears.rows.append(due)
        return due

    def _add_fee(self, due: Due, amount: Decimal) -> None:
        due.fees += amount
        self._book.add("fees", amount)

    def _charge_fee(self, due: Due, amount: Decimal, days: tuple[date, date], *, late: bool) -> None:
        share = self._book.charge([Charge("fee", *days, ZERO, amount, amount, late=late)], amount)
        due.set_apart(share)
        self._add_fee(due, share.supported - amount)

    def _spread_fee(self, day: date, amount: Decimal, *, deducted: bool) -> None:
        """A fee paid at the payout: its charge is spread over the days to the contracted last due date."""
        until = self.terms.due_dates[-1] if self.terms.due_dates else day
        self._book.spread(
            Charge("upfront_fee", day, until, ZERO, amount, amount, late=False, deducted=deducted)
        )

    def _previous_due(self, day: date) -> date:
        earlier = [due for due in self.terms.due_dates if due < day]
        return max(earlier, default=self.terms.loan.disbursed_on)

    # Interest on principal not yet due

    def _count(self, day: date) -> None:
        self._book.expose(self._interest.count(day, self._balance))

    def _post_interest(self, due: Due, amount: Decimal) -> None:
        """Post contract interest to a row, apart from what the law does not support."""
        charges = self._interest.post(amount, detail=self._book.keeps_detail)
        share = self._book.charge(charges, amount)
        due.set_apart(share)
        due.interest += share.supported
        self._book.add("interest", share.supported)

    def _post_accrued(self, day: date) -> None:
        """Post interest accrued since the last posting though it is not due yet."""
        self._count(day)
        amount = self._interest.accrued()
        self._post_interest(self._accrued, amount)
        if amount:
            rests_on = ("contract/nominal_rate", "minfadian/674")
            self._book.line(day, "accrued", "已产生、未到期的利息", amount, rests_on)

    # Where a payment goes

    def _apply(self, day: date, amount: Decimal, designated: str | None) -> Decimal:
        by_contract = designated is None and self.terms.allocation is Allocation.PRINCIPAL_FIRST
        principal_first = designated == "principal" or by_contract
        settles = self._covers_all(day, amount)
        arrears = self._arrears
        left = arrears.pay_principal(amount) if principal_first else arrears.pay(amount, designated)
        if designated != "principal" and not settles:
            left = self._hold(left)
        if principal_first:
            left = self._pay_down(day, left)
            left = arrears.pay(left, designated)
        left = self._pay_ahead(day, left)
        if self._held and settles:
            held, self._held = self._held, ZERO
            left += self._pay_ahead(day, held)
        return left

    def _covers_all(self, day: date, amount: Decimal) -> bool:
        """Whether a payment, with what is held, settles the whole debt as it stands that day."""
        self._count(day)
        due = self._arrears.total + self._accrued.total
        return amount + self._held >= due + self._balance + self._interest.accrued()

    def _pay_ahead(self, day: date, left: Decimal) -> Decimal:
        """What is left after everything due: interest accrued so far, then principal not yet due."""
        if not left:
            return left
        self._post_accrued(day)
        return self._pay_down(day, self._pay_accrued(left))

    def _pay_accrued(self, left: Decimal) -> Decimal:
        for part in ("interest", "tolerated", "excess"):
            left = self._arrears.take(self._accrued, part, left)
        return left

    def _pay_down(self, day: date, left: Decimal) -> Decimal:
        """Principal not yet due, from the last instalment backwards."""
        part = min(self._balance, left)
        if part:
            self._count(day)
            self._balance -= part
            self._book.pay("principal", part)
            if not self._balance:
                self._book.settle(day)
        return left - part

    def _pay_unsupported(self, amount: Decimal) -> None:
        """What was paid on a charge the law does not support comes off principal, the last due first."""
        left = self._pay_down(self.day, amount)
        self._book.overpaid += self._arrears.pay_principal(left, newest_first=True)

    # Money paid early

    def _hold(self, left: Decimal) -> Decimal:
        """Keep up to the next instalment until its due date: paying early is never late. Not on a bullet."""
        if not self.terms.instalments:
            return left
        part = min(max(self._next_instalment() - self._held, ZERO), left)
        self._held += part
        return left - part

    def _next_instalment(self) -> Decimal:
        """What the next due date will ask for as things stand today, the lender's fees included."""
        due_on = self._due_date(self._number)
        if due_on is None or not self._balance:
            return self._accrued.total
        interest = self._interest.expected(due_on, self._balance)
        share = self._shares.principal(self._number, self._balance, self._interest.posted + interest)
        return self._accrued.total + interest + share + monthly_fee(self.terms, third_party=False)

    def _use_held(self, day: date, apply: Callable[[date, Decimal], Decimal]) -> None:
        """Apply money held for a due date; what nothing can absorb is overpaid."""
        self._arrears.post(day)
        before, (held, self._held) = dict(self._book.paid), (self._held, ZERO)
        self._book.overpaid += apply(day, held)
        went = {**self._book.went(before), "held": self._held}
        self._book.line(day, "held_used", "先前提前还的钱入账", held, ("minfadian/677",), went)

    def _as_paid_today(self, day: date, held: Decimal) -> Decimal:
        return self._apply(day, held, None)

    def _set_against(self, day: date, held: Decimal) -> Decimal:
        """On the day of asking, money held counts against interest accrued, then principal, then the rest."""
        return self._arrears.pay(self._pay_down(day, self._pay_accrued(held)), None)
