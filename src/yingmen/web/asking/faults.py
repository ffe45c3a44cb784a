"""What is wrong with an answer: said beside its field, in plain words, and never what was wrong before."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pydantic import ValidationError

from yingmen.case import choices
from yingmen.case.check import check
from yingmen.case.explain import explain, keys_only, known_keys
from yingmen.case.model import Case
from yingmen.web.asking.kinds import leaf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.case.fault import Fault
    from yingmen.web.asking.places import Loc
    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.vault.versions import Data

_GAP = re.compile("(?<=[\u3400-\u9fff，。；”]) (?=[\u3400-\u9fff“])")
_OWN_WORDS: dict[str, tuple[str | tuple[str, ...], str]] = {
    "choice": ("以下之一", "请从下面选一个。"),
    "yuan": ("金额", "这里只写一个数，如 1234.50，最多两位小数。三万就写 30000。"),
    "int": ("整数", "这里只写整数，如 12。"),
    "rate": (("年利率", "日利率", "比例"), "请写百分数，如 24%；也可以写成小数 0.24，或者 万分之五。"),
}
"""Where a form says it otherwise than a file: how the fault begins, and the words instead."""
_WORD = re.compile(r'\[\[(?P<table>[a-z_.]+)\]\]|"?(?P<word>[a-z]+(?:_[a-z]+)*)"?')


def faults(data: Data, loc: Loc) -> list[Fault]:
    """Everything wrong at a place of the document and below; what is merely not there yet is not wrong."""
    try:
        Case.model_validate(data)
        found = check(data)
    except ValidationError as error:
        found = explain(error, data) + check(data)
    return [one for one in dict.fromkeys(found) if one.loc[: len(loc)] == loc and not one.absent]


def new_faults(before: Data, after: Data, loc: Loc) -> list[Fault]:
    """What a change would make wrong that was right before."""
    old = {(one.loc, one.expected) for one in faults(before, loc)}
    return [one for one in faults(after, loc) if (one.loc, one.expected) not in old]


def told(
    wrong: Sequence[Fault], loc: Loc, sheet: Sheet, fields: tuple[str, ...]
) -> list[tuple[str | None, str]]:
    """For each fault the field it is for, None for another place, and its words; each other place once."""
    shown: dict[tuple[str | None, str], str] = {}
    for one in wrong:
        rest = tuple(map(str, one.loc[len(loc) :])) if one.loc[: len(loc)] == loc else ()
        field = next((name for name in fields if rest[: name.count(".") + 1] == tuple(name.split("."))), None)
        if field is None:
            title = known_keys().get(keys_only(one.loc), "").split("（")[0]
            shown.setdefault((None, title), _elsewhere(one, title))
        else:
            shown.setdefault((field, one.expected), _here(one, leaf(sheet.model, field).kind))
    return [(field, text) for (field, _), text in shown.items()]


def _elsewhere(fault: Fault, title: str) -> str:
    return (
        f"这样就和“{title}”对不上了：那里写的是 {plain(fault.found)}，"
        f"应当是{plain(fault.expected)}。{plain(fault.hint)}"
    )


def _here(fault: Fault, kind: str) -> str:
    if kind in _OWN_WORDS and fault.expected.startswith(_OWN_WORDS[kind][0]):
        return _OWN_WORDS[kind][1]
    return f"这里要写{plain(fault.expected)}。{plain(fault.hint)}"


def plain(text: str) -> str:
    """A message of the case file for somebody who sees a form: keys and words by their Chinese names."""
    named = _WORD.sub(_named, text).replace(" = true", "选“是”").replace("删掉这一行", "点“不知道”")
    return _GAP.sub("", named.replace("本文件里", "已经写的").replace("id", "编号"))


def _named(match: re.Match[str]) -> str:
    word = match["word"] or match["table"].rsplit(".", 1)[-1]
    name = _words().get(word)
    return f"“{name}”" if name else match[0]


@cache
def _words() -> dict[str, str]:
    words: dict[str, str] = {}
    for path, title in known_keys().items():
        words.setdefault(path[-1], title.split("（")[0])
    labels = {str(one.value): one.label for kind in choices.Choice.__subclasses__() for one in kind}
    return {**labels, **words, "id": "编号"}
