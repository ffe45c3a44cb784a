"""What an attachment is, told by its content; and what it would tell others beside what it shows."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from typing import TYPE_CHECKING, BinaryIO

import docx
import pytest

from record.memory import MemoryStore
from record.writing import NOW, PHOTO, draft, upload
from yingmen.errors import InputError
from yingmen.record import Journal, Upload, from_path, warnings
from yingmen.record.attachment import media_type, text_name

if TYPE_CHECKING:
    from pathlib import Path

EXIF = b"\xff\xd8\xff\xe1\x00\x40Exif\x00\x00"
GPS_LITTLE = EXIF + b"II*\x00\x08\x00\x00\x00\x01\x00" + struct.pack("<HHII", 0x8825, 4, 1, 26)
GPS_BIG = EXIF + b"MM\x00*\x00\x00\x00\x08\x00\x01" + struct.pack(">HHII", 0x8825, 4, 1, 26)


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def film(*inside: bytes) -> bytes:
    return (
        box(b"ftyp", b"isom\x00\x00\x02\x00") + box(b"mdat", bytes(300_000)) + box(b"moov", b"".join(inside))
    )


def word(author: str) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.core_properties.author = author
    document.save(stream)
    return stream.getvalue()


def zipped(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PHOTO, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(50), "image/png"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
        (film(), "video/mp4"),
        (b"ID3\x04" + bytes(100), "audio/mpeg"),
        (word("某人"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (zipped("照片.txt"), "application/zip"),
        ("聊天记录：还钱\n".encode(), "text/plain"),
        ("聊天记录：还钱\n".encode("gb18030"), "text/plain"),
        ("犇" * 30_000).encode()[: 64 * 1024] and (("犇" * 30_000).encode()[: 64 * 1024], "text/plain"),
        (b"", "text/plain"),
        (b"\x00\x01\x02\x03nothing known", "application/octet-stream"),
    ],
)
def test_what_it_is_is_told_by_its_content(data: bytes, kind: str) -> None:
    assert kind == media_type(data[: 64 * 1024])


def test_its_name_does_not_tell_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(b"%PDF-1.7\n")
    assert path.name == from_path(path).name
    with from_path(path).open() as stream:
        assert "application/pdf" == media_type(stream.read())


@pytest.mark.parametrize("place", ["missing.jpg", "."])
def test_it_refuses_what_is_no_file(tmp_path: Path, place: str) -> None:
    with pytest.raises(InputError, match=r"没有这个文件|这是文件夹"):
        from_path(tmp_path / place)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("喆㛃犇.jpg", "喆㛃犇.jpg"),
        ("/相册/欠条.pdf", "欠条.pdf"),
        ("C:\\照片\\门口.jpg", "门口.jpg"),
        ("\u202egpj.exe", "\\u202egpj.exe"),
        ("a\tb", "a\\u0009b"),
        ("", "附件"),
        ("/", "附件"),
        ("x" * 256, "x" * 127 + "…" + "x" * 127),
    ],
)
def test_a_name_is_kept_as_a_text_that_can_be_shown(name: str, kept: str) -> None:
    assert kept == text_name(name)


PLACE, CAMERA, AUTHOR = "里面带着拍摄地点", "里面带着拍摄时间、手机型号等信息", "里面带着作者或电脑用户的名字"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (PHOTO, ()),
        (EXIF + bytes(60), (CAMERA,)),
        (GPS_LITTLE, (PLACE, CAMERA)),
        (GPS_BIG, (PLACE, CAMERA)),
        (b"\x89PNG\r\n\x1a\n" + bytes(20) + b"eXIfMM\x00*" + bytes(20), (CAMERA,)),
        (b"\x89PNG\r\n\x1a\n" + bytes(20) + b"tEXtAuthor\x00x", (AUTHOR,)),
        (film(), ()),
        (film(box(b"udta", box(b"\xa9xyz", b"+31.23+121.47/"))), (PLACE,)),
        (film(box(b"udta", box(b"\xa9mak", b"phone"))), (CAMERA,)),
        (film()[:-8] + b"\x00\x00\x00\x03moov", ()),
        (b"%PDF-1.7\n1 0 obj<</Author(x)>>endobj", (AUTHOR,)),
        (b"%PDF-1.7\n1 0 obj<</Title(x)>>endobj", ()),
        (zipped("a.txt"), ()),
        (b"PK\x03\x04 no archive", ()),
        (b"plain", ()),
        (b"", ()),
    ],
)
def test_it_warns_of_what_a_file_tells_beside_what_it_shows(
    tmp_path: Path, data: bytes, told: tuple[str, ...]
) -> None:
    path = tmp_path / "f"
    path.write_bytes(data)
    assert told == warnings(path)


def test_it_warns_of_the_author_of_a_word_file(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(word("林小满"))
    assert (AUTHOR,) == warnings(path)


def test_metadata_is_kept_as_it_came() -> None:
    store = MemoryStore()
    Journal(store).append(draft(attachments=(upload("门口.jpg", GPS_BIG),)), NOW)
    assert [GPS_BIG] == list(store.kept.values())


def test_an_office_file_with_torn_pieces_is_no_reason_to_stop(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", "<dc:creator>林小满</dc:creator>" * 40)
    chance = random.Random(5)  # noqa: S311 - a test's own dice
    for _ in range(2000):
        data = bytearray(whole.getvalue())
        for _ in range(3):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        (tmp_path / "信.docx").write_bytes(data)
        assert set(warnings(tmp_path / "信.docx")) <= {"里面带着作者或电脑用户的名字"}
        assert "/" in media_type(bytes(data))


def test_a_film_of_very_many_pieces_is_not_read_piece_by_piece_to_its_end(tmp_path: Path) -> None:
    film = b"\0\0\0\x18ftypmp42" + bytes(12) + b"\0\0\0\x08free" * 200_000
    (tmp_path / "a.mp4").write_bytes(film + b"\0\0\0\x10moov\xa9xyz" + bytes(8))
    assert () == warnings(tmp_path / "a.mp4")


def test_a_name_too_long_for_any_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="名字太长"):
        from_path(tmp_path / ("长" * 300))


def test_a_file_that_must_not_be_read_is_said_and_nothing_is_written() -> None:
    def refuse() -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    store = MemoryStore()
    with pytest.raises(InputError, match=r"门口\.jpg：附件打不开（没有权限）"):
        Journal(store).append(draft(attachments=(Upload("门口.jpg", refuse),)), NOW)
    assert (b"", {}) == (store.lines, store.kept)
