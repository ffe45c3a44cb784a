"""From the first screen to what to say, a record, and an offer: with a thumb, with script and without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

EXAMPLE = Path(__file__).parents[2] / "examples" / "lin-xiaoman.toml"


def _heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def _until_sent(page: Page, served: str) -> None:
    """Look at the list until what waits in the page has come there."""
    for _ in range(20):
        page.wait_for_timeout(500)
        page.goto(f"{served}/book/")
        if "还没有记下什么" not in page.locator("main").inner_text():
            return


def test_three_taps_to_what_to_say(phone: Page, served: str) -> None:
    phone.goto(served)
    phone.get_by_role("link", name="有人上门了").click()
    phone.locator("ul.cells a").nth(1).click()
    phone.locator("ul.cells a").first.click()
    assert phone.locator(".say").first.inner_text()
    assert phone.locator('a[href="tel:110"]').count() >= 1
    assert phone.get_by_role("heading", name="照着说").is_visible()


def test_a_case_file_leads_to_brief_record_and_offer(phone: Page, served: str) -> None:
    phone.goto(f"{served}/data/")
    phone.locator("#file").set_input_files(EXAMPLE)
    phone.get_by_role("button", name="看看里面写了什么").click()
    assert "林小满" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="对，存下").click()
    assert _heading(phone) == "总览"
    for step, told in ((1, "本金"), (2, "合规"), (4, "每月"), (5, "说")):
        phone.goto(f"{served}/{step}/")
        assert told in phone.locator("main").inner_text(), step


def test_what_happened_is_written_down_and_is_on_the_time_line(phone: Page, served: str) -> None:
    phone.goto(f"{served}/book/now/")
    phone.get_by_label("看到、听到的").fill("来了两个人，说今天不还就去单位")
    phone.get_by_label("什么时候").fill("2026-08-30T19:30")
    phone.get_by_role("button", name="记下来").click()
    _until_sent(phone, served)
    assert "说今天不还就去单位" in phone.locator("main").inner_text()
    phone.goto(f"{served}/all/")
    assert "上门" in phone.locator("main").inner_text()


def test_a_loan_is_written_one_question_at_a_time_and_kept(phone: Page, served: str) -> None:
    phone.goto(f"{served}/all/")
    phone.get_by_role("link", name="写下一笔借款").click()
    for _ in range(12):
        if phone.locator("form.asking").count():
            break
        phone.locator("main a.btn, main a.weui-btn, main .cells a").first.click()
    else:
        raise AssertionError("no question was found")
    assert phone.get_by_text("不知道").first.is_visible()
    phone.locator("form.asking input:not([type=hidden])").first.fill("林小满")
    asked = phone.url
    phone.get_by_role("button", name="存好").click()
    phone.wait_for_url(lambda address: address != asked)
    phone.go_back()
    phone.wait_for_url(asked)
    expect(phone.locator("form.asking input:not([type=hidden])").first).to_have_value("林小满")
    phone.goto(asked)
    expect(phone.locator("form.asking input:not([type=hidden])").first).to_have_value("林小满")


def test_hide_shows_a_dull_page_and_going_back_shows_no_more(phone: Page, served: str) -> None:
    phone.goto(f"{served}/all/")
    phone.get_by_role("button", name="隐藏").click()
    phone.wait_for_url("**/plain/")
    assert "借款" not in phone.content()
    phone.goto(f"{served}/all/")
    assert phone.url.endswith("/plain/")


def test_everything_goes_out_and_is_gone(phone: Page, served: str) -> None:
    phone.goto(f"{served}/data/")
    with phone.expect_download() as download:
        phone.get_by_role("button", name="导出全部").click()
    assert download.value.suggested_filename == "notes.zip"
    phone.goto(f"{served}/data/gone/")
    phone.get_by_label("确定要删").fill("全部删掉")
    phone.get_by_role("button", name="删掉").click()
    assert "删掉了" in _heading(phone)
