"""What is worth knowing beside the rules: texts shown and never judged by, hearsay, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from yingmen import law
from yingmen.lawful.rows import wall_time
from yingmen.lawful.rulebook import rule_files

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from yingmen.law import Basis
    from yingmen.lawful.rows import Row


@dataclass(frozen=True, slots=True)
class Remark:
    """A text shown beside findings of some rules, from its day on; it makes no breach."""

    basis: Basis
    since: date
    until: date | None
    rules: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Hearsay:
    """Something often said of collecting that no text bears out, and what is true."""

    claim: str
    truth: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something the rulebook does not know yet: about what, and why."""

    about: str
    why: str


def beside(broken: Collection[str], row: Row) -> tuple[Remark, ...]:
    """The texts worth showing beside broken rules, on the day of the act."""
    day = wall_time(int(row["at_us"] or 0)).date()
    return tuple(
        item
        for item in remarks()
        if item.rules & set(broken) and item.since <= day and (item.until is None or day <= item.until)
    )


@cache
def remarks() -> tuple[Remark, ...]:
    """Every text that is only shown beside findings."""
    return tuple(map(_remark, rule_files()["beside"]["beside"]))


@cache
def hearsay() -> tuple[Hearsay, ...]:
    """What circulates and has no basis."""
    return tuple(Hearsay(item["claim"], item["truth"]) for item in rule_files()["rumours"]["rumour"])


@cache
def waiting() -> tuple[Waiting, ...]:
    """What the texts at hand do not settle."""
    return tuple(Waiting(item["about"], item["why"]) for item in rule_files()["waiting"]["waiting"])


def _remark(item: dict[str, Any]) -> Remark:
    source = law.book().sources[item["source"]]
    basis = law.book().basis(source.id, item.get("article"), may_be=True)
    since = max(item.get("since", source.since), source.since)
    return Remark(basis, since, source.until, frozenset(item["with_rules"]), item["text"])
