"""Two tabs, hiding with a passcode, and an encrypted store, in the browser a user has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser.serving import page_of, serving, set_passcode

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

NAME = "/1/1/1/1/"
"""The first question of the first step: what the borrower is called."""
FIRST, SECOND = "欧阳𠮷", "阿依古丽·买买提"
PASSCODE = "晴天2026"


def _write(page: Page, served: str, name: str) -> None:
    page.goto(served + NAME)
    page.get_by_label("怎么称呼您").fill(name)


def _save(page: Page) -> None:
    with page.expect_event("requestfinished", lambda one: one.resource_type in {"document", "xhr"}):
        page.get_by_role("button", name="存好").click()
    page.wait_for_load_state()


def _name(page: Page, served: str) -> str:
    page.goto(served + NAME)
    return page.get_by_label("怎么称呼您").input_value()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_of_two_tabs_the_second_sees_both_and_chooses(browser: Browser, served: str, *, script: bool) -> None:
    with page_of(browser, script=script) as one, page_of(browser, script=script) as other:
        _write(one, served, FIRST)
        _write(other, served, SECOND)
        _save(one)
        _save(other)
        expect(other.locator("main")).to_contain_text(FIRST)
        expect(other.locator("main")).to_contain_text(SECOND)
        assert _name(one, served) == FIRST
        other.get_by_role("button", name="用我刚填的").click()
        other.wait_for_load_state()
        assert _name(one, served) == SECOND


def test_what_was_hidden_comes_back_by_the_passcode_alone(phone: Page, served: str) -> None:
    set_passcode(phone, served, PASSCODE)
    phone.goto(f"{served}/all/")
    phone.get_by_role("button", name="隐藏").click()
    phone.wait_for_url("**/plain/")
    for address in ("/all/", "/", "/1/", "/book/now/", "/k/"):
        phone.goto(served + address)
        assert "今天还没有写东西" in phone.locator("main").inner_text()
    phone.get_by_label("口令").fill("雨天123")
    phone.get_by_role("button", name="打开").click()
    phone.goto(f"{served}/all/")
    assert "总览" not in phone.locator("h1").inner_text()
    phone.goto(f"{served}/plain/")
    phone.get_by_label("口令").fill(PASSCODE)
    phone.get_by_role("button", name="打开").click()
    phone.goto(f"{served}/all/")
    assert "总览" in phone.locator("h1").inner_text()


def test_an_encrypted_store_holds_no_plain_word_and_opens_again(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for turn in range(2):
        with serving(home, YINGMEN_PASSPHRASE="月落乌啼") as address, page_of(browser) as page:  # noqa: S106
            if turn == 0:
                _write(page, address, SECOND)
                _save(page)
            assert _name(page, address) == SECOND
    held = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert SECOND.encode() not in held
    assert "阿依古丽".encode("unicode-escape") not in held
