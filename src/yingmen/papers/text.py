"""Text that a reader can trust: nothing hidden in it, and no line broken in the middle of a figure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

_JOINER = "\u200d"
_NEWLINES = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ATOM = re.compile(
    r"\[\d+\]"  # the mark of a note
    r"|\d+年\d+月(?:\d+日)?"
    r"|[-+]?[\u00a5\uffe5]?[0-9A-Za-z](?:[0-9A-Za-z.:/@_&+'-]|,\d{3}(?!\d))*%?"
    "|.[\u0300-\u036f\ufe00-\ufe0f\u200d\U000e0100-\U000e01ef]*",
    re.DOTALL,
)
_NOT_FIRST = frozenset(
    "。、》」』】〕”’…—·%.,;:?!)]}>"
    "\uff0c\uff1b\uff1a\uff1f\uff01\uff09\uff05\uff5d"  # , ; : ? ! ) % } of full width
) | {_JOINER}
_NOT_LAST = frozenset("《「『【〔“‘([{<\uff08\uff5b")
_MARK = re.compile(r"\[\d+\]")


def clean(text: str) -> str:
    """What a reader may see of a text: control characters and bidirectional overrides are taken out.

    Line breaks of every kind become a plain one, a tab a space; what no encoding can carry becomes U+FFFD.
    """
    return "".join(_seen(sign) for sign in _NEWLINES.sub("\n", text))


def _seen(sign: str) -> str:
    if sign in ("\n", _JOINER):
        return sign
    if sign == "\t":
        return " "
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cf"):
        return ""
    return "\ufffd" if kind == "Cs" or _is_noncharacter(ord(sign)) else sign


def _is_noncharacter(code: int) -> bool:
    """Unicode sets 66 code points aside for good; HTML and XML refuse them."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - Unicode's own numbers


def cleaned(value: T) -> T:
    """The same document, or part of one, with every text in it made clean."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return cast("T", clean(value))
    if isinstance(value, tuple):
        return cast("T", tuple(cleaned(part) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: cleaned(getattr(value, field.name)) for field in fields(value)}
        return cast("T", replace(value, **changes))
    return value


def ems(text: str) -> float:
    """About how wide a text is set in print, in widths of one Chinese character."""
    return sum(_em(sign) for sign in text)


def _em(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.6


def atoms(text: str) -> list[str]:
    """The pieces a line may be broken between: figures, dates and words stay whole."""
    found: list[str] = []
    for match in _ATOM.finditer(text):
        piece = match.group()
        if found and _belongs_to(found[-1], piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _belongs_to(before: str, piece: str) -> bool:
    if before.isspace() or piece.isspace():
        return False
    return piece[0] in _NOT_FIRST or before[-1] in _NOT_LAST or _MARK.fullmatch(piece) is not None


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text into lines no wider than `width` by `measure`, as Chinese typesetting does."""
    return [line for part in text.split("\n") for line in _fill(part, width, measure)]


def _fill(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    line, used = "", 0.0
    for atom in atoms(text):
        size = measure(atom)
        if used + size <= width:
            line, used = line + atom, used + size
            continue
        if line.strip():
            yield line.rstrip()
        *whole, line = [""] if atom.isspace() else _chop(atom, width, measure)
        yield from whole
        used = measure(line)
    yield line.rstrip()


def _chop(atom: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Cut a piece that is wider than a whole line, where nothing better is left."""
    parts, used = [""], 0.0
    for sign in atom:
        size = measure(sign)
        if parts[-1] and used + size > width:
            parts.append("")
            used = 0.0
        parts[-1] += sign
        used += size
    return parts
