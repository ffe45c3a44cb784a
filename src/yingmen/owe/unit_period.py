"""How the dates of a loan fall into equal periods, so that its yearly rate can be named.

The unit-period of Regulation Z (12 CFR 1026), Appendix J, paragraph (b)(3) to (5). A period is the time
between two payments, between two advances, or from the start to the first of either. The unit-period is
the period that occurs most often and is not over a year; where two occur equally often the smaller one;
where none occurs twice, the standard interval nearest the average. A loan repaid once has its term.

Months are counted back from the later date and the odd days stand over 30; semimonths and several months
count a month as 30 days; days and weeks count by the calendar; a year takes what remains as twelfths or,
where that is not a whole number of months, as days over 365. A series on month ends counts as whole
months, and the 29th or 30th falls on the last day of February. A common period of n days that is no
number of weeks or months is itself the unit, 365/n to the year; the appendix is silent on that.

*References*: 12 CFR 1026, Appendix J (b)(3), (4), (5).
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from yingmen.days import DAYS_PER_MONTH, MONTHS_PER_YEAR, add_months, days_between, months_and_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

_DAYS_PER_YEAR = 365
_DAYS_PER_WEEK = 7
_WEEKS_PER_YEAR = 52
_DAYS_PER_SEMIMONTH = 15
_SEMIMONTHS_PER_YEAR = 24
_SEMIMONTH_DAYS = range(13, 18)
_LATE_DAY, _LAST_DAY = 28, 31
_TWICE = 2


class Kind(StrEnum):
    """What a unit-period is a multiple of; `term` is the whole term of a loan repaid once."""

    DAY = "day"
    WEEK = "week"
    SEMIMONTH = "semimonth"
    MONTH = "month"
    YEAR = "year"
    TERM_MONTHS = "term in months"
    TERM_DAYS = "term in days"


class Span(NamedTuple):
    """The time between two dates in unit-periods: `whole` ones and the `part` of one, zero to one."""

    whole: int
    part: Fraction


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """The period a loan's rate is counted in: so many days, weeks or months."""

    kind: Kind
    count: int = 1

    @property
    def per_year(self) -> Fraction:
        """Unit-periods a year: 365 days, 52 weeks, 24 semimonths, 12 months."""
        in_a_year = {
            Kind.DAY: _DAYS_PER_YEAR,
            Kind.TERM_DAYS: _DAYS_PER_YEAR,
            Kind.WEEK: _WEEKS_PER_YEAR,
            Kind.SEMIMONTH: _SEMIMONTHS_PER_YEAR,
            Kind.MONTH: MONTHS_PER_YEAR,
            Kind.TERM_MONTHS: MONTHS_PER_YEAR,
            Kind.YEAR: 1,
        }
        return Fraction(in_a_year[self.kind], self.count)

    @property
    def length(self) -> Fraction:
        """Its length in average days, to tell which of two is smaller."""
        if self.kind in {Kind.DAY, Kind.TERM_DAYS}:
            return Fraction(self.count)
        if self.kind is Kind.WEEK:
            return Fraction(self.count * _DAYS_PER_WEEK)
        return _DAYS_PER_YEAR / self.per_year

    @property
    def text(self) -> str:
        """Say in plain Chinese what it is and how many make a year."""
        name = {
            Kind.DAY: f" {self.count} 天",
            Kind.TERM_DAYS: f"整个借期 {self.count} 天",
            Kind.WEEK: f" {self.count} 周",
            Kind.SEMIMONTH: "半个月",
            Kind.MONTH: f" {self.count} 个月",
            Kind.TERM_MONTHS: f"整个借期 {self.count} 个月",
            Kind.YEAR: " 1 年",
        }[self.kind]
        return f"以{name}为一期，一年 {_number_text(self)} 期"


def _number_text(unit: UnitPeriod) -> str:
    """Write how many unit-periods a year has: `12`, or `365÷7` where it is no whole number."""
    if unit.per_year.denominator == 1:
        return str(unit.per_year)
    return f"{unit.per_year * unit.count}÷{unit.count}"


@dataclass(frozen=True, slots=True)
class _Calendar:
    """On which day of the month a series that runs into short months really falls (None: as dated)."""

    late_day: int | None

    def months_back(self, start: date, end: date) -> tuple[int, int]:
        """Whole months counted back from the end, then the days that remain after the start."""
        day = self.late_day if self.late_day and end.day >= _LATE_DAY else end.day
        months = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month
        if add_months(end, -months, day) < start:
            months -= 1
        return months, days_between(start, add_months(end, -months, day))


def _last_of_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _calendar(series: Sequence[date]) -> _Calendar:
    """Find the day of the month behind a series: 31 for month ends, 29 or 30 with February's last day."""
    late = [day for day in series if day.day >= _LATE_DAY]
    ends = all(day.day == _last_of_month(day) for day in late)
    anchor = _LAST_DAY if ends else max((day.day for day in late), default=0)
    fits = all(day.day == min(anchor, _last_of_month(day)) for day in late)
    return _Calendar(anchor if late and fits else None)


def count_periods(unit: UnitPeriod, start: date, dates: Sequence[date]) -> tuple[Span, ...]:
    """Count the unit-periods from the start to each date of a loan, by paragraph (b)(5)."""
    calendar = _calendar(_series(start, dates))
    return tuple(_span(unit, calendar, start, day) for day in dates)


def _span(unit: UnitPeriod, calendar: _Calendar, start: date, end: date) -> Span:
    if unit.kind in {Kind.TERM_MONTHS, Kind.TERM_DAYS}:
        return Span(int(end > start), Fraction(0))
    if unit.kind in {Kind.DAY, Kind.WEEK}:
        return _divided(days_between(start, end), int(unit.length))
    months, days = calendar.months_back(start, end)
    if unit.kind is Kind.YEAR:
        return _years(calendar, start, end)
    if unit == UnitPeriod(Kind.MONTH):
        return Span(months, Fraction(days, DAYS_PER_MONTH))
    size = _DAYS_PER_SEMIMONTH if unit.kind is Kind.SEMIMONTH else DAYS_PER_MONTH * unit.count
    return _divided(months * DAYS_PER_MONTH + days, size)


def _divided(days: int, size: int) -> Span:
    whole, rest = divmod(days, size)
    return Span(whole, Fraction(rest, size))


def _years(calendar: _Calendar, start: date, end: date) -> Span:
    months, days = calendar.months_back(start, end)
    years, months = divmod(months, MONTHS_PER_YEAR)
    if not days:
        return Span(years, Fraction(months, MONTHS_PER_YEAR))
    rest = min(days_between(start, add_months(end, -years * MONTHS_PER_YEAR)), _DAYS_PER_YEAR)
    return Span(years, Fraction(rest, _DAYS_PER_YEAR))


def find_unit_period(flows: Mapping[date, Decimal]) -> UnitPeriod:
    """Find the unit-period of a loan from its dated sums: received positive, paid negative.

    The sums are of at least two dates and of both signs, none of them zero.
    """
    dates = sorted(flows)
    if len(dates) == _TWICE:
        return _term(dates[0], dates[1])
    periods = _periods(dates, flows)
    calendar = _calendar(_series(dates[0], dates))
    return _most_frequent(periods, calendar) or _average(
        [pair for chain in periods for pair in pairwise(chain)]
    )


def _series(start: date, dates: Sequence[date]) -> tuple[date, ...]:
    return tuple(day for day in dates if day != start)


def _term(start: date, end: date) -> UnitPeriod:
    """Take the term of a loan repaid once, at most a year: in months where they are whole, else in days."""
    months, days = months_and_days(start, end)
    if start.day == _last_of_month(start) and end.day == _last_of_month(end):
        months, days = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month, 0
    if months >= MONTHS_PER_YEAR:
        return UnitPeriod(Kind.YEAR)
    if not days:
        return UnitPeriod(Kind.TERM_MONTHS, months)
    return UnitPeriod(Kind.TERM_DAYS, days_between(start, end))


def _periods(dates: Sequence[date], flows: Mapping[date, Decimal]) -> tuple[tuple[date, ...], ...]:
    """Chain the dates of the payments and those of the advances, each from the start of the loan."""
    start = dates[0]
    paid = tuple(day for day in dates if flows[day] < 0 and day != start)
    received = tuple(day for day in dates if flows[day] > 0 and day != start)
    return ((start, *paid), (start, *received))


def _most_frequent(chains: Sequence[Sequence[date]], calendar: _Calendar) -> UnitPeriod | None:
    """The common period that occurs most often, the smaller one of two; None where none occurs twice."""
    covers: defaultdict[UnitPeriod, set[tuple[int, int]]] = defaultdict(set)
    for chain, days in enumerate(chains):
        for place, (start, end) in enumerate(pairwise(days)):
            for unit in _names(start, end, calendar):
                covers[unit].add((chain, place))
        covers[UnitPeriod(Kind.SEMIMONTH)] |= {(chain, place) for place in _semimonths(days, calendar)}
    common = {unit: cover for unit, cover in covers.items() if len(cover) >= _TWICE}
    left = [unit for unit in common if not _named_better(unit, common)]
    return min(left, key=lambda unit: (-len(common[unit]), unit.length), default=None)


def _named_better(unit: UnitPeriod, covers: Mapping[UnitPeriod, set[tuple[int, int]]]) -> bool:
    """Tell whether months describe the same periods: what looks like 31 days or 4 weeks is then a month."""
    if unit.kind not in {Kind.DAY, Kind.WEEK}:
        return False
    mine = covers[unit]
    return any(
        mine < cover or (mine == cover and other.kind in {Kind.MONTH, Kind.YEAR})
        for other, cover in covers.items()
        if other.kind in {Kind.SEMIMONTH, Kind.MONTH, Kind.YEAR}
    )


def _names(start: date, end: date, calendar: _Calendar) -> tuple[UnitPeriod, ...]:
    """Name a period of at most a year: as days or weeks, and as months where they are whole."""
    days = days_between(start, end)
    months, rest = calendar.months_back(start, end)
    weeks, odd = divmod(days, _DAYS_PER_WEEK)
    names: list[UnitPeriod] = []
    if days <= _DAYS_PER_YEAR:
        names.append(UnitPeriod(Kind.DAY, days) if odd else UnitPeriod(Kind.WEEK, weeks))
    if not rest and months == MONTHS_PER_YEAR:
        names.append(UnitPeriod(Kind.YEAR))
    elif not rest and months < MONTHS_PER_YEAR:
        names.append(UnitPeriod(Kind.MONTH, months))
    return tuple(names)


def _semimonths(days: Sequence[date], calendar: _Calendar) -> set[int]:
    """The places of the periods of about half a month that make a whole month with their neighbour."""
    found: set[int] = set()
    for place, (first, middle, last) in enumerate(zip(days, days[1:], days[2:], strict=False)):
        halves = (days_between(first, middle), days_between(middle, last))
        if all(half in _SEMIMONTH_DAYS for half in halves) and calendar.months_back(first, last) == (1, 0):
            found |= {place, place + 1}
    return found


def _average(periods: Sequence[tuple[date, date]]) -> UnitPeriod:
    """The standard interval nearest the average of all periods, the lower one of two equally near."""
    average = Fraction(sum(days_between(start, end) for start, end in periods), len(periods))
    standard = [
        UnitPeriod(Kind.DAY),
        UnitPeriod(Kind.SEMIMONTH),
        UnitPeriod(Kind.YEAR),
        *(UnitPeriod(Kind.WEEK, count) for count in range(1, _WEEKS_PER_YEAR + 1)),
        *(UnitPeriod(Kind.MONTH, count) for count in range(1, MONTHS_PER_YEAR)),
    ]
    return min(standard, key=lambda unit: (abs(unit.length - average), unit.length))
