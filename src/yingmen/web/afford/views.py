"""Step 4, what can be afforded: the answer, its papers, the choice about loans whose years are in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from yingmen import law
from yingmen.errors import YingmenError
from yingmen.web import desk
from yingmen.web.afford.forms import STEP
from yingmen.web.download import attachment
from yingmen.web.opened import choose, opened
from yingmen.web.owe.mend import problem
from yingmen.web.parts import asks_for_part
from yingmen.web.plain_words import plainly

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from yingmen.afford.afforded import Afforded
    from yingmen.web.desk import Desk

NUMBER = 4


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """What is left for the debts and what to offer; where nothing is known yet, where to begin."""
    at = desk.desk()
    context = {"asked": _asked(at)}
    if not _has_means(at):
        return render(request, "afford/nothing.html", context)
    try:
        context |= _found(request, at)
    except YingmenError as error:
        return render(request, "afford/nothing.html", context | problem(at, error), status=409)
    is_part = asks_for_part(request, "plan")
    page = "afford/plan.html" if is_part else "afford/answer.html"
    return render(request, page, context | {"changed": is_part})


@require_POST
def open_gate(request: HttpRequest) -> HttpResponse:
    """Open a loan's gate for the plan, or shut it again."""
    choose(request, desk.desk(), NUMBER)
    return redirect("afford:answer")


@require_safe
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """A paper to save."""
    at = desk.desk()
    if name not in PAPERS or not _has_means(at):
        raise Http404
    title, made = PAPERS[name]
    return attachment((title, lambda: made(at, at.afforded(opened(request, at, NUMBER)))))


def _has_means(at: Desk) -> bool:
    return at.own.household is not None or at.own.business is not None


def _asked(at: Desk) -> list[dict[str, Any]]:
    """Where each sheet of questions begins, and whether anything was answered there."""
    return [
        {
            "named": sheet.named,
            "address": STEP.url("items", n) if sheet.many else STEP.url("ask", n, 1, 1),
            "begun": bool(at.kept.data.get(sheet.path)),
        }
        for n, sheet in enumerate(STEP.sheets, 1)
    ]


def _found(request: HttpRequest, at: Desk) -> dict[str, Any]:
    from yingmen.afford.page import afford_document
    from yingmen.answer import gates
    from yingmen.papers.html import fragment

    seen = opened(request, at, NUMBER)
    found = at.afforded(seen)
    name, book = at.own.borrower.name, law.book()
    text = at.worked_out_of_document(
        "afford html", lambda: fragment(plainly(afford_document(found, name, book))), seen
    )
    gated = at.worked_out_of_document("own gates", lambda: gates(at.own, at.on, book))
    waiting = {*found.gated, *seen}
    return {
        "html": text,
        "gates": [
            {"loan": one.loan_id, "effect": one.effect_text, "open": one.loan_id in seen}
            for one in gated.items
            if one.loan_id in waiting
        ],
    }


def _afford_html(at: Desk, found: Afforded) -> str:
    from yingmen.afford.page import afford_document
    from yingmen.papers import html

    return html.render(plainly(afford_document(found, at.own.borrower.name, law.book())))


def _means_html(at: Desk, found: Afforded) -> str:
    from yingmen.afford.means_page import means_document
    from yingmen.papers import html

    return html.render(plainly(means_document(found.budget, at.own, law.book())))


def _means_pdf(at: Desk, found: Afforded) -> bytes:
    from yingmen.afford.means_page import means_document
    from yingmen.papers import pdf

    return pdf.render(plainly(means_document(found.budget, at.own, law.book())))


def _offers_csv(at: Desk, found: Afforded) -> str:
    from yingmen.afford.offer import offer_rows
    from yingmen.papers import tables

    del at
    head, *rows = offer_rows(found.offers, found.on)
    return tables.csv_text(head, rows)


PAPERS: dict[str, tuple[str, Callable[[Desk, Afforded], str | bytes]]] = {
    "afford.html": ("还得起多少.html", _afford_html),
    "means.html": ("收支表.html", _means_html),
    "means.pdf": ("收支表.pdf", _means_pdf),
    "offers.csv": ("还法.csv", _offers_csv),
}
