"""The rulebook as a page: all rules in one table, or one rule whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.days import date_text
from yingmen.document import Bullets, Column, Document, Paragraph, Row, Section, Table, Tone
from yingmen.lawful.as_json import force_of, since_of

if TYPE_CHECKING:
    from yingmen.law import Book
    from yingmen.lawful.rule import Rule, RuleBasis
    from yingmen.lawful.rulebook import Rulebook


def rules_document(rules: Rulebook) -> Document:
    """Every rule in one table."""
    columns = (Column("编号"), Column("不合规的事"), Column("最强的依据"), Column("最早从"))
    rows = tuple(
        Row((rule.id, rule.title, force_of(rule).label, since_of(rule))) for rule in rules.rules.values()
    )
    table = Table(f"共 {len(rows)} 条", columns, rows)
    return Document("应门规则书", f"版本 {rules.fingerprint}", (Section("", (table,)),))


def rule_document(rule: Rule, rules: Rulebook, book: Book) -> Document:
    """One rule whole: what it is about, what to say, do and keep, the texts, when it is broken."""
    texts = tuple(Row(_text(item), (book.citation(item.basis),)) for item in rule.bases)
    conditions = (f"说的是：{rule.applies}", f"不合规：{rule.breach}")
    columns = (Column("依据"), Column("从"), Column("到"), Column("管谁"))
    steps = tuple(rules.steps[name].text for name in rule.do)
    blocks = (
        Paragraph(f"可以这样说：“{rule.say}”"),
        Paragraph("怎么办："),
        Bullets(steps, numbered=True),
        Paragraph("留好这些："),
        Bullets(rule.evidence),
        Paragraph(f"别弄错：{rule.note}", Tone.SMALL),
        Table("条文", columns, texts),
        Paragraph("判断的条件，给程序看的（字段的意思见 yingmen schema 的 Contact）：", Tone.SMALL),
        Bullets(conditions),
    )
    return Document(rule.title, rule.id, (Section("", blocks),))


def _text(item: RuleBasis) -> tuple[str, str, str, str]:
    name = f"{item.basis.source} {item.basis.article or ''}".strip()
    until = date_text(item.until) if item.until else "现在"
    whom = item.whom or "都管"
    return (f"{name}（可能）" if item.may_be else name, date_text(item.since), until, whom)
