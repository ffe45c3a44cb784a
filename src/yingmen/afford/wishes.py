"""What the borrower wants of a plan, beside paying as little as can be.

The defaults ask for nothing the contract does not hold, except that amounts a court might reduce are asked
to be waived; such a plan says that it needs the lender's consent.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the borrower wants to pay: all by loan id.

    `first` are paid before other debts, in this order, after secured loans, running agreements and card
    minimums. `left_out` are not paid in the plan (a debt whose years are over and nothing was chosen yet);
    what they cost by the contract stays in the cost without consent. `ask_waiver`: count on what was asked
    to be waived. `stop_late`: count on no further charges for being late while the plan is kept.
    """

    first: tuple[str, ...] = ()
    left_out: frozenset[str] = field(default_factory=frozenset)
    ask_waiver: bool = True
    stop_late: bool = False


NO_WISHES = Wishes()
