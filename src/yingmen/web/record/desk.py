"""What the record's pages work on, without the rest of the case: at the door nothing else is waited for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yingmen.errors import SealBroken
from yingmen.record import Journal
from yingmen.web.vault import versions
from yingmen.web.vault.journal import DatabaseStore
from yingmen.web.vault.models import Arrival
from yingmen.web.vault.writing import writing

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


def loan_names(found: File) -> dict[str, str]:
    """What each loan is called: its lender, with its place where a lender has several."""
    items = versions.latest(found).data.get("loan", [])
    lenders = [str(item.get("lender") or item.get("id")) for item in items]
    often = Counter(lenders)
    return {
        item["id"]: f"{lender}（第 {n} 笔）" if often[lender] > 1 else lender
        for n, (item, lender) in enumerate(zip(items, lenders, strict=True), 1)
        if item.get("id")
    }


def loans_to_choose(found: File, chosen: str | None) -> list[tuple[str, str]]:
    """The loans an entry may be about, `chosen` too though it was removed; none where there is no choice."""
    names = loan_names(found)
    if len(names) < 2:  # noqa: PLR2004 - two are a choice
        return []
    gone = {chosen: f"{chosen}（已经删掉的）"} if chosen and chosen not in names else {}
    return list((names | gone).items())


def was_a_loan(found: File, name: str) -> bool:
    """Whether the case has a loan of this name, or had one before: what waited on a phone may be older."""
    if name in loan_names(found):
        return True
    documents = (kept.data for kept in versions.history(found))
    return any(loan.get("id") == name for data in documents for loan in data.get("loan", []))


def about(found: File, loan: str) -> tuple[int, ...]:
    """The entries that are about a loan, by their numbers, also where the record does not hold."""
    journal = journal_of(found)
    try:
        entries = journal.entries() if journal.is_begun else ()
    except SealBroken:
        entries = journal.verify().entries
    return tuple(item.n for item in entries if item.loan == loan)


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
    with writing():
        known = arrived(found, key)
        if known is not None:
            return known
        number = journal_of(found).append(draft, written_at).n
        Arrival.objects.create(file=found, key=key, entry=number)
    return number
