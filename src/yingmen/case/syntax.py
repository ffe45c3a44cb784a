"""A text that is no TOML, explained: what stands on the line, and how it should have been written."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation

from yingmen.case.fault import shown
from yingmen.errors import Problem

_PLACE = re.compile(r"\s*\((?:at line (\d+), column \d+|at end of document)\)$")
_PART = r"[ \t]*+(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+"
_DOTTED = re.compile(rf"(?:^[ \t]*+\[{{0,2}}|[{{,]){_PART}(?:\.{_PART}){{32}}", re.MULTILINE)
_TWICE = "前面已经写过，请删掉一个；要写第二笔借款，两处标题都用 [[loan]]。"
_SENTENCES = (
    ("Invalid date or datetime", "一个真实存在的日期，如 2024-01-31", "日历上没有这一天或这个钟点，请核对。"),
    ("Expected '=' after a key", "键 = 值", "键和值之间要有等号；说明文字前面要加 #。"),
    ("Cannot overwrite a value", "每个键和标题只写一次", _TWICE),
    ("Duplicate inline table key", "每个键和标题只写一次", _TWICE),
    ("Cannot declare", "每个标题只出现一次", "这个标题前面已经写过；要写第二笔，用双层方括号如 [[loan]]。"),
    ("Cannot mutate immutable", "每个标题只出现一次", "这一项前面已经写成别的样子，请只留一种写法。"),
    ("Expected newline or end of document", "一行只写一项", "这一行多了东西；文字的值要放在英文双引号里。"),
    ("Unclosed array", "成对的方括号", "列表少了右方括号 ]，或两项之间少了逗号。"),
    ("Unclosed inline table", "成对的花括号", "少了右花括号 }，或两项之间少了逗号。"),
    ("Expected ']", "成对的方括号", "标题要写成 [borrower] 或 [[loan]] 的样子。"),
    ("Unterminated string", "成对的英文双引号", "文字的值前后都要有英文双引号。"),
    ('Expected "\'"', "成对的引号", "文字的值前后都要有引号。"),
    ("Expected '\"", "成对的引号", "文字的值前后都要有引号。"),
    ("Unescaped '\\'", "能识别的反斜杠写法", "文字里的反斜杠要写两个 \\\\，或者改用单引号。"),
    ("Invalid hex value", "能识别的反斜杠写法", "文字里的反斜杠要写两个 \\\\，或者改用单引号。"),
    ("Escaped character is not", "能识别的反斜杠写法", "文字里的反斜杠要写两个 \\\\，或者改用单引号。"),
    ("Illegal character", "成对的英文双引号", "引号没有配对，或混进了看不见的字符，请重新输入这一行。"),
    ("Found invalid character", "能看见的字符", "混进了看不见的字符，请重新输入这一行。"),
    ("Invalid initial character for a key", "键 = 值", "键用英文字母，说明文字前面要加 #。"),
    ("Invalid value", "一个值", "文字的值要放在英文双引号里；不知道就删掉整行。"),
    (
        "Invalid statement",
        "键 = 值",
        "键用英文字母，中文的键要加英文双引号；等号用英文的；说明文字前面要加 #。",
    ),
)
_ANY = ("正确的 TOML 写法", "请对照 yingmen init 生成的样子改这一行。")


def read_toml(text: str) -> dict[str, object] | Problem:
    """Read TOML with exact decimals, or say what is wrong with the writing."""
    if _DOTTED.search(text):  # reading a key takes longer and longer the more parts it has
        return Problem("整个文件", "一个用点连着很多段的键", "最多几段的键", "请删掉那个特别长的键。")
    try:
        return tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        return _explained(str(error), text)
    except RecursionError:
        return Problem(
            "整个文件", "一层套一层的括号", "最多几层的列表或表", "括号套得太深，请删掉多余的括号。"
        )
    except ValueError:
        return Problem("整个文件", "一个极长的数字", "普通长度的数字", "请查找并改正那个特别长的数字。")


def _exact(number: str) -> Decimal:
    try:
        return Decimal(number)
    except InvalidOperation:
        return Decimal("NaN")


def _explained(message: str, text: str) -> Problem:
    place = _PLACE.search(message)
    line = int(place[1]) if place and place[1] else None
    rows = text.replace("\r\n", "\n").split("\n")
    written = rows[line - 1].strip() if line and line <= len(rows) else ""
    expected, hint = next((rest for start, *rest in _SENTENCES if message.startswith(start)), _ANY)
    return Problem("（写法）", shown(written) if written else "不完整的内容", expected, hint, line)
