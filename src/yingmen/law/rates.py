"""The user's own small file of LPR figures published after the last one this program knows.

    [[lpr]]
    on = 2026-09-21
    one_year = "3.00"
    five_year = "3.50"

Figures are in percent, as published; `five_year` may be left out. Every error names file and entry.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeGuard

from yingmen.errors import RatesError
from yingmen.law.grades import Checked
from yingmen.law.number import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ADDED_BY_USER = "用户自行补充"
LOWEST, HIGHEST = Decimal("0.5"), Decimal(30)
"""Percent a year; below the lowest a fraction (0.03) was likelier written for a percentage (3.00)."""

_SOURCE = "pboc-lpr"
_ENTRIES = "lpr"
_KEYS = ("on", "one_year", "five_year")
_LAST_YEAR = 2100
_PERCENT = re.compile(r"\d{1,4}(\.\d{1,6})?", re.ASCII)
_AT = re.compile(r"at line (\d+)")
_EXAMPLE = '写成这样：[[lpr]] 一行，下面 on = 2026-09-21、one_year = "3.00"、five_year = "3.50" 各一行。'


def parse_rates(text: str, file: str) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Read the user's later LPR figures: those for one year, then those for over five years.

    `file` is only named in errors. Raises RatesError with file, entry and remedy.
    """
    one_year, five_year = [], []
    before: date | None = None
    for where, entry in _entries(text, file):
        on = _published(entry, where, before)
        one_year.append(_value(entry, "one_year", on, where))
        if "five_year" in entry:
            five_year.append(_value(entry, "five_year", on, where))
        before = on
    return tuple(one_year), tuple(five_year)


def _entries(text: str, file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found = _table(text, file)
    if unknown := sorted(set(found) - {_ENTRIES}):
        raise RatesError(f"有不认识的内容 {unknown[0]}", where=file, remedy=f"只写 [[lpr]] 各条。{_EXAMPLE}")
    entries = found.get(_ENTRIES)
    if not entries or not _is_tables(entries):
        raise RatesError("里面没有一条 [[lpr]]", where=file, remedy=_EXAMPLE)
    for place, entry in enumerate(entries, 1):
        where = f"{file} 第 {place} 条 [[lpr]]"
        if unknown := sorted(set(entry) - set(_KEYS)):
            raise RatesError(f"有不认识的键 {unknown[0]}", where=where, remedy=f"只能写 {'、'.join(_KEYS)}。")
        yield where, entry


def _table(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        line = _AT.search(str(error))
        place = f"{file} 第 {line[1]} 行" if line else file
        raise RatesError("不是正确的 TOML，读不下去", where=place, remedy=_EXAMPLE) from error


def _is_tables(entries: object) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)


def _published(entry: Mapping[str, Any], where: str, before: date | None) -> date:
    on = entry.get("on")
    if not isinstance(on, date) or isinstance(on, datetime) or on.year > _LAST_YEAR:
        found = "没有写 on" if on is None else f"on 写的是 {on}，不是公布日期"
        raise RatesError(found, where=where, remedy="写公布的日期，不加引号，如 on = 2026-09-21。")
    if before is not None and on <= before:
        found = f"{on} 写了两次" if on == before else f"{on} 排在了 {before} 后面"
        raise RatesError(found, where=where, remedy="各条从早到晚排，同一天只写一条。")
    return on


def _value(entry: Mapping[str, Any], key: str, on: date, where: str) -> Value:
    if key not in entry:
        raise RatesError(f"没有写 {key}", where=where, remedy=f'按公布的百分数补上，如 {key} = "3.00"。')
    return Value(
        since=on,
        value=_fraction(entry[key], key, where),
        source=_SOURCE,
        gazette=on,
        checked=Checked.REPORTED,
        checked_on=on,
        note=ADDED_BY_USER,
    )


def _fraction(given: object, key: str, where: str) -> Decimal:
    """The fraction per year that a percentage as published stands for, written as text or as a number."""
    text = (
        str(given).strip() if isinstance(given, str | Decimal | int) and not isinstance(given, bool) else ""
    )
    remedy = f'按公布的百分数写，不带百分号，如 {key} = "3.00"。'
    if not _PERCENT.fullmatch(text):
        raise RatesError(f"{key} 写的是 {given}，不是一个百分数", where=where, remedy=remedy)
    if not LOWEST <= Decimal(text) <= HIGHEST:
        raise RatesError(
            f"{key} 写的是 {given}，LPR 不会低于 {LOWEST} 或高于 {HIGHEST}",
            where=where,
            remedy=remedy,
        )
    return Decimal(f"{text}e-2")
