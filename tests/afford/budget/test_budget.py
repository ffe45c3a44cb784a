"""What is left for the debts once living and the reserve are looked after; what is missing stays missing."""

from __future__ import annotations

from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afford.budget.households import ON, changed, found, home
from support import a_case, bank_loan
from yingmen import case as cases
from yingmen.afford.budget import Assume, budget
from yingmen.afford.budget_json import budget_json

EXAMPLE = Path(__file__).parents[3] / "examples" / "lin-xiaoman.toml"


def test_what_is_left_is_income_less_needs_and_the_reserve() -> None:
    # 5000 − (1200 + 1500) − (2700 − 1000) / 12 = 5000 − 2700 − 141.67 = 2158.33
    one = found(household=home())
    assert Decimal(5000) == one.income_mean
    assert Decimal(2700) == one.needs_total
    assert (Decimal(2700), Decimal(1000), Decimal("141.67")) == (
        one.reserve_target,
        one.reserve_now,
        one.reserve_monthly,
    )
    assert Decimal("2158.33") == one.free == one.capacity


def test_the_example_comes_out() -> None:
    # 57,400 / 6 = 9566.67; 9566.67 − 5250 − (5250 − 3000) / 12 = 9566.67 − 5250 − 187.50
    one = budget(cases.parse(EXAMPLE.read_text(encoding="utf-8")), ON)
    assert Decimal("4129.17") == one.free
    assert Decimal(7600) == one.income_low


def test_a_full_reserve_takes_nothing_more() -> None:
    assert Decimal(0) == found(household=home(reserve="9000")).reserve_monthly


def test_the_user_sets_the_reserve() -> None:
    # 3 × 2700 = 8100; (8100 − 1000) / 10 = 710
    one = changed(Assume(reserve_months=3, build_over=10), household=home())
    assert (Decimal(8100), Decimal(710)) == (one.reserve_target, one.reserve_monthly)
    assert any("3 个月" in text and "10 个月" in text for text in one.assumed)


def test_too_little_is_said_as_less_than_nothing_and_nothing_can_be_offered() -> None:
    # 2000 − 2700 − 141.67
    one = found(household=home(income=[{"source": "工资", "amount": "2000"}]))
    assert (Decimal("-841.67"), Decimal(0)) == (one.free, one.capacity)


@pytest.mark.parametrize(
    ("gone", "asked", "unknown"),
    [
        ("income", "household.income", "income_mean"),
        ("essentials", "household.essentials", "needs_total"),
        ("reserve", "reserve", "reserve_monthly"),
    ],
)
def test_what_the_case_does_not_say_is_asked_and_never_zero(gone: str, asked: str, unknown: str) -> None:
    one = found(household=home(**{gone: None}))
    assert getattr(one, unknown) is None
    assert one.free is None
    assert any(asked in question for question in one.missing)


def test_a_case_without_a_household_asks_for_all_three() -> None:
    one = found()
    assert (None, None, None, None) == (one.income_mean, one.needs_total, one.reserve_now, one.free)
    assert 3 == len(one.missing)


def test_a_zero_written_is_a_zero() -> None:
    one = found(household=home(reserve="0", income=[{"source": "工资", "amount": "0"}]))
    assert (Decimal(0), Decimal(0)) == (one.income_mean, one.reserve_now)
    assert one.free is not None


def test_one_income_without_a_figure_leaves_the_whole_unknown() -> None:
    one = found(household=home(income=[{"source": "工资", "amount": "5000"}, {"source": "零工"}]))
    assert one.income_mean is None
    assert any("零工" in question for question in one.missing)


def test_a_yearly_cost_is_spread_over_its_months() -> None:
    # 3600 / 12 = 300; 900 / 6 = 150; 100 / 3 = 33.33
    essentials = {"吃饭": "1500", "车险（每年）": "3600", "学费（半年）": "900", "物业费（每季）": "100"}
    one = found(household=home(essentials=essentials))
    assert {
        "车险（每年）": Decimal(300),
        "学费（半年）": Decimal(150),
        "物业费（每季）": Decimal("33.33"),
    } == {need.name: need.monthly for need in one.irregular}
    assert Decimal(1500) == one.needs_total
    assert Decimal("483.33") == one.irregular_total
    assert any("车险" in text and "¥300.00" in text for text in one.assumed)


def test_needs_stand_in_the_order_of_the_page_each_with_where_to_check_it() -> None:
    essentials = {"公交": "100", "给妈妈": "300", "看病": "200", "吃饭": "900", "房租": "1000", "水电": "150"}
    one = found(household=home(essentials=essentials))
    assert ["房租", "吃饭", "水电", "看病", "公交", "给妈妈"] == [need.name for need in one.needs]
    assert all(need.reference for need in one.needs)


def test_no_reference_holds_a_figure_that_the_case_does_not() -> None:
    one = found(household=home(essentials={"房租": "1", "吃饭": "1", "水电": "1", "药": "1", "学费": "1"}))
    assert not any(char.isdigit() for need in one.needs for char in need.reference)


def test_a_household_that_names_no_food_is_asked() -> None:
    one = found(household=home(essentials={"房租": "1200"}))
    assert any("吃饭" in question for question in one.missing)
    assert one.free is not None


def test_a_mortgage_that_stands_twice_is_asked_about() -> None:
    loan = bank_loan(product="mortgage")
    one = found(loan, household=home(essentials={"房贷": "3000", "吃饭": "1"}))
    assert any("房贷" in question for question in one.missing)
    assert not any("房贷" in question for question in found(loan, household=home()).missing)


def test_a_single_figure_is_said_to_hide_the_bad_months() -> None:
    assert any("只有一个数" in text for text in found(household=home()).assumed)
    few = found(household=home(income=[{"source": "工资", "observed": ["1", "2"]}]))
    assert any("只看了 2 个月" in text for text in few.assumed)


def test_one_year_of_seasons_is_said_to_be_perhaps_chance() -> None:
    year = [*["6000"] * 9, "1000", "1000", "1000"]
    one = found(household=home(income=[{"source": "种菜", "observed": year}]))
    assert one.streams[0].seasonal
    assert any("碰巧" in text for text in one.assumed)
    two = found(household=home(income=[{"source": "种菜", "observed": year * 2}]))
    assert not any("碰巧" in text for text in two.assumed)


def test_the_result_does_not_hang_on_the_callers_decimal_context() -> None:
    with localcontext() as context:
        context.prec = 3
        assert Decimal("2158.33") == found(household=home()).free


AMOUNT = st.decimals(0, 10**7, places=2)


@given(st.lists(AMOUNT, min_size=1, max_size=6), st.lists(AMOUNT, min_size=1, max_size=6), AMOUNT)
def test_the_parts_add_up_to_the_fen(incomes: list[Decimal], costs: list[Decimal], reserve: Decimal) -> None:
    household = {
        "reserve": reserve,
        "income": [{"source": f"收入{n}", "amount": amount} for n, amount in enumerate(incomes)],
        "essentials": {f"开销{n}": amount for n, amount in enumerate(costs)},
    }
    one = found(household=household)
    assert one.reserve_monthly is not None
    assert sum(incomes) - sum(costs) - one.reserve_monthly == one.free


def test_the_json_has_text_for_money_and_null_for_what_is_not_known() -> None:
    read: dict[str, Any] = budget_json(budget(a_case(household=home(reserve=None)), ON))
    assert "2026-06-01" == read["on"]
    assert ("5000.00", "2700.00", None, None) == (
        read["income_mean"],
        read["needs_total"],
        read["free"],
        read["capacity"],
    )
    assert {"target": "2700.00", "now": None, "monthly": None} == read["reserve"]
    assert ["房租", "吃饭"] == [need["name"] for need in read["needs"]]
