"""What a record promises, wherever it is stored."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, BinaryIO

import pytest

from record.memory import MemoryStore
from record.stores import STORES, made
from record.writing import CHAT, NOW, PHOTO, draft, five, upload, write
from yingmen.errors import EntryError, InputError, OutputError, PassphraseError, SealBroken
from yingmen.record import FolderStore, Journal, Upload, from_line
from yingmen.record import journal as journals
from yingmen.record.seal import read_head, signed_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from yingmen.record import Store


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return made(request, tmp_path)


def lines(store: Store) -> list[bytes]:
    return list(store.journal())


def test_each_entry_holds_the_seal_of_the_one_before(store: Store) -> None:
    write(store, "一", "二", "三")
    first, second, third = lines(store)
    assert "0" * 64 == from_line(first).previous
    assert hashlib.sha256(first).hexdigest() == from_line(second).previous
    assert hashlib.sha256(second).hexdigest() == from_line(third).previous


def test_the_head_holds_count_bytes_and_the_last_seal_and_its_signature_is_over_them(store: Store) -> None:
    write(store, "一", "二")
    first, second = lines(store)
    head = read_head(store.head() or b"")
    assert (2, len(first + second)) == (head.count, head.size)
    assert hashlib.sha256(second).hexdigest() == head.seal
    text = f"yingmen-head-v1\n2\n{len(first + second)}\n{head.seal}\n".encode()
    assert text == signed_bytes(head.count, head.size, head.seal)
    assert head.is_genuine


def test_what_was_written_is_read_back_in_its_order(store: Store) -> None:
    written = write(store, "一", "二", "三")
    assert written == Journal(store).entries()
    assert [1, 2, 3] == [entry.n for entry in written]


def test_a_record_that_was_never_begun_is_empty_and_sound(store: Store) -> None:
    journal = Journal(store)
    found = journal.verify()
    assert ((), (), None) == (found.entries, found.problems, found.head)
    assert not journal.is_begun
    assert () == journal.entries()


def test_it_names_what_a_record_is_made_of_and_finds_it_sound(store: Store) -> None:
    journal = Journal(store)
    entry = journal.append(draft(attachments=(upload("门口.jpg", PHOTO), upload("聊天.txt", CHAT))), NOW)
    assert [("门口.jpg", "image/jpeg", 211), ("聊天.txt", "text/plain", len(CHAT))] == [
        (item.name, item.media_type, item.size) for item in entry.attachments
    ]
    with store.open(hashlib.sha256(CHAT).hexdigest()) as stream:
        assert CHAT == stream.read()
    assert ((), 0, ()) == (journal.verify().problems, journal.verify().tail, journal.verify().unnamed)


def test_a_correction_names_the_entry_it_puts_right_and_both_stay(store: Store) -> None:
    write(store, "来了两个人")
    Journal(store).append(draft("更正：来了三个人", corrects=1), NOW)
    assert [("来了两个人", None), ("更正：来了三个人", 1)] == [
        (entry.text, entry.corrects) for entry in Journal(store).entries()
    ]


@pytest.mark.parametrize("number", [0, 2, 3, 10**9])
def test_it_refuses_to_correct_what_is_not_written_yet(store: Store, number: int) -> None:
    write(store, "一")
    with pytest.raises(EntryError, match="只能更正已经写下的一条"):
        Journal(store).append(draft(corrects=number), NOW)
    assert 1 == len(Journal(store).entries())


def test_a_draft_that_is_refused_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(EntryError):
        Journal(store).append(draft("", attachments=(upload("门口.jpg", PHOTO),)), NOW)
    assert (None, None, 0, ()) == (store.head(), store.key(), store.size(), store.attachments())


def test_it_refuses_an_attachment_beyond_the_limit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "LARGEST", 100)
    with pytest.raises(InputError, match="附件超过"):
        Journal(store).append(draft(attachments=(upload("大.bin", bytes(101)),)), NOW)
    assert ((), 0) == (store.attachments(), store.size())
    Journal(store).append(draft(attachments=(upload("正好.bin", bytes(100)),)), NOW)
    assert Journal(store).verify().is_sound


def test_a_source_that_breaks_off_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    class Unplugged(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, f"gone after {size}")

    def opened() -> BinaryIO:
        return Unplugged()

    store = FolderStore(tmp_path / "a.record")
    with pytest.raises(InputError, match="读到一半读不下去"):
        Journal(store).append(draft(attachments=(Upload("手机.mp4", opened),)), NOW)
    assert (0, ()) == (store.size(), store.attachments())
    assert [] == list((tmp_path / "a.record" / "tmp").iterdir())


def test_the_passphrase_is_asked_for_each_writing_and_for_no_reading(store: Store) -> None:
    Journal(store).append(draft("一"), NOW, "阳光 3")
    journal = Journal(store)
    assert journal.asks_passphrase
    with pytest.raises(PassphraseError, match="还没有输入"):
        journal.append(draft(), NOW)
    with pytest.raises(PassphraseError, match="口令不对"):
        journal.append(draft(attachments=(upload("门口.jpg", PHOTO),)), NOW, "阳光 4")
    assert () == store.attachments()
    assert 2 == journal.append(draft(), NOW, "阳光 3").n
    assert journal.verify().is_sound


def test_what_a_crash_left_after_the_head_is_kept_aside_and_the_record_goes_on(store: Store) -> None:
    write(store, "一")
    store.append(b'{"half a li')
    journal = Journal(store)
    assert ((), 11, 1) == (journal.verify().problems, journal.verify().tail, len(journal.entries()))
    assert 2 == journal.append(draft("二"), NOW).n
    assert journal.recovered
    assert [0, 2] == [journal.verify().tail, len(journal.entries())]
    assert 3 == journal.append(draft("三"), NOW).n
    assert "" == journal.recovered


def test_a_record_shorter_than_its_head_is_not_written_to(store: Store) -> None:
    write(store, "一", "二")
    store.cut(store.size() - 1)
    for use in (lambda: Journal(store).append(draft(), NOW), Journal(store).entries):
        with pytest.raises(SealBroken, match="截"):
            use()


def test_a_record_whose_last_line_is_not_the_heads_is_not_written_to() -> None:
    store = five()
    store.lines = store.lines.replace("第五件事".encode(), "第伍件事".encode())
    with pytest.raises(SealBroken, match="第 5 条"):
        Journal(store).append(draft(), NOW)


@pytest.mark.parametrize("gone", ["head_data", "key_data"])
def test_a_record_without_its_head_or_its_key_is_not_begun_anew(gone: str) -> None:
    store = five()
    setattr(store, gone, None)
    with pytest.raises(SealBroken, match="不见了"):
        Journal(store).append(draft(), NOW)
    assert 1 == len(Journal(store).verify().problems)


def test_appending_looks_at_the_end_alone() -> None:
    class Watched(MemoryStore):
        read = 0

        def line_before(self, end: int) -> bytes:
            line = super().line_before(end)
            self.read += len(line)
            return line

        def attachments(self) -> tuple[str, ...]:
            raise AssertionError("all attachments were listed")

    begun = MemoryStore()
    write(begun, "第一条")
    store = Watched(head_data=begun.head_data, key_data=begun.key_data, lines=begun.lines)
    write(store, *(f"第 {n} 条" for n in range(50)))
    store.read = 0
    write(store, "末条")
    assert 0 < store.read < 1000
    assert store.size() > 10_000


def test_an_entry_that_was_never_confirmed_may_stand_but_a_confirmed_one_never_falls() -> None:
    """The head is the last step: if it fails, the entry is not acknowledged, and trying again works."""

    class Full(MemoryStore):
        is_full = False

        def set_head(self, data: bytes) -> None:
            if self.is_full:
                raise OutputError("写不进去（磁盘满了）")
            super().set_head(data)

    store = Full()
    write(store, "一")
    store.is_full = True
    with pytest.raises(OutputError):
        write(store, "二")
    assert ["一"] == [entry.text for entry in Journal(store).entries()]
    store.is_full = False
    write(store, "二")
    assert ["一", "二"] == [entry.text for entry in Journal(store).entries()]
    assert Journal(store).verify().is_sound
    assert 1 == len(store.aside)
