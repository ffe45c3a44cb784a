"""By when: counted by hand, holidays from the State Council's calendar for 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yingmen.answer.deadline import Deadline, Rule, Who
from yingmen.days import is_working_day, last_working_day, working_day_after

MINE = Rule("提出异议", Who.ME, "")
THEIRS = Rule("答复", Who.THEM, "")


def test_it_does_not_count_the_day_of_receipt() -> None:
    # Received on 2 March: 3 March is day 1, 17 March day 15.
    assert date(2026, 3, 17) == MINE.in_days(date(2026, 3, 2), 15).due


def test_it_counts_months_to_the_last_day_of_a_shorter_one() -> None:
    assert date(2026, 2, 28) == MINE.in_months(date(2025, 8, 31), 6).due


def test_it_tells_to_act_before_a_holiday_at_the_end() -> None:
    # 20 September + 15 = 5 October 2026, inside the National Day holiday (1 to 7 October).
    found = MINE.in_days(date(2026, 9, 20), 15)
    assert (date(2026, 10, 5), date(2026, 9, 30)) == (found.due, found.act_by)
    assert "2026年9月30日" in found.note


def test_it_does_not_call_late_what_a_holiday_may_have_moved() -> None:
    found = MINE.in_days(date(2026, 9, 20), 15)
    assert [False, False, True] == [
        found.certainly_over(day) for day in (date(2026, 10, 5), date(2026, 10, 8), date(2026, 10, 9))
    ]


def test_an_ordinary_last_day_is_over_the_day_after() -> None:
    found = MINE.in_days(date(2026, 3, 2), 15)
    assert [False, True] == [found.certainly_over(day) for day in (date(2026, 3, 17), date(2026, 3, 18))]


def test_a_year_without_a_calendar_is_not_yet_known() -> None:
    found = MINE.in_days(date(2026, 12, 25), 15)
    assert (date(2027, 1, 9), None) == (found.due, found.act_by)
    assert "2027 年的节假日安排还不知道" in found.note
    # A holiday may have moved it on, but none lasts a month: 9 January + 31 days is 9 February.
    assert [False, True] == [found.certainly_over(day) for day in (date(2027, 2, 9), date(2027, 2, 10))]


def test_the_other_sides_day_is_told_without_advice_for_us() -> None:
    found = THEIRS.in_days(date(2026, 9, 20), 15)
    assert Deadline("答复", Who.THEM, date(2026, 9, 20), date(2026, 10, 5), None, "") == found
    assert "答复：2026年10月5日。" == found.text


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),  # a Tuesday
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 10), True),  # a Saturday worked in its place
        (date(2027, 1, 4), None),
        (date(2003, 12, 31), None),
    ],
)
def test_working_days_follow_the_published_calendar(day: date, works: bool | None) -> None:
    assert works is is_working_day(day)


def test_the_year_2026_is_worked_as_the_state_council_published_it() -> None:
    # 国务院办公厅关于 2026 年部分节假日安排的通知: days off by their first and last day, and the days worked.
    off = [("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05")]
    off += [("06-19", "06-21"), ("09-25", "09-27"), ("10-01", "10-07")]
    made_up = {"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"}
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]

    def expected(day: date) -> bool:
        name = f"{day:%m-%d}"
        return name in made_up or (day.weekday() < 5 and not any(a <= name <= b for a, b in off))

    assert [day for day in days if expected(day)] == [day for day in days if is_working_day(day)]


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 24), 3, date(2026, 11, 27)),
        (date(2026, 11, 26), 3, date(2026, 12, 1)),  # Friday, Monday, Tuesday
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # the whole holiday lies between
        (date(2026, 10, 8), 2, date(2026, 10, 10)),  # Friday, and the worked Saturday
        (date(2026, 12, 31), 1, None),
        (date(2026, 12, 29), 3, None),
    ],
)
def test_the_nth_working_day_is_counted_or_not_yet_known(day: date, n: int, then: date | None) -> None:
    assert then == working_day_after(day, n)


def test_it_refuses_to_count_no_working_day() -> None:
    with pytest.raises(ValueError, match="n is 0"):
        working_day_after(date(2026, 11, 24), 0)


def test_the_last_working_day_is_the_day_itself_or_before() -> None:
    days = (date(2026, 11, 24), date(2026, 11, 22), date(2026, 10, 7), date(2027, 3, 1))
    assert [date(2026, 11, 24), date(2026, 11, 20), date(2026, 9, 30), None] == [
        last_working_day(day) for day in days
    ]
