"""What the record's pages work on, without the rest of the case: at the door nothing else is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yingmen.record import Journal
from yingmen.web.vault import versions
from yingmen.web.vault.journal import DatabaseStore
from yingmen.web.vault.models import Arrival

if TYPE_CHECKING:
    from datetime import datetime

    from yingmen.record import Draft, Entry
    from yingmen.web.vault.models import File


def journal_of(found: File) -> Journal:
    """Its record, even where it does not hold."""
    return Journal(DatabaseStore(found))


def owner_name(found: File) -> str:
    """Whose case it is, as the record signs what they write."""
    name: str = versions.latest(found).data.get("borrower", {}).get("name") or "本人"
    return name


def entry(found: File, number: int) -> Entry | None:
    """One entry, checked against its seal."""
    journal = journal_of(found)
    entries = journal.entries() if journal.is_begun else ()
    return entries[number - 1] if 1 <= number <= len(entries) else None


def arrived(found: File, key: str) -> int | None:
    """The entry that what was sent under a name became, if it came before."""
    return Arrival.objects.filter(file=found, key=key).values_list("entry", flat=True).first()


def append_once(found: File, key: str, draft: Draft, written_at: datetime) -> int:
    """Write an entry down unless it came before, and give its number; entry and name are stored together.

    Raises:
        EntryError: the draft cannot be written so.
        OutputError: it could not be stored; it can be sent again.
    """
    with transaction.atomic():
        known = arrived(found, key)
        if known is not None:
            return known
        number = journal_of(found).append(draft, written_at).n
        Arrival.objects.create(file=found, key=key, entry=number)
    return number
