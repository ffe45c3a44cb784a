"""The book as it is read: what was written down, the newest first, and whether it stands as it was sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from yingmen.errors import SealBroken
from yingmen.record import EntryKind
from yingmen.record.index import corrections, notes, when, written
from yingmen.record.pages import verification_page
from yingmen.web import desk
from yingmen.web.pages import stretch
from yingmen.web.parts import asks_for_part, kinds
from yingmen.web.record import desk as book_desk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from yingmen.record import Entry
    from yingmen.web.parts import Kind
    from yingmen.web.vault.models import File

MOST = 20


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """Everything written down, the newest first, and above it whether it stands as it was sealed."""
    file = desk.the_file()
    entries, verdict = _read(file, is_checked=request.GET.get("check", "") == "1")
    saved = request.GET.get("n", "")
    context = {
        "saved": saved if saved.isdecimal() and len(saved) < 10 else "",  # noqa: PLR2004
        "is_begun": bool(entries or verdict),
        "count": len(entries),
        "verdict": mark_safe(verdict),  # noqa: S308 - made by our own template, which escapes
        **_listed(request, entries, book_desk.loan_names(file)),
    }
    template = "record/entries.html" if asks_for_part(request, "entries") else "record/list.html"
    return render(request, template, context)


def _read(file: File, *, is_checked: bool) -> tuple[tuple[Entry, ...], str]:
    """The entries, and a verdict on all of it where that was asked for or where something does not fit."""
    try:
        return _checked(file) if is_checked else (desk.recorded_of(file), "")
    except SealBroken:
        return _checked(file)  # which entry it is, the whole verdict says


def _checked(file: File) -> tuple[tuple[Entry, ...], str]:
    """The record read anew with every attachment, and what was found; nothing where it is not begun."""
    from yingmen.papers.html import fragment

    found = book_desk.journal_of(file).verify()
    if found.head is None and not found.problems:
        return (), ""
    page = verification_page(found, (), "")
    return found.entries, fragment(replace(page, sections=page.sections[:1], footer=""))


def _listed(request: HttpRequest, entries: tuple[Entry, ...], names: Mapping[str, str]) -> dict[str, Any]:
    chosen, to_choose = _kinds(request, entries)
    here = next(one.address for one in to_choose if one.is_chosen)
    wanted = [entry for entry in reversed(entries) if chosen in {"", entry.kind.label}]
    page, corrected = stretch(wanted, request.GET.get("page", ""), MOST, here), corrections(entries)
    told = f"{chosen or '全部'}：{len(wanted)} 条。"
    return {
        "kinds": to_choose,
        "page": page,
        "told": told + (f"下面是第 {page.first} 到第 {page.last} 条，新的在前。" if page.is_part else ""),
        "entries": [_shown(entry, corrected, names) for entry in page.items],
    }


def _kinds(request: HttpRequest, entries: Iterable[Entry]) -> tuple[str, tuple[Kind, ...]]:
    """The kind that was chosen, and those that there are entries of."""
    labels = [kind.label for kind in EntryKind]
    chosen, every = kinds(reverse("record:list"), labels, request.GET.get("kind", ""))
    there = {entry.kind.label for entry in entries}
    return chosen, tuple(one for one in every if one.is_chosen or one.name in there or one is every[0])


def _shown(entry: Entry, corrected: Mapping[int, int], names: Mapping[str, str]) -> dict[str, Any]:
    """One entry as the page shows it; attachments are links to be saved, never shown in the page."""
    listed = [note for note in notes(entry, corrected) if not note.startswith(("附件：", "借款："))]
    pieces = [(place, item.name, item.size // 1024 + 1) for place, item in enumerate(entry.attachments)]
    return {
        "n": entry.n,
        "kind": entry.kind.label,
        "when": when(entry),
        "text": entry.text,
        "loan": names.get(entry.loan, f"{entry.loan}（已经删掉的）") if entry.loan else "",
        "notes": listed,
        "pieces": pieces,
        "written": written(entry),
    }
