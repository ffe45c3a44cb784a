"""What has fallen due and is not paid yet, row by row, and in which order a payment reaches it.

Orders: the statute's (fees, then interest with what is charged for lateness, then principal: Civil Code
561), the oldest instalment first, or principal first. Within a class what fell due first comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.case import Allocation
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from yingmen.owe.entries import Share
    from yingmen.owe.terms import LateRate

CHARGES = ("interest", "late_interest", "penalty", "compound", "tolerated", "excess")
"""What a row bears besides fees and principal; the last two are what the law does not support of the rest."""

BOOKED_AS = {"late_interest": "interest"}
"""Parts of a row that stand in another column of the ledger."""

_EVERYTHING = ("fees", *CHARGES, "principal")


@dataclass(slots=True)
class Due:
    """What fell due on one day: unpaid amounts in yuan, and the day up to which lateness was posted."""

    due_on: date
    posted_on: date
    late: LateRate | None = None
    fees: Decimal = ZERO
    interest: Decimal = ZERO
    late_interest: Decimal = ZERO
    penalty: Decimal = ZERO
    compound: Decimal = ZERO
    tolerated: Decimal = ZERO
    excess: Decimal = ZERO
    principal: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Everything unpaid in this row."""
        charges = self.interest + self.late_interest + self.penalty + self.compound
        return self.fees + charges + self.tolerated + self.excess + self.principal

    def set_apart(self, share: Share) -> None:
        """Keep what the law does not support out of the balances, though a payment still reaches it."""
        self.tolerated += share.tolerated
        self.excess += share.excess


def in_order(
    dues: Iterable[Due], allocation: Allocation, designated: str | None
) -> Iterator[tuple[Due, str]]:
    """Every part of every row in the order in which a payment reaches it.

    A payment designated "interest" reaches interest first; whatever a designated payment leaves over
    follows the statute's order.
    """
    rows = sorted(dues, key=lambda due: due.due_on)
    if allocation is Allocation.OLDEST_INSTALLMENT and designated is None:
        yield from ((due, part) for due in rows for part in _EVERYTHING)
        return
    if designated == "interest":
        yield from ((due, part) for due in rows for part in CHARGES)
    yield from ((due, "fees") for due in rows)
    yield from ((due, part) for due in rows for part in CHARGES)
    yield from ((due, "principal") for due in rows)
