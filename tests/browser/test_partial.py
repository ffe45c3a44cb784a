"""Parts of a page in place of whole pages: the same without script, nothing lost, nothing left behind."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tomli_w
from playwright.sync_api import expect

from browser.serving import page_of, serving, set_passcode
from support import bank_loan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

EXAMPLE = Path(__file__).parents[2] / "examples" / "lin-xiaoman.toml"
NAME = "/1/1/1/1/"
"""The first question of the first step: what the borrower is called."""
PASSCODE = "晴天2026"


OLD = bank_loan(id="旧", disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))
"""A loan whose years may be over: what would revive it waits behind a gate."""


def fill(browser: Browser, address: str) -> None:
    """Put the example with an old loan in."""
    case = tomllib.loads(EXAMPLE.read_text("utf-8"))
    text = tomli_w.dumps({**case, "loan": [*case["loan"], OLD]}).encode()
    with page_of(browser) as page:
        page.goto(f"{address}/data/")
        page.locator("#file").set_input_files({"name": "a.toml", "mimeType": "text/plain", "buffer": text})
        page.get_by_role("button", name="看看里面写了什么").click()
        page.get_by_role("button", name="对，存下").click()
        expect(page.locator("h1")).to_have_text("总览")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of the app with the example in it."""
    with serving(tmp_path_factory.mktemp("partial") / "home") as address:
        fill(browser, address)
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's page."""
    with page_of(browser) as found:
        yield found


def mark(page: Page) -> None:
    """Leave something in the page that a new page does not have."""
    page.evaluate("window.same = true")


def is_same(page: Page) -> bool:
    return page.evaluate("window.same === true") is True


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.tagName"))


def name_field(page: Page, served: str) -> None:
    page.goto(served + NAME)
    mark(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="存好", exact=False).first.click()


def test_the_kinds_of_the_time_line_are_links_that_go_back(phone: Page, filled: str) -> None:
    phone.goto(f"{filled}/all/")
    phone.get_by_role("link", name="还款", exact=True).click()
    phone.wait_for_url("**/all/?kind=2")
    expect(phone.locator("#kind-2")).to_have_attribute("aria-current", "true")
    shown = phone.locator("#line .cells li").all_inner_texts()
    assert shown
    assert all("还款：" in line for line in shown)
    expect(phone.locator("#line")).to_contain_text(f"还款：一共 {len(shown)} 件")
    phone.get_by_role("link", name="联系", exact=True).click()
    phone.wait_for_url("**/all/?kind=1")
    with phone.expect_event("load"):
        phone.go_back()
    phone.wait_for_url("**/all/?kind=2")
    expect(phone.locator("#line .cells li")).to_have_text([re.compile("还款：")] * len(shown))
    phone.go_back()
    phone.wait_for_url("**/all/")
    expect(phone.locator("#kind-0")).to_have_attribute("aria-current", "true")
    expect(phone.get_by_role("heading", name="五步")).to_be_visible()


def test_a_kind_comes_as_a_part_and_is_said(page: Page, filled: str) -> None:
    page.goto(f"{filled}/all/")
    mark(page)
    with page.expect_response("**/all/?kind=4") as answer:
        page.get_by_role("link", name="期限", exact=True).click()
    assert "<h1" not in answer.value.text()
    expect(page.locator("#aloud")).to_have_text(re.compile("^期限："))
    assert focused(page) == "kind-4"
    assert is_same(page)
    assert page.locator("h1").count() == page.locator("#line").count() == 1


def test_the_record_is_read_a_kind_at_a_time_and_goes_on_sending(phone: Page, served: str) -> None:
    for text, kind in (("一", "上门"), ("二", "电话")):
        phone.goto(f"{served}/book/now/")
        phone.get_by_label(kind, exact=True).check()
        phone.get_by_label("看到、听到的").fill(text)
        phone.get_by_role("button", name="记下来").click()
        expect(phone.locator(".said").first).to_contain_text("已保存")
    phone.goto(f"{served}/book/")
    phone.get_by_role("link", name="电话", exact=True).click()
    phone.wait_for_url("**/book/?kind=2")
    expect(phone.locator("#entries section")).to_have_count(1)
    expect(phone.locator("#entries")).to_contain_text("二")
    phone.go_back()
    expect(phone.locator("#entries section")).to_have_count(2)


@pytest.mark.parametrize(("step", "part"), [(4, "plan"), (5, "rest")])
def test_a_gate_opens_and_shuts_where_it_stands(phone: Page, filled: str, step: int, part: str) -> None:
    phone.goto(f"{filled}/{step}/")
    before = phone.locator(f"#{part}").inner_text()
    phone.get_by_role("button", name="我看过了，仍要继续").first.click()
    shut = phone.get_by_role("button", name="收回")
    expect(shut).to_have_count(1)
    assert phone.locator(f"#{part}").inner_text() != before
    assert phone.url == f"{filled}/{step}/"
    shut.click()
    expect(shut).to_have_count(0)
    assert phone.locator("h1").count() == 1


@pytest.mark.parametrize("step", [4, 5])
def test_an_opened_gate_is_said_and_keeps_the_focus(page: Page, filled: str, step: int) -> None:
    page.goto(f"{filled}/{step}/")
    mark(page)
    page.locator("#gate-1").click()
    expect(page.locator("#aloud")).to_contain_text("改好了")
    assert focused(page) == "gate-1"
    expect(page.locator("#gate-1")).to_be_in_viewport()
    assert is_same(page)


def test_the_next_question_comes_in_place_and_back_shows_what_was_saved(page: Page, served: str) -> None:
    name_field(page, served)
    page.get_by_label("怎么称呼您").fill("欧阳𠮷")
    save(page)
    page.wait_for_url(lambda address: not address.endswith(NAME))
    second = page.url
    expect(page.locator("#aloud")).to_have_text(re.compile("^存好了。第 2 问，共"))
    assert focused(page) == "H1"
    assert page.title() == "记事本 2"
    assert page.evaluate("window.scrollY") == 0
    assert is_same(page)
    page.go_back()
    page.wait_for_url(f"**{NAME}")
    expect(page.get_by_label("怎么称呼您")).to_have_value("欧阳𠮷")
    page.go_forward()
    page.wait_for_url(second)
    expect(page.locator(".progress")).to_contain_text("第 2 问")


def test_nothing_is_left_in_the_browser(page: Page, filled: str) -> None:
    name_field(page, filled)
    save(page)
    expect(page.locator("#aloud")).to_contain_text("存好了")
    page.goto(f"{filled}/all/")
    page.get_by_role("link", name="还款", exact=True).click()
    page.wait_for_url("**/all/?kind=2")
    page.go_back()
    expect(page.locator("#kind-0")).to_have_attribute("aria-current", "true")
    page.wait_for_load_state()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_wrong_answer_is_said_in_place_and_what_was_typed_stays(page: Page, served: str) -> None:
    page.goto(f"{served}/1/2/1/1/")
    field = page.locator("form.asking input[type=date], form.asking input[inputmode=decimal]").first
    for _ in range(20):
        if field.count():
            break
        page.get_by_role("button", name="存好").first.click()
        page.wait_for_timeout(300)
    mark(page)
    here, depth = page.url, page.evaluate("history.length")
    field.evaluate("one => { one.type = 'text'; one.value = '不对'; }")
    save(page)
    expect(page.locator("#aloud")).to_contain_text("还没有存")
    assert page.url == here
    assert page.evaluate("history.length") == depth
    assert page.evaluate("document.activeElement.matches('[aria-invalid=true], .question__wrong')")
    assert is_same(page)


def test_without_a_connection_what_was_typed_stays_and_can_be_sent_again(page: Page, served: str) -> None:
    name_field(page, served)
    page.get_by_label("怎么称呼您").fill("阿依古丽·买买提")
    page.route(f"**{NAME}", lambda route: route.abort())
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("还没有存")
    expect(page.get_by_label("怎么称呼您")).to_have_value("阿依古丽·买买提")
    page.unroute(f"**{NAME}")
    save(page)
    page.wait_for_url(lambda address: not address.endswith(NAME))
    expect(page.get_by_role("alert")).to_have_count(0)
    page.goto(served + NAME)
    expect(page.get_by_label("怎么称呼您")).to_have_value("阿依古丽·买买提")


def test_a_page_that_failed_leaves_what_was_typed(page: Page, served: str) -> None:
    name_field(page, served)
    page.get_by_label("怎么称呼您").fill("欧阳𠮷")
    page.route(f"**{NAME}", lambda route: route.fulfill(status=500, body="<!DOCTYPE html><main>坏了</main>"))
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("没有做成")
    expect(page.get_by_label("怎么称呼您")).to_have_value("欧阳𠮷")


def test_locked_or_hidden_elsewhere_nothing_of_the_case_stays_on_the_page(page: Page, served: str) -> None:
    set_passcode(page, served, PASSCODE)
    name_field(page, served)
    page.get_by_label("怎么称呼您").fill("欧阳𠮷")
    other = page.context.new_page()
    other.goto(f"{served}/all/")
    other.get_by_role("button", name="隐藏").click()
    other.wait_for_url("**/plain/")
    save(page)
    expect(page.locator("main")).to_contain_text("今天还没有写东西")
    expect(page.locator("nav.bar")).to_have_count(0)
    assert "怎么称呼您" not in page.content()
    page.go_back()
    expect(page.locator("main")).to_contain_text("今天还没有写东西")
    expect(page.locator("body")).not_to_contain_text("怎么称呼您")


def test_an_answer_to_a_locked_page_is_asked_for_the_passcode(page: Page, served: str) -> None:
    name_field(page, served)
    other = page.context.new_page()
    set_passcode(other, served, PASSCODE)
    page.context.clear_cookies(name="s")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("锁上了，刚才的没有存")
    expect(page.get_by_label("口令")).to_be_visible()
    expect(page.locator("nav.bar")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_answer_for_another_page_leads_back_there(browser: Browser, filled: str, *, script: bool) -> None:
    with page_of(browser, script=script) as page:
        page.goto(f"{filled}{NAME}?from=all")
        save(page)
        expect(page.locator("h1")).to_have_text("总览")
        assert page.url == f"{filled}/all/"
        assert page.locator("main").count() == page.locator("nav.bar").count() == 1
        page.get_by_role("link", name="还款", exact=True).click()
        expect(page.locator("#line")).to_contain_text("还款：一共")
