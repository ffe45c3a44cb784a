"""Step 1: what is really owed, as far as it can be told from what is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from yingmen import law
from yingmen.errors import YingmenError
from yingmen.web import desk
from yingmen.web.asking.unfilled import unfilled
from yingmen.web.owe.forms import BORROWER, LOAN, STEP
from yingmen.web.owe.mend import problem
from yingmen.web.plain_words import plainly

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yingmen.web.desk import Desk

_PAPERS = {"owe.html": "text/html; charset=utf-8", "ledger.csv": "text/csv; charset=utf-8"}


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """The answer, what is still to be filled in, and the papers to take along."""
    here = desk.desk()
    shown, wrong = _fragment(here)
    context = {
        "html": shown,
        **(problem(here, wrong) if wrong else {}),
        "unfilled": unfilled(here, STEP, LOAN),
        "loans": STEP.url("items", STEP.number(LOAN)),
        "about_you": STEP.url("ask", STEP.number(BORROWER), 1, 1),
        "papers": tuple(_PAPERS) if shown else (),
    }
    return render(request, "owe/answer.html", context)


def _fragment(here: Desk) -> tuple[str, YingmenError | None]:
    """The answer as HTML, or why there is none."""
    from yingmen.owe import report
    from yingmen.papers import html

    if not here.own.loan:
        return "", None
    try:
        text = here.worked_out_of_document(
            "owe html", lambda: html.fragment(plainly(report(here.reckoning(), law.book())))
        )
        return mark_safe(text), None  # noqa: S308 - escaped there
    except YingmenError as error:
        return "", error


@require_safe
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """One of the papers, to keep or to print."""
    if name not in _PAPERS:
        raise Http404
    here = desk.desk()
    try:
        text = _paper(here, name)
    except YingmenError as error:
        return render(request, "owe/answer.html", problem(here, error), status=409)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type=_PAPERS[name], headers=headers)


def _paper(here: Desk, name: str) -> str:
    from yingmen.owe import ledger_table, report
    from yingmen.papers import html, tables

    if name == "owe.html":
        return html.render(plainly(report(here.reckoning(), law.book())))
    return tables.csv_text(*ledger_table(here.reckoning(), law.book()))
