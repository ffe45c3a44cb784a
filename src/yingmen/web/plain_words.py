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

from yingmen.case.explain import known_keys

_T = TypeVar("_T")
_PLACE = re.compile(
    r"\s?\[{1,2}(?P<table>[a-z_]+(?:\.[a-z_]+)*)\]{1,2}\s?(?:(?P<how>的|里写) (?P<key>[a-z_]+))?"
)
_KEY = re.compile(r"\s?\b(?P<key>observed|amount)\b\s?")
_COMMAND = re.compile(r"\s?(?:yingmen (?P<step>owe|lawful|door|afford|answer)|(?P<page>afford)\.html)\b\s?")
_FILE = re.compile(r"[^。？]*(?:纠正|改动)文件[^。]*。")  # pages have no such file
_KEYS = {"observed": "“各月实际的数”", "amount": "“每月多少”"}
_STEPS = {"owe": 1, "lawful": 2, "door": 3, "afford": 4, "answer": 5}


def plainly(value: _T) -> _T:
    """The same document, or part of one, in the words of the pages."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return cast("_T", plain(value))
    if isinstance(value, tuple):
        return cast("_T", tuple(plainly(part) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: plainly(getattr(value, field.name)) for field in fields(value)}
        return cast("_T", replace(value, **changes))
    return value


def plain(text: str) -> str:
    """One text in the words of the pages.

    >>> plain("写进 [household] 的 reserve，确实没有就写 0。")
    '写进“家里的收支”的“应急的存款”，确实没有就写 0。'
    """
    placed, times = _PLACE.subn(_placed, _FILE.sub("", text))
    if times or "observed" in text:
        placed = _KEY.sub(lambda match: _KEYS[match["key"]], placed)
    return _COMMAND.sub(lambda match: f"第 {_STEPS[match['step'] or match['page']]} 步", placed)


def _placed(match: re.Match[str]) -> str:
    path = tuple(match["table"].split("."))
    title = _titles().get(path)
    if title is None:
        return match[0]
    named = _titles().get((*path, match["key"] or ""))
    if match["key"] is None:
        return f"“{title}”"
    return f"“{title}”{match['how']}“{named}”" if named else match[0]


@cache
def _titles() -> dict[tuple[str, ...], str]:
    return {path: title.split("（")[0] for path, title in known_keys().items()}
