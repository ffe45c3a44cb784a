"""How an income really comes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingmen.afford.spread import figured, laid_out, seasonal, seen
from yingmen.case import Income

MONTHS = st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=40)


def yuan(*amounts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)


def test_what_was_seen_gives_worst_mean_and_best_month() -> None:
    # (7200 + 6100 + 8050 + 5400 + 6900 + 7300) / 6 = 40950 / 6 = 6825
    stream = seen("店", yuan("7200", "6100", "8050", "5400", "6900", "7300"), "案件文件")
    assert yuan("5400", "6825", "8050") == (stream.low, stream.mean, stream.high)


def test_the_mean_is_rounded_half_up_to_the_fen() -> None:
    assert Decimal("0.01") == seen("店", yuan("0.01", "0.00"), "").mean  # 0.005
    assert Decimal("33.33") == seen("店", yuan("100", "0", "0"), "").mean  # 33.333…


def test_a_zero_month_is_a_month() -> None:
    stream = seen("零工", yuan("3000", "0", "3000"), "")
    assert (1, Decimal(0), Decimal(2000)) == (stream.zero_months, stream.low, stream.mean)


def test_no_month_is_no_stream() -> None:
    with pytest.raises(ValueError, match="one month or more"):
        seen("店", (), "")


@pytest.mark.parametrize(
    ("line", "low", "mean", "high"),
    [
        ({"amount": "5000"}, "5000", "5000", "5000"),
        ({"amount": "5000", "low": "4000", "high": "7000"}, "4000", "5000", "7000"),
        ({"low": "4000", "high": "7001"}, "4000", "5500.50", "7001"),
        ({"low": "4000"}, "4000", "4000", "4000"),  # only the bad month is known: count on no more
        ({"observed": ["5000", "7000"], "low": "3000", "high": "6000"}, "3000", "6000", "7000"),
        ({"observed": ["5000", "7000"], "amount": "9000"}, "5000", "6000", "7000"),  # seen beats said
    ],
)
def test_the_case_file_gives_a_range(line: dict[str, object], low: str, mean: str, high: str) -> None:
    stream = figured("甲", Income.model_validate(line), "案件文件")
    assert stream is not None
    assert yuan(low, mean, high) == (stream.low, stream.mean, stream.high)


@pytest.mark.parametrize("line", [{}, {"high": "7000"}])
def test_it_makes_up_no_figure(line: dict[str, object]) -> None:
    assert figured("甲", Income.model_validate(line), "案件文件") is None


def test_money_of_a_quarter_comes_in_its_third_month() -> None:
    stream = figured("分红", Income.model_validate({"amount": "900"}), "案件文件", every=3)
    assert stream is not None
    assert yuan("0", "0", "900") == stream.observed
    assert yuan("0", "300", "900") == (stream.low, stream.mean, stream.high)


def test_lean_months_that_come_back_are_a_season() -> None:
    year = yuan("6000", "6000", "6000", "6000", "6000", "2000", "2000", "2000", *["6000"] * 4)
    # mean (9 × 6000 + 3 × 2000) / 12 = 5000; the lean run 2000 <= 3750
    assert seasonal(year)
    assert seasonal(year * 2)
    assert not seasonal(year[:11])  # less than a year shows nothing
    assert not seasonal((*year, *year[6:], *year[:6]))  # lean at another time of year: chance


def test_a_lean_winter_runs_over_the_end_of_the_year() -> None:
    assert seasonal(yuan("2000", "2000", *["6000"] * 9, "2000"))


def test_a_dip_above_three_quarters_is_no_season() -> None:
    # mean (9 × 5000 + 3 × 3750) / 12 = 4687.50, three quarters of it 3515.625 < 3750
    assert not seasonal(yuan(*["5000"] * 9, "3750", "3750", "3750"))


@given(MONTHS)
def test_the_mean_lies_between_worst_and_best(months: list[Decimal]) -> None:
    stream = seen("甲", months, "")
    assert stream.low <= stream.mean <= stream.high


@given(st.decimals(0, 10**6, places=2), st.integers(1, 3))
def test_an_even_income_has_no_season(amount: Decimal, years: int) -> None:
    assert not seasonal((amount,) * 12 * years) or amount == 0


@given(MONTHS, st.sampled_from([1, 3, 12]))
def test_laying_out_loses_no_money(months: list[Decimal], every: int) -> None:
    assert (sum(months), len(months) * every) == (sum(laid_out(months, every)), len(laid_out(months, every)))
