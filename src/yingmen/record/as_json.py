"""The record as JSON for other programs: entries as they stand in the journal, and what a check found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from yingmen.record.entry import to_line
from yingmen.record.keys import fingerprint
from yingmen.record.seal import seal_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.record.check import Verification
    from yingmen.record.entry import Entry
    from yingmen.record.stamp import Stamped


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry with its seal; amounts and moments are text, what is unknown is left out."""
    line = to_line(entry)
    found: dict[str, Any] = json.loads(line)
    return {**found, "seal": seal_of(line)}


def verification_json(found: Verification, stamps: Sequence[Stamped]) -> dict[str, Any]:
    """What a check found; `is_sound` speaks of the record, each stamp's `is_valid` of the stamp."""
    head = found.head
    return {
        "is_sound": found.is_sound,
        "count": len(found.entries),
        "problems": [{"entry": item.entry, "what": item.what} for item in found.problems],
        "tail_bytes": found.tail,
        "unnamed_attachments": list(found.unnamed),
        "head": None if head is None else {"count": head.count, "seal": head.seal, "key": head.key},
        "fingerprint": None if head is None else fingerprint(head.key),
        "stamps": [_stamp(item) for item in stamps],
    }


def _stamp(item: Stamped) -> dict[str, Any]:
    valid = item.stamp
    return {
        "entry": item.entry,
        "is_valid": valid is not None,
        "covers_to": item.count,
        "authority": valid.authority if valid else None,
        "at": valid.at.isoformat() if valid else None,
    }
