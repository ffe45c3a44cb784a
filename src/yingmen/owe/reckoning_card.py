"""A credit card reckoned: its ledger and statements, its ceiling, its limitation, its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.money import ZERO
from yingmen.owe.card import CardReplay, CardTerms, read_card, replay_card
from yingmen.owe.ceilings import card_ceiling
from yingmen.owe.claims import weigh_card
from yingmen.owe.limitation import limitation
from yingmen.owe.questions import Known, Question, asks
from yingmen.owe.reckoned import LoanReckoning

if TYPE_CHECKING:
    from datetime import date

    from yingmen.case import Loan
    from yingmen.law import Book
    from yingmen.owe.setting import Setting


def reckon_card(loan: Loan, setting: Setting) -> LoanReckoning:
    """Work out one card as it stands on the day."""
    read = read_card(loan)
    claims = tuple(weigh_card(claim, read) for claim in loan.claim)
    if not isinstance(read, CardTerms):
        limits = limitation(loan, setting.contacts(loan), setting.on, setting.book)
        open_ = asks(loan, read, Known(claims))
        return LoanReckoning(loan, read, None, (), None, None, None, None, None, None, limits, claims, open_)
    life = replay_card(read, setting.on)
    ceiling, total = card_ceiling(loan, life.replay, setting), life.replay.balances.total
    unmet = oldest_unmet(life)
    limits = limitation(loan, setting.contacts(loan), setting.on, setting.book, start=unmet)
    known = Known(claims, ceiling.over if ceiling else None, more=_about_rate(read, setting.book))
    reduced = total - (ceiling.over_unpaid or ZERO) if ceiling and ceiling.over_unpaid is not None else None
    return LoanReckoning(
        loan=loan,
        terms=read,
        replay=life.replay,
        plan=(),
        true_cost=None,
        ceiling=ceiling,
        lawful_total=total,
        lawful_replayed=total,
        if_reduced_total=reduced,
        third_party_fees=ZERO,
        limitation=limits,
        claims=claims,
        asks=asks(loan, read, known),
        statements=life.statements,
        limited_from=unmet,
    )


def _about_rate(terms: CardTerms, book: Book) -> tuple[Question, ...]:
    """Until 2020 a card's daily rate had a band; known from memory, so it is asked about, never judged."""
    least, most = (book.numbers[f"card_daily_rate_{end}"] for end in ("least", "most"))
    day = max(terms.opened, least.since)
    if least.until is None or day > least.until:
        return ()
    low, high = least.at(day).value, most.at(day).value
    if low <= terms.daily_rate <= high:
        return ()
    ask = (
        f"2017 年到 2020 年，信用卡的日利率应在 {low:f} 到 {high:f} 之间（凭记忆，待核，所以不作判断）。"
        f"这张卡那时按 {terms.daily_rate:f} 收，依据是什么？"
    )
    why = "那几年超出范围的部分，可以请银行说明。2021 年起由双方自己商定。"
    return (Question("daily_rate", ask, why, "当时的利率和适用的日期", "当年的账单、领用合约"),)


def oldest_unmet(life: CardReplay) -> date | None:
    """The due date of the oldest statement not paid in full since which the balance was never clear."""
    found = None
    for statement in reversed(life.statements):
        if statement.closing <= 0 or statement.full_paid:
            break
        if statement.full_paid is False and statement.due_on <= life.replay.on:
            found = statement.due_on
    return found
