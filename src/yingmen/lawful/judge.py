"""Judge contacts against the rulebook: each act breach, unclear or neither, with all that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from yingmen.law import Ask, Verdict
from yingmen.lawful.engine import Sqlite
from yingmen.lawful.explain import Anatomy, anatomies, facts_of
from yingmen.lawful.hearing import Hearing
from yingmen.lawful.rows import rows_of
from yingmen.lawful.rulebook import rulebook
from yingmen.lawful.sql import judging_sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from yingmen.case import Case
    from yingmen.law import Finding
    from yingmen.lawful.engine import Engine
    from yingmen.lawful.rows import Row, Rows
    from yingmen.lawful.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class JudgedContact:
    """One contact with what the rulebook says of it; `row` is empty where it was too early to judge."""

    contact_id: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Judgement:
    """All contacts of a case up to a day, in case order; `later` are those after it, left out."""

    on: date
    rulebook: Rulebook
    contacts: tuple[JudgedContact, ...]
    later: tuple[str, ...]


def judge(case: Case, on: date, book: Rulebook | None = None) -> Judgement:
    """Judge every contact of a case that had happened by the end of `on`."""
    book = book or rulebook()
    rows = rows_of(case, on)
    with Sqlite(rows.judged) as engine:
        found = judge_rows(rows.judged, engine, on, book)
    return Judgement(on, book, tuple(_in_case_order(case, rows, found)), rows.later)


def _in_case_order(case: Case, rows: Rows, found: Sequence[tuple[Finding, ...]]) -> Iterator[JudgedContact]:
    judged = {str(row["contact_id"]): (row, each) for row, each in zip(rows.judged, found, strict=True)}
    for item in case.contact:
        if item.contact_id in judged:
            row, findings = judged[item.contact_id]
            yield JudgedContact(item.contact_id, verdict_of(findings), findings, row)
        elif item.contact_id in rows.too_early:
            yield JudgedContact(item.contact_id, Verdict.NOT_COVERED, (), {})


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    """What can be said of a contact as a whole; what only the lender can know does not make it unclear."""
    if any(finding.verdict == Verdict.BREACH for finding in findings):
        return Verdict.BREACH
    if any(finding.verdict == Verdict.UNCLEAR and finding.ask == Ask.BORROWER for finding in findings):
        return Verdict.UNCLEAR
    return Verdict.NO_BREACH


def judge_rows(
    rows: Sequence[Row], engine: Engine, on: date, book: Rulebook
) -> tuple[tuple[Finding, ...], ...]:
    """What the rulebook finds in each row; `engine` holds the same rows, numbered from 0."""
    hearing = Hearing(rows, engine, on, book)
    parts, sql = _prepared(book)
    fetched = engine.fetch(sql)
    truths = [row[1 + len(parts) :] for row in fetched]
    findings: list[list[Finding]] = [[] for _ in rows]
    for place, part in enumerate(parts, 1):
        for n, finding in hearing.findings(part, [row[place] for row in fetched], truths):
            findings[n].append(finding)
    return tuple(map(tuple, findings))


@cache
def _prepared(book: Rulebook) -> tuple[tuple[Anatomy, ...], str]:
    """Every rule taken apart, and the one query that judges them all and fetches their facts."""
    return anatomies(book), judging_sql(book, tuple(book.rules.values()), facts_of(book))
