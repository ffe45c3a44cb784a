"""A real `yingmen serve` on a port of its own with an empty home, and the browser that is installed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser.serving import CHROMIUM, FLAGS, page_of, serving
from browser.sites import official, opened, told
from browser.walking import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browser.sites import Site


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of the app with nothing in it."""
    with serving(tmp_path / "home") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, started once a file; its event loop must be gone before tests of the database run."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[list[Site]]:
    """The app over a full case, over one with an official at the door, and with nothing in it."""
    homes = tmp_path_factory.mktemp("sites")
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(opened(homes / str(number), browser, document))
            for number, document in enumerate((told(), official(), {}))
        ]


@pytest.fixture(scope="module")
def pages(sites: list[Site]) -> list[str]:
    """The address of every page of theirs: of the second case those of its visit."""
    full, official_there, empty = sites
    return pages_of(full) + pages_of(official_there, "/3/") + pages_of(empty)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A phone's page, with and without JavaScript."""
    with page_of(browser, script=request.param) as page:
        yield page


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """A computer's page."""
    with page_of(browser, size=(1280, 900)) as page:
        yield page
