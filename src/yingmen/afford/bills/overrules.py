"""What the borrower knows better than the bills: join these, keep those apart, this shop is that category.

A small TOML file beside the case:

    schema = 1
    [[join]]
    marks = ["alipay/2026-03-05/-50.00", "招商银行(1234)/2026-03-08/-50.00"]
    [[apart]]
    marks = ["wechat/2026-03-09/-12.00", "招商银行(1234)/2026-03-09/-12.00"]
    [[category]]
    counterparty = "张记批发"
    category = "business_supplies"

Marks stand beside every movement that `yingmen bills` shows. InputError for a file that cannot be used.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from yingmen.afford.bills.categories import CATEGORIES, Rule
from yingmen.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TABLES = {"join": ("marks",), "apart": ("marks",), "category": ("counterparty", "category")}
_REMEDY = "照 yingmen bills 给出的编号改好再运行；写法见 docs/guide/4-afford.md。"
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Overrules:
    """What the user decided: marks of one payment, marks of different ones, categories by counterparty."""

    join: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    category: tuple[Rule, ...] = ()

    @property
    def parted(self) -> frozenset[frozenset[str]]:
        """Every two marks that must not become one payment."""
        return frozenset(frozenset(two) for marks in self.apart for two in combinations(marks, _PAIR))

    @property
    def marks(self) -> frozenset[str]:
        """Every mark that the file names."""
        return frozenset(mark for marks in (*self.join, *self.apart) for mark in marks)


NONE = Overrules()


def read_overrules(name: str, text: str) -> Overrules:
    """Read the user's file of overrules."""
    data = _parsed(name, text)
    for key in data:
        if key not in {"schema", *_TABLES}:
            raise InputError(f"没有 {key} 这一项", where=name, remedy=f"可以写的是：{'、'.join(_TABLES)}。")
    found = Overrules(
        join=tuple(_marks(name, "join", row) for row in _rows(name, "join", data)),
        apart=tuple(_marks(name, "apart", row) for row in _rows(name, "apart", data)),
        category=tuple(_category(name, row) for row in _rows(name, "category", data)),
    )
    _no_conflict(name, found)
    return found


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"不是能读的 TOML（{error}）", where=name, remedy=_REMEDY) from None


def _rows(name: str, table: str, data: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    rows = data.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError(f"{table} 要写成 [[{table}]]", where=name, remedy=_REMEDY)
    for row in rows:
        lacking = [key for key in _TABLES[table] if key not in row]
        extra = [key for key in row if key not in _TABLES[table]]
        if lacking or extra:
            wrong = f"少了 {lacking[0]}" if lacking else f"不认识 {extra[0]}"
            raise InputError(f"[[{table}]] {wrong}", where=name, remedy=_REMEDY)
        yield row


def _marks(name: str, table: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    marks = row["marks"]
    good = isinstance(marks, list) and all(isinstance(mark, str) for mark in marks)
    if not good or len(set(marks)) < _PAIR:
        raise InputError(f"[[{table}]] 的 marks 要写两个以上不同的编号", where=name, remedy=_REMEDY)
    return tuple(sorted(set(marks)))


def _category(name: str, row: Mapping[str, Any]) -> Rule:
    who, category = row["counterparty"], row["category"]
    if not isinstance(who, str) or not who.strip():
        raise InputError("[[category]] 的 counterparty 要写对方的名字", where=name, remedy=_REMEDY)
    if category not in CATEGORIES:
        remedy = f"从这里面选：{'、'.join(CATEGORIES)}。"
        raise InputError(f"没有 {category} 这个类别", where=name, remedy=remedy)
    return Rule("您自己定的", category, (who.strip().casefold(),), where="counterparty")


def _no_conflict(name: str, found: Overrules) -> None:
    """Refuse a file that joins two marks and keeps them apart."""
    joined = {frozenset(two) for marks in found.join for two in combinations(marks, _PAIR)}
    both = sorted(sorted(two) for two in joined & found.parted)
    if both:
        raise InputError(f"{both[0][0]} 和 {both[0][1]} 既要合并又要分开", where=name, remedy=_REMEDY)
