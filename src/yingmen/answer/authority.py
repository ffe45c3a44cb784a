"""Whom to complain to about this lender: the one authority that is competent, or what there is instead.

By the lender's kind and the subject of the complaint; the data stand in `authority.toml`. After an
assignment the kind is the assignee's, which only a later contact can tell.

Limitations: which hotline takes what differs from place to place since the reform of 2023; the way by
12345 to a local authority has no official source here, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yingmen.answer.shelf import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingmen.case import Case, LenderKind, Loan

SUBJECTS = ("conduct", "credit_record", "personal_data")


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority: whom the letter goes to, how to reach it, which deadlines a complaint there starts."""

    id: str
    to: str
    how: str
    deadline: str


@dataclass(frozen=True, slots=True)
class NoAuthority:
    """No authority takes this complaint, or which one does is unknown; `instead` says what to do."""

    instead: str


def authority(kind: LenderKind | None, subject: str) -> Authority | NoAuthority:
    """The authority competent for a kind of lender (None: unknown) and a subject.

    LookupError for a subject that is none.
    """
    if subject not in SUBJECTS:
        raise LookupError(f"no subject {subject!r}; there are {', '.join(SUBJECTS)}")
    data = table("authority")
    for row in data["authority"]:
        if row["subject"] == subject and kind is not None and kind.value in row["lender_kinds"]:
            return Authority(row["id"], row["to"], row["how"], row.get("deadline", ""))
    return NoAuthority(_instead(data["instead"], kind))


def creditor_kind(case: Case, loan: Loan, on: date) -> LenderKind | None:
    """What kind of lender holds the claim on a day; None where an assignee's kind was never written down."""
    if loan.assigned_on is None or loan.assigned_on > on:
        return loan.lender_kind
    only = len(case.loan) == 1
    since = loan.assigned_on
    told = [
        item.lender_kind
        for item in sorted(case.contact, key=lambda item: item.at)
        if since <= item.at.date() <= on and (item.loan == loan.id or (only and item.loan is None))
    ]
    return next((kind for kind in reversed(told) if kind is not None), None)


def creditor(loan: Loan, on: date) -> str:
    """Who holds the claim on a day, by name as far as it is known."""
    if loan.assigned_on is None or loan.assigned_on > on:
        return loan.lender
    return loan.assignee or f"{loan.lender}所称的债权受让方"


def _instead(rows: Sequence[dict[str, Any]], kind: LenderKind | None) -> str:
    found = [row for row in rows if kind is not None and kind.value in row["lender_kinds"]]
    return str((found or [row for row in rows if not row["lender_kinds"]])[0]["text"])
