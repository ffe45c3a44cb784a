"""Does the record stand as it was sealed? Everything that does not fit, with the entry it is about.

What lies under the signed head is read line by line, each line held against the one before and the last one
against the head; attachments are hashed in a stream. What lies after the head was never acknowledged as
saved: it is no part of the record, and no fault of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from yingmen.errors import SealBroken
from yingmen.record import keys
from yingmen.record.attached import swapped
from yingmen.record.entry import FIRST, Entry, from_line
from yingmen.record.seal import Head, read_head, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yingmen.record.store import Store

_MOST_SHOWN = 10
NO_HEAD = "封印文件 head.json 不见了，钥匙、记录或附件却还在"
NO_KEY = "签名用的钥匙 key.pem 不见了，记录或附件却还在"
OTHER_KEY = "封印不是这份记录的钥匙签的"
FORGED = "封印 head.json 的签名对不上：条数、长度、最后的封印或签名被改过"
SPOILT = "封印 head.json 读不懂：被改过或坏了"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not fit: the number of the entry it is about, None where it is about the whole."""

    entry: int | None
    what: str

    def __str__(self) -> str:
        """One line for the user, the entry first."""
        return f"第 {self.entry} 条：{self.what}" if self.entry else self.what


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found in a record.

    `entries` are all that can be read up to the head; `tail` is how many bytes lie after it, never
    acknowledged; `unnamed` are attachments that no entry names, as a crash may leave them.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    head: Head | None = None
    tail: int = 0
    unnamed: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether all of it is as it was sealed."""
        return not self.problems


def verify(store: Store) -> Verification:
    """Everything in a record that does not fit, its attachments included."""
    found = read(store)
    named = {item.sha256 for entry in found.entries for item in entry.attachments}
    return Verification(
        found.entries,
        found.problems + tuple(Problem(n, what) for n, what in swapped(store, found.entries)),
        found.head,
        found.tail,
        tuple(name for name in store.attachments() if name not in named),
    )


def read(store: Store) -> Verification:
    """The same without attachments: the lines up to the head, and what does not fit in them."""
    head, problems = _head(store)
    chain = _Chain()
    for line in _cut(store.journal(), head.size if head else store.size()):
        chain.add(line)
    if head:
        chain.end(head)
    tail = max(store.size() - head.size, 0) if head else 0
    return Verification(tuple(chain.entries), (*problems, *chain.problems), head, tail)


def sealed_entries(store: Store) -> tuple[Entry, ...]:
    """Every entry up to the head.

    Raises:
        SealBroken: something in them is not what was sealed.
    """
    return _read_whole(store).entries


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a record: its entries, and where the next one begins, under which seal."""

    entries: tuple[Entry, ...] = ()
    size: int = 0
    seal: str = FIRST


def read_on(store: Store, before: Read) -> Read:
    """Every entry up to the head; what was read before is not read again, if the record goes on from there.

    A change made meanwhile to what was read before shows when all is read: `verify` does that, and an export.

    Raises:
        SealBroken: something in the rest, or the head, is not what was sealed.
    """
    head, problems = _head(store)
    if head is None or problems or not _goes_on(store, before, head):
        return _read_whole(store)
    chain = _Chain(len(before.entries) + 1, before.seal, before.size, entries=list(before.entries))
    for line in _cut(store.journal(before.size), head.size - before.size):
        chain.add(line)
    chain.end(head)
    if chain.problems:
        raise _unsealed(chain.problems, store)
    return Read(tuple(chain.entries), head.size, head.seal)


def _read_whole(store: Store) -> Read:
    found = read(store)
    if found.problems:
        raise _unsealed(found.problems, store)
    return Read(found.entries, found.head.size, found.head.seal) if found.head else Read()


def _goes_on(store: Store, before: Read, head: Head) -> bool:
    """Whether the record goes on from where it was read to."""
    if not before.entries or before.size > head.size:
        return False
    return seal_of(store.line_before(before.size)) == before.seal


def _unsealed(problems: Iterable[Problem], store: Store) -> SealBroken:
    listed = "".join(f"\n  {problem}" for problem in islice(problems, _MOST_SHOWN))
    return broken(f"记录和封印对不上：{listed}", store)


def broken(what: str, store: Store) -> SealBroken:
    """Say that a record is not what was sealed, and what to do about it."""
    return SealBroken(
        what,
        where=store.name,
        remedy="先不要再往里写，也不要改动；整个文件夹另存一份，再用 yingmen record verify 看是哪一条，"
        "从备份或以前导出的包里取回原来的文件。",
    )


def trusted_head(data: bytes, public_key: str, store: Store) -> Head:
    """The head, if the record's own key signed it.

    Raises:
        SealBroken: it cannot be read, its signature is wrong, or another key signed it.
    """
    try:
        head = read_head(data)
    except ValueError:
        raise broken(SPOILT, store) from None
    if not head.is_genuine:
        raise broken(FORGED, store)
    if head.key != public_key:
        raise broken(OTHER_KEY, store)
    return head


def _head(store: Store) -> tuple[Head | None, list[Problem]]:
    """The head as far as it can be read, and what is wrong with it.

    A first writer sets head, key, attachments and journal in this order. They are looked at the other way
    round, so that a record just being begun is never taken for one that has lost something.
    """
    holds = store.size() > 0 or bool(store.attachments())
    data, key = store.head(), store.key()
    if data is None and key is not None:
        data = store.head()
    if data is None:
        return None, [Problem(None, NO_HEAD)] if holds or key is not None else []
    try:
        head = read_head(data)
    except ValueError:
        return None, [Problem(None, SPOILT)]
    problems = [] if head.is_genuine else [Problem(None, FORGED)]
    if key is None:
        return head, problems + ([Problem(None, NO_KEY)] if head.count else [])
    try:
        is_own = keys.public_key(key) == head.key
    except SealBroken as error:
        return head, [*problems, Problem(None, error.what)]
    return head, problems if is_own else [*problems, Problem(None, OTHER_KEY)]


def _cut(lines: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The lines up to a byte; a line that goes on beyond it is cut off there."""
    left = size
    for line in lines:
        if left <= 0:
            return
        yield line[:left]
        left -= len(line)


@dataclass(slots=True)
class _Chain:
    """The lines so far: the number and the seal that the next one must have."""

    n: int = 1
    seal: str = FIRST
    size: int = 0
    is_spoilt: bool = False
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: bytes) -> None:
        """Hold a line against the one before it."""
        try:
            entry = from_line(line)
        except ValueError:
            self._note(self.n, "读不懂：被改过、插进来的，或者只剩一部分")
            self._go_on(self.n, line, is_spoilt=True)
            return
        if entry.n != self.n:
            self._note(self.n, f"这里应当是第 {self.n} 条，却是第 {entry.n} 条：有删掉、插入或调换过的")
        elif entry.previous != self.seal and not self.is_spoilt:
            self._unlinked(entry.n)
        self.entries.append(entry)
        self._go_on(entry.n, line, is_spoilt=False)

    def _unlinked(self, n: int) -> None:
        if n == 1:
            self._note(1, "前面应当没有别的，却接着另一条：被改过，或者前面的被删了")
        else:
            self._note(n - 1, f"被改过，或者第 {n} 条里记着的上一条的封印被改过")

    def _go_on(self, n: int, line: bytes, *, is_spoilt: bool) -> None:
        self.n, self.seal, self.is_spoilt = n + 1, seal_of(line), is_spoilt
        self.size += len(line)

    def end(self, head: Head) -> None:
        """Hold the last line against the head."""
        if self.size < head.size:
            self._note(
                self.n, f"从这里起被截掉了：封印说共 {head.count} 条、{head.size} 字节，只剩 {self.size} 字节"
            )
        elif self.n - 1 != head.count:
            self._note(None, f"封印说共 {head.count} 条，记录里数到第 {self.n - 1} 条")
        elif self.seal != head.seal and not self.is_spoilt:
            self._note(head.count or None, "和封印对不上：被改过")

    def _note(self, entry: int | None, what: str) -> None:
        self.problems.append(Problem(entry, what))
