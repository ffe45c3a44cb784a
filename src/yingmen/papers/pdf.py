"""An answer as PDF on A4: to print, sign, post or hand over; readable in black and white.

The layout is `templates/document.typ`; Typst sets it. A document reaches Typst as data, never as source,
so nothing in a name or a note can change the paper. The same document gives the same bytes, at any time
and on any machine: no clock, no system font. Each paper is tagged so that it can be read aloud (PDF/UA-1).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import typst

from yingmen.document import (
    BarChart,
    Bullets,
    KeyFigures,
    LineChart,
    Paragraph,
    SignatureLine,
    Table,
    Timeline,
)
from yingmen.papers import charts, fonts, labels
from yingmen.papers.charts.words import EMPTY
from yingmen.papers.text import cleaned, ems
from yingmen.papers.widths import broken, fitted, stays_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from yingmen.document import Block, Citation, Document, KeyFigure, Row, Section

    Numbers = Mapping[Citation, int]
    Data = dict[str, Any]  # JSON, as the template reads it

_WIDTH = 493.0  # points between the margins of A4
_LINE = 39.0  # ems in a line of plain text, in a letter
_FOOT_LINE = 60.0  # ems in a line of the foot
_MOST_FOOT = 8
_NAMED = 20
_LOCK = Lock()
_PICTURE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Noto Sans SC", lang: "zh", region: "cn")
#image(bytes(sys.inputs.data), format: "svg", width: 10cm)
"""


def render(document: Document, *, case_no: str = "") -> bytes:
    """Set an answer as PDF, with page numbers and the case number at the foot of each page.

    Characters that the fonts lack are printed as 〓 and listed at the end by their Unicode number.

    Raises:
        OutputError: the font is missing, and how to get it.
    """
    data = _document(cleaned(document), cleaned(case_no))
    return _whole(_compiled(_template(), json.dumps(data, ensure_ascii=False), "pdf"))


def lacking(document: Document) -> tuple[str, ...]:
    """The characters of a document that its PDF cannot show, for a warning to the user.

    Raises:
        OutputError: the font is missing, and how to get it.
    """
    return fonts.lacking(json.dumps(_document(cleaned(document), ""), ensure_ascii=False))


def images(document: Document, *, case_no: str = "", ppi: int = 110) -> tuple[bytes, ...]:
    """The pages of the same paper as PNG, to be looked at on a screen.

    Raises:
        OutputError: the font is missing, and how to get it.
    """
    data = json.dumps(_document(cleaned(document), cleaned(case_no)), ensure_ascii=False)
    pages = _compiled(_template(), data, "png", ppi)
    return (pages,) if isinstance(pages, bytes) else tuple(pages)


def picture(chart: LineChart | BarChart | Timeline) -> bytes:
    """A chart as PNG, for papers that cannot hold a drawing.

    Raises:
        OutputError: the font is missing, and how to get it.
    """
    return _whole(_compiled(_PICTURE, _drawn(cleaned(chart)), "png", 220))


def _whole(paper: bytes | list[bytes]) -> bytes:
    if not isinstance(paper, bytes):
        raise TypeError("one piece of paper was expected")
    return paper


def _compiled(
    source: bytes, data: str, form: Literal["pdf", "png"], ppi: int | None = None
) -> bytes | list[bytes]:
    compiler = _compiler(fonts.files())
    standards: list[typst.PDFStandard] = ["ua-1"] if form == "pdf" else []
    inputs = {"data": fonts.printable(data)}
    with _LOCK:
        paper = compiler.compile(
            source, format=form, ppi=ppi, sys_inputs=inputs, pdf_standards=standards, timestamp=0
        )
    if paper is None:
        raise TypeError("the paper was expected as bytes")
    return paper


@cache
def _compiler(paths: tuple[Path, ...]) -> typst.Compiler:
    """One compiler for all papers: reading the fonts takes longer than setting a page."""
    folders = [*dict.fromkeys(path.parent for path in paths)]
    book = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=book, ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return (files("yingmen.papers") / "templates" / "document.typ").read_bytes()


# The document as data


def _document(document: Document, case_no: str) -> Data:
    numbers = labels.numbers(document)
    case_text = f"编号：{case_no}" if case_no else ""
    data: Data = {
        "title": document.title,
        "subtitle": broken(document.subtitle, _LINE),
        "footer": broken(document.footer, _FOOT_LINE),
        "case_no": broken(case_text, _FOOT_LINE),
        "foot_lines": _foot_lines(case_text) + _foot_lines(document.footer),
        "letter": _is_letter(document),
        "sections": [_section(section, numbers) for section in document.sections],
        "notes": [_note(cite, number) for cite, number in numbers.items()],
    }
    return data | {"lacking": _lacking_note(json.dumps(data, ensure_ascii=False))}


def _foot_lines(text: str) -> int:
    lines = sum(1 + int(ems(line) / _FOOT_LINE) for line in text.split("\n")) if text else 0
    return min(lines, _MOST_FOOT)


def _is_letter(document: Document) -> bool:
    return any(isinstance(block, SignatureLine) for section in document.sections for block in section.blocks)


def _lacking_note(text: str) -> str:
    missing = fonts.lacking(text)
    if not missing:
        return ""
    named = "、".join(f"U+{ord(sign):04X}" for sign in missing[:_NAMED]) + ("等" if missing[_NAMED:] else "")
    return (
        f"有 {len(missing)} 个字，所带的字体里没有，文中用〓占着位置，按先后是：{named}。"
        "请用笔补写；同一份内容的 DOCX 用 Word 或 WPS 打开，一般能显示出来。"
    )


def _note(cite: Citation, number: int) -> Data:
    return {
        "number": number,
        "name": broken(labels.cited_as(cite), _LINE),
        "standing": broken(labels.standing(cite), _LINE),
        "gist": broken(cite.gist, _LINE),
    }


def _section(section: Section, numbers: Numbers) -> Data:
    return {
        "title": broken(section.title, _LINE / 2),
        "new_page": section.new_page,
        "blocks": [_block(block, numbers) for block in section.blocks],
    }


def _block(block: Block, numbers: Numbers) -> Data:
    match block:
        case Paragraph():
            return _paragraph(block, numbers)
        case SignatureLine():
            return {"kind": "signature", "label": broken(labels.sign_here(block.label), _LINE / 2)}
        case KeyFigures():
            return {"kind": "figures", "items": [_figure(item) for item in block.items]}
        case Bullets():
            items = [broken(item, _LINE) for item in block.items]
            return {"kind": "bullets", "items": items, "numbered": block.numbered}
        case Table():
            return _table(block, numbers)
        case LineChart() | BarChart() | Timeline():
            return _chart(block)


def _paragraph(block: Paragraph, numbers: Numbers) -> Data:
    return {
        "kind": "paragraph",
        "text": broken(block.text, _LINE * 0.8),
        "tone": block.tone.value,
        "align": block.align.value,
        "marks": _marks(block.cites, numbers),
    }


def _marks(cites: Sequence[Citation], numbers: Numbers) -> list[int]:
    return [numbers[cite] for cite in cites]


def _figure(item: KeyFigure) -> Data:
    return {
        "label": broken(item.label, _LINE / 4),
        "value": broken(item.value, _LINE / 5),
        "note": broken(item.note, _LINE / 4),
        "tone": item.tone.value,
    }


def _table(table: Table, numbers: Numbers) -> Data:
    fit = fitted(table, _WIDTH)
    return {
        "kind": "table",
        "caption": broken(table.caption, _LINE),
        "size": float(fit.size),
        "widths": fit.shares,
        "heads": [broken(column.title, fit.inner[n]) for n, column in enumerate(table.columns)],
        "aligns": [column.align.value for column in table.columns],
        "marked": labels.marked_column(table),
        "rows": [_row(row, fit.inner, numbers) for row in table.rows],
        "empty": EMPTY,
    }


def _row(row: Row, inner: Sequence[float], numbers: Numbers) -> Data:
    """A row with as many cells as there are columns, whatever the table holds."""
    cells = [row.cells[n] if n < len(row.cells) else "" for n in range(len(inner))]
    return {
        "cells": [broken(cell, width) for cell, width in zip(cells, inner, strict=True)],
        "marks": _marks(row.cites, numbers),
        "strong": row.strong,
        "whole": stays_whole(cells, inner),
    }


def _chart(chart: LineChart | BarChart | Timeline) -> Data:
    return {
        "kind": "chart",
        "title": broken(chart.title, _LINE),
        "alt": chart.alt or chart.title or "图",
        "svg": _drawn(chart),
        "said": broken(chart.alt, _LINE / 2),
        "words": [broken(sentence, _LINE / 2) for sentence in charts.words(chart)],
    }


def _drawn(chart: LineChart | BarChart | Timeline) -> str:
    if isinstance(chart, LineChart):
        return charts.line_chart(chart)
    return charts.bar_chart(chart) if isinstance(chart, BarChart) else charts.timeline_chart(chart)
