"""One loan lived through day by day: what falls due, what is paid, what runs on after the due date.

The state is plain and mutable, the steps are small, and every figure is an exact `Fraction` of yuan that is
rounded half up to the fen when it is written down. Nothing here is fast, and nothing is the product's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from second.contract import NONE, Contract, half_up, month_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

CHARGES = ("interest", "going", "penalty", "compound")
TWELFTH = Fraction(1, 12)
DAY = timedelta(days=1)


@dataclass(slots=True)
class Row:
    """What fell due on one day and is still unpaid; `going` is contract interest since that day."""

    due_on: date
    posted_on: date
    fees: Fraction = NONE
    interest: Fraction = NONE
    going: Fraction = NONE
    penalty: Fraction = NONE
    compound: Fraction = NONE
    principal: Fraction = NONE

    @property
    def owed(self) -> Fraction:
        """All that is unpaid in this row."""
        charges = self.interest + self.going + self.penalty + self.compound
        return self.fees + charges + self.principal


@dataclass(slots=True)
class Book:
    """The state of one loan on a day.

    `later` is principal not yet due; `accrued` the exact interest of the running period that is not
    written down yet; `posted` is written down so far and `waiting` of that is unpaid; `held` was
    paid early and waits.
    """

    contract: Contract
    lpr_1y: Callable[[date], Fraction]
    start: date
    later: Fraction
    rows: list[Row] = field(default_factory=list)
    number: int = 0
    accrued: Fraction = NONE
    posted: Fraction = NONE
    waiting: Fraction = NONE
    held: Fraction = NONE
    overpaid: Fraction = NONE

    # One day ---------------------------------------------------------------------------------------

    def live(self, day: date) -> None:
        """Let one day happen, its events in their fixed order."""
        self.accrue(day)
        self.charge_fees(day)
        if self.next_due == day:
            self.fall_due(day)
        if self.contract.accelerated_on == day:
            self.accelerate(day)
        for payment in self.contract.payments:
            if payment.on == day:
                self.pay(payment.amount, day, payment.designated)

    @property
    def next_due(self) -> date | None:
        """The due date of the running period; None after the last one, or where there is none."""
        due = self.contract.due
        return due[self.number] if self.number < len(due) else None

    def accrue(self, day: date) -> None:
        """Interest on principal not yet due grows by this day's step of the period's day count."""
        if self.later and day > self.start:
            before, now = self.elapsed(day - DAY), self.elapsed(day)
            self.accrued += self.base * self.contract.rate * (now - before)

    def elapsed(self, day: date) -> Fraction:
        """The part of a year that the running period has lasted; a flat fee month is at most a twelfth."""
        part = self.contract.part(self.start, day)
        return min(part, TWELFTH) if self.contract.kind == "flat_fee" else part

    @property
    def base(self) -> Fraction:
        """What interest is counted on: principal not yet due, or the face under a flat fee."""
        return self.contract.principal if self.contract.kind == "flat_fee" else self.later

    # Falling due -----------------------------------------------------------------------------------

    def charge_fees(self, day: date) -> None:
        """Fees with a day of their own, and the monthly ones of a bullet, each as a row of its own."""
        for fee in self.contract.fees:
            if fee.on == day or (fee.on is None and self.is_bullet_month(day)):
                self.rows.append(Row(day, day, fees=fee.amount))

    def is_bullet_month(self, day: date) -> bool:
        """Whether a bullet's monthly fee is due: a whole month, principal out, maturity not past."""
        paid_out, due = self.contract.disbursed_on, self.contract.due
        months = (day.year - paid_out.year) * 12 + day.month - paid_out.month
        whole = months > 0 and month_on(paid_out, months, paid_out.day) == day
        return self.contract.bullet and whole and self.later > 0 and (not due or day <= due[0])

    def monthly_fees(self) -> Fraction:
        """The lender's fees that come with an instalment."""
        if self.contract.bullet or not self.later:
            return NONE
        return sum((fee.amount for fee in self.contract.fees if fee.on is None), NONE)

    def post_accrued(self) -> None:
        """Write down the running period's interest to date, as far as it is not written down yet."""
        self.waiting += self.write_down()

    def fresh(self, ahead: Fraction = NONE) -> Fraction:
        """The running period's interest not written down yet, `ahead` included, rounded by itself."""
        return half_up(self.accrued + ahead)

    def write_down(self) -> Fraction:
        """Write down what is not written down yet; returns it."""
        fresh = self.fresh()
        self.posted += fresh
        self.accrued = NONE
        return fresh

    def rest_of_level_sum(self) -> Fraction:
        """A flat fee is a level sum a month: what has been written down is taken off it."""
        return half_up(self.base * self.contract.rate * TWELFTH) - self.posted

    def share(self, interest: Fraction) -> Fraction:
        """The principal share of the running instalment, whose whole interest is given."""
        contract = self.contract
        if self.number == len(contract.due) - 1:
            return self.later
        if contract.kind == "interest_only":
            return NONE
        if contract.kind == "equal_installment":
            return min(max(contract.instalment - interest, NONE), self.later)
        return min(half_up(contract.principal / len(contract.due)), self.later)

    def fall_due(self, day: date) -> None:
        """The running instalment falls due, and money held for it is applied."""
        if self.later and self.contract.kind == "flat_fee":
            self.accrued = self.rest_of_level_sum()
        self.post_accrued()
        row = Row(day, day, self.monthly_fees(), self.waiting, principal=self.share(self.posted))
        self.next_period(row, day)

    def accelerate(self, day: date) -> None:
        """All that is not yet due falls due at once, with the interest accrued; no instalment follows."""
        self.post_accrued()
        row = Row(day, day, interest=self.waiting, principal=self.later)
        self.next_period(row, day)

    def next_period(self, row: Row, day: date) -> None:
        """Write the row down, begin the next period, and apply what was held."""
        if row.owed:
            self.rows.append(row)
        self.later -= row.principal
        self.start, self.number = day, self.number + 1
        self.accrued = self.posted = self.waiting = NONE
        if self.held:
            money, self.held = self.held, NONE
            self.pay(money, day, "")

    # After the due date ----------------------------------------------------------------------------

    def post_overdue(self, day: date) -> None:
        """Write down penalty, interest going on and compound, row by row, since the last posting."""
        for row in self.rows:
            days = (day - row.posted_on).days
            row.posted_on = day
            late = half_up(row.principal * self.late_day(row) * days)
            if self.contract.penalty_day is None and not self.contract.agreed_nothing:
                row.going += late
            else:
                row.penalty += late
            if self.contract.compound:
                row.compound += half_up(row.interest * self.late_day(row) * days)

    def late_day(self, row: Row) -> Fraction:
        """The rate per calendar day on what is overdue in a row."""
        if self.contract.agreed_nothing:
            return self.lpr_1y(row.due_on) / 365
        if self.contract.penalty_day is None:
            return self.contract.rate / self.contract.year
        return self.contract.penalty_day

    # Payments --------------------------------------------------------------------------------------

    @property
    def owed(self) -> Fraction:
        """All that is due or posted, and all principal."""
        return sum((row.owed for row in self.rows), NONE) + self.waiting + self.later

    def pay(self, money: Fraction, day: date, designated: str) -> None:
        """Apply a payment, by what it was designated for or else by the contract's order."""
        self.post_overdue(day)
        if self.settles(money):
            return
        order = designated or self.contract.allocation
        if order == "principal":
            self.pay_principal_first(money, day, hold=False)
        elif order == "principal_first":
            self.pay_principal_first(money, day, hold=True)
        else:
            self.pay_due_first(money, day, order)

    def settles(self, money: Fraction) -> bool:
        """Settle everything at once where held money and payment together suffice."""
        whole = self.owed + self.fresh()
        if self.held + money < whole:
            return False
        self.overpaid += self.held + money - whole
        self.write_down()
        self.rows, self.later, self.waiting, self.held = [], NONE, NONE, NONE
        return True

    def pay_due_first(self, money: Fraction, day: date, order: str) -> None:
        """What is due first, in the given order; then ahead of time."""
        if order == "oldest_installment":
            for row in self.rows:
                money = fill(row, ("fees", *CHARGES, "principal"), money)
        elif order == "interest":
            money = self.fill_all(money, CHARGES)
        money = self.pay_statute(money)
        money = self.hold(money, day)
        money = self.pay_accrued(money)
        self.pay_later(money)

    def pay_principal_first(self, money: Fraction, day: date, *, hold: bool) -> None:
        """Overdue principal, the next instalment where money may be held, other principal, the rest."""
        money = self.fill_all(money, ("principal",))
        if hold:
            money = self.hold(money, day)
        money = self.pay_later(money)
        money = self.pay_statute(money)
        self.pay_accrued(money)

    def fill_all(self, money: Fraction, parts: tuple[str, ...]) -> Fraction:
        """Pay these parts of every row, oldest row first; returns what is left."""
        for row in self.rows:
            money = fill(row, parts, money)
        return money

    def pay_statute(self, money: Fraction) -> Fraction:
        """What is due in the statute's order: fees, then interest and its kin, then principal."""
        for parts in (("fees",), CHARGES, ("principal",)):
            money = self.fill_all(money, parts)
        return money

    def hold(self, money: Fraction, day: date) -> Fraction:
        """Hold money for the next instalment, as much as that will ask; returns what is left."""
        due_on = self.next_due
        if self.contract.bullet or due_on is None or not self.later:
            return money
        ahead = self.base * self.contract.rate * (self.whole(due_on) - self.elapsed(day))
        level = self.contract.kind == "flat_fee"
        fresh = self.rest_of_level_sum() if level else self.fresh(ahead)
        asked = self.waiting + fresh + self.share(self.posted + fresh) + self.monthly_fees()
        kept = min(money, max(asked - self.held, NONE))
        self.held += kept
        return money - kept

    def whole(self, due_on: date) -> Fraction:
        """The part of a year that the whole running period counts."""
        return TWELFTH if self.contract.kind == "flat_fee" else self.elapsed(due_on)

    def pay_accrued(self, money: Fraction) -> Fraction:
        """Interest accrued but not yet due, written down to this day; returns what is left."""
        if not money:
            return money
        self.post_accrued()
        paid = min(money, self.waiting)
        self.waiting -= paid
        return money - paid

    def pay_later(self, money: Fraction) -> Fraction:
        """Principal not yet due; returns what is left."""
        paid = min(money, self.later)
        self.later -= paid
        return money - paid

    # The day asked for -----------------------------------------------------------------------------

    def close(self, on: date) -> None:
        """Write everything down to the day asked for, and set held money against it."""
        self.post_overdue(on)
        self.post_accrued()
        money, self.held = self.held, NONE
        money = self.pay_accrued(money)
        money = self.pay_later(money)
        self.overpaid += self.pay_statute(money)

    def total(self, *parts: str) -> Fraction:
        """The sum of some parts over all rows."""
        return sum((getattr(row, part) for row in self.rows for part in parts), NONE)


def fill(row: Row, parts: tuple[str, ...], money: Fraction) -> Fraction:
    """Pay parts of one row in order; returns what is left."""
    for part in parts:
        unpaid: Fraction = getattr(row, part)
        paid = min(money, unpaid)
        setattr(row, part, unpaid - paid)
        money -= paid
    return money


def run(contract: Contract, on: date, lpr_1y: Callable[[date], Fraction]) -> Book:
    """Live through a loan from the day it was paid out to the day asked for."""
    day = contract.disbursed_on
    book = Book(contract, lpr_1y, day, contract.principal)
    while day <= on:
        book.live(day)
        day += DAY
    return book
