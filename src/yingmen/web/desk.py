"""What a page works on: the case at hand, as far as it is complete, and each step's answer to it.

The only place that reads the clock for the pages. Answers are worked out once for a document, a record and a
day, and kept in memory until there are newer ones; `forget` lets go of them all.
"""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from yingmen import case as cases
from yingmen import law
from yingmen.errors import CaseError
from yingmen.owe import Reckoner
from yingmen.record import Journal, Read, contacts_from
from yingmen.web.vault import versions
from yingmen.web.vault.journal import DatabaseStore
from yingmen.web.vault.writing import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from yingmen.afford.afforded import Afforded
    from yingmen.case import Case
    from yingmen.lawful import Judgement
    from yingmen.owe import Reckoning
    from yingmen.record import Entry
    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data, Kept

_T = TypeVar("_T")
reckoner = Reckoner()
"""Step 1 for every page: what is owed, not worked out anew where only contacts are new."""
BEIJING = timezone(timedelta(hours=8))
NAMELESS: Data = {"schema": 1, "borrower": {"name": "本人", "kind": "person"}}
"""The document a case begins with: the schema asks for a name, and nothing is known yet."""


def now() -> datetime:
    """This moment in Beijing, without an offset, as the record has it."""
    return datetime.now(BEIJING).replace(tzinfo=None, microsecond=0)


def today() -> date:
    """The day all answers are for: today in Beijing, unless the app was started for a fixed day."""
    from django.conf import settings

    fixed: str = settings.OPTIONS.on
    return date.fromisoformat(fixed) if fixed else now().date()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that is not complete yet: its table (`loan`), its position from 0, and what is lacking."""

    table: str
    position: int
    lacking: tuple[str, ...]

    @property
    def briefly(self) -> tuple[str, ...]:
        """What is lacking, without how to write it."""
        return tuple(text.partition("（")[0] for text in self.lacking)


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """A case laid out: as its document has it, what is left out, and with the record's contacts.

    Each is like no other, so that an answer can be kept under it.
    """

    own: Case
    left_out: tuple[LeftOut, ...]
    case: Case
    entries: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The case at hand: its document, the case it makes, and its record."""

    file: File
    kept: Kept
    laid: _Laid
    recorded: tuple[Entry, ...]
    on: date
    head: bytes | None

    @property
    def own(self) -> Case:
        """The case that the document makes by itself, without what is `left_out`."""
        return self.laid.own

    @property
    def case(self) -> Case:
        """The same with the record's contacts in it."""
        return self.laid.case

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The items of the document that are not complete yet."""
        return self.laid.left_out

    @property
    def entries(self) -> Mapping[str, tuple[int, ...]]:
        """For each contact from the record, the entries it comes from."""
        return self.laid.entries

    @property
    def base(self) -> int:
        """The number of the document a page shows, which its forms send back."""
        return self.kept.number

    @property
    def journal(self) -> Journal:
        """The record."""
        return Journal(DatabaseStore(self.file))

    @property
    def evidence(self) -> dict[str, str]:
        """For each contact from the record, where it stands there, in words."""
        return {name: f"封存记录第 {numbers[0]} 条" for name, numbers in self.entries.items()}

    def reckoning(self) -> Reckoning:
        """Step 1: what is owed."""
        return self.worked_out_of_document("owe", lambda: reckoner(self.own, self.on, law.book()))

    def judgement(self) -> Judgement:
        """Step 2: each contact judged."""
        from yingmen.lawful import judge

        return self.worked_out("lawful", lambda: judge(self.case, self.on))

    def afforded(self, seen: frozenset[str] = frozenset()) -> Afforded:
        """Step 4: what can be afforded; the gates of the loans in `seen` are open."""
        from yingmen.afford.afforded import Asked, afford

        asked = Asked(chosen=seen)
        return self.worked_out_of_document(
            "afford", lambda: afford(self.own, self.on, law.book(), asked=asked, reckoner=reckoner), seen
        )

    def worked_out(self, what: str, work: Callable[[], _T], *more: Hashable) -> _T:
        """An answer that follows from the case with its contacts and the day alone, worked out once.

        `what` names it, `more` is whatever else it depends on. An entry that is about no contact leaves the
        answer as it is.
        """
        return _remembered((self.laid, self.on, what, *more), work)

    def worked_out_of_record(self, what: str, work: Callable[[], _T], *more: Hashable) -> _T:
        """The same for an answer that looks at other entries of the record too."""
        return _remembered((self.laid, self.head, self.on, what, *more), work)

    def worked_out_of_document(self, what: str, work: Callable[[], _T], *more: Hashable) -> _T:
        """The same for an answer that the record has no part in: a new entry leaves it as it is.

        A document never changes once it has its number: an answer holds as long as the number does.
        """
        return _remembered((self.document, self.on, what, *more), work)

    @property
    def document(self) -> Hashable:
        """Which document of which case this is, never twice the same."""
        return _document(self.file, self.kept)


def the_file() -> File:
    """The case's rows, which are there even where its record cannot be read; begun where there is none yet.

    However many pages ask at once for a case that is not there, one is begun.
    """
    known = versions.files()
    if known:
        return known[0]
    with writing():
        if not versions.files():
            versions.begin(NAMELESS, "新开的", now())
        return versions.files()[0]


def desk(file: File | None = None) -> Desk:
    """The case at hand."""
    found = file or the_file()
    kept = versions.latest(found)
    journal = Journal(DatabaseStore(found))
    head = journal.store.head()
    document, recorded = _document(found, kept), _recorded(found, journal, head)
    laid = _remembered((document, head, "case"), lambda: _lay_out(document, kept, recorded))
    return Desk(found, kept, laid, recorded, today(), head)


def recorded_of(file: File) -> tuple[Entry, ...]:
    """The record's entries, even where no case can be made of the document; checked when read.

    Raises:
        SealBroken: something in them is not what was sealed.
    """
    journal = Journal(DatabaseStore(file))
    return _recorded(file, journal, journal.store.head())


def _recorded(file: File, journal: Journal, head: bytes | None) -> tuple[Entry, ...]:
    """What was read before is not read again; nobody waits here for an answer being worked out."""
    whose = (file.pk, file.opened_at)
    with _READING:
        under, read = _READ.get(whose, (None, Read()))
        if under != head:
            read = journal.read_on(read)
            _READ[whose] = (head, read)
        return read.entries


def _document(file: File, kept: Kept) -> Hashable:
    return (file.pk, file.opened_at, kept.number, kept.saved_at)


def _lay_out(document: Hashable, kept: Kept, recorded: tuple[Entry, ...]) -> _Laid:
    """The case of a document with its contacts; the same as before where the contacts are the same."""
    own, left_out = _remembered((document, "own"), lambda: complete(kept.data))
    found = contacts_from(recorded, own)
    before = _LAID.get(document)
    if before is None or (before.case, before.entries) != (found.case, found.entries):
        _LAID.clear()
        _LAID[document] = _Laid(own, left_out, found.case, found.entries)
    return _LAID[document]


def is_begun() -> bool:
    """Whether there is a case yet."""
    return bool(versions.files())


def complete(data: Data) -> tuple[Case, tuple[LeftOut, ...]]:
    """The case that a document makes, without the items of its lists that are not complete yet."""
    left: list[LeftOut] = []
    whole = dict(data)
    for table in ("loan", "contact", "asset", "agreement", "person"):
        items, whole_items = data.get(table, []), []
        for position, item in enumerate(items):
            lacking = _lacking(table, item, data)
            if lacking:
                left.append(LeftOut(table, position, lacking))
            else:
                whole_items.append(item)
        if items:
            whole[table] = whole_items
    return cases.from_data(_without_strays(whole), "案件"), tuple(left)


def _without_strays(data: Data) -> Data:
    """Take out what points at a loan that is left out, so that the rest still makes a case."""
    known = {loan["id"] for loan in data.get("loan", [])}

    def kept(item: Any) -> Any:  # noqa: ANN401 - a table of the case
        stray = [
            key for key in ("loan", "renews") if isinstance(item.get(key), str) and item[key] not in known
        ]
        return {key: value for key, value in item.items() if key not in stray}

    def paid(loan: Data) -> Data:
        """A payment for a loan that is left out is for none that is named."""
        allowed = {*known, "principal", "interest"}
        payments = [
            {key: value for key, value in item.items() if key != "designated" or value in allowed}
            for item in loan.get("payment", [])
        ]
        return {**loan, "payment": payments} if payments else loan

    found = dict(data)
    if "loan" in found:
        found["loan"] = [paid(loan) for loan in found["loan"]]
    for table in ("loan", "contact", "agreement"):
        if table in found:
            found[table] = [kept(item) for item in found[table]]
    if "door" in found:
        found["door"] = kept(found["door"])
    return found


def _lacking(table: str, item: Data, data: Data) -> tuple[str, ...]:
    """What keeps an item from being complete, in words; () if nothing does."""
    alone = {"schema": 1, "borrower": data["borrower"], table: [_alone(item)]}
    try:
        cases.from_data(alone, "案件")
    except CaseError as error:
        return tuple(dict.fromkeys(problem.expected for problem in error.problems))
    return ()


def _alone(item: Data) -> Data:
    """An item without what points at other loans."""
    found = {key: value for key, value in item.items() if key not in ("loan", "renews")}
    if "payment" in found:
        found["payment"] = [
            {key: value for key, value in payment.items() if key != "designated"}
            for payment in found["payment"]
        ]
    return found


_REMEMBERED: OrderedDict[Hashable, Any] = OrderedDict()
_MOST_REMEMBERED = 128
_READ: dict[Hashable, tuple[bytes | None, Read]] = {}
"""Of each record the head it was read under, and what was read."""
_LAID: dict[Hashable, _Laid] = {}
_WORKING, _READING = RLock(), RLock()


def _remembered(key: Hashable, work: Callable[[], _T]) -> _T:
    """What was worked out before, or work it out once though many ask at the same time."""
    with contextlib.suppress(KeyError):
        _REMEMBERED.move_to_end(key)
        known: _T = _REMEMBERED[key]
        return known
    with _WORKING:
        if key not in _REMEMBERED:
            _REMEMBERED[key] = work()
            while len(_REMEMBERED) > _MOST_REMEMBERED:
                _REMEMBERED.popitem(last=False)
        found: _T = _REMEMBERED[key]
        return found


def forget() -> None:
    """Let go of every answer in memory: the data were erased, or the app was locked."""
    with _WORKING, _READING:
        for memory in (_REMEMBERED, _READ, _LAID):
            memory.clear()
        reckoner.forget()
