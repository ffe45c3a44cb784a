"""The pages of a step that asks: one question each, back and forth, and nothing answered is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from yingmen.web import desk
from yingmen.web.asking.back import address, came_from, coming_from
from yingmen.web.asking.both import both
from yingmen.web.asking.editing import Editing
from yingmen.web.asking.places import listed, number_at, where
from yingmen.web.asking.words import called
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yingmen.web.asking.places import Step
    from yingmen.web.asking.sheet import Question, Sheet
    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data, Kept

MOST = 50
"""So many items stand on one page of a list."""


@dataclass(frozen=True, slots=True)
class Way:
    """The pages of one item in their order: questions that apply, then its lists; all counted from 1."""

    step: Step
    sheet: Sheet
    item: int
    data: Data

    def pages(self) -> list[str]:
        """The addresses."""
        number = self.step.number(self.sheet)
        asked = [n for n, one in enumerate(self.sheet.questions, 1) if one.when(self.data)]
        lists = [n for n, one in enumerate(self.sheet.inner, 1) if one.when(self.data)]
        return [self.step.url("ask", number, self.item, n) for n in asked] + [
            self.step.url("inner", number, self.item, n) for n in lists
        ]

    def around(self, here: str) -> dict[str, Any]:
        """What a page shows of the way: which it is, of how many, the one before and the one after."""
        pages = self.pages()
        at = pages.index(here) if here in pages else 0
        return {
            "place": at + 1,
            "places": len(pages),
            "before": pages[at - 1] if at else self.first(),
            "after": pages[at + 1] if at + 1 < len(pages) else self.end(),
        }

    def first(self) -> str:
        """Where the way comes from."""
        if self.sheet.many:
            page = (self.item - 1) // MOST + 1
            return self.step.url("items", self.step.number(self.sheet)) + (
                f"?page={page}" if page > 1 else ""
            )
        return self.step.url("answer")

    def end(self) -> str:
        """Where the way leads to: the next single table, or the list of items, else the answer."""
        sheets = self.step.sheets[self.step.number(self.sheet) :]
        if self.sheet.many or not sheets:
            return self.first() if self.sheet.many else self.step.url("answer")
        following = self.step.number(sheets[0])
        if sheets[0].many:
            return self.step.url("items", following)
        return self.step.url("ask", following, 1, 1)


def sheet_of(step: Step, number: int) -> Sheet:
    """A sheet by its number; there is no page for another number."""
    if not 1 <= number <= len(step.sheets):
        raise Http404
    return step.sheets[number - 1]


def ask(request: HttpRequest, step: Step, sheet: int, item: int, number: int) -> HttpResponse:
    """Show a question about an item, or keep the answer and go on to the next that applies."""
    asked = sheet_of(step, sheet)
    if not 1 <= number <= len(asked.questions):
        raise Http404
    question = asked.questions[number - 1]
    editing = editing_of(request, asked, item, question.fields)
    if request.method == "POST":
        return _answered(request, step, editing, question, item)
    here = step.url("ask", sheet, item, number)
    if here not in (pages := Way(step, asked, item, editing.item).pages()):
        return HttpResponseRedirect(coming_from(came_from(request), pages[0]))
    return _shown(request, step, editing, question, item)


def editing_of(request: HttpRequest, sheet: Sheet, item: int, fields: tuple[str, ...] = ()) -> Editing:
    """The form over an item by its number; the number behind the last one is a new item."""
    file = desk.the_file()
    kept = _seen(request, file)
    last = len(listed(kept.data, (sheet.path,))) + 1 if sheet.many else 1
    if not 1 <= item <= last:
        raise Http404
    return Editing(file, kept, sheet, where(sheet, item - 1), fields)


def _seen(request: HttpRequest, file: File) -> Kept:
    """The document that a form which was sent was made from; for a page to show, the one that stands."""
    base = request.POST.get("base", "")
    is_number = base.isascii() and base.isdigit() and len(base) < 10  # noqa: PLR2004
    return (versions.version(file, int(base)) if is_number else None) or versions.latest(file)


def _answered(
    request: HttpRequest, step: Step, editing: Editing, question: Question, item: int
) -> HttpResponse:
    form = editing.form(request.POST)
    unknown = "unknown" in request.POST
    if not unknown and form.is_valid():
        editing.find_faults(form)
    if not unknown and form.errors:
        return _shown(request, step, editing, question, item, form)
    answers = editing.answers(editing.form() if unknown else form)
    try:
        kept = editing.save(answers, f"{called(editing.sheet, editing.item, item)}：{question.ask}")
    except versions.Overtaken as error:
        number = editing.sheet.questions.index(question) + 1
        again = _addresses(step, editing, number, came_from(request))
        return both(request, editing, answers, error.theirs, again)
    following = _after(step, editing, question, item, kept.data)
    return HttpResponseRedirect(_back_or_on(request, following))


def _back_or_on(request: HttpRequest, following: str) -> str:
    """Back to the page the question was asked on, unless the next question is wanted."""
    name = came_from(request)
    return coming_from(name, following) if "on" in request.POST else address(name) or following


def _addresses(step: Step, editing: Editing, number: int, name: str) -> Any:  # noqa: ANN401 - a function of a place
    sheet = step.number(editing.sheet)
    return lambda loc: coming_from(name, step.url("ask", sheet, number_at(loc, 1), number))


def _after(step: Step, editing: Editing, question: Question, item: int, data: Data) -> str:
    sheet = editing.sheet
    kept = Editing(editing.file, versions.Kept(0, 0, data, editing.kept.saved_at, ""), sheet, editing.loc, ())
    way = Way(step, sheet, item, kept.item)
    here = step.url("ask", step.number(sheet), item, sheet.questions.index(question) + 1)
    return str(way.around(here)["after"])


def _shown(  # noqa: PLR0913, PLR0917 - what a page is made of
    request: HttpRequest,
    step: Step,
    editing: Editing,
    question: Question,
    item: int,
    form: Any = None,  # noqa: ANN401
) -> HttpResponse:
    here = step.url("ask", step.number(editing.sheet), item, editing.sheet.questions.index(question) + 1)
    filled = form or editing.form()
    context = {
        "form": filled,
        "rows": editing.rows(filled),
        "question": question,
        "called": called(editing.sheet, editing.item, item),
        "base": editing.kept.number,
        "back": address(came_from(request)),
        **Way(step, editing.sheet, item, editing.item).around(here),
    }
    return render(request, "asking/ask.html", context, status=422 if form else 200)
