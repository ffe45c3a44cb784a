"""A case together with what its record holds: the visits, calls and messages that were sealed."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.cli.edges import read_case
from yingmen.errors import InputError, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from yingmen.case import Case

_FOLDER = ".record"
_WHICH = "写出案件文件的名字，如 我的案件.toml。"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A case with its record's contacts in it; `entries` are the numbers of the entries behind a contact."""

    case: Case
    entries: Mapping[str, tuple[int, ...]]

    @property
    def evidence(self) -> dict[str, str]:
        """For each contact from the record, where it stands there, in words."""
        return {name: _said(numbers) for name, numbers in self.entries.items()}


def record_folder(case: Path) -> Path:
    """Where the record of a case lies: beside the case file, under its name.

    Only the ending of a case file is taken off: the cases "2026.03.09" and "2026.03.10" are two.
    """
    if not case.name:
        raise InputError("这是文件夹，不是案件文件", where=str(case), remedy=_WHICH)
    ends = case.suffix.lower() in (".toml", _FOLDER)
    return case.with_suffix(_FOLDER) if ends else case.with_name(f"{case.name}{_FOLDER}")


def found_folder(case: Path) -> Path:
    """Where the record lies, whether it was begun or not.

    Raises:
        InputError: what lies there is no folder, or a link to one that is not to be reached now.
    """
    folder = record_folder(case)
    if is_there(folder) and not folder.is_dir():
        remedy = "看看放记录的磁盘接上没有；确实不要这份记录，就把这个名字的东西移走再运行。"
        raise InputError(
            "旁边的记录打不开，它不是文件夹", where=f"{case} 旁边的 {folder.name}", remedy=remedy
        )
    return folder


def is_there(path: Path) -> bool:
    """Whether there is anything of this name, a link that leads nowhere too.

    Raises:
        InputError: the system cannot even look for it.
    """
    try:
        return os.path.lexists(path)
    except (OSError, ValueError) as error:
        what = refusal(error) if isinstance(error, OSError) else "名字里有不能用的字"
        raise InputError(f"读不了（{what}）", where=str(path), remedy=_WHICH) from error


def with_record(path: Path) -> Recorded:
    """Read a case file, and the record beside it if there is one; SealBroken where that does not hold."""
    case = read_case(path)
    folder = found_folder(path)
    if not is_there(folder):
        return Recorded(case, {})
    from yingmen.record import FolderStore, Journal, contacts_from

    found = contacts_from(Journal(FolderStore(folder)).entries(), case)
    if found.strays:
        numbers = "、".join(map(str, found.strays))
        sys.stderr.write(f"记录第 {numbers} 条写的那笔借款，案件里没有：先不算在哪一笔名下。\n")
    return Recorded(found.case, found.entries)


def _said(numbers: tuple[int, ...]) -> str:
    first, *earlier = numbers
    corrected = f"（更正第 {'、'.join(map(str, earlier))} 条）" if earlier else ""
    return f"封存记录第 {first} 条{corrected}"
