"""What a household or a small business has left for its debts once living and the reserve are looked after.

`budget(case, on, bills)` takes the mean income, takes off what is needed every month, what comes once or
twice a year (a share for each month) and what builds up the reserve; `free` is the rest, in yuan a month, and
may be negative. What the case does not say is None, and the question stands in `missing`; every reading
taken stands in `assumed`.

    free = income_mean - needs_total - irregular_total - reserve_monthly

The steps follow the UK's Standard Financial Statement: income, needs, saving, then debts, each need with its
evidence. Its spending guidelines are not taken over: no such figures are published here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.afford.billed import billed as months_of
from yingmen.afford.business import BusinessBudget, trade
from yingmen.afford.income import incomes, remarks
from yingmen.afford.needs import Need, Needs, needs
from yingmen.afford.spread import Stream
from yingmen.afford.told import Told
from yingmen.case import BorrowerKind
from yingmen.money import ZERO, exact, fen, yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.billed import Billed
    from yingmen.afford.bills.merge import Merged
    from yingmen.afford.income import Incomes
    from yingmen.case import Case

__all__ = ["Assume", "Budget", "BusinessBudget", "Need", "Stream", "budget"]

_ASK_RESERVE = "手头应急的钱现在有多少？写进 [household] 的 reserve，确实没有就写 0。"
_APART = "借款人是公司：只算公司的账，家里的收支分开算，没有算进来。"
_NO_RESERVE_KNOWN = "公司的备用金没有地方写，当作现在没有。"
_NET = "“{source}”按已经扣掉进货、工资、房租、税费以后的数算；还没扣，就另写 [business]。"
_LOWER = "从生意拿回家的钱，案件里写的和生意剩下的是同一笔，只算一次，取少的那个：{source}。"


@dataclass(frozen=True, slots=True)
class Assume:
    """What the user can change: months of needs the reserve should hold, months over which it is built."""

    reserve_months: int = 1
    build_over: int = 12


DEFAULT = Assume()


@dataclass(frozen=True, slots=True)
class Budget:
    """A month of a household or business in yuan; None where a fact is missing, with its question.

    `free` is what the mean month leaves for debts and may be negative; `capacity` is never below zero.
    `needs` are monthly, `irregular` yearly costs spread; `reserve_monthly` builds the reserve.
    """

    on: date
    streams: tuple[Stream, ...]
    needs: tuple[Need, ...]
    irregular: tuple[Need, ...]
    reserve_target: Decimal | None
    reserve_now: Decimal | None
    reserve_monthly: Decimal | None
    business: BusinessBudget | None
    income_mean: Decimal | None
    income_low: Decimal | None
    needs_total: Decimal | None
    irregular_total: Decimal | None
    free: Decimal | None
    assumed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def capacity(self) -> Decimal | None:
        """What can go to the debts in a mean month: never below zero; None where it is not known."""
        return None if self.free is None else max(self.free, ZERO)


def budget(case: Case, on: date, merged: Merged | None = None, assume: Assume = DEFAULT) -> Budget:
    """The budget of a case on a day, with the bills if there are any.

    `merged` is what the bills come to once each transaction is counted once; whole months alone count.
    """
    with exact():
        return _budget(case, on, months_of(merged, on), assume)


def _budget(case: Case, on: date, billed: Billed | None, assume: Assume) -> Budget:
    company = case.borrower.kind is BorrowerKind.COMPANY
    home = incomes(case, billed)
    business, of_business = trade(case, billed, () if company else home.drawings)
    needed = Needs((), (), Told((_APART,)), known=True) if company else needs(case, billed)
    streams, known, of_income = _company(business) if company else _household(home, business)
    told = of_income + remarks(streams) + of_business + needed.told
    return _totals(case, on, _Parts(streams, known, needed, business, told), assume)


@dataclass(frozen=True, slots=True)
class _Parts:
    streams: tuple[Stream, ...]
    known: bool
    needed: Needs
    business: BusinessBudget | None
    told: Told


def _company(business: BusinessBudget | None) -> tuple[tuple[Stream, ...], bool, Told]:
    surplus = business.surplus if business else None
    return ((surplus,) if surplus else (), surplus is not None, Told())


def _household(home: Incomes, business: BusinessBudget | None) -> tuple[tuple[Stream, ...], bool, Told]:
    """The household's income with the trade's counted once: the lower of what is left and what is taken."""
    surplus = business.surplus if business else None
    if surplus is None:
        net = tuple(_NET.format(source=stream.source) for stream in home.drawings)
        known = home.known and (business is None or not business.named or bool(home.drawings))
        return (*home.drawings, *home.streams), known, home.told + Told(net)
    if not home.drawings:
        told = home.told if home.streams else Told(home.told.assumed)
        return (surplus, *home.streams), home.known or not home.streams, told
    drawn = sum((stream.mean for stream in home.drawings), ZERO)
    taken = home.drawings if drawn <= surplus.mean else (surplus,)
    names = "、".join(stream.source for stream in taken)
    return (*taken, *home.streams), home.known, home.told + Told((_LOWER.format(source=names),))


def _totals(case: Case, on: date, parts: _Parts, assume: Assume) -> Budget:
    mean = _sum((stream.mean for stream in parts.streams), known=parts.known)
    low = _sum((stream.low for stream in parts.streams), known=parts.known)
    every = _sum((need.monthly for need in parts.needed.monthly), known=parts.needed.known)
    rare = _sum((need.monthly for need in parts.needed.irregular), known=parts.needed.known)
    reserve = _reserve(case, parts, _plus(every, rare), assume)
    told = parts.told + reserve.told
    return Budget(
        on=on,
        streams=parts.streams,
        needs=parts.needed.monthly,
        irregular=parts.needed.irregular,
        reserve_target=reserve.target,
        reserve_now=reserve.now,
        reserve_monthly=reserve.monthly,
        business=parts.business,
        income_mean=mean,
        income_low=low,
        needs_total=every,
        irregular_total=rare,
        free=_less(mean, every, rare, reserve.monthly),
        assumed=told.assumed,
        missing=told.missing,
    )


@dataclass(frozen=True, slots=True)
class _Reserve:
    target: Decimal | None
    now: Decimal | None
    monthly: Decimal | None
    told: Told


def _reserve(case: Case, parts: _Parts, month: Decimal | None, assume: Assume) -> _Reserve:
    """How much should lie by: so many months of needs (a company: of costs), built up over so many months."""
    company = case.borrower.kind is BorrowerKind.COMPANY
    month = _company_month(parts.business) if company else month
    written = case.household.reserve if case.household else None
    now = None if company else written
    target = None if month is None else month * assume.reserve_months
    gap = None if target is None or (now is None and not company) else max(target - (now or ZERO), ZERO)
    with exact():
        monthly = None if gap is None else fen(gap / assume.build_over)
    return _Reserve(target, now, monthly, _reserve_told(target, now, assume, company=company))


def _reserve_told(target: Decimal | None, now: Decimal | None, assume: Assume, *, company: bool) -> Told:
    said = []
    if target is not None:
        months, over = assume.reserve_months, assume.build_over
        what = "成本" if company else "必需开销"
        said.append(
            f"应急的钱以 {months} 个月的{what}（{yuan_text(target)}）为目标，分 {over} 个月攒够；可以改。"
        )
    if company:
        return Told((*said, _NO_RESERVE_KNOWN))
    return Told(tuple(said), (_ASK_RESERVE,) if now is None else ())


def _company_month(business: BusinessBudget | None) -> Decimal | None:
    if business is None or business.surplus is None:
        return None
    return sum((cost.mean for cost in business.costs), ZERO)


def _sum(amounts: Iterable[Decimal], *, known: bool) -> Decimal | None:
    return sum(amounts, ZERO) if known else None


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _less(income: Decimal | None, *costs: Decimal | None) -> Decimal | None:
    known = [cost for cost in costs if cost is not None]
    return None if income is None or len(known) < len(costs) else income - sum(known, ZERO)
