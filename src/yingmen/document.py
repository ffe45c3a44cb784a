"""What a step has to say, before anybody decides how it looks.

A step returns a `Document`: sections of paragraphs, tables, figures and citations, all frozen values.
`papers` renders it as terminal text, HTML and charts; no layout lives here and no wording lives there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal


class Tone(StrEnum):
    """How a paragraph is meant: a plain remark, the main thing, a warning, good news, or small print."""

    PLAIN = "plain"
    LEAD = "lead"
    WARN = "warn"
    GOOD = "good"
    SMALL = "small"


class Align(StrEnum):
    """On which side a paragraph, or the cells of a column, stand."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Citation:
    """The text an answer rests on: source id, its name, article (None where it has none), force, grade."""

    source: str
    name: str
    article: str | None
    force: str
    checked: str
    gist: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in plain Chinese, with the texts it rests on; a letter's date stands on the right."""

    text: str
    tone: Tone = Tone.PLAIN
    cites: tuple[Citation, ...] = ()
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A line to sign on by hand, behind its label, such as `申请人签名`."""

    label: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure to be seen at a glance: its label, the figure as text, a short note below."""

    label: str
    value: str
    note: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few figures side by side."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A short list; numbered where order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading and the side its cells stand on."""

    title: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: cells as text, the texts it rests on, and whether it is a sum or a heading row."""

    cells: tuple[str, ...]
    cites: tuple[Citation, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; `long` tables may be folded away on a screen but are printed whole."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    long: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart: its label and its points by date, in yuan, held flat between points."""

    label: str
    points: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Amounts over time. `alt` says in words what the picture shows."""

    title: str
    alt: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: its label, its length, and the length as text."""

    label: str
    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar made of segments in order, and the text at its end."""

    label: str
    segments: tuple[Segment, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars on one scale that starts at zero, in `unit`. `alt` says in words what the picture shows."""

    title: str
    alt: str
    bars: tuple[Bar, ...]
    unit: str = "元"


class MarkTone(StrEnum):
    """How a mark on a time line is meant: something not allowed, something unclear, anything else."""

    BREACH = "breach"
    UNCLEAR = "unclear"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at a moment (wall time), how it is meant, and what it was in a few words."""

    at: datetime
    tone: MarkTone
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of a time line: whose doings it shows, and its marks in any order."""

    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened on which day, lane by lane. `alt` says in words what the picture shows."""

    title: str
    alt: str
    lanes: tuple[Lane, ...]


Block = Paragraph | SignatureLine | KeyFigures | Bullets | Table | LineChart | BarChart | Timeline


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it; `anchor` is a short ASCII name for links."""

    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole answer: title, a line below it, sections, and the line at the foot of each page."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    footer: str = ""


def citations(document: Document) -> tuple[Citation, ...]:
    """Every text a document rests on, once each, in the order of first mention."""
    found: dict[Citation, None] = {}
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found |= dict.fromkeys(block.cites)
            elif isinstance(block, Table):
                found |= dict.fromkeys(cite for row in block.rows for cite in row.cites)
    return tuple(found)
