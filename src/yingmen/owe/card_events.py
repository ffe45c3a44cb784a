"""Everything that happens on a card up to a day, in the order in which it takes effect.

The order does not depend on the order of entry: by day, by step within the day, then by what was entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from yingmen.money import ZERO, fen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from yingmen.owe.card_terms import CardTerms

_DAY = timedelta(days=1)
_KINDS = ("cash", "purchase", "fee")


class Step(IntEnum):
    """The steps of a day, in their order."""

    AFTER_DUE = 0
    POST = 1
    REFUND = 2
    PAY = 3
    DUE = 4
    CLOSE = 5


@dataclass(frozen=True, slots=True)
class Posting:
    """Something the file says was put on the card or paid, in yuan; `key` names where the file says it."""

    on: date
    kind: str
    amount: Decimal
    months: int = 0
    fee_rate: Decimal = ZERO
    designated: str = ""
    what: str = ""
    key: str = "charge"

    @property
    def step(self) -> Step:
        """The step of its day in which it takes effect."""
        return {"refund": Step.REFUND, "payment": Step.PAY}.get(self.kind, Step.POST)

    @property
    def order(self) -> tuple[int, Decimal, int, Decimal, str, str]:
        """Where it stands among the postings of its day."""
        rank = _KINDS.index(self.kind) if self.kind in _KINDS else len(_KINDS)
        return rank, self.amount, self.months, self.fee_rate, self.designated, self.what


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of the calendar for the statement of this number, counted from zero."""

    on: date
    step: Step
    number: int


def steps(terms: CardTerms, on: date) -> list[Posting | Turn]:
    """Everything that happens up to and including a day, in order; amounts of nothing are left out."""
    closings = list(terms.closings(on))
    found: list[Posting | Turn] = list(_turns(terms, closings))
    found += [posting for posting in _postings(terms, closings) if posting.amount]
    return sorted((event for event in found if event.on <= on), key=_order)


def _order(event: Posting | Turn) -> tuple[object, ...]:
    if isinstance(event, Turn):
        return event.on, event.step, event.number
    return event.on, event.step, *event.order


def _turns(terms: CardTerms, closings: list[date]) -> Iterator[Turn]:
    for number, closed_on in enumerate(closings):
        due_on = terms.due_on(closed_on)
        yield Turn(closed_on, Step.CLOSE, number)
        yield Turn(due_on, Step.DUE, number)
        yield Turn(due_on + _DAY, Step.AFTER_DUE, number)


def _postings(terms: CardTerms, closings: list[date]) -> Iterator[Posting]:
    for charge in terms.loan.charge:
        rate = charge.fee_rate or ZERO
        yield Posting(charge.on, charge.kind.value, charge.amount, charge.months or 0, rate)
    for paid in terms.loan.payment:
        yield Posting(paid.on, "payment", paid.amount, designated=paid.designated or "")
    for fee in terms.own_fees:
        days = closings if fee.every else [fee.on or terms.opened]
        for day in days:
            yield Posting(day, "fee", fee.amount, what=f"费用：{fee.kind or '未写名目'}", key="fee")


class Plan:
    """A purchase paid off in equal monthly parts: what is left to bill, in yuan."""

    def __init__(self, posting: Posting) -> None:
        self._posting, self._billed = posting, 0
        self.left = posting.amount

    def bill(self) -> tuple[Decimal, Decimal]:
        """The next part of the principal and the fee of this month; the last part takes the rest."""
        posting = self._posting
        self._billed += 1
        part = min(fen(posting.amount / posting.months), self.left)
        if self._billed >= posting.months:
            part = self.left
        self.left -= part
        return part, fen(posting.amount * posting.fee_rate)
