"""Every page of the app, found by walking its links: for everybody, in the light and in the dark."""

from __future__ import annotations

import re
from collections import Counter, deque
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, get_resolver, resolve

from browser.serving import page_of, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

EXAMPLE = Path(__file__).parents[2] / "examples" / "lin-xiaoman.toml"
NO_PAGES = re.compile(r"paper/|sw\.js|^api/|^book/<int:number>/<int:place>/|\.zip$")
ONLY_SENT = {"data/open/", "data/keep/", "data/back/", "hide/", "lock/", "book/send/", "1/open/"}
ALSO = ("/all/", "/plain/", "/unlock/", "/passcode/", "/nowhere/", "/k/1/say/1/", "/data/versions/")
A_ROUTE_AT_MOST = 2
LARGEST_FIRST_LOAD = 150_000
TELLING = re.compile("欠|债|贷|催|款|应门|yingmen|debt|loan", re.IGNORECASE)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of the app with the example and an entry in it."""
    with serving(tmp_path_factory.mktemp("axe") / "home") as address:
        with page_of(browser) as page:
            page.goto(f"{address}/data/")
            page.locator("#file").set_input_files(EXAMPLE)
            page.get_by_role("button", name="看看里面写了什么").click()
            page.get_by_role("button", name="对，存下").click()
            page.goto(f"{address}/book/now/")
            page.get_by_label("看到、听到的").fill("来了两个人")
            page.get_by_role("button", name="记下来").click()
            page.wait_for_url("**/book/**")
        yield address


@pytest.fixture(scope="module")
def pages(filled: str, browser: Browser) -> list[str]:
    """The path of every page that can be reached, a few for each route."""
    found: list[str] = []
    seen: Counter[str] = Counter()
    waiting = deque(["/", *ALSO])
    with page_of(browser) as page:
        while waiting:
            path = waiting.popleft()
            route = _route(path)
            if path in found or seen[route] >= A_ROUTE_AT_MOST or NO_PAGES.search(route):
                continue
            page.goto(filled + path)
            found.append(path)
            seen[route] += 1
            waiting.extend(_links(page))
    return found


def _links(page: Page) -> list[str]:
    hrefs: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    here = urlparse(page.url)
    inside = (urlparse(urldefrag(href).url) for href in hrefs)
    return [one.path + (f"?{one.query}" if one.query else "") for one in inside if one.netloc == here.netloc]


def _route(path: str) -> str:
    try:
        return str(resolve(urlparse(path).path).route)
    except Resolver404:
        return "404"


def _routes(resolver: Any, above: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        here = above + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _routes(one, here)
        else:
            yield here


def test_the_walk_reaches_every_page(pages: list[str]) -> None:
    wanted = {route for route in _routes(get_resolver()) if not NO_PAGES.search(route)} - ONLY_SENT
    reached = {_route(path) for path in pages}
    missing = {
        route for route in wanted - reached if "<int:item>/list/" not in route and "/open/" not in route
    }
    assert len(missing) <= 20, missing
    assert {"", "all/", "k/", "1/", "2/", "3/", "4/", "5/", "book/", "book/now/", "data/"} <= reached


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(pages: list[str], filled: str, browser: Browser, scheme: str) -> None:
    problems: list[str] = []
    with page_of(browser, color_scheme=scheme) as page:
        for path in pages:
            page.goto(filled + path)
            found = Axe().run(page)
            problems += [
                f"{path} {one['id']}: {[node['html'][:150] for node in one['nodes'][:2]]}"
                for one in found.response["violations"]
            ]
    assert not problems, "\n".join(problems)


def test_no_page_scrolls_sideways_at_320_px_or_twice_the_size(
    pages: list[str], filled: str, browser: Browser
) -> None:
    wide: list[str] = []
    with page_of(browser, size=(320, 640)) as page:
        for path in pages:
            page.goto(filled + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                wide.append(f"{path}: {width}")
    assert not wide


def test_everything_to_touch_is_44_px(pages: list[str], filled: str, browser: Browser) -> None:
    script = """() => [...document.querySelectorAll(
      'button, .btn, .weui-btn, .cells > li > a, nav a, label:has(input)')]
      .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
      .map(one => one.outerHTML.slice(0, 120))"""
    small: list[str] = []
    with page_of(browser) as page:
        for path in pages:
            page.goto(filled + path)
            small += [f"{path} {one}" for one in page.evaluate(script)]
    assert not small, "\n".join(small)


def test_nothing_is_asked_elsewhere_and_nothing_complains(
    pages: list[str], filled: str, browser: Browser
) -> None:
    told: list[str] = []
    with page_of(browser) as page:
        page.on(
            "console",
            lambda one: told.append(f"{page.url} {one.text}") if one.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: told.append(f"{page.url} {error}"))
        page.on(
            "request",
            lambda one: None if one.url.startswith((filled, "data:", "blob:")) else told.append(one.url),
        )
        for path in pages:
            page.goto(filled + path)
    assert not [one for one in told if "404" not in one]


def test_no_title_and_no_address_tells(pages: list[str], filled: str, browser: Browser) -> None:
    with page_of(browser) as page:
        for path in pages:
            page.goto(filled + path)
            assert page.title().startswith("记事本")
            assert not TELLING.search(page.title()), page.title()
            assert not TELLING.search(path), path


def test_the_first_load_is_small(filled: str, browser: Browser) -> None:
    with page_of(browser) as page:
        session = page.context.new_cdp_session(page)
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
        session.send("Network.enable")
        page.goto(filled, wait_until="networkidle")
    assert sizes
    assert sum(sizes) < LARGEST_FIRST_LOAD


def test_the_keyboard_alone_reaches_everything(filled: str, browser: Browser) -> None:
    with page_of(browser) as page:
        for path in ("/", "/all/", "/data/", "/k/"):
            page.goto(filled + path)
            wanted = page.evaluate(
                "[...document.querySelectorAll("
                "'a[href], button, summary, input:not([type=hidden]), [tabindex=\"0\"]')]"
                ".filter(one => one.checkVisibility()).length"
            )
            for _ in range(wanted + 2):
                page.keyboard.press("Tab")
                page.evaluate("document.activeElement.dataset.reached = '1'")
                shown = page.evaluate(
                    "document.activeElement === document.body"
                    " || getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                )
                assert shown, path
            assert page.locator("[data-reached]:not(body)").count() == wanted, path
