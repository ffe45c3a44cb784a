"""What every page knows: whether a passcode was set, and what the last step said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

_SAID = "said"


def say(request: HttpRequest, text: str) -> None:
    """Leave a sentence that the next page shows once, such as "已存下"."""
    request.session[_SAID] = text


def every_page(request: HttpRequest) -> dict[str, object]:
    """What the frame of every page shows."""
    session = getattr(request, "session", None)
    said = session.pop(_SAID, "") if session is not None and _SAID in session else ""
    return {"said": said}
