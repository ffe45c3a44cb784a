"""The days and hours in a bill's cells, however a bank or a spreadsheet has written them.

`2024-01-02`, `2024/1/2 9:05`, `20240102`, `20240102090500`, `2024年1月2日`, a spreadsheet's day number
(45293.5), `05 Jan 2026`, and `01/02` on a card statement, whose year is the statement's. Hours may lack
their seconds.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from yingmen.days import on_day

if TYPE_CHECKING:
    from yingmen.afford.bills.text import Cell

_EPOCH = date(1899, 12, 30)
_SERIALS = range(29_221, 73_051)  # 1980-01-01 to 2099-12-31
_YEARS = range(1980, 2100)
_SECONDS_PER_DAY = 86_400
_CLOCK = re.compile(r"(?P<h>\d{1,2})[:.时](?P<m>\d{1,2})(?:[:.分](?P<s>\d{1,2})(?:\.\d+)?秒?)?分?")
_DAY = re.compile(
    r"(?P<year>\d{4})(?:[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?|(?P<packed>\d{4}))"
    rf"(?:[ T]*(?:{_CLOCK.pattern}|(?P<run>\d{{6}}|\d{{4}})))?(?:\+0?8:?00|Z)?"
)
_HOURS = re.compile(rf"{_CLOCK.pattern}|(?P<run>\d{{6}})")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_NAMED = re.compile(
    rf"(?:(?P<before>\d{{1,2}})[ \-/]*(?P<name>{_MONTH})|(?P<first>{_MONTH}) *(?P<after>\d{{1,2}}))"
    r"[ ,\-/]*(?P<year>\d{4})"
)
_ANY_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})|月)|(\d{2})(\d{2})(?!\d))")


class Moment(NamedTuple):
    """A day, and the hour where it is written; `at` is None where it is not."""

    on: date
    at: time | None


def moment(cell: Cell | None) -> Moment | None:
    """The day (and hour) in a cell, or None where there is none to be read."""
    if isinstance(cell, str):
        return _written(cell) if len(cell) < 100 else None  # noqa: PLR2004 - no date is so long
    if isinstance(cell, datetime):
        at = cell.time().replace(microsecond=0)
        return Moment(cell.date(), at if at != time(0) else None)
    if isinstance(cell, date):
        return Moment(cell, None)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number(cell)
    return None


def clock(cell: Cell | None) -> time | None:
    """The hour in a cell that holds no day: `9:05`, `09:05:30`, `090530`, a part of a day (0.5)."""
    if isinstance(cell, str):
        return _hours(cell)
    if isinstance(cell, time):
        return cell.replace(microsecond=0)
    if isinstance(cell, datetime):
        return cell.time().replace(microsecond=0)
    part = cell.total_seconds() / _SECONDS_PER_DAY if isinstance(cell, timedelta) else cell
    if not isinstance(part, int | float) or isinstance(part, bool):
        return None
    return _part(part) if 0 <= part < 1 else _hours(f"{int(part):06d}")


def month_day(cell: Cell | None, statement: date) -> Moment | None:
    """A day without its year, `01/02` or `0102`: the last such day not after the statement's day."""
    found = _SHORT.fullmatch(str(cell).strip()) if cell is not None else None
    if found is None:
        return None
    month, day = (int(part) for part in found.groups() if part)
    try:
        this = date(statement.year, month, day)
        return Moment(this if this <= statement else this.replace(year=statement.year - 1), None)
    except ValueError:
        return None


def last_day_named(texts: list[str]) -> date | None:
    """The last day a statement's head names; of a month alone, its last day. None where it names none."""
    days = [day for text in texts for found in _ANY_DAY.finditer(text) if (day := _named(found))]
    return max(days, default=None)


def _named(found: re.Match[str]) -> date | None:
    year, month = int(found[1]), int(found[2] or found[4])
    if year not in _YEARS or month not in range(1, 13):
        return None
    return on_day(year, month, max(1, int(found[3] or found[5] or 31)))


@lru_cache(maxsize=200_000)
def _written(text: str) -> Moment | None:
    text = unicodedata.normalize("NFKC", text).strip("\"'`=\ufeff \t\r\n")
    found = _DAY.fullmatch(text)
    if found is None:
        return _serial(text) or _english(text)
    packed = found["packed"]
    month, day = (packed[:2], packed[2:]) if packed else (found["month"], found["day"])
    try:
        return Moment(_plausible(int(found["year"]), int(month), int(day)), _time_of(found))
    except ValueError:
        return None


def _plausible(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise ValueError(year)
    return date(year, month, day)


def _time_of(found: re.Match[str]) -> time | None:
    run = found["run"]
    if run:
        return time(int(run[:2]), int(run[2:4]), int(run[4:] or 0))
    return time(int(found["h"]), int(found["m"]), int(found["s"] or 0)) if found["h"] else None


def _english(text: str) -> Moment | None:
    """`05 Jan 2026` and `Jan 5, 2026`; figures alone, `01/05/2026`, leave open which is the month."""
    found = _NAMED.fullmatch(text.lower())
    if found is None:
        return None
    month = _MONTHS.index((found["name"] or found["first"])[:3]) + 1
    try:
        return Moment(_plausible(int(found["year"]), month, int(found["before"] or found["after"])), None)
    except ValueError:
        return None


def _serial(text: str) -> Moment | None:
    return _number(float(text)) if re.fullmatch(r"\d{5}(\.\d+)?", text, re.ASCII) else None


def _number(number: float) -> Moment | None:
    if int(number) in _SERIALS:
        part = number - int(number)
        return Moment(_EPOCH + timedelta(int(number)), _part(part) if part else None)
    return _written(str(int(number))) if number == int(number) and number > 10**7 else None


def _part(part: float) -> time:
    seconds = min(round(part * _SECONDS_PER_DAY), _SECONDS_PER_DAY - 1)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


@lru_cache(maxsize=100_000)
def _hours(text: str) -> time | None:
    found = _HOURS.fullmatch(unicodedata.normalize("NFKC", text).strip("\"'`=\ufeff \t\r\n"))
    try:
        return _time_of(found) if found else None
    except ValueError:
        return None
