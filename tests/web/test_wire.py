"""What another machine may try on the wire: half requests on every thread, requests read two ways."""

from __future__ import annotations

import contextlib
import http.client
import socket
import time
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from yingmen.web import faults, serve, wire

from .test_serve import asked, free_port, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = b"GET /plain/ HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /hide/ HTTP/1.1\r\nHost: localhost\r\n"
INSIDE = b"GET /plain/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
SOON = 5.0


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """One server for all of these."""
    home, found = tmp_path_factory.mktemp("wire"), free_port()
    with served(home, found):
        yield found
    assert not (home / faults.NAME).exists(), "what comes garbled is no fault of the program"


def answers(port: int, sent: bytes) -> list[int]:
    """The statuses of all that is answered before the connection is closed or nothing more comes."""
    found = b""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=2) as sender,
        contextlib.suppress(TimeoutError),
    ):
        sender.sendall(sent)
        while got := sender.recv(65536):
            found += got
    return [int(part[:3]) for part in found.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize(
    "sent",
    [
        POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INSIDE,
        POST + b"Transfer-Encoding: chunked\r\n\r\n" + INSIDE,
        POST + b"Transfer-Encoding: xchunked\r\n\r\n" + INSIDE,
        POST + b"Content-Length: 4\r\nContent-Length: 0\r\n\r\n" + INSIDE,
        POST + b"Content-Length: -4\r\n\r\n" + INSIDE,
        POST + b"Content-Length: +4\r\n\r\n" + INSIDE,
        POST + b"Content-Length: 1_0\r\n\r\n" + INSIDE,
        b"GET /plain/ HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n\r\n",
        HEAD + b"X: a\r\n Host: evil.example\r\n\r\n",
        HEAD + b"Host : evil.example\r\n\r\n",
        HEAD + b": a\r\n\r\n",
        HEAD + b"X: a\0b\r\n\r\n",
        HEAD + b"X: a\rSet-Cookie: b\r\n\r\n",
        HEAD + b"".join(b"X%d: a\r\n" % number for number in range(101)) + b"\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET //[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET http://localhost/plain/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"get /plain/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_what_may_be_read_two_ways_is_refused_and_nothing_after_it_read(port: int, sent: bytes) -> None:
    assert answers(port, sent) == [400]


@pytest.mark.parametrize(
    "method", ["TRACE", "OPTIONS", "HEAD", "CONNECT", "PROPFIND", "DELETE", "PATCH", "X"]
)
def test_no_other_method_does_anything_or_echoes(port: int, method: str) -> None:
    status, text, _ = asked(port, "/hide/", method, Told="tell-tale")
    assert status in {403, 405}
    assert "tell-tale" not in text


def test_a_header_with_an_underscore_is_not_taken_for_one_with_a_hyphen(port: int) -> None:
    assert answers(port, HEAD + b"Sec_Fetch_Site: cross-site\r\nConnection: close\r\n\r\n") == [200]
    assert answers(port, HEAD + b"Sec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n") == [403]


@contextlib.contextmanager
def dripping(port: int, begun: bytes, many: int) -> Iterator[None]:
    """Many connections that begin a request and then send a byte now and then."""
    over = Event()
    with contextlib.ExitStack() as stack:
        every = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(many)]
        for one in every:
            one.sendall(begun)

        def drip() -> None:
            while not over.wait(0.5):
                for one in every:
                    with contextlib.suppress(OSError):
                        one.sendall(b"a")

        slow = Thread(target=drip)
        slow.start()
        try:
            time.sleep(1)
            yield
        finally:
            over.set()
            slow.join()


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /pl",
        HEAD + b"X: ",
        POST + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\npasscode=",
        POST + b"Content-Length: 60000000\r\n\r\na",
    ],
    ids=["nothing", "line", "head", "body", "large"],
)
def test_slow_requests_on_every_thread_keep_nobody_waiting(port: int, begun: bytes) -> None:
    with dripping(port, begun, 20):
        began = time.monotonic()
        assert asked(port, "/plain/")[0] == 200
        assert time.monotonic() - began < SOON


def test_whoever_does_not_read_keeps_nobody_waiting(port: int) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(20):
            one = stack.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            one.connect(("127.0.0.1", port))
            one.sendall(b"GET /static/vendor/weui.min.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200)
        time.sleep(1)
        began = time.monotonic()
        assert asked(port, "/plain/")[0] == 200
        assert time.monotonic() - began < SOON


def test_a_slow_head_is_given_up_in_the_end(port: int) -> None:
    with dripping(port, HEAD + b"X: ", 1), socket.create_connection(("127.0.0.1", port), timeout=60) as one:
        one.sendall(HEAD + b"X: ")
        began = time.monotonic()
        answer = http.client.HTTPResponse(one)
        answer.begin()
        assert answer.status == 408
        assert time.monotonic() - began < wire.HEAD_PATIENCE + SOON


def test_a_photo_that_comes_haltingly_still_arrives(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as one:
        one.sendall(POST + b"Connection: close\r\nContent-Length: 60000\r\n\r\n")
        for _ in range(6):
            time.sleep(0.6)
            one.sendall(bytes(10000))
        answer = http.client.HTTPResponse(one)
        answer.begin()
        assert answer.status == 403


def test_some_threads_are_never_kept_waiting() -> None:
    assert wire.MOST_OF_ONE < wire.MOST_WAITING < serve._THREADS  # noqa: SLF001 - what it has to fit


def test_a_stranger_may_not_send_much(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port, "--phone", YINGMEN_PASSCODE="246810"):
        for address in ("/unlock/", "/hide/", "/k/"):
            assert asked(port, address, "POST", **{"Content-Length": str(64 * 1024 + 1)})[0] == 413
        assert asked(port, "/book/send/", "POST", **{"Content-Length": str(50 * 1024 * 1024)})[0] == 401
