"""What the bills show month by month: only whole months, only months that are over on the day of asking.

A category that never occurs is unknown here (None), not zero: money may have gone another way. Within a
category that occurs, a month without it is a month of zero. Own transfers are no income and no cost.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.days import MONTHS_PER_YEAR, on_day
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.bills.merge import Merged, Movement

_LAST = 31


@dataclass(frozen=True, slots=True)
class Billed:
    """Whole months, oldest first, and what each category came to in each: positive came in, yuan."""

    months: tuple[tuple[int, int], ...]
    sums: Mapping[str, tuple[Decimal, ...]]

    def came(self, category: str) -> tuple[Decimal, ...] | None:
        """What came in under a category, month by month; None where it never occurs."""
        return self.sums.get(category)

    def went(self, category: str) -> tuple[Decimal, ...] | None:
        """What was spent under a category in the last whole months, a year of them at most."""
        found = self.sums.get(category)
        return None if found is None else tuple(ZERO - amount for amount in found[-MONTHS_PER_YEAR:])

    @property
    def basis(self) -> str:
        """Where the figures are from, for the page."""
        return f"账单，{len(self.months)} 个完整月"


def billed(bills: Merged | None, on: date) -> Billed | None:
    """The bills as whole months; None where there is not one."""
    if bills is None:
        return None
    months = tuple(
        sorted((year, month) for year, month, whole in bills.months if whole and _over(year, month, on))
    )
    return Billed(months, _sums(bills.movements, months)) if months else None


def _over(year: int, month: int, on: date) -> bool:
    return on_day(year, month, _LAST) <= on


def _sums(
    movements: Sequence[Movement], months: tuple[tuple[int, int], ...]
) -> dict[str, tuple[Decimal, ...]]:
    place = {month: n for n, month in enumerate(months)}
    sums: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * len(months))
    for moved in movements:
        at = place.get((moved.on.year, moved.on.month))
        if at is not None and "own_transfer" not in moved.flags:
            sums[moved.category][at] += moved.amount
    return {category: tuple(amounts) for category, amounts in sorted(sums.items())}
