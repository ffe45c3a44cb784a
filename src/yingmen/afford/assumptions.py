"""What cannot be known of a household's luck and of a court's pace is assumed, said so, and can be changed.

`assumptions()` are the figures of `assumptions.toml`; `assumptions(text)` are the same with the user's own
TOML laid over them, key by key. None of them is data: they are round figures to start from.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any

from yingmen.errors import InputError

_LONGEST = 240
_WHERE = "假设文件"


@dataclass(frozen=True, slots=True)
class Shock:
    """A piece of bad luck: its chance in a year, how long it lasts, what is lost, what it costs.

    `lost` is the share of income gone while it lasts, `cost` yuan a month on top. `each`: it strikes every
    source of income by itself; otherwise the whole household at once.
    """

    name: str
    label: str
    chance: Decimal
    months: int
    lost: Decimal
    cost: Decimal
    each: bool


@dataclass(frozen=True, slots=True)
class Court:
    """What a creditor can expect of a suit and enforcement: months, shares of what is owed, rate a year."""

    discount: Decimal
    months: int
    cost: Decimal
    recovered: Decimal
    recovered_secured: Decimal


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Everything assumed about luck and courts, for whoever wants to see or change it."""

    few_months: int
    unseen_spread: Decimal
    shocks: tuple[Shock, ...]
    court: Court


def assumptions(text: str = "") -> Assumptions:
    """The assumptions, the user's own TOML `text` laid over those of the package.

    InputError for a key that is not known or a figure out of its range.
    """
    data = _merged(_shipped(), _user(text), "")
    income = data["income"]
    return Assumptions(
        _count(income, "income", "few_months"),
        _share(income, "income", "unseen_spread"),
        tuple(_shock(name, row) for name, row in data["shock"].items()),
        _court(data["court"]),
    )


@cache
def _shipped() -> dict[str, Any]:
    file = resources.files("yingmen.afford").joinpath("assumptions.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _user(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"不是有效的 TOML：{error}", where=_WHERE, remedy="改好这一行再运行。") from None


def _merged(base: dict[str, Any], over: dict[str, Any], path: str) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        place = f"{path}{key}"
        if key not in base:
            known = "、".join(base)
            raise InputError(f"没有 {place} 这个假设", where=_WHERE, remedy=f"可以写的有：{known}。")
        if isinstance(base[key], dict) != isinstance(value, dict):
            raise InputError(f"{place} 的写法不对", where=_WHERE, remedy="照自带的假设文件那样分节写。")
        merged[key] = _merged(base[key], value, f"{place}.") if isinstance(value, dict) else value
    return merged


def _shock(name: str, row: dict[str, Any]) -> Shock:
    place = f"shock.{name}"
    if not isinstance(row["each"], bool) or not isinstance(row["label"], str):
        raise InputError(
            f"{place} 的 each 或 label 写法不对",
            where=_WHERE,
            remedy="each 写 true 或 false，label 写一句话。",
        )
    return Shock(
        name,
        row["label"],
        _share(row, place, "chance"),
        _count(row, place, "months"),
        _share(row, place, "lost"),
        _figure(row, place, "cost", Decimal(10**9)),
        row["each"],
    )


def _court(row: dict[str, Any]) -> Court:
    shares = [_share(row, "court", key) for key in ("discount", "cost", "recovered", "recovered_secured")]
    return Court(shares[0], _count(row, "court", "months"), *shares[1:])


def _share(row: dict[str, Any], place: str, key: str) -> Decimal:
    return _figure(row, place, key, Decimal(1))


def _count(row: dict[str, Any], place: str, key: str) -> int:
    value = row[key]
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _LONGEST:
        raise InputError(
            f"{place}.{key} 写的是 {value}", where=_WHERE, remedy=f"写 1 到 {_LONGEST} 之间的整数。"
        )
    return value


def _figure(row: dict[str, Any], place: str, key: str, most: Decimal) -> Decimal:
    value = row[key]
    try:
        figure = Decimal("NaN") if isinstance(value, bool) else Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        figure = Decimal("NaN")
    if not figure.is_finite() or not 0 <= figure <= most:
        raise InputError(f"{place}.{key} 写的是 {value}", where=_WHERE, remedy=f"写 0 到 {most} 之间的数。")
    return figure
