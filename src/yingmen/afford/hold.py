"""The cheapest plan that a household keeps with the certainty it asks for.

The more of what is free each month goes to debts, the sooner they end and the less they cost, and the less is
left for a bad month. So the share of the free cash handed to the planner is searched, in whole hundredths:
the largest share whose plan still holds often enough. Every plan tried is remembered, and the cheapest one
that is feasible and holds wins, whatever the order they were tried in.

*Limitations*: the chance falls as the share grows in all but odd cases, where a plan a hundredth dearer may
be found; never one that holds less often than asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING

from yingmen.afford.budget import DEFAULT
from yingmen.afford.chance import Chance, chance, probability
from yingmen.afford.paths import paths
from yingmen.afford.spoken import percent_cut, share_text
from yingmen.money import CENT, ZERO, exact, fen, yuan_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from yingmen.afford.assumptions import Assumptions
    from yingmen.afford.budget import Budget
    from yingmen.afford.debts import Debt
    from yingmen.afford.paths import Paths
    from yingmen.afford.plan import Plan
    from yingmen.afford.wishes import Wishes

    Cash = tuple[tuple[date, Decimal], ...]
    Solve = Callable[[Sequence[Debt], Cash, Wishes], Plan]

WANT = Decimal("0.9")
_ALL = 100
_TENTH = 10
_UNKNOWN = "收入、必需的开销或应急的存款还不清楚，算不出能拿多少还债。"
HORIZON = 60
"""Months a plan looks ahead unless told otherwise: the longest individual plan of a card."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a plan is made with and tried against: the planner, such as `optimum`, and the months to come."""

    solve: Solve
    paths: Paths


@dataclass(frozen=True, slots=True)
class Try:
    """A plan that was tried: the share of free cash it may use, in hundredths, the plan, its probability."""

    share: int
    monthly: Decimal
    plan: Plan
    probability: Decimal


@dataclass(frozen=True, slots=True)
class Held:
    """The cheapest plan that holds often enough, with its chance; or none, with the nearest and why not.

    `monthly` is what it may use in a month, in yuan. `tried` are all plans looked at, by share.
    """

    want: Decimal
    plan: Plan | None
    chance: Chance | None
    monthly: Decimal | None
    nearest: Plan | None
    nearest_chance: Chance | None
    tried: tuple[Try, ...]
    why: str


def months_ahead(budget: Budget, months: int = HORIZON, assumed: Assumptions | None = None) -> Paths:
    """Paths of what this budget leaves after needs and yearly costs, from the day of the budget on.

    What is not known of the needs counts as nothing here: `hold` makes no plan of such a budget.
    """
    needs = (budget.needs_total or ZERO) + (budget.irregular_total or ZERO)
    return paths(budget.streams, needs, months, on=budget.on, assumed=assumed)


def cash(budget: Budget, ahead: Paths, share: int = _ALL, early: Decimal = ZERO) -> Cash:
    """What may go to debts at each month's end: a share, in hundredths, of what is free on average.

    What the reserve holds beyond its target is there at once, on the day of asking. `early` is what must be
    paid before the first month's end (`early_dues`): the reserve lends what it takes and is filled up again
    over a year, as any reserve; where it cannot lend it, all money waits for the month's end. Nothing where
    the budget has no figure, or nothing is free.
    """
    free, over = _part(budget.free, share), _part(_over(budget), share)
    rows = [free] * len(ahead.ends)
    if early > over:
        borrowed = lent(budget, early)
        if borrowed is None:
            rows[0], over = free + over, ZERO
        else:
            most, over = _part(budget.free, _ALL) - _back(borrowed), early
            rows[: DEFAULT.build_over] = [min(free, most)] * len(rows[: DEFAULT.build_over])
    now = ((ahead.on, over),) if over else ()
    return (*now, *zip(ahead.ends, rows, strict=True))


def early_dues(debts: Sequence[Debt], wishes: Wishes, ahead: Paths) -> Decimal:
    """What falls due before the first month's money comes and is not to be late, in yuan.

    Secured loans, running agreements and cards come first wherever they are not in arrears; other loans count
    where nothing at all is in arrears, since else the money would go to what is late.
    """
    planned = [debt for debt in debts if debt.loan_id not in wishes.left_out]
    calm = [debt for debt in planned if all(day > ahead.on for day, amount in debt.due if amount)]
    firm = [one for one in calm if one.secured or one.agreement or one.minimum is not None]
    end = ahead.ends[0] if ahead.ends else ahead.on
    return sum((_asked_by(debt, end, wishes) for debt in (calm if calm == planned else firm)), ZERO)


def lent(budget: Budget, early: Decimal) -> Decimal | None:
    """What the reserve lends below its target for dues before the first month's end; None if it cannot.

    It can where it holds the money and what is free fills it up again within a year.
    """
    need = max(early - _part(_over(budget), _ALL), ZERO)
    able = early <= (budget.reserve_now or ZERO) and _back(need) <= _part(budget.free, _ALL)
    return need if able else None


def hold(
    debts: Sequence[Debt], budget: Budget, wishes: Wishes, outlook: Outlook, want: Decimal = WANT
) -> Held:
    """Search the cheapest plan whose probability is at least `want` over the paths of the outlook."""
    if budget.free is None:
        return Held(want, None, None, None, None, None, (), _UNKNOWN)
    search = _Search(tuple(debts), budget, wishes, outlook, {})
    if search.at(_ALL).probability < want:
        _narrow(search, want)
    return _held(search, want)


def survey(held: Held, debts: Sequence[Debt], budget: Budget, wishes: Wishes, outlook: Outlook) -> Held:
    """The same answer with plans for every tenth of the free cash looked at beside: what a frontier needs."""
    if budget.free is None:
        return held
    search = _Search(tuple(debts), budget, wishes, outlook, {one.share: one for one in held.tried})
    for share in range(_TENTH, _ALL + 1, _TENTH):
        search.at(share)
    return replace(held, tried=search.tried())


def least_monthly(debts: Sequence[Debt], wishes: Wishes, outlook: Outlook) -> Decimal | None:
    """The least sum a month, to ten yuan, with which the debts can be paid off; None if no sum would do.

    Whether a household can keep it is another question; this says how far away it is.
    """
    ends = outlook.paths.ends
    low, high = 0, int(sum((debt.owed for debt in debts), ZERO)) // _TENTH + 1

    def does(tens: int) -> bool:
        money = tuple((day, Decimal(tens * _TENTH)) for day in ends)
        return outlook.solve(debts, money, wishes).feasible

    if not does(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle, high)
    return fen(Decimal(high * _TENTH))


@dataclass(frozen=True, slots=True)
class _Search:
    """Plans by share, each worked out once."""

    debts: tuple[Debt, ...]
    budget: Budget
    wishes: Wishes
    outlook: Outlook
    known: dict[int, Try]

    def at(self, share: int) -> Try:
        if share not in self.known:
            ahead = self.outlook.paths
            plan = self.outlook.solve(self.debts, self.cash(share), self.wishes)
            held = probability(plan, ahead, self.budget.reserve_now or ZERO)
            self.known[share] = Try(share, _part(self.budget.free, share), plan, held)
        return self.known[share]

    def cash(self, share: int) -> Cash:
        ahead = self.outlook.paths
        return cash(self.budget, ahead, share, early_dues(self.debts, self.wishes, ahead))

    def tried(self) -> tuple[Try, ...]:
        return tuple(self.known[share] for share in sorted(self.known))


def _narrow(search: _Search, want: Decimal) -> None:
    """Try shares until one holds often enough and the next greater one does not.

    It starts from a share guessed without the planner and doubles its steps until the two lie on either side.
    """
    low = high = _guess(search, want)
    step = 1
    while low > 0 and search.at(low).probability < want:
        low, high, step = max(0, low - step), low, 2 * step
    while high < _ALL and high == low:
        high = min(_ALL, low + step)
        if search.at(high).probability >= want:
            low, step = high, 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if search.at(middle).probability >= want else (low, middle)


def _guess(search: _Search, want: Decimal) -> int:
    """The greatest share that would hold if a smaller one paid the full plan's sums as its cash allows."""
    low, high = 0, _ALL
    ahead, reserve = search.outlook.paths, search.budget.reserve_now or ZERO
    full = search.at(_ALL).plan
    while high - low > 1:
        middle = (low + high) // 2
        plan = replace(full, payments=(("", _slower(full, search.cash(middle))),))
        low, high = (middle, high) if probability(plan, ahead, reserve) >= want else (low, middle)
    return low


def _slower(full: Plan, money: Cash) -> Cash:
    """All of a plan's payments together, each month's held down to what has come in by then."""
    due = sorted(one for _, payments in full.payments for one in payments)
    paid, rows, come, asked, n = ZERO, [], ZERO, ZERO, 0
    for day, amount in money:
        come += amount
        while n < len(due) and due[n][0] <= day:
            asked += due[n][1]
            n += 1
        part = min(come, asked) - paid
        paid += part
        rows.append((day, part))
    return tuple(rows)


def _held(search: _Search, want: Decimal) -> Held:
    tried, ahead = search.tried(), search.outlook.paths
    reserve = search.budget.reserve_now or ZERO
    good = [one for one in tried if one.plan.feasible and one.probability >= want]
    if good:
        best = min(good, key=lambda one: (one.plan.cost, one.share))
        found = chance(best.plan, ahead, reserve)
        return Held(want, best.plan, found, best.monthly, None, None, tried, _found(best, want))
    feasible = [one for one in tried if one.plan.feasible]
    nearest = max(feasible or tried, key=lambda one: (one.probability if feasible else one.share, -one.share))
    odds = chance(nearest.plan, ahead, reserve)
    return Held(want, None, None, None, nearest.plan, odds, tried, _not_found(search, nearest, want))


def _found(best: Try, want: Decimal) -> str:
    means = f"每月最多拿 {yuan_text(best.monthly)} 还债" if best.monthly else "用应急的钱里多出来的部分还"
    return f"{means}，守得住的可能是 {percent_cut(best.probability)}，不低于您要的 {share_text(want)}。"


def _not_found(search: _Search, nearest: Try, want: Decimal) -> str:
    free = search.budget.free or ZERO
    if free <= 0:
        return "必需的开销留出来以后，没有余下的钱可以还债。"
    if not nearest.plan.feasible:
        return f"每月拿得出的 {yuan_text(free)} 全部用上，也排不出一份还得完的计划。"
    return (
        f"没有一份计划守得住的可能到 {share_text(want)}。最接近的一份是 {percent_cut(nearest.probability)}。"
    )


def _back(borrowed: Decimal) -> Decimal:
    """What goes back into the reserve each month, in yuan, rounded up to the fen."""
    with exact():
        return (borrowed / DEFAULT.build_over).quantize(CENT, rounding=ROUND_UP)


def _asked_by(debt: Debt, end: date, wishes: Wishes) -> Decimal:
    """What a debt asks for before a day, less what it is asked to waive."""
    waived = debt.asked_to_waive if wishes.ask_waiver else ZERO
    return max(sum((amount for day, amount in debt.due if day < end), ZERO) - waived, ZERO)


def _over(budget: Budget) -> Decimal | None:
    if budget.reserve_now is None or budget.reserve_target is None:
        return None
    return budget.reserve_now - budget.reserve_target


def _part(amount: Decimal | None, share: int) -> Decimal:
    """So many hundredths of an amount, in yuan; nothing of what is unknown or below zero."""
    if amount is None or amount <= 0:
        return ZERO
    with exact():
        return fen(amount * share / _ALL)
