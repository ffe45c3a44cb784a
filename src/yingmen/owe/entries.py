"""The values a replayed ledger is made of: balances, lines, charges and exposures.

All amounts are yuan, rounded to the fen where they were posted. A `Charge` is what the lender counts for
a stretch of days, an `Exposure` the principal that was out in them; ceilings are measured on these two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

COMPONENTS = ("principal", "interest", "penalty", "compound", "fees")
"""What a debt is made of, in the order of the ledger's columns."""


class Balances(NamedTuple):
    """What is outstanding, by component."""

    principal: Decimal = ZERO
    interest: Decimal = ZERO
    penalty: Decimal = ZERO
    compound: Decimal = ZERO
    fees: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """The sum of all components."""
        return sum(self, ZERO)

    @property
    def charges(self) -> Decimal:
        """Everything that is not principal."""
        return self.total - self.principal


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ledger: what happened on a day, the amount, the balances after it.

    `kind` is the machine's word for `what`; `allocated` says where a payment went; `rests_on` names the
    contract keys and articles behind the line as `source/article`.
    """

    on: date
    kind: str
    what: str
    amount: Decimal
    balances: Balances
    rests_on: tuple[str, ...]
    allocated: Mapping[str, Decimal] = field(default_factory=dict)


class Charge(NamedTuple):
    """What was charged for the days from `since` to `until`, and what of it counts against a ceiling.

    `base` is the outstanding principal it was charged on (zero for fees and compound), `late` tells
    what arose after a due date from what arose in term; `deducted` was kept back from the payout.
    """

    kind: str
    since: date
    until: date
    base: Decimal
    amount: Decimal
    measured: Decimal
    late: bool
    deducted: bool = False


class Share(NamedTuple):
    """A posted amount split by what the law makes of it, in yuan.

    `supported` a court grants; `tolerated` it does not grant, but once paid it stays paid; the `excess`
    may be taken back, and when it was paid it paid off principal.
    """

    supported: Decimal
    tolerated: Decimal = ZERO
    excess: Decimal = ZERO


class Exposure(NamedTuple):
    """Principal that was out from `since` to `until`; `late` once it was overdue."""

    since: date
    until: date
    principal: Decimal
    late: bool


@dataclass(frozen=True, slots=True)
class Replay:
    """One loan replayed up to a day.

    `paid` sums, by component, where payments went; `overpaid` is what nothing could absorb.
    `waived` is what the lender let off. `settled_on` is the day on which all principal had been paid
    back or called in.
    """

    on: date
    balances: Balances
    lines: tuple[Line, ...]
    charges: tuple[Charge, ...]
    exposures: tuple[Exposure, ...]
    paid: Mapping[str, Decimal]
    overpaid: Decimal
    settled_on: date | None
    payments: Decimal
    waived: Decimal = ZERO

    @classmethod
    def before_payout(cls, on: date) -> Replay:
        """Nothing is owed before a loan has been paid out."""
        return cls(on, Balances(), (), (), (), {}, ZERO, None, ZERO)
