"""What happened, sealed: an append-only journal per case that shows any later change.

    Journal(FolderStore(path))   the record of a case: `.append(Draft(...), written_at)`, `.entries()`,
                                 `.verify()`
    contacts_from(entries, case) the case with the record's visits, calls and messages as contacts
    erase(store)                 everything gone, and what is left if anything

What the seal proves and what it does not stands in `seal`.
"""

from __future__ import annotations

from yingmen.record.attachment import Attachment, Upload, from_path, warnings
from yingmen.record.check import Problem, Read, Verification
from yingmen.record.contacts import FromRecord, contacts_from, standing
from yingmen.record.entry import Draft, Entry, EntryKind, from_line, to_line
from yingmen.record.erase import Erased, erase
from yingmen.record.folder import FolderStore
from yingmen.record.journal import Journal
from yingmen.record.keys import fingerprint
from yingmen.record.seal import Head, read_head, seal_of
from yingmen.record.store import Store

__all__ = [
    "Attachment",
    "Draft",
    "Entry",
    "EntryKind",
    "Erased",
    "FolderStore",
    "FromRecord",
    "Head",
    "Journal",
    "Problem",
    "Read",
    "Store",
    "Upload",
    "Verification",
    "contacts_from",
    "erase",
    "fingerprint",
    "from_line",
    "from_path",
    "read_head",
    "seal_of",
    "standing",
    "to_line",
    "warnings",
]
