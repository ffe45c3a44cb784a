"""What the household cannot do without, protected before any debt, each beside what it can be checked by.

The user's own figures stand; the bills stand beside them as a reference and fill in what the case file does
not mention. Nothing is cut down to a norm: none is invented here. A name that says 每年, 半年 or 每季 is a
cost of a year, half a year or a quarter, and is spread over its months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.afford.essentials import FOOD, OTHER, essential, essentials
from yingmen.afford.spread import mean_of
from yingmen.afford.told import Told
from yingmen.case import Product
from yingmen.days import MONTHS_PER_YEAR
from yingmen.money import exact, fen, yuan_text

if TYPE_CHECKING:
    from decimal import Decimal

    from yingmen.afford.billed import Billed
    from yingmen.afford.essentials import Word
    from yingmen.case import Case

CASE, BILLS = "case", "bills"
_PERIODS = (
    (12, re.compile(r"每年|一年|全年|年付|年缴|年交")),
    (6, re.compile(r"半年")),
    (3, re.compile(r"季")),
)
_RARE = 4
"""Bills of a year show a cost as irregular that stands in at most one month of so many."""
_ASK = "每月必需的开销（房租、吃饭、水电、看病、上学、出行）各是多少？写进 [household.essentials]。"
_ASK_FOOD = "吃饭每月要多少？必需的开销里还没有写。"
_OTHER = "账单里还有不算必需的花销，每月平均 {mean}，没有留出来：要照旧花，就得写进 [household.essentials]。"
_TWICE = "“{name}”写在必需开销里，又有一笔房贷写在借款里：是同一笔就从开销里删掉，免得算两次。"


@dataclass(frozen=True, slots=True)
class Need:
    """A necessity: its name, yuan a month, `basis` case or bills, and what it can be checked by."""

    name: str
    monthly: Decimal
    basis: str
    reference: str
    category: str = OTHER


@dataclass(frozen=True, slots=True)
class Needs:
    """What is needed every month, what comes once or twice a year spread over it, and what to say of it."""

    monthly: tuple[Need, ...]
    irregular: tuple[Need, ...]
    told: Told
    known: bool


def needs(case: Case, billed: Billed | None) -> Needs:
    """Every necessity of the case file and, where it is silent, of the bills; `known` if there is any."""
    written = dict(case.household.essentials) if case.household else {}
    own = [(name, amount, _every(name)) for name, amount in written.items()]
    monthly = [_need(name, amount, billed) for name, amount, every in own if every == 1]
    spread = [_spread(name, amount, every) for name, amount, every in own if every > 1]
    seen = {need.category for need in (*monthly, *spread)}
    often, rare = _from_bills(billed, seen, written=bool(written))
    found = (tuple(_in_order((*monthly, *often))), tuple(_in_order((*spread, *rare))))
    told = _told(case, found, own, (*often, *rare), billed)
    return Needs(*found, told, known=bool(found[0]) or bool(found[1]))


def _every(name: str) -> int:
    """How many months a cost of this name covers; 半年 is looked for before 一年 could mislead."""
    if re.search(r"半年", name):
        return MONTHS_PER_YEAR // 2
    return next((months for months, words in _PERIODS if words.search(name)), 1)


def _need(name: str, amount: Decimal, billed: Billed | None) -> Need:
    word = essential(name)
    return Need(name, amount, CASE, _reference(word, billed), word.category)


def _spread(name: str, amount: Decimal, every: int) -> Need:
    word = essential(name)
    with exact():
        monthly = fen(amount / every)
    return Need(name, monthly, CASE, f"{yuan_text(amount)} ÷ {every}；{word.reference}", word.category)


def _reference(word: Word, billed: Billed | None) -> str:
    spent = billed.went(word.category) if billed else None
    if spent is None or word.category == OTHER:
        return word.reference
    return f"账单 {len(spent)} 个月平均 {yuan_text(mean_of(spent))}"


def _from_bills(
    billed: Billed | None, seen: set[str], *, written: bool
) -> tuple[tuple[Need, ...], tuple[Need, ...]]:
    """What the bills show that the case file does not mention, as (monthly, irregular)."""
    often: list[Need] = []
    rare: list[Need] = []
    for word in essentials():
        spent = billed.went(word.category) if billed else None
        if spent is None or word.category in seen or (written and word.category == OTHER):
            continue
        need = Need(
            word.name, mean_of(spent), BILLS, f"账单 {len(spent)} 个月平均；{word.reference}", word.category
        )
        (rare if _is_rare(spent) else often).append(need)
    return tuple(often), tuple(rare)


def _is_rare(spent: tuple[Decimal, ...]) -> bool:
    return len(spent) >= MONTHS_PER_YEAR and sum(month > 0 for month in spent) * _RARE <= len(spent)


def _in_order(found: tuple[Need, ...]) -> list[Need]:
    order = {word.category: n for n, word in enumerate(essentials())}
    return sorted(found, key=lambda need: order[need.category])


def _told(
    case: Case,
    found: tuple[tuple[Need, ...], tuple[Need, ...]],
    own: list[tuple[str, Decimal, int]],
    added: tuple[Need, ...],
    billed: Billed | None,
) -> Told:
    every = (*found[0], *found[1])
    if not every:
        return Told(missing=(_ASK,))
    assumed = [
        f"“{name}”按 {months} 个月的数算，每月摊 {yuan_text(_spread(name, amount, months).monthly)}。"
        for name, amount, months in own
        if months > 1
    ]
    if own and added:
        names = "、".join(need.name for need in added)
        assumed.append(f"账单里有、案件里没写的必需开销先算了进来：{names}；和已写的重复就并成一行。")
    if billed and added and len(billed.months) < MONTHS_PER_YEAR:
        assumed.append(
            f"账单只有 {len(billed.months)} 个完整月，一年只交一两次的钱可能没看到，也可能摊多了。"
        )
    spent = billed.went("other_spending") if billed else None
    if spent is not None and mean_of(spent) > 0:
        assumed.append(_OTHER.format(mean=yuan_text(mean_of(spent))))
    missing = [] if any(need.category == FOOD for need in every) else [_ASK_FOOD]
    if any(loan.product is Product.MORTGAGE for loan in case.loan):
        missing += [_TWICE.format(name=need.name) for need in every if "房贷" in need.name]
    return Told(tuple(assumed), tuple(missing))
