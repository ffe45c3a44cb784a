"""How an income really comes: month by month, good and bad, with the months in which nothing came.

Seasonal is said only where at least twelve months were seen: in every whole year, counted back from the
latest month, three months in a row (the same ones each year) stay below that year's mean, each of them,
and together reach at most three quarters of it. One year can be chance; whoever shows it says so.
Money that comes every quarter or year is laid out as it comes: nothing in the months between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.days import MONTHS_PER_YEAR
from yingmen.money import ZERO, exact, fen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from yingmen.case import Figure, Income

_RUN = 3
_LEAN_NUMERATOR, _LEAN_DENOMINATOR = 3, 4


@dataclass(frozen=True, slots=True)
class Stream:
    """Money that comes in (or, for a business, goes out) month after month; amounts in yuan per month.

    `observed` holds the months seen, oldest first, a zero month as zero; empty where only a figure is known.
    `basis` says in plain Chinese where the figures are from.
    """

    source: str
    observed: tuple[Decimal, ...]
    low: Decimal
    mean: Decimal
    high: Decimal
    seasonal: bool
    basis: str

    @property
    def zero_months(self) -> int:
        """In how many of the months seen nothing came."""
        return sum(amount == 0 for amount in self.observed)


def seen(source: str, months: Sequence[Decimal], basis: str) -> Stream:
    """A stream from what was seen month by month; ValueError for no month at all."""
    if not months:
        raise ValueError("a stream is seen over one month or more")
    observed = tuple(fen(amount) + ZERO for amount in months)
    return Stream(
        source, observed, min(observed), mean_of(observed), max(observed), seasonal(observed), basis
    )


def figured(source: str, figure: Figure | Income, basis: str, every: int = 1) -> Stream | None:
    """A stream from what a case file says of it; None where nothing bounds it from below.

    `every` is how many months lie between two payments. What was observed wins over a single figure, a
    figure over the middle of a range, and the bad figure alone stands for itself.
    """
    if figure.observed:
        return _widened(seen(source, laid_out(figure.observed, every), basis), figure, every)
    middle = _middle(figure)
    if middle is None:
        return None
    if every > 1:
        return seen(source, laid_out((middle,), every), basis)
    low = middle if figure.low is None else min(figure.low, middle)
    high = middle if figure.high is None else max(figure.high, middle)
    return Stream(source, (), low, middle, high, seasonal=False, basis=basis)


def laid_out(amounts: Sequence[Decimal], every: int) -> tuple[Decimal, ...]:
    """Payments that come every so many months as months: nothing, nothing, then the payment."""
    return tuple(month for amount in amounts for month in (*(ZERO,) * (every - 1), amount))


def mean_of(months: Sequence[Decimal]) -> Decimal:
    """The mean of a month in yuan, rounded to the fen."""
    with exact():
        return fen(sum(months, ZERO) / len(months))


def seasonal(months: Sequence[Decimal]) -> bool:
    """Whether each whole year seen has the same three lean months in a row."""
    whole = len(months) // MONTHS_PER_YEAR
    if not whole:
        return False
    kept = months[len(months) - whole * MONTHS_PER_YEAR :]
    years = [kept[n * MONTHS_PER_YEAR : (n + 1) * MONTHS_PER_YEAR] for n in range(whole)]
    return any(all(_is_lean(year, start) for year in years) for start in range(MONTHS_PER_YEAR))


def _is_lean(year: Sequence[Decimal], start: int) -> bool:
    """Whether three months from `start` on, round the end of the year, are lean; in sums, unrounded."""
    run = [year[(start + n) % MONTHS_PER_YEAR] for n in range(_RUN)]
    with exact():
        total = sum(year, ZERO)
        below = all(month * MONTHS_PER_YEAR < total for month in run)
        return (
            below and sum(run, ZERO) * MONTHS_PER_YEAR * _LEAN_DENOMINATOR <= total * _RUN * _LEAN_NUMERATOR
        )


def _middle(figure: Figure | Income) -> Decimal | None:
    if figure.amount is not None:
        return figure.amount
    if figure.low is not None and figure.high is not None:
        return mean_of((figure.low, figure.high))
    return figure.low


def _widened(stream: Stream, figure: Figure | Income, every: int) -> Stream:
    """The range seen, made wider by the range the user gives; a payment between months has a zero low."""
    low = stream.low if figure.low is None or every > 1 else min(stream.low, figure.low)
    high = stream.high if figure.high is None else max(stream.high, figure.high)
    return Stream(stream.source, stream.observed, low, stream.mean, high, stream.seasonal, stream.basis)
