"""Every page of the app, found without a browser: by its links, and every question by its number."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import Counter, deque
from html.parser import HTMLParser
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlparse

from django.urls import Resolver404, get_resolver, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from browser.sites import Site
    from yingmen.web.asking.places import Step
    from yingmen.web.asking.sheet import Question, Sheet

ASKING = ("owe", "lawful", "door", "afford")
FIRST = {"owe": 1, "lawful": 2, "door": 3, "afford": 4}
A_ROUTE_AT_MOST = 2
A_QUESTION_AT_MOST = 1
ALSO = ("/", "/all/", "/plain/", "/unlock/", "/passcode/", "/nowhere/", "/data/versions/", "/data/gone/")
NOT_PAGES = {
    "data/open/": "only sent: a case file to look at",
    "data/keep/": "only sent: the case file looked at",
    "data/all.zip": "a download",
    "data/back/": "only sent: back to a version",
    "hide/": "only sent",
    "lock/": "only sent",
    "1/paper/<str:name>": "a download",
    "2/paper/<str:name>": "a download",
    "3/paper/<str:name>": "a download",
    "4/paper/<str:name>": "a download",
    "5/paper/<str:name>": "a download",
    "3/over/": "only sent: the visit is over",
    "3/<int:sheet>/": "leads on to the first question: there is one visit",
    "4/open/": "only sent: the consequences were read",
    "5/open/": "only sent: the consequences were read",
    "4/bills/keep/": "only sent: the figures read from bills",
    "5/say/": "only sent: how one wants to answer",
    "book/send/": "only sent: an entry",
    "book/<int:number>/<int:place>/": "a download",
    "sw.js": "a script",
}
NO_LISTS_INSIDE = ("2", "3")
"""Steps whose sheets have no lists inside: the addresses of such lists are there, and lead nowhere."""
FOR_PROGRAMS = "api/"


class _Hrefs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") if tag == "a" else None
        if href:
            self.found.append(href)


def pages_of(site: Site, under: str = "/") -> list[str]:
    """The address of every page under a path: each question of a case once, of any other route a few."""
    alike = kind if site.document else route_of
    found: list[str] = []
    known: set[str] = set()
    seen: Counter[str] = Counter()
    waiting = deque([*ALSO, under, *(questions_of(site) if site.document else ())])
    while waiting:
        path = waiting.popleft()
        if path in known or not path.startswith(under) or is_full(seen, path, alike):
            continue
        landed, links = _read(site.address, path)
        if landed == path or not (landed in known or is_full(seen, landed, alike)):
            seen[alike(landed)] += 1
            found.append(site.address + landed)
        known |= {path, landed}
        waiting.extend(links)
    return found


def is_full(seen: Counter[str], path: str, alike: Callable[[str], str]) -> bool:
    """Whether a path is no page, or enough pages like it were seen."""
    most = A_QUESTION_AT_MOST if " " in alike(path) else A_ROUTE_AT_MOST
    return route_of(path) in NOT_PAGES or seen[alike(path)] >= most


def kind(path: str) -> str:
    """Pages that are alike: those of a route, but each question is a kind of its own."""
    try:
        match = resolve(urlparse(path).path)
    except Resolver404:
        return "404"
    numbers = [str(match.kwargs[key]) for key in ("sheet", "number") if key in match.kwargs]
    return " ".join([str(match.route), *numbers])


def route_of(path: str) -> str:
    """The route that a path belongs to."""
    return kind(path).split(" ", maxsplit=1)[0]


def _read(address: str, path: str) -> tuple[str, list[str]]:
    """Where a path leads, and the links on the page that is there."""
    try:
        with urllib.request.urlopen(address + path, timeout=30) as answer:  # noqa: S310 - our own
            where, text = answer.geturl(), answer.read().decode()
    except urllib.error.HTTPError as error:
        where, text = address + path, error.read().decode()
    hrefs = _Hrefs()
    hrefs.feed(text)
    links = [urldefrag(urljoin(where, href)).url for href in hrefs.found]
    return where.removeprefix(address), [
        one.removeprefix(address) for one in links if one.startswith(address)
    ]


def questions_of(site: Site) -> Iterator[str]:
    """The address of each question that the case at hand has an item for, and of the lists inside."""
    for step in steps():
        for sheet in step.sheets:
            items = _items(site.document, sheet)
            for number, one in enumerate(sheet.questions, 1):
                yield from (_address(step, sheet, at, str(number)) for at in _first(one, items))
            for number, listing in enumerate(sheet.inner, 1):
                for at in _first(listing, items):
                    for end in ("", "1/", "1/remove/"):
                        yield _address(step, sheet, at, f"list/{number}/{end}".rstrip("/"))
            if items:
                yield _address(step, sheet, 1, "remove")


def _items(document: dict[str, Any], sheet: Sheet) -> list[dict[str, Any]]:
    found = document.get(sheet.path)
    return list(found or []) if sheet.many else [found or {}]


def _first(asked: Question | Sheet, items: list[dict[str, Any]]) -> list[int]:
    """The number of the first item that this is asked of; for a list, of one that has entries if any has."""
    fitting = [number for number, item in enumerate(items, 1) if asked.when(item)]
    full = [number for number in fitting if items[number - 1].get(getattr(asked, "path", ""))]
    return (full or fitting)[:1]


def _address(step: Step, sheet: Sheet, item: int, end: str) -> str:
    return f"/{FIRST[step.name]}/{step.number(sheet)}/{item}/{end}/"


def steps() -> list[Step]:
    """The steps that ask."""
    return [import_module(f"yingmen.web.{name}.forms").STEP for name in ASKING]


def every_question() -> set[str]:
    """The kind of page of each question, and of each list inside an item, whatever the case."""
    found = set()
    for step in steps():
        first = FIRST[step.name]
        for sheet in step.sheets:
            number = step.number(sheet)
            found |= {
                f"{first}/<int:sheet>/<int:item>/<int:number>/ {number} {n}"
                for n in range(1, len(sheet.questions) + 1)
            }
            inner = f"{first}/<int:sheet>/<int:item>/list/<int:number>/"
            for n in range(1, len(sheet.inner) + 1):
                found |= {f"{inner} {number} {n}", f"{inner}<int:position>/ {number} {n}"}
    return found


def kinds(addresses: list[str]) -> set[str]:
    """The kinds of pages among these."""
    return {kind(urlparse(address).path) for address in addresses}


def every_route(resolver: Any = None, above: str = "") -> Iterator[str]:
    """The route of every address of the app."""
    for one in (resolver or get_resolver()).url_patterns:
        here = above + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from every_route(one, here)
        else:
            yield here


def page_routes() -> set[str]:
    """The routes that answer with a page."""
    nowhere = tuple(f"{step}/<int:sheet>/<int:item>/list/" for step in NO_LISTS_INSIDE)
    return {
        route
        for route in every_route()
        if route not in NOT_PAGES and not route.startswith((FOR_PROGRAMS, *nowhere))
    }
