"""What belongs to the owner: a case file in, everything out, every version, and all of it gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingmen import case as cases
from yingmen.case.read import LARGEST_FILE, decode
from yingmen.errors import InputError, YingmenError
from yingmen.record import Journal
from yingmen.web import desk
from yingmen.web.home import changes
from yingmen.web.home.context import say
from yingmen.web.home.preview import understood
from yingmen.web.vault import versions
from yingmen.web.vault.journal import DatabaseStore

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


ERASE_WORD = "全部删掉"
_A_PAGE = 50
_LONGEST_NUMBER = 9
_FILE = "案件文件"


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """What can be done with the data."""
    return render(request, "home/data.html", {"entries": _entries()})


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Show what a case file was understood to say; nothing is kept yet."""
    sent = request.FILES.get("file")
    if sent is None:
        raise InputError("还没有选文件", remedy="退回去，点“选文件”，选您的案件文件（.toml）。")
    text = decode(sent.read(LARGEST_FILE + 1), str(sent.name))
    found = cases.parse(text, str(sent.name))
    context = {"found": understood(found), "text": text, "base": versions.latest(desk.the_file()).number}
    return render(request, "home/preview.html", context)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was looked at as the newest version."""
    data = cases.to_data(cases.parse(request.POST.get("text", ""), _FILE))
    versions.save(
        desk.the_file(), _number(request, "base"), lambda _: data, "换成了上传的案件文件", desk.now()
    )
    say(request, "已存下。以前的每一版都还在，可以回去。")
    return redirect("home:overview")


@require_POST
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Everything as one package, written while it is sent."""
    from yingmen.web.home.package import Package

    del request
    response = StreamingHttpResponse(Package(desk.the_file()), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="notes.zip"'
    return response


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """Every version, the newest first, with what changed in it."""
    file = desk.the_file()
    base = versions.latest(file).number
    shown = changes.listed(file, _number(request, "before") or base + 1, _A_PAGE)
    older = shown[-1].number if shown and shown[-1].number > 1 else 0
    return render(request, "home/history.html", {"versions": shown, "base": base, "older": older})


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Go back to a version; what came after it stays in the history."""
    to = _number(request, "to")
    versions.undo(desk.the_file(), to, _number(request, "base"), desk.now())
    say(request, f"已回到第 {to} 版。后来的每一版也都还在。")
    return redirect("home:history")


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase everything, once the owner has written that it is meant."""
    wanted = request.method == "POST"
    if not wanted or request.POST.get("word", "").strip() != ERASE_WORD:
        context = {"word": ERASE_WORD, "wrong": wanted}
        return render(request, "home/erase.html", context, status=400 if wanted else 200)
    return _erased(request)


def _erased(request: HttpRequest) -> HttpResponse:
    from django.conf import settings

    from yingmen.record.erase import LIMITS
    from yingmen.web.home import package
    from yingmen.web.vault.erase import erase_all

    left = (*erase_all(), *package.sweep())
    desk.forget()
    request.session.flush()
    context = {"left": left, "limits": LIMITS, "home": str(settings.HOME)}
    response = render(request, "home/gone.html", context)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    # Over plain http no browser heeds that header: the cookie is taken back by itself.
    response.delete_cookie(settings.KNOWN_COOKIE_NAME, samesite="Strict")
    return response


def _entries() -> str:
    """How many entries the record holds, or that it cannot be read."""
    journal = Journal(DatabaseStore(desk.the_file()))
    try:
        return f"{len(journal.entries()) if journal.is_begun else 0} 条"
    except YingmenError:
        return "读不出来，和封印对不上；导出时会原样带上"


def _number(request: HttpRequest, name: str) -> int:
    """A number that a page sent; 0 where it is none."""
    text = request.POST.get(name) or request.GET.get(name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0
