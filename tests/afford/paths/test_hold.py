"""The cheapest plan that holds often enough, or a plain no with the nearest."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from afford.paths.made import ENDS, ON, PLAIN, a_budget, debt, drawn, straight, stream
from yingmen.afford.chance import probability
from yingmen.afford.hold import Outlook, cash, hold, least_monthly, months_ahead, survey
from yingmen.afford.plan import optimum
from yingmen.afford.wishes import NO_WISHES
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.afford.debts import Debt
    from yingmen.afford.hold import Cash
    from yingmen.afford.plan import Plan
    from yingmen.afford.wishes import Wishes

UNSTEADY = stream(*(1500, 2500, 2000, 1000, 3000, 2000) * 4)
BUDGET = a_budget(UNSTEADY, reserve="2000")
"""Mean 2,000, needs 1,000: free 1,000 a month; the best month leaves 2,000, the worst nothing."""
OUTLOOK = Outlook(straight, drawn(UNSTEADY))
OWES = (debt(owed="6000"),)


def test_cash_is_what_is_free_on_average_at_each_months_end() -> None:
    assert tuple((day, Decimal("1000.00")) for day in ENDS) == cash(BUDGET, OUTLOOK.paths)
    assert {Decimal("370.00")} == {amount for _, amount in cash(BUDGET, OUTLOOK.paths, 37)}


def test_what_the_reserve_holds_beyond_its_target_is_there_at_once() -> None:
    rich = replace(BUDGET, reserve_now=Decimal(2500))
    assert (ON, Decimal("500.00")) == cash(rich, OUTLOOK.paths)[0]


def test_the_months_ahead_leave_out_needs_and_yearly_costs() -> None:
    """2,000 - 1,000 - 100 = 900 yuan = 90,000 fen in each of 60 months."""
    steady = replace(a_budget(stream(*(2000,) * 6)), irregular_total=Decimal(100))
    ahead = months_ahead(steady, assumed=PLAIN)
    assert ({90_000}, (10_000, 60)) == (set(ahead.free.ravel().tolist()), ahead.free.shape)


def test_no_cash_where_nothing_is_free_or_nothing_is_known() -> None:
    for free in (None, Decimal(0), Decimal(-5)):
        assert {ZERO} == {amount for _, amount in cash(replace(BUDGET, free=free), OUTLOOK.paths)}


def test_the_plan_found_holds_as_often_as_asked() -> None:
    found = hold(OWES, BUDGET, NO_WISHES, OUTLOOK)
    assert found.plan is not None
    assert found.chance is not None
    assert found.chance.probability >= Decimal("0.9")
    assert found.chance.probability == probability(found.plan, OUTLOOK.paths, Decimal(2000))


@pytest.mark.parametrize("want", [Decimal("0.6"), Decimal("0.75"), Decimal("0.9"), Decimal("0.95")])
def test_no_share_of_the_free_cash_gives_a_cheaper_plan_that_holds_as_often(want: Decimal) -> None:
    """All hundred shares, one by one."""
    found = hold(OWES, BUDGET, NO_WISHES, OUTLOOK, want)
    assert found.plan is not None
    plans = [straight(OWES, cash(BUDGET, OUTLOOK.paths, share), NO_WISHES) for share in range(101)]
    good = [
        one.cost for one in plans if one.feasible and probability(one, OUTLOOK.paths, Decimal(2000)) >= want
    ]
    assert min(good) == found.plan.cost


def test_more_certainty_never_costs_less() -> None:
    costs = [
        found.plan.cost
        for want in ("0.6", "0.8", "0.9", "0.95")
        if (found := hold(OWES, BUDGET, NO_WISHES, OUTLOOK, Decimal(want))).plan
    ]
    assert 4 == len(costs)
    assert sorted(costs) == costs


def test_a_steady_household_uses_all_that_is_free() -> None:
    steady = stream(*(2000,) * 6)
    found = hold(OWES, a_budget(steady), NO_WISHES, Outlook(straight, drawn(steady)))
    assert (Decimal("1000.00"), 1) == (found.monthly, len(found.tried))


def test_it_says_so_where_no_plan_holds_and_shows_the_nearest() -> None:
    poor = replace(BUDGET, reserve_now=ZERO, reserve_target=ZERO)
    found = hold((debt(owed="11000"),), poor, NO_WISHES, OUTLOOK)
    assert (None, None, None) == (found.plan, found.chance, found.monthly)
    assert found.nearest is not None
    assert found.nearest_chance is not None
    assert found.nearest_chance.probability < Decimal("0.9")
    assert "守得住的可能" in found.why


def test_it_says_so_where_the_debt_is_too_great_for_all_that_is_free() -> None:
    """Twelve months of 1,000 do not pay 12,001."""
    steady = stream(*(2000,) * 6)
    found = hold((debt(owed="12001"),), a_budget(steady), NO_WISHES, Outlook(straight, drawn(steady)))
    assert found.plan is None
    assert "排不出一份还得完的计划" in found.why


def test_it_says_so_where_living_takes_everything_or_a_figure_is_missing() -> None:
    for free, said in ((Decimal(-1), "没有余下的钱"), (None, "还不清楚")):
        found = hold(OWES, replace(BUDGET, free=free), NO_WISHES, OUTLOOK)
        assert found.plan is None
        assert said in found.why


def test_the_least_sum_a_month_pays_off_and_ten_yuan_less_does_not() -> None:
    """6,000 over twelve months: 500; 6,001: 510."""
    assert Decimal(500) == least_monthly(OWES, NO_WISHES, OUTLOOK)
    assert Decimal(510) == least_monthly((debt(owed="6001"),), NO_WISHES, OUTLOOK)


def test_no_sum_is_named_where_none_would_do() -> None:
    def never(debts: Sequence[Debt], money: Cash, wishes: Wishes) -> Plan:
        return replace(straight(debts, money, wishes), feasible=False)

    assert least_monthly(OWES, NO_WISHES, Outlook(never, OUTLOOK.paths)) is None


def test_the_planner_is_asked_a_few_times_only() -> None:
    assert len(hold(OWES, BUDGET, NO_WISHES, OUTLOOK).tried) <= 6


def test_with_the_real_planner_it_holds_and_pays_everything() -> None:
    """6,000 yuan, nothing late costs anything: 6,000 are paid, the last hundredth of free cash found."""
    free_of_charge = (debt(owed="6000", rate_late=Decimal(0)),)
    found = hold(free_of_charge, BUDGET, NO_WISHES, Outlook(optimum, OUTLOOK.paths))
    assert found.plan is not None
    assert found.chance is not None
    assert found.chance.probability >= Decimal("0.9")
    assert Decimal(6000) == sum(amount for _, paid in found.plan.payments for _, amount in paid)


def test_a_survey_looks_at_every_tenth_and_keeps_the_answer() -> None:
    found = hold(OWES, BUDGET, NO_WISHES, OUTLOOK)
    wider = survey(found, OWES, BUDGET, NO_WISHES, OUTLOOK)
    shares = [one.share for one in wider.tried]
    assert set(range(10, 101, 10)) <= set(shares)
    assert sorted(shares) == shares
    assert replace(wider, tried=found.tried) == found
