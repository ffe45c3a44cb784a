"""A case together with what its record holds: the visits, calls and messages that were sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.cli.edges import read_case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from yingmen.case import Case

_FOLDER = ".record"


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
    """Where the record of a case lies: beside the case file, under its name."""
    return case.with_suffix(_FOLDER)


def with_record(path: Path) -> Recorded:
    """Read a case file, and the record beside it if there is one; SealBroken where that does not hold."""
    case = read_case(path)
    folder = record_folder(path)
    if not folder.is_dir():
        return Recorded(case, {})
    from yingmen.record import FolderStore, Journal, contacts_from

    found = contacts_from(Journal(FolderStore(folder)).entries(), case)
    return Recorded(found.case, found.entries)


def _said(numbers: tuple[int, ...]) -> str:
    first, *earlier = numbers
    corrected = f"（更正第 {'、'.join(map(str, earlier))} 条）" if earlier else ""
    return f"封存记录第 {first} 条{corrected}"
