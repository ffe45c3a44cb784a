"""What is written in one cell, and in what script a file is: words, amounts, numbers of orders.

Amounts come out as Decimal yuan, exact to the fen; a cell that holds none gives None. A spreadsheet's float
is taken for the fen it stands for (28.16 is stored as 28.160000000000000142).
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from yingmen.errors import BillError
from yingmen.money import LARGEST, ZERO, fen

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | timedelta"

NOTHING = frozenset({"", "/", "-", "--", "---", "—", "——", "－", "\\", "无", "null", "None", "N/A"})
_SLIP = Decimal("0.000001")
_PLAIN = re.compile(r"[-+]?\d{1,12}(\.\d{1,2})?", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?(E[-+]?\d{1,2})?", re.ASCII)
_CURRENCY = re.compile(r"人民币|RMB|CNY|CN¥|[¥￥元]")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_WRECKED = re.compile(r"\d(\.\d+)?E\+?\d{2}|.*\*.*|[^x]*x{3}.*", re.IGNORECASE)
_UNIT = re.compile(r"\((元|人民币|rmb|cny|单位:元|¥)\)|:$")
_BRACKETS = str.maketrans("()", "（）")
_AROUND = "=\"'`\ufeff\u200b \t"
_MINUSES = str.maketrans("−–—﹣", "----")
_EXACT_DIGITS = 15
_LONGEST = 80
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_SPOILT = 0.001


def decoded(name: str, data: bytes) -> str:
    """The words of a text file, in whichever of the usual scripts it was saved.

    UTF-8 and UTF-16 with or without their mark, else GB18030. BillError if it is none of them.
    """
    for mark, script in _MARKS:
        if data.startswith(mark):
            return data.decode(script, errors="replace")
    head = data[:2000]
    if head.count(0) > len(head) // 4:
        big = head[::2].count(0) > head[1::2].count(0)
        return data.decode("utf-16-be" if big else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        words = data.decode("gb18030", errors="replace")
    if words.count("\ufffd") > len(words) * _SPOILT or "\0" in words:
        raise BillError(
            "这个文件不是文字，也不是认得的表格或 PDF",
            where=name,
            remedy="请从支付宝、微信或银行重新导出 CSV、XLS、XLSX 或文字版 PDF，直接用导出的文件。",
        )
    return words


def words(cell: Cell | None) -> str:
    """A cell as its words, without quotes, tabs and the signs for nothing; a whole float as an integer."""
    if isinstance(cell, str):
        text = cell.strip()
        if text and text[0] in _AROUND:
            text = text.strip(_AROUND)
        return "" if text in NOTHING else text
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**_EXACT_DIGITS:
        return str(int(cell))
    return str(cell)


def order_number(cell: Cell | None) -> str:
    """The number of an order, or "" where a spreadsheet or a mask has made it useless as an identity."""
    if isinstance(cell, float) and abs(cell) >= 10**_EXACT_DIGITS:
        return ""
    text = words(cell)
    return "" if _WRECKED.fullmatch(text) else text


def money(cell: Cell | None) -> Decimal | None:
    """The yuan in a cell, or None: `¥1,234.50`, `１２３４．５０`, `(12.00)`, `12.00-`, `1.2E+3`, a float.

    Words in brackets after it (`52.00(已全额退款)`) are left to `remark`. More than two decimals: None.
    """
    if isinstance(cell, str):
        text = cell.strip()
        if len(text) > _LONGEST:
            return None
        return _checked(Decimal(text)) if _PLAIN.fullmatch(text) else _worked_out(text)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return _to_fen(Decimal(repr(cell)))


def remark(cell: Cell | None) -> str:
    """The words in brackets after an amount, `52.00(已全额退款)`; "" where there are none."""
    if not isinstance(cell, str) or "(" not in (text := unicodedata.normalize("NFKC", cell)):
        return ""
    found = _IN_BRACKETS.search(text)
    return found[1] if found and not _NUMBER.fullmatch(found[1]) else ""


@lru_cache(maxsize=20_000)
def _worked_out(text: str) -> Decimal | None:
    if text in NOTHING:
        return None
    text = unicodedata.normalize("NFKC", text).translate(_MINUSES).strip("\"'=\ufeff ")
    text = _CURRENCY.sub("", "".join(text.split()).upper())
    inside = _IN_BRACKETS.search(text)
    if inside and _NUMBER.fullmatch(inside[1]) and inside.span() == (0, len(text)):
        text = f"-{inside[1]}"
    else:
        text = _IN_BRACKETS.sub("", text)
    if text.endswith(("-", "+")):
        text = text[-1] + text[:-1]
    if not any(map(str.isdigit, text)) or not _NUMBER.fullmatch(text):
        return None
    return _to_fen(Decimal(text.replace(",", "")))


def _to_fen(amount: Decimal) -> Decimal | None:
    try:
        rounded = fen(_checked(amount) or ZERO)
    except InvalidOperation:
        return None
    return rounded if _checked(amount) is not None and abs(rounded - amount) < _SLIP else None


def _checked(amount: Decimal) -> Decimal | None:
    return amount if amount.is_finite() and abs(amount) <= LARGEST else None


def heading(cell: Cell | None) -> str:
    """A column's name as it is looked up: no spaces, no unit, brackets full-width, all else half-width."""
    text = "".join(unicodedata.normalize("NFKC", words(cell)).split()).lower()
    return _UNIT.sub("", text).translate(_BRACKETS)
