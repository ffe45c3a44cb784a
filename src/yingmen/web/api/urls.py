"""Where the addresses for other programs are; each asks for the CSRF token as the pages do."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern

from yingmen.web.api.saying import NOT_JSON, refusal
from yingmen.web.api.views import api

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

app_name = "api"
_SENDS = ("POST", "PUT")


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view with what its library leaves out: other sites are kept out, and only JSON is read."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:  # noqa: ANN401
        if request.method in _SENDS and request.content_type != "application/json":
            return refusal(NOT_JSON, "这里只收 JSON", "写上 Content-Type: application/json 再来一次。")
        return view(request, *args, **more)

    answered.csrf_exempt = False  # type: ignore[attr-defined]
    return answered


def _safe(pattern: URLPattern) -> URLPattern:
    return URLPattern(pattern.pattern, _guarded(pattern.callback), pattern.default_args, pattern.name)


urlpatterns = [_safe(pattern) for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
