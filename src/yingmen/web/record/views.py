"""Writing in the book of what happened: at the door, to put an entry right; and taking an attachment out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingmen.errors import EntryError, InputError, OutputError, SealBroken, YingmenError
from yingmen.web import desk
from yingmen.web.gate.access import open_to_all
from yingmen.web.record import desk as book_desk
from yingmen.web.record import forms, toggles

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yingmen.record import Entry
    from yingmen.web.vault.models import File

_WORKER = Path(__file__).parents[1] / "static" / "web" / "sw.js"


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
