"""A record as a folder: for its owner alone, and not to be led astray by what lies in it."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from typing import TYPE_CHECKING

import pytest

from record.writing import CHAT, NOW, PHOTO, draft, upload, write
from yingmen.errors import InputError, OutputError, YingmenError
from yingmen.record import FolderStore, Journal, keys
from yingmen.record.seal import signed_head

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "林小满 的案件.record")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_folder_and_all_that_is_in_it_is_for_its_owner_alone(store: FolderStore) -> None:
    before = os.umask(0)
    try:
        Journal(store).append(draft(attachments=(upload("门口.jpg", PHOTO),)), NOW)
        store.append(b"a tail")
        write(store, "二")
    finally:
        os.umask(before)
    paths = [store.folder, *store.folder.rglob("*")]
    folders = {path for path in paths if path.is_dir()}
    assert {0o700} == {mode(path) for path in folders}
    assert {0o600} == {mode(path) for path in paths if path not in folders}
    assert {"journal.jsonl", "head.json", "key.pem", "attachments", "aside", "tmp", ".lock"} == {
        path.name for path in store.folder.iterdir()
    }


def test_a_folder_that_others_could_read_is_closed_again(store: FolderStore) -> None:
    write(store, "一")
    store.folder.chmod(0o755)
    write(store, "二")
    assert 0o700 == mode(store.folder)


def test_looking_at_a_record_makes_nothing(store: FolderStore) -> None:
    Journal(store).verify()
    Journal(store).entries()
    assert not store.folder.exists()


def test_what_a_killed_writer_left_half_stored_is_cleared_away(store: FolderStore) -> None:
    write(store, "一")
    (store.folder / "tmp" / "half").write_bytes(b"half a photo")
    (store.folder / "tmp" / "odd").mkdir()
    write(store, "二")
    assert [] == list((store.folder / "tmp").iterdir())


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\Users\\小满\\照片.jpg",
        "喆㛃犇的录音.m4a",
        "一家👨\u200d👩\u200d👧三口.png",
        "\u202egpj.exe",
        "换\n行.txt",
        "坏字节\udcff.txt",
        "长" * 300 + ".mp4",
        " ",
        ".",
        "-rf",
        "con",
        "名字里有\u3000全角空格.pdf",
    ],
)
def test_a_name_is_only_ever_a_text(store: FolderStore, name: str) -> None:
    Journal(store).append(draft(attachments=(upload(name, CHAT),)), NOW)
    assert [hashlib.sha256(CHAT).hexdigest()] == [
        path.name for path in (store.folder / "attachments").iterdir()
    ]
    assert Journal(store).verify().is_sound
    kept = Journal(store).entries()[0].attachments[0].name
    assert len(kept) <= 255
    assert not {"/", "\n", "\u202e"} & set(kept)


@pytest.mark.parametrize("swap", ["link", "folder", "pipe"])
def test_a_link_a_folder_or_a_pipe_in_place_of_an_attachment_counts_as_missing(
    store: FolderStore, tmp_path: Path, swap: str
) -> None:
    Journal(store).append(draft(attachments=(upload("门口.jpg", PHOTO),)), NOW)
    path = next((store.folder / "attachments").iterdir())
    path.unlink()
    (tmp_path / "same").write_bytes(PHOTO)
    if swap == "link":
        path.symlink_to(tmp_path / "same")
    elif swap == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    assert ["附件“门口.jpg”不见了"] == [problem.what for problem in Journal(store).verify().problems]


def test_a_journal_that_is_a_link_is_not_written_through(store: FolderStore, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("somebody else's file")
    with store.lock():
        (store.folder / "journal.jsonl").symlink_to(other)
    with pytest.raises(YingmenError):
        write(store, "一")
    assert "somebody else's file" == other.read_text()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.record").write_text("a file of this name")
    with pytest.raises(OutputError, match="写不进去"):
        write(FolderStore(tmp_path / "a.record"), "一")


def test_the_last_line_is_found_backwards_however_long_it_is(store: FolderStore) -> None:
    lines = [b"a\n", b"b" * 10_000 + b"\n", b"c" * 4096 + b"\n", b"d" * 4095 + b"\n", b"\n", b"e\n"]
    with store.lock():
        for line in lines:
            store.append(line)
    ends = [len(b"".join(lines[: n + 1])) for n in range(len(lines))]
    assert lines == [store.line_before(end) for end in ends]
    assert b"" == store.line_before(0)
    assert lines[2:] == list(store.journal(ends[1]))


def test_what_a_link_leads_to_is_never_cut_short(store: FolderStore, tmp_path: Path) -> None:
    """A head of nothing, as a crash at the very first entry leaves it, and a link in the journal's place."""
    write(store, "一")
    other = tmp_path / "other.txt"
    other.write_text("somebody else's file")
    (store.folder / "journal.jsonl").unlink()
    (store.folder / "journal.jsonl").symlink_to(other)
    key = keys.unlock(store.key() or b"")
    store.set_head(signed_head(0, 0, "0" * 64, key).to_bytes())
    with pytest.raises(OutputError, match="写不进去"):
        write(store, "二")
    assert "somebody else's file" == other.read_text()


def test_a_disk_that_gives_nothing_back_is_said_with_the_file(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, "一")

    monkeypatch.setattr("yingmen.record.folder.open_plain", Torn)
    for look in (store.head, store.key, lambda: list(store.journal()), lambda: store.line_before(10)):
        with pytest.raises(
            InputError, match=r"(head\.json|key\.pem|journal\.jsonl)：读不了（磁盘出错或已断开）"
        ):
            look()


class Torn(io.BytesIO):
    """An open file on a disk that has just been pulled out."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.read_bytes())

    def read(self, *_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    readline = read
