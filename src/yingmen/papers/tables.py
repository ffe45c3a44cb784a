"""Tables for a spreadsheet: opened with a double click they show Chinese, and no cell runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from yingmen.papers.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BOM = "\ufeff"
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")  # the second four are of full width
_FIGURE = re.compile(r"[-+]?[\u00a5\uffe5]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?%?")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV that spreadsheets open as it is meant: a BOM for Chinese, CRLF line ends.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front; figures do not.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """
    out = io.StringIO()
    out.write(_BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(title) for title in columns])
    for number, row in enumerate(rows, 1):
        if len(row) != len(columns):
            raise ValueError(f"row {number} has {len(row)} cells for {len(columns)} columns")
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def _safe(cell: str) -> str:
    text = clean(cell)
    risky = text.lstrip()[:1] in _FORMULA and text.strip() != ""
    return f"'{text}" if risky and not _FIGURE.fullmatch(text.strip()) else text
