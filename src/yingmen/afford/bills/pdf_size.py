"""How much a PDF would unpack to, asked before it is read: a few kilobytes can hold a gigabyte.

A page of a statement draws some ten thousand bytes; what draws a hundred times as much takes minutes to read
and is none.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_IN_A_STREAM = 100_000_000
MOST_ON_A_PAGE = 1_000_000
MOST_DRAWN = 10_000_000
_STEP = 1_000_000
_STREAM = re.compile(rb"stream\r?\n")


def unpacks_too_large(data: bytes) -> bool:
    """Whether a packed stream of the file holds more than any statement's."""
    return any(_unpacked(data[at.end() :], MOST_IN_A_STREAM) > MOST_IN_A_STREAM for at in _packed(data))


def draws_too_much(pages: Iterable[Any]) -> bool:
    """Whether a page's content, or all pages' together, is longer than any statement's."""
    drawn = [sum(map(_length, contents)) for contents in pages]
    return max(drawn, default=0) > MOST_ON_A_PAGE or sum(drawn) > MOST_DRAWN


def _packed(data: bytes) -> Iterable[re.Match[bytes]]:
    """Where a stream begins that looks packed by Flate."""
    return (
        at
        for at in _STREAM.finditer(data)
        if data[at.end() : at.end() + 1] in b"\x08\x18\x28\x38\x48\x58\x68\x78"
    )


def _length(content: Any) -> int:  # noqa: ANN401 - pdfminer's objects, behind references or not
    stream = content.resolve() if hasattr(content, "resolve") else content
    raw = getattr(stream, "rawdata", None) or b""
    return max(len(raw), _unpacked(raw, MOST_ON_A_PAGE))


def _unpacked(raw: bytes, most: int) -> int:
    """How long a stream is unpacked, counted no further than a little beyond `most`; 0 if not packed."""
    unpacker, length = zlib.decompressobj(), 0
    try:
        while raw and length <= most and not unpacker.eof:
            length += len(unpacker.decompress(raw, _STEP))
            raw = unpacker.unconsumed_tail
    except zlib.error:
        return length
    return length
