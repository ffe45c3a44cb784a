"""A part of a page in place of the whole: what the page that is open asks for when only that much changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest


def asks_for_part(request: HttpRequest, part: str) -> bool:
    """Whether the page that is open wants this part of it anew; whoever opens an address gets a page."""
    asked = HtmxDetails(request)
    return bool(asked) and asked.target == part and not asked.history_restore_request


@dataclass(frozen=True, slots=True)
class Kind:
    """Something to choose on a list: what it is called, and where the list of it alone is."""

    name: str
    address: str
    is_chosen: bool


def kinds(here: str, names: Sequence[str], asked: str) -> tuple[str, tuple[Kind, ...]]:
    """What was chosen, "" for everything, and all there is to choose; the addresses say numbers alone."""
    numbered = {"": "", **{str(number): name for number, name in enumerate(names, 1)}}
    chosen = numbered.get(asked, "")
    return chosen, tuple(
        Kind(name or "全部", f"{here}?kind={number}" if number else here, name == chosen)
        for number, name in numbered.items()
    )
