"""Step 5, how to answer: the two pages for the door, what to say, what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from yingmen.errors import YingmenError
from yingmen.web import desk
from yingmen.web.answer import forms
from yingmen.web.download import attachment
from yingmen.web.opened import choose, opened
from yingmen.web.owe.mend import problem
from yingmen.web.parts import asks_for_part
from yingmen.web.plain_words import plain, plainly

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from yingmen.answer import Gates, Offered
    from yingmen.case import Case
    from yingmen.web.answer.papers import Answered

STEP = 5
_STANCE = "stance"


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """What can be had: the two pages, the words of a stance, the letters; gates before what they guard."""
    found = _answered(request)
    try:
        context = {**_gates(found), **_spoken(request, found), **_letters(found)}
    except YingmenError as error:
        return _wrong(request, found, error, "answer:brief")
    is_part = asks_for_part(request, "rest")
    page = "answer/rest.html" if is_part else "answer/answer.html"
    return render(request, page, context | {"changed": is_part})


def _wrong(request: HttpRequest, found: Answered, error: YingmenError, instead: str) -> HttpResponse:
    """Say why it cannot be worked out, where to put it right, and what can be read all the same."""
    context = {**problem(found.desk, error), "instead": instead}
    return render(request, "answer/wrong.html", context, status=409)


@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Keep which stance is wanted, for this session alone, and show its words."""
    form = forms.StanceForm(request.POST)
    if form.is_valid():
        request.session[_STANCE] = form.cleaned_data["stance"]
    if request.headers.get("HX-Request"):  # the page asks for the words alone
        return render(request, "answer/words.html", _spoken(request, _answered(request)))
    return redirect("/5/#say")


@require_POST
def open_gate(request: HttpRequest) -> HttpResponse:
    """Open a loan's gate, or shut it again; its effect stands beside the button."""
    choose(request, desk.desk(), STEP)
    return redirect("answer:answer")


@require_safe
def brief(request: HttpRequest) -> HttpResponse:
    """The two pages as one page that needs nothing else; it is kept for a night without a connection."""
    from yingmen.papers.html import fragment

    found = _answered(request)

    def made() -> dict[str, str]:
        document = found.brief_document()
        return {"html": fragment(plainly(document)), "subtitle": document.subtitle}

    try:
        page = found.desk.worked_out("brief html", made, found.seen)
    except YingmenError as error:
        return _wrong(request, found, error, "")
    return render(request, "answer/brief.html", page)


@require_safe
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """A paper to save; one that waits behind a gate, or lacks something, is not there."""
    found = _answered(request).paper(name)
    if found is None:
        raise Http404
    return attachment(found)


def _answered(request: HttpRequest) -> Answered:
    from yingmen.web.answer.papers import Answered

    at = desk.desk()
    return Answered(at, opened(request, at, STEP))


def _gates(found: Answered) -> dict[str, Any]:
    items: Gates = found.gates()
    named = [one for one in items.items if one.loan_id is not None]
    return {
        "base": found.desk.base,
        "has_loans": bool(found.desk.case.loan),
        "gates": [
            {"loan": one.loan_id, "effect": one.effect_text, "open": one.loan_id in found.seen}
            for one in named
        ],
    }


def _spoken(request: HttpRequest, found: Answered) -> dict[str, Any]:
    from yingmen.papers.html import fragment

    word = request.session.get(_STANCE, "")
    form = forms.StanceForm({"stance": word} if word else None)
    if not word:
        return {"form": form}
    text = found.desk.worked_out(
        "lines html", lambda: fragment(plainly(found.lines_document(forms.stance_of(word)))), word, found.seen
    )
    return {"form": form, "spoken": text}


def _letters(found: Answered) -> dict[str, Any]:
    return found.desk.worked_out("letters shown", lambda: _shown(found), found.seen)


def _shown(found: Answered) -> dict[str, Any]:
    every = found.letters()
    numbered = list(enumerate(every, 1))
    names = _names(found.desk.case)
    return {
        "ready": [_ready(number, one, names) for number, one in numbered if one.builds],
        "gated": _waiting((one for one in every if one.gated), names),
        "lacking": _waiting((one for one in every if not one.builds and not one.gated), names),
    }


def _names(case: Case) -> dict[str | None, str]:
    return {loan.id: f"{loan.lender}（{loan.id}）" for loan in case.loan}


def _ready(number: int, one: Offered, names: dict[str | None, str]) -> dict[str, Any]:
    letter = one.letter
    return {
        "number": number,
        "title": letter.title,
        "about": names.get(letter.loan_id, ""),
        "to": letter.to,
        "owns_up": letter.effect != "none",
        "notes": tuple(map(plain, (*letter.advice, *(deadline.text for deadline in letter.deadlines)))),
    }


def _waiting(found: Iterable[Offered], names: dict[str | None, str]) -> list[dict[str, Any]]:
    """Letters that wait for the same things, together."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in found:
        about = groups.setdefault((one.letter.title, one.why), [])
        about += [names[one.letter.loan_id]] if one.letter.loan_id in names else []
    return [
        {"title": title, "why": tuple(map(plain, why)), "about": "、".join(about)}
        for (title, why), about in groups.items()
    ]
