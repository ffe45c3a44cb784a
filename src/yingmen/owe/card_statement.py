"""A card's monthly statement: what it shows, the minimum it asks for, and whether it was met.

A statement's sums add up: opening + purchases + cash + fees + interest + late fee - payments - refunds
= closing. All amounts are yuan; a closing below zero is money the bank holds for the cardholder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yingmen.money import ZERO, fen

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

COLUMNS = ("purchases", "cash", "fees", "interest", "late_fee", "payments", "refunds")
"""What moves a statement from its opening to its closing, in the order of its fields."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a card, with what became of it up to the day of asking.

    `interest` includes interest on interest; `purchases` holds the parts of instalment plans billed, not the
    planned purchase itself. `paid_by_due` is what was paid after the closing up to the due date; `full_paid`
    is None while the due date has not passed and something billed is still open.
    """

    closed_on: date
    due_on: date
    opening: Decimal = ZERO
    purchases: Decimal = ZERO
    cash: Decimal = ZERO
    fees: Decimal = ZERO
    interest: Decimal = ZERO
    late_fee: Decimal = ZERO
    payments: Decimal = ZERO
    refunds: Decimal = ZERO
    closing: Decimal = ZERO
    minimum: Decimal = ZERO
    paid_by_due: Decimal = ZERO
    full_paid: bool | None = None


class Tally:
    """What has been posted and paid since the last closing, by column of the statement."""

    def __init__(self, opening: Decimal) -> None:
        self.opening = opening
        self._sums = dict.fromkeys(COLUMNS, ZERO)

    def add(self, column: str, amount: Decimal) -> None:
        """A column grows."""
        self._sums[column] += amount

    def close(self, closed_on: date, due_on: date, closing: Decimal, minimum: Decimal) -> Statement:
        """The statement, and a new tally begins with what it closed on."""
        sums, opening = self._sums, self.opening
        self._sums, self.opening = dict.fromkeys(COLUMNS, ZERO), closing
        return Statement(
            closed_on,
            due_on,
            opening=opening,
            purchases=sums["purchases"],
            cash=sums["cash"],
            fees=sums["fees"],
            interest=sums["interest"],
            late_fee=sums["late_fee"],
            payments=sums["payments"],
            refunds=sums["refunds"],
            closing=closing,
            minimum=minimum,
        )


@dataclass(slots=True)
class Issued:
    """A statement that has gone out, and how far it has been met.

    `credited` is what counts towards its minimum so far; `overdue` from the end of its due date while less
    than the minimum was credited; `short` is the minimum's part unpaid on that day.
    """

    statement: Statement
    credited: Decimal = ZERO
    overdue: bool = False
    short: Decimal = ZERO

    def credit(self, day: date, amount: Decimal, *, is_payment: bool = True) -> None:
        """A repayment after the closing counts; one that reaches the minimum ends the arrears."""
        self.credited += amount
        if is_payment and day <= self.statement.due_on:
            self.statement = replace(self.statement, paid_by_due=self.statement.paid_by_due + amount)
        if self.credited >= self.statement.minimum:
            self.overdue = False

    def fall_due(self, open_amount: Decimal) -> None:
        """The due date is over: what is missing of the minimum, at most what is still open of the bill."""
        missing = max(self.statement.minimum - self.credited, ZERO)
        self.short = min(missing, open_amount)
        self.overdue = bool(self.short)
        self.settle(full=not open_amount)

    def settle(self, *, full: bool) -> None:
        """Note whether the whole statement was paid."""
        self.statement = replace(self.statement, full_paid=full)


def minimum_payment(
    rate: Decimal, principal: Decimal, charges: Decimal, over_limit: Decimal, balance: Decimal
) -> Decimal:
    """The least a statement asks for: a part of the principal, all charges, and all that lies over the limit.

    Rounded to the fen, never more than the balance, never below zero. Source: the bank's contract.
    """
    return min(fen(principal * rate) + charges + over_limit, max(balance, ZERO))
