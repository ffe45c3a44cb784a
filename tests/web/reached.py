"""Every address of the app, who comes in, and whether the gate let a question through."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest
    from django.test import Client
    from django.urls import URLPattern, URLResolver

REACHED = 299
PASSCODE = "246810"
OWN = "/data/"
"""A page that is the owner's alone."""
SAMPLES = {"int": "1", "str": "page.html", "slug": "a", "path": "a/b"}


class Instead:
    """The innermost middleware: it answers in the place of every view."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse:
        del request
        return HttpResponse(status=REACHED)


def every_address(
    patterns: list[URLPattern | URLResolver], before: str = "/"
) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address of the app with the view behind it, a sample in the place of each variable part."""
    for pattern in patterns:
        address = before + sample(pattern)
        if hasattr(pattern, "url_patterns"):
            yield from every_address(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def sample(pattern: URLPattern | URLResolver) -> str:
    """One part of an address as somebody would type it."""
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(written, SAMPLES[kind])
    assert "<" not in route, f"no sample for {route}"
    return route


def unlock(client: Client, passcode: str = PASSCODE) -> Any:
    """Give the passcode, as the page does."""
    return client.post("/unlock/", {"passcode": passcode})


def is_in(client: Client) -> bool:
    """Whether this browser sees what is the owner's."""
    return bool(client.get(OWN).status_code == HTTPStatus.OK)


def token(client: Client, address: str) -> str:
    """The word a page's forms send back."""
    page = client.get(address).content.decode()
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
