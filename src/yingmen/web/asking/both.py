"""Two windows changed the same thing: both are shown, and the one who asks chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from yingmen.web.asking.kinds import leaf
from yingmen.web.asking.places import answer_at, found, listed, same_item
from yingmen.web.asking.words import read_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from yingmen.web.asking.editing import Editing
    from yingmen.web.asking.places import Loc
    from yingmen.web.vault.versions import Data, Kept

_OURS = {"csrfmiddlewaretoken", "base"}


def both(
    request: HttpRequest,
    editing: Editing,
    answers: Mapping[str, Any],
    theirs: Kept,
    address: Callable[[Loc], str],
) -> HttpResponse:
    """Show both values; choosing one's own sends the same form again, on what stands now."""
    loc = _where_now(editing, theirs)
    item = found(theirs.data, loc) if loc else None
    context = {
        "gone": loc is None,
        "pairs": _pairs(editing, answers, item or {}),
        "base": theirs.number,
        "again": address(loc or editing.loc),
        "sent": [(key, one) for key, many in request.POST.lists() if key not in _OURS for one in many],
        "saved_at": theirs.saved_at,
        "is_new": item is None,
    }
    return render(request, "asking/both.html", context, status=409)


def _where_now(editing: Editing, theirs: Kept) -> Loc | None:
    """Where the item that the form was about stands now; behind the others if it is a new one."""
    data, loc = editing.kept.data, editing.loc
    above = _moved(data, theirs.data, loc[:-2]) if len(loc) > 2 else loc[:-2]  # noqa: PLR2004
    if above is None or not editing.sheet.many:
        return None if above is None else loc
    listing = (*above, loc[-2])
    before = found(data, loc)
    if before is None:
        return (*listing, len(listed(theirs.data, listing)))
    return same_item(theirs.data, (*listing, loc[-1]), before)


def _moved(data: Data, theirs: Data, loc: Loc) -> Loc | None:
    before = found(data, loc)
    return same_item(theirs, loc, before) if before is not None else loc


def _pairs(editing: Editing, answers: Mapping[str, Any], item: Any) -> list[dict[str, str]]:  # noqa: ANN401
    found_leaves = [(path, leaf(editing.sheet.model, path)) for path in editing.fields]
    return [
        {
            "title": one.title,
            "mine": read_out(one, answers.get(path)),
            "theirs": read_out(one, answer_at(item, path)),
        }
        for path, one in found_leaves
    ]
