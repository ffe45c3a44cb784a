"""What is owed on a card, posting by posting, and in which order a payment reaches it.

An `Item` is one amount posted to the card. It keeps the days for which it was owed until their interest
has been posted, or waived because its statement was paid in full. Billed items come before those not yet
on a statement; within each, charges before principal (the other way round where principal comes first),
and what was posted first before what came later, cash before purchases of the same day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from yingmen.days import days_between
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

_OLDEST_FIRST = {"fees": 0, "interest": 1, "compound": 2, "penalty": 3, "principal": 4}
_PRINCIPAL_FIRST = {"principal": 0, "interest": 1, "compound": 2, "penalty": 3, "fees": 4}


class Bears(Enum):
    """Whether what is owed bears interest: never, always, or only if its statement is not paid in full."""

    NEVER = "never"
    UNLESS_PAID = "unless_paid"
    ALWAYS = "always"


class Span(NamedTuple):
    """Days through which nothing changed, and whether the card was overdue in them."""

    since: date
    until: date
    late: bool

    @property
    def days(self) -> int:
        """Calendar days from the first to the last."""
        return days_between(self.since, self.until)


@dataclass(slots=True)
class Item:
    """One amount posted to the card: its component, what is left of it in yuan, and the days it was owed.

    `at_once`: payable like a billed item though no statement has shown it yet.
    """

    on: date
    part: str
    left: Decimal
    bears: Bears = Bears.NEVER
    cash: bool = False
    at_once: bool = False
    owed: list[tuple[Span, Decimal]] = field(default_factory=list)

    def billed(self, closed_on: date) -> bool:
        """Whether the last statement, closed on this day, showed it."""
        return self.at_once or self.on <= closed_on

    def count(self, span: Span) -> None:
        """Remember that it was owed through these days."""
        if self.left and self.bears is not Bears.NEVER:
            self.owed.append((span, self.left))

    def waive(self) -> None:
        """Its statement was paid in full: the days it was owed cost nothing."""
        self.bears = Bears.NEVER
        self.owed.clear()

    @property
    def done(self) -> bool:
        """Whether nothing of it is left, and no day of it is still to be posted."""
        return not self.left and not self.owed


def in_order(items: Iterable[Item], closed_on: date, *, principal_first: bool) -> list[Item]:
    """The items in the order in which a payment reaches them."""
    rank = _PRINCIPAL_FIRST if principal_first else _OLDEST_FIRST

    def key(item: Item) -> tuple[bool, bool, int, date, int, bool]:
        later = (item.part == "principal") is not principal_first
        class_first = rank[item.part] if principal_first else 0
        return not item.billed(closed_on), later, class_first, item.on, rank[item.part], not item.cash

    return sorted((item for item in items if item.left), key=key)


def refund_order(items: Iterable[Item], closed_on: date) -> list[Item]:
    """The items in the order in which money a shop gave back reaches them: purchases, cash, the rest."""
    order = in_order(items, closed_on, principal_first=False)
    return sorted(order, key=lambda item: (item.part != "principal", item.cash))


def total(items: Iterable[Item], part: str | None = None) -> Decimal:
    """What is left of the items, or of one component of them, in yuan."""
    return sum((item.left for item in items if part in {None, item.part}), ZERO)
