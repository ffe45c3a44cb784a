"""What a column is called, and what it may then mean.

The names stand in `headings.toml`; a name may have several meanings (`交易时间` is a day in one bill, an hour
in another), and which one holds is settled by the cells below it, in `columns`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from yingmen.afford.bills.text import heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.afford.bills.model import Sure
    from yingmen.afford.bills.text import Cell

_LONGEST_NAME = 16
_BEHIND = 1000
_BOTH = re.compile(r"([\u4e00-\u9fff（）/]+)[a-z][a-z./（）]*")


class Meaning(NamedTuple):
    """What a name may mean: the `role`, how sure, and its `rank` among the names of that role (0 first)."""

    role: str
    sure: Sure
    rank: int


@cache
def _vocabulary() -> dict[str, dict[str, list[str]]]:
    path = resources.files(__package__) / "headings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def title(role: str) -> str:
    """What a role is called for the user."""
    return str(_vocabulary()[role]["title"])


@lru_cache(maxsize=5_000)
def meanings(name: str) -> tuple[Meaning, ...]:
    """Everything a column of this name may mean, the certain before the likely."""
    both = _BOTH.fullmatch(name)
    sure = _certain(name) or (_certain(both[1]) if both else [])
    taken = {meaning.role for meaning in sure}
    likely = [
        Meaning(role, "likely", _BEHIND + n)
        for role, entry in _vocabulary().items()
        for n, part in enumerate(entry["parts"])
        if part in name and role not in taken and 0 < len(name) <= _LONGEST_NAME
    ]
    return (*sure, *likely) if not sure else tuple(sure)


def _certain(name: str) -> list[Meaning]:
    """What a name means by itself; of `交易日期 Trans Date` the Chinese half is asked alone."""
    return [
        Meaning(role, "certain", entry["names"].index(name))
        for role, entry in _vocabulary().items()
        if name in entry["names"]
    ]


def is_heading(cell: Cell) -> bool:
    """Whether a cell reads like the name of a bill's column."""
    return bool(meanings(heading(cell)))


def names_a_day(cell: Cell) -> bool:
    """Whether a cell reads like the name of the column of days."""
    return any(meaning.role == "day" for meaning in meanings(heading(cell)))


def weight(row: Sequence[Cell]) -> int:
    """How much a row reads like a bill's column names: 0 unless a day and money stand among them."""
    found = [meanings(heading(cell)) for cell in row]
    roles = {meaning.role for each in found for meaning in each}
    if "day" not in roles or not roles & {"amount", "income", "expense"}:
        return 0
    return sum(2 if each[0].sure == "certain" else 1 for each in found if each)
