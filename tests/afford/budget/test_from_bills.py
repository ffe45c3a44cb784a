"""What the bills add to the case: whole months alone, beside the user's own figures, never twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from afford.budget.households import bills, found, home, monthly, moved

WAGES = ("5000", "5200", "0", "4800", "5000")
FOOD = ("-1400", "-1500", "-1600", "-1500", "-1500")


def test_without_a_household_the_bills_give_income_and_needs() -> None:
    # wages (5000 + 5200 + 0 + 4800 + 5000) / 5 = 4000; food 7500 / 5 = 1500
    shown = bills([*monthly("wage", *WAGES), *monthly("food", *FOOD)], 5)
    one = found(household={"reserve": "1500"}, merged=shown)
    assert (Decimal(4000), Decimal(0), Decimal(1500)) == (one.income_mean, one.income_low, one.needs_total)
    assert 1 == one.streams[0].zero_months
    assert "账单，5 个完整月" == one.streams[0].basis
    assert ["bills"] == [need.basis for need in one.needs]
    assert Decimal(2500) == one.free


def test_a_month_that_is_not_whole_or_not_over_does_not_count() -> None:
    ragged = bills(monthly("wage", *WAGES), 5, whole=False)
    assert found(household=home(income=None), merged=ragged).income_mean is None
    # asked on 1 June 2026: June is not over
    june = bills(monthly("wage", "5000", "5000", "5000", "5000", "5000", "100"), 6)
    assert Decimal(5000) == found(household=home(income=None), merged=june).income_mean


def test_a_single_figure_gives_way_to_three_months_of_bills() -> None:
    one = found(household=home(), merged=bills(monthly("wage", *WAGES), 5))
    assert Decimal(4000) == one.income_mean
    assert any("改用账单" in text for text in one.assumed)
    few = found(household=home(), merged=bills(monthly("wage", *WAGES[:2]), 2))
    assert Decimal(5000) == few.income_mean


def test_what_the_user_observed_stands_against_the_bills() -> None:
    own = home(income=[{"source": "工资", "observed": ["4500", "4700", "4600"]}])
    assert Decimal(4600) == found(household=own, merged=bills(monthly("wage", *WAGES), 5)).income_mean


def test_two_incomes_of_one_kind_are_not_told_apart_by_the_bills() -> None:
    own = home(income=[{"source": "我的工资", "amount": "3000"}, {"source": "爱人的工资", "amount": "2000"}])
    assert Decimal(5000) == found(household=own, merged=bills(monthly("wage", *WAGES), 5)).income_mean


def test_an_income_only_the_bills_show_is_asked_about_and_not_added() -> None:
    one = found(household=home(), merged=bills(monthly("family", "800", "800"), 2))
    assert Decimal(5000) == one.income_mean
    assert any("家里人给的" in question and "¥800.00" in question for question in one.missing)


@pytest.mark.parametrize("category", ["new_borrowing", "other_income"])
def test_borrowed_and_unclear_money_is_no_income_and_said_so(category: str) -> None:
    one = found(household=home(income=None), merged=bills(monthly(category, "9000", "9000"), 2))
    assert one.income_mean is None
    assert any("¥9,000.00" in text for text in (*one.assumed, *one.missing))


def test_own_transfers_count_nowhere() -> None:
    shown = bills([moved(date(2026, 1, 9), "7000", "wage", "own_transfer"), *monthly("wage", "5000")], 1)
    assert Decimal(5000) == found(household=home(income=None), merged=shown).income_mean


def test_a_refund_makes_the_need_smaller() -> None:
    shown = bills([*monthly("food", "-1500"), moved(date(2026, 1, 20), "100", "food", "refund")], 1)
    assert Decimal(1400) == found(household=home(essentials=None), merged=shown).needs_total


def test_the_users_need_stands_with_the_bills_as_its_reference() -> None:
    one = found(household=home(), merged=bills(monthly("food", *FOOD[:2], "-3000"), 3))
    food = next(need for need in one.needs if need.name == "吃饭")
    # (1400 + 1500 + 3000) / 3 = 1966.67
    assert (Decimal(1500), "case", "账单 3 个月平均 ¥1,966.67") == (food.monthly, food.basis, food.reference)


def test_a_need_only_the_bills_show_is_protected_and_said_so() -> None:
    one = found(household=home(), merged=bills(monthly("medicine", "-200", "-400"), 2))
    assert Decimal(3000) == one.needs_total  # 2700 + 300
    assert any("看病买药" in text for text in one.assumed)


def test_what_comes_once_a_year_is_spread_over_the_last_year() -> None:
    # 2025 whole: 2400 in September alone, so 200 a month
    shown = bills([moved(date(2025, 9, 1), "-2400", "school")], 12, year=2025)
    one = found(household=home(), merged=shown)
    assert [("上学、带孩子", Decimal(200))] == [(need.name, need.monthly) for need in one.irregular]


def test_half_a_year_of_bills_is_said_to_hide_yearly_costs() -> None:
    one = found(household=home(), merged=bills(monthly("school", "-600"), 5))
    assert any("5 个完整月" in text for text in one.assumed)


def test_other_spending_is_said_not_to_be_set_aside() -> None:
    one = found(household=home(), merged=bills(monthly("other_spending", "-900"), 1))
    assert Decimal(2700) == one.needs_total
    assert any("¥900.00" in text for text in one.assumed)
