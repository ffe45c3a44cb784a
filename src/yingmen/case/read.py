"""A case file in, a `Case` out; or everything that is wrong with it at once, in plain Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from yingmen.case.check import check
from yingmen.case.explain import explain
from yingmen.case.fault import Fault, Loc, path_text, shown
from yingmen.case.locate import Lines, lines
from yingmen.case.model import Case
from yingmen.case.syntax import read_toml
from yingmen.errors import CaseError, InputError, Problem

LARGEST_FILE = 5 * 1024 * 1024
MOST_SHOWN = 50
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = "用记事本打开它，点“另存为”，编码选 UTF-8，再运行一次。"


@dataclass(frozen=True, slots=True)
class _More(Problem):
    """Says how many problems are not shown."""

    def __str__(self) -> str:
        return f"{self.path}，先改好上面这些，再运行一次看余下的"


def decode(data: bytes, file: str) -> str:
    """Turn a file's bytes into text: UTF-8, a byte order mark at the front is dropped.

    Raises `InputError` for other encodings (naming GB18030 where it fits), NUL bytes, or more than 5 MB.
    """
    if len(data) > LARGEST_FILE:
        remedy = "案件文件只放文字和数字，照片等材料另外保存；确认选对了文件。"
        raise InputError("文件超过 5 MB，太大了", where=file, remedy=remedy)
    if data.startswith(_UTF16):
        raise InputError(
            "文件不是 UTF-8 编码，看起来是 UTF-16（记事本里叫 Unicode）", where=file, remedy=_SAVE_AS
        )
    if b"\0" in data:
        remedy = "确认选对了文件；案件文件应当是用记事本能看懂的文字。"
        raise InputError("文件里有空字节，不是文字文件", where=file, remedy=remedy)
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        guess = "，看起来是 GB18030/GBK" if _is_gb18030(data) else ""
        raise InputError(f"文件不是 UTF-8 编码{guess}", where=file, remedy=_SAVE_AS) from None


def _is_gb18030(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def parse(text: str, file: str = "case.toml") -> Case:
    """Read a case from the text of a TOML file.

    Raises `CaseError` with every problem found: path, what stands there, what should, a hint, the line.
    """
    text = text.removeprefix("\ufeff")
    data = read_toml(text)
    if isinstance(data, Problem):
        raise CaseError(file, [data])
    try:
        return _built(data)
    except _Wrong as wrong:
        raise CaseError(file, _problems(wrong.faults, data, lines(text, data))) from None


def from_data(data: Mapping[str, object], file: str = "case.json") -> Case:
    """Read a case from data already parsed: TOML's, or JSON's with dates and amounts as text.

    Raises `CaseError` with every problem found; lines are not known.
    """
    if not isinstance(data, Mapping):
        raise CaseError(
            file, [Problem("整个文件", shown(data), "一个表", "最外层要有 schema、borrower 等键。")]
        )
    try:
        return _built(data)
    except _Wrong as wrong:
        raise CaseError(file, _problems(wrong.faults, data, Lines())) from None


class _Wrong(Exception):  # noqa: N818 - carries faults inward, never reaches a user
    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.faults = faults


def _built(data: Mapping[str, object]) -> Case:
    try:
        case = Case.model_validate(dict(data))
    except ValidationError as error:
        raise _Wrong(explain(error, data) + check(data)) from None
    if faults := check(data):
        raise _Wrong(faults)
    return case


def _problems(faults: list[Fault], data: Mapping[str, object], where: Lines) -> list[Problem]:
    """Word the faults, those on earlier lines first, each place and remedy once, and not too many."""
    placed = [(where.of(fault.loc, absent=fault.absent), fault) for fault in dict.fromkeys(faults)]
    placed.sort(key=lambda item: item[0] if item[0] is not None else float("inf"))
    shown_ = [_problem(fault, data, line) for line, fault in placed[:MOST_SHOWN]]
    left = len(placed) - MOST_SHOWN
    return [*shown_, _More(f"…还有 {left} 处", "", "")] if left > 0 else shown_


def _problem(fault: Fault, data: Mapping[str, object], line: int | None) -> Problem:
    return Problem(_path(fault.loc, data), fault.found, fault.expected, fault.hint, line)


def _path(loc: Loc, data: Mapping[str, object]) -> str:
    return path_text(loc, data)
