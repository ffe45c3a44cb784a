"""Letters a borrower can sign: only what is on record, each sentence with what backs it.

`letters(case, on, book, evidence)` writes every letter for every loan, or says what stops it. A letter
is data: one TOML file here, one test. Deadlines and advice stand beside a letter, never in it.

Limitations: addresses are not held; a letter names whom it goes to and the borrower finds where.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yingmen.answer.authority import creditor, creditor_kind
from yingmen.answer.letters.build import build
from yingmen.answer.letters.model import Letter, Matter
from yingmen.answer.letters.templates import templates
from yingmen.case import Door, LenderKind, Product
from yingmen.door.debts import debts
from yingmen.door.visit import Visit
from yingmen.errors import OutsideCoverage
from yingmen.lawful import judge
from yingmen.money import ZERO
from yingmen.owe import reckon
from yingmen.owe.card import CardTerms, replay_card
from yingmen.owe.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from yingmen.case import Case, Loan
    from yingmen.law import Book
    from yingmen.lawful import Judgement
    from yingmen.owe import LoanReckoning, Reckon, Reckoning
    from yingmen.owe.entries import Replay

__all__ = ["Letter", "letters"]

_TIMED = frozenset({LenderKind.BANK, LenderKind.CONSUMER_FINANCE, LenderKind.AUTO_FINANCE})


def letters(  # noqa: PLR0913 - what was worked out before, beside what is asked
    case: Case,
    on: date,
    book: Book,
    evidence: Mapping[str, str],
    *,
    reckoner: Reckon = reckon,
    judged: Judgement | None = None,
) -> tuple[Letter, ...]:
    """Every letter for every loan of a case, and those for the whole case.

    `evidence` names, by contact id, the entry of the record that holds the contact; `reckoner` works out what
    is owed; `judged` is the judgement of the case on that day, if it is known already. Where the law's
    figures of the day are not known, letters that need a ledger are refused and the others written.

    Raises InputError where a payment on file cannot have been made.
    """
    nobody = frozenset({case.borrower.kind.value})
    judgement = judged or judge(case, on)
    whole = Matter(case, on, book, evidence, judgement, None, None, {}, "", None, nobody)
    matters = tuple(_matters(whole, reckoner))
    return tuple(
        build(template, matter)
        for template in templates()
        for matter in matters
        if (matter.loan is None) == (template.per == "case")
    )


def _matters(whole: Matter, reckoner: Reckon) -> Iterator[Matter]:
    """The whole case, then each of its loans."""
    yield whole
    try:
        found = reckoner(whole.case, whole.on, whole.book)
    except OutsideCoverage:
        yield from _without_ledgers(whole)
        return
    then = _at_claims(found, whole.book)
    for item in found.loans:
        words = frozenset(_of_ledger(item))
        yield replace(_of_loan(whole, item.loan, words), reckoned=item, at_claims=then)


def _without_ledgers(whole: Matter) -> Iterator[Matter]:
    """Each loan where its ledger needs a figure of the law that is not known: nothing is worked out."""
    loans = {loan.id: loan for loan in whole.case.loan}
    visit = Visit(Door(), whole.on, loans=whole.case.loan)
    for debt in debts(whole.case, visit, whole.on, whole.book):
        words = frozenset(_of_years(debt.limitation.state))
        yield _of_loan(whole, loans[debt.loan_id], words)


def _of_loan(whole: Matter, loan: Loan, words: frozenset[str]) -> Matter:
    kind = creditor_kind(whole.case, loan, whole.on)
    return replace(
        whole,
        loan=loan,
        creditor=creditor(loan, whole.on),
        creditor_kind=kind,
        words=whole.words | words | frozenset(_words(loan, kind, whole.on)),
    )


def _at_claims(found: Reckoning, book: Book) -> dict[str, Replay]:
    """The ledger of each loan on the day of each claim, by claim id: what the claims were weighed against."""
    setting = Setting.of(found.case, found.on, book)
    claims = [(item, claim) for item in found.loans for claim in item.loan.claim if claim.on <= found.on]
    known = {claim.on for item, claim in claims if not isinstance(item.terms, CardTerms)}
    ledgers = {day: setting.replay(day) for day in sorted(known)}
    each = ((claim.id, _ledger(item, claim.on, ledgers)) for item, claim in claims)
    return {name: ledger for name, ledger in each if ledger is not None}


def _ledger(item: LoanReckoning, day: date, ledgers: Mapping[date, Mapping[str, Replay]]) -> Replay | None:
    if isinstance(item.terms, CardTerms):
        return replay_card(item.terms, day).replay
    return ledgers[day].get(item.loan.id)


def _of_ledger(item: LoanReckoning) -> Iterator[str]:
    """What the ledger tells of a debt; nobody owns up to one of which nothing is left."""
    yield from _of_years(item.limitation.state)
    if item.replay is not None and item.replay.lines and item.total == ZERO:
        yield "settled"
        yield "ungated"


def _of_years(state: str) -> Iterator[str]:
    """How the years of a debt stand, and whether speaking of it costs no defence."""
    yield f"limit_{state}"
    if state == "running":
        yield "ungated"


def _words(loan: Loan, kind: LenderKind | None, on: date) -> Iterator[str]:
    """What this debt is, in the words that templates choose by."""
    yield "private" if kind is LenderKind.PRIVATE else "licensed" if kind else "kind_unknown"
    assigned = loan.assigned_on is not None and loan.assigned_on <= on
    if kind is LenderKind.BANK and loan.product is Product.CREDIT_CARD and not assigned:
        yield "card"
    if kind in _TIMED:
        yield "timed"
    if assigned:
        yield "assigned"
