"""What a creditor would get without an agreement: a suit, a judgment, enforcement, and what is left of it.

    worth = owed x recovered / (1 + discount)^(months / 12) - owed x cost, never below zero

Every figure but `owed` is an assumption (`assumptions.toml`), none is data; each can be changed, and the
answer carries the words that say so. `worth` of payments is their value on a day at a yearly rate, act/365.

    >>> from datetime import date
    >>> worth(((date(2026, 1, 1), Decimal(100)), (date(2027, 1, 1), Decimal(106))), date(2026, 1, 1),
    ...       Decimal("0.06"))
    Decimal('200.00')
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from yingmen.afford.spoken import share_text
from yingmen.days import MONTHS_PER_YEAR, days_between
from yingmen.money import ZERO, exact, fen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from yingmen.afford.assumptions import Court
    from yingmen.afford.debts import Debt

_DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class Alternative:
    """What court and enforcement are worth to a creditor today, in yuan, and what that rests on."""

    loan_id: str
    worth: Decimal
    months: int
    cost: Decimal
    recovered: Decimal
    told: str


def worth(payments: Iterable[tuple[date, Decimal]], on: date, rate: Decimal) -> Decimal:
    """What dated payments are worth on a day at a yearly rate (act/365), rounded once, in yuan."""
    with exact():
        return fen(sum((amount * discount(on, day, rate) for day, amount in payments), Decimal(0)))


def discount(on: date, day: date, rate: Decimal) -> Decimal:
    """What a yuan paid on `day` is worth on `on`; a day already past counts as today."""
    with exact():
        return (1 + rate) ** (-Decimal(max(0, days_between(on, day))) / _DAYS_PER_YEAR)


def alternative(debt: Debt, court: Court) -> Alternative:
    """What this creditor can expect of a court, by assumptions that the user can change."""
    share = court.recovered_secured if debt.secured else court.recovered
    with exact():
        later = (1 + court.discount) ** (-Decimal(court.months) / MONTHS_PER_YEAR)
        recovered, cost = fen(debt.owed * share), fen(debt.owed * court.cost)
        today = max(ZERO, fen(debt.owed * share * later - debt.owed * court.cost))
    return Alternative(debt.loan_id, today, court.months, cost, recovered, _told(court, debt, share))


def _told(court: Court, debt: Debt, share: Decimal) -> str:
    """The same words for every creditor of a kind, so that they need to be read once."""
    kind = "有抵押或质押的" if debt.secured else ""
    return (
        f"假设（不是数据，没有谁量过，您可以改）：{kind}打官司加执行要 {court.months} 个月，"
        f"收回欠款的 {share_text(share)}，花掉欠款的 {share_text(court.cost)}，"
        f"晚一年收到的钱打 {share_text(court.discount)} 的折扣。"
    )
