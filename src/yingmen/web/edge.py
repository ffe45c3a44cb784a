"""What the server itself says before the app is asked: in kind words, with the same headers."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import ssl
import sys
import time
from typing import TYPE_CHECKING

from cheroot.server import HTTPConnection, HTTPRequest
from cheroot.ssl.builtin import BuiltinSSLAdapter

from yingmen.web import faults, wire
from yingmen.web.gate.headers import EVERY, NOT_KEPT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_PATIENCE, _MOST_LEFT, _AT_ONCE, _LITTLE = 10.0, 512 * 1024 * 1024, 256 * 1024, 64 * 1024
_TOO_LARGE = "413"
_OTHER = ("没有看懂，没有收下", "退回去再试一次；还是这样，关掉这一页，从第一页重新进来。")
_SAID: Mapping[str, tuple[str, str]] = {
    _TOO_LARGE: ("一次送的太大了", "一次最多 64 MB。照片、文件分几次送。这一次的没有收下，文件还在您那里。"),
    "414": ("网址太长了", "从第一页点进来就行。"),
    "408": ("等得太久，断开了", "网络慢的时候会这样。这一次的没有收下，退回去再试一次。"),
    "500": ("程序出错了", "这是程序的毛病，不是您做错了。以前存下的都在。再试一次。"),
}
_NOT_SECURE = ("网址要用 https 开头", "照窗口里写的网址打开，开头是 https://。")
_PAGE = (
    '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"><title>记事本</title></head>\n'
    "<body><main><h1>{what}</h1><p>{remedy}</p></main></body></html>\n"
)
_LAST = EVERY | NOT_KEPT | {"Server": "notes", "Connection": "close"}


class Request(HTTPRequest):  # type: ignore[misc, unused-ignore]
    """A request whose refusal, before the app is asked, is a page that its reader understands."""

    header_reader = wire.Headers()

    def read_request_line(self) -> bool:
        """Read the first line; an address that is none is no fault of the program."""
        self.conn.rfile.raw.begin(wire.HEAD_PATIENCE)
        try:
            return bool(super().read_request_line())  # type: ignore[no-untyped-call, unused-ignore]
        except ValueError:
            self.simple_response("400 Bad Request")
            return False

    def respond(self) -> None:
        """Answer; what is left of a long request is thrown away afterwards, and never held."""
        for stream in (self.conn.rfile, self.conn.wfile):
            stream.raw.begin(wire.PATIENCE)
        super().respond()  # type: ignore[no-untyped-call, unused-ignore]
        if self.close_connection and self._unread() > 0:
            with contextlib.suppress(OSError):
                _let_finish(self.conn)

    def send_headers(self) -> None:
        """Send them; a connection on which much was not read is not used again."""
        if self._unread() > _LITTLE:
            self.close_connection = True
        super().send_headers()  # type: ignore[no-untyped-call, unused-ignore]

    def _unread(self) -> int:
        return int(getattr(self.rfile, "remaining", 0))

    def simple_response(self, status: int | str, msg: str = "") -> None:
        """Refuse in words, and let the browser read them though it is still sending."""
        del msg
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.conn.wfile.write(_refusal(str(status)))
            self.sent_headers = True
            if str(status)[:3] == _TOO_LARGE:
                _let_finish(self.conn)


class Connection(HTTPConnection):  # type: ignore[misc, unused-ignore]
    """A connection that refuses in words, also whoever left the s out of https."""

    RequestHandlerClass = Request

    def __init__(self, server: Any, sock: socket.socket, makefile: object = None) -> None:  # noqa: ANN401
        """Read and write with a patience that ends."""
        super().__init__(server, sock)  # type: ignore[no-untyped-call, unused-ignore]
        del makefile
        self.rfile, self.wfile = wire.reader_and_writer(sock, self.rbufsize)

    def communicate(self) -> bool:
        """Answer the next request; whether the connection stays open."""
        if not self.rfile.has_data() and not wire.has_come(self.socket):
            return True
        if isinstance(self.socket, ssl.SSLSocket) and self.socket.version() is None:
            with contextlib.suppress(OSError), socket.socket(fileno=os.dup(self.socket.fileno())) as plain:
                plain.settimeout(1)
                if plain.recv(1, socket.MSG_PEEK) in _LETTERS:
                    _answer_plainly(plain)
                    return False
        return bool(super().communicate())  # type: ignore[no-untyped-call, unused-ignore]


class Adapter(BuiltinSSLAdapter):  # type: ignore[misc, unused-ignore]
    """https where the one who accepts connections never waits for a browser that says nothing."""

    def wrap(self, sock: socket.socket) -> tuple[ssl.SSLSocket, dict[str, str]]:
        """The secured socket; keys are agreed on by the thread that answers, with its first byte."""
        secured = self.context.wrap_socket(sock, do_handshake_on_connect=False, server_side=True)
        return secured, {"wsgi.url_scheme": "https", "HTTPS": "on"}


_LETTERS = frozenset(bytes([letter]) for letter in b"ACDGHOPT")
"""How the methods of plain http begin; a secured connection begins with 22."""


def _answer_plainly(plain: socket.socket) -> None:
    plain.sendall(_refusal("400 Bad Request", secure=True))
    with contextlib.suppress(OSError):
        plain.shutdown(socket.SHUT_WR)
        plain.settimeout(1)
        plain.recv(_AT_ONCE)


def _refusal(status: str, *, secure: bool = False) -> bytes:
    """A whole answer, with the headers that every answer has."""
    what, remedy = _NOT_SECURE if secure else _SAID.get(status[:3], _OTHER)
    text = _PAGE.format(what=what, remedy=remedy).encode()
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(text))}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (told | _LAST).items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + text


def _let_finish(conn: Any) -> None:  # noqa: ANN401 - a connection of the server
    """Throw away for a while what is still sent: a browser that is cut off shows no words at all."""
    with contextlib.suppress(OSError):
        conn.socket.shutdown(socket.SHUT_WR)
    end, left, into = time.monotonic() + _PATIENCE, _MOST_LEFT, bytearray(_AT_ONCE)
    while left > 0 and time.monotonic() < end:
        conn.rfile.raw.begin(1)
        if not (got := conn.rfile.raw.readinto(into)):
            return
        left -= got


def note(message: str = "", level: int = logging.INFO, *, traceback: bool = False) -> None:
    """Write down a fault of this program behind the app; what goes wrong with connections is nobody's fault.

    What the server would say itself names addresses and paths: it is not written down.
    """
    del message, level
    kind, error, trace = sys.exc_info()
    own = [place for place in faults.places(trace) if not place.startswith(__name__)]
    if traceback and error is not None and own:
        logging.getLogger("django.request").error("", exc_info=(kind or type(error), error, trace))
