"""Step 2: is what they do allowed? Each contact's verdict, why, what to say and do, what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from yingmen import law
from yingmen.document import Document
from yingmen.errors import YingmenError
from yingmen.web import desk
from yingmen.web.asking.unfilled import unfilled
from yingmen.web.lawful import shown
from yingmen.web.lawful.forms import CONTACT, STEP
from yingmen.web.owe.mend import problem
from yingmen.web.pages import stretch
from yingmen.web.plain_words import plainly

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yingmen.web.desk import Desk

_PAPER = "lawful.html"
MOST = 20


@require_GET
def answer(request: HttpRequest) -> HttpResponse:
    """The contacts with their verdicts, worst first, and the few questions that would settle most."""
    here = desk.desk()
    left = unfilled(here, STEP, CONTACT)
    context = {
        "items": STEP.url("items", 1),
        "unfilled": left[:MOST],
        "unfilled_more": len(left[MOST:]),
    }
    return render(request, "lawful/answer.html", {**context, **_judged(here, request.GET.get("page", ""))})


def _judged(here: Desk, asked: str) -> dict[str, Any]:
    try:
        return {**here.worked_out("lawful page", lambda: _worked_out(here)), **_stretch(here, asked)}
    except YingmenError as error:
        return problem(here, error)


def _stretch(here: Desk, asked: str) -> dict[str, Any]:
    """The contacts of one page, worked out for that page alone."""
    judgement = here.judgement()
    ordered = here.worked_out("lawful order", lambda: shown.worst_first(judgement))
    page = stretch(ordered, asked, MOST, reverse("lawful:answer"))
    listed = here.worked_out(
        "lawful contacts", lambda: shown.contacts(here, judgement, page.items), page.number
    )
    return {"contacts": listed, "page": page}


def _worked_out(here: Desk) -> dict[str, Any]:
    judgement = here.judgement()
    return {
        "now": shown.first_words(judgement),
        "counts": shown.counts(judgement),
        "questions": shown.open_questions(here, judgement),
        "lender": shown.for_lender(judgement),
        "offices": shown.offices_for(judgement),
        **_beside(here),
        "paper": _PAPER if judgement.contacts else "",
    }


def _beside(here: Desk) -> dict[str, Any]:
    """The borrower's own side, or why it cannot be told: the contacts stand all the same."""
    try:
        return {"own_side": _own_side(here)}
    except YingmenError as error:
        return problem(here, error)


def _own_side(here: Desk) -> str:
    """The borrower's own side, as a part of the page."""
    from yingmen.lawful import own_side, own_side_section
    from yingmen.papers import html

    section = own_side_section(own_side(here.case, here.on, law.book()), law.book())
    return mark_safe(html.fragment(plainly(Document("", "", (section,)))))  # noqa: S308 - escaped there


@require_GET
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """The page to keep or to print."""
    if name != _PAPER:
        raise Http404
    here = desk.desk()
    try:
        text = _paper(here)
    except YingmenError as error:
        return render(request, "lawful/answer.html", problem(here, error), status=409)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="text/html; charset=utf-8", headers=headers)


def _paper(here: Desk) -> str:
    from yingmen.lawful import own_side, own_side_section, report
    from yingmen.papers import html

    points = own_side(here.case, here.on, law.book())
    sections = [own_side_section(points, law.book())] if points else []
    name = here.case.borrower.name
    return html.render(plainly(report(here.judgement(), name, law.book(), sections, here.evidence)))
