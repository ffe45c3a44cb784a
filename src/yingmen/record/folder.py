"""A record as a folder, `CASE.record/`, which its owner alone can read.

journal.jsonl        one entry a line
head.json            the signed end
key.pem              the key that signs
attachments/SHA256   what was attached, under the hash of its content
aside/               bytes found after the head: never lost, never believed
tmp/  .lock          empty between two changes
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from filelock import FileLock, Timeout

from yingmen.errors import OutputError, not_written
from yingmen.record.attachment import read_block, too_large
from yingmen.record.disk import PLAIN, open_plain, readable, remove, remove_empty, sync, sync_folder
from yingmen.record.store import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30.0
"""Seconds to wait for another writer."""

_BLOCK = 1024 * 1024
_STEP = 4096
_BUSY = "等那边写完再记一次；如果没有别的窗口开着，请重新启动电脑后再试。"


class FolderStore:
    """The record of one case in a folder of its own; the folder is made by the first change."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self.folder, self._patience = folder, patience
        self._attachments, self._aside, self._tmp = (
            folder / name for name in ("attachments", "aside", "tmp")
        )

    @property
    def name(self) -> str:
        """The folder."""
        return str(self.folder)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other writers out, in this program and in others."""
        with self._written(self.folder):
            self._make_folders()
        lock = FileLock(self.folder / ".lock", timeout=self._patience, mode=0o600)
        try:
            with self._written(self.folder):
                lock.acquire()
        except Timeout:
            raise OutputError("另一个窗口正在往这份记录里写", where=self.name, remedy=_BUSY) from None
        try:
            self._sweep()
            yield
        finally:
            lock.release()

    def _make_folders(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(self.folder.parent)
        for folder in (self.folder, self._attachments, self._aside, self._tmp):
            if not folder.is_dir():
                folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(self.folder)
            if stat.S_IMODE(folder.stat().st_mode) != 0o700:  # noqa: PLR2004 - the owner alone
                folder.chmod(0o700)

    def _sweep(self) -> None:
        """Whoever holds the lock is the only writer, so what lies in `tmp` is from one that was killed."""
        with self._written(self._tmp):
            for path in self._tmp.iterdir():
                remove(path)

    def head(self) -> bytes | None:
        """The head's file."""
        return self._read(self.folder / "head.json")

    def set_head(self, data: bytes) -> None:
        """Write the new head beside the old one, then put it in its place."""
        self._replace(self.folder / "head.json", data)

    def key(self) -> bytes | None:
        """The key's file."""
        return self._read(self.folder / "key.pem")

    def set_key(self, data: bytes) -> None:
        """Write the key for the owner alone."""
        self._replace(self.folder / "key.pem", data)

    def size(self) -> int:
        """Bytes of the journal; 0 where there is none yet."""
        try:
            return self._journal.lstat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return 0

    @property
    def _journal(self) -> Path:
        return self.folder / "journal.jsonl"

    def journal(self, since: int = 0) -> Iterator[bytes]:
        """The lines from a byte on, read one by one."""
        with (
            contextlib.suppress(FileNotFoundError),
            open_plain(self._journal) as stream,
            readable(self._journal),
        ):
            stream.seek(since)
            while line := stream.readline(LONGEST_LINE):
                yield line

    def line_before(self, end: int) -> bytes:
        """Read backwards, so that it takes the same time however long the journal is."""
        with (
            contextlib.suppress(FileNotFoundError),
            open_plain(self._journal) as stream,
            readable(self._journal),
        ):
            found, start = b"", end
            while start > 0 and b"\n" not in found[:-1] and len(found) < LONGEST_LINE:
                step = min(_STEP, start)
                start -= step
                stream.seek(start)
                found = stream.read(step) + found
            return found[found.rfind(b"\n", 0, -1) + 1 :]
        return b""

    def append(self, line: bytes) -> None:
        """Write at the end and wait until it is on the disk."""
        with self._written(self._journal):
            is_new = not self._journal.exists()
            handle = os.open(self._journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT | PLAIN, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(line)
                sync(stream)
            if is_new:
                sync_folder(self.folder)

    def cut(self, size: int) -> None:
        """Shorten the journal and wait until it is so on the disk."""
        with (
            self._written(self._journal),
            os.fdopen(os.open(self._journal, os.O_RDWR | PLAIN), "r+b") as stream,
        ):
            stream.truncate(size)
            sync(stream)

    def keep_aside(self, data: bytes, why: str) -> str:
        """Keep bytes in `aside/`, named after why and after their hash."""
        path = self._aside / f"{why}-{hashlib.sha256(data).hexdigest()[:16]}.bin"
        self._replace(path, data)
        return str(path)

    def put(self, stream: BinaryIO, limit: int) -> tuple[str, int]:
        """Copy a stream beside its place while it is hashed, then move it there."""
        with self._written(self._attachments):
            handle, draft = tempfile.mkstemp(dir=self._tmp)
            try:
                with os.fdopen(handle, "wb") as copy:
                    sha256, size = _copied(stream, copy, limit)
                    sync(copy)
                Path(draft).replace(self._attachments / sha256)
            except BaseException:
                Path(draft).unlink(missing_ok=True)
                raise
            sync_folder(self._attachments)
        return sha256, size

    def open(self, sha256: str) -> BinaryIO:
        """Open an attachment; a link or a device in its place counts as missing."""
        return open_plain(self._attachments / sha256)

    def attachments(self) -> tuple[str, ...]:
        """The names in `attachments/`."""
        if not self._attachments.is_dir():
            return ()
        with readable(self._attachments):
            return tuple(sorted(path.name for path in self._attachments.iterdir()))

    def erase(self) -> tuple[str, ...]:
        """Remove the folder and all that is in it, what makes it a record last; links are not followed."""
        if self.folder.is_symlink() or not self.folder.is_dir():
            return (self.name,) if self.folder.is_symlink() or self.folder.exists() else ()
        for path in (self._attachments, self._aside, self._tmp):
            if not path.is_dir():  # something else in its place, which would stand in the way of the lock
                remove(path)
        last = [self.folder / name for name in ("journal.jsonl", "head.json", "key.pem", ".lock")]
        with self.lock():
            elsewhere = [
                path.resolve() for path in (self._attachments, self._aside, *last) if path.is_symlink()
            ]
            for path in (path for path in self.folder.iterdir() if path not in last):
                remove(path)
            for path in last:
                remove(path)
            remove_empty(self.folder)
        if sys.platform == "win32":  # where an open lock cannot be removed
            remove(last[-1])
            remove_empty(self.folder)
        here = (self.folder, *self.folder.rglob("*")) if self.folder.is_dir() else ()
        return tuple(sorted(map(str, (*here, *(path for path in elsewhere if path.exists())))))

    def _read(self, path: Path) -> bytes | None:
        try:
            with open_plain(path) as stream, readable(path):
                return stream.read(LONGEST_LINE)
        except FileNotFoundError:
            return None

    def _replace(self, path: Path, data: bytes) -> None:
        with self._written(path):
            handle, draft = tempfile.mkstemp(dir=self._tmp)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                    sync(stream)
                Path(draft).replace(path)
            except BaseException:
                Path(draft).unlink(missing_ok=True)
                raise
            sync_folder(path.parent)

    @contextlib.contextmanager
    def _written(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if isinstance(error, Timeout):
                raise
            raise not_written(error, str(path)) from error


def _copied(stream: BinaryIO, copy: BinaryIO, limit: int) -> tuple[str, int]:
    """Copy while hashing; more than `limit` bytes are refused."""
    digest, size = hashlib.sha256(), 0
    while block := read_block(stream, _BLOCK):
        size += len(block)
        if size > limit:
            raise too_large(limit)
        digest.update(block)
        copy.write(block)
    return digest.hexdigest(), size
