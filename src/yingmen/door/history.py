"""Was the visit warranted? What the contacts on record say, read against the few texts that speak of it.

No text sets an order in which letters, calls and visits must come: a visit is not a breach because of what
went before it. The banking association's guideline of 2026 says when a debtor counts as out of reach
(reported): the number is dead, three dials running did not get through (from the day after), three days
running nobody was reached. That is what is read here, for the loans the guideline covers.

Unknown facts are taken both ways: only what holds either way is said; where it does not, the reading is
`unknown` and what is missing is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from yingmen.case import Channel, ContactInitiator, Party
from yingmen.days import date_text
from yingmen.door.scopes import assigned, in_scope
from yingmen.door.visit import Kind, moment
from yingmen.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Case, Contact
    from yingmen.door.visit import Visit
    from yingmen.law import Basis, Book

_SOURCE = "cba-2026"
_DIALS = frozenset({Channel.CALL, Channel.ROBOT_CALL})
_ENOUGH = 3


class Reading(StrEnum):
    """What the record says of the visit's occasion."""

    OUT_OF_REACH = "out_of_reach"
    REACHABLE = "reachable"
    UNKNOWN = "unknown"
    NO_TEXT = "no_text"
    OFFICIAL = "official"


class Fact(NamedTuple):
    """Something the record holds, or, as a question, something it lacks."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Warranted:
    """The reading of a visit: what the record holds, what it lacks, the text it was read against."""

    reading: Reading
    because: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class _Attempt:
    """An attempt to reach the debtor before the visit: did it, and was it for this lender (None: unknown)."""

    day: date
    reached: bool | None
    ours: bool | None


def warranted(case: Case, visit: Visit, book: Book) -> Warranted:
    """Read a visit against what came before it."""
    if visit.kind is Kind.OFFICIAL:
        return Warranted(Reading.OFFICIAL)
    facts, missing = _debt_facts(case, visit)
    covered = in_scope("cba", visit.loan, visit.day) is not False and visit.kind is not Kind.PRIVATE
    if not covered or not book.sources[_SOURCE].in_force(visit.day):
        return Warranted(Reading.NO_TEXT, facts, missing)
    reading, history, lacking = _read(case, visit)
    missing = (*lacking, *_scope_doubt(visit), *missing)
    return Warranted(reading, (*history, *facts), missing, (book.basis(_SOURCE),))


def _scope_doubt(visit: Visit) -> tuple[Fact, ...]:
    """What is to be known before it is sure that the guideline speaks of this loan at all."""
    if visit.loan is None:
        return (Fact("loan", "对方是为哪一笔借款来的？"),)
    if assigned(visit.loan, visit.day):
        return (Fact("lender_kind", "这笔债已经转让，接手的是银行、资产管理公司，还是别的机构？"),)
    return ()


def _read(case: Case, visit: Visit) -> tuple[Reading, tuple[Fact, ...], tuple[Fact, ...]]:
    before = _before(case, visit)
    attempts = [attempt for item in before if (attempt := _attempt(item, case, visit))]
    held = _held(attempts)
    if any(item.debtor_lost for item in _since_reached(before, case, visit)):
        return Reading.OUT_OF_REACH, (*held, Fact("debtor_lost", "记录里写着，当时联系不上您。")), ()
    if _run(attempts, visit.day, doubt=False):
        return Reading.OUT_OF_REACH, held, ()
    if _run(attempts, visit.day, doubt=True):
        return Reading.UNKNOWN, held, _doubts(attempts)
    if any(item.reached and item.ours for item in attempts):
        return Reading.REACHABLE, held, ()
    return Reading.UNKNOWN, held, (Fact("calls", "上门以前，对方打过几次电话、哪几天、接通没有？"),)


def _before(case: Case, visit: Visit) -> list[Contact]:
    """The contacts before the visit, in order of time."""
    came = moment(visit)
    found = [
        item
        for item in case.contact
        if item is not visit.contact and (item.at < came if came else item.at.date() <= visit.day)
    ]
    return sorted(found, key=lambda item: (item.at, item.contact_id))


def _attempt(item: Contact, case: Case, visit: Visit) -> _Attempt | None:
    """A dial to the debtor, or any contact in which the debtor was reached; others say nothing."""
    ours = _is_ours(item, case, visit)
    dialled = item.channel in _DIALS and item.initiated_by is not ContactInitiator.DEBTOR
    if ours is False or item.party not in {None, Party.DEBTOR} or not (dialled or item.connected):
        return None
    return _Attempt(item.at.date(), item.connected, ours)


def _is_ours(item: Contact, case: Case, visit: Visit) -> bool | None:
    """Whether a contact came for the same lender; None where its loan or the visit's is not known."""
    lenders = {loan.id: loan.lender for loan in case.loan}
    if len(set(lenders.values())) <= 1:
        return True
    if visit.loan is None or item.loan is None:
        return None
    return lenders.get(item.loan) == visit.loan.lender


def _since_reached(before: list[Contact], case: Case, visit: Visit) -> list[Contact]:
    """This lender's contacts since the debtor was last reached."""
    since: list[Contact] = []
    for item in before:
        if not _is_ours(item, case, visit):
            continue
        attempt = _attempt(item, case, visit)
        since = [] if attempt and attempt.reached else [*since, item]
    return since


def _run(attempts: Iterable[_Attempt], day: date, *, doubt: bool) -> bool:
    """Whether three dials running failed, the third before the visit's day, and nobody was reached since.

    `doubt` takes what is not known as it would have to be for that; without it, the other way round.
    """
    failed: list[date] = []
    for item in attempts:
        missed = item.reached is False or (item.reached is None and doubt)
        if missed and (item.ours or doubt):
            failed.append(item.day)
        elif not missed and (item.ours or not doubt):
            failed = []
    return len(failed) >= _ENOUGH and failed[_ENOUGH - 1] < day


def _doubts(attempts: list[_Attempt]) -> tuple[Fact, ...]:
    found = []
    if any(item.reached is None for item in attempts):
        found.append(Fact("connected", "记录里有几次电话没写接通没有，请补上。"))
    if any(item.ours is None for item in attempts):
        found.append(Fact("loan", "记录里有几次联系没写是为哪一笔借款，请补上。"))
    return tuple(found)


def _held(attempts: list[_Attempt]) -> tuple[Fact, ...]:
    """How many dials failed on which days, and when the debtor was last reached."""
    found = []
    missed = [item.day for item in attempts if item.reached is False]
    if missed:
        days = sorted(set(missed))
        span = date_text(days[0]) if len(days) == 1 else f"{date_text(days[0])}到{date_text(days[-1])}"
        text = f"记录里有 {len(missed)} 次电话没有接通，分在 {len(days)} 天，{span}。"
        found.append(Fact("unanswered", text))
    reached = [item.day for item in attempts if item.reached]
    if reached:
        found.append(Fact("reached", f"记录里最后一次联系上您是 {date_text(reached[-1])}。"))
    return tuple(found)


def _debt_facts(case: Case, visit: Visit) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """How long overdue and how much, as last recorded; what is not recorded is asked for."""
    earlier = [item for item in _before(case, visit) if _is_ours(item, case, visit)]
    rows = [*earlier, *([visit.contact] if visit.contact else [])]
    late = next((item for item in reversed(rows) if item.days_overdue is not None), None)
    owed = next((item for item in reversed(rows) if item.amount_overdue is not None), None)
    known, missing = [], []
    if late is not None:
        text = f"{date_text(late.at.date())}的记录：逾期 {late.days_overdue} 天。"
        known.append(Fact("days_overdue", text))
    else:
        missing.append(Fact("days_overdue", "到上门那天，逾期了多少天？"))
    if owed is not None:
        known.append(Fact("amount_overdue", _owed(owed.at.date(), owed.amount_overdue)))
    else:
        missing.append(Fact("amount_overdue", "到上门那天，逾期的金额是多少？"))
    return tuple(known), tuple(missing)


def _owed(day: date, amount: Decimal | None) -> str:
    return f"{date_text(day)}的记录：逾期金额 {yuan_text(amount)}。" if amount is not None else ""
