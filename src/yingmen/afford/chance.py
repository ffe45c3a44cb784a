"""How likely a plan is to hold, when it breaks first, and why.

A path breaks in the first month in which what has come together, the reserve at the start included, no
longer covers what has been promised. A payment between two month ends must be covered by what had come in
by the earlier one; so must one before the first month end, by the reserve alone. A month whose needs are not
covered breaks it too, payment or none. Nothing is asked of a path after the plan's last payment.

Probabilities are cut, never rounded up, to four places. *Limitations*: payments after the paths' last month
are not looked at, and `until` says how far was looked.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from yingmen.afford.spoken import percent_cut
from yingmen.days import date_text
from yingmen.document import Line, LineChart
from yingmen.money import fen, yuan_text

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    import numpy.typing as npt

    from yingmen.afford.paths import Fen, Paths
    from yingmen.afford.plan import Plan

_PLACES = Decimal("0.0001")
_LOW, _MEDIAN, _HIGH = 10, 50, 90
_LOOK_BACK = 3
_MUCH = 2  # half of the breaks or more: a shock behind so many, or so many of all paths, is the reason


@dataclass(frozen=True, slots=True)
class Chance:
    """Whether a plan holds: probability; when it breaks most often, and why; cash in hand month by month.

    `by_month` is (month's end, low, median, high) in yuan after payments: one path in ten lies below `low`,
    one in ten above `high`; below zero the promise is not covered. `breaks` is (day, paths that first break
    there), by day; `paths` their number in all; `on` the day of asking; `until` the last day looked at.
    """

    on: date
    probability: Decimal
    first_break: date | None
    why: str
    by_month: tuple[tuple[date, Decimal, Decimal, Decimal], ...]
    breaks: tuple[tuple[date, int], ...]
    paths: int
    until: date | None


def chance(plan: Plan, paths: Paths, reserve_now: Decimal) -> Chance:
    """The chance that a plan holds over these paths, with the reserve as its buffer, in yuan."""
    import numpy as np  # noqa: PLC0415 - heavy: loaded where a plan is tried

    first = _first_breaks(plan, paths, reserve_now)
    counts = np.bincount(first, minlength=len(paths.ends) + 2)
    days = (paths.on, *paths.ends)
    breaks = tuple((day, int(count)) for day, count in zip(days, counts, strict=False) if count)
    broken = sum(count for _, count in breaks)
    most = max(breaks, key=lambda one: one[1])[0] if breaks else None
    return Chance(
        paths.on,
        _share(paths.count - broken, paths.count),
        most,
        _why(first, paths, most, broken),
        _band(plan, paths, reserve_now),
        breaks,
        paths.count,
        paths.ends[-1] if paths.ends else None,
    )


def probability(plan: Plan, paths: Paths, reserve_now: Decimal) -> Decimal:
    """The chance alone, four places: what a search for a plan asks again and again."""
    first = _first_breaks(plan, paths, reserve_now)
    return _share(int((first > len(paths.ends)).sum()), paths.count)


def band_chart(chance: Chance) -> LineChart:
    """The cash in hand as a picture: a poor, a middling and a good course of things."""
    names = ("差的情形", "中间的情形", "好的情形")
    columns = zip(*((low, median, high) for _, low, median, high in chance.by_month), strict=True)
    days = [row[0] for row in chance.by_month]
    lines = tuple(
        Line(name, tuple(zip(days, column, strict=True)))
        for name, column in zip(names, columns, strict=False)
    )
    return LineChart("按计划还款，手里会剩多少钱", _alt(chance), lines)


def _alt(chance: Chance) -> str:
    if not chance.by_month:
        return "没有可画的月份。"
    day, low, median, high = chance.by_month[-1]
    return (
        f"到{date_text(day)}，手里的钱：差的情形 {yuan_text(low)}，中间 {yuan_text(median)}，"
        f"好的情形 {yuan_text(high)}。低于零就是不够还。"
    )


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / Decimal(whole)).quantize(_PLACES, rounding=ROUND_DOWN)


def _promised(plan: Plan, paths: Paths) -> tuple[list[int], int]:
    """What is promised by each step in fen, running, and the number of steps to look at.

    Step 0 is before the first month end, step k from the k-th month end until just before the next one.
    """
    steps = [0] * (len(paths.ends) + 1)
    last = 0
    for _, payments in plan.payments:
        for day, amount in payments:
            step = bisect_right(paths.ends, day)
            if amount and (not paths.ends or day <= paths.ends[-1]):
                steps[step] += int(fen(amount) * 100)
                last = max(last, step + 1)
    running = 0
    for n, amount_fen in enumerate(steps):
        running += amount_fen
        steps[n] = running
    return steps, last


def _first_breaks(plan: Plan, paths: Paths, reserve_now: Decimal) -> npt.NDArray[np.int64]:
    """Per path, the step in which it first breaks; a step beyond the last month where it holds."""
    import numpy as np  # noqa: PLC0415 - heavy: loaded where a plan is tried

    promised, last = _promised(plan, paths)
    least = np.array(promised[:last], dtype=np.int64) - int(fen(reserve_now) * 100)
    held = np.full(paths.count, len(paths.ends) + 1, dtype=np.int64)
    if not last:
        return held
    short = paths.saved[:, :last] < least
    return np.where(short.any(axis=1), short.argmax(axis=1), held)


def _band(
    plan: Plan, paths: Paths, reserve_now: Decimal
) -> tuple[tuple[date, Decimal, Decimal, Decimal], ...]:
    """Cash in hand at each month's end up to the last payment: a tenth, half, nine tenths of the way up."""
    promised, last = _promised(plan, paths)
    rows: list[tuple[date, Decimal, Decimal, Decimal]] = []
    for step in range(1, last):
        low, median, high = _quantiles(paths.saved[:, step])
        level = fen(reserve_now) - Decimal(promised[step]) / 100
        rows.append((paths.ends[step - 1], fen(level + low), fen(level + median), fen(level + high)))
    return tuple(rows)


def _quantiles(column: Fen) -> tuple[Decimal, Decimal, Decimal]:
    """Order statistics, not interpolated, so that each is an amount some path has; in yuan."""
    import numpy as np  # noqa: PLC0415 - heavy: loaded where a plan is tried

    size = len(column)
    places = [(size - 1) * part // 100 for part in (_LOW, _MEDIAN, _HIGH)]
    found = np.partition(column, places)
    low, median, high = (Decimal(int(found[place])) / 100 for place in places)
    return low, median, high


def _why(first: npt.NDArray[np.int64], paths: Paths, most: date | None, broken: int) -> str:
    if most is None:
        return f"{paths.count:,} 种可能里，没有一种中途还不上。这不等于保证：没发生过的事，算不进来。"
    when = "马上要付的第一笔就" if most == paths.on else f"最常在{date_text(most)}前后"
    head = f"{paths.count:,} 种可能里有 {broken:,} 种中途还不上，{when}不够。"
    if broken * _MUCH >= paths.count:
        return f"{head}一半以上都还不上，不是您运气不好，是这样还太紧了。"
    return head + _reason(first, paths, broken)


def _reason(first: npt.NDArray[np.int64], paths: Paths, broken: int) -> str:
    """The shock behind half of the breaks or more, if there is one, else the months' own ups and downs."""
    shares = [(_behind(first, paths, bit), shock.label) for bit, shock in enumerate(paths.shocks)]
    count, label = max(shares, default=(0, ""))
    if count * _MUCH >= broken:
        return f"其中大约 {percent_cut(_share(count, broken))}，是在那以前三个月里碰上了“{label}”。"
    return "多半不是碰上大事，是收入少的月份连着来，存下的钱不够垫。"


def _behind(first: npt.NDArray[np.int64], paths: Paths, bit: int) -> int:
    """How many broken paths had this shock in the month of the break or the two months before."""
    import numpy as np  # noqa: PLC0415 - heavy: loaded where a plan is tried

    rows = np.flatnonzero((first >= 1) & (first <= len(paths.ends)))
    hit = np.zeros(len(rows), dtype=bool)
    for back in range(_LOOK_BACK):
        month = first[rows] - 1 - back
        seen = paths.struck[rows, np.maximum(month, 0)] >> np.uint8(bit) & np.uint8(1)
        hit |= (month >= 0) & (seen == 1)
    return int(hit.sum())
