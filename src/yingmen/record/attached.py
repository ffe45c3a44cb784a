"""Are the attachments of a record what they were? Each is hashed in a stream, some side by side."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, BinaryIO

from yingmen.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yingmen.record.attachment import Attachment
    from yingmen.record.entry import Entry
    from yingmen.record.store import Store

_PIECE = 256 * 1024
_SIDE_BY_SIDE = min(4, os.cpu_count() or 1)
_OPEN_AT_ONCE = 16
_UNREADABLE = "读不出来"


def swapped(store: Store, entries: Iterable[Entry]) -> Iterator[tuple[int, str]]:
    """Each attachment that is not there or not what it was: an entry that names it, and what is wrong."""
    items = {(item.sha256, item.size): item for entry in entries for item in entry.attachments}
    wrong = dict(zip(items, _examined(store, tuple(items.values())), strict=True))
    for entry in entries:
        for item in entry.attachments:
            if what := wrong[item.sha256, item.size]:
                yield entry.n, f"附件“{item.name}”{what}"


def _examined(store: Store, items: tuple[Attachment, ...]) -> Iterator[str]:
    """What is wrong with each, or nothing. Opened one by one, as a database wants it; hashed side by side."""
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        for start in range(0, len(items), _OPEN_AT_ONCE):
            some = items[start : start + _OPEN_AT_ONCE]
            yield from pool.map(_what_is_wrong, some, [_opened(store, item) for item in some])


def _opened(store: Store, item: Attachment) -> BinaryIO | str:
    try:
        return store.open(item.sha256)
    except FileNotFoundError:
        return "不见了"
    except (OSError, InputError):
        return _UNREADABLE


def _what_is_wrong(item: Attachment, opened: BinaryIO | str) -> str:
    if isinstance(opened, str):
        return opened
    try:
        with opened as stream:
            if stream.seek(0, 2) != item.size:
                return "被换过或改过：大小不对"
            stream.seek(0)
            return "" if _hash(stream) == item.sha256 else "被换过或改过：内容不对"
    except OSError:
        return _UNREADABLE


def _hash(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
