"""The pages that no link leads to: after something was sent, refused, or broken; for everybody too."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.sent import SENT, Sent
from browser.serving import page_of, serving
from browser.sites import open_case, told
from browser.test_axe import TOO_SMALL, problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Response


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The app over a full case, told of in these pages and erased by the last of them."""
    with serving(tmp_path_factory.mktemp("sent") / "home") as at:
        with page_of(browser, script=False) as page:
            open_case(page, at, told())
        yield at


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[Page]:
    """One phone for all of these pages, so that it knows the passcode set on the way."""
    with page_of(browser) as page:
        yield page


@pytest.mark.parametrize("sent", SENT, ids=lambda sent: sent.name)
def test_what_is_shown_after_sending_shuts_nobody_out(visitor: Page, address: str, sent: Sent) -> None:
    statuses: list[int] = []

    def heard(response: Response) -> None:
        if response.request.resource_type in {"document", "xhr", "fetch"}:
            statuses.append(response.status)

    visitor.on("response", heard)
    sent.get(visitor, address)
    visitor.remove_listener("response", heard)
    expect(visitor.locator("main")).to_contain_text(sent.says)
    assert statuses[-1] == sent.status
    assert problems(visitor) == []
    assert visitor.evaluate(TOO_SMALL) == []


def test_a_page_that_broke_shuts_nobody_out(tmp_path: Path, browser: Browser) -> None:
    home = tmp_path / "home"
    with serving(home) as at, page_of(browser) as page:
        page.goto(f"{at}/all/")
        with contextlib.closing(sqlite3.connect(next(home.glob("*.sqlite3")))) as store, store:
            store.execute("ALTER TABLE version RENAME TO gone")
        answer = page.goto(f"{at}/all/")
        assert answer is not None
        assert answer.status == 500
        assert "程序出错了" in page.locator("main").inner_text()
        assert problems(page) == []
