"""Who may ask for what, in one place: every view is the owner's alone unless it says that it is open."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.crypto import constant_time_compare

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

_View = TypeVar("_View", bound="Callable[..., Any]")
UNLOCKED = "unlocked"
"""The session's mark of the owner, who gave the passcode: it fits this passcode alone."""


def open_to_all(view: _View) -> _View:
    """Mark a view that anybody who reaches the machine may ask for: it shows nothing of any case."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def stays_when_hidden(view: _View) -> _View:
    """Mark a view that answers even while everything is hidden."""
    view.stays = True  # type: ignore[attr-defined]
    return view


def is_open(view: object) -> bool:
    """Whether a view is open to all."""
    return getattr(view, "open_to_all", False) is True


def stays(view: object) -> bool:
    """Whether a view answers even while everything is hidden."""
    return getattr(view, "stays", False) is True


def is_owner(request: HttpRequest) -> bool:
    """Whether the one who asks is the owner: no passcode was set, or this session gave it."""
    from yingmen.web.gate import passcode

    mark = passcode.mark()
    return not mark or constant_time_compare(str(request.session.get(UNLOCKED, "")), mark)


def is_near(request: HttpRequest) -> bool:
    """Whether the question comes from this machine itself."""
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def is_program(request: HttpRequest) -> bool:
    """Whether a program asks, not a page in a browser."""
    return request.path.startswith("/api/") or request.headers.get("Accept") == "application/json"
