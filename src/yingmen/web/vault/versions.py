"""A case's documents: each save is a new version, none is overwritten, any can be gone back to.

A document is the case file as data, as JSON holds it. While a form is still being filled in, an item of it (a
loan, say) may lack what the schema requires; `desk` leaves such an item out and says so.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yingmen.web.vault.models import OWNER, File, Version
from yingmen.web.vault.writing import writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it stands: of which file, its number, the data, when it was saved and what changed."""

    file_id: int
    number: int
    data: Data
    saved_at: datetime
    what: str


class Overtaken(Exception):  # noqa: N818 - the name says what happened
    """Another tab saved the same thing meanwhile; nothing was written. `theirs` is what stands now."""

    def __init__(self, theirs: Kept) -> None:
        super().__init__()
        self.theirs = theirs


def files(owner: str = OWNER) -> list[File]:
    """The owner's cases, the oldest first; nobody else's are ever found."""
    return list(File.objects.filter(owner=owner).order_by("id"))


def begin(data: Data, what: str, now: datetime, owner: str = OWNER) -> Kept:
    """Open a new case with its first document."""
    with writing():
        file = File.objects.create(owner=owner, opened_at=now)
        return _kept(_add(file, 1, data, what, now))


def latest(file: File) -> Kept:
    """The document as it stands."""
    return _kept(file.versions.order_by("-number")[0])


def version(file: File, number: int) -> Kept | None:
    """A document as it once was."""
    found = file.versions.filter(number=number).first()
    return _kept(found) if found else None


def history(file: File) -> list[Kept]:
    """Every document, the newest first."""
    return [_kept(item) for item in file.versions.order_by("-number")]


def save(file: File, base: int, change: Callable[[Data], Data], what: str, now: datetime) -> Kept:
    """Apply a change made while looking at document `base`, and keep the result as the next one.

    Where others were saved meanwhile, it is applied to what stands now, if it comes to the same change there;
    if both changed the same thing, nothing is written.

    Raises:
        Overtaken: somebody else changed the same thing meanwhile.
    """
    with writing():
        now_kept = latest(file)
        seen = version(file, base)
        if seen is None:
            raise Overtaken(now_kept)
        wanted = change(deepcopy(seen.data))
        if base == now_kept.number:
            merged: Any = wanted
        else:
            merged = _merged(seen.data, now_kept.data, wanted)
            if merged is _CLASH:
                raise Overtaken(now_kept)
        if merged == now_kept.data:
            return now_kept
        return _kept(_add(file, now_kept.number + 1, merged, what, now))


def undo(file: File, to: int, base: int, now: datetime) -> Kept:
    """Go back to document `to`: what it held becomes the newest one; what came between stays.

    Raises:
        Overtaken: another document was saved meanwhile.
    """
    with writing():
        now_kept, wanted = latest(file), version(file, to)
        if wanted is None or now_kept.number != base:
            raise Overtaken(now_kept)
        return _kept(_add(file, now_kept.number + 1, wanted.data, f"回到第 {to} 版", now))


_CLASH = object()


def _merged(seen: Any, theirs: Any, mine: Any) -> Any:  # noqa: ANN401 - any part of a document
    """Both changes in one, key by key; `_CLASH` where both changed the same thing to different ends."""
    if mine in (seen, theirs):
        return theirs
    if theirs == seen:
        return mine
    if isinstance(seen, dict) and isinstance(theirs, dict) and isinstance(mine, dict):
        return _merged_keys(seen, theirs, mine)
    if isinstance(seen, list) and isinstance(theirs, list) and isinstance(mine, list):
        return _merged_items(seen, theirs, mine)
    return _CLASH


def _merged_keys(seen: Data, theirs: Data, mine: Data) -> Any:  # noqa: ANN401
    found: Data = {}
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        value = _merged(seen.get(key), theirs.get(key), mine.get(key))
        if value is _CLASH:
            return _CLASH
        if value is not None:
            found[key] = value
    return found


def _merged_items(seen: list[Any], theirs: list[Any], mine: list[Any]) -> Any:  # noqa: ANN401
    """Lists of the same names are the same items in the same places; else it is not sure which is which."""
    if not len(seen) == len(theirs) == len(mine) or list(map(_names, seen)) != list(map(_names, theirs)):
        return _CLASH
    items = [_merged(*each) for each in zip(seen, theirs, mine, strict=True)]
    return _CLASH if any(item is _CLASH for item in items) else items


def _names(item: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """What tells an item of a list from the others."""
    return tuple(item.get(key) for key in ("id", "contact_id", "name")) if isinstance(item, dict) else (item,)


def _add(file: File, number: int, data: Data, what: str, now: datetime) -> Version:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Version.objects.create(file=file, number=number, data=text, saved_at=now, what=what[:200])


def _kept(item: Version) -> Kept:
    return Kept(item.file_id, item.number, json.loads(item.data), item.saved_at, item.what)
