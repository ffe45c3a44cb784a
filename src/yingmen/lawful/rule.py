"""A rule as it stands in the rulebook: what it is about, when it is broken, and the texts behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from yingmen.law import Checked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yingmen.law import Basis, Book

_RULE_KEYS = frozenset(
    {"id", "title", "applies", "breach", "say", "do", "evidence", "note", "advisory", "basis"}
)
_BASIS_KEYS = frozenset({"source", "article", "scope", "when", "since", "until", "may_be", "checked"})
_MEASURE_KEYS = frozenset({"id", "title", "counts", "by", "reach"})


@dataclass(frozen=True, slots=True)
class RuleBasis:
    """A text behind a rule: which, on which days (last one included), and for whom.

    `when` says for whom as SQL, empty where for all; `whom` says it in plain Chinese.
    """

    basis: Basis
    when: str
    whom: str
    since: date
    until: date | None

    @property
    def may_be(self) -> bool:
        """Whether the text only perhaps fits; it then never makes a breach."""
        return self.basis.may_be

    @property
    def ends(self) -> date | None:
        """The first day on which the text no longer binds."""
        return None if self.until is None else self.until + timedelta(days=1)

    def binds_on(self, day: date) -> bool:
        """Whether the text was in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: predicates in portable SQL over one contact, texts, and what to say, do and keep."""

    id: str
    topic: str
    title: str
    applies: str
    breach: str
    bases: tuple[RuleBasis, ...]
    say: str
    do: tuple[str, ...]
    evidence: tuple[str, ...]
    note: str
    advisory: bool

    @property
    def judging(self) -> tuple[RuleBasis, ...]:
        """The texts that can make a breach."""
        return tuple(basis for basis in self.bases if not basis.may_be)

    @property
    def perhaps(self) -> tuple[RuleBasis, ...]:
        """The texts that only perhaps fit too."""
        return tuple(basis for basis in self.bases if basis.may_be)

    @property
    def predicates(self) -> tuple[str, ...]:
        """Every piece of SQL the rule is made of."""
        return (self.applies, self.breach, *dict.fromkeys(basis.when for basis in self.bases if basis.when))


@dataclass(frozen=True, slots=True)
class Measure:
    """A window: the place of a contact among those that count, in its group and day.

    Predicates read it as two columns, `ID_low` and `ID_high`: what the place is at least and at most, with
    everything unknown in the window taken the one way or the other.
    """

    id: str
    title: str
    counts: str
    by: tuple[str, ...]
    reach: int

    @property
    def low(self) -> str:
        """The column of the low bound."""
        return f"{self.id}_low"

    @property
    def high(self) -> str:
        """The column of the high bound."""
        return f"{self.id}_high"


def rule_from(table: Mapping[str, Any], topic: str, scopes: Mapping[str, Any], book: Book) -> Rule:
    """A rule out of its TOML table; ValueError or LookupError where the file is wrong.

    `scopes` are the tables of scopes.toml: named conditions under `scope`, their Chinese under `whom`.
    """
    _refuse_unknown(table, _RULE_KEYS, table.get("id", topic))
    bases = tuple(_basis_from(item, scopes, book) for item in table["basis"])
    rule = Rule(
        id=table["id"],
        topic=topic,
        title=table["title"],
        applies=table["applies"],
        breach=table["breach"],
        bases=bases,
        say=table["say"],
        do=tuple(table["do"]),
        evidence=tuple(table["evidence"]),
        note=table["note"],
        advisory=table.get("advisory", False),
    )
    if not rule.judging:
        raise ValueError(f"rule {rule.id} has no text that judges")
    if remembered := [item.basis.source for item in rule.judging if item.basis.checked == Checked.MEMORY]:
        raise ValueError(f"rule {rule.id} rests on memory alone: {', '.join(remembered)}")
    return rule


def measure_from(table: Mapping[str, Any]) -> Measure:
    """A measure out of its TOML table; ValueError where the file is wrong."""
    _refuse_unknown(table, _MEASURE_KEYS, table["id"])
    return Measure(table["id"], table["title"], table["counts"], tuple(table["by"]), table["reach"])


def _basis_from(table: Mapping[str, Any], scopes: Mapping[str, Any], book: Book) -> RuleBasis:
    _refuse_unknown(table, _BASIS_KEYS, table["source"])
    source = book.sources[table["source"]]
    basis = book.basis(
        source.id,
        table.get("article"),
        may_be=table.get("may_be", False),
        checked=table.get("checked"),
    )
    since = max(table.get("since", source.since), source.since)
    untils = [day for day in (table.get("until"), source.until) if day is not None]
    when = _when(table, scopes["scope"])
    return RuleBasis(basis, when, scopes["whom"][when] if when else "", since, min(untils, default=None))


def _when(table: Mapping[str, Any], scopes: Mapping[str, str]) -> str:
    parts = [scopes[table["scope"]]] if "scope" in table else []
    parts += [table["when"]] if "when" in table else []
    return parts[0] if len(parts) == 1 else " AND ".join(f"({part})" for part in parts)


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if unknown := sorted(set(table) - known):
        raise ValueError(f"{where}: unknown keys: {', '.join(unknown)}")
