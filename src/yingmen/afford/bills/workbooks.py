"""A workbook opened: the sheets of an XLSX, XLS or ODS file, none of them before its size is known.

A few bytes can claim a sheet of a million rows by sixteen thousand columns, or a table of sectors of many
gigabytes; whoever opens such a file first and asks later has no memory left. So the claims are read first.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from yingmen.afford.bills.ole import is_sound
from yingmen.errors import BillError

if TYPE_CHECKING:
    from yingmen.afford.bills.text import Cell

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_UNPACKED = 400_000_000
MOST_CELLS = 20_000_000
MOST_SHEETS = 200
AGAIN = "请从支付宝、微信或银行重新导出，直接用导出的文件；用表格软件另存时选 CSV（UTF-8）或 XLSX。"
_ROW = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]{0,3}(\d{1,7})[\"']")
_COLUMN = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3})")
_ODS = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^<>]*)>")
_REPEATED = re.compile(rb"-repeated\s*=\s*[\"'](\d{1,12})")
_FEW_COLUMNS = 12
_SECTOR = 4096
_ALPHABET, _BEFORE_A = 26, 64
_TOO_LARGE = "这个表格展开后太大，不像是账单"


def workbook(name: str, data: bytes) -> list[tuple[str, list[list[Cell]]]]:
    """The sheets of a workbook, each with its title and rows; BillError for what cannot be opened."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - heavy; for workbooks alone

    if data.startswith(ZIP):
        _look_into(name, data)
    elif not is_sound(data):
        raise _broken(name)
    try:
        book: Any = CalamineWorkbook.from_filelike(io.BytesIO(data + b"\0" * (-len(data) % _SECTOR)))
        titles = book.sheet_names[:MOST_SHEETS]
        sheets = [(title, book.get_sheet_by_name(title)) for title in titles]
        grids = [(title, sheet.to_python(skip_empty_area=False)) for title, sheet in sheets]
    except BaseException as error:
        if not _is_of_the_file(error):
            raise
        raise _broken(name) from error
    if len(book.sheet_names) > MOST_SHEETS:
        raise BillError(f"表格有 {len(book.sheet_names)} 张工作表，不像是账单", where=name, remedy=AGAIN)
    return grids


def _is_of_the_file(error: BaseException) -> bool:
    """Whether a file made the reader fail; its panics are no Exception and have a name alone."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _broken(name: str) -> BillError:
    return BillError(
        "这个表格打不开：可能设了密码，或者文件坏了",
        where=name,
        remedy=f"设了密码的，请先打开、去掉密码再保存。{AGAIN}",
    )


def _look_into(name: str, data: bytes) -> None:
    """Refuse what unpacks to more than any bill holds, and a parcel of files that is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            parts = parcel.infolist()
            if not any(part.filename.startswith(("xl/", "content.xml")) for part in parts):
                raise BillError(
                    "这是一个压缩包",
                    where=name,
                    remedy="请先解压，再把里面的账单文件交给本程序。解压密码在随账单发来的消息里。",
                )
            if sum(part.file_size for part in parts) > MOST_UNPACKED or _cells(parcel) > MOST_CELLS:
                raise BillError(_TOO_LARGE, where=name, remedy=AGAIN)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        raise _broken(name) from None


def _cells(parcel: zipfile.ZipFile) -> int:
    """How many cells the sheets would have, empty ones between the others counted."""
    every = 0
    for part in parcel.infolist():
        if part.filename.lower().startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            every += _area(_part(parcel, part))
        elif part.filename == "content.xml":
            every += _repeated(_part(parcel, part))
    return every


def _part(parcel: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part of the parcel, and never more of it than it claims to hold."""
    with parcel.open(part) as stream:
        return stream.read(max(1, part.file_size))


def _area(sheet: bytes) -> int:
    """Rows by columns of an XLSX sheet, as its cells give their places."""
    columns = {_number(letters) for letters in set(_COLUMN.findall(sheet))}
    cells, rows = sheet.count(b"<c") + sheet.count(b":c "), sheet.count(b"<row") + sheet.count(b":row")
    width = max(columns, default=0) - min(columns, default=0) + 1
    if columns and width <= _FEW_COLUMNS and cells >= rows:
        return width * rows
    places = [int(row) for row in _ROW.findall(sheet)]
    tall = max(places, default=0) - min(places, default=0) + 1
    return max(cells, (width if columns else cells) * tall if tall > rows or columns else 0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _ALPHABET + letter - _BEFORE_A
    return number


def _repeated(content: bytes) -> int:
    """Rows by columns of an ODS file's sheets together, the empty rest of each row and sheet left out."""
    tall = wide = here = 0
    reached = cells = since = 0
    for tag in _ODS.finditer(content):
        times = int(found[1]) if (found := _REPEATED.search(tag[2])) else 1
        if tag[1] == b"table-row":
            cells, here, since = 0, times, since + times
        else:
            cells += times
            if not tag[2].endswith(b"/") or b"value" in tag[2]:
                wide, tall, reached = max(wide, cells), tall + since, here
                since = 0
    return wide * max(tall, reached)
