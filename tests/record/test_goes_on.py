"""A record goes on from what was sealed alone: nothing behind it, nothing forged, nobody else's."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from record.stores import STORES, in_database, made
from record.writing import NOW, PHOTO, draft, five, upload, write
from yingmen.errors import SealBroken
from yingmen.record import Journal, Read, from_line, read_head, seal_of, to_line
from yingmen.record.keys import unlock
from yingmen.record.seal import signed_head
from yingmen.record.store import LONGEST_LINE

if TYPE_CHECKING:
    from pathlib import Path

    from record.memory import MemoryStore
    from yingmen.record import Store

pytestmark = pytest.mark.django_db


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return made(request, tmp_path)


def signed(store: MemoryStore, count: int) -> None:
    """Sign what the record now holds, with its own key."""
    key = unlock(store.key_data or b"", None)
    last = store.lines.splitlines(keepends=True)[-1]
    store.head_data = signed_head(count, len(store.lines), seal_of(last), key).to_bytes()


def test_who_reads_on_does_not_read_what_lies_behind_the_head(store: Store) -> None:
    write(store, "一")
    before = Journal(store).read_on(Read())
    write(store, "二")
    store.append(b"half a line")
    after = Journal(store).read_on(before)
    assert ["一", "二"] == [entry.text for entry in after.entries]
    assert after == Journal(store).read_on(Read())


def test_nothing_is_written_behind_a_forged_head() -> None:
    store = five()
    head = read_head(store.head_data or b"")
    store.head_data = (store.head_data or b"").replace(head.signature[:8].encode(), b"00000000")
    before = store.copy()
    with pytest.raises(SealBroken, match="签名"):
        Journal(store).append(draft(), NOW)
    assert before == store


def test_whoever_cannot_trust_the_record_is_told_which_it_is_and_what_to_do() -> None:
    store = five()
    store.lines = store.lines.replace("第三件事".encode(), "第三件是".encode())
    with pytest.raises(SealBroken) as told:
        Journal(store).entries()
    assert store.name == told.value.where
    assert "先不要再往里写" in told.value.remedy


def test_a_first_entry_that_follows_another_is_found() -> None:
    store = five()
    first, *rest = store.lines.splitlines(keepends=True)
    changed = to_line(from_line(first).model_copy(update={"previous": "1" * 64}))
    store.lines = changed + b"".join(rest)
    found = [(one.entry, one.what) for one in Journal(store).verify().problems]
    assert (1, "前面应当没有别的，却接着另一条：被改过，或者前面的被删了") == found[0]


def test_a_head_that_counts_otherwise_is_found_though_it_is_signed() -> None:
    store = five()
    signed(store, 7)
    assert [(None, "封印说共 7 条，记录里数到第 5 条")] == [
        (one.entry, one.what) for one in Journal(store).verify().problems
    ]


def test_an_endless_line_in_the_database_is_read_in_pieces_and_none_is_lost() -> None:
    store, line = in_database(), b"x" * (2 * LONGEST_LINE + 7)
    store.append(line)
    pieces = list(store.journal())
    assert line == b"".join(pieces)
    assert LONGEST_LINE == max(map(len, pieces))


# Two cases in one database


def test_what_was_never_acknowledged_is_kept_aside_in_the_database_and_is_no_attachment() -> None:
    from yingmen.web.vault.models import Piece

    store = in_database()
    write(store, "一")
    for _ in range(2):
        store.append(b"half a line")
        write(store, "后来的")
    aside = Piece.objects.filter(aside=True)
    assert [b"half a line"] * 2 == [bytes(piece.data) for piece in aside]
    assert () == store.attachments()
    assert ((), 0) == (Journal(store).verify().problems, Journal(store).verify().tail)


def test_the_same_bytes_kept_aside_again_are_there_once_and_whole() -> None:
    from yingmen.web.vault.models import Piece

    store = in_database()
    names = {store.keep_aside(b"half a line", "after-1") for _ in range(2)}
    assert 1 == len(names)
    assert [b"half a line"] == [bytes(piece.data) for piece in Piece.objects.filter(name=names.pop())]


def test_the_attachments_of_one_case_are_not_those_of_another() -> None:
    one, other = in_database(), in_database()
    Journal(one).append(draft(attachments=(upload("门口.jpg", PHOTO),)), NOW)
    assert () == other.attachments()
    (name,) = one.attachments()
    with pytest.raises(FileNotFoundError):
        other.open(name)
    other.put(io.BytesIO(PHOTO), len(PHOTO))
    other.put(io.BytesIO(PHOTO), len(PHOTO))
    with one.open(name) as stream:
        assert PHOTO == stream.read()


@pytest.mark.django_db(transaction=True)
def test_erasing_one_case_leaves_the_other_as_it_was() -> None:
    one, other = in_database(), in_database()
    for store in (one, other):
        Journal(store).append(draft(attachments=(upload("门口.jpg", PHOTO),)), NOW)
    assert () == one.erase()
    assert (0, ()) == (one.size(), one.attachments())
    found = Journal(other).verify()
    assert ((), 1, 1) == (found.problems, len(found.entries), len(other.attachments()))
