"""What bills would put into the case: the months of each income, and what is needed every month.

The same rules as for a budget with bills: what the case says stands, the bills fill in what it does not say.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.afford.billed import billed
from yingmen.afford.essentials import essential, essentials, income_category
from yingmen.afford.essentials import incomes as income_words
from yingmen.afford.income import incomes
from yingmen.afford.needs import BILLS, needs
from yingmen.afford.spread import mean_of
from yingmen.case import BorrowerKind
from yingmen.money import ZERO, money_text
from yingmen.web.plain_words import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.billed import Billed
    from yingmen.afford.bills.merge import Merged
    from yingmen.afford.needs import Need
    from yingmen.case import Case
    from yingmen.web.vault.versions import Data

_NO_MONTH = (
    "账单里还没有一个从头到尾都盖住、已经过完的月份，算不出每月多少。请把起止日期选长一点，再导出一次。"
)
_COMPANY = "借款的是公司：公司的收支请在“生意的收支”里写，家里的钱不算进来。"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure from the bills: its table in the household, its name, yuan of each month (oldest first).

    One that is not `sure` may be the same money as an income the case names otherwise: it is asked about.
    """

    table: str
    name: str
    months: tuple[str, ...]
    mean: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that could be kept, the whole months it is from, and what to say of it."""

    every: tuple[Figure, ...] = ()
    months: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def figures(case: Case, on: date, merged: Merged) -> Figures:
    """What the bills would put into a case on a day; nothing that the case says already."""
    found = billed(merged, on)
    if found is None:
        return Figures(told=(_NO_MONTH,))
    if case.borrower.kind is BorrowerKind.COMPANY:
        return Figures(told=(_COMPANY,))
    home, needed = incomes(case, found), needs(case, found)
    told = home.told + needed.told
    return Figures(
        (*_income(case, found), *_essentials((*needed.monthly, *needed.irregular))),
        tuple(f"{year}-{month:02}" for year, month in found.months),
        tuple(map(plain, (*told.assumed, *told.missing))),
    )


def with_figures(data: Data, chosen: Collection[Figure]) -> Data:
    """The document with the chosen figures in it; nothing else is changed."""
    changed = copy.deepcopy(data)
    if not chosen:
        return changed
    home = changed.setdefault("household", {})
    for one in chosen:
        if one.table == "income":
            _put_income(home.setdefault("income", []), one)
        else:
            home.setdefault("essentials", {})[one.name] = one.mean
    return changed


def _put_income(lines: list[Data], one: Figure) -> None:
    """The months in the place of a single figure of the same name, else as one more income."""
    line = next((line for line in lines if line.get("source") == one.name), None)
    if line is None:
        line = {"source": one.name}
        lines.append(line)
    for key in ("amount", "low", "high", "every"):
        line.pop(key, None)
    line["observed"] = list(one.months)


def _income(case: Case, found: Billed) -> Iterator[Figure]:
    home = incomes(case, found)
    for stream in (*home.streams, *home.drawings):
        if stream.basis == found.basis:
            months = [max(amount, ZERO) for amount in stream.observed]
            yield Figure("income", stream.source, tuple(map(money_text, months)), _mean(months))
    yield from _unnamed(case, found)


def _unnamed(case: Case, found: Billed) -> Iterator[Figure]:
    """Kinds of income the bills show beside those that the case names."""
    lines = case.household.income if case.household else ()
    kinds = {income_category(line.source or "") for line in lines}
    for word in income_words() if lines else ():
        sums = found.came(word.category)
        if word.category not in kinds and sums is not None:
            months = [max(amount, ZERO) for amount in sums]
            yield Figure("income", word.name, tuple(map(money_text, months)), _mean(months), sure=False)


def _mean(months: list[Decimal]) -> str:
    return money_text(mean_of(months))


def _essentials(found: tuple[Need, ...]) -> Iterator[Figure]:
    for need in found:
        if need.basis == BILLS and need.monthly > ZERO:
            yield Figure("essentials", _name(need), (), money_text(need.monthly))


def _name(need: Need) -> str:
    """A name under which a case file is understood to speak of the same kind of need."""
    if essential(need.name).category == need.category:
        return need.name
    word = next(word for word in essentials() if word.category == need.category)
    return f"{need.name}（{word.words[0]}等）" if word.words else need.name
