"""A table on the terminal: columns where they fit, else one short block for each row; figures stay whole."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from yingmen.document import Align
from yingmen.papers.charts.words import EMPTY
from yingmen.papers.labels import marked_column
from yingmen.papers.text import atoms, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from yingmen.document import Citation, Column, Row, Table

    Cells = tuple[str, ...]

_GAP = 2
_RULES = box.Box("    \n    \n ── \n    \n ── \n    \n    \n    \n")
_NARROW = 12
_WIDE_HEAD = 4


def laid_out(table: Table, cited: Mapping[Citation, int], width: int) -> Iterator[RenderableType]:
    """A table with its caption, in columns if the figures fit the width, else row by row."""
    if table.caption:
        yield Text("\n".join(wrap(table.caption, width, cell_len)), style="bold")
    rows = [_marked(row, cited, marked_column(table), len(table.columns)) for row in table.rows]
    if not rows:
        yield Text(f"（{EMPTY}）")
        return
    widths = _widths(table.columns, rows, width)
    strong = [row.strong for row in table.rows]
    if widths:
        yield _grid(table.columns, rows, strong, widths)
    else:
        yield from _blocks(table.columns, rows, strong, width)


def _marked(row: Row, cited: Mapping[Citation, int], column: int, columns: int) -> Cells:
    """A row's cells, the marks of its notes behind the words, missing cells empty."""
    marks = "".join(f"[{cited[cite]}]" for cite in row.cites)
    cells = row.cells + ("",) * (columns - len(row.cells))
    return tuple(cell + marks if n == column else cell for n, cell in enumerate(cells))


def _widths(columns: Sequence[Column], rows: Sequence[Cells], width: int) -> list[int]:
    """How wide each column will be; nothing if its figures, or words of some use, do not fit."""
    least = [_least(column, [row[n] for row in rows]) for n, column in enumerate(columns)]
    ideal = [_ideal(column, [row[n] for row in rows]) for n, column in enumerate(columns)]
    spare = width - _GAP * (len(columns) - 1) - sum(least)
    if spare < 0:
        return []
    for n in sorted(range(len(columns)), key=lambda n: ideal[n] - least[n]):
        hungry = sum(1 for m in range(len(columns)) if ideal[m] > least[m])
        more = min(ideal[n] - least[n], spare // max(hungry, 1))
        least[n] += more
        ideal[n] = least[n]
        spare -= more
    return least


def _ideal(column: Column, cells: Sequence[str]) -> int:
    return max(cell_len(line) for text in (column.title, *cells) for line in text.split("\n"))


def _least(column: Column, cells: Sequence[str]) -> int:
    """Figures need their full width; words need their longest piece, and some room if there are many."""
    head = max(map(cell_len, atoms(column.title)), default=0)
    if column.align is Align.RIGHT:
        return max(head, _WIDE_HEAD if cell_len(column.title) >= _WIDE_HEAD else 0, *map(cell_len, cells))
    pieces = (cell_len(atom) for cell in cells for atom in atoms(cell))
    return max(head, *pieces, min(_ideal(column, cells), _NARROW))


def _grid(
    columns: Sequence[Column], rows: Sequence[Cells], strong: Sequence[bool], widths: list[int]
) -> Grid:
    grid = Grid(box=_RULES, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column, width in zip(columns, widths, strict=True):
        title = "\n".join(wrap(column.title, width, cell_len))
        grid.add_column(title, width=width, no_wrap=True, justify=column.align.value, vertical="bottom")
    for number, (row, is_strong) in enumerate(zip(rows, strong, strict=True)):
        if is_strong and number:
            grid.add_section()
        texts = ["\n".join(wrap(cell, width, cell_len)) for cell, width in zip(row, widths, strict=True)]
        grid.add_row(*map(Text, texts), style="bold" if is_strong else "")
    return grid


def _blocks(
    columns: Sequence[Column], rows: Sequence[Cells], strong: Sequence[bool], width: int
) -> Iterator[Text]:
    """Each row as a head of its words and, below it, its figures with their names, in even columns."""
    words = [n for n, column in enumerate(columns) if column.align is Align.LEFT]
    figures = [n for n, column in enumerate(columns) if column.align is Align.RIGHT]
    name = max((cell_len(columns[n].title) for n in figures), default=0)
    figure = max((cell_len(row[n]) for n in figures for row in rows), default=0)
    across = max(1, (width - 2 + _GAP) // (name + 1 + figure + _GAP))
    for row, is_strong in zip(rows, strong, strict=True):
        head = "  ".join(row[n] for n in words if row[n])
        style = "bold" if is_strong else ""
        if head:
            yield Text("\n".join(wrap(head, width, cell_len)), style=style)
        pairs = [(columns[n].title, row[n]) for n in figures if row[n]]
        sized = starmap(lambda title, value: _pair(title, value, name, figure), pairs)
        yield from _in_lines(list(sized), across, style)


def _pair(title: str, value: str, name: int, figure: int) -> str:
    return f"{title}{' ' * (name - cell_len(title) + 1 + figure - cell_len(value))}{value}"


def _in_lines(pairs: list[str], across: int, style: str) -> Iterator[Text]:
    for start in range(0, len(pairs), across):
        yield Text("  " + (" " * _GAP).join(pairs[start : start + across]), style=style)
