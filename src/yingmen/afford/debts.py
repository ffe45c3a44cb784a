"""What each creditor is owed and when, as a plan needs it: arrears first, then the contract's schedule.

`debts` reads the answer of `owe`. What is late costs a daily rate on every yuan due, charges in it included:
the late charge of the day of asking over what is in arrears that day (over the next instalment, where nothing
is). A card is a balance that bears interest from day to day; its contract asks for a minimum each month, and
once one was missed, all of it is taken as due.

References: Civil Code 676; 商业银行信用卡业务监督管理办法 70 (a card's individual plan: five years at most).
Limitations: one late rate for a whole debt; a loan paid ahead keeps its later instalments' interest in
proportion; a loan whose ledger is unknown has no debt here (`unread` names it).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from yingmen.afford.debts_card import card_dues
from yingmen.afford.debts_loan import loan_dues
from yingmen.days import days_between
from yingmen.money import ZERO, fen
from yingmen.owe.card_terms import CardTerms
from yingmen.owe.terms import Terms

if TYPE_CHECKING:
    from datetime import date

    from yingmen.afford.debts_loan import Dues
    from yingmen.case import Agreement, Case
    from yingmen.owe import LoanReckoning, Reckoning

LONGEST = 60
"""Months within which a plan clears what is overdue; the longest individual plan of a card."""

_BEFORE_A_STATEMENT = 60  # days in which a new card need not have asked for anything yet

NO_RATE = Decimal(0)
ALL = Decimal(1)


@dataclass(frozen=True, slots=True)
class Debt:
    """One debt as a plan sees it. Amounts in yuan, rates fractions per day.

    `owed` by the contract on the day `on`; `due` what is to be paid and when, arrears dated `on` or before.
    `rate_late`: what a yuan overdue costs a day; `bearing`: the part of each yuan due that bears it, so that
    the contract's own rate is their ratio. `rate_running`: what a yuan of a card's balance costs a day.
    `minimum` is a card's (None: no card); `agreement` replaces the contract's dates while it runs.
    `longest`: months within which the overdue part must be cleared. `arguable` is what a court might
    reduce or would not grant, `asked_to_waive` what of it is asked for. `limitation` as in `owe`.
    """

    loan_id: str
    creditor: str
    kind: str
    owed: Decimal
    due: tuple[tuple[date, Decimal], ...]
    rate_late: Decimal = NO_RATE
    rate_running: Decimal = NO_RATE
    secured: bool = False
    minimum: Decimal | None = None
    agreement: tuple[tuple[date, Decimal], ...] = ()
    longest: int = LONGEST
    arguable: Decimal = ZERO
    asked_to_waive: Decimal = ZERO
    limitation: str = "running"
    on: date | None = None
    bearing: Decimal = ALL


def debts(case: Case, reckoning: Reckoning) -> tuple[Debt, ...]:
    """Every debt of a case whose ledger is known and not settled, in the order of the case."""
    agreements = {item.loan: item for item in case.agreement if item.loan is not None}
    found = (_debt(item, agreements.get(item.loan.id), reckoning.on) for item in reckoning.loans)
    return tuple(debt for debt in found if debt is not None)


def unread(reckoning: Reckoning) -> tuple[str, ...]:
    """The loans of which no plan can be made yet, because their ledger is unknown."""
    return tuple(item.loan.id for item in reckoning.loans if item.total is None)


def _debt(item: LoanReckoning, agreement: Agreement | None, on: date) -> Debt | None:
    dues = _dues(item, on)
    if item.total is None or dues is None or not dues.rows:
        return None
    promised = _promised(agreement, item, on)
    arguable = _arguable(item)
    loan = item.loan
    return Debt(
        loan_id=loan.id,
        creditor=loan.assignee or loan.lender,
        kind=loan.lender_kind.value,
        owed=item.total,
        due=promised or dues.rows,
        rate_late=dues.rate_late,
        rate_running=NO_RATE if promised else dues.rate_running,
        secured=bool(loan.secured),
        minimum=None if promised else dues.minimum,
        agreement=promised,
        arguable=arguable,
        asked_to_waive=ZERO if promised else arguable,
        limitation=_limitation(item, dues, on),
        on=on,
        bearing=dues.bearing,
    )


def _dues(item: LoanReckoning, on: date) -> Dues | None:
    if isinstance(item.terms, CardTerms):
        return card_dues(item, item.terms, on)
    return loan_dues(item, item.terms, on) if isinstance(item.terms, Terms) else None


def _limitation(item: LoanReckoning, dues: Dues, on: date) -> str:
    """Where the years stand; of a card whose minimums were met nothing is overdue: they have not begun."""
    fresh = bool(item.statements) or days_between(item.loan.disbursed_on, on) < _BEFORE_A_STATEMENT
    met = dues.minimum is not None and fresh and all(day > on for day, _ in dues.rows)
    state: str = item.limitation.state
    return "running" if met and state == "unknown" else state


def _arguable(item: LoanReckoning) -> Decimal:
    """What a court might take off: the total by the contract less the lowest lawful figure known."""
    total = item.total or ZERO
    lowest = item.lawful_total if item.if_reduced_total is None else item.if_reduced_total
    return max(fen(total - (total if lowest is None else lowest)), ZERO)


def _promised(agreement: Agreement | None, item: LoanReckoning, on: date) -> tuple[tuple[date, Decimal], ...]:
    """What a running agreement still asks for, what was missed first and dated `on`; () without one.

    Payments since it was signed fill its instalments in order of date.
    """
    if agreement is None or not agreement.installments:
        return ()
    since = agreement.signed_on or agreement.installments[0].on
    paid = sum((pay.amount for pay in item.loan.payment if since <= pay.on <= on), ZERO)
    rows = [(since, agreement.down_payment or ZERO)]
    rows += [(part.on, part.amount) for part in agreement.installments]
    found: dict[date, Decimal] = {}
    for day, amount in sorted(rows):
        left = max(amount - paid, ZERO)
        paid = max(paid - amount, ZERO)
        if left:
            found[max(day, on)] = found.get(max(day, on), ZERO) + left
    return tuple(sorted(found.items()))
