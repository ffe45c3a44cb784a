"""What could not be done, said on a page of its own: what happened, where, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from yingmen.errors import CaseError, EntryError, InputError, OutputError, YingmenError
from yingmen.web.plain_words import plain, plain_place
from yingmen.web.vault.versions import Overtaken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_FAULT, _CLASH, _FULL = 400, 409, 507


class _Saying:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the question pass."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Give the page for what a step could not do; anything else is left to Django."""
        if isinstance(error, Overtaken):
            return render(request, "home/overtaken.html", {"theirs": error.theirs}, status=_CLASH)
        if not isinstance(error, YingmenError):
            return None
        return render(request, "home/wrong.html", told(error), status=_status(error))


def say_what_is_wrong(answer: Callable[[HttpRequest], HttpResponse]) -> _Saying:
    """Show what could not be done instead of an empty page."""
    return _Saying(answer)


def told(error: YingmenError) -> dict[str, object]:
    """An error's words for a page; each problem of a file on a line of its own."""
    if isinstance(error, CaseError | EntryError):
        what = f"有 {len(error.problems)} 处要改，还没有存"
        problems = [str(problem) for problem in error.problems]
        return {
            "what": what,
            "where": error.where,
            "remedy": "改好下面这些，再来一次。",
            "problems": problems,
        }
    what, where, remedy = plain(error.what or str(error)), plain_place(error.where), plain(error.remedy)
    return {"what": what, "where": where, "remedy": remedy, "problems": []}


def _status(error: YingmenError) -> int:
    if isinstance(error, OutputError):
        return _FULL
    return _FAULT if isinstance(error, InputError) else _CLASH
