"""A record taken out of the house: a package that a stranger can check without this program.

    NAME/                    a bag (BagIt 1.0, RFC 8493)
        bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
        data/README.txt      what this is, how to check it, what a seal proves and what it does not
        data/verify.py       the check, in Python's standard library alone
        data/journal.jsonl  head.json  public-key.pem
        data/attachments/    under the SHA-256 of their content; attachments.csv has their names
        data/stamps/N/       the time stamp kept with entry N, with what `openssl ts -verify` needs
        data/…               what the caller adds: the index to read

The record is checked before, the package after; it is written beside its place and moved there whole.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import bagit
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from yingmen.errors import InputError, OutputError, SealBroken, not_written
from yingmen.record import verifier
from yingmen.record.attachment import warnings_in
from yingmen.record.disk import sync_folder
from yingmen.record.entry import to_line
from yingmen.record.index import DOES_NOT_PROVE, PROVES, Sealed
from yingmen.record.keys import fingerprint
from yingmen.record.seal import read_head
from yingmen.record.stamp import NAMES, stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from yingmen.record.journal import Journal
    from yingmen.record.stamp import Stamped
    from yingmen.record.store import Store

_BLOCK = 1 << 20
_FORMULA = frozenset("=+-@\t\r＝＋－＠")
_COLUMNS = ("第几条", "附件名字", "attachments 里的文件名（SHA-256）", "种类", "字节数")


@dataclass(slots=True)
class _Bag:
    """A package that is being written: its folder, and the SHA-256 and size of each file in it so far."""

    folder: Path
    hashes: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def write(self, name: str, content: bytes | BinaryIO | Iterable[bytes]) -> None:
        """Put a file there, safe on the disk, and note its hash."""
        path, total = self.folder / name, hashlib.sha256()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("xb") as stream:
            for piece in _pieces(content):
                total.update(piece)
                self.size += stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        path.chmod(0o600)
        self.hashes[name] = total.hexdigest()


def export(store: Store, sealed: Sealed, extra_files: Mapping[str, bytes], into: Path, on: date) -> None:
    """Write the package of a verified record to a folder that does not exist yet.

    `extra_files` are put beside the journal, by name: the index as PDF and HTML. `on` is the day that the
    package says it was made.

    Raises:
        SealBroken: the record is not what was verified, or was changed meanwhile.
        OutputError: the folder exists already, or could not be written; nothing of it stays.
    """
    if into.exists() or into.is_symlink():
        raise OutputError("这里已经有同名的文件夹", where=str(into), remedy="换一个文件夹，或先把旧的移走。")
    draft: Path | None = None
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=into.parent, prefix=".yingmen-", suffix=".tmp"))
        _fill(_Bag(draft), store, sealed, extra_files, on)
        _check(draft)
        _settle(draft, into)
    except FileNotFoundError as error:  # an attachment that was there a moment ago
        raise SealBroken("附件在导出时不见了", where=store.name, remedy=_LOOK) from error
    except OSError as error:
        raise not_written(error, str(into)) from error
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)


def _settle(draft: Path, into: Path) -> None:
    """Move the package to its place and wait until every name in it is on the disk, as its files are.

    Only then may the record it was made of be erased.
    """
    for folder in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
        sync_folder(folder)
    draft.rename(into)
    sync_folder(into.parent)


def sealed(journal: Journal) -> Sealed:
    """The record as it stands, verified whole, attachments and time stamps too.

    Raises:
        SealBroken: something does not fit; the message names each entry.
        InputError: nothing was written down yet.
    """
    found, store = journal.verify(), journal.store
    if found.problems:
        said = "\n".join(f"  {problem}" for problem in found.problems)
        raise SealBroken(f"记录和封印对不上：\n{said}", where=store.name, remedy=_LOOK)
    if found.head is None:
        raise InputError("这份案件还没有记录", where=store.name, remedy="先用 yingmen record add 记一条。")
    return Sealed(found.head, found.entries, stamps(found.entries, found.head.key, store))


_LOOK = "先运行 yingmen record verify 看是哪一条；不要改动记录的文件夹，原样复制一份留着。"


def disclosures(store: Store, sealed: Sealed) -> tuple[tuple[str, str], ...]:
    """What attachments would tell others beside what they show, as (entry and name, what)."""
    found = []
    for entry in sealed.entries:
        for item in entry.attachments:
            with store.open(item.sha256) as stream:
                found += [(f"第 {entry.n} 条“{item.name}”", text) for text in warnings_in(stream)]
    return tuple(found)


def _fill(bag: _Bag, store: Store, sealed: Sealed, extra_files: Mapping[str, bytes], on: date) -> None:
    """Write every file of the package: what it carries, then the lists of it."""
    bag.write("data/journal.jsonl", map(to_line, sealed.entries))
    bag.write("data/head.json", sealed.head.to_bytes())
    bag.write("data/public-key.pem", _public(sealed.head.key))
    for sha in sorted({item.sha256 for entry in sealed.entries for item in entry.attachments}):
        with store.open(sha) as stream:
            bag.write(f"data/attachments/{sha}", stream)
    bag.write("data/attachments.csv", _names(sealed).encode())
    for kept in sealed.stamps:
        _write_stamp(bag, kept)
    bag.write("data/verify.py", (resources.files("yingmen.record") / "verifier.py").read_bytes())
    bag.write("data/README.txt", _readme(sealed).encode())
    for name, content in extra_files.items():
        bag.write(f"data/{name}", content)
    _write_lists(bag, len(sealed.entries), on)


def _pieces(content: bytes | BinaryIO | Iterable[bytes]) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return (content,)
    if isinstance(content, io.IOBase):
        return iter(lambda: content.read(_BLOCK), b"")
    return content


def _public(key: str) -> bytes:
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _write_stamp(bag: _Bag, kept: Stamped) -> None:
    """The four files of a stamp, and the signature it was made for, so that openssl can check it."""
    if kept.stamp is None:
        return
    place = f"data/stamps/{kept.entry}"
    for name, content in zip(NAMES, kept.files, strict=True):
        bag.write(f"{place}/{name}", content)
    bag.write(f"{place}/signature.bin", bytes.fromhex(read_head(kept.files.head).signature))


def _names(sealed: Sealed) -> str:
    """The attachments' names as a table for a spreadsheet; no name is taken for a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for entry in sealed.entries:
        for item in entry.attachments:
            name = f"'{item.name}" if item.name.lstrip()[:1] in _FORMULA else item.name
            writer.writerow((entry.n, name, item.sha256, item.media_type, item.size))
    return out.getvalue()


def _readme(sealed: Sealed) -> str:
    text = (resources.files("yingmen.record") / "README.txt").read_text(encoding="utf-8")
    return text.format(
        count=len(sealed.entries),
        fingerprint=fingerprint(sealed.head.key),
        proves="\n".join(f"  - {line}" for line in PROVES),
        does_not_prove="\n".join(f"  - {line}" for line in DOES_NOT_PROVE),
        stamps="".join(_STAMP.format(n=kept.entry) for kept in sealed.stamps if kept.stamp) or _NO_STAMP,
    )


_NO_STAMP = "  这个包里没有时间戳。\n"
_STAMP = (
    "  第 {n} 条存着一个时间戳。在这个文件夹里运行：\n"
    "    openssl ts -verify -data stamps/{n}/signature.bin -in stamps/{n}/response.tsr"
    " -CAfile stamps/{n}/certificates.pem\n"
)


def _write_lists(bag: _Bag, count: int, on: date) -> None:
    """The lists that make the folder a bag: of what it carries, then of these lists themselves."""
    carried = dict(sorted(bag.hashes.items()))
    info = {
        "Bagging-Date": on.isoformat(),
        "External-Description": f"应门：{count} 条记录",
        "Payload-Oxum": f"{bag.size}.{len(carried)}",
    }
    bag.write("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    bag.write("bag-info.txt", "".join(f"{key}: {value}\n" for key, value in info.items()).encode())
    bag.write("manifest-sha256.txt", _manifest(carried))
    lists = {name: value for name, value in bag.hashes.items() if name not in carried}
    bag.write("tagmanifest-sha256.txt", _manifest(lists))


def _manifest(hashes: Mapping[str, str]) -> bytes:
    return "".join(f"{value}  {name}\n" for name, value in hashes.items()).encode()


def _check(folder: Path) -> None:
    """Read the package back as a stranger will, with the tool of the format and with its own verifier."""
    faults = verifier.Check(folder).bad
    try:
        bagit.Bag(str(folder)).validate(processes=1)
    except bagit.BagError as error:
        faults.append(str(error))
    if faults:
        said = "\n".join(f"  {fault}" for fault in faults)
        raise SealBroken(f"导出的包核对不上，没有留下：\n{said}", remedy=_LOOK)
