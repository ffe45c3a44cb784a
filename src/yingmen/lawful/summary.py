"""The whole picture of a judgement: which rules were broken on which days, as a table and as a time line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from yingmen.days import date_text
from yingmen.document import Align, Column, Lane, Mark, MarkTone, Row, Table, Timeline
from yingmen.law import Verdict
from yingmen.lawful.rows import wall_time

if TYPE_CHECKING:
    from datetime import date, datetime

    from yingmen.law import Book, Finding
    from yingmen.lawful.judge import JudgedContact, Judgement

_MOST_LANES = 8
_MOST_DAYS = 6


def by_rule(judgement: Judgement, book: Book) -> Table:
    """Each broken rule with how often, on which days, and by what kind of text; most often first."""
    columns = (Column("不合规的事"), Column("次数", Align.RIGHT), Column("哪些天"), Column("依据"))
    rows = tuple(_row(rule, judgement, book) for rule in _broken(judgement))
    return Table("哪几条、哪些天", columns, rows)


def timeline(judgement: Judgement) -> Timeline | None:
    """A lane for all contacts and one for each broken rule, most often first; None within a single day."""
    broken = _broken(judgement)
    if not broken or (span := _span(judgement))[0] == span[1]:
        return None
    lanes = (_all(judgement), *(_lane(rule, judgement) for rule in broken[:_MOST_LANES]))
    first, last = span
    more = f"，这里画前 {_MOST_LANES} 样" if len(broken) > _MOST_LANES else ""
    alt = (
        f"{date_text(first)} 到 {date_text(last)} 共 {len(judgement.contacts)} 次联系，"
        f"不合规的有 {len(broken)} 样{more}。"
    )
    return Timeline("一张图看全部", alt, lanes)


def _broken(judgement: Judgement) -> list[str]:
    """The broken rules, those broken most often first, equals in the rulebook's order."""
    counts: dict[str, int] = defaultdict(int)
    for item in judgement.contacts:
        for finding in item.findings:
            counts[finding.rule] += finding.verdict == Verdict.BREACH
    return sorted((rule for rule in judgement.rulebook.rules if counts[rule]), key=lambda rule: -counts[rule])


def _hits(rule: str, judgement: Judgement) -> list[tuple[JudgedContact, Finding]]:
    return [(item, found) for item in judgement.contacts for found in item.findings if found.rule == rule]


def _row(rule: str, judgement: Judgement, book: Book) -> Row:
    hits = [(item, found) for item, found in _hits(rule, judgement) if found.verdict == Verdict.BREACH]
    days = sorted({_day(item) for item, _ in hits})
    named = "、".join(map(date_text, days[:_MOST_DAYS])) + ("……" if len(days) > _MOST_DAYS else "")
    bases = dict.fromkeys(basis for _, found in hits for basis in found.basis if not basis.may_be)
    ranked = sorted(bases, key=lambda basis: basis.force.rank)
    forces = "、".join(dict.fromkeys(basis.force.label for basis in ranked))
    title = judgement.rulebook.rules[rule].title
    return Row((title, str(len(hits)), named, forces), tuple(map(book.citation, ranked)))


def _all(judgement: Judgement) -> Lane:
    marks = (Mark(_at(item), MarkTone.PLAIN, item.contact_id) for item in judgement.contacts if item.row)
    return Lane("所有联系", tuple(marks))


def _lane(rule: str, judgement: Judgement) -> Lane:
    marks = [
        Mark(_at(item), MarkTone.BREACH, item.contact_id)
        for item, found in _hits(rule, judgement)
        if found.verdict == Verdict.BREACH
    ]
    return Lane(judgement.rulebook.rules[rule].title, tuple(marks))


def _at(item: JudgedContact) -> datetime:
    return wall_time(int(item.row["at_us"] or 0))


def _day(item: JudgedContact) -> date:
    return _at(item).date()


def _span(judgement: Judgement) -> tuple[date, date]:
    days = [_day(item) for item in judgement.contacts if item.row]
    return min(days), max(days)
