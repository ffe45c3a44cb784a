"""Browsers that gave the passcode before: their tries are counted apart from those of anybody on the Wi-Fi.

Otherwise a neighbour who keeps guessing would lock the owner's own phone out for as long as they like.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer

from yingmen.web.gate import passcode
from yingmen.web.gate.access import is_near

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_KEPT = timedelta(days=180)


def is_stranger(request: HttpRequest) -> bool:
    """Whether another machine asks whose browser never gave this passcode."""
    if is_near(request):
        return False
    try:
        _signer().unsign(request.COOKIES.get(settings.KNOWN_COOKIE_NAME, ""))
    except BadSignature:
        return True
    return False


def remember(response: HttpResponse) -> None:
    """Let the browser show later that it gave this passcode; it opens nothing."""
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        _signer().sign(secrets.token_urlsafe(12)),
        max_age=_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _signer() -> Signer:
    """A new passcode makes every browser unknown."""
    return Signer(salt=f"yingmen.known.{passcode.mark()}")
