"""Lists: the items of a sheet and the entries inside an item, with adding, changing and taking away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from yingmen.web import desk
from yingmen.web.asking.both import both
from yingmen.web.asking.editing import Editing
from yingmen.web.asking.places import found, listed, number_at, put
from yingmen.web.asking.views import MOST, Way, editing_of, sheet_of
from yingmen.web.asking.words import called, summary
from yingmen.web.pages import stretch
from yingmen.web.record import desk as book_desk
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yingmen.web.asking.places import Loc, Step
    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.vault.versions import Data


def items(request: HttpRequest, step: Step, sheet: int) -> HttpResponse:
    """The items of a sheet."""
    asked = sheet_of(step, sheet)
    if not asked.many:
        return HttpResponseRedirect(step.url("ask", sheet, 1, 1))
    here = listed(versions.latest(desk.the_file()).data, (asked.path,))
    page = stretch(here, request.GET.get("page", ""), MOST, step.url("items", sheet))
    shown = [
        {
            "called": called(asked, item, n),
            "summary": "",
            "change": step.url("ask", sheet, n, 1),
            "remove": step.url("remove", sheet, n),
        }
        for n, item in enumerate(page.items, page.first)
    ]
    context = {
        "sheet": asked,
        "items": shown,
        "page": page,
        "add": step.url("ask", sheet, len(here) + 1, 1),
        "after": step.url("answer"),
    }
    return render(request, "asking/list.html", context)


def inner(request: HttpRequest, step: Step, sheet: int, item: int, number: int) -> HttpResponse:
    """The entries of one list inside an item."""
    asked, listing = _sheets(step, sheet, number)
    editing = _item_there(request, asked, item)
    shown = [
        {
            "called": f"第 {n} 项",
            "summary": summary(listing, one),
            "change": step.url("inner_item", sheet, item, number, n),
            "remove": step.url("inner_remove", sheet, item, number, n),
        }
        for n, one in enumerate(listed(editing.item, (listing.path,)), 1)
    ]
    here = step.url("inner", sheet, item, number)
    way = Way(step, asked, item, editing.item)
    if here not in (pages := way.pages()):
        return HttpResponseRedirect(pages[0])
    add = step.url("inner_item", sheet, item, number, len(shown) + 1)
    context = {"sheet": listing, "items": shown, "add": add, "called": called(asked, editing.item, item)}
    return render(request, "asking/list.html", {**context, **way.around(here)})


def inner_item(  # noqa: PLR0913, PLR0917 - the numbers of an address
    request: HttpRequest, step: Step, sheet: int, item: int, number: int, position: int
) -> HttpResponse:
    """One entry on one page: shown, or kept."""
    asked, listing = _sheets(step, sheet, number)
    above = _item_there(request, asked, item)
    fields = tuple(path for question in listing.questions for path in question.fields)
    if not 1 <= position <= len(listed(above.item, (listing.path,))) + 1:
        raise Http404
    loc: Loc = (*above.loc, listing.path, position - 1)
    editing = Editing(above.file, above.kept, listing, loc, fields, whole=True)
    back = step.url("inner", sheet, item, number)
    if request.method != "POST":
        return _entry(request, editing, editing.form(), back)
    form = editing.form(request.POST)
    if form.is_valid():
        editing.find_faults(form)
    if form.errors:
        return _entry(request, editing, form, back)
    answers = editing.answers(form)
    try:
        editing.save(answers, f"{called(asked, above.item, item)}：{listing.named}")
    except versions.Overtaken as error:

        def address(now: Loc) -> str:
            return step.url("inner_item", sheet, number_at(now, 1), number, number_at(now, len(now) - 1))

        return both(request, editing, answers, error.theirs, address)
    return HttpResponseRedirect(back)


def _entry(request: HttpRequest, editing: Editing, form: Any, back: str) -> HttpResponse:  # noqa: ANN401
    context = {
        "form": form,
        "rows": editing.rows(form),
        "called": editing.sheet.named,
        "base": editing.kept.number,
        "before": back,
    }
    return render(request, "asking/ask.html", context, status=422 if form.is_bound else 200)


def remove(request: HttpRequest, step: Step, sheet: int, item: int) -> HttpResponse:
    """Ask once, then take an item out of the document, with what points at it."""
    asked = sheet_of(step, sheet)
    editing = _item_there(request, asked, item)
    back = step.url("items", sheet) if asked.many else step.url("answer")
    return _removed(request, editing, called(asked, editing.item, item), back)


def inner_remove(  # noqa: PLR0913, PLR0917 - the numbers of an address
    request: HttpRequest, step: Step, sheet: int, item: int, number: int, position: int
) -> HttpResponse:
    """Ask once, then take an entry out of an item."""
    asked, listing = _sheets(step, sheet, number)
    above = _item_there(request, asked, item)
    loc: Loc = (*above.loc, listing.path, position - 1)
    if position < 1 or found(above.kept.data, loc) is None:
        raise Http404
    editing = Editing(above.file, above.kept, listing, loc, ())
    what = f"{listing.named}：{summary(listing, editing.item)}"
    return _removed(request, editing, what, step.url("inner", sheet, item, number))


def _removed(request: HttpRequest, editing: Editing, what: str, back: str) -> HttpResponse:
    name, base = editing.item.get("id"), editing.kept.number
    is_loan = editing.loc[0] == "loan" and len(editing.loc) == 2  # noqa: PLR2004

    def change(data: Data) -> Data:
        after = put(data, editing.loc, None)
        return _without(after, name) if is_loan else after

    about = book_desk.about(editing.file, str(name)) if is_loan else ()
    context: dict[str, Any] = {
        "what": what,
        "before": back,
        "base": base,
        "is_loan": is_loan,
        "about": len(about),
        "numbers": "、".join(map(str, about)),
    }
    if request.method == "POST":
        try:
            versions.save(editing.file, base, change, f"删掉 {what}", desk.now())
        except versions.Overtaken as error:
            again = {"base": error.theirs.number, "changed": True}
            return render(request, "asking/remove.html", {**context, **again}, status=409)
        return HttpResponseRedirect(back)
    return render(request, "asking/remove.html", context)


def _without(part: Any, name: object) -> Any:  # noqa: ANN401 - any part of a document
    """A document in which nothing points at a loan that is gone."""
    if isinstance(part, list):
        return [_without(one, name) for one in part]
    if not isinstance(part, dict):
        return part
    pointers = ("loan", "renews", "designated")
    return {key: _without(value, name) for key, value in part.items() if key not in pointers or value != name}


def _sheets(step: Step, sheet: int, number: int) -> tuple[Sheet, Sheet]:
    asked = sheet_of(step, sheet)
    if not 1 <= number <= len(asked.inner):
        raise Http404
    return asked, asked.inner[number - 1]


def _item_there(request: HttpRequest, sheet: Sheet, item: int) -> Editing:
    """An item that is there already, or a single table, which may still be empty."""
    editing = editing_of(request, sheet, item)
    if sheet.many and not isinstance(found(editing.kept.data, editing.loc), dict):
        raise Http404
    return editing
