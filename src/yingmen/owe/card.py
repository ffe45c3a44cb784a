"""A credit card replayed statement by statement: what it shows, what it costs, where each payment went.

The readings, each with its working in `docs/arithmetic/card.md`:

1. A statement closes on the statement day and shows what was posted since the last closing, that day
   included; it is due on the next due day after it.
2. Purchases are free of interest if nothing of their statement is left unpaid on its due date. Otherwise
   each bears interest from its posting day on what is unpaid of it day by day, posted at the next closing.
   Each statement has a grace of its own. A balance carried in is billed and has no grace any more.
3. Cash bears interest from the day it was taken. Fees bear none.
4. The posting day counts and the day of payment does not; a posting is rounded half up to the fen.
5. Where interest is compounded, posted interest bears interest from its closing on; compound bears none.
6. The minimum is a part of the principal billed, all charges, and what lies above the limit, at most the
   balance. A late fee is a part of the minimum unpaid on the due date, posted the day after.
7. What is billed is paid before what is not. Within each: charges, oldest first, then principal, oldest
   first; more than 90 days after the oldest due date whose minimum is unmet, principal comes first.
8. A refund pays principal from its day on, purchases first, and is no repayment of the minimum.
9. A plan is billed in equal parts, each then a purchase of its statement; its fee is a part of the whole.
10. Everything charged is a `Charge` and all principal, billed or not, is an `Exposure`.

    >>> from datetime import date
    >>> from yingmen.case import from_data
    >>> bought = {"on": "2024-01-10", "amount": "1000", "kind": "purchase"}
    >>> card = {"id": "a", "lender": "某银行", "lender_kind": "bank", "product": "credit_card",
    ...         "principal": 0, "disbursed_on": "2024-01-01", "repayment": "revolving", "statement_day": 15,
    ...         "due_day": 5, "daily_rate": "0.0005", "charge": [bought]}
    >>> case = {"schema": 1, "borrower": {"name": "张三", "kind": "person"}, "loan": [card]}
    >>> terms = read_card(from_data(case).loan[0])
    >>> replay_card(terms, date(2024, 2, 15)).replay.balances.interest  # 1000 x 0.0005 x 36 days
    Decimal('18.00')

References: 银监会令2011年第2号; 银发〔2016〕111号; 银发〔2020〕327号.
Checked with: the hand-worked lives in `tests/cases/card`.
Limitations: `docs/arithmetic/card.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.money import exact
from yingmen.owe.card_account import CardAccount
from yingmen.owe.card_statement import Statement
from yingmen.owe.card_terms import CardTerms, Readings, read_card
from yingmen.owe.entries import Replay

if TYPE_CHECKING:
    from datetime import date

__all__ = ["CardReplay", "CardTerms", "Readings", "Statement", "read_card", "replay_card"]


@dataclass(frozen=True, slots=True)
class CardReplay:
    """A card's ledger, with the same meanings as any loan's, and its statements, oldest first."""

    replay: Replay
    statements: tuple[Statement, ...]


def replay_card(terms: CardTerms, on: date) -> CardReplay:
    """Replay a card's life up to and including a day; the order of entry changes nothing."""
    if on < terms.opened:
        return CardReplay(Replay.before_payout(on), ())
    with exact():
        return CardReplay(*CardAccount(terms).run(on))
