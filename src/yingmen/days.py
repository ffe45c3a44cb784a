"""Dates, month ends, periods, day counts and working days; no clock.

Days between two dates are the calendar difference: what was due on 1 January 2024 is 60 days overdue
on 1 March 2024. Months are anchored on a day of the month: a loan due on the 31st is due on the last
day of shorter months and on the 31st again afterwards.

Working days follow the calendar that the State Council publishes for each year, as `chinesecalendar` holds
it (2004 to 2026); a day of any other year is "not yet known".
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

DAYS_PER_MONTH = 30
MONTHS_PER_YEAR = 12


class DayCount(StrEnum):
    """How a contract turns days into a part of a year."""

    THIRTY_360 = "30/360"
    ACT_360 = "act/360"
    ACT_365 = "act/365"

    @property
    def year(self) -> int:
        """Days in a year by this convention: 360 or 365."""
        return 365 if self is DayCount.ACT_365 else 360


class Part(NamedTuple):
    """A part of a year as whole `days` of a `year`: exact, to be multiplied first and divided last."""

    days: int
    year: int


def days_between(start: date, end: date) -> int:
    """Calendar days from one date to another; the first day is not counted, the last one is."""
    return (end - start).days


def on_day(year: int, month: int, day: int) -> date:
    """The day of a month, or the month's last day where it is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(start: date, months: int, anchor: int | None = None) -> date:
    """The date so many months on, on the anchor day (default: the start's own day) or the month's end."""
    index = start.year * MONTHS_PER_YEAR + start.month - 1 + months
    return on_day(index // MONTHS_PER_YEAR, index % MONTHS_PER_YEAR + 1, anchor or start.day)


def add_years(start: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th where there is none."""
    return add_months(start, years * MONTHS_PER_YEAR)


def months_and_days(start: date, end: date, anchor: int | None = None) -> tuple[int, int]:
    """Whole months from start on, then the calendar days that remain, as (months, days).

    `anchor` is the day of the month the months run by (default: the start's own day): by the 31st, 29
    February to 31 March is one month.
    """
    months = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month
    if add_months(start, months, anchor) > end:
        months -= 1
    return months, days_between(add_months(start, months, anchor) if months else start, end)


@lru_cache(maxsize=50_000)
def part_of_year(start: date, end: date, day_count: DayCount, anchor: int | None = None) -> Part:
    """The part of a year between two dates by the contract's day count.

    30/360: whole months count 30 days each, remaining calendar days count one each, at most 30.
    act/360, act/365: calendar days over 360 or 365.
    """
    if day_count is not DayCount.THIRTY_360:
        return Part(days_between(start, end), day_count.year)
    months, days = months_and_days(start, end, anchor)
    return Part(months * DAYS_PER_MONTH + min(days, DAYS_PER_MONTH), day_count.year)


def is_working_day(day: date) -> bool | None:
    """Whether offices in mainland China work on a day, holidays and make-up days counted.

    None where the year's calendar has not been published or is not held: not yet known, never a guess.
    """
    from chinese_calendar import is_workday  # noqa: PLC0415 - needed for working days alone

    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None


def working_day_after(day: date, n: int) -> date | None:
    """The n-th working day after a day, the day itself not counted; None where that is not yet known.

    `n` is 1 or more; ValueError otherwise.
    """
    if n < 1:
        raise ValueError(f"n is {n}; a working day after a day is the first or a later one")
    for _ in range(n):
        later = _next_working_day(day)
        if later is None:
            return None
        day = later
    return day


def last_working_day(day: date) -> date | None:
    """The day itself if offices work on it, else the last working day before it; None where not yet known."""
    while (works := is_working_day(day)) is False:
        day -= timedelta(1)
    return day if works else None


def _next_working_day(day: date) -> date | None:
    day += timedelta(1)
    while (works := is_working_day(day)) is False:
        day += timedelta(1)
    return day if works else None


def date_text(day: date) -> str:
    """Write a date for a person to read: `2026年3月9日`."""
    return f"{day.year}年{day.month}月{day.day}日"
