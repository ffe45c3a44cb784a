"""The borrower's own list of what came in and what went out, read from a spreadsheet's CSV.

Two columns, `date` and `amount` (or 日期 and 金额): received positive, paid negative.

    date,amount
    2024-01-01,700
    2024-01-08,-1000

UTF-8 with or without a mark, or GB18030, as spreadsheets save them. Dates are 2024-01-31 or 2024/1/31;
amounts have at most two decimals, may carry ¥, and thousands commas if they stand in quotes; full-width
digits will do. Blank lines are passed over. Anything else is a `FlowsError` with file, line and remedy.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from unicodedata import normalize

from yingmen.errors import FlowsError
from yingmen.money import LARGEST
from yingmen.owe.rates import Flow

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_FILE = 5_000_000
"""The largest file read, in bytes."""
MOST_ROWS = 100_000
"""The most rows read."""

_HEADERS = (("date", "日期"), ("amount", "金额"))
_COLUMNS = len(_HEADERS)
_DATE = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")
_AMOUNT = re.compile(r"([+-]?)¥?([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?")
_WIDEST = 40
_EXAMPLE = "第一行写 date,amount，以后每行一笔，如 2024-01-31,-1000.00（收到为正，付出为负）。"


def parse_flows(data: bytes, file: str) -> tuple[Flow, ...]:
    """Read dated amounts from the bytes of a CSV file; `file` is its name, for the messages.

    Raises FlowsError for whatever cannot be read without guessing.
    """
    rows = _rows(_text(data, file), file)
    _check_header(rows, file)
    flows = tuple(_flow(line, cells, file) for line, cells in _counted(rows, file))
    if not flows:
        raise FlowsError("只有表头，没有一笔收付", where=file, remedy=_EXAMPLE)
    return flows


def _text(data: bytes, file: str) -> str:
    if len(data) > LARGEST_FILE:
        raise FlowsError("文件超过 5 MB", where=file, remedy="只保留日期和金额两列，另存为 CSV 再试。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _without_nul(text, file)
    raise FlowsError("看不懂文件的编码", where=file, remedy="用表格软件另存为“CSV UTF-8”再试。")


def _without_nul(text: str, file: str) -> str:
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise FlowsError(
            "里面有空字符，不像 CSV 文本",
            where=_place(file, line),
            remedy="用表格软件另存为“CSV UTF-8”再试。",
        )
    return text


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the number of its last line and its cells made plain."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            cells = [normalize("NFKC", cell).replace("\u2212", "-").strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        remedy = "检查这一行的引号是否成对；也可用表格软件另存为 CSV 再试。"
        raise FlowsError(
            "这一行不合 CSV 的写法", where=_place(file, reader.line_num), remedy=remedy
        ) from error


def _check_header(rows: Iterator[tuple[int, list[str]]], file: str) -> None:
    line, cells = next(rows, (0, []))
    if not cells:
        raise FlowsError("文件是空的", where=file, remedy=_EXAMPLE)
    named = [cell.lower() for cell in cells]
    if len(named) != _COLUMNS or any(name not in known for name, known in zip(named, _HEADERS, strict=True)):
        raise FlowsError(
            f"表头应当是 date,amount（或者 日期 和 金额，用英文逗号隔开），写的是 {_shown(','.join(cells))}",
            where=_place(file, line),
            remedy=_EXAMPLE,
        )


def _counted(rows: Iterator[tuple[int, list[str]]], file: str) -> Iterator[tuple[int, list[str]]]:
    for count, (line, cells) in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise FlowsError(
                f"超过 {MOST_ROWS} 行", where=_place(file, line), remedy="同一天的收付可以先加总成一行。"
            )
        yield line, cells


def _flow(line: int, cells: list[str], file: str) -> Flow:
    where = _place(file, line)
    if len(cells) != _COLUMNS:
        raise FlowsError(
            f"应当有日期和金额两列，找到 {len(cells)} 列：{_shown(','.join(cells))}",
            where=where,
            remedy='一行只写日期和金额；带千分位逗号的金额要加引号，如 "1,000.00"。',
        )
    return Flow(_date(cells[0], where), _amount(cells[1], where))


def _date(cell: str, where: str) -> date:
    match = _DATE.fullmatch(cell)
    try:
        if match:
            return date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        pass
    raise FlowsError(f"日期看不懂：{_shown(cell)}", where=where, remedy="写成 2024-01-31 或 2024/1/31。")


def _amount(cell: str, where: str) -> Decimal:
    match = _AMOUNT.fullmatch(cell)
    if not match or (match[1] and match[2]):
        raise FlowsError(
            f"金额看不懂：{_shown(cell)}", where=where, remedy="写成普通数字，如 1000.00；付出的写 -1000.00。"
        )
    if len((match[4] or "").rstrip("0")) > len(".00"):
        raise FlowsError(f"金额多于两位小数：{_shown(cell)}", where=where, remedy="写到分为止，如 1000.25。")
    amount = Decimal(match[1] + match[2] + match[3].replace(",", "") + (match[4] or ""))
    if abs(amount) > LARGEST:
        raise FlowsError(
            f"金额太大：{_shown(cell)}", where=where, remedy="单笔不超过一万亿元，请检查小数点。"
        )
    return amount


def _place(file: str, line: int) -> str:
    return f"{file} 第 {line} 行"


def _shown(found: str) -> str:
    """Quote what was found, cut where it is long."""
    return f"“{found[:_WIDEST]}…”" if len(found) > _WIDEST else f"“{found}”"
