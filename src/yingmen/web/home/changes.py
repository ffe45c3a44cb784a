"""The versions of a case, each with what changed in it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yingmen.case import Case
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from datetime import datetime

    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data, Kept


@dataclass(frozen=True, slots=True)
class Changed:
    """A version: its number, when it was saved, what was done, and which parts are not as they were."""

    number: int
    saved_at: datetime
    what: str
    parts: str


def listed(file: File, before: int, most: int) -> list[Changed]:
    """The versions below a number, the newest first."""
    first = max(before - most, 1)
    kept = [versions.version(file, number) for number in range(max(first - 1, 1), before)]
    found = [item for item in kept if item is not None]
    earlier = {item.number: item.data for item in found}
    return [_changed(item, earlier.get(item.number - 1)) for item in reversed(found) if item.number >= first]


def _changed(item: Kept, earlier: Data | None) -> Changed:
    parts = "" if earlier is None else "、".join(_parts(earlier, item.data))
    return Changed(item.number, item.saved_at, item.what, parts)


def _parts(before: Data, after: Data) -> list[str]:
    keys = dict.fromkeys([*before, *after])
    return [_part(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]


def _part(key: str, before: Any, after: Any) -> str:  # noqa: ANN401 - any table of a case
    title = _titles().get(key, key)
    if isinstance(before or [], list) and isinstance(after or [], list):
        old, new = len(before or []), len(after or [])
        return f"{title}（{old} → {new}）" if old != new else title
    return f"{title}（删掉了）" if after is None else title


def _titles() -> dict[str, str]:
    return {field.alias or name: field.title or name for name, field in Case.model_fields.items()}
