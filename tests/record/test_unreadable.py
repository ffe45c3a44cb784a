"""An attachment that the disk does not give back is named, whether it fails at once or half way."""

from __future__ import annotations

import io
from typing import BinaryIO

import pytest

from record.memory import MemoryStore
from record.writing import five
from yingmen.record import Journal


class Failing(io.BytesIO):
    """A file that opens and cannot be read."""

    def read(self, size: int | None = -1, /) -> bytes:
        del size
        raise OSError(5, "Input/output error")


class Worn(MemoryStore):
    """A store on a disk that gives nothing back."""

    at_once = True

    def open(self, sha256: str) -> BinaryIO:
        if self.at_once:
            raise OSError(5, "Input/output error")
        return Failing(self.kept[sha256])


@pytest.mark.parametrize("at_once", [True, False])
def test_an_attachment_that_cannot_be_read_is_named_at_every_entry(at_once: bool) -> None:
    whole = five()
    store = Worn(head_data=whole.head_data, key_data=whole.key_data, lines=whole.lines, kept=whole.kept)
    store.at_once = at_once
    found = Journal(store).verify()
    assert [1, 3, 5] == [problem.entry for problem in found.problems]
    assert all("读不出来" in problem.what for problem in found.problems)
    assert not found.is_sound
