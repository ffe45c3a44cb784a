"""Which plans leave neither side room to gain without the other losing, and which one to put forward.

A plan is worth to a creditor what arrives before the household breaks down, and after that what a court
brings of the rest, over all the paths: a dear plan that breaks in its first year is worth less to the
creditor too. What counts for the household is how surely it keeps the plan. A plan stands on the frontier
where no other plan is at least as safe and worth at least as much, and better in one of the two.

Recommended is the cheapest plan that holds as often as the household wants and that brings each creditor
whose consent it needs at least what a court would; where there is none, the safe plan that most creditors
can accept, with those who may refuse named; where nothing is safe, nothing.

*Limitations*: court figures are assumptions, see `assumptions.toml`; creditors are weighed one by one and
none is thought to act on the others; what falls due after the paths' last month counts for nothing; debts
that no plan pays on (left out while their years may be over) are on neither side.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from yingmen.afford.alternative import alternative, discount
from yingmen.afford.chance import chance
from yingmen.afford.spoken import percent_cut, share_text
from yingmen.document import Align, Bar, BarChart, Column, Row, Segment, Table
from yingmen.money import ZERO, exact, fen, yuan_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingmen.afford.alternative import Alternative
    from yingmen.afford.assumptions import Court
    from yingmen.afford.budget import Budget
    from yingmen.afford.chance import Chance
    from yingmen.afford.debts import Debt
    from yingmen.afford.hold import Held, Try
    from yingmen.afford.paths import Paths
    from yingmen.afford.plan import Plan


@dataclass(frozen=True, slots=True)
class Point:
    """A plan as both sides see it: how surely it holds, what it is worth to the creditors, in yuan today.

    `worth` is by loan, as is `instead`, what a court would bring; `refuses` are loans whose creditor must
    consent and would get less than that. `on_frontier`: neither side can gain without the other losing.
    """

    monthly: Decimal
    plan: Plan
    probability: Decimal
    worth: tuple[tuple[str, Decimal], ...]
    instead: tuple[tuple[str, Decimal], ...]
    refuses: tuple[str, ...]
    on_frontier: bool = False

    @property
    def total(self) -> Decimal:
        """What the creditors together can expect, in yuan today."""
        return sum((amount for _, amount in self.worth), ZERO)


@dataclass(frozen=True, slots=True)
class Frontier:
    """Plans from the smallest monthly sum to the largest, the one to put forward, and why that one."""

    points: tuple[Point, ...]
    recommended: Point | None
    why: str


def frontier(debts: Sequence[Debt], budget: Budget, held: Held, paths: Paths, court: Court) -> Frontier:
    """Weigh the feasible plans among those tried, mark the frontier and recommend one."""
    reserve, want = budget.reserve_now or ZERO, held.want
    feasible = [one for one in held.tried if one.plan.feasible]
    paid = {name for one in feasible for name, payments in one.plan.payments if payments}
    planned = [debt for debt in debts if debt.loan_id in paid]
    instead = tuple(alternative(debt, court) for debt in planned)
    points = [_point(one, planned, instead, chance(one.plan, paths, reserve), court) for one in feasible]
    marked = tuple(_marked(point, points) for point in _once(points))
    best = _recommended(marked, want)
    return Frontier(marked, best, _why(best, marked, want))


def frontier_table(found: Frontier) -> Table:
    """The plans in a table: monthly sum, safety, what it costs, what it brings, who may refuse."""
    columns = (
        Column("每月最多", Align.RIGHT),
        Column("守得住", Align.RIGHT),
        Column("总共还", Align.RIGHT),
        Column("对方得的，折成今天", Align.RIGHT),
        Column("对方会答应吗"),
        Column("说明"),
    )
    rows = tuple(
        Row(_cells(point, found.recommended), strong=point is found.recommended) for point in found.points
    )
    return Table("每月拿多少，两边各得什么", columns, rows)


def frontier_chart(found: Frontier) -> BarChart:
    """What each plan is worth to the creditors beside what a court would bring, as bars in yuan."""
    bars = tuple(
        Bar(
            f"每月 {yuan_text(point.monthly)}，守得住 {percent_cut(point.probability)}",
            (Segment("对方得的，折成今天", point.total, yuan_text(point.total)),),
            "推荐" if point is found.recommended else "各有取舍" if point.on_frontier else "",
        )
        for point in found.points
    )
    return BarChart("对方能得多少，您守不守得住", _alt(found), (*bars, *_court_bar(found)))


def _court_bar(found: Frontier) -> tuple[Bar, ...]:
    if not found.points:
        return ()
    brings = sum((amount for _, amount in found.points[0].instead), ZERO)
    return (Bar("打官司加执行（假设）", (Segment("折成今天", brings, yuan_text(brings)),)),)


def _alt(found: Frontier) -> str:
    head = f"{len(found.points)} 种还法，对方各得多少、您守得住的可能多大。"
    return f"{head}最后一条是打官司（假设）。"


def _cells(point: Point, best: Point | None) -> tuple[str, ...]:
    note = "推荐" if point is best else "各有取舍" if point.on_frontier else "不如别的"
    return (
        yuan_text(point.monthly),
        percent_cut(point.probability),
        yuan_text(_paid(point.plan)),
        yuan_text(point.total),
        f"{'、'.join(point.refuses)}可能不答应" if point.refuses else "都不比打官司少",
        note,
    )


def _paid(plan: Plan) -> Decimal:
    return sum((amount for _, payments in plan.payments for _, amount in payments), ZERO)


def _once(points: list[Point]) -> list[Point]:
    """Equal plans once, the smallest monthly sum that gives them; smallest sum first."""
    kept: dict[tuple[object, ...], Point] = {}
    for point in sorted(points, key=lambda one: one.monthly):
        kept.setdefault((point.plan.payments, point.probability), point)
    return list(kept.values())


def _marked(point: Point, points: list[Point]) -> Point:
    beaten = any(_beats(other, point) for other in points)
    return Point(
        point.monthly,
        point.plan,
        point.probability,
        point.worth,
        point.instead,
        point.refuses,
        on_frontier=not beaten,
    )


def _beats(one: Point, other: Point) -> bool:
    ours, theirs = (one.probability, one.total), (other.probability, other.total)
    return ours != theirs and ours[0] >= theirs[0] and ours[1] >= theirs[1]


def _recommended(points: tuple[Point, ...], want: Decimal) -> Point | None:
    safe = [point for point in points if point.probability >= want]
    return min(safe, key=lambda one: (len(one.refuses), one.plan.cost, one.monthly), default=None)


def _why(best: Point | None, points: tuple[Point, ...], want: Decimal) -> str:
    if best is None:
        head = "没有排得出的还法" if not points else f"没有一种还法守得住的可能到 {share_text(want)}"
        return f"{head}，所以不推荐任何方案：守不住的话，不要说出口。"
    head = f"推荐每月最多 {yuan_text(best.monthly)}：守得住的可能 {percent_cut(best.probability)}"
    if best.refuses:
        return f"{head}。可是{'、'.join(best.refuses)}照假设去打官司可能得的更多，也许不答应。"
    return f"{head}，对每个要点头的债主，都不比打官司（假设）得的少。"


def _point(
    one: Try, debts: Sequence[Debt], instead: tuple[Alternative, ...], odds: Chance, court: Court
) -> Point:
    paid = dict(one.plan.payments)
    brings = {other.loan_id: other.worth for other in instead}
    worth = tuple(
        (debt.loan_id, expected(paid.get(debt.loan_id, ()), debt.owed, brings[debt.loan_id], odds, court))
        for debt in debts
    )
    refuses = tuple(
        name for name, amount in worth if name in one.plan.needs_consent and amount < brings[name]
    )
    return Point(one.monthly, one.plan, one.probability, worth, tuple(brings.items()), refuses)


def expected(
    payments: Sequence[tuple[date, Decimal]], owed: Decimal, instead: Decimal, odds: Chance, court: Court
) -> Decimal:
    """What a creditor can expect of a plan that may break: payments until then, a court's share of the rest.

    `instead` is what a court would bring today for all that is `owed`. Yuan of the day the paths begin,
    which is the plan's day.
    """
    if not payments or not owed:
        return ZERO
    ordered = sorted(payments)
    days = [day for day, _ in ordered]
    with exact():
        values = (amount * _discount(odds.on, day, court.discount) for day, amount in ordered)
        present = list(accumulate(values, initial=Decimal(0)))
        paid = list(accumulate((amount for _, amount in ordered), initial=ZERO))
        held = odds.paths - sum(count for _, count in odds.breaks)
        sum_ = held * present[-1]
        for day, count in odds.breaks:
            before = bisect_left(days, day)
            rest = max(ZERO, owed - paid[before]) * instead / owed
            sum_ += count * (present[before] + rest * _discount(odds.on, day, court.discount))
        return fen(sum_ / odds.paths)


@cache
def _discount(on: date, day: date, rate: Decimal) -> Decimal:
    return discount(on, day, rate)
