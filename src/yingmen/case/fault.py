"""One thing wrong in a case, before it is known on which line it stands.

A `loc` is the way to a value: keys and positions from 0, `("loan", 1, "nominal_rate")`. People count
from 1 and know a loan by its id, so a path is written `loan[2](网贷).nominal_rate`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

Loc = tuple[str | int, ...]
NOT_WRITTEN = "（没有写）"
_ID_KEYS = ("id", "contact_id")
_LONGEST_SHOWN = 60
_LONGEST_ID = 40
_HUGE = 10**60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: what was `found` at `loc` and what was `expected`; `absent` if a key is missing."""

    loc: Loc
    found: str
    expected: str
    hint: str = ""
    absent: bool = False


def path_text(loc: Loc, data: object) -> str:
    """Write a loc for a person, with the ids that `data` gives to the things passed on the way."""
    text, here = "", data
    for part in loc:
        here = step(here, part)
        if isinstance(part, int):
            text += f"[{part + 1}]{_id_text(here)}"
        else:
            text += f".{_short(part)}" if text else _short(part)
    return text or "整个文件"


def step(here: object, part: str | int) -> object:
    """What stands at one part of a loc; None where there is nothing."""
    if isinstance(here, Mapping):
        return here.get(part)
    if isinstance(here, Sequence) and not isinstance(here, str) and isinstance(part, int):
        return here[part] if part < len(here) else None
    return None


def shown(value: object) -> str:
    """Show a value much as the file has it, never long and never with unprintable characters."""
    match value:
        case str():
            text = f'"{_short(value)}"'
        case None | bool():
            text = {None: "空值 null", True: "true", False: "false"}[value]
        case int() if abs(value) >= _HUGE:
            text = "一个极大的整数"
        case datetime() | date() | time():
            text = value.isoformat()
        case Mapping():
            text = "一个表"
        case list() | tuple():
            text = f"一个有 {len(value)} 项的列表"
        case _:
            text = _short(str(value))
    return text


def _id_text(item: object) -> str:
    names = [step(item, key) for key in _ID_KEYS] if isinstance(item, Mapping) else []
    name = next((name for name in names if isinstance(name, str) and name.strip()), None)
    return f"({_safe(name[:_LONGEST_ID])})" if name else ""


def _short(text: str) -> str:
    return _safe(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")


def _safe(text: str) -> str:
    """Keep what can be printed, a rare character included; write the rest as its code."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
