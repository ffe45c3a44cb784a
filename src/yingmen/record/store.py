"""Where a record lies: what any place must be able to do, so that a folder and a database serve alike.

A store knows nothing of entries or seals. What it returns from `append`, `set_head`, `set_key`, `put`, `cut`
and `keep_aside` is safe on the disk. A change is made under `lock`; reading needs none, since what stands
below the head never changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

LONGEST_LINE = 1_000_000
"""Bytes of a line at most; the longest entry there can be stays well below."""


class Store(Protocol):
    """A place for one case's record. Whatever cannot be written raises OutputError."""

    @property
    def name(self) -> str:
        """The place as a user knows it, for messages."""

    def lock(self) -> AbstractContextManager[None]:
        """Keep every other writer out, and clear away what a killed writer left half-stored.

        Raises:
            OutputError: another writer has been busy for too long.
        """

    def head(self) -> bytes | None:
        """The head as it was last set, or None."""

    def set_head(self, data: bytes) -> None:
        """Put another head in place of the old one, at once or not at all."""

    def size(self) -> int:
        """Bytes of the journal, whatever the head says."""

    def journal(self, since: int = 0) -> Iterator[bytes]:
        """The journal's lines from a byte on, each with its line feed if it has one.

        A line longer than `LONGEST_LINE` comes in pieces.
        """

    def line_before(self, end: int) -> bytes:
        """The line that ends at a byte, at most `LONGEST_LINE` bytes of it; empty at 0."""

    def append(self, line: bytes) -> None:
        """Write a line at the end of the journal."""

    def cut(self, size: int) -> None:
        """Cut the journal down to so many bytes."""

    def keep_aside(self, data: bytes, why: str) -> str:
        """Keep bytes that are no part of the record, and name where; the same ones twice lie there once."""

    def put(self, stream: BinaryIO, limit: int) -> tuple[str, int]:
        """Store what a stream gives and return its SHA-256 and its bytes.

        Raises:
            InputError: there are more bytes than `limit`, or they cannot be read; nothing of it stays.
        """

    def open(self, sha256: str) -> BinaryIO:
        """Open an attachment as a seekable stream.

        Raises:
            FileNotFoundError: there is none, or what lies there is no plain file.
        """

    def attachments(self) -> tuple[str, ...]:
        """The names under which attachments lie, sorted."""

    def key(self) -> bytes | None:
        """The key's file, or None."""

    def set_key(self, data: bytes) -> None:
        """Put the key there, for the owner's eyes alone."""

    def erase(self) -> tuple[str, ...]:
        """Remove everything there is, and say what is left."""
