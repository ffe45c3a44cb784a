"""Where nothing fits it is said plainly, with help that is lawful and no offer that cannot be kept."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from afford.paths.made import ENDS, a_budget, debt, drawn, straight, stream
from yingmen import law
from yingmen.afford.hold import Outlook, hold
from yingmen.afford.offer import GATED
from yingmen.afford.relief import Relief, relief
from yingmen.afford.wishes import NO_WISHES
from yingmen.money import ZERO

if TYPE_CHECKING:
    from yingmen.afford.debts import Debt

UNSTEADY = stream(1000, 3000)
OUTLOOK = Outlook(straight, drawn(UNSTEADY))
POOR = a_budget(UNSTEADY)
ADMITS = {"extension", "individual-plan", "change", "mediation"}


def found(*debts: Debt, **changes: object) -> Relief:
    budget = replace(POOR, **changes)  # type: ignore[arg-type]  # the test names the budget's fields
    return relief(budget, debts, hold(debts, budget, NO_WISHES, OUTLOOK), law.book())


def test_it_says_what_living_needs_at_the_least() -> None:
    """1,000 a month and 1,200 a year."""
    answer = found(debt(owed="11000"), irregular_total=Decimal(100))
    assert Decimal(1100) == answer.least
    assert "¥1,100.00" in answer.plain
    assert "不要答应任何还款数目" in answer.plain


def test_what_is_missing_is_asked_for_and_no_figure_is_made_up() -> None:
    answer = found(debt(), needs_total=None, irregular_total=None, free=None)
    assert (None, ()) == (answer.least, tuple(text for text in answer.changes if "多进来，或少花" in text))
    assert "还不清楚" in answer.plain
    assert "收入还不清楚" in found(debt(), income_mean=None, free=None).plain


def test_it_says_how_much_is_lacking_to_live() -> None:
    assert any("¥250.50" in text for text in found(debt(), free=Decimal("-250.50")).changes)


def test_it_says_where_the_nearest_plan_lacks_money() -> None:
    """Twelve months of 1,000 against 90,000: 78,000 are lacking at the end."""
    assert any("¥78,000.00" in text for text in found(debt(owed="90000")).changes)


def test_it_says_how_likely_the_nearest_plan_is_and_what_would_help() -> None:
    changes = "".join(found(debt(owed="11000")).changes)
    assert "您要的是 90%" in changes
    assert "应急的钱再多" in changes


def test_it_says_how_far_away_paying_off_is() -> None:
    """2,500 needed, 1,000 free: 1,500 are lacking."""
    owes = (debt(owed="30000"),)
    held = hold(owes, POOR, NO_WISHES, OUTLOOK)
    changes = "".join(relief(POOR, owes, held, law.book(), Decimal(2500)).changes)
    assert "差 ¥1,500.00" in changes


def ways(*debts: Debt) -> dict[str, tuple[str, ...]]:
    return {way.id: way.loans for way in found(*debts).ways}


def test_each_way_says_for_which_loans_it_is_and_whom_to_ask() -> None:
    answer = found(
        debt(owed="90000"), debt("b", minimum=Decimal(60)), debt("c", due=((ENDS[5], Decimal(6000)),))
    )
    assert {"extension": ("c",), "individual-plan": ("b",), "change": ("a", "b", "c")} == {
        way.id: way.loans for way in answer.ways if way.id in ADMITS - {"mediation"}
    }
    assert all(way.whom and way.text for way in answer.ways)


@pytest.mark.parametrize("state", ["expired", "unknown"])
def test_no_way_that_admits_a_debt_is_named_while_its_years_may_be_over(state: str) -> None:
    assert ADMITS.isdisjoint(ways(debt(limitation=state)))
    assert ("a",) == ways(debt(), debt("b", limitation=state))["change"]


def test_advice_court_and_help_to_live_are_always_named() -> None:
    assert {"court", "advice", "living"} <= set(ways(debt(limitation="expired")))
    assert {"court", "advice", "living"} <= set(ways())


def test_ways_rest_on_their_texts() -> None:
    bases = {way.id: way.basis for way in found(debt(minimum=Decimal(60))).ways}
    assert bases["individual-plan"]
    assert bases["court"]
    assert bases["mediation"]


def test_no_way_hides_gives_away_or_borrows() -> None:
    text = resources.files("yingmen.afford").joinpath("relief.toml").read_text(encoding="utf-8")
    for word in ("转移", "过户", "赠与", "藏", "低价", "贱卖", "借新", "以贷还贷", "失联"):
        assert word not in text


def test_money_beyond_nothing_is_never_negative() -> None:
    answer = found(debt(owed="11000"))
    assert answer.least is not None
    assert answer.least > ZERO


def test_what_to_say_meanwhile_promises_nothing_and_admits_nothing_out_of_time() -> None:
    assert "答应不了数目" in found(debt()).say
    assert GATED == found(debt(), debt("b", limitation="unknown")).say


def test_where_nothing_is_free_no_sum_years_away_frightens() -> None:
    assert not any("最接近的算法" in text for text in found(debt(owed="90000"), free=ZERO).changes)
