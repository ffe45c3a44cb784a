"""An answer and an item as people read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yingmen.web.asking.fields import UNKNOWN, shown_rate
from yingmen.web.asking.kinds import leaf, leaves
from yingmen.web.asking.places import answer_at

if TYPE_CHECKING:
    from yingmen.web.asking.kinds import Leaf
    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.vault.versions import Data

_DAY = re.compile(r"[0-9]{4}-([0-9]{2})-([0-9]{2})", re.ASCII)
_NAMES = ("lender", "kind", "source", "with", "role", "name")


def read_out(one: Leaf, value: Any) -> str:  # noqa: ANN401 - any answer
    """A saved answer in words; 不知道 where there is none."""
    if value is None:
        return UNKNOWN
    if one.kind == "bool":
        return "是" if value else "否"
    if one.kind == "choice":
        return dict(one.choices).get(value, str(value))
    if one.kind in {"yuan", "rate"}:
        return shown_rate(value) if one.kind == "rate" else f"{value} 元"
    if isinstance(value, dict):
        value = [f"{name} {amount} 元" for name, amount in value.items()]
    return "；".join(map(str, value)) if isinstance(value, list) else str(value)


def called(sheet: Sheet, item: Data, number: int) -> str:
    """What an item is called on a page: its kind, its number, and the name it has."""
    if not sheet.many:
        return sheet.named
    for key in _NAMES:
        if isinstance(item.get(key), str):
            return f"{sheet.named} {number}：{read_out(leaf(sheet.model, key), item[key])}"
    when = " ".join((*_day(item.get("at")), *_channel(sheet, item)))
    return f"{sheet.named} {number}" + (f"：{when}" if when else "")


def _day(at: object) -> tuple[str, ...]:
    """The day of a moment as people say it; none where it is no moment, or not known."""
    found = _DAY.match(str(at or ""))
    return (f"{int(found[1])}月{int(found[2])}日",) if found else ()


def _channel(sheet: Sheet, item: Data) -> tuple[str, ...]:
    channel = item.get("channel")
    return (read_out(leaf(sheet.model, "channel"), channel),) if isinstance(channel, str) else ()


def summary(sheet: Sheet, item: Data) -> str:
    """What is known of an item, on one line."""
    asked = {field for question in sheet.questions for field in question.fields}
    known = [path for path in leaves(sheet.model) if path in asked and answer_at(item, path) is not None]
    return "，".join(read_out(leaf(sheet.model, path), answer_at(item, path)) for path in known) or "还没填"
