"""A case's documents for other programs: saved and gone back to, never so that the record no longer fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen import case as cases
from yingmen.errors import CaseError, Problem
from yingmen.web import desk
from yingmen.web.record import desk as book
from yingmen.web.vault import versions
from yingmen.web.vault.writing import writing

if TYPE_CHECKING:
    from yingmen.case import Case
    from yingmen.record import Entry
    from yingmen.web.api.schema import Writing
    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data, Kept

_SAVED = "程序存的"


def kept_json(kept: Kept) -> dict[str, Any]:
    """A document: the case it makes, and each item that is not complete yet."""
    own, left_out = desk.complete(kept.data)
    return {
        "number": kept.number,
        "case": cases.to_data(own),
        "left_out": [
            {
                "table": item.table,
                "position": item.position,
                "lacking": list(item.lacking),
                "item": kept.data[item.table][item.position],
            }
            for item in left_out
        ],
    }


def save(file: File, base: int, case: Case) -> Kept:
    """Keep a case as the next document; what was not complete yet in the document before stays in it.

    Raises:
        Overtaken: another was saved meanwhile.
        CaseError: the record names something that the case no longer holds.
    """

    def change(seen: Data) -> Data:
        wanted = cases.to_data(case)
        for item in desk.complete(seen)[1]:
            wanted.setdefault(item.table, []).append(seen[item.table][item.position])
        return wanted

    with writing():
        before = _strays(file)
        kept = versions.save(file, base, change, _SAVED, desk.now())
        _loses_none(file, before)
    return kept


def undo(file: File, to: int, base: int) -> Kept:
    """Go back to a document.

    Raises:
        Overtaken: another was saved meanwhile.
        CaseError: the record names something that it does not hold.
    """
    with writing():
        before = _strays(file)
        kept = versions.undo(file, to, base, desk.now())
        _loses_none(file, before)
    return kept


def write(file: File, sent: Writing) -> int:
    """Write an entry down once, and give its number.

    Raises:
        EntryError: it cannot be written so.
        CaseError: it names a loan that the case does not hold.
    """
    from yingmen.record import Draft

    draft = Draft(
        kind=sent.kind,
        text=sent.text,
        by=sent.by or book.owner_name(file),
        at=sent.at,
        facts=sent.facts,
        corrects=sent.corrects,
        loan=sent.loan,
        amount=sent.amount,
    )
    with writing():
        names_another = sent.loan is not None or sent.corrects is not None
        before = _strays(file) if names_another else set()
        number = book.append_once(file, sent.key, draft, desk.now())
        if names_another:
            _loses_none(file, before - {sent.loan})
    return number


def _strays(file: File) -> set[str | None]:
    """The loans that entries are about and the case no longer has: on a page one may take them out."""
    known = {loan.id for loan in desk.complete(versions.latest(file).data)[0].loan}
    return {entry.loan for entry in _entries(file) if entry.loan and entry.loan not in known}


def _loses_none(file: File, before: set[str | None]) -> None:
    """Let no loan be lost that an entry is about, but those that were lost `before`."""
    lost = _strays(file) - before
    problems = [
        Problem(f"记录第 {entry.n} 条 loan", f"“{entry.loan}”", "案件里一笔借款的 id")
        for entry in _entries(file)
        if entry.loan in lost
    ]
    if problems:
        raise CaseError("案件", problems)


def _entries(file: File) -> tuple[Entry, ...]:
    journal = book.journal_of(file)
    return journal.entries() if journal.is_begun else ()
