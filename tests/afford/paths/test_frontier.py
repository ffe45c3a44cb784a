"""Plans neither side can better without the other losing, and the one to put forward."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from afford.paths.made import ENDS, ON, a_budget, debt, drawn, plan, straight, stream
from yingmen.afford.assumptions import assumptions
from yingmen.afford.chance import Chance, chance
from yingmen.afford.frontier import Frontier, expected, frontier, frontier_chart, frontier_table
from yingmen.afford.hold import Outlook, hold, survey
from yingmen.afford.wishes import NO_WISHES
from yingmen.money import ZERO

if TYPE_CHECKING:
    from datetime import date

COURT = assumptions().court
FLAT = replace(COURT, discount=Decimal(0))
UNSTEADY = stream(*(1500, 2500, 2000, 1000, 3000, 2000) * 4)
OUTLOOK = Outlook(straight, drawn(UNSTEADY))
OWES = (debt(owed="6000"),)


def looked(reserve: str = "2000", want: str = "0.9", recovered: str = "0.3") -> Frontier:
    budget = a_budget(UNSTEADY, reserve=reserve)
    held = hold(OWES, budget, NO_WISHES, OUTLOOK, Decimal(want))
    wider = survey(held, OWES, budget, NO_WISHES, OUTLOOK)
    return frontier(OWES, budget, wider, OUTLOOK.paths, replace(COURT, recovered=Decimal(recovered)))


def odds(*breaks: tuple[date, int], paths: int = 100) -> Chance:
    return Chance(ON, ZERO, None, "", (), breaks, paths, ENDS[-1])


TWICE = ((ENDS[0], Decimal(500)), (ENDS[1], Decimal(500)))


def test_a_plan_that_never_breaks_is_worth_its_payments() -> None:
    assert Decimal("1000.00") == expected(TWICE, Decimal(1000), Decimal(300), odds(), FLAT)


def test_a_plan_that_breaks_is_worth_what_came_before_and_a_courts_share_of_the_rest() -> None:
    """40 of 100 break at the second payment: 500 and 30% of 500 left: 650. 0.6 x 1,000 + 0.4 x 650 = 860."""
    found = expected(TWICE, Decimal(1000), Decimal(300), odds((ENDS[1], 40)), FLAT)
    assert Decimal("860.00") == found


def test_a_plan_that_breaks_at_once_is_worth_what_a_court_brings() -> None:
    assert Decimal("300.00") == expected(TWICE, Decimal(1000), Decimal(300), odds((ON, 100)), FLAT)


def test_a_court_begun_later_is_worth_less_today() -> None:
    """All break at the first month end, 30 days on: 300 / 1.06^(30/365) = 298.57."""
    assert Decimal("298.57") == expected(TWICE, Decimal(1000), Decimal(300), odds((ENDS[0], 100)), COURT)


def test_on_the_frontier_no_plan_is_beaten_and_off_it_every_one_is() -> None:
    points = looked().points
    assert len(points) > 5
    for point in points:
        beaten = any(
            (other.probability, other.total) != (point.probability, point.total)
            and other.probability >= point.probability
            and other.total >= point.total
            for other in points
        )
        assert point.on_frontier is not beaten


def test_a_dear_plan_that_breaks_is_no_better_for_the_creditor_either() -> None:
    """With no reserve, all of the free cash each month breaks so often that a smaller sum brings more."""
    points = looked(reserve="0").points
    assert max(points, key=lambda one: one.total).monthly < max(one.monthly for one in points)


def test_what_is_recommended_is_safe_and_acceptable() -> None:
    best = looked().recommended
    assert best is not None
    assert best.probability >= Decimal("0.9")
    assert () == best.refuses
    assert all(dict(best.worth)[name] >= amount for name, amount in best.instead)


def test_it_recommends_the_cheapest_of_those() -> None:
    found = looked()
    assert found.recommended is not None
    safe = [point.plan.cost for point in found.points if point.probability >= Decimal("0.9")]
    assert min(safe) == found.recommended.plan.cost


def test_nothing_is_recommended_where_nothing_is_safe() -> None:
    found = looked(reserve="0", want="0.99")
    assert found.recommended is None
    assert "守不住的话，不要说出口" in found.why


def test_a_creditor_whom_a_court_serves_better_is_named() -> None:
    """A court that brings all of it, soon and for nothing, beats any instalments."""
    budget = a_budget(UNSTEADY, reserve="2000")
    held = hold(OWES, budget, NO_WISHES, OUTLOOK)
    sure = replace(COURT, recovered=Decimal(1), cost=Decimal(0), months=1)
    found = frontier(OWES, budget, held, OUTLOOK.paths, sure)
    assert found.recommended is not None
    assert ("a",) == found.recommended.refuses
    assert "也许不答应" in found.why


def test_a_creditor_paid_by_the_contract_cannot_refuse() -> None:
    budget = a_budget(UNSTEADY, reserve="2000")
    held = hold(OWES, budget, NO_WISHES, OUTLOOK)
    by_contract = tuple(replace(one, plan=replace(one.plan, needs_consent=frozenset())) for one in held.tried)
    sure = replace(COURT, recovered=Decimal(1), cost=Decimal(0), months=1)
    found = frontier(OWES, budget, replace(held, tried=by_contract), OUTLOOK.paths, sure)
    assert found.recommended is not None
    assert () == found.recommended.refuses


def test_plans_that_do_not_clear_the_debts_are_no_points() -> None:
    budget = a_budget(UNSTEADY, reserve="2000")
    held = hold((debt(owed="90000"),), budget, NO_WISHES, OUTLOOK)
    found = frontier((debt(owed="90000"),), budget, held, OUTLOOK.paths, COURT)
    assert ((), None) == (found.points, found.recommended)
    assert "没有排得出的还法" in found.why


def test_the_picture_and_the_table_hold_every_plan_and_mark_the_recommended_one() -> None:
    found = looked()
    chart, table = frontier_chart(found), frontier_table(found)
    assert len(found.points) + 1 == len(chart.bars)
    assert "假设" in chart.bars[-1].label
    assert ["推荐"] == [bar.text for bar in chart.bars if bar.text == "推荐"]
    assert [True] == [row.strong for row in table.rows if row.strong]
    assert len(found.points) == len(table.rows)


def test_a_debt_that_is_left_out_is_on_neither_side() -> None:
    budget = a_budget(UNSTEADY, reserve="2000")
    held = hold(OWES, budget, NO_WISHES, OUTLOOK)
    both = frontier((*OWES, debt("b", limitation="expired")), budget, held, OUTLOOK.paths, COURT)
    assert frontier(OWES, budget, held, OUTLOOK.paths, COURT) == both


def test_an_empty_frontier_draws_an_empty_picture() -> None:
    assert () == frontier_chart(Frontier((), None, "")).bars


def test_the_chance_it_rests_on_is_the_plans_own() -> None:
    """Two months at 2,000 or nothing: the point's probability is that of its plan."""
    found = looked()
    for point in found.points:
        assert point.probability == chance(point.plan, OUTLOOK.paths, Decimal(2000)).probability
    assert plan().payments != found.points[0].plan.payments
