"""What somebody last said is owed on each loan, beside what was owed as of right on that same day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.answer.gate import without_claims
from yingmen.errors import OutsideCoverage
from yingmen.owe import reckon

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Case, Claim, Loan
    from yingmen.law import Book
    from yingmen.owe import Reckon


@dataclass(frozen=True, slots=True)
class Claimed:
    """The latest total claimed on a loan; `difference` is how much more it is than was owed as of right then.

    `difference` is in yuan, below zero where less was claimed, None where what was owed is not known.
    """

    by: str | None
    on: date
    total: Decimal
    difference: Decimal | None


def claimed(case: Case, on: date, book: Book, reckoner: Reckon = reckon) -> dict[str, Claimed]:
    """The latest claim of each loan that names a total, by loan id; `reckoner` works out what was owed.

    Raises InputError where a payment on file cannot have been made.
    """
    latest = {loan.id: claim for loan in case.loan if (claim := _latest(loan, on))}
    owed = {day: _owed(case, day, book, reckoner) for day in sorted({claim.on for claim in latest.values()})}
    return {
        name: _claimed(claim, claim.total, owed[claim.on].get(name))
        for name, claim in latest.items()
        if claim.total is not None
    }


def _latest(loan: Loan, on: date) -> Claim | None:
    known = [claim for claim in loan.claim if claim.total is not None and claim.on <= on]
    return max(reversed(known), key=lambda claim: claim.on, default=None)


def _owed(case: Case, on: date, book: Book, reckoner: Reckon) -> dict[str, Decimal | None]:
    """What was owed as of right on a day; nothing where the law's figures of that day are not known."""
    try:
        found = reckoner(without_claims(case), on, book)
    except OutsideCoverage:
        return {}
    return {item.loan.id: item.lawful_total for item in found.loans}


def _claimed(claim: Claim, total: Decimal, owed: Decimal | None) -> Claimed:
    return Claimed(claim.by, claim.on, total, None if owed is None else total - owed)


def difference_text(difference: Decimal) -> str:
    """What a difference between a claim and what was owed is called."""
    return "对方说的比依法的多" if difference >= 0 else "对方说的比依法的少"
