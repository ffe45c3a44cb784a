"""An answer as DOCX on A4: to change a word in before it is sent, in Word, WPS or LibreOffice.

Headings, lists, tables and page numbers are real ones, so that they go on working while somebody edits.
The file names no author, and the same document gives the same bytes at any time.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu

from yingmen.document import (
    Align,
    BarChart,
    Bullets,
    KeyFigures,
    LineChart,
    Paragraph,
    Row,
    SignatureLine,
    Table,
    Timeline,
    Tone,
)
from yingmen.papers import charts, labels, pdf
from yingmen.papers.charts.words import EMPTY
from yingmen.papers.docx_parts import (
    add_field,
    add_numbered,
    add_words,
    as_cell,
    frame,
    header_row,
    keep_row,
    lay_out,
    new_row,
    repacked,
)
from yingmen.papers.text import cleaned
from yingmen.papers.widths import fitted, stays_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as Word
    from docx.table import Table as Grid
    from docx.table import _Cell as Cell
    from docx.table import _Row as WordRow
    from docx.text.paragraph import Paragraph as Lines

    from yingmen.document import Block, Citation, Document, KeyFigure
    from yingmen.papers.widths import Fitted

    Numbers = Mapping[Citation, int]

_WIDTH = 470.0  # points between the margins
_EASE = 1.1  # other programs set other fonts, and gaps round figures: columns get a little more
_POINT = 12_700  # in a DOCX's own measure
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - DOCX keeps no zone; fixed, so that no clock is read
_LABELS = {Tone.WARN: "【注意】", Tone.GOOD: "【放心】"}
_SMALL = "Small"


def render(document: Document, *, case_no: str = "") -> bytes:
    """Write an answer as DOCX, with page numbers and the case number at the foot of each page.

    Raises:
        OutputError: the document holds a chart and the font to draw it with is missing.
    """
    document = cleaned(document)
    word = docx.Document()
    lay_out(word)
    _name(word, document)
    numbers = labels.numbers(document)
    _head(word, document)
    for section in document.sections:
        if section.title:
            heading = word.add_heading(level=1)
            add_words(heading, section.title)
            heading.paragraph_format.page_break_before = section.new_page
        elif section.new_page:
            word.add_paragraph().paragraph_format.page_break_before = True
        for block in section.blocks:
            _block(word, block, numbers)
    _notes(word, numbers)
    _foot(word, document.footer, cleaned(case_no))
    return repacked(word)


def _name(word: Word, document: Document) -> None:
    """What the file says of itself: its title, and nobody's name."""
    about = word.core_properties
    about.title, about.language = document.title[:255], "zh-CN"
    about.author = about.last_modified_by = about.comments = about.subject = about.keywords = ""
    about.created = about.modified = _MADE
    about.revision = 1


def _head(word: Word, document: Document) -> None:
    title = word.add_paragraph(style="Title")
    add_words(title, document.title)
    if any(isinstance(block, SignatureLine) for section in document.sections for block in section.blocks):
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if document.subtitle:
        add_words(word.add_paragraph(style=_SMALL), document.subtitle)


def _block(word: Word, block: Block, numbers: Numbers) -> None:
    match block:
        case Paragraph():
            _paragraph(word, block, numbers)
        case SignatureLine():
            _signature(word, block)
        case KeyFigures():
            _figures(word, block)
        case Bullets():
            _bullets(word, block)
        case Table():
            _table(word, block, numbers)
        case LineChart() | BarChart() | Timeline():
            _chart(word, block)


def _paragraph(word: Word, block: Paragraph, numbers: Numbers) -> None:
    lines = word.add_paragraph(style=_SMALL if block.tone is Tone.SMALL else None)
    if block.tone in _LABELS:
        add_words(lines, _LABELS[block.tone], bold=True)
        frame(lines, heavy=block.tone is Tone.WARN)
    add_words(lines, block.text, bold=block.tone is Tone.LEAD)
    _mark(lines, block.cites, numbers)
    if block.align is Align.RIGHT:
        lines.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(lines: Lines, cites: Sequence[Citation], numbers: Numbers) -> None:
    if cites:
        add_words(lines, "".join(f"[{numbers[cite]}]" for cite in cites), raised=True)


def _signature(word: Word, block: SignatureLine) -> None:
    """A line to sign on, on one page with the words above it and the date below."""
    for above in word.paragraphs[-1:]:
        above.paragraph_format.keep_with_next = True
    lines = word.add_paragraph()
    lines.paragraph_format.keep_with_next = True
    lines.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    lines.paragraph_format.space_before = Cm(0.8)
    add_words(lines, labels.sign_here(block.label) + "_" * 24)


def _figures(word: Word, block: KeyFigures) -> None:
    """The figures in a frame, one below the other: a label, the figure, and what it means."""
    if not block.items:
        return
    grid = word.add_table(rows=0, cols=2, style="Table Grid")
    for item in block.items:
        left, right = new_row(grid).cells
        _figure(left, right, item)
    _set_widths(grid, (_WIDTH * 0.45, _WIDTH * 0.55))
    word.add_paragraph(style=_SMALL)


def _figure(left: Cell, right: Cell, item: KeyFigure) -> None:
    add_words(left.paragraphs[0], _LABELS.get(item.tone, "") + item.label)
    add_words(right.paragraphs[0], item.value, bold=True)
    if item.note:
        add_words(right.add_paragraph(style=_SMALL), item.note)


def _bullets(word: Word, block: Bullets) -> None:
    if block.numbered:
        add_numbered(word, block.items)
        return
    for item in block.items:
        add_words(word.add_paragraph(style="List Bullet"), item)


def _table(word: Word, table: Table, numbers: Numbers) -> None:
    add_words(word.add_paragraph(style="Caption"), table.caption)
    if not table.columns or not table.rows:
        add_words(word.add_paragraph(style=_SMALL), EMPTY)
        return
    fit = fitted(table, _WIDTH / _EASE)
    grid = word.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    heads = Row(tuple(column.title for column in table.columns), strong=True)
    header_row(_row(grid, table, heads, fit, numbers))
    for row in table.rows:
        _row(grid, table, row, fit, numbers)
    _set_widths(grid, _points(fit))
    word.add_paragraph(style=_SMALL)


def _row(grid: Grid, table: Table, row: Row, fit: Fitted, numbers: Numbers) -> WordRow:
    marked, added = labels.marked_column(table), new_row(grid)
    for n, (cell, width) in enumerate(zip(added.cells, _points(fit), strict=True)):
        cell.width = Emu(round(width * _POINT))
        lines: Lines = cell.paragraphs[0]
        as_cell(lines)
        add_words(lines, row.cells[n] if n < len(row.cells) else "", bold=row.strong, size=fit.size)
        if table.columns[n].align is Align.RIGHT:
            lines.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if n == marked:
            _mark(lines, row.cites, numbers)
    if stays_whole(row.cells, fit.inner):
        keep_row(added)
    return added


def _points(fit: Fitted) -> list[float]:
    return [share * float(fit.size) * _EASE for share in fit.shares]


def _set_widths(grid: Grid, widths: Sequence[float]) -> None:
    """Fix the widths of the columns in points, for WPS; Word reads those of the cells."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Emu(round(width * _POINT))


def _chart(word: Word, chart: LineChart | BarChart | Timeline) -> None:
    """A chart as a picture with its description, and its figures in words below, which can be edited."""
    lines = word.add_paragraph(style="Caption")
    add_words(lines, f"{chart.title}\n")  # in one paragraph, so that no page parts them
    shape = lines.add_run().add_picture(io.BytesIO(pdf.picture(chart)), width=Cm(9))
    shape._inline.docPr.set("descr", chart.alt or chart.title)  # noqa: SLF001 - the library names no other way
    if chart.alt:
        add_words(word.add_paragraph(), chart.alt)
    for sentence in charts.words(chart):
        add_words(word.add_paragraph(style="List Bullet"), sentence)


def _notes(word: Word, numbers: Numbers) -> None:
    if not numbers:
        return
    add_words(word.add_heading(level=1), "依据")
    for cite, number in numbers.items():
        lines = word.add_paragraph(style=_SMALL)
        add_words(lines, f"[{number}] ")
        add_words(lines, labels.cited_as(cite), bold=True)
        add_words(lines, "\n".join(["", labels.standing(cite), *([cite.gist] if cite.gist else [])]))


def _foot(word: Word, footer: str, case_no: str) -> None:
    lines = word.sections[0].footer.paragraphs[0]
    add_words(lines, "第 ")
    add_field(lines, "PAGE")
    add_words(lines, " 页，共 ")
    add_field(lines, "NUMPAGES")
    rest = [f"编号：{case_no}"] if case_no else []
    add_words(lines, "\n".join([" 页", *rest, *([footer] if footer else [])]))
