"""What to ask so that most becomes clear: the open facts of all contacts, gathered into a few questions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from yingmen.law import Ask, Verdict
from yingmen.lawful.rulebook import rule_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yingmen.law import Finding
    from yingmen.lawful.judge import Judgement

MOST_AT_ONCE = 3
_PRESENCE = "witnessed"


@dataclass(frozen=True, slots=True)
class AskGroup:
    """Facts that one memory holds together, the question for them, and where the answer is written.

    `rank` breaks ties, lowest first.
    """

    id: str
    rank: int
    columns: tuple[str, ...]
    text: str
    write: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question: its open facts, the contacts it is about in case order, how many findings it bears on."""

    id: str
    text: str
    write: str
    ask: Ask
    columns: tuple[str, ...]
    contacts: tuple[str, ...]
    findings: int


def open_facts(judgement: Judgement) -> int:
    """How many single facts are missing, each once for each contact: the questions before gathering."""
    return len({(item.record, item.column) for finding in _unclear(judgement) for item in finding.missing})


def questions(judgement: Judgement, ask: Ask) -> tuple[OpenQuestion, ...]:
    """The questions for one side, those that bear on most findings first; presence before all else.

    Presence settles many flags at once, so flags that wait for it alone are not asked for one by one.
    """
    order = [item.contact_id for item in judgement.contacts]
    found: dict[str, _Gathered] = defaultdict(_Gathered)
    for finding in _unclear(judgement):
        if finding.ask == ask:
            _gather(finding, found)
    asked = [found[group.id].question(group, ask, order) for group in ask_groups() if group.id in found]
    ranks = {group.id: group.rank for group in ask_groups()}
    return tuple(sorted(asked, key=lambda item: (item.id != "presence", -item.findings, ranks[item.id])))


class _Gathered:
    """What is gathered for one question."""

    def __init__(self) -> None:
        self.columns: dict[str, None] = {}
        self.contacts: set[str] = set()
        self.findings = 0

    def question(self, group: AskGroup, ask: Ask, order: Iterable[str]) -> OpenQuestion:
        contacts = tuple(item for item in order if item in self.contacts)
        return OpenQuestion(
            group.id, group.text, group.write, ask, tuple(self.columns), contacts, self.findings
        )


def _gather(finding: Finding, found: dict[str, _Gathered]) -> None:
    touched: set[str] = set()
    for item in finding.missing:
        gathered = found[_group_of(item.column).id]
        gathered.columns[item.column] = None
        gathered.contacts.add(item.record)
        touched.add(_group_of(item.column).id)
    for group in touched:
        found[group].findings += 1


def _unclear(judgement: Judgement) -> Iterator[Finding]:
    for contact in judgement.contacts:
        yield from (item for item in contact.findings if item.verdict == Verdict.UNCLEAR)


@cache
def ask_groups() -> tuple[AskGroup, ...]:
    """The questions there are, in the order of their data."""
    return tuple(
        AskGroup(item["id"], item["rank"], tuple(item["columns"]), item["text"], item["write"])
        for item in rule_files()["questions"]["ask"]
    )


@cache
def _group_of(column: str) -> AskGroup:
    return next(group for group in ask_groups() if column in group.columns)
