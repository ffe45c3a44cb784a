"""What a borrower really owes: every loan of a case replayed, measured, and set beside what is claimed.

`reckon` is the step `owe` whole: the ledger by the contract, what of it the law does not support or a
court might reduce, whether the debt is time-barred, the true yearly cost, and how far a claim lies from
the ledger on the claim's own date.

References: see the modules it joins. Readings: `docs/arithmetic/`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yingmen.days import days_between
from yingmen.money import ZERO, exact, fen
from yingmen.owe.claims import WeighedClaim, weigh
from yingmen.owe.entries import Charge, Replay
from yingmen.owe.excess import Allowance, Measured, measure
from yingmen.owe.limitation import Limitation, limitation
from yingmen.owe.questions import Known, Question, questions
from yingmen.owe.rates import Flow, TrueCost, true_cost
from yingmen.owe.regimes import LPR_RULE_SINCE, Regime, regimes
from yingmen.owe.replay import replay
from yingmen.owe.schedule import MEASURE_YEAR, Instalment, plan
from yingmen.owe.terms import Terms, Unread, read_terms
from yingmen.owe.third_parties import third_party_charges, third_party_total

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Case, Contact, Loan
    from yingmen.law import Book


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
    """Everything `owe` has to say of one loan; figures are None where a fact is missing."""

    loan: Loan
    terms: Terms | Unread
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
    questions: tuple[Question, ...]

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


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every loan of a case is reckoned with: its readable terms, the day, the law."""

    case: Case
    on: date
    book: Book
    terms: dict[str, Terms]

    def regimes(self, loan: Loan) -> tuple[Regime, ...]:
        return regimes(loan, self.case.borrower.kind, self.on, self.book)

    def unsupported(self, terms: Terms, replayed: Replay) -> Decimal:
        """What of an older loan's unpaid charges may not become principal of the loan that renews it."""
        binding = regimes(terms.loan, self.case.borrower.kind, replayed.on, self.book)
        measured = measure(binding, replayed, separate_late=True)
        return _sum(item.over_unpaid for item in measured)

    def replay(self, on: date) -> dict[str, Replay]:
        return replay(self.terms, self.case.loan, on, unsupported=self.unsupported)


def reckon(case: Case, on: date, book: Book) -> Reckoning:
    """Work out a whole case as it stands on a day, by the law in `book`.

    Raises OutsideCoverage where a needed LPR is not known, InputError where a payment cannot have been made.
    """
    setting = _Setting(case, on, book, {})
    for loan in case.loan:
        read = read_terms(loan, lambda day: book.number("lpr_1y", day))
        if isinstance(read, Terms):
            setting.terms[loan.id] = read
    ledgers = setting.replay(on)
    lawful = _replay_lawfully(setting, ledgers)
    earlier = {claim.on: setting.replay(claim.on) for loan in case.loan for claim in loan.claim}
    return Reckoning(
        on, case, tuple(_reckon_loan(loan, setting, ledgers, lawful, earlier) for loan in case.loan)
    )


def _reckon_loan(
    loan: Loan,
    setting: _Setting,
    ledgers: dict[str, Replay],
    lawful: dict[str, Replay],
    earlier: dict[date, dict[str, Replay]],
) -> LoanReckoning:
    read = read_terms(loan, lambda day: setting.book.number("lpr_1y", day))
    ledger = ledgers.get(loan.id, Replay.before_payout(setting.on))
    limits = limitation(loan, _contacts(loan, setting.case), setting.on, setting.book)
    claims = tuple(weigh(claim, earlier[claim.on].get(loan.id), read) for claim in loan.claim)
    if not isinstance(read, Terms):
        asks = questions(loan, read, Known(limits, claims))
        return LoanReckoning(loan, read, None, (), None, None, None, None, None, None, limits, claims, asks)
    others = third_party_charges(read, ledger)
    ceiling = _ceiling(read, ledger, setting, others)
    lawful_total = _lawful_total(read, ledger, ceiling)
    second = lawful.get(loan.id)
    known = Known(limits, claims, ceiling.over if ceiling else None, third_party_total(others))
    return LoanReckoning(
        loan=loan,
        terms=read,
        replay=ledger,
        plan=_plan(read, ledger),
        true_cost=contract_cost(read),
        ceiling=ceiling,
        lawful_total=lawful_total,
        lawful_replayed=_lower(lawful_total, second),
        if_reduced_total=_if_reduced(read, ledger, ceiling),
        third_party_fees=third_party_total(others),
        limitation=limits,
        claims=claims,
        questions=questions(loan, read, known),
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


def _ceiling(terms: Terms, ledger: Replay, setting: _Setting, others: tuple[Charge, ...]) -> Ceiling | None:
    binding = setting.regimes(terms.loan) if ledger.lines else ()
    if not binding:
        return None
    with_others = replace(ledger, charges=(*ledger.charges, *others)) if others else ledger
    counted = with_others if binding[-1].counts_third_parties else ledger
    measured = measure(binding, counted, separate_late=terms.private)
    measured = _cap_renewal(terms, ledger, setting, measured)
    beside = measure(binding, with_others, separate_late=terms.private) if others else ()
    judged = [item for item in measured if item.over_paid is not None]
    if not judged:
        return Ceiling(measured, None, None, None, None)
    return Ceiling(
        measured,
        _sum(item.over_paid for item in judged),
        _sum(item.over_unpaid for item in judged),
        _sum(item.recoverable for item in judged),
        _sum(part for item in beside for part in (item.over_paid, item.over_unpaid)) if others else None,
    )


def _cap_renewal(
    terms: Terms, ledger: Replay, setting: _Setting, measured: tuple[Measured, ...]
) -> tuple[Measured, ...]:
    """法释〔2020〕17号 27 ¶2: renewals cost no more than the first principal at the ceiling all along."""
    first = _first_of_chain(terms, setting)
    last = measured[-1]
    if first is None or not terms.private or last.over_unpaid is None or last.regime.annual_rate is None:
        return measured
    opening = ledger.lines[0].balances.principal
    with exact():
        days = days_between(first.loan.disbursed_on, setting.on)
        allowed = first.principal * last.regime.annual_rate * days / MEASURE_YEAR
        charged = sum((charge.measured for charge in ledger.charges), ZERO)
        lawful = (
            opening
            + charged
            - _sum(item.over_paid for item in measured)
            - _sum(item.over_unpaid for item in measured)
        )
        beyond = fen(max(lawful - first.principal - allowed, ZERO))
    return (*measured[:-1], replace(last, over_unpaid=last.over_unpaid + beyond))


def _first_of_chain(terms: Terms, setting: _Setting) -> Terms | None:
    """The loan at the start of a chain of renewals, or None where there is no older one."""
    found = None
    while terms.loan.renews in setting.terms:
        found = terms = setting.terms[terms.loan.renews]
    if found is None or found.loan.disbursed_on < LPR_RULE_SINCE:
        return None
    return found


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


def _replay_lawfully(setting: _Setting, ledgers: dict[str, Replay]) -> dict[str, Replay]:
    """The second figure for private loans: what was paid above the ceiling comes off principal that day."""
    private = {name: terms for name, terms in setting.terms.items() if terms.private and name in ledgers}
    return replay(
        private,
        [terms.loan for terms in private.values()],
        setting.on,
        limiter=lambda terms: Allowance(setting.regimes(terms.loan)),
        unsupported=setting.unsupported,
    )


def _contacts(loan: Loan, case: Case) -> tuple[Contact, ...]:
    """The contacts about a loan: those that name it, and all that name none if it is the only one."""
    only = len(case.loan) == 1
    return tuple(item for item in case.contact if item.loan == loan.id or (only and item.loan is None))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), ZERO)
