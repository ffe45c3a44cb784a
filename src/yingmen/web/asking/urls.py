"""The addresses of a step that asks: numbers alone."""

from __future__ import annotations

from functools import partial, update_wrapper
from typing import TYPE_CHECKING, Any

from django.urls import path

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.urls import URLPattern

    from yingmen.web.asking.places import Step

_ENTRY = "<int:sheet>/<int:item>/list/<int:number>/"


def paths(step: Step) -> list[URLPattern]:
    """Every page of a step's sheets, to stand behind the step's own addresses."""
    from yingmen.web.asking import lists, views

    def bound(view: Callable[..., Any]) -> Callable[..., Any]:
        return update_wrapper(partial(view, step=step), view)

    return [
        path("<int:sheet>/", bound(lists.items), name="items"),
        path("<int:sheet>/<int:item>/<int:number>/", bound(views.ask), name="ask"),
        path("<int:sheet>/<int:item>/remove/", bound(lists.remove), name="remove"),
        path(_ENTRY, bound(lists.inner), name="inner"),
        path(f"{_ENTRY}<int:position>/", bound(lists.inner_item), name="inner_item"),
        path(f"{_ENTRY}<int:position>/remove/", bound(lists.inner_remove), name="inner_remove"),
    ]
