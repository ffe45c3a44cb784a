"""An answer as one page that stands alone: to read on a phone at night, to print on A4 in black and white.

The page asks nothing of any other place: no script, no font, no picture from outside, and its own policy
forbids them. What is folded away on a screen is printed whole.
"""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from yingmen.document import BarChart, LineChart
from yingmen.papers import charts, labels
from yingmen.papers.text import cleaned, ems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingmen.document import Block, Citation, Document, Timeline

_SHORT = 9
_NOT_ASCII_NAME = re.compile(r"[^A-Za-z0-9-]+")


class Mark(NamedTuple):
    """A mark in the text that leads to a note; its own name is for the way back."""

    number: int
    name: str


class Note(NamedTuple):
    """A cited text at the end of the page, with the names of the marks that led to it."""

    number: int
    cite: Citation
    marks: tuple[str, ...]


class References:
    """The way from each mark to its note and back; marks are counted as the page is written."""

    def __init__(self, document: Document) -> None:
        self._numbers = labels.numbers(document)
        self._marks: dict[int, list[str]] = defaultdict(list)

    def marks(self, cites: Iterable[Citation]) -> list[Mark]:
        """The marks to set behind a text, each with a name that no other mark has."""
        return [self._mark(self._numbers[cite]) for cite in cites]

    def _mark(self, number: int) -> Mark:
        name = f"cite-{number}-{len(self._marks[number]) + 1}"
        self._marks[number].append(name)
        return Mark(number, name)

    def notes(self) -> list[Note]:
        """Every cited text, in order; to be asked for when all marks have been set."""
        return [Note(number, cite, tuple(self._marks[number])) for cite, number in self._numbers.items()]


def render(document: Document) -> str:
    """Write an answer as one HTML page, whatever its texts hold: they are shown, never obeyed."""
    return _rendered(document, "document.html")


def fragment(document: Document) -> str:
    """The sections and notes of an answer alone, for a page that has a heading and a look of its own."""
    return _rendered(document, "sections.html")


def _rendered(document: Document, template: str) -> str:
    document = cleaned(document)
    return (
        _environment()
        .get_template(template)
        .render(document=document, anchors=_anchors(document), references=References(document), labels=labels)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("yingmen.papers", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"kind": _kind, "picture": _picture, "words": charts.words, "css": _css}
    environment.tests["short"] = _short
    return environment


def _kind(block: Block) -> str:
    """The name of the macro that writes a block."""
    return type(block).__name__


def _picture(chart: LineChart | BarChart | Timeline) -> str:
    """A chart as the address of a picture that the page carries with it."""
    svg = _drawn(chart)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def _drawn(chart: LineChart | BarChart | Timeline) -> str:
    if isinstance(chart, LineChart):
        return charts.line_chart(chart)
    return charts.bar_chart(chart) if isinstance(chart, BarChart) else charts.timeline_chart(chart)


def _short(cell: str) -> bool:
    """Whether a cell, such as a date, is too short to be worth breaking."""
    return ems(cell) <= _SHORT


def _css(text: str) -> str:
    """A text for a CSS string, each sign by its number, so that nothing in it can end the string."""
    return "".join(f"\\{ord(sign):06x}" for sign in " ".join(text.split()))


def _anchors(document: Document) -> list[str]:
    """A name for each section that links can use, never twice the same."""
    taken: list[str] = []
    for number, section in enumerate(document.sections, 1):
        name = _NOT_ASCII_NAME.sub("-", section.anchor).strip("-")
        reserved = re.match(r"(?:cite|note|notes|table)(?:-|$)", name)
        taken.append(name if name and not reserved and name not in taken else f"section-{number}")
    return taken
