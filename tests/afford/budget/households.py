"""Small builders: a household, and months of bills once every transaction is counted once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from support import a_case
from yingmen.afford.bills.merge import Merged, Movement
from yingmen.afford.budget import Assume, Budget, budget

if TYPE_CHECKING:
    from collections.abc import Iterable

ON = date(2026, 6, 1)
HOME: dict[str, Any] = {
    "members": 3,
    "dependants": 1,
    "reserve": "1000",
    "essentials": {"房租": "1200", "吃饭": "1500"},
    "income": [{"source": "工资", "amount": "5000"}],
}


def home(**changes: Any) -> dict[str, Any]:
    """The household of three at 5,000 a month; a change to None takes a key away."""
    return {key: value for key, value in {**HOME, **changes}.items() if value is not None}


def found(*loans: dict[str, Any], merged: Merged | None = None, **tables: Any) -> Budget:
    return budget(a_case(*loans, **tables), ON, merged)


def changed(assume: Assume, **tables: Any) -> Budget:
    return budget(a_case(**tables), ON, assume=assume)


def moved(on: date, amount: str, category: str, *flags: str) -> Movement:
    return Movement(on, Decimal(amount), "某某", "", category, frozenset(flags), (), "")


def bills(movements: Iterable[Movement], months: int = 6, *, year: int = 2026, whole: bool = True) -> Merged:
    """Bills over the first months of a year."""
    return Merged(tuple(movements), (), tuple((year, month, whole) for month in range(1, months + 1)))


def monthly(category: str, *amounts: str, year: int = 2026) -> list[Movement]:
    """One movement on the 15th of each month, January first."""
    return [moved(date(year, n, 15), amount, category) for n, amount in enumerate(amounts, 1)]
