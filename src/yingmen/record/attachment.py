"""What belongs to an entry: a photo, a sound, a film, a PDF, a chat export, kept as it came.

An attachment lies under the SHA-256 of its content. What it is, is told by its content and never by its
name; the name is only ever a text. Nothing in it is run, opened or changed: a photo keeps the place and the
day it was taken with, which is worth much as evidence and is warned about before it goes to others.
"""

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from lzma import LZMAError
from pathlib import Path
from typing import Annotated, BinaryIO

from pydantic import Field, StringConstraints

from yingmen.case.values import Entry as Table
from yingmen.case.values import about
from yingmen.errors import InputError, refusal

LARGEST = 2 * 1024**3
"""Bytes an attachment may have at most."""

LONGEST_NAME = 255
HEAD = 64 * 1024
"""Bytes from the front that tell what an attachment is."""

_ANYTHING = "application/octet-stream"
_BIDI = frozenset("\u200e\u200f\u061c" + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))))
_OFFICE = "application/vnd.openxmlformats-officedocument."
_IN_ZIP = {
    b"word/": f"{_OFFICE}wordprocessingml.document",
    b"xl/": f"{_OFFICE}spreadsheetml.sheet",
    b"ppt/": f"{_OFFICE}presentationml.presentation",
}


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Attachment(Table, title="附件"):
    """One attachment as the record knows it: hash of its content, its name, what it is, how many bytes."""

    sha256: Sha256
    name: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME), about("文件名")]
    media_type: Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9.+-]+$", max_length=100)]
    size: Annotated[int, Field(ge=0, le=LARGEST)]


@dataclass(frozen=True, slots=True)
class Upload:
    """Something to be attached: what it is called, and how to open it as a stream of bytes."""

    name: str
    open: Callable[[], BinaryIO]


def from_path(path: Path) -> Upload:
    """Attach a file the user named.

    Raises:
        InputError: there is no such file, or it is a folder or a device.
    """
    try:
        if stat.S_ISREG(path.stat().st_mode):
            return Upload(path.name, lambda: path.open("rb"))
        what = "这是文件夹，不是文件" if path.is_dir() else "这不是普通文件"
    except FileNotFoundError:
        what = "没有这个文件"
    except OSError as error:
        what = f"读不了（{refusal(error)}）"
    raise InputError(what, where=text_name(str(path)), remedy="核对文件名和所在文件夹，一次附一个文件。")


def opened(upload: Upload) -> BinaryIO:
    """Open what is to be attached.

    Raises:
        InputError: it is not there any more or must not be read.
    """
    try:
        return upload.open()
    except OSError as error:
        remedy = "看看这个文件还在不在、有没有权限读；这一条还没有写进记录。"
        raise InputError(
            f"附件打不开（{refusal(error)}）", where=text_name(upload.name), remedy=remedy
        ) from error


def read_block(stream: BinaryIO, size: int) -> bytes:
    """The next bytes of something that is to be attached.

    Raises:
        InputError: it cannot be read to its end.
    """
    try:
        return stream.read(size)
    except OSError as error:
        remedy = "看看这个文件能不能打开、放它的磁盘或手机还连着没有；这一条还没有写进记录。"
        raise InputError(f"附件读到一半读不下去了（{refusal(error)}）", remedy=remedy) from error


def too_large(limit: int) -> InputError:
    """Say that an attachment has more than so many bytes."""
    return InputError(
        f"附件超过 {limit / 1024**2:,.0f} MB，太大了",
        remedy="录像请剪成几段，分别附上；原来的录像也留好。这一条还没有写进记录。",
    )


def text_name(name: str) -> str:
    """A file's name as a text that can be kept and shown: any Unicode, the folders before it left out.

    What cannot be shown or would turn the text around is written as its code; a very long name loses its
    middle.
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2].strip() or "附件"
    shown = "".join(f"\\u{ord(char):04x}" if _is_hidden(char) else char for char in last)
    if len(shown) <= LONGEST_NAME:
        return shown
    half = LONGEST_NAME // 2
    return f"{shown[:half]}…{shown[-half:]}"


def _is_hidden(char: str) -> bool:
    return char in _BIDI or unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}


def media_type(head: bytes) -> str:
    """What a file is by its first bytes: a media type, `text/plain`, or `application/octet-stream`."""
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _IN_ZIP.items() if mark in head), "application/zip")
    return _by_mark(head) or (_PLAIN if _is_text(head) else _ANYTHING)


_PLAIN = "text/plain"


def _by_mark(head: bytes) -> str:
    import puremagic  # noqa: PLC0415 - its tables take a while and few entries have attachments

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    usable = (item.mime_type.lower() for item in found if item.mime_type)
    return next((kind for kind in usable if _is_media_type(kind)), "")


def _is_media_type(kind: str) -> bool:
    main, _, sub = kind.partition("/")
    return main.isascii() and main.isalpha() and bool(sub) and set(sub) <= _SUBTYPE


_SUBTYPE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.+-")


def _is_text(head: bytes) -> bool:
    """Whether these bytes read as text, a character cut in two at the end aside."""
    if b"\0" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


_PLACE = "里面带着拍摄地点"
_CAMERA = "里面带着拍摄时间、手机型号等信息"
_AUTHOR = "里面带着作者或电脑用户的名字"
_SCANNED = 32 * 1024 * 1024
_MOST_BOXES = 1000
_GPS = (b"\x88\x25\x00\x04", b"\x25\x88\x04\x00")
_PNG = b"\x89PNG\r\n\x1a\n"


def warnings(path: Path) -> tuple[str, ...]:
    """What a file would tell others beside what it shows: where and when, on which phone, by whom.

    Looks for the marks of JPEG, PNG, MP4, PDF and DOCX; none found is no promise that nothing is in it.
    """
    with path.open("rb") as stream:
        return warnings_in(stream)


def warnings_in(stream: BinaryIO) -> tuple[str, ...]:
    """The same for an open attachment, which must be seekable."""
    head = stream.read(HEAD)
    if head.startswith((b"\xff\xd8\xff", _PNG)) or head[4:12] in (b"ftypheic", b"ftypmif1"):
        return _photo(head)
    if head[4:8] == b"ftyp":
        return _film(_movie_box(stream))
    if head.startswith(b"%PDF"):
        stream.seek(0)
        return _pdf(stream.read(_SCANNED))
    return _word(stream) if head.startswith(b"PK\x03\x04") else ()


def _photo(head: bytes) -> tuple[str, ...]:
    if b"Exif\0\0" not in head and b"eXIf" not in head:
        return (_AUTHOR,) if b"tEXtAuthor" in head else ()
    return (_PLACE, _CAMERA) if any(mark in head for mark in _GPS) else (_CAMERA,)


def _film(movie: bytes) -> tuple[str, ...]:
    place = b"\xa9xyz" in movie or b"location.ISO6709" in movie or b"loci" in movie
    maker = b"\xa9mak" in movie or b"\xa9mod" in movie or b"quicktime.make" in movie
    return ((_PLACE,) if place else ()) + ((_CAMERA,) if maker else ())


def _movie_box(stream: BinaryIO) -> bytes:
    """The part of an MP4 that describes it, which may stand at either end."""
    for kind, start, size in islice(_boxes(stream), _MOST_BOXES):
        if kind == b"moov":
            stream.seek(start)
            return stream.read(min(size, _SCANNED))
    return b""


def _boxes(stream: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """The outermost boxes as (kind, first byte, bytes); one that says nonsense ends the list."""
    end, start = stream.seek(0, 2), 0
    while start + 16 <= end:
        stream.seek(start)
        mark = stream.read(16)
        size = int.from_bytes(mark[:4], "big")
        size = int.from_bytes(mark[8:], "big") if size == 1 else size or end - start
        if size < 8:  # noqa: PLR2004 - a box's own size and kind take eight bytes
            return
        yield mark[4:8], start, size
        start += size


def _pdf(data: bytes) -> tuple[str, ...]:
    return (_AUTHOR,) if any(mark in data for mark in (b"/Author", b"dc:creator", b"/Creator")) else ()


_SPOILT_ZIP = (
    OSError,
    ValueError,
    LookupError,
    RuntimeError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
)
"""What a file that only begins like an office file can bring up: a broken list, or pieces no longer whole."""


def _word(stream: BinaryIO) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(stream) as archive, archive.open("docProps/core.xml") as core:
            found = core.read(HEAD)
    except _SPOILT_ZIP:
        return ()
    return (_AUTHOR,) if b"dc:creator>" in found or b"lastModifiedBy>" in found else ()
