"""Where no plan can be kept: what living needs at the least, what would have to change, and who can help.

Nothing here is an offer. What would have to change is arithmetic, not advice to borrow: how much more would
have to come in, or how much less be owed each month, for the nearest plan to hold. No way named here hides,
gives away or sells anything below its worth, and none takes on new debt.

References: Civil Code 543, 678; 信用卡办法 70; 人民调解法 33; 民事诉讼法 254, 255.
Limitations: local relief (a city's rules on personal insolvency, a lender's own programme) is not known here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from yingmen.afford.offer import GATED
from yingmen.afford.spoken import percent_cut, share_text
from yingmen.days import date_text
from yingmen.money import ZERO, yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.budget import Budget
    from yingmen.afford.debts import Debt
    from yingmen.afford.hold import Held
    from yingmen.law import Basis, Book


_SAY = "眼下我先要留出过日子的钱，答应不了数目。能拿出多少有了准数，我书面告诉您。"


@dataclass(frozen=True, slots=True)
class Way:
    """A way of relief: what it is, for which loans (none: for all), whom to ask, and the texts behind it."""

    id: str
    title: str
    text: str
    whom: str
    loans: tuple[str, ...]
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Relief:
    """What to know where nothing fits: `least` is what living needs in a month, in yuan, None if unknown.

    `say` is for whoever asks meanwhile: it promises nothing, and admits nothing where years may be over.
    """

    least: Decimal | None
    plain: str
    changes: tuple[str, ...]
    ways: tuple[Way, ...]
    say: str


def relief(
    budget: Budget, debts: Sequence[Debt], held: Held, book: Book, needed: Decimal | None = None
) -> Relief:
    """What would have to change, and what help there is, where `held` has no plan.

    `needed` is the least sum a month that pays the debts off (`least_monthly`), if it was looked for.
    """
    least = _least(budget)
    return Relief(
        least,
        _plain(budget, least, held),
        tuple(_changes(budget, held, needed)),
        tuple(_ways(debts, budget.on, book)),
        _SAY if all(debt.limitation == "running" for debt in debts) else GATED,
    )


@cache
def _table() -> list[dict[str, Any]]:
    file = resources.files("yingmen.afford").joinpath("relief.toml")
    rows: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["relief"]
    return rows


def _least(budget: Budget) -> Decimal | None:
    if budget.needs_total is None:
        return None
    return budget.needs_total + (budget.irregular_total or 0)


def _plain(budget: Budget, least: Decimal | None, held: Held) -> str:
    if least is None:
        return "必需的开销还不清楚，现在不能提任何方案。先把每月的开销一项一项写下来。"
    start = f"过日子每月至少要 {yuan_text(least)}（一年一次的开销摊在里面）。" if least else ""
    if budget.income_mean is None:
        return f"{start}收入还不清楚，现在不能提任何方案。"
    end = "" if held.plan else "现在不要答应任何还款数目。"
    return f"{start}平均每月进来 {yuan_text(budget.income_mean)}。{held.why}{end}"


def _changes(budget: Budget, held: Held, needed: Decimal | None) -> Iterator[str]:
    """What would have to be different, figure by figure, as far as it is known."""
    if budget.free is not None and budget.free < 0:
        yield f"每月要多进来，或少花 {yuan_text(-budget.free)}，才刚够过日子和存一点应急的钱，还轮不到还债。"
    if needed is not None and budget.free is not None and needed > budget.free:
        free = max(budget.free, ZERO)
        gap = f"每月至少 {yuan_text(needed)} 才还得完，您平均每月余下 {yuan_text(free)}"
        yield f"{gap}，差 {yuan_text(needed - free)}：要靠减免、停罚息、拉长年限，或者收入多起来。"
    nearest = held.nearest
    if nearest is None:
        return
    if nearest.shortfalls and (budget.free or ZERO) > 0:
        day, amount = max(nearest.shortfalls, key=lambda one: one[1])
        yield f"照最接近的算法，到{date_text(day)}还差 {yuan_text(amount)}：对方不肯少收或推后，就补不上。"
    odds = held.nearest_chance
    if odds is not None and nearest.feasible:
        held_by = percent_cut(odds.probability)
        yield f"最接近的计划守得住的可能是 {held_by}，您要的是 {share_text(held.want)}。{odds.why}"
        low = min((row[1] for row in odds.by_month), default=None)
        if low is not None and low < 0:
            yield f"应急的钱再多 {yuan_text(-low)}，差的情形也垫得过去；或者请对方把头几个月的数放小。"


def _ways(debts: Sequence[Debt], on: date, book: Book) -> Iterator[Way]:
    for row in _table():
        gated = row.get("effect") == "acknowledges"
        fit = tuple(debt.loan_id for debt in debts if _fits(debt, row.get("when"), on)) if gated else ()
        if fit or not gated:
            basis = tuple(book.basis(*cite.split()) for cite in row["cites"])
            yield Way(row["id"], row["title"], row["text"], row["whom"], fit, basis)


def _fits(debt: Debt, when: str | None, on: date) -> bool:
    """Whether a way that admits a debt is open for it: never while its years may be over."""
    if debt.limitation != "running":
        return False
    if when == "card":
        return debt.minimum is not None
    return when != "not_due" or all(day > on for day, _ in debt.due)
