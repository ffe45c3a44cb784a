"""What a point about the borrower's own side is made of, and the words for it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from yingmen.law import Basis, Book


class State(StrEnum):
    """Where a point stands: all conditions there, some there, a fact missing, or nothing points to it."""

    APPLIES = "applies"
    UNKNOWN = "unknown"
    WATCH = "watch"
    NO = "no"

    @property
    def label(self) -> str:
        """The state in plain Chinese."""
        return _STATE[self]


class Met(StrEnum):
    """Whether one condition is there, by what the case holds."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The answer in plain Chinese."""
        return _MET[self]


_STATE = {
    State.APPLIES: "请马上处理",
    State.UNKNOWN: "还说不清",
    State.WATCH: "请留意",
    State.NO: "目前没有",
}
_MET = {Met.MET: "是", Met.NOT_MET: "没有", Met.UNKNOWN: "不清楚"}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a point, whether it is there, and the fact of the case that says so."""

    text: str
    state: Met
    fact: str


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """One thing to know about the borrower's own conduct; `loan_id` where it is about a single loan.

    Without conditions the case gives no reason for it. `may_be` texts of `basis` are perhaps an offence:
    police and courts decide, never this program. `keep_safe` is what to do, in plain Chinese.
    """

    id: str
    title: str
    state: State
    text: str
    conditions: tuple[Condition, ...]
    basis: tuple[Basis, ...]
    keep_safe: tuple[str, ...]
    loan_id: str | None = None


@cache
def texts() -> Mapping[str, Any]:
    """The words of the borrower's own side."""
    file = resources.files("yingmen.lawful").joinpath("own_side.toml")
    table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return table


def say(name: str) -> str:
    """A sentence by its name."""
    return str(texts()["say"][name])


def keep(name: str, loan: str = "") -> str:
    """A piece of advice by its name, for a loan where it is about one."""
    return str(texts()["keep"][name]).replace("{loan}", loan)


def condition(name: str, state: Met, fact: str) -> Condition:
    """A condition by its name, as the case answers it."""
    return Condition(str(texts()["condition"][name]), state, fact)


def point_text(id: str) -> Mapping[str, Any]:  # noqa: A002 - the word of the file and of the JSON
    """The words of one point; LookupError for a slip of ours."""
    return next((item for item in texts()["point"] if item["id"] == id), None) or _no_point(id)


def _no_point(id: str) -> Mapping[str, Any]:  # noqa: A002 - as above
    raise LookupError(f"own_side.toml has no point {id!r}")


def bases(id: str, on: date, book: Book) -> tuple[Basis, ...]:  # noqa: A002 - as above
    """The texts of a point that were law on the day; which of two successive laws binds is decided so."""
    return _in_force(point_text(id)["basis"], on, book)


def _in_force(cites: Iterable[Mapping[str, Any]], on: date, book: Book) -> tuple[Basis, ...]:
    found = []
    for cite in cites:
        basis = book.basis(cite["source"], cite["article"], may_be=cite.get("may_be", False))
        found += [basis] if book.sources[basis.source].in_force(on) else []
    return tuple(found)
