"""The words for a cited text: what force it has, and how well it was checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yingmen.document import citations

if TYPE_CHECKING:
    from yingmen.document import Citation, Document, Table

FORCES = {
    "statute": "法律",
    "interpretation": "司法解释",
    "regulation": "行政法规",
    "rule": "部门规章",
    "normative": "规范性文件",
    "standard": "推荐性国家标准（不是法律）",
    "convention": "行业自律规范（不是法律）",
    "contract": "合同或您填写的内容",
}
GRADES = {
    "text": "已核对原文",
    "reported": "据公开报道，未见原文",
    "memory": "凭记忆，待核",
    "case": "您的案件文件",
}
_NUMBER = re.compile(r"([0-9]+)(?:-([0-9]))?")
_INSERTED = "〇一二三四五六七八九"


def force_label(force: str) -> str:
    """What kind of text this is, in a reader's words; an unknown kind is shown as it stands."""
    return FORCES.get(force, force)


def grade_label(checked: str) -> str:
    """How well the text was checked, in a reader's words; an unknown grade is shown as it stands."""
    return GRADES.get(checked, checked)


def article_label(article: str | None) -> str:
    """`第 42 条` for a bare number, `第 253 条之一` for an inserted one; others as they are written."""
    if not article:
        return ""
    found = _NUMBER.fullmatch(article)
    if not found:
        return article
    return f"第 {found[1]} 条" + (f"之{_INSERTED[int(found[2])]}" if found[2] else "")


def cited_as(cite: Citation) -> str:
    """The name and article under which a reader can look a text up."""
    return f"{cite.name} {article_label(cite.article)}".rstrip()


def standing(cite: Citation) -> str:
    """How much weight a text carries: its force and its grade, in one line."""
    return f"{force_label(cite.force)}；{grade_label(cite.checked)}"


def numbers(document: Document) -> dict[Citation, int]:
    """The number of each cited text, counted from 1 in the order of first mention."""
    return {cite: number for number, cite in enumerate(citations(document), 1)}


def sign_here(label: str) -> str:
    """The label of a line to sign on, with the one colon that stands before the line."""
    return label.rstrip(":\uff1a ") + "："


def marked_column(table: Table) -> int:
    """The column whose cells carry the marks of notes: the last of words, or the first if all are figures."""
    words = [n for n, column in enumerate(table.columns) if column.align == "left"]
    return words[-1] if words else 0
