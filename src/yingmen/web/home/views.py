"""The first screen, the overview, and the pages for what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from yingmen.web import desk, faults
from yingmen.web.gate.access import is_near, open_to_all
from yingmen.web.parts import asks_for_part, kinds

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yingmen.web.desk import Desk


@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """Two big buttons: they are at my door, or I prepare."""
    return render(request, "home/first.html")


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Where things stand: the next thing to do, each step's state, what happened when, the loans."""
    from yingmen.web.home import events, states

    at = desk.desk()
    line = _line(at, request.GET.get("kind", ""))
    if asks_for_part(request, "line"):
        return render(request, "home/line.html", line)

    def made() -> dict[str, object]:
        return {
            "next": states.next_thing(at),
            "steps": states.steps(at),
            "loans": states.loans(at),
            "coming": events.coming(at),
            "base": at.base,
        }

    return render(request, "home/overview.html", {**at.worked_out_of_record("overview", made), **line})


def _line(at: Desk, kind: str) -> dict[str, object]:
    """The time line with the choice of what is on it: everything, or the lane that a number stands for."""
    from yingmen.web.home import events

    lane, chosen = kinds(reverse("home:overview"), events.LANES, kind)

    def made() -> dict[str, object]:
        told, listed = events.told(at, lane)
        return {"told": told, "listed": listed, "picture": events.picture(at, lane)}

    return {"kinds": chosen, **at.worked_out_of_record("time line", made, lane)}


@open_to_all
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page."""
    del exception
    return render(request, "home/not_found.html", status=404)


@open_to_all
def broken(request: HttpRequest) -> HttpResponse:
    """Say that this program failed, and where that is written; nothing of the case is shown or written."""
    where = settings.HOME / faults.NAME if is_near(request) else faults.NAME
    return render(request, "home/broken.html", {"written": str(where)}, status=500)
