"""Contacts as rules see them: each row filled from its loan and from what presence settles.

A row is a mapping of every column to a value, None where unknown. The promises of the rulebook (an unknown
fact never turns a breach into no breach, and so on) hold on these rows, not on what was written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from yingmen.lawful.columns import COLUMNS, LOAN_WIDE, SETTLED_BY_PRESENCE, Kind
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from yingmen.case import Case, Contact, Loan

Value = str | int | bool | None
Row = Mapping[str, Value]

JUDGED_SINCE = date(2006, 3, 1)
"""The first day of the oldest text the rules rest on; earlier contacts are not covered."""

DAY_US = 86_400_000_000
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time in Beijing, as in the case file
_LIABILITY_OPEN = "spouse"
_AS_WRITTEN = tuple(name for name in COLUMNS if name not in ("at_us", "amount_overdue_fen"))
_WORDS = tuple(name for name, kind in COLUMNS.items() if kind is Kind.TEXT)
_PRESENCE = dict.fromkeys(sorted(SETTLED_BY_PRESENCE), False)


@dataclass(frozen=True, slots=True)
class Rows:
    """The contacts to judge, in case order; those too early to judge; those after the day asked for."""

    judged: tuple[Row, ...]
    too_early: tuple[str, ...]
    later: tuple[str, ...]


def rows_of(case: Case, on: date) -> Rows:
    """Every contact of a case as a row, up to and including the day `on`."""
    loans = {loan.id: loan for loan in case.loan}
    only = case.loan[0] if len(case.loan) == 1 else None
    until_then = [item for item in case.contact if item.at.date() <= on]
    return Rows(
        judged=tuple(row_of(item, loans.get(item.loan or "", only)) for item in _covered(until_then)),
        too_early=tuple(item.contact_id for item in until_then if item.at.date() < JUDGED_SINCE),
        later=tuple(item.contact_id for item in case.contact if item.at.date() > on),
    )


def _covered(contacts: Iterable[Contact]) -> Iterable[Contact]:
    return (item for item in contacts if item.at.date() >= JUDGED_SINCE)


def row_of(contact: Contact, loan: Loan | None) -> Row:
    """One contact as a row, with what it takes from its loan; its own value always wins."""
    own = vars(contact)
    row = {name: own[name] for name in _AS_WRITTEN}
    row["at_us"] = wall_us(contact.at)
    row["amount_overdue_fen"] = _fen(contact.amount_overdue)
    if loan is not None:
        _take(row, _from_loan(loan, contact.at.date()))
    _settle(row)
    return row


def settled(row: Row) -> Row:
    """A row with the defaults of the table: who began, who is liable, and what presence settles."""
    filled = dict(row)
    _settle(filled)
    return filled


def _settle(row: dict[str, Value]) -> None:
    if row["initiated_by"] is None:
        row["initiated_by"] = "collector"
    if row["party_liable"] is None and row["party"] != _LIABILITY_OPEN:
        row["party_liable"] = False
    if row["witnessed"]:
        _take(row, _PRESENCE)
    for name in _WORDS:
        if row[name] is not None:  # the word itself rather than the choice it was read as
            row[name] = str(row[name])


def wall_us(at: datetime) -> int:
    """A moment of the wall clock in microseconds, as rules see it."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def wall_time(at_us: int) -> datetime:
    """The moment that stands behind `at_us`."""
    return _EPOCH + timedelta(microseconds=at_us)


def _from_loan(loan: Loan, on: date) -> dict[str, Value]:
    """What a contact of a day takes from its loan; once assigned, the assignee's kind must be given."""
    taken = {name: getattr(loan, name) for name in LOAN_WIDE}
    assigned = loan.assigned_on is not None and loan.assigned_on <= on
    if assigned:
        del taken["lender_kind"]
    return {"lender_id": loan.assignee if assigned else loan.lender, **taken}


def _take(row: dict[str, Value], defaults: Mapping[str, Value]) -> None:
    for name, value in defaults.items():
        if row[name] is None:
            row[name] = value


def _fen(amount: Decimal | None) -> int | None:
    return None if amount is None else int(max(amount, ZERO) * 100)
