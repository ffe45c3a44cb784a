"""Erasing removes everything, and says so if it could not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from record.memory import MemoryStore
from record.writing import NOW, PHOTO, draft, five, upload, write
from yingmen.record import FolderStore, Journal, erase

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_of_a_record_is_left_temporary_files_and_odd_ones_included(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "a.record")
    Journal(store).append(draft(attachments=(upload("门口.jpg", PHOTO),)), NOW)
    store.append(b"a tail")
    write(store, "二")
    (store.folder / "tmp" / "half").write_bytes(b"half a photo")
    (store.folder / "stray").mkdir()
    (store.folder / "stray" / "喆").write_bytes(b"x")
    found = erase(store)
    assert ((), True, []) == (found.left, found.is_complete, list(tmp_path.iterdir()))
    assert "已经全部删掉" in str(found)


def test_what_a_link_leads_to_is_not_erased(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "a.record")
    write(store, "一")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "mine.jpg").write_bytes(PHOTO)
    (store.folder / "link").symlink_to(tmp_path / "photos")
    assert erase(store).is_complete
    assert [tmp_path / "photos"] == list(tmp_path.iterdir())
    assert PHOTO == (tmp_path / "photos" / "mine.jpg").read_bytes()


def test_a_record_that_is_itself_a_link_is_left_and_said(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "a.record").symlink_to(tmp_path / "real")
    found = erase(FolderStore(tmp_path / "a.record"))
    assert ((str(tmp_path / "a.record"),), False) == (found.left, found.is_complete)
    assert (tmp_path / "real").is_dir()


def test_what_cannot_be_removed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path / "a.record")
    write(store, "一")
    path = type(store.folder)
    whole = path.unlink
    monkeypatch.setattr(path, "unlink", refusing(whole))
    found = erase(store)
    assert (str(store.folder / "head.json") in found.left, found.is_complete) == (True, False)
    assert "head.json" in str(found)
    monkeypatch.setattr(path, "unlink", whole)
    assert erase(store).is_complete


def refusing(unlink: object) -> object:
    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "head.json":
            raise PermissionError(13, "in use", str(path))
        assert callable(unlink)
        unlink(path, missing_ok=missing_ok)

    return refuse


def test_what_is_already_gone_is_no_error(tmp_path: Path) -> None:
    assert erase(FolderStore(tmp_path / "a.record")).is_complete
    assert [] == list(tmp_path.iterdir())


def test_a_record_begun_after_an_erasure_is_a_new_one(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "a.record")
    write(store, "一")
    first = Journal(store).verify().head
    erase(store)
    assert 1 == write(store, "重新开始")[0].n
    second = Journal(store).verify().head
    assert first
    assert second
    assert first.key != second.key


def test_a_memory_store_is_emptied_too() -> None:
    store = five()
    assert erase(store).is_complete
    assert MemoryStore() == store.copy()


@pytest.mark.parametrize("name", ["attachments", "aside"])
def test_what_lies_elsewhere_behind_a_link_is_named(tmp_path: Path, name: str) -> None:
    store = FolderStore(tmp_path / "a.record")
    write(store, "一")
    (store.folder / name).rename(tmp_path / "other disk")
    (store.folder / name).symlink_to(tmp_path / "other disk")
    found = erase(store)
    assert ((str(tmp_path / "other disk"),), False) == (found.left, found.is_complete)
    assert not store.folder.exists()


@pytest.mark.parametrize("name", ["attachments", "aside", "tmp"])
def test_a_file_in_place_of_a_folder_does_not_save_a_record_from_being_erased(
    tmp_path: Path, name: str
) -> None:
    store = FolderStore(tmp_path / "a.record")
    write(store, "一")
    (store.folder / name).rmdir()
    (store.folder / name).write_bytes(b"x")
    assert erase(store).is_complete
    assert [] == list(tmp_path.iterdir())


def test_files_that_are_read_only_are_erased_too(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "a.record")
    Journal(store).append(draft(attachments=(upload("门口.jpg", PHOTO),)), NOW)
    for path in [*store.folder.rglob("*"), store.folder]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    assert erase(store).is_complete
    assert [] == list(tmp_path.iterdir())
