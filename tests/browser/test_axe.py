"""Every page of the app, and every question: for everybody, in the light and in the dark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.serving import page_of
from browser.walking import NOT_PAGES, every_question, every_route, kinds, page_routes, route_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from browser.sites import Site

LARGEST_FIRST_LOAD = 150_000
TELLING = re.compile("欠|债|贷|催|款|应门|yingmen|debt|loan", re.IGNORECASE)
COLOURS = ["color-contrast", "link-in-text-block"]
TOO_SMALL = """() => [...document.querySelectorAll(
  'button, .btn, .weui-btn, .cells > li > a, nav a, label:has(input)')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
  .map(one => one.outerHTML.slice(0, 120))"""


@dataclass(slots=True)
class Seen:
    """What was seen of every page: what shuts somebody out, what is too small to touch, what went wrong."""

    light: list[str] = field(default_factory=list)
    dark: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def seen(pages: list[str], sites: list[Site], browser: Browser) -> Seen:
    """Every page looked at once, in the light and then in the dark: only colours change between them."""
    found = Seen()
    with page_of(browser) as page:
        _listen(page, sites, found.told)
        for address in pages:
            page.goto(address)
            page.emulate_media(color_scheme="light")
            found.light += problems(page)
            page.emulate_media(color_scheme="dark")
            found.dark += _again(page, {"runOnly": COLOURS})
            found.small += [f"{address} {one}" for one in page.evaluate(TOO_SMALL)]
            found.titles[address] = page.title()
    return found


def problems(page: Page) -> list[str]:
    """What axe finds on a page, in words."""
    page.evaluate(Axe().axe_script)
    return _again(page, {})


def _again(page: Page, options: dict[str, list[str]]) -> list[str]:
    """What it finds on a page it is in already."""
    found = page.evaluate("options => axe.run(options)", {"resultTypes": ["violations"], **options})
    return [
        f"{page.url} {one['id']}: {[node['html'][:150] for node in one['nodes'][:2]]}"
        for one in found["violations"]
    ]


def _listen(page: Page, sites: list[Site], told: list[str]) -> None:
    own = (*(site.address for site in sites), "data:", "blob:")
    page.on(
        "console",
        lambda one: told.append(f"{page.url} {one.text}") if one.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: told.append(f"{page.url} {error}"))
    page.on("request", lambda one: None if one.url.startswith(own) else told.append(one.url))


def test_every_route_that_is_a_page_is_seen(pages: list[str]) -> None:
    assert not page_routes() - {route_of(urlparse(address).path) for address in pages}
    assert NOT_PAGES.keys() <= set(every_route()), "an exception for an address that is gone"


def test_every_question_and_every_list_is_seen(pages: list[str]) -> None:
    asked = every_question()
    assert len(asked) > 100
    assert not asked - kinds(pages)


def test_no_page_shuts_anybody_out_in_the_light(seen: Seen) -> None:
    assert not seen.light, "\n".join(seen.light)


def test_no_page_shuts_anybody_out_in_the_dark(seen: Seen) -> None:
    assert not seen.dark, "\n".join(seen.dark)


def test_everything_to_touch_is_44_px(seen: Seen) -> None:
    assert not seen.small, "\n".join(seen.small)


def test_nothing_is_asked_elsewhere_and_nothing_complains(seen: Seen) -> None:
    assert not [one for one in seen.told if "404" not in one]


def test_no_title_and_no_address_tells(seen: Seen) -> None:
    for address, title in seen.titles.items():
        assert title.startswith("记事本")
        assert not TELLING.search(title), title
        assert not TELLING.search(urlparse(address).path), address


def test_the_first_load_is_small(sites: list[Site], browser: Browser) -> None:
    with page_of(browser) as page:
        session = page.context.new_cdp_session(page)
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
        session.send("Network.enable")
        page.goto(sites[0].address, wait_until="networkidle")
    assert sizes
    assert sum(sizes) < LARGEST_FIRST_LOAD


def test_the_keyboard_alone_reaches_everything(sites: list[Site], browser: Browser) -> None:
    with page_of(browser) as page:
        for path in ("/", "/all/", "/data/", "/k/"):
            page.goto(sites[0].address + path)
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
