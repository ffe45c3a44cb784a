"""A trade's own money, kept apart from the household's; who has to pay its debts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from afford.budget.households import bills, found, home, monthly
from support import bank_loan
from yingmen.afford.budget_json import budget_json

TRADE: dict[str, Any] = {
    "revenue": "20000",
    "wages": "3000",
    "tax": "500",
    "rent": "2500",
    "supplies": "9000",
}
NO_INCOME = home(income=None)


def trade(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**TRADE, **changes}.items() if value is not None}


def test_costs_come_before_the_owner() -> None:
    # 20000 − 3000 − 500 − 2500 − 9000 = 5000
    one = found(kind="sole_trader", household=NO_INCOME, business=trade())
    assert one.business is not None
    assert one.business.surplus is not None
    assert Decimal(5000) == one.business.surplus.mean == one.income_mean
    assert one.business.apart
    # 5000 − 2700 − 141.67
    assert Decimal("2158.33") == one.free


def test_months_are_taken_off_month_by_month_and_a_loss_stays_a_loss() -> None:
    # 9000 − (500 + 2500 + 3000) − 2000 = 1000; 9000 − 6000 − 4000 = −1000: mean 0
    one = found(
        kind="sole_trader",
        household=NO_INCOME,
        business=trade(revenue={"observed": ["9000", "9000"]}, supplies={"observed": ["2000", "4000"]}),
    )
    assert one.business is not None
    assert one.business.surplus is not None
    assert (Decimal(1000), Decimal(-1000)) == one.business.surplus.observed
    assert Decimal(0) == one.income_mean


def test_a_range_is_good_months_against_bad() -> None:
    # bad: 15000 − (9500 + 6000) = −500; good: 25000 − (8000 + 6000) = 11000
    business = trade(
        revenue={"amount": "20000", "low": "15000", "high": "25000"},
        supplies={"amount": "9000", "low": "8000", "high": "9500"},
    )
    one = found(kind="sole_trader", household=NO_INCOME, business=business)
    assert (Decimal(-500), Decimal(5000), Decimal(11000)) == (
        one.streams[0].low,
        one.streams[0].mean,
        one.streams[0].high,
    )


@pytest.mark.parametrize("gone", ["revenue", "wages", "tax", "rent", "supplies"])
def test_a_line_the_case_does_not_give_is_asked_for_and_never_nothing(gone: str) -> None:
    one = found(kind="sole_trader", household=NO_INCOME, business=trade(**{gone: None}))
    assert one.business is not None
    assert one.business.surplus is None
    assert (None, None) == (one.income_mean, one.free)
    assert any(gone in question for question in one.missing)


def test_the_same_money_is_counted_once_the_lower_of_the_two() -> None:
    less = home(income=[{"source": "从店里拿", "amount": "4000"}])
    more = home(income=[{"source": "从店里拿", "amount": "8000"}])
    assert Decimal(4000) == found(kind="sole_trader", household=less, business=trade()).income_mean
    assert Decimal(5000) == found(kind="sole_trader", household=more, business=trade()).income_mean


def test_other_income_of_the_household_stands_beside_the_trades() -> None:
    one = found(kind="sole_trader", household=home(), business=trade())
    assert Decimal(10000) == one.income_mean


def test_a_sole_trader_without_figures_is_told_that_the_split_is_missing() -> None:
    one = found(kind="sole_trader", household=home(income=[{"source": "小店", "amount": "6000"}]))
    assert one.business is not None
    assert not one.business.apart
    assert Decimal(6000) == one.income_mean
    assert any("分不开" in question for question in one.missing)
    assert any("扣掉进货" in text for text in one.assumed)


def test_a_sole_trader_is_told_of_the_personal_liability() -> None:
    one = found(kind="sole_trader", household=home(), business=trade())
    assert one.business is not None
    assert "个人" in one.business.liability[0]
    assert "家里的财产" in one.business.liability[0]


def test_a_company_stands_apart_from_its_owners_household() -> None:
    # the household's 5000 and its 2700 of needs are not the company's: 5000 − one month of costs / 12
    # costs 15000; 15000 / 12 = 1250; 5000 − 1250 = 3750
    one = found(kind="company", household=home(), business=trade())
    assert ((), Decimal(5000), Decimal(3750)) == (one.needs, one.income_mean, one.free)
    assert any("只算公司的账" in text for text in one.assumed)


def test_a_company_without_figures_has_no_income_to_offer() -> None:
    one = found(kind="company", household=home())
    assert (None, None) == (one.income_mean, one.free)
    assert any("[business]" in question for question in one.missing)


@pytest.mark.parametrize(
    ("guarantor", "told", "asked"), [(True, True, True), (None, False, True), (False, False, False)]
)
def test_a_guarantee_may_make_the_owner_liable(guarantor: bool | None, told: bool, asked: bool) -> None:
    one = found(bank_loan(id="货款", guarantor=guarantor), kind="company", business=trade())
    assert one.business is not None
    assert told == any("货款" in text for text in one.business.liability)
    assert asked == any("货款" in question for question in one.missing)


def test_a_person_has_no_business_unless_the_case_or_the_bills_show_one() -> None:
    assert found(household=home()).business is None
    shown = bills([*monthly("business_revenue", "9000"), *monthly("business_supplies", "-4000")], 1)
    one = found(household=NO_INCOME, merged=shown)
    assert one.business is not None
    assert Decimal(5000) == one.income_mean


def test_bills_that_show_revenue_and_no_cost_are_not_believed() -> None:
    one = found(kind="sole_trader", household=NO_INCOME, merged=bills(monthly("business_revenue", "9000"), 1))
    assert one.income_mean is None
    assert any("一笔成本也没有" in question for question in one.missing)


def test_what_bills_do_not_show_of_a_business_is_said_to_be_taken_as_nothing() -> None:
    shown = bills([*monthly("business_revenue", "9000"), *monthly("business_supplies", "-4000")], 1)
    one = found(kind="sole_trader", household=NO_INCOME, merged=shown)
    assert any("付给员工的工资" in text and "当作没有" in text for text in one.assumed)
    assert one.business is not None
    assert not one.business.apart


def test_the_json_tells_the_business_line_by_line() -> None:
    read = budget_json(found(kind="sole_trader", household=NO_INCOME, business=trade()))["business"]
    assert ("sole_trader", "20000.00", "5000.00", True) == (
        read["kind"],
        read["revenue"]["mean"],
        read["surplus"]["mean"],
        read["apart"],
    )
    assert ["3000.00", "500.00", "2500.00", "9000.00"] == [cost["mean"] for cost in read["costs"]]
