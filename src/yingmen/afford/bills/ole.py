"""Whether an XLS file's container is sound: no table goes in a circle, no stream is larger than the file.

An old workbook is a small file system: sectors, and tables that say which sector follows which. A reader that
trusts a damaged one follows a circle until no memory is left.

References: [MS-CFB], sections 2.2 (header), 2.3 (FAT), 2.4 (mini FAT), 2.5 (DIFAT) and 2.6 (directory).
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEAD = 512
_SHIFTS = (9, 12)
_IN_HEAD = 109
_LAST_REAL = 0xFFFFFFFA
_ENTRY, _KIND, _SIZE = 128, 66, 120
_WITH_BYTES = (2, 5)  # a stream, the root


def is_sound(data: bytes) -> bool:
    """Whether the container can be read to its end."""
    if len(data) < _HEAD or data[30] not in _SHIFTS:
        return False
    parts = _Sectors(data)
    fat = parts.table(parts.of_fat())
    if fat is None or _circles(fat):
        return False
    small = parts.table(_chain(fat, parts.at(60)))
    if small is None or _circles(small):
        return False
    return parts.claims_no_more(_chain(fat, parts.at(48)))


class _Sectors:
    """The sectors of a file: the first follows its head."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = 1 << data[30]
        self.many = len(data) // self.size
        self.sound = all(self.at(place) <= self.many for place in (44, 64, 72))

    def at(self, place: int) -> int:
        """A number in the head."""
        return int(struct.unpack_from("<I", self.data, place)[0])

    def sector(self, number: int) -> bytes:
        """The bytes of a sector; the last may be short."""
        return self.data[(number + 1) * self.size : (number + 2) * self.size]

    def of_fat(self) -> list[int]:
        """The numbers of the sectors that hold the table of what follows what."""
        found = list(struct.unpack_from(f"<{_IN_HEAD}I", self.data, 76))
        more, steps = self.at(68), 0
        while more < self.many and steps <= self.many:
            numbers = _numbers(self.sector(more))
            found.extend(numbers[:-1])
            more, steps = (numbers[-1] if numbers else _LAST_REAL), steps + 1
        self.sound = self.sound and steps <= self.many
        return [number for number in found if number < _LAST_REAL]

    def table(self, numbers: Sequence[int]) -> array[int] | None:
        """The numbers that these sectors hold, one after another; None where the file has no such sectors."""
        if not self.sound or len(numbers) > self.many:
            return None
        return _numbers(b"".join(map(self.sector, numbers)))

    def claims_no_more(self, directory: Sequence[int]) -> bool:
        """Whether no entry of the directory claims more bytes than the file has."""
        held = b"".join(map(self.sector, directory))
        return all(
            held[at + _KIND] not in _WITH_BYTES
            or struct.unpack_from("<I", held, at + _SIZE)[0] <= len(self.data)
            for at in range(0, len(held) - _ENTRY + 1, _ENTRY)
        )


def _numbers(held: bytes) -> array[int]:
    return array("I", struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4]))


def _chain(table: Sequence[int], start: int) -> list[int]:
    return list(_followed(table, start))


def _followed(table: Sequence[int], start: int) -> Iterator[int]:
    """A sector and all that follow it; the table has no circles."""
    while start < len(table):
        yield start
        start = table[start]


def _circles(table: Sequence[int]) -> bool:
    """Whether following the table from anywhere comes back to where it was."""
    walked = [-1] * len(table)  # on which walk a place was first met
    for walk in range(len(table)):
        at = walk
        while at < len(table) and walked[at] < 0:
            walked[at] = walk
            at = table[at]
            if at < len(table) and walked[at] == walk:
                return True
    return False
