"""A number of the law over time: a rate, a multiple, a term of years, each figure with its day and source.

A figure holds until the day before the next one. Asking outside what is known raises, it never guesses.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yingmen.days import MONTHS_PER_YEAR, add_months, on_day
from yingmen.errors import OutsideCoverage, RatesError
from yingmen.law.grades import Checked

if TYPE_CHECKING:
    from collections.abc import Mapping

PUBLISHED_ON_DAY = 20
"""The day of the month on which the LPR is due; a holiday puts it off, never forward."""

_KEYS = frozenset({"id", "name", "unit", "source", "until", "known_to", "note", "value"})
_VALUE_KEYS = frozenset({"since", "value", "source", "gazette", "checked", "checked_on", "note"})
_UNITS = frozenset({"per_year", "per_day", "years", "times"})


@dataclass(frozen=True, slots=True)
class Value:
    """One figure: from which day it holds, where it comes from, when it was published, how it was checked.

    Rates are fractions per year. `until` is set only where the figure after it is not known.
    """

    since: date
    value: Decimal
    source: str
    gazette: date | None
    checked: Checked
    checked_on: date
    note: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number under its Chinese name, with its figures in order of date.

    `until` is the last day covered (None: open); `known_to` the last publication known of a number that
    is published every month.
    """

    id: str
    name: str
    unit: str
    source: str
    until: date | None
    known_to: date | None
    note: str
    values: tuple[Value, ...]

    @property
    def since(self) -> date:
        """The first day covered."""
        return self.values[0].since

    def at(self, on: date) -> Value:
        """The figure that held on a day; OutsideCoverage, naming the covered range, where none is known."""
        found = bisect_right(self.values, on, key=_since)
        last = self.values[found - 1]
        if not found or (self.until and on > self.until) or (last.until and on > last.until):
            raise self._outside(on, last if found else self.values[-1])
        return last

    def _outside(self, on: date, last: Value) -> OutsideCoverage:
        until = last.until or self.until or last.checked_on
        known_to = last.since if last.until else self.known_to
        return OutsideCoverage(self.name, on, self.since, until, known_to)

    def then(self, values: tuple[Value, ...], where: str = "") -> Number:
        """The same number with later figures added, `where` they came from.

        The last one holds until the day before the next regular publication; a month left out stays
        unknown. RatesError where they are not later than what is known, or not in order.
        """
        if self.known_to is None:
            raise RatesError(f"{self.name}不是按月公布的，不能补充", where=where, remedy="只补充各期 LPR。")
        if not values:
            return self
        known = list(self.values)
        for value in values:
            self._in_order(value, known[-1], where)
            known[-1] = _held(known[-1], value)
            known.append(value)
        last = known[-1].since
        return replace(self, values=tuple(known), until=_before_next(last), known_to=last)

    def _in_order(self, value: Value, before: Value, where: str) -> None:
        if value.since <= before.since:
            raise RatesError(
                f"{value.since} 的{self.name}不晚于前面已有的 {before.since}",
                where=where,
                remedy=f"只写 {self.known_to} 以后公布的，从早到晚，每期一次；多余的删去。",
            )


def number_from(table: Mapping[str, Any]) -> Number:
    """A number out of its TOML table; ValueError or KeyError where the file is wrong."""
    if set(table) - _KEYS or table["unit"] not in _UNITS:
        raise ValueError(f"unknown keys or unit: {sorted(set(table) - _KEYS)}, {table['unit']}")
    values = tuple(_value(row, table["source"]) for row in table["value"])
    if sorted({value.since for value in values}) != [value.since for value in values]:
        raise ValueError("figures must be in order of date, one a day")
    return Number(
        id=table["id"],
        name=table["name"],
        unit=table["unit"],
        source=table["source"],
        until=table.get("until"),
        known_to=table.get("known_to"),
        note=table.get("note", ""),
        values=values,
    )


def _value(row: Mapping[str, Any], source: str) -> Value:
    if set(row) - _VALUE_KEYS:
        raise ValueError(f"unknown keys: {sorted(set(row) - _VALUE_KEYS)}")
    return Value(
        since=row["since"],
        value=Decimal(row["value"]),
        source=row.get("source", source),
        gazette=row.get("gazette"),
        checked=Checked(row["checked"]),
        checked_on=row["checked_on"],
        note=row.get("note", ""),
    )


def _since(value: Value) -> date:
    return value.since


def _held(value: Value, after: Value) -> Value:
    """A figure as it stands once the one after it is known: closed where a month between is missing."""
    apart = (after.since.year - value.since.year) * MONTHS_PER_YEAR + after.since.month - value.since.month
    return replace(value, until=_before_next(value.since)) if apart > 1 else value


def _before_next(day: date) -> date:
    """The day before the next regular publication after a day."""
    this_month = on_day(day.year, day.month, PUBLISHED_ON_DAY)
    following = this_month if this_month > day else add_months(this_month, 1)
    return following - timedelta(days=1)
