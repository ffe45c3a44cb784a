"""A record in memory: the second store that keeps to the same protocol, and quick to damage."""

from __future__ import annotations

import contextlib
import hashlib
import io
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from yingmen.record.attachment import too_large
from yingmen.record.store import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class MemoryStore:
    """Everything a folder would hold, as bytes that a test may reach into."""

    name: str = "内存"
    head_data: bytes | None = None
    key_data: bytes | None = None
    lines: bytes = b""
    kept: dict[str, bytes] = field(default_factory=dict)
    aside: dict[str, bytes] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock, compare=False)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        with self._lock:
            yield

    def copy(self) -> MemoryStore:
        return MemoryStore(
            self.name, self.head_data, self.key_data, self.lines, dict(self.kept), dict(self.aside)
        )

    def head(self) -> bytes | None:
        return self.head_data

    def set_head(self, data: bytes) -> None:
        self.head_data = data

    def size(self) -> int:
        return len(self.lines)

    def journal(self, since: int = 0) -> Iterator[bytes]:
        stream = io.BytesIO(self.lines[since:])
        return iter(lambda: stream.readline(LONGEST_LINE), b"")

    def line_before(self, end: int) -> bytes:
        found = self.lines[:end]
        return found[found.rfind(b"\n", 0, -1) + 1 :]

    def append(self, line: bytes) -> None:
        self.lines += line

    def cut(self, size: int) -> None:
        self.lines = self.lines[:size]

    def keep_aside(self, data: bytes, why: str) -> str:
        name = f"{why}-{hashlib.sha256(data).hexdigest()[:16]}"
        self.aside[name] = data
        return name

    def put(self, stream: BinaryIO, limit: int) -> tuple[str, int]:
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise too_large(limit)
        name = hashlib.sha256(data).hexdigest()
        self.kept[name] = data
        return name, len(data)

    def open(self, sha256: str) -> BinaryIO:
        if sha256 not in self.kept:
            raise FileNotFoundError(sha256)
        return io.BytesIO(self.kept[sha256])

    def attachments(self) -> tuple[str, ...]:
        return tuple(sorted(self.kept))

    def key(self) -> bytes | None:
        return self.key_data

    def set_key(self, data: bytes) -> None:
        self.key_data = data

    def erase(self) -> tuple[str, ...]:
        self.head_data, self.key_data, self.lines = None, None, b""
        self.kept, self.aside = {}, {}
        return ()
