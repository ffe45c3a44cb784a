"""The tables of a page: some banks export HTML and call it XLS."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(/?)(?:[a-z][a-z0-9]{0,9}:)?([a-z][a-z0-9]{0,20})\b([^<>]*)>", re.IGNORECASE)
_INDEX = re.compile(r"ss:index\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_WIDEST = 100
_ROWS, _CELLS = {"tr", "row"}, {"td", "th", "cell"}


def markup_rows(text: str) -> list[list[str]]:
    """The rows of every table of an HTML page or an XML spreadsheet, in order, as words."""
    text = _without(text, "<!--", "-->").replace("<![CDATA[", "").replace("]]>", "")
    rows: list[list[str]] = []
    begins = -1  # where the open cell's words begin
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name not in _ROWS and name not in _CELLS:
            continue
        if begins >= 0:
            rows[-1][-1] = _words(text[begins : tag.start()])
            begins = -1
        if tag[1]:
            continue
        if name in _ROWS:
            rows.append([])
        elif rows:
            _open_cell(rows[-1], tag[3])
            begins = -1 if tag[3].endswith("/") else tag.end()
    if begins >= 0:
        rows[-1][-1] = _words(text[begins:])
    return rows


def _open_cell(row: list[str], attributes: str) -> None:
    """Add a cell, after as many empty ones as an XML spreadsheet has left out before it."""
    place = _INDEX.search(attributes)
    if place is not None:
        row.extend([""] * (min(int(place[1]), _WIDEST) - len(row) - 1))
    row.append("")


def _words(inside: str) -> str:
    return html.unescape(_ANY_TAG.sub("", inside))


def _without(text: str, start: str, end: str) -> str:
    """A text without what stands between two marks; what is never closed is left out to its end."""
    kept: list[str] = []
    here = 0
    while (begins := text.find(start, here)) >= 0:
        kept.append(text[here:begins])
        ends = text.find(end, begins)
        if ends < 0:
            return "".join(kept)
        here = ends + len(end)
    return "".join((*kept, text[here:]))
