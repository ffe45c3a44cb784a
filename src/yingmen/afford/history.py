"""The months a household has seen, made ready to be drawn from: what came in, from where, how sure.

A stream with months on record is drawn from those months. With fewer than `few_months` of them two made-up
months are added, as far below and above the mean as `unseen_spread` says, since a few equal months prove no
steady income. With none on record the stated low, mean and high stand as three months, and a single figure
gets the same made-up spread. All that is said in `told`.

A season is taken out before drawing and put back afterwards, by the share 1 - 12/n of n observed months: one
year tells nothing of the seasons apart from chance, two years half of what they show, three two thirds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.days import MONTHS_PER_YEAR
from yingmen.money import ZERO, exact, fen

if TYPE_CHECKING:
    from decimal import Decimal

    from yingmen.afford.assumptions import Assumptions
    from yingmen.afford.spread import Stream


@dataclass(frozen=True, slots=True)
class History:
    """Months of one source to draw from, oldest first, in whole fen; `seen` of them are on record.

    `season` is what the calendar adds in each of the twelve months that follow the record, in fen; zeros
    where no season is reckoned with.
    """

    source: str
    pool: tuple[int, ...]
    season: tuple[int, ...]
    seen: int
    told: str


def history(stream: Stream, assumed: Assumptions) -> History:
    """One source of income as months to draw from, and what had to be made up, in plain words."""
    seen = len(stream.observed)
    if seen >= assumed.few_months:
        season = _season(stream)
        level = tuple(_fen(amount) - season[n % MONTHS_PER_YEAR] for n, amount in enumerate(stream.observed))
        ahead = tuple(season[(seen + n) % MONTHS_PER_YEAR] for n in range(MONTHS_PER_YEAR))
        return History(stream.source, level, ahead, seen, "")
    pool = tuple(_fen(amount) for amount in _made_up(stream, assumed))
    return History(stream.source, pool, (0,) * MONTHS_PER_YEAR, seen, _told(stream, assumed))


def _season(stream: Stream) -> tuple[int, ...]:
    """What each month of the calendar stands above the mean, shrunk; first the oldest observed month's."""
    observed, seen = stream.observed, len(stream.observed)
    if not stream.seasonal or seen < 2 * MONTHS_PER_YEAR:
        return (0,) * MONTHS_PER_YEAR
    with exact():
        mean = sum(observed, ZERO) / seen
        months = [observed[n::MONTHS_PER_YEAR] for n in range(MONTHS_PER_YEAR)]
        return tuple(
            _fen((sum(same, ZERO) / len(same) - mean) * (seen - MONTHS_PER_YEAR) / seen) for same in months
        )


def _made_up(stream: Stream, assumed: Assumptions) -> tuple[Decimal, ...]:
    spread = assumed.unseen_spread
    with exact():
        if stream.observed:
            mean = sum(stream.observed, ZERO) / len(stream.observed)
            return (*stream.observed, mean * (1 - spread), mean * (1 + spread))
        if stream.low < stream.high:
            return (stream.low, stream.mean, stream.high)
        return (stream.mean * (1 - spread), stream.mean, stream.mean * (1 + spread))


def _told(stream: Stream, assumed: Assumptions) -> str:
    seen, spread = len(stream.observed), f"上下 {int(assumed.unseen_spread * 100)}%"
    if seen:
        return f"{stream.source}：只有 {seen} 个月的记录，太少。另加了两个假设的月份（平均数{spread}）。"
    if stream.low < stream.high:
        return f"{stream.source}：没有逐月的记录，只按差、平均、好三个数来算。"
    return f"{stream.source}：只有一个数，没有逐月的记录。假设它会{spread}浮动。"


def _fen(amount: Decimal) -> int:
    return int(fen(amount) * 100)
