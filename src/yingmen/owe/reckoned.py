"""What `owe` has to say, as values: of a ceiling, of a loan or card, of a whole case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.owe.terms import Unread

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Case, Loan
    from yingmen.owe.card_statement import Statement
    from yingmen.owe.card_terms import CardTerms
    from yingmen.owe.claims import WeighedClaim
    from yingmen.owe.entries import Replay
    from yingmen.owe.excess import Measured
    from yingmen.owe.limitation import Limitation
    from yingmen.owe.questions import Asks, Question
    from yingmen.owe.rates import TrueCost
    from yingmen.owe.regimes import Regime
    from yingmen.owe.schedule import Instalment
    from yingmen.owe.terms import Assumed, Terms


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A loan's ledger against its ceilings: period by period, and in sum. Amounts in yuan.

    `over` = `over_paid` + `over_unpaid`; None where nothing could be judged. `over_with_third_parties` is
    what `over` would be if fees to others counted too: arguable, shown beside it.
    """

    periods: tuple[Measured, ...]
    over_paid: Decimal | None
    over_unpaid: Decimal | None
    recoverable: Decimal | None
    over_with_third_parties: Decimal | None

    @property
    def last(self) -> Regime:
        """The regime that binds on the day of asking."""
        return self.periods[-1].regime

    @property
    def over(self) -> Decimal | None:
        """Everything charged to date above the ceilings, in yuan."""
        if self.over_paid is None or self.over_unpaid is None:
            return None
        return self.over_paid + self.over_unpaid


@dataclass(frozen=True, slots=True)
class LoanReckoning:
    """Everything `owe` has to say of one loan; figures are None where a fact is missing.

    `limited_from` is a card's oldest due date still open, from which its limitation is counted.
    """

    loan: Loan
    terms: Terms | CardTerms | Unread
    replay: Replay | None
    plan: tuple[Instalment, ...]
    true_cost: TrueCost | None
    ceiling: Ceiling | None
    lawful_total: Decimal | None
    lawful_replayed: Decimal | None
    if_reduced_total: Decimal | None
    third_party_fees: Decimal | None
    limitation: Limitation
    claims: tuple[WeighedClaim, ...]
    asks: Asks
    statements: tuple[Statement, ...] = ()
    limited_from: date | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What to ask about the loan, in the order to ask it."""
        return self.asks.all(self.limitation)

    @property
    def assumed(self) -> tuple[Assumed, ...]:
        """Every default that was used; none where nothing could be worked out."""
        return () if isinstance(self.terms, Unread) else self.terms.assumed

    @property
    def total(self) -> Decimal | None:
        """What is owed by the contract on the day of asking."""
        return self.replay.balances.total if self.replay else None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The answer to "what do I really owe?" for a whole case on a day."""

    on: date
    case: Case
    loans: tuple[LoanReckoning, ...]
