"""New borrowing is not income, and borrowing that went straight into old debts is the sign of a spiral.

Borrowed money counts as borrowed to repay where debts of at least half its amount were paid on the day it
came or on the three days after. It is a sign to look at, not a verdict on anybody.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from yingmen.afford.bills.categories import DEBT_SERVICE, NEW_BORROWING
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

WITHIN = 3
SHARE = 2


class Moved(Protocol):
    """What is looked at here of a movement."""

    @property
    def on(self) -> date:
        """The day."""

    @property
    def amount(self) -> Decimal:
        """Yuan, + came in."""

    @property
    def category(self) -> str:
        """What it was for."""


def to_repay(every: Sequence[Moved]) -> frozenset[int]:
    """The numbers of the borrowings that went into debts, and of the repayments made from them."""
    repaid: dict[date, list[int]] = {}
    for number, one in enumerate(every):
        if one.category == DEBT_SERVICE and one.amount < 0:
            repaid.setdefault(one.on, []).append(number)
    found: set[int] = set()
    for number, one in enumerate(every):
        if one.category == NEW_BORROWING and one.amount > 0:
            after = [other for day in range(WITHIN + 1) for other in repaid.get(one.on + timedelta(day), ())]
            paid = -sum((every[other].amount for other in after), ZERO)
            if after and paid * SHARE >= one.amount:
                found |= {number, *after}
    return frozenset(found)
