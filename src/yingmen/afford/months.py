"""The months of a plan: when money comes in, and how long it must last.

A period begins with the day its money comes and ends the day before the next money comes; what falls due in
between is paid on its date from what has come in so far. Money is in whole fen.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from yingmen.days import MONTHS_PER_YEAR, add_months, days_between
from yingmen.money import fen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

_LONGEST_MONTH = 31
FEN = 100


@dataclass(frozen=True, slots=True)
class Months:
    """The days on which money comes (the last of `days` only ends the last period), and how much, in fen.

    `gaps`: days from each period's begin to the next; none after the last, where the plan ends.
    """

    days: tuple[date, ...]
    cash: tuple[int, ...]
    gaps: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many periods there are."""
        return len(self.cash)

    def period(self, day: date) -> int:
        """The period a day lies in; -1 before the first, `count` after the last."""
        return min(bisect_right(self.days, day) - 1, self.count)

    def within(self, months: int) -> int:
        """The period in which so many months from the first day are over, or `count` if they never are."""
        first = self.days[0]
        last = first.year * MONTHS_PER_YEAR + first.month + months - 1
        past = (n for n, day in enumerate(self.days[:-1]) if day.year * MONTHS_PER_YEAR + day.month >= last)
        return next(past, self.count)


def months(cash: Sequence[tuple[date, Decimal]]) -> Months:
    """Read the money of each month; two sums on one day are one, and a month short of money is kept for.

    Where a later month is below zero, what it lacks is not free in the months before it.
    """
    sums: dict[date, int] = {}
    for day, amount in cash:
        sums[day] = sums.get(day, 0) + int(fen(amount) * FEN)
    days = sorted(sums)
    together = list(accumulate(sums[day] for day in days))
    safe = list(accumulate(reversed(together), min))[::-1]
    free = [max(amount, 0) for amount in safe]
    if not days:
        return Months((), (), ())
    end = add_months(days[-1], 1, _LONGEST_MONTH if _ends_month(days[-1]) else None)
    gaps = (*(days_between(start, later) for start, later in pairwise(days)), 0)
    return Months((*days, end), tuple(b - a for a, b in pairwise([0, *free])), gaps)


def _ends_month(day: date) -> bool:
    return add_months(day, 0, _LONGEST_MONTH) == day
