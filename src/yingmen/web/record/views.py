"""The book of what happened: read it, write in it at the door, put an entry right, take an attachment out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingmen.errors import EntryError, InputError, OutputError, SealBroken, YingmenError
from yingmen.record import EntryKind
from yingmen.record.index import corrections, notes, when, written
from yingmen.record.pages import verification_page
from yingmen.web import desk
from yingmen.web.gate.access import open_to_all
from yingmen.web.parts import asks_for_part, kinds
from yingmen.web.record import desk as book_desk
from yingmen.web.record import forms, toggles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from django.http import HttpRequest

    from yingmen.record import Entry
    from yingmen.web.parts import Kind
    from yingmen.web.vault.models import File

_WORKER = Path(__file__).parents[1] / "static" / "web" / "sw.js"


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """Everything written down, the newest first, and above it whether it stands as it was sealed."""
    from yingmen.papers.html import fragment

    file = desk.the_file()
    found, names = book_desk.journal_of(file).verify(), book_desk.loan_names(file)
    corrected = corrections(found.entries)
    page = verification_page(found, (), "")
    verdict = replace(page, sections=page.sections[:1], footer="")
    saved = request.GET.get("n", "")
    chosen, to_choose = _kinds(request, found.entries)
    shown = [entry for entry in reversed(found.entries) if chosen in {"", entry.kind.label}]
    context = {
        "kinds": to_choose,
        "told": f"{chosen or '全部'}：{len(shown)} 条。",
        "saved": saved if saved.isdecimal() else "",
        "is_begun": found.head is not None or bool(found.problems),
        "verdict": mark_safe(fragment(verdict)),  # noqa: S308 - made by our own template, which escapes
        "entries": [_shown(entry, corrected, names) for entry in shown],
    }
    template = "record/entries.html" if asks_for_part(request, "entries") else "record/list.html"
    return render(request, template, context)


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


@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """One page for somebody with people at the door."""
    return _page(request, forms.Typed(at=desk.now().isoformat()[:16]))


@require_GET
def fix(request: HttpRequest, number: int) -> HttpResponse:
    """The same page filled in with an entry, to write down what it should have said."""
    entry = book_desk.entry(desk.the_file(), number)
    if entry is None:
        raise Http404
    return _page(request, forms.typed_before(entry))


def _page(
    request: HttpRequest, form: forms.Typed, error: YingmenError | None = None, status: int = 200
) -> HttpResponse:
    kinds = list(forms.KINDS)
    if form.kind not in dict(kinds):
        kinds.append((form.kind, "别的"))
    problems = error.problems if isinstance(error, EntryError) else ()
    context = {
        "form": form,
        "key": forms.new_key(),
        "kinds": kinds,
        "counts": toggles.COUNTS,
        "loans": book_desk.loans_to_choose(desk.the_file(), form.loan),
        "groups": toggles.GROUPS,
        "clock": desk.now(),
        "error": error,
        "problems": [(_NAMES.get(item.path, item.path), item) for item in problems],
        "lost_files": error is not None and bool(request.FILES),
    }
    return render(request, "record/now.html", context, status=status)


_NAMES = {
    "text": "看到、听到的",
    "at": "什么时候",
    "kind": "怎么来的",
    "more": "来了几个人",
    "loan": "为哪一笔",
    "corrects": "更正第几条",
}


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Write down what the page sends, once, however often it is sent."""
    form = forms.typed(request.POST)
    try:
        number = _sent(request, form)
    except EntryError as error:
        return _refused(request, form, error, 400)
    except InputError as error:
        return _refused(request, form, error, 413)
    except SealBroken as error:
        return _refused(request, form, error, 409)
    except (OutputError, Error):
        return _refused(request, form, _BUSY, 503)
    if _wants_json(request):
        return JsonResponse({"entry": number})
    return redirect(f"{reverse('record:list')}?n={number}")


_BUSY = OutputError("这一条还没有记上", remedy="关掉别的窗口，再按一次；磁盘满了就先腾出地方。")


def _sent(request: HttpRequest, form: forms.Typed) -> int:
    found, key = desk.the_file(), forms.key_of(request.POST)
    known = book_desk.arrived(found, key)
    if known is not None:
        return known
    forms.largest(request.headers, settings.LARGEST_UPLOAD)
    written_at, arrived_at = forms.written(request.POST, desk.now())
    before = book_desk.entry(found, form.corrects) if form.corrects else None
    by = book_desk.owner_name(found)
    if form.loan and not _is_about(found, form.loan, before):
        form = replace(form, loan="")
    draft = forms.draft(form, by, forms.uploads(request.FILES), arrived_at, before)
    return book_desk.append_once(found, key, draft, written_at)


def _is_about(found: File, loan: str, before: Entry | None) -> bool:
    """Whether an entry may be about this loan: one the case has or had, or that of the entry it corrects."""
    return (before is not None and before.loan == loan) or book_desk.was_a_loan(found, loan)


def _refused(request: HttpRequest, form: forms.Typed, error: YingmenError, status: int) -> HttpResponse:
    """Say what is wrong beside what was typed; nothing typed is lost."""
    if _wants_json(request):
        return JsonResponse({"what": error.what, "remedy": error.remedy}, status=status)
    return _page(request, form, error, status)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@require_GET
def piece(request: HttpRequest, number: int, place: int) -> FileResponse:
    """An attachment to be saved: never shown in the browser, whatever it says it is."""
    del request
    found = desk.the_file()
    entry = book_desk.entry(found, number)
    if entry is None or place >= len(entry.attachments):
        raise Http404
    item = entry.attachments[place]
    try:
        stream = book_desk.journal_of(found).store.open(item.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(
        stream, as_attachment=True, filename=item.name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@open_to_all
@require_http_methods(["GET", "HEAD"])
def worker(request: HttpRequest) -> HttpResponse:
    """The program that keeps the page for the door at hand without a connection; it has no data in it."""
    del request
    answer = HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


worker.stays = True  # type: ignore[attr-defined]
