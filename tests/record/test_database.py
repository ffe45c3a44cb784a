"""A record in the database: what is its own, beside what holds in every store."""

from __future__ import annotations

import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import bagit
import pytest
from django.core.management import call_command
from django.db import OperationalError

from record.folders import fill, filled, package
from record.stores import in_database
from record.writing import NOW, PHOTO, draft, upload, write
from yingmen.errors import InputError, OutputError
from yingmen.record import Journal, erase, verifier
from yingmen.web.vault.models import Arrival, File, Line, Piece
from yingmen.web.vault.versions import begin

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
FILM = bytes(range(256)) * (MEGABYTE * 5 // 2 // 256) + b"end"


def rows() -> dict[str, int]:
    return {table.__name__: table.objects.count() for table in (Line, Piece, Arrival)}


def test_the_tables_are_what_the_code_says() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_its_package_holds_what_a_folders_package_holds(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "a") / "data"
    ours = package(fill(Journal(in_database())), tmp_path / "b") / "data"
    for name in ("journal.jsonl", "attachments.csv", *(f"attachments/{n.name}" for n in folder.glob("a*/*"))):
        assert (folder / name).read_bytes() == (ours / name).read_bytes()
    assert [] == verifier.Check(tmp_path / "b").bad
    assert bagit.Bag(str(tmp_path / "b")).is_valid()


def test_an_attachment_lies_in_pieces_and_is_read_from_any_byte() -> None:
    store = in_database()
    assert (hashlib.sha256(FILM).hexdigest(), len(FILM)) == store.put(io.BytesIO(FILM), len(FILM))
    assert [MEGABYTE, MEGABYTE, len(FILM) - 2 * MEGABYTE] == [
        len(piece.data) for piece in Piece.objects.order_by("number")
    ]
    with store.open(hashlib.sha256(FILM).hexdigest()) as stream:
        assert FILM == stream.read()
        for start, size in (
            (0, 1),
            (MEGABYTE - 2, 5),
            (2 * MEGABYTE, 3),
            (len(FILM) - 3, 99),
            (len(FILM), 1),
        ):
            stream.seek(start)
            assert FILM[start : start + size] == stream.read(size)
        assert (len(FILM) - 3, b"end") == (stream.seek(-3, os.SEEK_END), stream.read())


def test_an_attachment_too_large_leaves_no_piece_behind() -> None:
    store = in_database()
    with pytest.raises(InputError, match="附件超过"):
        store.put(io.BytesIO(FILM), len(FILM) - 1)
    assert 0 == rows()["Piece"]


def test_the_same_attachment_twice_lies_there_once_and_one_of_no_bytes_lies_there_too() -> None:
    store = in_database()
    for data in (PHOTO, PHOTO, b""):
        store.put(io.BytesIO(data), 999)
    assert 2 == len(store.attachments()) == rows()["Piece"]
    with store.open(hashlib.sha256(b"").hexdigest()) as stream:
        assert b"" == stream.read()


def test_attachments_are_read_in_other_threads_than_they_were_opened_in() -> None:
    store = in_database()
    films = [FILM + bytes([n]) for n in range(8)]
    streams = [store.open(store.put(io.BytesIO(film), 9 * MEGABYTE)[0]) for film in films]
    with ThreadPoolExecutor(4) as pool:
        assert films == list(pool.map(lambda stream: stream.read(), streams))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_lost_piece_is_a_changed_attachment(number: int) -> None:
    store = in_database()
    Journal(store).append(draft(attachments=(upload("门口.mp4", FILM),)), NOW)
    Piece.objects.filter(number=number).delete()
    assert ["附件“门口.mp4”被换过或改过：大小不对"] == [
        each.what for each in Journal(store).verify().problems
    ]


def test_a_piece_that_goes_while_it_is_read_is_an_error_of_reading() -> None:
    store = in_database()
    with store.open(store.put(io.BytesIO(PHOTO), 999)[0]) as stream:
        Piece.objects.all().delete()
        with pytest.raises(OSError, match="gone"):
            stream.read()


def test_an_entry_comes_with_head_and_attachments_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    store = in_database()
    write(store, "一")
    before = (store.head(), store.size(), rows())

    def refuse(_: object, data: bytes) -> None:
        raise OutputError(f"{len(data)} bytes do not fit")

    with monkeypatch.context() as patch:
        patch.setattr(type(store), "set_head", refuse)
        with pytest.raises(OutputError):
            Journal(store).append(draft("二", attachments=(upload("门口.jpg", PHOTO),)), NOW)
    assert before == (store.head(), store.size(), rows())
    assert 2 == write(store, "二")[0].n
    assert Journal(store).verify().is_sound


@pytest.mark.parametrize(
    ("said", "told"), [("database is locked", "另一个窗口"), ("database or disk is full", "没有写进数据库")]
)
def test_what_the_database_refuses_is_said_in_the_users_words(said: str, told: str) -> None:
    with pytest.raises(OutputError, match=told), in_database().lock():
        raise OperationalError(said)


def test_an_erasure_takes_the_record_alone_and_no_other_cases() -> None:
    begin({"schema": 1}, "新开的", NOW)
    other = in_database()
    write(other, "别的案件")
    store = in_database()
    Journal(store).append(draft(attachments=(upload("门口.jpg", PHOTO),)), NOW)
    store.append(b"a tail")
    write(store, "二")
    assert erase(store).is_complete
    assert not Journal(store).is_begun
    assert {"Line": 1, "Piece": 0, "Arrival": 0} == rows()
    assert (3, 1) == (File.objects.count(), len(Journal(other).entries()))
    assert 1 == write(store, "重新开始")[0].n


@pytest.mark.parametrize("since", [0, 1, 5, 6, 7, 11, 12, 17])
def test_lines_are_the_same_however_they_were_appended(since: int) -> None:
    store = in_database()
    for part in (b"a\n", b"bcd", b"\ne\nf\n", b"\n", b"ghij\n", b"k"):
        store.append(part)
    whole = b"a\nbcd\ne\nf\n\nghij\nk"
    assert len(whole) == store.size()
    assert whole[since:].splitlines(keepends=True) == list(store.journal(since))
    before = whole[:since].splitlines(keepends=True)
    assert (before[-1] if before else b"") == store.line_before(since)
    store.cut(since)
    assert (since, whole[:since]) == (store.size(), b"".join(store.journal()))
