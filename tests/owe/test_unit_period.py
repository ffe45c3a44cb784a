"""Regulation Z, Appendix J (b)(3) to (5): periods, unit-periods and how they are counted."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from yingmen.days import add_months
from yingmen.owe.unit_period import Kind, Span, UnitPeriod, count_periods, find_unit_period

MONTH = UnitPeriod(Kind.MONTH)


def loan(received: date, *paid: date) -> dict[date, Decimal]:
    return {received: Decimal(1000), **dict.fromkeys(paid, Decimal(-100))}


def monthly(first: date, times: int) -> list[date]:
    return [add_months(first, number) for number in range(times)]


def every(first: date, days: int, times: int) -> list[date]:
    return [first + timedelta(days=days * number) for number in range(times)]


@pytest.mark.parametrize(
    ("expected", "received", "paid"),
    [
        (MONTH, date(2024, 1, 10), monthly(date(2024, 2, 10), 12)),
        (MONTH, date(2024, 1, 31), [date(2024, 2, 29), date(2024, 3, 31)]),
        (MONTH, date(2025, 2, 1), monthly(date(2025, 3, 1), 2)),  # 28 and 31 days
        (UnitPeriod(Kind.WEEK, 4), date(2025, 2, 1), every(date(2025, 3, 1), 28, 6)),
        (UnitPeriod(Kind.WEEK, 2), date(2025, 1, 3), every(date(2025, 1, 17), 14, 10)),
        (UnitPeriod(Kind.WEEK), date(2025, 1, 3), every(date(2025, 1, 10), 7, 4)),
        (UnitPeriod(Kind.DAY), date(2025, 1, 3), every(date(2025, 1, 4), 1, 9)),
        (UnitPeriod(Kind.DAY, 30), date(2025, 1, 3), every(date(2025, 2, 2), 30, 6)),
        (
            UnitPeriod(Kind.MONTH, 3),
            date(2025, 1, 3),
            [date(2025, 4, 3), date(2025, 7, 3), date(2025, 10, 3)],
        ),
        (UnitPeriod(Kind.YEAR), date(2022, 5, 5), [date(2023, 5, 5), date(2024, 5, 5), date(2025, 5, 5)]),
    ],
)
def test_it_takes_the_period_that_occurs_most_often(
    expected: UnitPeriod, received: date, paid: list[date]
) -> None:
    assert expected == find_unit_period(loan(received, *paid))


def test_it_sees_half_months_whether_13_or_16_days_long() -> None:
    paid = [add_months(date(2025, 1, day), number) for number in range(4) for day in (1, 16)]
    assert UnitPeriod(Kind.SEMIMONTH) == find_unit_period(loan(date(2024, 12, 25), *paid))


def test_it_takes_the_smaller_of_two_periods_equally_frequent() -> None:
    # 10 January + 7, + 7 days, then two whole months: each occurs twice.
    paid = [date(2024, 1, 17), date(2024, 1, 24), date(2024, 2, 24), date(2024, 3, 24)]
    assert UnitPeriod(Kind.WEEK) == find_unit_period(loan(date(2024, 1, 10), *paid))


def test_it_rounds_the_average_where_no_period_occurs_twice() -> None:
    # 20 and 41 days: the average of 30.5 is nearest a month of 365/12 days.
    assert find_unit_period(loan(date(2024, 1, 1), date(2024, 1, 21), date(2024, 3, 2))) == MONTH
    # 7 and 8 days: 7.5 is nearest a week.
    paid = (date(2024, 1, 8), date(2024, 1, 16))
    assert UnitPeriod(Kind.WEEK) == find_unit_period(loan(date(2024, 1, 1), *paid))


def test_it_never_takes_more_than_a_year() -> None:
    assert UnitPeriod(Kind.YEAR) == find_unit_period(
        loan(date(2018, 1, 1), date(2020, 1, 1), date(2022, 1, 1), date(2024, 1, 1))
    )


@pytest.mark.parametrize(
    ("expected", "received", "paid"),
    [
        (UnitPeriod(Kind.TERM_DAYS, 7), date(2024, 1, 1), date(2024, 1, 8)),
        (UnitPeriod(Kind.TERM_MONTHS, 6), date(2024, 7, 15), date(2025, 1, 15)),
        (UnitPeriod(Kind.TERM_MONTHS, 1), date(2025, 1, 31), date(2025, 2, 28)),
        (UnitPeriod(Kind.TERM_MONTHS, 1), date(2025, 1, 30), date(2025, 2, 28)),
        (UnitPeriod(Kind.TERM_MONTHS, 1), date(2025, 2, 28), date(2025, 3, 31)),
        (UnitPeriod(Kind.TERM_DAYS, 30), date(2025, 2, 28), date(2025, 3, 30)),
        (UnitPeriod(Kind.TERM_DAYS, 364), date(2023, 1, 2), date(2024, 1, 1)),
        (UnitPeriod(Kind.YEAR), date(2023, 1, 1), date(2024, 1, 1)),
        (UnitPeriod(Kind.YEAR), date(2023, 1, 1), date(2026, 3, 7)),
    ],
)
def test_it_takes_the_term_of_a_loan_repaid_once(expected: UnitPeriod, received: date, paid: date) -> None:
    assert expected == find_unit_period(loan(received, paid))


@pytest.mark.parametrize(
    ("expected", "unit"),
    [
        (Fraction(365), UnitPeriod(Kind.DAY)),
        (Fraction(365, 30), UnitPeriod(Kind.DAY, 30)),
        (Fraction(52), UnitPeriod(Kind.WEEK)),
        (Fraction(26), UnitPeriod(Kind.WEEK, 2)),
        (Fraction(24), UnitPeriod(Kind.SEMIMONTH)),
        (Fraction(12), MONTH),
        (Fraction(4), UnitPeriod(Kind.MONTH, 3)),
        (Fraction(12, 5), UnitPeriod(Kind.MONTH, 5)),
        (Fraction(1), UnitPeriod(Kind.YEAR)),
        (Fraction(2), UnitPeriod(Kind.TERM_MONTHS, 6)),
        (Fraction(365, 255), UnitPeriod(Kind.TERM_DAYS, 255)),
    ],
)
def test_it_knows_how_many_make_a_year(expected: Fraction, unit: UnitPeriod) -> None:
    assert expected == unit.per_year


@pytest.mark.parametrize(
    ("expected", "unit", "start", "end"),
    [
        # (c)(1)(ii): 10 February to 1 April: one month back to 1 March, 19 days over.
        (Span(1, Fraction(19, 30)), MONTH, date(1978, 2, 10), date(1978, 4, 1)),
        # (c)(1)(iii): 23 February to 1 March: 6 days of 15.
        (Span(0, Fraction(6, 15)), UnitPeriod(Kind.SEMIMONTH), date(1978, 2, 23), date(1978, 3, 1)),
        # (c)(1)(iv): 23 May to 1 October: four months and 9 days are 129 days of 90.
        (Span(1, Fraction(39, 90)), UnitPeriod(Kind.MONTH, 3), date(1978, 5, 23), date(1978, 10, 1)),
        # (c)(1)(v): 20 March to 21 April: 32 days of 7.
        (Span(4, Fraction(4, 7)), UnitPeriod(Kind.WEEK), date(1978, 3, 20), date(1978, 4, 21)),
        # a year and whole months; a year and days: 1 July to 7 July are 6 days.
        (Span(1, Fraction(6, 12)), UnitPeriod(Kind.YEAR), date(1978, 1, 17), date(1979, 7, 17)),
        (Span(1, Fraction(6, 365)), UnitPeriod(Kind.YEAR), date(2022, 7, 1), date(2023, 7, 7)),
    ],
)
def test_it_counts_back_from_the_later_date(expected: Span, unit: UnitPeriod, start: date, end: date) -> None:
    assert (Span(0, Fraction(0)), expected) == count_periods(unit, start, (start, end))


@pytest.mark.parametrize("late", [29, 30, 31])
def test_a_series_late_in_the_month_counts_whole_months_over_february(late: int) -> None:
    dates = [add_months(date(2024, 12, late), number) for number in range(6)]
    expected = tuple(Span(number, Fraction(0)) for number in range(6))
    assert expected == count_periods(MONTH, dates[0], dates)


def test_month_ends_count_as_whole_months_from_a_short_month_too() -> None:
    dates = [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)]
    expected = tuple(Span(number, Fraction(0)) for number in range(3))
    assert expected == count_periods(MONTH, dates[0], dates)


def test_a_series_on_the_28th_is_no_series_on_month_ends() -> None:
    # back from 28 February: 28 January lies before the 31st, so no whole month but 28 days.
    dates = [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 28)]
    assert Span(0, Fraction(28, 30)) == count_periods(MONTH, dates[0], dates)[1]


def test_it_says_the_unit_in_plain_chinese() -> None:
    assert UnitPeriod(Kind.MONTH).text == "以 1 个月为一期，一年 12 期"
    assert UnitPeriod(Kind.TERM_DAYS, 7).text == "以整个借期 7 天为一期，一年 365÷7 期"
    assert UnitPeriod(Kind.SEMIMONTH).text == "以半个月为一期，一年 24 期"
