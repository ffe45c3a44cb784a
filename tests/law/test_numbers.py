from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingmen import law
from yingmen.errors import OutsideCoverage

DAY = timedelta(days=1)
IDS = tuple(law.book().numbers)
LAST_DAY = date(2026, 11, 24)


@pytest.mark.parametrize("name", IDS)
def test_every_number_is_complete(name: str) -> None:
    number = law.book().numbers[name]
    assert name == number.id
    assert number.name
    assert number.unit in {"per_year", "per_day", "years", "times"}
    assert number.values
    for value in number.values:
        assert value.source in law.book().sources
        assert value.checked > law.Checked.CASE
        assert value.since <= value.checked_on
        assert value.gazette is None or value.gazette <= value.since


@pytest.mark.parametrize("name", IDS)
def test_a_yearly_rate_is_a_fraction(name: str) -> None:
    number = law.book().numbers[name]
    top = {
        "per_year": Decimal("0.5"),
        "per_day": Decimal("0.001"),
        "years": Decimal(20),
        "times": Decimal(10),
    }[number.unit]
    assert all(Decimal(0) < value.value < top for value in number.values)


@pytest.mark.parametrize("name", IDS)
def test_a_number_holds_only_while_its_instrument_does(name: str) -> None:
    number = law.book().numbers[name]
    for value in number.values:
        source = law.book().sources[value.source]
        assert source.in_force(value.since)


# As published by the National Interbank Funding Center (LPR) and the People's Bank (benchmark), in percent.
@pytest.mark.parametrize(
    ("name", "on", "percent"),
    [
        ("lpr_1y", date(2019, 8, 20), "4.25"),
        ("lpr_1y", date(2020, 4, 20), "3.85"),
        ("lpr_1y", date(2020, 8, 20), "3.85"),
        ("lpr_1y", date(2021, 12, 20), "3.80"),
        ("lpr_1y", date(2022, 1, 20), "3.70"),
        ("lpr_1y", date(2022, 8, 22), "3.65"),
        ("lpr_1y", date(2023, 6, 20), "3.55"),
        ("lpr_1y", date(2023, 8, 21), "3.45"),
        ("lpr_1y", date(2024, 7, 22), "3.35"),
        ("lpr_1y", date(2024, 10, 21), "3.10"),
        ("lpr_1y", date(2025, 5, 20), "3.00"),
        ("lpr_5y", date(2019, 8, 20), "4.85"),
        ("lpr_5y", date(2022, 5, 20), "4.45"),
        ("lpr_5y", date(2024, 2, 20), "3.95"),
        ("lpr_5y", date(2025, 5, 20), "3.50"),
        ("benchmark_6m_1y", date(2007, 12, 21), "7.47"),
        ("benchmark_6m_1y", date(2011, 7, 7), "6.56"),
        ("benchmark_6m_1y", date(2015, 10, 24), "4.35"),
        ("benchmark_le_6m", date(2015, 10, 24), "4.35"),
        ("benchmark_1y_3y", date(2015, 10, 24), "4.75"),
        ("benchmark_3y_5y", date(2011, 7, 7), "6.90"),
        ("benchmark_gt_5y", date(2015, 10, 24), "4.90"),
        ("benchmark_gt_5y", date(2008, 12, 23), "5.94"),
        ("private_protected", date(2015, 9, 1), "24"),
        ("private_void", date(2015, 9, 1), "36"),
        ("licensed_claim", date(2017, 8, 9), "24"),
        ("brokered_cost", date(2025, 10, 1), "24"),
    ],
)
def test_a_rate_is_the_published_one_from_its_day(name: str, on: date, percent: str) -> None:
    assert Decimal(percent) == law.book().number(name, on) * 100


@pytest.mark.parametrize(
    ("name", "on", "before", "after"),
    [
        ("lpr_1y", date(2024, 10, 21), "0.0335", "0.0310"),
        ("lpr_1y", date(2025, 5, 20), "0.0310", "0.0300"),
        ("lpr_5y", date(2024, 2, 20), "0.0420", "0.0395"),
        ("benchmark_6m_1y", date(2015, 10, 24), "0.0460", "0.0435"),
        ("limitation_years", date(2017, 10, 1), "2", "3"),
    ],
)
def test_the_day_before_a_change_still_has_the_old_figure(
    name: str, on: date, before: str, after: str
) -> None:
    assert Decimal(before) == law.book().number(name, on - DAY)
    assert Decimal(after) == law.book().number(name, on)


@pytest.mark.parametrize("name", IDS)
def test_every_change_takes_hold_on_its_own_day(name: str) -> None:
    number = law.book().numbers[name]
    for old, new in zip(number.values, number.values[1:], strict=False):
        assert old == law.book().value(name, new.since - DAY)
        assert new == law.book().value(name, new.since)


def test_all_85_publications_of_the_lpr_are_there() -> None:
    # August 2019 to August 2026 is 7 years and 1 month: 7 * 12 + 1 = 85
    for name in ("lpr_1y", "lpr_5y"):
        months = {(value.since.year, value.since.month) for value in law.book().numbers[name].values}
        assert 85 == len(law.book().numbers[name].values) == len(months)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("lpr_1y", date(2019, 8, 20), date(2026, 9, 19)),
        ("lpr_5y", date(2019, 8, 20), date(2026, 9, 19)),
        ("benchmark_6m_1y", date(1999, 6, 10), date(2019, 8, 19)),
        ("private_protected", date(2015, 9, 1), date(2020, 8, 19)),
        ("private_void", date(2015, 9, 1), date(2020, 8, 19)),
        ("private_benchmark_multiple", date(1991, 8, 13), date(2015, 8, 31)),
    ],
)
def test_outside_its_days_a_number_is_refused_with_name_and_range(name: str, first: date, last: date) -> None:
    book = law.book()
    assert book.number(name, first) > 0
    assert book.number(name, last) > 0
    for day in (first - DAY, last + DAY):
        with pytest.raises(OutsideCoverage) as caught:
            book.number(name, day)
        for part in (book.numbers[name].name, str(day), str(first), str(last)):
            assert part in str(caught.value)


def test_a_day_after_the_last_known_lpr_says_to_which_publication_it_is_known() -> None:
    with pytest.raises(OutsideCoverage, match="2026-08-20") as caught:
        law.book().number("lpr_1y", date(2026, 9, 20))
    assert date(2026, 8, 20) == caught.value.known_to


@pytest.mark.parametrize(
    ("name", "first"), [("licensed_claim", date(2017, 8, 9)), ("limitation_years", date(1987, 1, 1))]
)
def test_an_open_number_is_still_refused_before_its_first_day(name: str, first: date) -> None:
    with pytest.raises(OutsideCoverage, match=str(first)):
        law.book().number(name, first - DAY)


def test_each_limitation_period_comes_from_the_law_of_its_time() -> None:
    days = (date(2016, 1, 1), date(2018, 1, 1), date(2022, 1, 1))
    found = [law.book().value("limitation_years", day) for day in days]
    expected = [("minfa-tongze", "memory"), ("minfa-zongze", "memory"), ("minfadian", "text")]
    assert expected == [(value.source, value.checked) for value in found]


@pytest.mark.parametrize(
    ("name", "on", "checked"),
    [
        ("lpr_1y", date(2026, 8, 20), "reported"),
        ("benchmark_le_6m", date(2008, 1, 1), "memory"),
        ("benchmark_6m_1y", date(2008, 1, 1), "reported"),
        ("benchmark_le_6m", date(2011, 8, 1), "reported"),
        ("benchmark_1y_3y", date(2012, 7, 6), "memory"),
        ("benchmark_6m_1y", date(2012, 7, 6), "reported"),
        ("private_lpr_multiple", date(2020, 8, 20), "reported"),
        ("private_lpr_multiple", date(2021, 1, 1), "text"),
        ("private_benchmark_multiple", date(2010, 1, 1), "memory"),
    ],
)
def test_a_figure_says_how_it_was_checked(name: str, on: date, checked: str) -> None:
    assert checked == law.book().value(name, on).checked


@given(st.sampled_from(IDS), st.dates(date(1987, 1, 1), LAST_DAY))
def test_a_number_is_its_last_figure_not_after_the_day(name: str, on: date) -> None:
    number = law.book().numbers[name]
    begun = [value.value for value in number.values if value.since <= on]
    if not begun or (number.until is not None and on > number.until):
        with pytest.raises(OutsideCoverage):
            law.book().number(name, on)
    else:
        assert begun[-1] == law.book().number(name, on)


def test_an_unknown_number_is_a_slip_of_ours_and_names_the_known_ones() -> None:
    with pytest.raises(LookupError, match="lpr_1y"):
        law.book().number("lpr_2y", date(2024, 1, 1))


@pytest.mark.parametrize("days", [("2021-01-01", "2020-01-01"), ("2020-01-01", "2020-01-01")])
def test_it_refuses_a_number_file_out_of_order(days: tuple[str, str]) -> None:
    from yingmen.law.number import number_from

    rows = [
        {"since": date.fromisoformat(day), "value": "1", "checked": "text", "checked_on": LAST_DAY}
        for day in days
    ]
    with pytest.raises(ValueError, match="order of date"):
        number_from({"id": "x", "name": "某数", "unit": "times", "source": "minfadian", "value": rows})
