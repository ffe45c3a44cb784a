"""How a card stands on a day by its own ledger: what principal is left, and since when it is late.

Amounts are yuan. Where the statements cannot be worked out, the ledger as a loan and what collectors said
of the days overdue are all that is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from yingmen.case import Repayment
from yingmen.days import date_text, days_between
from yingmen.errors import OutsideCoverage
from yingmen.money import ZERO, yuan_text
from yingmen.owe.card import CardTerms, read_card, replay_card
from yingmen.owe.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Contact, Loan
    from yingmen.owe.card import Statement
    from yingmen.owe.entries import Replay


@dataclass(frozen=True, slots=True)
class Standing:
    """What a card's ledger says on the day: principal in yuan, the least it may be, late since when.

    `least` has all payments counted against principal. None is unknown; `late` False: nothing is late.
    """

    principal: Decimal | None
    least: Decimal | None
    late: bool | None
    since: date | None
    why: str


def standing_of(loan: Loan, setting: Setting) -> Standing:
    """How a card stands by its statements, or by what else is known where they cannot be worked out."""
    if loan.repayment is Repayment.REVOLVING:
        terms = read_card(loan)
        if isinstance(terms, CardTerms):
            life = replay_card(terms, setting.on)
            return _of_card(loan, life.replay, life.statements)
        return _unread(loan, setting, terms.because)
    return _unread(loan, setting, "这张卡没有按账单记账")


def _of_card(loan: Loan, replay: Replay, statements: Sequence[Statement]) -> Standing:
    principal = replay.balances.principal
    others = sum((part for name, part in replay.paid.items() if name != "principal"), ZERO)
    least = max(principal - others, ZERO)
    if not principal:
        return Standing(principal, least, late=False, since=None, why="本金已经还清。")
    due = _missed(loan, statements, replay.on)
    over = _over_limit(loan, replay)
    if due is not None and (over is None or due <= over):
        return Standing(
            principal, least, late=True, since=due, why=f"{date_text(due)} 到期的最低还款额还没还够。"
        )
    if over is not None:
        why = f"从 {date_text(over)} 起，本金超过了 {yuan_text(loan.credit_limit or ZERO)} 的额度。"
        return Standing(principal, least, late=True, since=over, why=why)
    return Standing(principal, least, late=False, since=None, why="按账单，没有过期没还的最低还款额。")


def _missed(loan: Loan, statements: Sequence[Statement], on: date) -> date | None:
    """The oldest due date whose minimum is still unmet, in the time since the balance was last clear."""
    found = None
    for statement in reversed(statements):
        if statement.closing <= 0 or statement.full_paid:
            break
        paid = sum((one.amount for one in loan.payment if statement.closed_on < one.on <= on), ZERO)
        if statement.due_on < on and paid < statement.minimum:
            found = statement.due_on
    return found


def _over_limit(loan: Loan, replay: Replay) -> date | None:
    """The day since which the principal has stayed above the limit."""
    found = None
    if loan.credit_limit is not None:
        for line in reversed(replay.lines):
            if line.balances.principal <= loan.credit_limit:
                break
            found = line.on
    return found


def _unread(loan: Loan, setting: Setting, because: str) -> Standing:
    """A card whose statements cannot be worked out: what its ledger as a loan and its contacts tell."""
    ledger = _ledger(loan, setting)
    principal = ledger.balances.principal if ledger else None
    others = (
        sum((part for name, part in ledger.paid.items() if name != "principal"), ZERO) if ledger else ZERO
    )
    least = None if principal is None else max(principal - others, ZERO)
    if principal == ZERO:
        return Standing(ZERO, ZERO, late=False, since=None, why="本金已经还清。")
    told = [item for item in setting.contacts(loan) if item.days_overdue and _while_open(item, loan, setting)]
    if not told:
        return Standing(principal, least, late=None, since=None, why=f"{because}，不知道从哪天起过期。")
    last = max(told, key=lambda item: item.at)
    days = last.days_overdue or 0
    since = last.at.date() - timedelta(days=min(days, days_between(loan.disbursed_on, last.at.date())))
    why = f"{date_text(last.at.date())} 的记录写着当时逾期 {days} 天。"
    return Standing(principal, least, late=True, since=since, why=why)


def _while_open(contact: Contact, loan: Loan, setting: Setting) -> bool:
    return loan.disbursed_on <= contact.at.date() <= setting.on


def _ledger(loan: Loan, setting: Setting) -> Replay | None:
    """The ledger of a card that is paid back like a loan; None where a fact or a rate is missing."""
    if loan.repayment is Repayment.REVOLVING:
        return None
    try:
        return Setting.of(setting.case, setting.on, setting.book).replay(setting.on).get(loan.id)
    except OutsideCoverage:
        return None
