"""Interest of the running period: counted day by day on principal not yet due, posted when it must be.

Nothing is rounded while days are counted; each posting is rounded half up to the fen by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yingmen.money import ZERO, fen
from yingmen.owe.entries import Charge, Exposure
from yingmen.owe.schedule import Period

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.owe.terms import Terms


class _Stretch(NamedTuple):
    """Days through which the balance did not change, and the yuan-days of interest they bore."""

    since: date
    until: date
    balance: Decimal
    balance_days: Decimal


class RunningInterest:
    """What the period since the last due date has cost so far.

    `posted` is what has been posted of it; `flat` is the level monthly interest of a flat-fee loan.
    """

    def __init__(self, terms: Terms, start: date, end: date | None, flat: Decimal | None) -> None:
        self.start, self.flat, self.posted = start, flat, ZERO
        self._period = Period(terms, start, end)
        self._counted_to, self._days, self._unposted = start, ZERO, ZERO
        self._stretches: list[_Stretch] = []

    def count(self, day: date, balance: Decimal) -> Exposure | None:
        """Count the days up to a day on the balance as it stood; the exposure, if principal was out."""
        if day <= self._counted_to:
            return None
        since, days = self._counted_to, self._period.days_to(day)
        added = self._period.base(balance) * (days - self._days)
        self._days, self._counted_to = days, day
        self._unposted += added
        if not balance:
            return None
        self._stretches.append(_Stretch(since, day, balance, added))
        return Exposure(since, day, balance, late=False)

    def accrued(self) -> Decimal:
        """Interest counted and not posted yet, to the fen."""
        return fen(self._period.interest(self._unposted))

    def rest(self, balance: Decimal) -> Decimal:
        """Interest a due date adds, once the period has been counted to its end, to the fen."""
        if self.flat is not None and balance:
            return self.flat - self.posted
        return self.accrued()

    def expected(self, due_on: date, balance: Decimal) -> Decimal:
        """What `rest` will be on the due date if nothing changes until then."""
        if self.flat is not None:
            return self.flat - self.posted
        ahead = self._period.base(balance) * (self._period.days_to(due_on) - self._days)
        return fen(self._period.interest(self._unposted + ahead))

    def post(self, amount: Decimal, *, detail: bool = True) -> list[Charge]:
        """Post an amount for everything counted so far, with a charge for each stretch of days if wanted."""
        stretches, self._stretches = self._stretches, []
        self.posted += amount
        self._unposted = ZERO
        if not detail:
            return []
        weight = sum((stretch.balance_days for stretch in stretches), ZERO)
        if not weight or not amount:
            return []
        return [self._charge(stretch, amount * stretch.balance_days / weight) for stretch in stretches]

    def _charge(self, stretch: _Stretch, amount: Decimal) -> Charge:
        measured = self._period.measured(stretch.balance, stretch.since, stretch.until, amount)
        return Charge("interest", stretch.since, stretch.until, stretch.balance, amount, measured, late=False)
