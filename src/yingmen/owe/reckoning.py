"""What a borrower really owes: every loan of a case replayed, measured, and set beside what is claimed.

`reckon` is the step `owe` whole: the ledger by the contract, what of it the law does not support or a
court might reduce, whether the debt is time-barred, the true yearly cost, and how far a claim lies from
the ledger on the claim's own date.

References: see the modules it joins. Readings: `docs/arithmetic/`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yingmen.case import Repayment
from yingmen.money import ZERO
from yingmen.owe.ceilings import loan_ceiling
from yingmen.owe.claims import weigh
from yingmen.owe.entries import Replay
from yingmen.owe.excess import Allowance
from yingmen.owe.limitation import limitation
from yingmen.owe.questions import Known, asks
from yingmen.owe.rates import Flow, TrueCost, true_cost
from yingmen.owe.reckoned import Ceiling, LoanReckoning, Reckoning
from yingmen.owe.reckoning_card import reckon_card
from yingmen.owe.replay import replay
from yingmen.owe.schedule import Instalment, plan
from yingmen.owe.setting import Setting
from yingmen.owe.terms import Terms
from yingmen.owe.third_parties import third_party_charges, third_party_total

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Case, Loan
    from yingmen.law import Book


def reckon(case: Case, on: date, book: Book) -> Reckoning:
    """Work out a whole case as it stands on a day, by the law in `book`.

    Raises OutsideCoverage where a needed LPR is not known, InputError where a payment cannot have been made.
    """
    setting = Setting.of(case, on, book)
    ledgers = setting.replay(on)
    lawful = _replay_lawfully(setting, ledgers)
    days = sorted({claim.on for loan in case.loan for claim in loan.claim})
    earlier = {day: setting.replay(day) for day in days}
    found = (
        reckon_card(loan, setting)
        if loan.repayment is Repayment.REVOLVING
        else _reckon_loan(loan, setting, ledgers, lawful, earlier)
        for loan in case.loan
    )
    return Reckoning(on, case, tuple(found))


def with_contacts(found: Reckoning, case: Case, book: Book) -> Reckoning:
    """The answer for a case that differs from the one answered for in nothing but its contacts and names.

    Contacts tell of demands that arrived: they have a part in the limitation, and in no amount.
    """
    setting = Setting(case, found.on, book)
    loans = tuple(
        replace(
            item, limitation=limitation(loan, setting.contacts(loan), found.on, book, start=item.limited_from)
        )
        for loan, item in zip(case.loan, found.loans, strict=True)
    )
    return Reckoning(found.on, case, loans)


def _reckon_loan(
    loan: Loan,
    setting: Setting,
    ledgers: dict[str, Replay],
    lawful: dict[str, Replay],
    earlier: dict[date, dict[str, Replay]],
) -> LoanReckoning:
    read = setting.read(loan)
    limits = limitation(loan, setting.contacts(loan), setting.on, setting.book)
    claims = tuple(weigh(claim, earlier[claim.on].get(loan.id), read) for claim in loan.claim)
    if not isinstance(read, Terms):
        open_ = asks(loan, read, Known(claims))
        return LoanReckoning(loan, read, None, (), None, None, None, None, None, None, limits, claims, open_)
    ledger = ledgers.get(loan.id, Replay.before_payout(setting.on))
    others = third_party_charges(read, ledger)
    ceiling = loan_ceiling(read, ledger, setting, others)
    lawful_total = _lawful_total(read, ledger, ceiling)
    known = Known(claims, ceiling.over if ceiling else None, third_party_total(others))
    return LoanReckoning(
        loan=loan,
        terms=read,
        replay=ledger,
        plan=_plan(read, ledger),
        true_cost=contract_cost(read),
        ceiling=ceiling,
        lawful_total=lawful_total,
        lawful_replayed=_lower(lawful_total, lawful.get(loan.id)),
        if_reduced_total=_if_reduced(read, ledger, ceiling),
        third_party_fees=third_party_total(others),
        limitation=limits,
        claims=claims,
        asks=asks(loan, read, known),
    )


def _lower(lawful_total: Decimal | None, second: Replay | None) -> Decimal | None:
    """The second lawful figure; taking the excess off principal never leaves more to pay."""
    if lawful_total is None or second is None:
        return lawful_total
    return min(lawful_total, second.balances.total)


def _plan(terms: Terms, ledger: Replay) -> tuple[Instalment, ...]:
    """The plan on the principal the books were opened with, which for a renewal may be less than agreed."""
    opening = ledger.lines[0].balances.principal if ledger.lines else terms.principal
    return plan(replace(terms, principal=opening), opening)


def contract_cost(terms: Terms) -> TrueCost:
    """The true yearly cost: what arrived against what the contract asks back, every fee included."""
    flows = [Flow(terms.loan.disbursed_on, terms.received)]
    flows += [Flow(row.due_on, -row.total) for row in plan(replace(terms, principal=terms.face), terms.face)]
    return true_cost(flows)


def _lawful_total(terms: Terms, ledger: Replay, ceiling: Ceiling | None) -> Decimal | None:
    total = ledger.balances.total
    if not terms.private or not ledger.lines:
        return total
    if ceiling is None or ceiling.over_unpaid is None or ceiling.recoverable is None:
        return None
    return max(total - ceiling.over_unpaid - ceiling.recoverable, ZERO)


def _if_reduced(terms: Terms, ledger: Replay, ceiling: Ceiling | None) -> Decimal | None:
    if terms.private or ceiling is None or ceiling.over_unpaid is None:
        return None
    return max(ledger.balances.total - ceiling.over_unpaid, ZERO)


def _replay_lawfully(setting: Setting, ledgers: dict[str, Replay]) -> dict[str, Replay]:
    """The second figure for private loans: what was paid above the ceiling comes off principal that day."""
    private = {name: terms for name, terms in setting.terms.items() if terms.private and name in ledgers}
    return replay(
        private,
        [terms.loan for terms in private.values()],
        setting.on,
        limiter=lambda terms: Allowance(setting.regimes(terms.loan)),
        unsupported=setting.unsupported,
    )
