"""Step 3: who is at the door, and what to do minute by minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST

from yingmen import law
from yingmen.errors import YingmenError
from yingmen.web import desk
from yingmen.web.door.forms import STEP
from yingmen.web.owe.mend import problem
from yingmen.web.plain_words import plainly
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yingmen.document import Document
    from yingmen.web.desk import Desk

_PAPER = "door.html"


@require_GET
def answer(request: HttpRequest) -> HttpResponse:
    """The one thing to do now, what to look at and say, and the questions that make it surer."""
    here = desk.desk()
    context = {"ask": STEP.url("ask", 1, 1, 1), "base": here.base, "has_visit": here.case.door is not None}
    return render(request, "door/answer.html", {**context, **_shown(here)})


def _shown(here: Desk) -> dict[str, Any]:
    from yingmen.papers import html

    try:
        page = _page(here)
    except YingmenError as error:
        return problem(here, error)
    text = here.worked_out("door html", lambda: html.fragment(page))
    return {"subtitle": page.subtitle, "html": mark_safe(text), "paper": _PAPER}  # noqa: S308 - escaped there


def _page(here: Desk) -> Document:
    from yingmen.door import answer as answered
    from yingmen.door import door_page

    book = law.book()
    return here.worked_out(
        "door", lambda: plainly(door_page(answered(here.case, here.on, book, desk.reckoner), book))
    )


@require_GET
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """The page to keep or to print."""
    from yingmen.papers import html

    if name != _PAPER:
        raise Http404
    here = desk.desk()
    try:
        text = html.render(_page(here))
    except YingmenError as error:
        return render(request, "door/answer.html", problem(here, error), status=409)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="text/html; charset=utf-8", headers=headers)


@require_POST
def over(request: HttpRequest) -> HttpResponse:
    """The visit is over: its table is put aside for the next one; the document before still has it."""
    here, sent = desk.desk(), request.POST.get("base", "")
    base = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else here.base  # noqa: PLR2004
    try:
        versions.save(here.file, base, _without_visit, "这一次上门过去了", desk.now())
    except versions.Overtaken:
        what, remedy = "另一个页面刚刚改过这一次上门。", "先看一眼现在的，还要清空就再按一次。"
        now_here = desk.desk()
        context = {"ask": STEP.url("ask", 1, 1, 1), "base": now_here.base, "has_visit": True}
        shown = {**context, **_shown(now_here), "what": what, "remedy": remedy}
        return render(request, "door/answer.html", shown, status=409)
    return HttpResponseRedirect(STEP.url("answer"))


def _without_visit(data: versions.Data) -> versions.Data:
    return {key: value for key, value in data.items() if key != "door"}
