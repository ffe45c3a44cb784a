"""An answer for somebody who fills in pages: tables, keys and commands by what they are called here.

The core's texts speak to whoever writes a case file. Only what it writes in brackets, the keys beside it and
the commands are put in other words; names and words of the user's own are left as they are.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import TypeVar, cast

from yingmen.case import choices
from yingmen.case.explain import known_keys
from yingmen.document import Paragraph

_T = TypeVar("_T")
_PLACE = re.compile(
    r"(?P<file>案件文件的)?\s?\[{1,2}(?P<table>[a-z_]+(?:\.[a-z_]+)*)\]{1,2}\s?"
    r"(?:(?P<how>的|里写) (?P<key>[a-z_]+))?"
)
_FACT = re.compile(r"写 (?P<key>[a-z]+(?:_[a-z]+)+) = (?P<is>true|false)\b")
_WORD = re.compile(r"\s?\b(?P<key>[a-z]+(?:_[a-z]+)*) = “(?P<word>[a-z]+(?:_[a-z]+)*)”")
_LONG_KEY = re.compile(r"\s?(?<![a-zA-Z0-9_])(?P<key>[a-z]+(?:_[a-z]+)+)(?![a-zA-Z0-9_])\s?")
_KEY = re.compile(r"\s?\b(?P<key>observed|amount|principal|received)\b\s?")
_COMMAND = re.compile(
    r"(?P<run>运行)?\s?(?:yingmen (?P<step>owe|lawful|door|afford|answer)|(?P<page>afford)\.html)\b\s?"
)
_WHERE = re.compile(r"[a-z]+(?:\[\d+\])?\((?P<name>.+)\)(?:\.(?P<key>[a-z_]+))?")
_OWN_PAPER = re.compile(r"（[a-z]+\.(?:pdf|html|csv)）")  # saved from a page by its Chinese name
_RECORD = re.compile(r"用 yingmen record add\s?")
_FILE = re.compile(r"[^。？]*(?:纠正|改动)文件[^。]*。")  # pages have no such file
_KEYS = {
    "observed": "“各月实际的数”",
    "amount": "“每月多少”",
    "principal": "“合同本金”",
    "received": "“实际到手”",
}
_STEPS = {"owe": 1, "lawful": 2, "door": 3, "afford": 4, "answer": 5}
_STEP_OF = {"loan": 1, "borrower": 1, "contact": 2, "door": 3}


def plainly(value: _T) -> _T:
    """The same document, or part of one, in the words of the pages."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return cast("_T", plain(value))
    if isinstance(value, tuple):
        return cast("_T", tuple(plainly(part) for part in value if not _how_to_write(part)))
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: plainly(getattr(value, field.name)) for field in fields(value)}
        return cast("_T", replace(value, **changes))
    return value


def _how_to_write(part: object) -> bool:
    """Whether a paragraph only tells which keys of the file an answer goes to."""
    return isinstance(part, Paragraph) and part.text.startswith("写法：")


def plain(text: str) -> str:
    """One text in the words of the pages.

    >>> plain("写进 [household] 的 reserve，确实没有就写 0。")
    '写进“家里的收支”的“应急的存款”，确实没有就写 0。'
    >>> plain("核对 first_due_on、term_months；没有约定还款日，请写 on_demand = true。")
    '核对“第一个还款日”、“一共几期”；没有约定还款日，请在“是不是没约定还款日”选“是”。'
    >>> plain("方便时补进案件文件的 [[contact]]。运行 yingmen lawful 看缺什么。")
    '方便时补进第 2 步的“各次催收联系”。到第 2 步看缺什么。'
    >>> plain("请写进 [[contact]]，party = “spouse”。请用 yingmen record add 记下经过。")
    '请写进“各次催收联系”，“对方要找谁”选“配偶”。请在“记一笔”里记下经过。'
    """
    said = _FILE.sub("", text) if "文件" in text else text
    said = _WORD.sub(_picked, _FACT.sub(_chosen, _OWN_PAPER.sub("", said)))
    placed, times = _PLACE.subn(_placed, said)
    placed, keys = _LONG_KEY.subn(_named, placed)
    if times or keys or "observed" in text:
        placed = _KEY.sub(lambda match: _KEYS[match["key"]], placed)
    return _COMMAND.sub(_step, _RECORD.sub("在“记一笔”里", placed)).replace("再运行一次", "再来一次")


def plain_place(where: str) -> str:
    """Where something stands, as the pages call it.

    >>> plain_place("loan(网贷).last_due_on"), plain_place("账单.csv")
    ('网贷：最后一个还款日', '账单.csv')
    """
    match = _WHERE.fullmatch(where)
    if match is None:
        return where
    title = _names().get(match["key"] or "")
    return f"{match['name']}：{title}" if title else match["name"]


def _chosen(match: re.Match[str]) -> str:
    name = _names().get(match["key"])
    return f"在“{name}”选“{'是' if match['is'] == 'true' else '否'}”" if name else match[0]


def _picked(match: re.Match[str]) -> str:
    name, label = _names().get(match["key"]), _labels().get(match["word"])
    return f"“{name}”选“{label}”" if name and label else match[0]


def _named(match: re.Match[str]) -> str:
    name = _names().get(match["key"])
    return f"“{name}”" if name else match[0]


def _step(match: re.Match[str]) -> str:
    to = "到" if match["run"] else ""
    return f"{to}第 {_STEPS[match['step'] or match['page']]} 步"


def _placed(match: re.Match[str]) -> str:
    path = tuple(match["table"].split("."))
    title = _titles().get(path)
    if title is None:
        return match[0]
    named = _titles().get((*path, match["key"] or ""))
    if match["key"] is None:
        return f"第 {_STEP_OF.get(path[0], 4)} 步的“{title}”" if match["file"] else f"“{title}”"
    return f"“{title}”{match['how']}“{named}”" if named else match[0]


@cache
def _titles() -> dict[tuple[str, ...], str]:
    return {path: title.split("（")[0] for path, title in known_keys().items()}


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for path, title in _titles().items():
        names.setdefault(path[-1], title)
    return names


@cache
def _labels() -> dict[str, str]:
    return {str(one.value): one.label for kind in choices.Choice.__subclasses__() for one in kind}
