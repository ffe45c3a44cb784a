"""A real `yingmen serve` on a port of its own with an empty home, and the browser that is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser.serving import CHROMIUM, FLAGS, page_of, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
