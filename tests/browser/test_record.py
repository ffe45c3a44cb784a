"""Writing at the door in a real browser: server, power or answer may be lost, what was written is not."""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from browser.serving import CHROMIUM, FLAGS, page_of, set_passcode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 2000
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


class Server:
    """The app over a home at one address, that can be killed and brought back."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "yingmen", "serve", "--home", str(self.home)]
        self._process = subprocess.Popen(
            [*command, "--port", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(300):
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(self.address, timeout=10),  # noqa: S310 - our own
            ):
                return
            time.sleep(0.1)
        raise AssertionError("the server did not answer")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def entries(self) -> list[dict[str, Any]]:
        """The lines of the journal as they lie in the database."""
        with contextlib.closing(sqlite3.connect(self.home / "store.sqlite3")) as base:
            return [json.loads(line) for (line,) in base.execute("select data from line order by start")]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path / "home")
    yield found
    found.kill()


def opened(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/book/now/")
    page.wait_for_selector("#now[data-ready=yes]")


def until(page: Page, said: str) -> None:
    """Wait for what the page says; the policy of the pages lets nothing wait inside of them."""
    for _ in range(150):
        if page.evaluate(said):
            return
        page.wait_for_timeout(100)
    raise AssertionError(said)


def controlled(page: Page) -> None:
    """Wait until the worker has the page and what it keeps."""
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.match('/book/now/').then((found) => Boolean(found))")


def write(page: Page, text: str, *buttons: str) -> None:
    for name in buttons:
        page.get_by_label(name, exact=True).check()
    page.get_by_label("看到、听到的").fill(text)
    page.get_by_role("button", name="记下来").click()


def test_what_was_written_while_the_server_was_gone_arrives_once_in_order_with_its_time(
    browser: Browser, server: Server
) -> None:
    with page_of(browser) as page:
        opened(page, server)
        controlled(page)
        server.kill()
        write(page, "一", "威胁", "2 个人")
        expect(page.locator("#queue")).to_contain_text("还有 1 条等着送到")
        page.set_input_files("#photo", {"name": "门口.jpg", "mimeType": "image/jpeg", "buffer": PHOTO})
        expect(page.locator("#kept")).to_contain_text("门口.jpg")
        write(page, "二")
        expect(page.locator("#queue")).to_contain_text("还有 2 条等着送到")
        opened(page, server)
        write(page, "三", "骂人")
        expect(page.locator("#queue")).to_contain_text("还有 3 条等着送到")
        time.sleep(2)
        server.start()
        expect(page.locator("#queue")).to_contain_text("已保存：第 3 条", timeout=30000)
        expect(page.locator("#queue")).not_to_contain_text("等着")
        page.goto(f"{server.address}/book/?check=1")
        expect(page.locator(".paper")).to_contain_text("都对得上：3 条记录，1 个附件")
    first, second, third = server.entries()
    assert [first["text"], second["text"], third["text"]] == ["一", "二", "三"]
    assert first["facts"] == {"channel": "visit", "threat": True, "staff_count": 2}
    assert [item["sha256"] for item in second["attachments"]] == [hashlib.sha256(PHOTO).hexdigest()]
    moments = [datetime.fromisoformat(entry["written_at"]) for entry in (first, second, third)]
    assert moments == sorted(moments)


def lender_kept(page: Page, server: Server, number: int, lender: str) -> None:
    page.goto(f"{server.address}/1/2/{number}/1/")
    page.locator("input[name=lender]").fill(lender)
    page.get_by_role("button", name="存好，下一步").click()
    page.wait_for_url(f"**/1/2/{number}/2/")


def test_which_loan_and_how_many_came_are_written_without_a_connection_too(
    browser: Browser, server: Server
) -> None:
    with page_of(browser) as page:
        lender_kept(page, server, 1, "江南银行")
        opened(page, server)
        expect(page.locator("input[name=loan]")).to_have_count(0)
        lender_kept(page, server, 2, "海棠")
        opened(page, server)
        controlled(page)
        until(page, KEPT.format("海棠"))
        server.kill()
        opened(page, server)
        expect(page.get_by_label("说不清", exact=True)).to_be_checked()
        page.get_by_label("海棠", exact=True).check()
        page.get_by_label("再多，就写几个人").fill("7")
        page.wait_for_timeout(300)
        opened(page, server)
        expect(page.get_by_label("海棠", exact=True)).to_be_checked()
        page.get_by_role("button", name="记下来").click()
        expect(page.locator("#queue")).to_contain_text("还有 1 条等着送到")
        expect(page.get_by_label("说不清", exact=True)).to_be_checked()
        server.start()
        expect(page.locator("#queue")).to_contain_text("已保存：第 1 条", timeout=30000)
    [entry] = server.entries()
    assert (entry["loan"], entry["facts"]["staff_count"]) == ("借款2", 7)


def test_an_answer_that_was_lost_makes_no_second_entry(browser: Browser, server: Server) -> None:
    lost: list[int] = []

    def lose(route: Route) -> None:
        if len(lost) < 2:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    with page_of(browser) as page:
        page.route("**/book/send/", lose)
        opened(page, server)
        write(page, "一")
        expect(page.locator("#queue")).to_contain_text("已保存：第 1 条", timeout=40000)
    assert lost == [200, 200]
    assert [entry["text"] for entry in server.entries()] == ["一"]


def test_what_was_typed_and_taken_is_there_again_after_the_page_was_lost(
    browser: Browser, server: Server
) -> None:
    with page_of(browser) as page:
        opened(page, server)
        page.get_by_label("进了门").check()
        page.get_by_label("看到、听到的").fill("还没写完")
        page.set_input_files("#photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": PHOTO})
        expect(page.locator("#kept")).to_contain_text("a.jpg")
        page.wait_for_timeout(300)
        opened(page, server)
        expect(page.get_by_label("进了门")).to_be_checked()
        expect(page.get_by_label("看到、听到的")).to_have_value("还没写完")
        page.get_by_role("button", name="记下来").click()
        expect(page.locator("#queue")).to_contain_text("已保存：第 1 条")
    [entry] = server.entries()
    assert entry["facts"]["entered"] is True
    assert [item["name"] for item in entry["attachments"]] == ["a.jpg"]


def test_sound_survives_a_page_lost_in_mid_recording(browser: Browser, server: Server) -> None:
    loud = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *MICROPHONE])
    try:
        with page_of(loud) as page:
            opened(page, server)
            page.get_by_role("button", name="开始录音").click()
            expect(page.locator("#recording")).to_contain_text("正在录音")
            page.wait_for_timeout(5500)
            opened(page, server)
            expect(page.locator("#recording")).to_contain_text("找回了")
            page.get_by_role("button", name="记下来").click()
            expect(page.locator("#queue")).to_contain_text("已保存：第 1 条")
            page.get_by_role("button", name="开始录音").click()
            page.wait_for_timeout(1000)
            page.get_by_role("button", name="记下来").click()
            expect(page.locator("#queue")).to_contain_text("已保存：第 2 条")
    finally:
        loud.close()
    first, second = (entry["attachments"] for entry in server.entries())
    assert [len(first), len(second)] == [1, 1]
    assert first[0]["size"] > 10_000
    assert second[0]["name"].startswith("录音 ")


def test_an_impatient_hand_writes_one_entry_with_its_photo(browser: Browser, server: Server) -> None:
    with page_of(browser) as page:
        opened(page, server)
        page.set_input_files("#photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": PHOTO})
        page.evaluate("for (let n = 0; n < 5; n++) document.querySelector('#now button.main-btn').click()")
        expect(page.locator("#queue")).to_contain_text("已保存：第 1 条")
        page.wait_for_timeout(1000)
    [entry] = server.entries()
    assert len(entry["attachments"]) == 1


def test_what_is_refused_is_kept_and_can_be_put_right(browser: Browser, server: Server) -> None:
    with page_of(browser) as page:
        opened(page, server)
        page.get_by_label("什么时候").fill("前天晚上")
        write(page, "一")
        expect(page.locator("#refused")).to_contain_text("有一条没有记上")
        page.get_by_role("button", name="拿回来改").click()
        expect(page.get_by_label("看到、听到的")).to_have_value("一")
        page.get_by_label("什么时候").fill("2026-08-20")
        page.get_by_role("button", name="记下来").click()
        expect(page.locator("#queue")).to_contain_text("已保存：第 1 条")
        expect(page.locator("#refused")).to_be_hidden()
    assert [entry["at"] for entry in server.entries()] == ["2026-08-20"]


def test_a_lock_keeps_what_waits_until_it_is_opened(browser: Browser, server: Server) -> None:
    with page_of(browser) as page:
        opened(page, server)
        page.context.request.get(f"{server.address}/book/now/")
        page.route("**/book/send/", lambda route: route.fulfill(status=401, body="locked"))
        write(page, "一")
        expect(page.locator("#queue")).to_contain_text("还有 1 条等着送到。锁上了")
        page.unroute("**/book/send/")
        opened(page, server)
        expect(page.locator("#queue")).to_contain_text("已保存：第 1 条")
    assert len(server.entries()) == 1


KEPT = "caches.match('/book/now/').then((found) => found.text()).then((text) => text.includes('{}'))"


def test_once_locked_the_page_kept_for_the_door_writes_but_names_no_lender(
    browser: Browser, server: Server
) -> None:
    with page_of(browser) as page:
        lender_kept(page, server, 1, "江南银行")
        lender_kept(page, server, 2, "海棠")
        set_passcode(page, server.address, "晴天2026")
        opened(page, server)
        controlled(page)
        until(page, KEPT.format("海棠"))
        page.goto(f"{server.address}/passcode/")
        page.get_by_role("button", name="现在锁上").click()
        page.wait_for_url("**/unlock/**")
        until(page, KEPT.format("海棠") + ".then((named) => !named)")
        server.kill()
        opened(page, server)
        expect(page.locator("body")).not_to_contain_text("海棠")
        write(page, "一")
        expect(page.locator("#queue")).to_contain_text("还有 1 条等着送到")


def test_hidden_means_hidden_without_a_connection_too(browser: Browser, server: Server) -> None:
    with page_of(browser) as page:
        opened(page, server)
        controlled(page)
        until(page, "caches.match('/plain/').then((found) => Boolean(found))")
        page.get_by_role("button", name="隐藏").click()
        page.wait_for_url("**/plain/")
        until(page, "caches.match('/hidden').then((found) => Boolean(found))")
        server.kill()
        page.goto(f"{server.address}/book/now/")
        expect(page.locator("body")).not_to_contain_text("看到、听到的")
        expect(page.locator("h1")).to_have_text("记事本")
        server.start()
        page.goto(f"{server.address}/book/now/")
        expect(page.locator("h1")).to_have_text("记事本")
        page.get_by_role("button", name="回来").click()
        page.wait_for_url(f"{server.address}/")
        opened(page, server)
        expect(page.locator("h1")).to_have_text("记一笔")
