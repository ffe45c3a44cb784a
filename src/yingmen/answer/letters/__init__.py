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
from yingmen.case import LenderKind, Product
from yingmen.lawful import judge
from yingmen.owe import reckon
from yingmen.owe.card import CardTerms, replay_card
from yingmen.owe.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from yingmen.case import Case
    from yingmen.law import Book
    from yingmen.owe import LoanReckoning, Reckoning
    from yingmen.owe.entries import Replay

__all__ = ["Letter", "letters"]

_TIMED = frozenset({LenderKind.BANK, LenderKind.CONSUMER_FINANCE, LenderKind.AUTO_FINANCE})


def letters(case: Case, on: date, book: Book, evidence: Mapping[str, str]) -> tuple[Letter, ...]:
    """Every letter for every loan of a case, and those for the whole case.

    `evidence` names, by contact id, the entry of the record that holds the contact. Raises as `owe.reckon`.
    """
    matters = tuple(_matters(case, on, book, evidence))
    return tuple(
        build(template, matter)
        for template in templates()
        for matter in matters
        if (matter.loan is None) == (template.per == "case")
    )


def _matters(case: Case, on: date, book: Book, evidence: Mapping[str, str]) -> Iterator[Matter]:
    """The whole case, then each of its loans."""
    nobody = frozenset({case.borrower.kind.value})
    whole = Matter(case, on, book, evidence, judge(case, on), None, None, {}, "", None, nobody)
    yield whole
    found = reckon(case, on, book)
    then = _at_claims(found, book)
    for item in found.loans:
        yield _of_loan(whole, item, then)


def _of_loan(whole: Matter, item: LoanReckoning, then: Mapping[str, Replay]) -> Matter:
    kind = creditor_kind(whole.case, item.loan, whole.on)
    return replace(
        whole,
        loan=item.loan,
        reckoned=item,
        at_claims=then,
        creditor=creditor(item.loan, whole.on),
        creditor_kind=kind,
        words=whole.words | frozenset(_words(item, kind, whole.on)),
    )


def _at_claims(found: Reckoning, book: Book) -> dict[str, Replay]:
    """The ledger of each loan on the day of each claim, by claim id: what the claims were weighed against."""
    setting = Setting.of(found.case, found.on, book)
    return {
        claim.id: ledger
        for item in found.loans
        for claim in item.loan.claim
        if claim.on <= found.on and (ledger := _ledger(item, setting, claim.on)) is not None
    }


def _ledger(item: LoanReckoning, setting: Setting, day: date) -> Replay | None:
    if isinstance(item.terms, CardTerms):
        return replay_card(item.terms, day).replay
    return setting.replay(day).get(item.loan.id)


def _words(item: LoanReckoning, kind: LenderKind | None, on: date) -> Iterator[str]:
    """What this debt is, in the words that templates choose by."""
    loan = item.loan
    yield "private" if kind is LenderKind.PRIVATE else "licensed" if kind else "kind_unknown"
    yield f"limit_{item.limitation.state}"
    assigned = loan.assigned_on is not None and loan.assigned_on <= on
    if kind is LenderKind.BANK and loan.product is Product.CREDIT_CARD and not assigned:
        yield "card"
    if kind in _TIMED:
        yield "timed"
    if assigned:
        yield "assigned"
