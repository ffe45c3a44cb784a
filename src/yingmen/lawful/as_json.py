"""The answer of `lawful`, and the rulebook itself, for a program to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.law import Ask, bases_json
from yingmen.lawful.own_side import own_side_json
from yingmen.lawful.questions import open_facts, questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yingmen.law import Finding, Force
    from yingmen.lawful.judge import JudgedContact, Judgement
    from yingmen.lawful.own_side_point import OwnPoint
    from yingmen.lawful.questions import OpenQuestion
    from yingmen.lawful.rule import Rule, RuleBasis
    from yingmen.lawful.rulebook import Rulebook


def lawful_json(
    judgement: Judgement, points: Iterable[OwnPoint], entries: Mapping[str, Sequence[int]] | None = None
) -> dict[str, Any]:
    """All of step 2: every contact with its findings and the record's entries behind it, and the own side."""
    return {**judgement_json(judgement, entries), "own_side": own_side_json(points)}


def judgement_json(
    judgement: Judgement, entries: Mapping[str, Sequence[int]] | None = None
) -> dict[str, Any]:
    """Every contact with its findings, in case order, and what is still to be asked.

    `entries` are the numbers of the record's entries behind a contact, by its id; each finding names them.
    """
    return {
        "on": judgement.on.isoformat(),
        "rulebook": judgement.rulebook.fingerprint,
        "contacts": [
            _contact(item, judgement.rulebook, (entries or {}).get(item.contact_id, ()))
            for item in judgement.contacts
        ],
        "later": list(judgement.later),
        "open_facts": open_facts(judgement),
        "questions": [_question(item) for side in Ask for item in questions(judgement, side)],
    }


def rules_json(book: Rulebook) -> dict[str, Any]:
    """Every rule with its strongest judging force and its earliest judging date."""
    return {
        "rulebook": book.fingerprint,
        "rules": [
            {"id": rule.id, "title": rule.title, "force": str(force_of(rule)), "since": str(since_of(rule))}
            for rule in book.rules.values()
        ],
    }


def rule_json(rule: Rule) -> dict[str, Any]:
    """One rule whole."""
    return {
        "id": rule.id,
        "topic": rule.topic,
        "title": rule.title,
        "applies": rule.applies,
        "breach": rule.breach,
        "advisory": rule.advisory,
        "basis": [_basis(item) for item in rule.bases],
        "say": rule.say,
        "do": list(rule.do),
        "evidence": list(rule.evidence),
        "note": rule.note,
    }


def force_of(rule: Rule) -> Force:
    """The strongest force among the texts that judge."""
    return max(item.basis.force for item in rule.judging)


def since_of(rule: Rule) -> str:
    """The earliest day on which a text of the rule judges."""
    return min(item.since for item in rule.judging).isoformat()


def _basis(item: RuleBasis) -> dict[str, Any]:
    until = None if item.until is None else item.until.isoformat()
    return {**bases_json([item.basis])[0], "when": item.when, "since": item.since.isoformat(), "until": until}


def _contact(item: JudgedContact, book: Rulebook, entries: Sequence[int]) -> dict[str, Any]:
    return {
        "contact_id": item.contact_id,
        "verdict": str(item.verdict),
        "findings": [_finding(finding, book, entries) for finding in item.findings],
    }


def _finding(finding: Finding, book: Rulebook, entries: Sequence[int]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "title": book.rules[finding.rule].title,
        "verdict": str(finding.verdict),
        "because": dict(finding.because),
        "missing": [{"contact_id": item.record, "column": item.column} for item in finding.missing],
        "ask": str(finding.ask),
        "advisory": finding.advisory,
        "basis": bases_json(finding.basis),
        "today": bases_json(finding.today),
        "say": finding.say,
        "do": list(finding.do),
        "evidence": list(finding.evidence),
        "entries": list(entries),
    }


def _question(item: OpenQuestion) -> dict[str, Any]:
    return {
        "id": item.id,
        "ask": str(item.ask),
        "text": item.text,
        "write": item.write,
        "columns": list(item.columns),
        "contacts": list(item.contacts),
        "findings": item.findings,
    }
