"""What the borrower owes, worked out a second time, day by day and as plainly as possible.

    ledger(loan, on, lpr_1y) -> {"principal", "interest", "penalty", "compound", "fees", "total",
        "overpaid", "schedule": [{"due_on", "principal", "interest", "fees", "total"}]}

`loan` is a plain dict shaped like one [[loan]] of a case file; amounts come back as Decimals with two
decimals. It is used by tests only and imports nothing of the product. Nothing here is fast.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from second.book import Row, run
from second.contract import NONE, Contract, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from fractions import Fraction


def yuan(amount: Fraction) -> Decimal:
    """A whole number of fen as yuan with two decimals."""
    fen = amount * 100
    if fen.denominator != 1:
        raise ValueError(f"{amount} is not a whole number of fen")
    return Decimal(fen.numerator).scaleb(-2)


def planned(contract: Contract, lpr_1y: Callable[[date], Fraction]) -> list[dict[str, Any]]:
    """What the contract asks of the borrower on each day, every fee included, to whomever."""
    every = contract.fees + contract.third_party
    plain = replace(contract, fees=every, third_party=(), payments=(), accelerated_on=None)
    days = [fee.on for fee in every if fee.on is not None]
    book = run(plain, max([contract.disbursed_on, *contract.due, *days]), lpr_1y)
    by_day: dict[date, Row] = {}
    for row in book.rows:
        whole = by_day.setdefault(row.due_on, Row(row.due_on, row.due_on))
        whole.fees += row.fees
        whole.interest += row.interest
        whole.principal += row.principal
    return [plan_row(by_day[day]) for day in sorted(by_day)]


def plan_row(row: Row) -> dict[str, Any]:
    """One row of the schedule."""
    parts = {part: yuan(getattr(row, part)) for part in ("principal", "interest", "fees")}
    return {"due_on": row.due_on, **parts, "total": yuan(row.owed)}


def ledger(loan: Mapping[str, Any], on: date, lpr_1y: Callable[[date], Fraction]) -> dict[str, Any]:
    """What one loan stands at on a day, and what its contract asks when."""
    contract = read(loan)
    schedule = planned(contract, lpr_1y)
    if on < contract.disbursed_on:
        contract = replace(contract, principal=NONE)
    book = run(contract, on, lpr_1y)
    book.close(on)
    parts = {
        "principal": book.later + book.total("principal"),
        "interest": book.waiting + book.total("interest", "going"),
        "penalty": book.total("penalty"),
        "compound": book.total("compound"),
        "fees": book.total("fees"),
    }
    parts |= {"total": sum(parts.values(), NONE), "overpaid": book.overpaid}
    return {**{name: yuan(amount) for name, amount in parts.items()}, "schedule": schedule}
