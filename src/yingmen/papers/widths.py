"""How wide the columns of a printed table are, so that no figure is cut and no text runs over an edge.

Widths are counted in ems, the width of one Chinese character; a paper turns them into its own measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.document import Align
from yingmen.papers.labels import marked_column
from yingmen.papers.text import atoms, ems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.document import Column, Table

BREAK = "\u200b"
"""Marks where an overlong run may be broken; `text.clean` takes it out of all texts, so only we set it."""

_SIZES = ("9.5", "9", "8.5", "8", "7.5", "7")
_WIDEST_WISH = 40.0
_LONGEST_KEPT = 13.0  # a run longer than this may be broken, rather than squeeze the other columns
_EASY = 9.0  # a text column narrower than this reads badly
_MARK = 1.2  # the mark of a note, raised and small
_PADDING = 0.85  # left and right of a cell, at the smallest size
_WHOLE_LINES = 14
_NARROW = frozenset(",.:;'|!()[]ilj /-")
_WIDE = frozenset("MW@%")


def width_of(text: str) -> float:
    """How wide a text is in ems, in Noto Sans SC; rather too wide than too narrow, bold letters included."""
    return sum(_em(sign) for sign in text)


def _em(sign: str) -> float:
    if sign in _NARROW:
        return 0.4
    if sign in _WIDE:
        return 1.0
    return 0.76 if sign.isascii() and sign.isupper() else ems(sign) * (1.02 if sign.isascii() else 1)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table made to fit: the size of its letters in points, and each column's share of the width."""

    size: str
    shares: tuple[float, ...]
    inner: tuple[float, ...]


def fitted(table: Table, width: float) -> Fitted:
    """Find the largest letters at which every figure, date and word of a table stays whole.

    `width` is in points. Where even the smallest are too large, long runs will have to be broken.
    """
    least, wish = _least(table), _wish(table)
    size = next((size for size in _SIZES if sum(least) * float(size) <= width), _SIZES[-1])
    room = width / float(size)
    shares = _shared(least, wish, room)
    return Fitted(size, shares, tuple(share - _PADDING for share in shares))


def _cells(table: Table, number: int) -> list[str]:
    below = [row.cells[number] for row in table.rows if number < len(row.cells)]
    return [table.columns[number].title, *below]


def _least(table: Table) -> list[float]:
    """What each column needs so that nothing in it is broken; only very long runs may be."""
    return [_need(column, _cells(table, n)) + _beside(table, n) for n, column in enumerate(table.columns)]


def _beside(table: Table, number: int) -> float:
    """What stands beside a column's text: the space to its neighbours, and the marks of notes."""
    marks = max((len(row.cites) for row in table.rows), default=0) if number == marked_column(table) else 0
    return _PADDING + _MARK * min(marks, 2)


def _need(column: Column, cells: Sequence[str]) -> float:
    head, *below = cells
    pieces = [*atoms(head), *(piece for cell in below for piece in _kept(column, cell))]
    needs = [width_of(piece) for piece in pieces]
    longest = max((need for need in needs if need < _LONGEST_KEPT), default=1.0)
    easy = min(_longest(below), _EASY) if column.align is Align.LEFT else 0.0
    return max(longest, easy, 2.0)


def _kept(column: Column, cell: str) -> list[str]:
    """The parts of a cell that stay on one line: the whole of a figure, the words of a text."""
    return cell.split("\n") if column.align is Align.RIGHT else atoms(cell)


def _longest(cells: Sequence[str]) -> float:
    return max((width_of(line) for cell in cells for line in cell.split("\n")), default=0.0)


def _wish(table: Table) -> list[float]:
    count = len(table.columns)
    return [min(_longest(_cells(table, n)), _WIDEST_WISH) + _beside(table, n) for n in range(count)]


def _shared(least: Sequence[float], wish: Sequence[float], room: float) -> tuple[float, ...]:
    """Share the width out: what is needed first, then by what each column would like on top."""
    total = sum(least)
    if total >= room:
        return tuple(part * room / total for part in least)
    more = [max(want - need, 0.01) for want, need in zip(wish, least, strict=True)]
    return tuple(need + part * (room - total) / sum(more) for need, part in zip(least, more, strict=True))


def broken(text: str, width: float) -> str:
    """The text with marks inside each run that is longer than a line of `width` ems, so that it may break."""
    return "".join(BREAK.join(piece) if width_of(piece) > width else piece for piece in atoms(text))


def stays_whole(cells: Sequence[str], inner: Sequence[float]) -> bool:
    """Whether a row is short enough to be kept on one page; a very long one must be allowed to break."""
    lines = (
        sum(width_of(line) / max(width, 1) + 1 for line in cell.split("\n"))
        for cell, width in zip(cells, inner, strict=False)  # a row may have fewer cells than columns
    )
    return max(lines, default=0) <= _WHOLE_LINES
