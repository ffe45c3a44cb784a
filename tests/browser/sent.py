"""Pages that no link leads to: what is shown after something was sent, and what is refused."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tomli_w

from browser.sites import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

CODE = "一二三四五六"
LONGEST, LARGEST = 64 * 1024, 64 * 1024 * 1024
"""Bytes of an address and of what is sent at once that are too many."""
BILL = "\ufeff交易时间,商品说明,收/支,金额\n2026-07-01 10:00:00,饭,支出,10.00\n".encode()


@dataclass(frozen=True, slots=True)
class Sent:
    """One such page: what it is called here, its status, what it must say, and how one gets there."""

    name: str
    status: int
    says: str
    get: Callable[[Page, str], None]


def send(page: Page, button: str) -> None:
    """Press a button of the page by its words, and wait until what it leads to is there."""
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state("networkidle")


def _question(at: str, field: str, value: str) -> Callable[[Page, str], None]:
    """Answer a question in a way that does not fit."""

    def get(page: Page, address: str) -> None:
        page.goto(address + at)
        page.locator(f'[name="{field}"]').fill(value)
        send(page, "存好，下一步")

    return get


def _entry(page: Page, address: str) -> None:
    """Send an entry of a day that is none, as a phone without script does."""
    page.goto(f"{address}/book/now/")
    page.locator('[name="at"]').fill("昨天")
    _submitted(page)


def _submitted(page: Page) -> None:
    """Send the page for the door past its script."""
    with page.expect_navigation():
        page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('#now'))")


def _form(at: str, fields: dict[str, str], button: str) -> Callable[[Page, str], None]:
    """Fill in the fields of a page and send it."""

    def get(page: Page, address: str) -> None:
        page.goto(address + at)
        for name, value in fields.items():
            page.locator(f'[name="{name}"]').last.fill(value)
        send(page, button)

    return get


def _files(at: str, name: str, content: bytes, button: str) -> Callable[[Page, str], None]:
    """Choose a file and send it."""

    def get(page: Page, address: str) -> None:
        page.goto(address + at)
        page.locator("input[type=file]").first.set_input_files(
            {"name": name, "mimeType": "text/plain", "buffer": content}
        )
        send(page, button)

    return get


def _two_windows(page: Page, address: str) -> None:
    """Two windows over one question; the second one kept is told of the first."""
    other = page.context.new_page()
    for one in (page, other):
        one.goto(f"{address}/1/1/1/1/")
    other.locator('[name="name"]').fill("林大满")
    send(other, "存好，下一步")
    other.close()
    page.locator('[name="name"]').fill("林满")
    send(page, "存好，下一步")


def _overtaken(page: Page, address: str) -> None:
    """Go back to a version from a list of them that another window has made old."""
    page.goto(f"{address}/data/versions/")
    other = page.context.new_page()
    other.goto(f"{address}/1/1/1/3/")
    other.locator("input.weui-input").first.fill("常州")
    send(other, "存好，下一步")
    other.close()
    send(page, "回到第 1 版")


def _forged(page: Page, address: str) -> None:
    """Send a form whose token is not the app's own."""
    page.goto(f"{address}/data/gone/")
    page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    send(page, "删掉")


def _only_sent(page: Page, address: str) -> None:
    page.goto(f"{address}/data/keep/")


def _spoken(page: Page, address: str) -> None:
    page.goto(f"{address}/5/")
    page.get_by_label("都看一看").check()
    send(page, "看要说的话")


def _removed_too_late(page: Page, address: str) -> None:
    """Take something away that another window has changed meanwhile."""
    page.goto(f"{address}/1/2/1/remove/")
    other = page.context.new_page()
    other.goto(f"{address}/1/2/1/1/")
    other.locator("input.weui-input").first.fill("海棠")
    send(other, "存好，下一步")
    other.close()
    send(page, "删掉")


def _too_often(page: Page, address: str) -> None:
    """Give a wrong passcode until none is looked at any more."""
    for _ in range(5):
        _form("/unlock/", {"passcode": "猜的"}, "打开")(page, address)


def _without_end(page: Page, address: str) -> None:
    """Open an address that is far too long."""
    page.goto(f"{address}/{'a' * LONGEST}")


def _too_large(page: Page, address: str) -> None:
    """Send more than is taken at once, as a phone without script does."""
    page.goto(f"{address}/book/now/")
    with tempfile.NamedTemporaryFile(suffix=".mp4") as film:
        film.truncate(LARGEST + 1)
        page.locator("#file").set_input_files(film.name)
        _submitted(page)


def _found_locked(page: Page, address: str) -> None:
    """Come to a page of one's own after the app was locked."""
    page.goto(f"{address}/passcode/")
    send(page, "现在锁上")
    page.goto(f"{address}/all/")


_CASE = tomli_w.dumps(told()).encode()
SENT = (
    Sent("an amount that is none", 422, "一个数", _question("/1/2/1/10/", "principal", "很多")),
    Sent("a rate without its sign", 422, "您是说", _question("/1/2/1/16/", "nominal_rate", "24")),
    Sent("a number of people that is none", 422, "整数", _question("/4/1/1/1/", "members", "几个")),
    Sent("words for every stance", 200, "依据", _spoken),
    Sent(
        "a case file looked at",
        200,
        "看懂了这些，还没有存",
        _files("/data/", "案件.toml", _CASE, "看看里面写了什么"),
    ),
    Sent(
        "a file that is no case",
        400,
        "怎么办",
        _files("/data/", "照片.toml", b"\xff\xd8\xff", "看看里面写了什么"),
    ),
    Sent(
        "a case file with mistakes",
        400,
        "怎么办",
        _files("/data/", "案件.toml", b'[borrower]\nage = "x"\n', "看看里面写了什么"),
    ),
    Sent(
        "a bill looked at",
        200,
        "先看一眼，还没有存",
        _files("/4/bills/", "alipay.csv", BILL, "看看读出了什么"),
    ),
    Sent(
        "a file that is no bill",
        422,
        "找不到日期和金额",
        _files("/4/bills/", "a.csv", b"\x00\x01", "看看读出了什么"),
    ),
    Sent("two windows over one question", 409, "两个窗口改了同一项", _two_windows),
    Sent("two windows over the versions", 409, "别的窗口刚刚改过", _overtaken),
    Sent("something removed too late", 409, "还没有删", _removed_too_late),
    Sent("an entry of a day that is none", 400, "还没有记上", _entry),
    Sent("the wrong word to erase", 400, "还没有删", _form("/data/gone/", {"word": "删"}, "删掉")),
    Sent("a form from elsewhere", 403, "没有收下", _forged),
    Sent("an address that only takes", 405, "这一页不能这样打开", _only_sent),
    Sent("an address without end", 414, "网址太长了", _without_end),
    Sent("more than is taken at once", 413, "一次送的太大了", _too_large),
    Sent(
        "two passcodes that differ",
        400,
        "两遍口令不一样",
        _form("/passcode/", {"new": CODE, "again": "别的"}, "设口令"),
    ),
    Sent("a passcode set", 200, "口令设好了", _form("/passcode/", {"new": CODE, "again": CODE}, "设口令")),
    Sent(
        "a passcode to change",
        400,
        "原来的口令不对",
        _form("/passcode/", {"old": "不知道是什么"}, "不要口令了"),
    ),
    Sent("locked", 200, "口令", _found_locked),
    Sent("back with the passcode", 200, "有人上门了", _form("/unlock/", {"passcode": CODE}, "打开")),
    Sent("a wrong passcode", 403, "口令不对", _form("/unlock/", {"passcode": "猜的"}, "打开")),
    Sent("wrong too often", 403, "输错太多次了", _too_often),
    Sent("everything erased", 200, "全部删掉了", _form("/data/gone/", {"word": "全部删掉"}, "删掉")),
)
"""In this order: a passcode is set on the way, and the last of them erases everything."""
