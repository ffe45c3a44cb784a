"""A statement in PDF, its text put back into rows and columns.

Ruled tables are read by their lines. Where there are none, the line of column names gives the columns their
places, each word goes to the column it stands under, and what stands above or below a dated line without a
date of its own (a long name that was wrapped) belongs to the nearest dated line. Scans hold no text: refused.
"""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from yingmen.afford.bills.headings import is_heading, names_a_day
from yingmen.afford.bills.moments import clock, moment
from yingmen.afford.bills.pdf_size import draws_too_much, unpacks_too_large
from yingmen.errors import BillError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PAGES = 500
Word: TypeAlias = "dict[str, Any]"
Line: TypeAlias = "list[Word]"
_SAME_LINE = 3.0
_FEWEST_HEADINGS = 3
_WRAPPED_WITHIN = 14.0


def pdf_rows(name: str, data: bytes) -> list[tuple[int, list[str]]]:
    """The rows of all pages, numbered through from 1, head and foot lines as one cell each."""
    pages = _pages(name, data)
    if not any(words or ruled for words, ruled in pages):
        raise BillError(
            "这份 PDF 里没有文字，是扫描件或图片",
            where=name,
            remedy="请在网上银行或手机银行重新导出文字版 PDF、XLS 或 CSV；本程序不猜图片里的数字。",
        )
    rows: list[list[str]] = []
    edges: list[float] = []
    for words, ruled in pages:
        if ruled:
            rows.extend(_outside(words, ruled))
            continue
        lines = _grouped(words)
        edges = _edges(lines) or edges
        rows.extend(_placed(lines, edges))
    return list(enumerate(rows, 1))


def _pages(name: str, data: bytes) -> list[tuple[list[Word], list[list[str]]]]:
    """Of each page its words, and the rows of its ruled tables; BillError where it cannot be opened."""
    import pdfplumber  # noqa: PLC0415 - heavy; for PDF alone

    if unpacks_too_large(data):
        raise _too_large(name)
    try:
        with pdfplumber.open(io.BytesIO(data)) as book:
            pages = book.pages[: MOST_PAGES + 1]
            if draws_too_much([page.page_obj.contents for page in pages]):
                raise _too_large(name)  # noqa: TRY301 - the book is to be closed first
            read = [(page.extract_words(x_tolerance=2), _ruled(page)) for page in pages]
    except BillError:
        raise
    except Exception as error:  # the parser raises whatever a damaged file leads it to
        raise BillError(
            "这份 PDF 打不开：可能设了密码，或者文件坏了",
            where=name,
            remedy="设了密码的，请先打开、去掉密码另存；坏了的，请重新导出。",
        ) from error
    if len(read) > MOST_PAGES:
        raise BillError(f"PDF 超过 {MOST_PAGES} 页", where=name, remedy="请把时间段分成几次导出。")
    return read


def _too_large(name: str) -> BillError:
    return BillError(
        "这份 PDF 展开后太大，不像是账单",
        where=name,
        remedy="请在网上银行或手机银行重新导出，时间段短一些；能选 XLS 或 CSV 的，最好选它们。",
    )


def _ruled(page: Any) -> list[list[str]]:  # noqa: ANN401 - pdfplumber ships no types
    """The rows of a page's tables with drawn lines that have enough columns to be a bill."""
    return [
        [(cell or "").replace("\n", "") for cell in row]
        for table in page.extract_tables()
        for row in table
        if len(row) >= _FEWEST_HEADINGS
    ]


def _outside(words: list[Word], ruled: list[list[str]]) -> list[list[str]]:
    """A page's ruled rows, after the lines of text that stand in none of them."""
    inside = {"".join(cell.split()) for row in ruled for cell in row}
    held = "".join("".join(row) for row in ruled)
    lines = ["".join(word["text"] for word in line) for line in _grouped(words)]
    return [[line] for line in lines if line not in inside and "".join(line.split()) not in held] + ruled


def _grouped(words: list[Word]) -> list[Line]:
    """Words put into lines by their height on the page, each line from left to right."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda word: (float(word["bottom"]), float(word["x0"]))):
        if lines and abs(_height(lines[-1]) - float(word["bottom"])) < _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: float(word["x0"])) for line in lines]


def _height(line: Line) -> float:
    return float(line[0]["bottom"])


def _edges(lines: Sequence[Line]) -> list[float]:
    """Where each column begins, from the line of column names; empty where a page has none."""
    for line in lines:
        names = [word["text"] for word in line]
        if sum(map(is_heading, names)) >= _FEWEST_HEADINGS and any(map(names_a_day, names)):
            return _between(line, lines)
    return []


def _between(heads: Line, lines: Sequence[Line]) -> list[float]:
    """The bounds between columns: in the widest gap, on all lines below, between two names' middles."""
    middles = [(float(word["x0"]) + float(word["x1"])) / 2 for word in heads]
    below = [line for line in lines if _height(line) >= _height(heads) and _dated(line)]
    spans = [(float(word["x0"]), float(word["x1"])) for line in [heads, *below] for word in line]
    return [_gap(left, right, spans) for left, right in pairwise(middles)]


def _gap(left: float, right: float, spans: list[tuple[float, float]]) -> float:
    """The middle of the widest strip between two places that fewest words cover."""
    steps = [left + (right - left) * n / 40 for n in range(1, 40)]
    covered = [sum(start < x < end for start, end in spans) for x in steps]
    best = min(covered)
    runs: list[list[float]] = [[]]
    for x, count in zip(steps, covered, strict=True):
        if count == best:
            runs[-1].append(x)
        elif runs[-1]:
            runs.append([])
    widest = max(runs, key=len)
    return widest[len(widest) // 2]


def _dated(line: Line) -> bool:
    return any(moment(word["text"]) or _short(word["text"]) for word in line[:3])


def _short(text: str) -> bool:
    return bool(text) and text.replace("/", "").replace("-", "").isdecimal() and len(text) in {4, 5}


def _placed(lines: list[Line], edges: list[float]) -> list[list[str]]:
    """Lines as rows: in columns from the column names on, wrapped pieces joined to their dated line."""
    if not edges:
        return [[" ".join(word["text"] for word in line)] for line in lines]
    start = next((n for n, line in enumerate(lines) if _is_head(line)), 0)
    rows = [[" ".join(word["text"] for word in line)] for line in lines[:start]]
    return rows + _joined(lines[start:], edges)


def _is_head(line: Line) -> bool:
    return sum(is_heading(word["text"]) for word in line) >= _FEWEST_HEADINGS


def _joined(lines: list[Line], edges: list[float]) -> list[list[str]]:
    anchors = [n for n, line in enumerate(lines) if _dated(line) or _is_head(line)]
    parts: dict[int, list[Line]] = {}
    for n, line in enumerate(lines):
        near = min(anchors, key=lambda a: abs(_height(lines[a]) - _height(line)), default=n)
        wrapped = abs(_height(lines[near]) - _height(line)) <= _WRAPPED_WITHIN and not _is_head(lines[near])
        parts.setdefault(near if n in anchors or wrapped else n, []).append(line)
    return [_cells(group, edges) for _, group in sorted(parts.items())]


def _cells(lines: list[Line], edges: list[float]) -> list[str]:
    """The words of a row's lines, each under its column; what was wrapped is joined without a space."""
    cells = [""] * (len(edges) + 1)
    for line in lines:
        here = [""] * len(cells)
        for word in line:
            middle = (float(word["x0"]) + float(word["x1"])) / 2
            column = sum(middle > edge for edge in edges)
            here[column] += f" {word['text']}" if here[column] else word["text"]
        cells = [_wrapped(cell, more) for cell, more in zip(cells, here, strict=True)]
    return cells


def _wrapped(cell: str, more: str) -> str:
    """A cell and what was wrapped to its next line; only a day and its hour keep a space between them."""
    return f"{cell} {more}" if cell and clock(more) else cell + more
