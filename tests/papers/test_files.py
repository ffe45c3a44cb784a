from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from yingmen.errors import OutputError
from yingmen.papers.files import write_all

if TYPE_CHECKING:
    from pathlib import Path


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fail(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_it_writes_text_as_utf8_and_bytes_as_they_are_and_makes_the_folder(tmp_path: Path) -> None:
    write_all({tmp_path / "新" / "a.txt": "欠\r\n款\n", tmp_path / "b.bin": b"\x00\xff"})
    assert listing(tmp_path) == {"新/a.txt": "欠\r\n款\n".encode(), "b.bin": b"\x00\xff"}


def test_it_replaces_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    write_all({tmp_path / "a": "new"})
    assert listing(tmp_path) == {"a": b"new"}


def test_a_full_disk_leaves_all_as_it_was_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        write_all({tmp_path / "a": "new", tmp_path / "b": "new"})
    assert listing(tmp_path) == {"a": b"old"}
    assert caught.value.where == str(tmp_path / "a")
    assert "磁盘满了" in caught.value.what
    assert "磁盘" in caught.value.remedy


def test_a_failing_second_file_leaves_the_first_unmoved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []

    def second_fails(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            fail()

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(OutputError):
        write_all({tmp_path / "a": "new", tmp_path / "b": "new"})
    assert listing(tmp_path) == {}


def test_a_file_that_cannot_be_moved_keeps_its_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError):
        write_all({tmp_path / "a": "new"})
    assert listing(tmp_path) == {"a": b"old"}


def test_a_stop_by_the_user_leaves_no_scraps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "a": "new"})
    assert listing(tmp_path) == {}


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError) as caught:
        write_all({tmp_path / "a": "new"})
    assert caught.value.where == str(tmp_path / "a")
    assert listing(tmp_path) == {}


def test_text_that_no_file_can_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="字符"):
        write_all({tmp_path / "a": "good", tmp_path / "b": "\ud800"})
    assert listing(tmp_path) == {}
