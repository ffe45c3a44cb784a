"""What is open on each debt while a plan is followed, month by month, exact to the fen.

A payment reaches what is overdue and bears charges first, on the day the period begins, then what falls due
in the period, on its due date, then charges for being late, which bear none. That is what a plan asks the
lender to agree to; `refused` counts by the law's order, charges first. Charges for the days of a period are
added at its end, half up to the fen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yingmen.afford.table import New, Row, charge

if TYPE_CHECKING:
    from datetime import date

    from yingmen.afford.months import Months


@dataclass(slots=True)
class Pot:
    """One debt on its way through the periods, in fen.

    `old` is overdue (a card: its whole balance), `fresh` falls due in the period, `charges` is what lateness
    has cost. `late[t]` is what was left overdue after period t, `open[t]` everything left; `paid[t]` what was
    paid in it; `dated` the same by day.
    """

    row: Row
    old: int
    charges: int
    fresh: list[New] = field(default_factory=list)
    period: int = -1
    late: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    paid: list[int] = field(default_factory=list)
    dated: dict[date, int] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Row) -> Pot:
        """The debt as it stands before the first payment."""
        return cls(row, row.opening, row.lead)

    def begin(self) -> None:
        """A period begins: what falls due in it can be paid."""
        self.period += 1
        self.paid.append(0)
        self.fresh = [] if self.row.revolving else list(self.row.new[self.period])

    @property
    def payable(self) -> int:
        """All that can be paid now."""
        return self.old + sum(one.amount for one in self.fresh) + self.charges

    @property
    def due(self) -> int:
        """What the contract asks for by the end of the period."""
        if self.row.revolving:
            return max(self.old - self.row.path[self.period], 0)
        return self.payable

    def pay(self, amount: int, over: Months) -> int:
        """Pay up to an amount; what was paid."""
        first, left = min(amount, self.old), max(amount - self.old, 0)
        self.old -= first
        fresh, self.fresh = self.fresh, []
        on_date = []
        for one in fresh:
            part = min(left, one.amount)
            left -= part
            on_date.append((one.on, part))
            if part < one.amount:
                self.fresh.append(one._replace(amount=one.amount - part))
        last = min(left, self.charges)
        self.charges -= last
        for day, part in ((over.days[self.period], first + last), *on_date):
            self._note(day, part)
        paid = first + last + sum(part for _, part in on_date)
        self.paid[-1] += paid
        return paid

    def end(self, over: Months) -> None:
        """The period ends: charges for its days are added to what is left."""
        row, gap = self.row, over.gaps[self.period]
        self.late.append(self.due)
        self.open.append(self.payable)
        if row.revolving:
            extra = charge(self.due, max(row.late - row.running, 0), gap) if row.grows else 0
            self.old += charge(self.old, row.running, gap) + extra
            return
        if row.grows:
            self.charges += charge(self.old, row.late, gap)
            self.charges += sum(charge(one.amount, row.late, one.days) for one in self.fresh)
        self.old, self.fresh = self.old + sum(one.amount for one in self.fresh), []

    def missing(self, period: int) -> int:
        """What the plan owes by now and has not paid: overdue where it may not be, or past its deadline."""
        row, last = self.row, len(self.late) - 1
        if row.revolving and period >= row.deadline:
            return self.open[period]
        strict = row.on_time or period == last or period >= row.deadline
        return self.late[period] if strict else 0

    def _note(self, day: date, amount: int) -> None:
        if not amount:
            return
        self.dated[day] = self.dated.get(day, 0) + amount
