"""Who reads a record again and again reads only what is new, and sees what the whole record holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.memory import MemoryStore
from record.stores import STORES, made
from record.writing import five, write
from yingmen.errors import SealBroken
from yingmen.record import Journal, Read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yingmen.record import Store


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return made(request, tmp_path)


class Watched(MemoryStore):
    """A store that notes from which bytes on it was read."""

    def __init__(self) -> None:
        super().__init__()
        self.since: list[int] = []

    def journal(self, since: int = 0) -> Iterator[bytes]:
        self.since.append(since)
        return super().journal(since)


def texts(read: Read) -> list[str]:
    return [entry.text for entry in read.entries]


def test_a_record_that_was_never_written_to_has_nothing(store: Store) -> None:
    assert Read() == Journal(store).read_on(Read())


def test_what_came_since_is_there_after_what_was_there_before(store: Store) -> None:
    write(store, "一", "二")
    before = Journal(store).read_on(Read())
    write(store, "三")
    after = Journal(store).read_on(before)
    assert (["一", "二"], ["一", "二", "三"]) == (texts(before), texts(after))
    assert after.entries == Journal(store).entries()
    assert after == Journal(store).read_on(after)


def test_only_what_came_since_is_read() -> None:
    store = Watched()
    write(store, "一", "二")
    before = Journal(store).read_on(Read())
    write(store, "三")
    store.since.clear()
    Journal(store).read_on(before)
    assert [before.size] == store.since


@given(st.lists(st.integers(0, 3), max_size=6))
def test_however_often_it_is_read_it_is_what_one_reading_gives(written: list[int]) -> None:
    store, read = MemoryStore(), Read()
    for round_, number in enumerate(written):
        write(store, *(f"{round_}.{n}" for n in range(number)))
        read = Journal(store).read_on(read)
        assert read == Journal(store).read_on(Read())
        assert read.entries == Journal(store).entries()


def test_a_change_in_the_rest_is_found() -> None:
    store = five()
    before = Journal(store).read_on(Read())
    write(store, "第六件事")
    store.lines = store.lines.replace("第六".encode(), "第七".encode())
    with pytest.raises(SealBroken, match="第 6 条"):
        Journal(store).read_on(before)


def test_another_record_in_its_place_is_read_from_its_beginning(store: Store) -> None:
    write(store, "一", "二")
    before = Journal(store).read_on(Read())
    store.erase()
    write(store, "甲", "乙", "丙")
    assert ["甲", "乙", "丙"] == texts(Journal(store).read_on(before))


def test_a_record_cut_short_is_not_taken_for_what_it_was(store: Store) -> None:
    write(store, "一", "二")
    before = Journal(store).read_on(Read())
    store.cut(before.size - 1)
    with pytest.raises(SealBroken):
        Journal(store).read_on(before)
