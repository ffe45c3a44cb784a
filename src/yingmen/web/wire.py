"""A connection's bytes: nobody keeps the app's few threads waiting, and a request reads one way alone.

Whoever shares the Wi-Fi can open connections and say half a request on each. A thread waits for a moment
by itself; for longer only a few may wait, fewer still for one machine, and none for ever.
"""

from __future__ import annotations

import re
import selectors
import socket
import ssl
import time
from collections import Counter
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from cheroot.makefile import StreamReader, StreamWriter
from cheroot.server import HeaderReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

HEAD_PATIENCE, PATIENCE = 10.0, 30.0
"""Seconds to wait in all for a request's head, and for the rest."""
MOST_WAITING, MOST_OF_ONE = 4, 3
"""How many threads may wait at once, and how many of them for one machine; the server has more."""
_SLOWEST = 4096
_MOMENT, _LEAST = 0.25, 0.01
_GIVEN_UP = "timed out"  # the server's own word for it
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_GARBLED = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_ONCE = frozenset((b"host", b"content-length", b"content-type", b"cookie", b"origin"))
_SIZE = re.compile(rb"[0-9]{1,15}")
_MOST_LINES = 100


class _Waiting:
    """Who is waited for just now."""

    def __init__(self) -> None:
        self._lock, self._who = Lock(), Counter[str]()

    @contextmanager
    def on(self, who: str) -> Iterator[None]:
        """Wait for somebody, unless too many are waited for already."""
        with self._lock:
            if self._who.total() >= MOST_WAITING or self._who[who] >= MOST_OF_ONE:
                raise TimeoutError(_GIVEN_UP)
            self._who[who] += 1
        try:
            yield
        finally:
            with self._lock:
                self._who[who] -= 1


_WAITING = _Waiting()


class Paced(socket.SocketIO):
    """A connection's bytes one way; time spent waiting is used up, and bytes that come earn some more."""

    def __init__(self, sock: socket.socket, mode: Any) -> None:  # noqa: ANN401 - as the standard library has it
        super().__init__(sock, mode)
        self._at, self._left = sock, PATIENCE
        try:
            self._who = str(sock.getpeername()[0])
        except OSError:
            self._who = ""

    def begin(self, patience: float) -> None:
        """Have so many seconds from now on."""
        self._left = patience

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any buffer
        """Read what has come."""
        return self._moved(lambda: self._at.recv_into(buffer))

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        """Send what can be sent."""
        return self._moved(lambda: self._at.send(data))

    def _moved(self, move: Callable[[], int]) -> int:
        began = time.monotonic()
        try:
            count = self._waited(move)
        finally:
            self._left -= time.monotonic() - began
        self._left = min(self._left + count / _SLOWEST, PATIENCE)
        return count

    def _waited(self, move: Callable[[], int]) -> int:
        if self._left <= 0:
            raise TimeoutError(_GIVEN_UP)
        try:
            self._at.settimeout(min(_MOMENT, self._left))
            return move()
        except TimeoutError:
            with _WAITING.on(self._who):
                return self._waited_long(move)

    def _waited_long(self, move: Callable[[], int]) -> int:
        try:
            self._at.settimeout(max(self._left - _MOMENT, _LEAST))
            return move()
        except TimeoutError as error:
            raise TimeoutError(_GIVEN_UP) from error


def reader_and_writer(sock: socket.socket, size: int) -> tuple[Any, Any]:
    """What the server reads from and writes to, paced."""
    reader: Any = StreamReader(sock, "rb", size)
    writer: Any = StreamWriter(sock, "wb", size)
    for stream, mode in ((reader, "rb"), (writer, "wb")):
        stream.raw.close()
        stream._raw = Paced(sock, mode)  # noqa: SLF001 - it has no other place for it
    return reader, writer


def has_come(sock: socket.socket) -> bool:
    """Whether there is anything to read; a thread must not wait for who says nothing at all."""
    if isinstance(sock, ssl.SSLSocket) and sock.pending():
        return True
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        return bool(selector.select(_LEAST))


class Headers(HeaderReader):  # type: ignore[misc, unused-ignore]
    """Reads headers that can be read one way alone; the server is more lenient."""

    def __call__(self, rfile: Any, hdict: Any = None) -> Any:  # noqa: ANN401 - as the server has it
        """Read them.

        Raises:
            ValueError: they may be read another way by somebody else.
        """
        return super().__call__(_Checked(rfile), hdict)  # type: ignore[no-untyped-call, unused-ignore]

    def _allow_header(self, key_name: bytes) -> bool:
        """Leave out names with an underscore, which the app could not tell from those with a hyphen."""
        return b"_" not in key_name


class _Checked:
    """Lines of headers, each looked at before it is read."""

    def __init__(self, rfile: Any) -> None:  # noqa: ANN401 - what the server reads from
        self._rfile, self._seen = rfile, Counter[bytes]()

    def readline(self) -> bytes:
        """The next line.

        Raises:
            ValueError: it is garbled, stands twice, or says the body's length in a second way.
        """
        line: bytes = self._rfile.readline()
        text = line.removesuffix(b"\r\n")
        if text:
            self._look_at(text)
        return line

    def _look_at(self, text: bytes) -> None:
        name, colon, value = text.partition(b":")
        low = name.lower()
        self._seen[low] += 1
        is_well = colon and _NAME.fullmatch(name) and not _GARBLED.search(value)
        is_plain = low != b"transfer-encoding" and (low not in _ONCE or self._seen[low] == 1)
        is_size = low != b"content-length" or _SIZE.fullmatch(value.strip(b" \t"))
        if not (is_well and is_plain and is_size) or self._seen.total() > _MOST_LINES:
            raise ValueError("garbled")
