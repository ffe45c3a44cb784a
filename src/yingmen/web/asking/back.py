"""The page somebody came from to answer one question, and the way back to it.

It travels in the address by a short name. Whatever else an address says there leads nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest

_NAME = "from"
PAGES = {
    "1": "owe:answer",
    "2": "lawful:answer",
    "3": "door:answer",
    "4": "afford:answer",
    "5": "answer:answer",
    "all": "home:overview",
}


def came_from(request: HttpRequest) -> str:
    """The short name of the page that the question was asked on; "" where none is known."""
    name = request.GET.get(_NAME, "")
    return name if name in PAGES else ""


def address(name: str) -> str:
    """Where a page with a short name is; "" where there is none of that name."""
    return reverse(PAGES[name]) if name in PAGES else ""


def coming_from(name: str, question: str) -> str:
    """The address of a question that leads back to a page."""
    return f"{question}?{_NAME}={name}" if question and name in PAGES else question
