"""The first screen, the overview, and the pages for what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from yingmen.web import desk
from yingmen.web.gate.access import open_to_all

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """Two big buttons: they are at my door, or I prepare."""
    return render(request, "home/first.html")


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Where things stand: the next thing to do, each step's state, what happened when, the loans."""
    from yingmen.web.home import events, states

    at = desk.desk()

    def made() -> dict[str, object]:
        return {
            "next": states.next_thing(at),
            "steps": states.steps(at),
            "loans": states.loans(at),
            "picture": events.picture(at),
            "coming": events.coming(at),
            "past": events.past(at),
            "base": at.base,
        }

    return render(request, "home/overview.html", at.worked_out("overview", made))


@open_to_all
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page."""
    del exception
    return render(request, "home/not_found.html", status=404)


@open_to_all
def broken(request: HttpRequest) -> HttpResponse:
    """Say that this program failed; no detail of the case is shown or written anywhere."""
    return render(request, "home/broken.html", status=500)
