"""Everything there is, as one package that is written while it is sent."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
import weakref
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from yingmen import case as cases
from yingmen.errors import OutputError, YingmenError
from yingmen.record import Journal
from yingmen.web import desk
from yingmen.web.vault import versions
from yingmen.web.vault.journal import DatabaseStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.record.index import Sealed
    from yingmen.web.vault.models import File

_BLOCK = 1 << 20
_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
_README = (
    "case.toml   案件文件：写完整的各项\r\nversions/   每一次保存，按先后，连没写完的也在里面\r\n"
    "record/     封存的记录：README.txt 写着怎样核对\r\n"
)


class Package:
    """The bytes of the package, piece by piece; what it needed of the disk is gone when it is closed."""

    def __init__(self, file: File) -> None:
        self._file, self._journal = file, Journal(DatabaseStore(file))
        self._folder = tempfile.mkdtemp(prefix=_mark(), dir=_place())
        self._gone = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        try:
            self._why_not = self._write_record()
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        """Write one file after the other, and give away what there is."""
        sink = _Sink()
        try:
            with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
                for name, stream in self._files():
                    with stream, package.open(name, "w", force_zip64=True) as into:
                        for block in iter(lambda stream=stream: stream.read(_BLOCK), b""):  # type: ignore[misc]
                            into.write(block)
                            yield sink.taken()
            yield sink.taken()
        finally:
            self.close()

    def close(self) -> None:
        """Leave nothing on the disk."""
        self._gone()

    def _files(self) -> Iterator[tuple[str, io.BufferedIOBase]]:
        yield "README.txt", io.BytesIO(_README.encode())
        yield "case.toml", io.BytesIO(_case(self._file).encode())
        for kept in versions.history(self._file):
            text = json.dumps(kept.data, ensure_ascii=False, indent=1)
            yield f"versions/{kept.number:05}.json", io.BytesIO(text.encode())
        if self._why_not:
            yield from self._as_it_lies()
            return
        bag = Path(self._folder) / "record"
        for path in sorted(bag.rglob("*")):
            if path.is_file():
                yield f"record/{path.relative_to(bag)}", path.open("rb")

    def _write_record(self) -> str:
        """Write the record as a package of its own; why it could not be, where its seal is broken."""
        from yingmen.record.export import export, sealed

        journal = self._journal
        if not journal.is_begun:
            return ""
        try:
            found = sealed(journal)
            into = Path(self._folder) / "record"
            export(journal.store, found, _index(found), into, desk.today())
        except YingmenError as error:
            return str(error)
        return ""

    def _as_it_lies(self) -> Iterator[tuple[str, io.BufferedIOBase]]:
        """The record's bytes as they are, for whoever has to find out what happened to them."""
        store = self._journal.store
        yield "record/PROBLEM.txt", io.BytesIO(self._why_not.encode())
        yield "record/journal.jsonl", io.BytesIO(b"".join(store.journal()))
        yield "record/head.json", io.BytesIO(store.head() or b"")
        for sha256 in store.attachments():
            with suppress(FileNotFoundError):
                yield f"record/attachments/{sha256}", store.open(sha256)  # type: ignore[misc]


def sweep() -> tuple[str, ...]:
    """Take away what a program that was killed while it exported left behind, and say what is still there."""
    left = []
    for folder in _place().glob(f"{_mark()}*"):
        shutil.rmtree(folder, ignore_errors=True)
        left += [str(folder)] if folder.exists() else []
    return tuple(left)


def _place() -> Path:
    return _MEMORY if _MEMORY.is_dir() else Path(tempfile.gettempdir())


def _mark() -> str:
    """How the folders of this data begin: another's, for other data, are left alone."""
    return f"yingmen-{hashlib.sha256(str(settings.HOME).encode()).hexdigest()[:12]}-"


class _Sink(io.RawIOBase):
    """What a package is written to; it keeps nothing that was taken."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = bytes(self._held)
        self._held.clear()
        return found


def _case(file: File) -> str:
    """The case as a file, without the items that are not complete yet."""
    return cases.to_toml(desk.complete(versions.latest(file).data)[0])


def _index(found: Sealed) -> dict[str, bytes]:
    """The record's index: HTML always, PDF where the font for it is there."""
    from yingmen.papers import html, pdf
    from yingmen.record.index import index

    document = index(found, "案件", desk.today())
    files = {"index.html": html.render(document).encode()}
    with suppress(OutputError):
        files["index.pdf"] = pdf.render(document)
    return files
