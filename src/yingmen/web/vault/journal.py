"""A record's store in the database: what `FolderStore` does with files, in rows, one transaction a change.

Attachments lie in pieces of a megabyte, so that none has to be held whole. What a killed writer left is
rolled back by the database: lines, head and attachments of an entry come together or not at all.
"""

from __future__ import annotations

import errno
import hashlib
import io
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from django.db import Error, connection
from django.db.models.functions import Length

from yingmen.errors import OutputError
from yingmen.record.attachment import read_block, too_large
from yingmen.record.store import LONGEST_LINE
from yingmen.web.vault.erase import settle
from yingmen.web.vault.models import Arrival, File, Line, Piece
from yingmen.web.vault.writing import writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.db.models import QuerySet

_PIECE = 1024 * 1024
_STEP = 200
_BUSY, _FAILED = "另一个窗口正在往这份记录里写", "没有写进数据库"
_REMEDY = "关掉别的窗口再试一次；磁盘满了就先腾出地方。已经存下的都在。"
_READING = threading.Lock()


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except Error as error:
        raise OutputError(_BUSY if "locked" in str(error) else _FAILED, remedy=_REMEDY) from error


class DatabaseStore:
    """The record of one case in the database; nothing is written before the first entry."""

    def __init__(self, file: File) -> None:
        self._id = file.pk

    @property
    def name(self) -> str:
        """What a user knows it by."""
        return "这份案件的记录"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One transaction that keeps other writers out from its first statement."""
        with _written(), writing():
            yield

    def head(self) -> bytes | None:
        """The file's head."""
        return self._bytes("head")

    def set_head(self, data: bytes) -> None:
        """Set the file's head."""
        self._set(head=data)

    def key(self) -> bytes | None:
        """The file's key."""
        return self._bytes("key")

    def set_key(self, data: bytes) -> None:
        """Set the file's key."""
        self._set(key=data)

    def size(self) -> int:
        """Where the last line ends."""
        last = self._lines().order_by("-start").values_list("end", flat=True).first()
        return last or 0

    def journal(self, since: int = 0) -> Iterator[bytes]:
        """The lines from a byte on, some hundred rows at a time."""
        rest = b""
        for data in self._data(since):
            *whole, rest = (rest + data).split(b"\n")
            for line in whole:
                yield from _in_pieces(line + b"\n")
            while len(rest) >= LONGEST_LINE:
                yield rest[:LONGEST_LINE]
                rest = rest[LONGEST_LINE:]
        yield from _in_pieces(rest)

    def _data(self, since: int) -> Iterator[bytes]:
        """What the rows hold from a byte on."""
        first = (
            self._lines().filter(start__lte=since).order_by("-start").values_list("start", flat=True).first()
        )
        rows = self._lines().filter(start__gte=first or 0).order_by("start").values_list("start", "data")
        while some := list(rows[:_STEP]):
            for start, data in some:
                yield bytes(data)[max(since - start, 0) :]
            rows = rows.filter(start__gt=some[-1][0])

    def line_before(self, end: int) -> bytes:
        """The line that ends at a byte; rows are read backwards, as many as it takes."""
        found, at = b"", end
        while at > 0 and b"\n" not in found[:-1] and len(found) < LONGEST_LINE:
            row = self._lines().filter(start__lt=at).order_by("-start").first()
            if row is None:
                break
            found, at = bytes(row.data)[: at - row.start] + found, row.start
        return found[found.rfind(b"\n", 0, -1) + 1 :][-LONGEST_LINE:]

    def append(self, line: bytes) -> None:
        """Add a row."""
        start = self.size()
        with _written():
            Line.objects.create(file_id=self._id, start=start, end=start + len(line), data=line)

    def cut(self, size: int) -> None:
        """Take away the rows behind a byte, and the end of the one it lies in."""
        with _written(), writing():
            self._lines().filter(start__gte=size).delete()
            for line in self._lines().filter(end__gt=size):
                line.data, line.end = bytes(line.data)[: size - line.start], size
                line.save()

    def keep_aside(self, data: bytes, why: str) -> str:
        """Keep bytes in pieces that are no attachment."""
        name = f"{why}-{hashlib.sha256(data).hexdigest()[:16]}"
        with _written(), writing():
            self._pieces(name, aside=True).delete()
            self._put_pieces(name, io.BytesIO(data), len(data), aside=True)
        return name

    def put(self, stream: BinaryIO, limit: int) -> tuple[str, int]:
        """Store pieces under a name of their own while they are hashed, then under their hash."""
        draft = f"draft-{id(stream)}"
        with _written(), writing():
            sha256, size = self._put_pieces(draft, stream, limit)
            if self._pieces(sha256).exists():
                self._pieces(sha256).delete()
            self._pieces(draft).update(name=sha256)
        return sha256, size

    def open(self, sha256: str) -> BinaryIO:
        """Open an attachment; a piece is fetched when it is read."""
        pieces = list(
            self._pieces(sha256).order_by("number").annotate(size=Length("data")).values_list("pk", "size")
        )
        if not pieces:
            raise FileNotFoundError(sha256)
        return io.BufferedReader(_Pieces(pieces))

    def attachments(self) -> tuple[str, ...]:
        """The names of attachments."""
        rows = Piece.objects.filter(file_id=self._id, aside=False)
        return tuple(rows.order_by("name").values_list("name", flat=True).distinct())

    def erase(self) -> tuple[str, ...]:
        """Delete every row of the record, and its bytes from the disk; the case's documents stay."""
        with _written(), writing():
            for table in (Line, Piece, Arrival):
                table.objects.filter(file_id=self._id).delete()
            File.objects.filter(pk=self._id).update(head=None, key=None)
        return settle()

    def _lines(self) -> QuerySet[Line]:
        return Line.objects.filter(file_id=self._id)

    def _pieces(self, name: str, *, aside: bool = False) -> QuerySet[Piece]:
        return Piece.objects.filter(file_id=self._id, name=name, aside=aside)

    def _bytes(self, field: str) -> bytes | None:
        found = File.objects.filter(pk=self._id).values_list(field, flat=True).first()
        return None if found is None else bytes(found)

    def _set(self, **field: bytes) -> None:
        with _written():
            File.objects.filter(pk=self._id).update(**field)

    def _put_pieces(self, name: str, stream: BinaryIO, limit: int, *, aside: bool = False) -> tuple[str, int]:
        digest, size, number = hashlib.sha256(), 0, 0
        while True:
            block = read_block(stream, _PIECE)
            if not block and number:
                return digest.hexdigest(), size
            size += len(block)
            if size > limit:
                raise too_large(limit)
            digest.update(block)
            Piece.objects.create(file_id=self._id, name=name, number=number, data=block, aside=aside)
            number += 1


def _in_pieces(line: bytes) -> Iterator[bytes]:
    for start in range(0, len(line), LONGEST_LINE):
        yield line[start : start + LONGEST_LINE]


class _Pieces(io.RawIOBase):
    """The pieces of an attachment as one seekable stream, of which one is held at a time.

    It may be read in another thread than it was opened in: it asks the connection it was opened with.
    """

    def __init__(self, pieces: list[tuple[int, int]]) -> None:
        super().__init__()
        opened: Any = connection
        self._connection, self._error = opened.connection, opened.Database.Error
        self._pieces, self._size, self._at = pieces, sum(size for _, size in pieces), 0
        self._held, self._data = 0, b""

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """It can be read in any order."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any buffer
        """Give what is left of the piece at hand, as far as there is room."""
        start = 0
        for row, size in self._pieces:
            if self._at < start + size:
                found = self._fetched(row)[self._at - start :][: len(buffer)]
                buffer[: len(found)] = found
                self._at += len(found)
                return len(found)
            start += size
        return 0

    def _fetched(self, row: int) -> bytes:
        if row != self._held:
            try:
                with _READING:
                    found = self._connection.execute("SELECT data FROM piece WHERE id = ?", (row,)).fetchone()
            except self._error as error:
                raise OSError(errno.EIO, str(error)) from error
            if found is None:
                raise OSError(errno.EIO, "gone")
            self._held, self._data = row, bytes(found[0])
        return self._data
