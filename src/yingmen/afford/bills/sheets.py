"""A file opened as tables of cells, by what it holds and never by its name.

CSV and TSV in any of the usual scripts, XLSX and XLS, HTML or XML called XLS, PDF with text. What is too
large to be somebody's bill is refused before it is unpacked.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.afford.bills.headings import weight
from yingmen.afford.bills.markup import markup_rows
from yingmen.afford.bills.pdf import pdf_rows
from yingmen.afford.bills.text import decoded
from yingmen.afford.bills.workbooks import AGAIN, OLE, ZIP, workbook
from yingmen.errors import BillError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yingmen.afford.bills.text import Cell

MOST_BYTES = 50_000_000
MOST_ROWS = 1_000_000
_PDF = b"%PDF"
_SEPARATORS = (",", "\t", ";", "|")
_LOOK_AT = 200
_LINES_IN_A_CELL = 5


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a file: `rows` holds (row number as the user sees it, from 1; the cells)."""

    name: str
    rows: Sequence[tuple[int, Sequence[Cell]]]


def tables(name: str, data: bytes) -> tuple[Table, ...]:
    """Every sheet of a file that holds anything; BillError for what cannot be opened."""
    if not data.strip():
        raise BillError("文件是空的", where=name, remedy=AGAIN)
    if len(data) > MOST_BYTES:
        raise BillError(
            f"文件有 {len(data) // 1_000_000} MB，太大了（最多 {MOST_BYTES // 1_000_000} MB）",
            where=name,
            remedy="请把时间段分成几次导出，再把几个文件一起给本程序；重叠的部分只算一次。",
        )
    opened = _opened(name, data)
    if sum(len(table.rows) for table in opened) > MOST_ROWS:
        raise BillError("文件超过一百万行", where=name, remedy="请把时间段分成几次导出，再一起给本程序。")
    return opened


def _opened(name: str, data: bytes) -> tuple[Table, ...]:
    if data.lstrip()[:4] == _PDF:
        return (Table("", pdf_rows(name, data)),)
    if data.startswith((ZIP, OLE)):
        grids = workbook(name, data)
        return tuple(Table(title, list(enumerate(grid, 1))) for title, grid in grids if grid)
    text = decoded(name, data)
    if re.match(
        r"\s*(<\?xml[^>]*>\s*(<\?[^>]*>\s*)*)?<(!doctype|html|table|workbook|head|meta|style)",
        text,
        re.IGNORECASE,
    ):
        return (Table("", list(enumerate(markup_rows(text), 1))),)
    return (Table("", _lines(text)),)


def _lines(text: str) -> list[tuple[int, Sequence[str]]]:
    """The rows of a text file, each with the line it begins on, cells split by what separates them."""
    separator = _separator(text)
    try:
        rows = list(_parsed(text, separator))
        torn = any(cell.count("\n") > _LINES_IN_A_CELL for _, row in rows for cell in row if "\n" in cell)
    except csv.Error:
        torn, rows = True, []
    if torn:  # a stray quote has swallowed lines: each line stands for itself
        return [(n, _one(line, separator)) for n, line in enumerate(text.splitlines(), 1)]
    return rows


def _parsed(text: str, separator: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    begins = 1
    for row in reader:
        yield begins, tuple(row)  # what holds only text is nothing for the collector to look through
        begins = reader.line_num + 1


def _one(line: str, separator: str) -> list[str]:
    return [cell.strip('"') for cell in line.replace("\0", "").split(separator)]


def _separator(text: str) -> str:
    """The sign that splits a file's first part into column names, else into even lines."""
    lines = text[:200_000].splitlines()[:_LOOK_AT]
    return max(_SEPARATORS, key=lambda sign: (_best_names(lines, sign), _evenness(lines, sign)))


def _best_names(lines: list[str], sign: str) -> int:
    return max((weight(line.replace('"', "").split(sign)) for line in lines if sign in line), default=0)


def _evenness(lines: list[str], sign: str) -> int:
    counts = [count for line in lines if (count := line.count(sign)) > 1]
    return max((counts.count(count) * count for count in set(counts)), default=0)
