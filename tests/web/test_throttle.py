"""Many tries of the passcode at once are no more than many: the throttle holds however they are timed."""

from __future__ import annotations

import http.client
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from threading import Barrier, Lock
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.db import connections

from web.reached import PASSCODE
from yingmen.web.gate import passcode

from .test_serve import free_port, served

if TYPE_CHECKING:
    from pathlib import Path

AT_ONCE, FREE = 50, 5
NOW = datetime(2026, 8, 31, 9)  # noqa: DTZ001 - wall time in Beijing
LOCKED, WRONG = "请等", "口令不对"


@pytest.mark.django_db(transaction=True)
def test_of_many_threads_few_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    passcode.put(PASSCODE)
    looked, lock, start = [], Lock(), Barrier(AT_ONCE)

    def counted(text: str, known: str) -> bool:
        with lock:
            looked.append((text, known))
        return False

    def tried(number: int) -> bool | None:
        start.wait()
        try:
            return passcode.check(f"00{number:04}", NOW)
        finally:
            connections.close_all()

    monkeypatch.setattr(passcode, "check_password", counted)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(tried, range(AT_ONCE)))
    assert len(looked) == answers.count(False) == FREE
    assert answers.count(None) == AT_ONCE - FREE


class Browser:
    """A browser at the page that asks for the passcode."""

    def __init__(self, port: int) -> None:
        self._at = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookie = ""
        _, page = self._asked("GET", "/unlock/")
        self._word = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    def _asked(self, method: str, address: str, body: str = "") -> tuple[int, str]:
        kind = "application/x-www-form-urlencoded"
        self._at.request(method, address, body, {"Cookie": self._cookie, "Content-Type": kind})
        answer = self._at.getresponse()
        text = answer.read().decode()
        self._cookie = str(answer.headers.get("Set-Cookie", self._cookie)).split(";")[0]
        return answer.status, text

    def tries(self, text: str) -> tuple[int, str]:
        """Give a passcode."""
        sent = {"passcode": text, "csrfmiddlewaretoken": self._word}
        answer = self._asked("POST", "/unlock/", urlencode(sent))
        self._at.close()
        return answer


def counted(home: Path) -> int:
    """How many tries are counted in the store."""
    with closing(sqlite3.connect(home / "store.sqlite3")) as store:
        (found,) = store.execute("SELECT value FROM setting WHERE name = 'throttle'").fetchone()
    return int(found.split()[0])


def test_the_server_looks_at_few_and_the_count_outlives_it(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port, "--phone", YINGMEN_PASSCODE=PASSCODE):
        browsers = [Browser(port) for _ in range(AT_ONCE)]
        start = Barrier(AT_ONCE)

        def tried(number: int) -> tuple[int, str]:
            start.wait()
            return browsers[number].tries(f"00{number:04}")

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(tried, range(AT_ONCE)))
        assert {status for status, _ in answers} == {403}
        assert sum(WRONG in page for _, page in answers) == FREE == counted(tmp_path)
        status, page = Browser(port).tries(PASSCODE)
        assert (status, LOCKED in page, WRONG in page) == (403, True, False)
    with served(tmp_path, port, "--phone", YINGMEN_PASSCODE=PASSCODE):
        status, page = Browser(port).tries(PASSCODE)
        assert (status, LOCKED in page, WRONG in page) == (403, True, False)
        assert counted(tmp_path) == FREE
