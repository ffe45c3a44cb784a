"""Where a value stands on an axis, and which values are worth a label: round sums, first days of months."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from yingmen.days import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNITS = (
    (Decimal(1_000_000_000_000), "万亿"),
    (Decimal(100_000_000), "亿"),
    (Decimal(10_000), "万"),
)
_DAY_STEPS = (1, 2, 3, 5, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000)
_DAYS_AT_MOST, _MONTHS_AT_MOST, _YEARS_AT_MOST = 3, 4, 3  # as many labels as stand side by side
_NOTHING = Decimal(0)


class Axis(NamedTuple):
    """Values from `low` to `high` laid out between two places of the picture."""

    low: Decimal
    high: Decimal
    start: Decimal
    end: Decimal

    def at(self, value: Decimal) -> Decimal:
        """The place of a value; the middle where the axis has a single value."""
        if self.low == self.high:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) * (self.end - self.start) / (self.high - self.low)


class DateTick(NamedTuple):
    """A day worth a label; `year` is empty where the label before it already said so."""

    day: date
    label: str
    year: str


def money_ticks(low: Decimal, high: Decimal, parts: int = 4) -> tuple[Decimal, ...]:
    """Round sums in yuan, evenly apart, that enclose zero and all values."""
    low, high = min(low, _NOTHING), max(high, _NOTHING)
    if low == high:
        high = Decimal(100)
    step = _round_up((high - low) / parts)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    return tuple(step * n for n in range(int(first), int(last) + 1))


def _round_up(step: Decimal) -> Decimal:
    """The next larger of 1, 2, 5 times a power of ten."""
    power = Decimal(1).scaleb(step.adjusted())
    return next(power * times for times in (1, 2, 5, 10) if power * times >= step)


def unit_of(values: Sequence[Decimal]) -> tuple[Decimal, str]:
    """The unit in which the largest of some sums is short to write: yuan, 万, 亿 or 万亿."""
    largest = max((abs(value) for value in values), default=_NOTHING)
    return next(((size, name) for size, name in _UNITS if largest >= size), (Decimal(1), ""))


def short_sum(value: Decimal, unit: tuple[Decimal, str]) -> str:
    """A sum in a unit, without trailing zeros: `1.5万`, `800`, `0`."""
    size, name = unit
    digits = f"{value / size:,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}{name}" if value else "0"


def date_ticks(start: date, end: date) -> tuple[DateTick, ...]:
    """Days between two dates worth a label: a few days evenly apart, first days of months, or of years."""
    days = _days(start, end)
    exact = bool(days)
    days = days or _months(start, end)
    turns = [n == 0 or day.year != days[n - 1].year for n, day in enumerate(days)]
    if len(days) > 1 and turns[1]:
        turns[0] = exact or days[0].month == 1  # two years side by side would run into each other
    return tuple(
        DateTick(
            day, f"{day.month}月{day.day}日" if exact else f"{day.month}月", f"{day.year}年" if turn else ""
        )
        for day, turn in zip(days, turns, strict=True)
    )


def _days(start: date, end: date) -> list[date]:
    """Up to three days evenly apart; none for a time so long that months are better."""
    span = (end - start).days
    step = next((step for step in _DAY_STEPS if span // step < _DAYS_AT_MOST), 0)
    return [start + timedelta(days=n) for n in range(0, span + 1, step)] if step else []


def _months(start: date, end: date) -> list[date]:
    first = start.year * MONTHS_PER_YEAR + start.month - (start.day == 1)
    last = end.year * MONTHS_PER_YEAR + end.month - 1
    choices = ((step, range(-(-first // step) * step, last + 1, step)) for step in _MONTH_STEPS)
    months = next(
        months
        for step, months in choices
        if len(months) <= (_MONTHS_AT_MOST if step < MONTHS_PER_YEAR else _YEARS_AT_MOST)
    )
    return [date(n // MONTHS_PER_YEAR, n % MONTHS_PER_YEAR + 1, 1) for n in months]
