"""What the server itself refuses, before the app is asked: in words, and so that a browser can read them."""

from __future__ import annotations

import http.client
import socket
from typing import TYPE_CHECKING

import pytest

from yingmen.web.gate.headers import EVERY, NOT_KEPT

from .test_serve import asked, free_port, served

if TYPE_CHECKING:
    from pathlib import Path


def test_a_request_too_large_is_cut_off_in_words(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port):
        for status, page, headers in (
            asked(port, "/unlock/", "POST", **{"Content-Length": str(10**12)}),
            asked(port, "/", Long="x" * 100_000),
            asked(port, "/" + "x" * 100_000),
        ):
            assert status in {413, 414}
            assert "太大了" in page or "太长了" in page
            assert {name: headers[name] for name in EVERY | NOT_KEPT} == EVERY | NOT_KEPT
            assert headers["Server"] == "notes"
        assert asked(port)[0] == 200


def test_a_browser_reads_why_though_it_is_still_sending(tmp_path: Path) -> None:
    port, size = free_port(), 64 * 1024 * 1024 + 1
    with served(tmp_path, port), socket.create_connection(("127.0.0.1", port), timeout=60) as sender:
        head = f"POST /book/send/ HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: {size}\r\n\r\n"
        sender.sendall(head.encode())
        for _ in range(size // 65536):
            sender.sendall(bytes(65536))
        sender.sendall(b"\0")
        answer = http.client.HTTPResponse(sender)
        answer.begin()
        assert (answer.status, "分几次送" in answer.read().decode()) == (413, True)


@pytest.mark.parametrize(
    "line", [b"\x16\x03\x01", b"GET / HTTP/9.9\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nx\r\n\r\n"]
)
def test_what_is_no_request_is_told_so(tmp_path: Path, line: bytes) -> None:
    port = free_port()
    with served(tmp_path, port), socket.create_connection(("127.0.0.1", port), timeout=60) as sender:
        sender.sendall(line + b"\r\n")
        answer = http.client.HTTPResponse(sender)
        answer.begin()
        assert (answer.status in {400, 505}, "没有看懂" in answer.read().decode()) == (True, True)
        assert asked(port)[0] == 200
