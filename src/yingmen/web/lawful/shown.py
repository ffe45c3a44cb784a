"""A judgement as the page shows it: verdicts in words, the why folded away, what is missing as links."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from yingmen import law
from yingmen.document import Tone
from yingmen.law import Ask, Verdict
from yingmen.lawful import first_words as first_words_of
from yingmen.lawful.questions import questions
from yingmen.lawful.report_contact import broken_and_noted, fits, heaviness, offices
from yingmen.lawful.words import because_text, headline_text, rest_text
from yingmen.papers import labels
from yingmen.web.lawful.links import where_to_answer
from yingmen.web.plain_words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yingmen.law import Basis, Finding
    from yingmen.lawful import JudgedContact, Judgement
    from yingmen.lawful.questions import OpenQuestion
    from yingmen.lawful.rows import Row
    from yingmen.web.desk import Desk

MOST_SAID, MOST_STEPS, MOST_KEPT, MOST_ASKED = 2, 4, 4, 3
MOST_LINKS = 10
_ORDER = (Verdict.BREACH, Verdict.UNCLEAR, Verdict.NO_BREACH, Verdict.NOT_COVERED)
_MARKS = {Verdict.BREACH: "breach", Verdict.UNCLEAR: "unclear"}
_OFFICE = ("complain-", "report-", "court-", "ask-12348")


def first_words(judgement: Judgement) -> dict[str, Any]:
    """The one thing to do before reading on, as the step's own report says it, and whether it alarms."""
    if not judgement.contacts:
        return {"text": "", "alarm": False}
    first = first_words_of(judgement)
    return {"text": plain(first.text), "alarm": first.tone is Tone.WARN}


def counts(judgement: Judgement) -> list[tuple[str, int]]:
    """How many contacts have each verdict."""
    found = Counter(item.verdict for item in judgement.contacts)
    return [(verdict.label, found[verdict]) for verdict in _ORDER if found[verdict]]


def worst_first(judgement: Judgement) -> tuple[JudgedContact, ...]:
    """Every contact, the worst first, those without a breach behind."""
    rank = {verdict: number for number, verdict in enumerate(_ORDER)}
    return tuple(sorted(judgement.contacts, key=lambda item: (rank.get(item.verdict, 1), heaviness(item))))


def contacts(here: Desk, judgement: Judgement, some: Iterable[JudgedContact]) -> list[dict[str, Any]]:
    """Some contacts as the page shows them."""
    evidence = here.evidence
    return [_contact(here, item, judgement, evidence.get(item.contact_id, "")) for item in some]


def _contact(here: Desk, item: JudgedContact, judgement: Judgement, evidence: str) -> dict[str, Any]:
    rules, told = judgement.rulebook, broken_and_noted(item)
    named = {name for one in told for name in one.do if not name.startswith(_OFFICE)}
    steps = [step.text for name, step in rules.steps.items() if name in named and fits(step, item)]
    return {
        "id": item.contact_id,
        "headline": headline_text(item.row) if item.row else item.contact_id,
        "rest": rest_text(item.row) if item.row else "",
        "evidence": evidence,
        "verdict": item.verdict.label,
        "mark": _MARKS.get(item.verdict, "ok"),
        "findings": [_finding(one, judgement) for one in told],
        "says": _firsts((one.say for one in told), MOST_SAID),
        "steps": steps[:MOST_STEPS],
        "keep": _firsts((text for one in told for text in one.evidence), MOST_KEPT),
        "open": sum(one.verdict == Verdict.UNCLEAR for one in item.findings),
        "change": where_to_answer(here, item.contact_id, ()),
    }


def _finding(finding: Finding, judgement: Judgement) -> dict[str, Any]:
    rule = judgement.rulebook.rules[finding.rule]
    sure = [basis for basis in finding.basis if not basis.may_be]
    return {
        "title": rule.title,
        "note": rule.note,
        "is_breach": finding.verdict == Verdict.BREACH,
        "because": because_text(finding.because),
        "basis": _texts(sure),
        "perhaps": _texts(basis for basis in finding.basis if basis.may_be),
        "today": _texts(finding.today),
    }


def _texts(bases: Iterable[Basis]) -> list[dict[str, str]]:
    """Texts by name and article, how much weight they carry, and what they say."""
    cites = [law.book().citation(basis) for basis in bases]
    return [
        {"name": labels.cited_as(cite), "standing": labels.standing(cite), "gist": cite.gist}
        for cite in dict.fromkeys(cites)
    ]


def _firsts(items: Iterable[str], most: int) -> list[str]:
    return list(dict.fromkeys(filter(None, items)))[:most]


def open_questions(here: Desk, judgement: Judgement) -> list[dict[str, Any]]:
    """The questions that would settle most, with the pages to answer each for the first few contacts."""
    rows = {item.contact_id: item.row for item in judgement.contacts}
    return [
        {
            "text": one.text,
            "of": len(one.contacts) if len(one.contacts) > MOST_LINKS else 0,
            "links": _links(here, one, rows),
        }
        for one in questions(judgement, Ask.BORROWER)[:MOST_ASKED]
    ]


def _links(here: Desk, one: OpenQuestion, rows: Mapping[str, Row]) -> list[tuple[str, str]]:
    """Where a question is answered, and for which contact; one page of a loan may be for many."""
    links: dict[str, str] = {}
    for name in one.contacts[:MOST_LINKS]:
        if address := where_to_answer(here, name, one.columns):
            links.setdefault(address, headline_text(rows[name]) if rows.get(name) else name)
    return list(links.items())


def for_lender(judgement: Judgement) -> list[str]:
    """What only the other side can tell."""
    return [one.text for one in questions(judgement, Ask.LENDER)]


def offices_for(judgement: Judgement) -> tuple[str, ...]:
    """Whom to turn to, once for all contacts."""
    return offices([item for item in judgement.contacts if broken_and_noted(item)], judgement.rulebook)
