"""What credit costs a year: by hand, by a second program, and where no single rate fits."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal, localcontext

import pytest
import pyxirr

from yingmen.days import add_months
from yingmen.money import rate_text
from yingmen.owe.rates import Flow, TrueCost, true_cost

D = Decimal
START = date(2023, 1, 1)
YEAR = timedelta(days=365)


def worth(flows: list[Flow], rate: Decimal) -> Decimal:
    """The flows discounted to the first day, term by term with 60 digits: no shared code with the product."""
    with localcontext() as context:
        context.prec = 60
        first = min(flow.on for flow in flows)
        return sum((f.amount / (1 + rate) ** (D((f.on - first).days) / 365) for f in flows), D(0))


def yearly(*amounts: int | str) -> list[Flow]:
    return [Flow(START + YEAR * number, D(amount)) for number, amount in enumerate(amounts)]


def found(cost: TrueCost) -> tuple[Decimal, Decimal]:
    assert cost.nominal_rate is not None
    assert cost.effective_rate is not None
    return cost.nominal_rate, cost.effective_rate


def test_a_seven_day_loan_is_named_at_its_full_price() -> None:
    flows = [Flow(date(2024, 1, 1), D(700)), Flow(date(2024, 1, 8), D(-1000))]
    nominal, effective = found(true_cost(flows))
    assert rate_text(D(365) / 7 * 3 / 7) == rate_text(nominal)  # 300/700 for 7 days
    with localcontext() as context:
        context.prec = 40
        expected = (D(1000) / D(700)) ** (D(365) / 7) - 1
    assert abs(effective / expected - 1) < D("1e-20")
    assert D("1.194e8") < effective < D("1.195e8")


def test_a_one_day_loan_still_has_a_finite_rate() -> None:
    flows = [Flow(START, D(700)), Flow(START + timedelta(days=1), D(-1000))]
    nominal, effective = found(true_cost(flows))
    assert rate_text(D(3) / 7 * 365) == rate_text(nominal)
    with localcontext() as context:
        context.prec = 40
        assert abs(effective / ((D(10) / 7) ** 365 - 1) - 1) < D("1e-20")
    text = true_cost(flows).to_json()["effective_rate"]
    assert rate_text(effective) == text


def test_the_dearest_and_the_cheapest_day_are_still_finite() -> None:
    next_day = START + timedelta(days=1)
    dear = true_cost([Flow(START, D("0.01")), Flow(next_day, D(-1_000_000_000_000))])
    cheap = true_cost([Flow(START, D(1_000_000_000_000)), Flow(next_day, D("-0.01"))])
    assert found(dear)[1] > D("1e5000")
    assert D(-1) < found(cheap)[1] < D("-0.999")
    assert cheap.sign_change is not None
    assert D(-1) < cheap.sign_change[0] < cheap.sign_change[1]


def test_one_year_at_ten_percent_is_ten_percent() -> None:
    assert (D("0.1"), D("0.1")) == found(true_cost(yearly(1000, -1100)))


def test_two_years_by_hand() -> None:
    # 1000 = 600 v + 600 v^2: v = (-600 + sqrt(360000 + 2400000)) / 1200 = 0.8844373105,
    # 1 / v - 1 = 0.1306623863
    nominal, effective = found(true_cost(yearly(1000, -600, -600)))
    assert D("0.1306623863") == effective.quantize(D("1e-10"))
    assert D("0.1306623863") == nominal.quantize(D("1e-10"))


def test_a_month_at_one_percent_is_twelve_nominal() -> None:
    # 1000 for 12 months, 1 % each month and the principal at the end.
    paid = [Flow(add_months(date(2023, 2, 1), n), D(-10)) for n in range(11)]
    cost = true_cost([Flow(START, D(1000)), *paid, Flow(date(2024, 1, 1), D(-1010))])
    assert cost.to_json()["nominal_rate"] == "0.12000000"
    assert cost.method.startswith("名义年利率：以 1 个月为一期，一年 12 期")


def test_borrowing_for_nothing_costs_nothing() -> None:
    cost = true_cost(yearly(1000, -500, -500))
    assert (D(0), D(0)) == found(cost)
    assert cost.to_json() == {
        "nominal_rate": "0.00000000",
        "effective_rate": "0.00000000",
        "method": cost.method,
        "check": {"npv": "0.000000000000", "sign_change": ["-0.000000000001", "0.000000000001"]},
    }


def test_paying_back_less_is_a_negative_rate() -> None:
    assert (D("-0.999"), D("-0.999")) == found(true_cost(yearly(1000, -1)))


@pytest.mark.parametrize(
    "flows",
    [
        yearly(1000, -600, -600),
        yearly(1000, -1),
        yearly(1000, -1000),
        yearly(1000, "-1000.01"),
        [Flow(START, D(700)), Flow(START + timedelta(days=7), D(-1000))],
        [Flow(START, D(700)), Flow(START + timedelta(days=1), D(-1000))],
        [Flow(START, D(10**12)), *(Flow(add_months(START, n), D(-3 * 10**10)) for n in range(1, 61))],
    ],
)
def test_the_check_shows_two_rates_close_by_of_opposite_worth(flows: list[Flow]) -> None:
    cost = true_cost(flows)
    rate = found(cost)[1]
    assert cost.npv is not None
    assert cost.sign_change is not None
    low, high = cost.sign_change
    assert low < rate < high
    assert worth(flows, low) * worth(flows, high) < 0
    assert high - low <= D("1e-9") * max(abs(rate), D("0.01"))
    assert abs(cost.npv) < D("1e-6")
    assert abs(worth(flows, rate)) < D("1e-6")


def test_the_check_is_written_with_decimals_enough_to_tell_its_ends_apart() -> None:
    check = true_cost(yearly(1000, -600, -600)).to_json()["check"]
    assert isinstance(check, dict)
    low, high = check["sign_change"]
    assert len(low.partition(".")[2]) == 12
    assert D(low) < D(high)


def test_what_is_paid_and_received_on_one_day_is_added_up() -> None:
    split = [Flow(START, D(1200)), Flow(START, D(-200)), Flow(START + YEAR, D(-1100))]
    assert true_cost(yearly(1000, -1100)) == true_cost(split)


def test_it_names_both_of_two_rates_and_takes_neither() -> None:
    # -1000 + 2500 v - 1540 v^2 = 0 at v = 1 / 1.1 and at v = 1 / 1.4: 1000 (z - 1.1)(z - 1.4).
    cost = true_cost(yearly(-1000, 2500, -1540))
    assert (cost.nominal_rate, cost.effective_rate, cost.sign_change) == (None, None, None)
    assert "2 个年利率" in cost.method
    assert "10.00%、40.00%" in cost.method


def test_it_names_all_of_three_rates() -> None:
    # 1000 (z - 1.1)(z - 1.2)(z - 1.3) = 1000 z^3 - 3600 z^2 + 4310 z - 1716.
    cost = true_cost(yearly(1000, -3600, 4310, -1716))
    assert cost.effective_rate is None
    assert "10.00%、20.00%、30.00%" in cost.method


def test_it_tells_two_rates_a_hair_apart() -> None:
    # (z - 1.1)(z - 1.1002) = z^2 - 2.2002 z + 1.21022, by 1,000,000.
    cost = true_cost(yearly(1_000_000, -2_200_200, 1_210_220))
    assert "2 个年利率" in cost.method
    assert "10.00%、11.02%" not in cost.method
    assert "10.02%" in cost.method


def test_it_takes_no_rate_where_the_worth_only_touches_zero() -> None:
    # 1000 (z - 1.1)^2 = 1000 z^2 - 2200 z + 1210.
    cost = true_cost(yearly(1000, -2200, 1210))
    assert (cost.nominal_rate, cost.effective_rate) == (None, None)
    assert "10.00%" in cost.method
    assert "碰到零" in cost.method


def test_it_says_that_no_rate_fits() -> None:
    # z^2 - z + 1 has no real root: 1 - 4 < 0.
    cost = true_cost(yearly(1000, -1000, 1000))
    assert (cost.nominal_rate, cost.effective_rate, cost.npv) == (None, None, None)
    assert cost.method.startswith("没有利率")
    assert cost.to_json()["check"] == {"npv": None, "sign_change": None}


def test_a_debt_drawn_and_repaid_in_turns_has_one_rate_if_it_is_never_overpaid() -> None:
    # Running totals from the front 1000, 400, 900, -100 and from the back -1000, -500, -1100, -100
    # change sign once and never: one rate. 1000 z^3 - 600 z^2 + 500 z - 1000 is -0.0947 at 1.0416
    # and 0.1558 at 1.0417.
    flows = yearly(1000, -600, 500, -1000)
    assert D("0.0416") < found(true_cost(flows))[1] < D("0.0417")


def test_a_late_refund_leaves_two_rates_and_says_so() -> None:
    # worth at -99.9999999 % is positive again because the refund then outweighs all.
    flows = [Flow(START, D(1000)), Flow(START + YEAR, D(-1100)), Flow(START + YEAR * 2, D(50))]
    cost = true_cost(flows)
    assert cost.effective_rate is None
    # 1000 z^2 - 1100 z + 50 = 0: z = (1100 ± sqrt(1010000)) / 2000 = 1.0525 or 0.0475.
    assert "-95.25%、5.25%" in cost.method


@pytest.mark.parametrize(
    ("expected", "flows"),
    [
        ("不到两天", []),
        ("不到两天", yearly(1000)),
        ("不到两天", [Flow(START, D(1000)), Flow(START, D(-1000)), Flow(START + YEAR, D(5))]),
        ("都是收到", yearly(1000, 1000)),
        ("都是付出", yearly(-1000, -1000)),
        ("不到两天", yearly(0, 0, 0)),
    ],
)
def test_it_says_why_no_rate_can_be_asked_for(expected: str, flows: list[Flow]) -> None:
    cost = true_cost(flows)
    assert expected in cost.method
    assert (cost.nominal_rate, cost.effective_rate, cost.npv, cost.sign_change) == (None, None, None, None)


def test_a_loan_renewed_sixty_times_has_one_rate() -> None:
    # 1000 for 20 days at 15, again every 30 days: (1 + 20/30 i) = 1.015, i = 0.0225, times 365/30 = 0.27375.
    starts = [START + timedelta(days=30 * n) for n in range(60)]
    repaid = [Flow(day + timedelta(days=20), D(-1015)) for day in starts]
    nominal, effective = found(true_cost([*(Flow(day, D(1000)) for day in starts), *repaid]))
    assert nominal.quantize(D("1e-20")) == D("0.27375")
    # 1.015 ^ (365 / 20) - 1, each loan alone
    with localcontext() as context:
        context.prec = 40
        assert abs(effective - (D("1.015") ** (D(365) / 20) - 1)) < D("1e-20")


def test_it_gives_up_rather_than_guess_on_endless_turns() -> None:
    luck = random.Random(3)  # noqa: S311 - flows for a test, no secret
    flows = [Flow(START + timedelta(days=n), D(luck.randint(-100, 100))) for n in range(80_000)]
    cost = true_cost(flows)
    assert cost.effective_rate is None
    assert "不能证明" in cost.method


def loan(luck: random.Random) -> list[Flow]:
    """A loan as they come: monthly, weekly, every 30 days or at odd times, with or without a fee first."""
    start = date(2015, 1, 1) + timedelta(days=luck.randrange(3650))
    times = luck.randint(1, 24)
    step = luck.choice((0, 7, 14, 30, 90))
    days = [add_months(start, n) for n in range(1, times + 1)]
    if step:
        days = [start + timedelta(days=step * n + luck.randrange(3)) for n in range(1, times + 1)]
    principal = luck.randint(1_000, 500_000)
    each = D(round(principal * luck.uniform(0.95, 1.6) / times * 100)) / 100
    fee = Flow(start, D(-luck.randrange(principal // 10)))
    flows = [Flow(start, D(principal)), fee, *(Flow(day, -each) for day in days)]
    luck.shuffle(flows)
    return flows


def test_a_second_program_agrees_on_ten_thousand_loans() -> None:
    luck = random.Random(12_378)  # noqa: S311 - loans for a test, no secret
    silent = 0
    for _ in range(10_000):
        flows = loan(luck)
        effective = found(true_cost(flows))[1]
        second = pyxirr.xirr([f.on for f in flows], [float(f.amount) for f in flows])
        if second is None:
            silent += 1
            size = sum(abs(flow.amount) for flow in flows)
            assert abs(worth(flows, effective)) < size * D("1e-15")
        else:
            assert abs(float(effective) - second) <= 1e-9 * (1 + abs(second))
    assert silent <= 100
