"""A figure somebody named, weighed against the ledger of the day it was named.

The difference is told as a whole and by component, and `claim_search` looks for the way of counting that
leads to the figure. Where several debts to one lender share payments the search is left out, since it
counts one loan by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yingmen.money import ZERO
from yingmen.owe.card import CardTerms, replay_card
from yingmen.owe.claim_card import explain_card
from yingmen.owe.claim_options import Counted
from yingmen.owe.claim_search import Explanation, explain, total_of
from yingmen.owe.terms import Terms, Unread

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from yingmen.case import Claim
    from yingmen.owe.entries import Balances, Replay


@dataclass(frozen=True, slots=True)
class WeighedClaim:
    """A claim beside the ledger of its own day, in yuan. `difference` is theirs less ours.

    `differences` has the components the claim names; `explanation` is None where nothing was searched.
    """

    claim: Claim
    ours: Decimal | None
    difference: Decimal | None
    differences: Mapping[str, Decimal]
    explanation: Explanation | None

    @property
    def explained(self) -> bool:
        """Whether the claim is reproduced to the fen by other ways of counting."""
        return bool(self.explanation and self.explanation.exact)

    @property
    def unexplained(self) -> Decimal | None:
        """What remains when the best set of assumptions found is granted."""
        if self.difference is None or self.explanation is None:
            return self.difference
        if self.explained:
            return ZERO
        nearest = self.explanation.nearest
        return nearest.apart if nearest else self.difference


def weigh(claim: Claim, ledger: Replay | None, read: Terms | Unread) -> WeighedClaim:
    """Set a claim beside the ledger of its day and look for what explains the difference."""
    if ledger is None or isinstance(read, Unread):
        return WeighedClaim(claim, None, None, {}, None)
    ours = ledger.balances.total
    difference = None if claim.total is None else claim.total - ours
    found = None if not difference or not ledger.lines else _search(claim.total or ZERO, ledger, read)
    return WeighedClaim(claim, ours, difference, _by_component(claim, ledger.balances), found)


def weigh_card(claim: Claim, read: CardTerms | Unread) -> WeighedClaim:
    """Set a claim on a card beside the ledger of its day and look for what explains the difference."""
    if isinstance(read, Unread):
        return WeighedClaim(claim, None, None, {}, None)
    ledger = replay_card(read, claim.on).replay
    ours = ledger.balances.total
    difference = None if claim.total is None else claim.total - ours
    searched = bool(difference) and bool(ledger.lines)
    found = explain_card(read, claim.on, claim.total or ZERO) if searched else None
    return WeighedClaim(claim, ours, difference, _by_component(claim, ledger.balances), found)


def _search(total: Decimal, ledger: Replay, terms: Terms) -> Explanation | None:
    alone = Counted(replace(terms, principal=ledger.lines[0].balances.principal), ledger.on)
    if total_of(alone) != ledger.balances.total:
        return None
    return explain(alone, total)


def _by_component(claim: Claim, ours: Balances) -> dict[str, Decimal]:
    """The difference in each component the claim names; compound counts with penalty, as lenders do."""
    named = {
        "principal": (claim.principal, ours.principal),
        "interest": (claim.interest, ours.interest),
        "penalty": (claim.penalty, ours.penalty + ours.compound),
        "fees": (claim.fees, ours.fees),
    }
    return {name: theirs - own for name, (theirs, own) in named.items() if theirs is not None}
