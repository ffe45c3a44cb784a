"""The doorstep brief: what to know at the door, and what the money is, in two pages.

Page one is for the door: who may come, what to ask for, five sentences, what not to sign, whom to call. Page
two is for the borrower alone: each loan as it is owed as of right and as it is claimed, three questions, the
day to answer. Without a loan or a contact it still says what to do.

References: the texts cited by `brief.toml` and by `owe`, each with its own grade.
Limitations: where the law's figures of the day are not known, amounts are left out and said to be unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.answer.claimed import claimed
from yingmen.answer.day import answer_day
from yingmen.answer.gate import gates, without_claims
from yingmen.answer.shelf import bases, filled, fits, table
from yingmen.answer.words import loan_name
from yingmen.case import LenderKind
from yingmen.days import date_text
from yingmen.door import answer as door_answer
from yingmen.door.scopes import assigned
from yingmen.door.visit import Kind
from yingmen.errors import OutsideCoverage
from yingmen.money import ZERO
from yingmen.owe import reckon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from yingmen.answer.claimed import Claimed
    from yingmen.answer.day import AnswerDay
    from yingmen.answer.gate import Gates
    from yingmen.case import Case, Loan, Person
    from yingmen.door import DoorAnswer
    from yingmen.door.check import Item
    from yingmen.law import Basis, Book
    from yingmen.owe import LoanReckoning, Reckon
    from yingmen.owe.questions import Question

MOST_ASKED = 3


@dataclass(frozen=True, slots=True)
class Owed:
    """One loan's money: owed as of right, of that what a court may be asked to take off, what was claimed.

    Amounts in yuan, None where not known. For a private loan what the law does not support is already gone
    from `owed`; `reducible` is only a licensed lender's, and is owed until a court says otherwise. `basis` is
    what sets the ceiling.
    """

    loan: Loan
    owed: Decimal | None
    reducible: Decimal | None
    claimed: Claimed | None
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of advice and the texts it rests on."""

    text: str
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What stands on the two pages; `danger` is what to do first where somebody is in danger, else empty.

    `unknown` tells which figure of the law was not known, where amounts are left out for want of it. `offer`
    is what can be offered, in a few lines as `afford` says it; empty where nothing is, or nothing was asked.
    """

    on: date
    borrower: str
    danger: str
    who: tuple[Told, ...]
    items: tuple[Item, ...]
    say: tuple[str, ...]
    sign: tuple[Told, ...]
    call: tuple[str, ...]
    helpers: tuple[Person, ...]
    loans: tuple[Owed, ...]
    asks: tuple[str, ...]
    gates: Gates
    answer_by: AnswerDay
    unknown: OutsideCoverage | None = None
    offer: tuple[str, ...] = ()


def brief(case: Case, on: date, book: Book, offer: tuple[str, ...] = (), reckoner: Reckon = reckon) -> Brief:
    """The brief for a case on a day, with what can be offered if that is known.

    `reckoner` works out what is owed. Raises InputError where `[door]` names a loan the case does not hold,
    or a payment on file cannot have been made.
    """
    visit = door_answer(without_claims(case), on, book, reckoner)
    loans, found, unknown = _money(case, on, book, reckoner)
    shut, day = gates(case, on, book, reckoner), answer_day(on)
    words = frozenset(_words(case, on, visit, shut))
    fill = {"answer_by": date_text(day.day)}
    return Brief(
        on=on,
        borrower=case.borrower.name,
        danger=visit.now if visit.danger and not visit.visit.past else "",
        who=_told("who", words, fill, book),
        items=visit.check.items,
        say=tuple(one.text for one in _told("say", words, fill, book)),
        sign=_told("sign", words, fill, book),
        call=tuple(one.text for one in _told("call", words, fill, book)),
        helpers=tuple(person for person in case.person if person.phone),
        loans=loans,
        asks=_asks(found, words),
        gates=shut,
        answer_by=day,
        unknown=unknown,
        offer=offer,
    )


def _told(kind: str, words: frozenset[str], fill: dict[str, str], book: Book) -> tuple[Told, ...]:
    """The advice of one kind that fits, worded for the day."""
    rows = (row for row in table("brief")[kind] if fits(row, words))
    return tuple(Told(filled(row["text"], fill), bases(row, book)) for row in rows)


def _words(case: Case, on: date, visit: DoorAnswer, shut: Gates) -> Iterator[str]:
    """What kind of lender, claim and visitor it is, in the words that `brief.toml` chooses by."""
    kinds = {loan.lender_kind is LenderKind.PRIVATE for loan in case.loan}
    if kinds != {True}:
        yield "licensed"
    if kinds != {False}:
        yield "private"
    if visit.visit.kind is Kind.OFFICIAL:
        yield "official"
    if any(assigned(loan, on) for loan in case.loan):
        yield "assigned"
    if any(gate.loan_id for gate in shut.items):
        yield "out_of_time"
    if shut.items:
        yield "gated"


def _money(
    case: Case, on: date, book: Book, reckoner: Reckon
) -> tuple[tuple[Owed, ...], tuple[LoanReckoning, ...], OutsideCoverage | None]:
    """Each loan's money, and what `owe` found; without it, and why, where the law's figures are not known."""
    said, unknown = claimed(case, on, book, reckoner), None
    try:
        found = reckoner(case, on, book).loans
    except OutsideCoverage as error:
        found, unknown = (), error
    known = {item.loan.id: item for item in found}
    return tuple(_owed(loan, known.get(loan.id), said.get(loan.id)) for loan in case.loan), found, unknown


def _owed(loan: Loan, item: LoanReckoning | None, said: Claimed | None) -> Owed:
    if item is None or item.lawful_total is None:
        return Owed(loan, None, None, said)
    less = item.if_reduced_total
    reducible = None if less is None else item.lawful_total - less
    return Owed(loan, item.lawful_total, reducible, said, item.ceiling.last.basis if item.ceiling else ())


def _asks(found: tuple[LoanReckoning, ...], words: frozenset[str]) -> tuple[str, ...]:
    """The three questions with most money behind them, over all loans, filled up with plain ones.

    The heaviest of each kind comes before a second one of a kind that was asked already. Why a claim is lower
    than the ledger is not asked at the door.
    """
    asks = [(one, item.loan) for item in found for one in _worth_asking(item)]
    asks.sort(key=lambda ask: -(ask[0].amount or ZERO))
    heaviest = {one.about.partition(":")[0]: (one, loan) for one, loan in reversed(asks)}
    asks.sort(key=lambda ask: ask not in heaviest.values())
    named = tuple(f"{loan_name(loan)}：{one.ask}" for one, loan in asks)
    plain = tuple(row["text"] for row in table("brief")["ask"] if fits(row, words))
    return (*named, *plain)[:MOST_ASKED]


def _worth_asking(item: LoanReckoning) -> Iterator[Question]:
    lower = {
        f"claim:{one.claim.id}" for one in item.claims if one.difference is not None and one.difference < 0
    }
    return (one for one in item.questions if one.amount and one.about not in lower)
