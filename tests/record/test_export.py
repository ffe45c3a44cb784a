"""A package holds everything, is a bag to other tools too, and is never half-written."""

from __future__ import annotations

import csv
import errno
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import bagit
import pytest

from record.authority import authority, openssl
from record.folders import DAY, NAMES, WRITTEN, filled, journal, package, upload
from yingmen.document import Bullets, Document, Paragraph, Table, Timeline
from yingmen.errors import InputError, OutputError, SealBroken
from yingmen.record import Draft, Journal, stamp, verifier
from yingmen.record.export import disclosures, export, sealed
from yingmen.record.index import DOES_NOT_PROVE, index

if TYPE_CHECKING:
    from pathlib import Path

NOTHING: dict[str, bytes] = {}


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def there(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_package_holds_the_record_as_it_stands(tmp_path: Path) -> None:
    made = filled(tmp_path / "r")
    data = package(made, tmp_path / "out" / "p") / "data"
    for name in ("journal.jsonl", "head.json"):
        assert (tmp_path / "r" / name).read_bytes() == (data / name).read_bytes()
    assert names_in(tmp_path / "r" / "attachments") == names_in(data / "attachments")
    assert {"README.txt", "verify.py", "public-key.pem", "attachments.csv", "index.html"} <= set(
        names_in(data)
    )


def test_a_package_holds_no_private_key(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    assert [] == [name for name in names_in(folder) if b"PRIVATE KEY" in (folder / name).read_bytes()]


def test_other_tools_find_the_bag_valid_and_a_spoilt_one_not(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    listed = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(folder)]
    summed = ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"]
    for command in (listed, summed):
        assert 0 == subprocess.run(command, cwd=folder, check=False).returncode
    (folder / "data" / "journal.jsonl").write_bytes(b"{}\n")
    for command in (listed, summed):
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True)
        assert 0 != done.returncode
    assert not bagit.Bag(str(folder)).is_valid()


def test_the_table_of_names_gives_every_attachment_its_name_and_no_formula(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    text = (folder / "data" / "attachments.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    assert ["1", "2", "3", "4"] == [row[0] for row in rows]
    assert NAMES[0] == rows[0][1]
    assert "'" == rows[1][1][0]
    assert "\u202e" not in text
    assert {row[2] for row in rows} == set(names_in(folder / "data" / "attachments"))


def test_only_the_owner_can_read_a_package(tmp_path: Path) -> None:
    folder = package(filled(tmp_path / "r"), tmp_path / "p")
    assert set() == {path for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077}


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    with pytest.raises(OutputError, match="已经有同名的文件夹"):
        package(filled(tmp_path / "r"), tmp_path / "p")
    assert ["p", "r"] == there(tmp_path)


def test_a_record_with_nothing_in_it_is_not_taken_out(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="还没有记录"):
        sealed(journal(tmp_path / "r"))


def test_a_spoilt_record_is_not_taken_out_and_the_entry_is_named(tmp_path: Path) -> None:
    made = filled(tmp_path / "r")
    path = tmp_path / "r" / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace("第 1 次".encode(), "第 9 次".encode()))
    with pytest.raises(SealBroken, match="第 2 条"):
        sealed(made)


def test_what_changes_while_it_is_taken_out_is_noticed(tmp_path: Path) -> None:
    made = filled(tmp_path / "r")
    found = sealed(made)
    next((tmp_path / "r" / "attachments").iterdir()).write_bytes(b"swapped")
    with pytest.raises(SealBroken, match="核对不上"):
        export(made.store, found, NOTHING, tmp_path / "p", DAY)
    assert ["r"] == there(tmp_path)


def test_an_attachment_that_vanishes_meanwhile_is_noticed(tmp_path: Path) -> None:
    made = filled(tmp_path / "r")
    found = sealed(made)
    next((tmp_path / "r" / "attachments").iterdir()).unlink()
    with pytest.raises(SealBroken, match="不见了"):
        export(made.store, found, NOTHING, tmp_path / "p", DAY)
    assert ["r"] == there(tmp_path)


@pytest.mark.parametrize("after", range(14))
def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    made, left = filled(tmp_path / "r"), [after]
    found = sealed(made)

    def full(_: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="磁盘满了"):
        export(made.store, found, NOTHING, tmp_path / "p", DAY)
    assert ["r"] == there(tmp_path)


def test_what_was_written_after_the_check_waits_for_the_next_package(tmp_path: Path) -> None:
    made = filled(tmp_path / "r")
    found = sealed(made)
    made.append(Draft(kind="note", text="后来的", by="林小满"), found.entries[-1].written_at)
    export(made.store, found, NOTHING, tmp_path / "p", DAY)
    lines = (tmp_path / "p" / "data" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert 4 == len(lines)
    assert 4 == json.loads((tmp_path / "p" / "data" / "head.json").read_bytes())["count"]


def test_what_a_photo_gives_away_is_told_beforehand(tmp_path: Path) -> None:
    made = journal(tmp_path / "r")
    photo = b"\xff\xd8\xff\xe1\x00\x40Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0" + bytes(40)
    draft = Draft(kind="note", text="门口", by="林小满", attachments=(upload("门口.jpg", photo),))
    entry = made.append(draft, filled(tmp_path / "other").entries()[0].written_at)
    found = disclosures(made.store, sealed(made))
    assert {f"第 {entry.n} 条“门口.jpg”"} == {name for name, _ in found}
    assert any("地点" in what for _, what in found)


def stamped(made: Journal, folder: Path) -> tuple[bytes, Journal]:
    """The record with a stamp of its head in it, and the root to trust."""
    centre = authority(folder)
    found = sealed(made)
    signature = bytes.fromhex(found.head.signature)
    request = stamp.ask(signature)
    response = centre.reply(request.data)
    said = stamp.read(signature, response, centre.trusted, request.nonce)
    files = stamp.Files(found.head.to_bytes(), request.data, response, centre.trusted)
    made.append(stamp.draft(files, said, "应门"), found.entries[-1].written_at)
    return centre.trusted, made


def test_a_stamp_kept_in_the_record_goes_out_with_it_and_openssl_agrees(tmp_path: Path) -> None:
    _, made = stamped(filled(tmp_path / "r"), tmp_path / "tsa")
    data = package(made, tmp_path / "p") / "data"
    assert [(5, 4)] == [(item.entry, item.count) for item in sealed(made).stamps]
    readme = (data / "README.txt").read_text(encoding="utf-8")
    line = next(text for text in readme.splitlines() if "openssl ts -verify" in text)
    done = subprocess.run(line.split(), cwd=data, capture_output=True, text=True, check=False)
    assert (0, True) == (done.returncode, "Verification: OK" in done.stdout)
    asked = openssl(
        "ts",
        "-verify",
        "-queryfile",
        data / "stamps/5/request.tsq",
        "-in",
        data / "stamps/5/response.tsr",
        "-CAfile",
        data / "stamps/5/certificates.pem",
    )
    assert 0 == asked.returncode


def test_a_stamp_of_another_record_does_not_count(tmp_path: Path) -> None:
    _, other = stamped(filled(tmp_path / "other"), tmp_path / "tsa")
    made = filled(tmp_path / "r", count=6)
    files = sealed(other).stamps[0].files
    kept = other.entries()[4].at
    assert kept
    uploads = tuple(upload(name, data) for name, data in zip(stamp.NAMES, files, strict=True))
    draft = Draft(kind="document", text="时间戳", by="林小满", attachments=uploads)
    made.append(draft, other.entries()[4].written_at)
    assert [None] == [item.stamp for item in sealed(made).stamps]
    folder = package(made, tmp_path / "p")
    assert not (folder / "data" / "stamps").exists()


def text_of(document: Document) -> str:
    """All words of a document."""
    found = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found.append(block.text)
            elif isinstance(block, Bullets):
                found += block.items
            elif isinstance(block, Table):
                found += [cell for row in block.rows for cell in row.cells]
    return "\n".join(found)


def test_the_index_shows_every_entry_attachment_seal_and_what_a_seal_does_not_prove(tmp_path: Path) -> None:
    found = sealed(stamped(filled(tmp_path / "r"), tmp_path / "tsa")[1])
    text = text_of(index(found, "林小满", DAY))
    for entry, seal in zip(found.entries, found.seals, strict=True):
        assert entry.text in text
        assert seal in text
        assert all(item.sha256 in text and item.name in text for item in entry.attachments)
    assert all(line in text for line in DOES_NOT_PROVE)
    assert "来了几个人：2" in text
    assert "有没有出示工作证件：否" in text
    assert "更正第 1 条" in text
    assert "后来由第 3 条更正" in text
    assert "甲时间戳中心" in text


def test_the_index_is_in_the_order_things_happened(tmp_path: Path) -> None:
    document = index(sealed(filled(tmp_path / "r")), "林小满", DAY)
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    assert ["2", "4", "1", "3"] == [row.cells[0] for row in tables[0].rows]
    assert any(isinstance(block, Timeline) for section in document.sections for block in section.blocks)


def test_every_file_and_every_name_of_a_package_is_on_the_disk_before_it_is_said_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record may be erased the next moment, and the power may fail the moment after."""
    made, synced = filled(tmp_path / "r"), []
    monkeypatch.setattr("yingmen.record.export.sync_folder", lambda folder: synced.append(folder.name))
    package(made, tmp_path / "out" / "p")
    assert ["attachments", "data"] == sorted(synced[1:-1])
    assert (True, "out") == (synced[0].startswith(".yingmen-"), synced[-1])


def test_an_attachment_of_no_bytes_and_names_that_clash_go_out_whole(tmp_path: Path) -> None:
    made = journal(tmp_path / "r")
    same = (upload("录音.m4a", b""), upload("录音.m4a", b"1"), upload("a/录音.m4a", b"2"))
    made.append(Draft(kind="note", text="三个同名的", by="林小满", attachments=same), WRITTEN)
    folder = package(made, tmp_path / "p")
    assert [0, 1, 1] == sorted(path.stat().st_size for path in (folder / "data" / "attachments").iterdir())
    assert 3 == (folder / "data" / "attachments.csv").read_text(encoding="utf-8").count("录音.m4a")
    assert [] == verifier.Check(folder).bad
