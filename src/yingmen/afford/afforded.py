"""What a household can afford, put together: budget, debts, the plan that holds, offers, or what else helps.

The day is an argument, and so are the seed and the number of paths: the same input gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from yingmen.afford.assumptions import assumptions
from yingmen.afford.budget import budget
from yingmen.afford.chance import chance, probability
from yingmen.afford.debts import debts, unread
from yingmen.afford.even import even
from yingmen.afford.frontier import Frontier, frontier
from yingmen.afford.hold import (
    WANT,
    Held,
    Outlook,
    cash,
    early_dues,
    hold,
    least_monthly,
    lent,
    months_ahead,
    survey,
)
from yingmen.afford.methods import as_asked, avalanche, pro_rata, snowball
from yingmen.afford.offer import offers
from yingmen.afford.plan import Plan, optimum
from yingmen.afford.relief import relief
from yingmen.afford.wishes import Wishes
from yingmen.money import ZERO
from yingmen.owe import reckon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.assumptions import Assumptions
    from yingmen.afford.bills.merge import Merged
    from yingmen.afford.budget import Budget
    from yingmen.afford.chance import Chance
    from yingmen.afford.debts import Debt
    from yingmen.afford.hold import Try
    from yingmen.afford.offer import Offer
    from yingmen.afford.paths import Paths
    from yingmen.afford.plan import Cash
    from yingmen.afford.relief import Relief
    from yingmen.case import Case
    from yingmen.law import Book
    from yingmen.owe import Reckon, Reckoning

_RUNNING = "running"
_NONE_YET = "案件里还没有要还的债。"
_UNREAD = "这些借款的账还算不出，先看 yingmen owe。"
_WAIT = "剩下的每一笔，时效都已满或说不准：先看 yingmen answer 里写的后果，再决定提不提。"
_RULES = (snowball, avalanche, pro_rata, as_asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the borrower asks of a plan: how sure it must be, loans whose gate is open, what is assumed."""

    want: Decimal = WANT
    chosen: frozenset[str] = frozenset()
    wishes: Wishes = field(default_factory=Wishes)
    assumed: Assumptions = field(default_factory=assumptions)


@dataclass(frozen=True, slots=True)
class Afforded:
    """The whole answer: `held` is the search, `frontier` what both sides may like, `offers` one per debt.

    `plan` is the one to put forward, with the sum it may use in a month and its chance; `stops`: it counts on
    the lenders to stop late charges while it is kept, which needs their consent. `compared` are the
    rules of thumb under the same sum. `lent` is what the reserve lends the plan until the first month's money
    comes. `relief` stands where there is no plan. `unread` are loans whose ledger cannot be worked out;
    `gated` those that wait for a choice: none of their figures is in the plan, its costs or what it is
    compared with.
    """

    on: date
    budget: Budget
    debts: tuple[Debt, ...]
    unread: tuple[str, ...]
    gated: tuple[str, ...]
    held: Held
    plan: Plan | None
    monthly: Decimal | None
    chance: Chance | None
    stops: bool
    lent: Decimal
    compared: tuple[Plan, ...]
    frontier: Frontier
    offers: tuple[Offer, ...]
    relief: Relief | None


def afford(  # noqa: PLR0913 - who works out what is owed, beside what is asked
    case: Case,
    on: date,
    book: Book,
    merged: Merged | None = None,
    asked: Asked | None = None,
    *,
    reckoner: Reckon = reckon,
) -> Afforded:
    """Work out what a case can afford on a day, from its own figures or from its bills.

    `reckoner` works out what is owed.
    """
    chosen = asked or Asked()
    found = budget(case, on, merged)
    reckoning = reckoner(case, on, book)
    owed = debts(case, reckoning)
    shut = tuple(one for one in owed if one.limitation != _RUNNING and one.loan_id not in chosen.chosen)
    payable = tuple(one for one in owed if one not in shut)
    ahead = months_ahead(found, assumed=chosen.assumed)
    tried = _search(payable, found, ahead, chosen) if payable else _nothing(shut, reckoning, chosen)
    best = tried.best
    early = early_dues(payable, tried.wishes, ahead)
    purse = cash(found, ahead, best.share, early) if best else ()
    plan = _plan(best, payable, purse, tried, _keeps(found, ahead, chosen)) if best else None
    return Afforded(
        on=on,
        budget=found,
        debts=owed,
        unread=unread(reckoning),
        gated=tuple(one.loan_id for one in shut),
        held=tried.held,
        plan=plan,
        monthly=best.monthly if best else None,
        chance=chance(plan, ahead, found.reserve_now or ZERO) if plan else None,
        stops=tried.wishes.stop_late,
        lent=(lent(found, early) or ZERO) if plan else ZERO,
        compared=_compared(payable, purse, tried.wishes) if best else (),
        frontier=tried.seen,
        offers=offers(owed if plan else shut, plan or _NO_PLAN, on, chosen.assumed.court, chosen.chosen),
        relief=relief(found, owed, tried.held, book, _needed(payable, tried, ahead))
        if payable and not plan
        else None,
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    """One search: by what wishes, what came of it, and the plan to put forward."""

    wishes: Wishes
    held: Held
    seen: Frontier
    best: Try | None


_NO_PLAN = Plan("none", ())


def _search(payable: tuple[Debt, ...], found: Budget, ahead: Paths, asked: Asked) -> _Tried:
    """First by the contract; where that does not hold, counting on the lenders to stop late charges."""
    first = _try(payable, found, ahead, asked.wishes, asked)
    if first.best or asked.wishes.stop_late:
        return first
    second = _try(payable, found, ahead, replace(asked.wishes, stop_late=True), asked)
    return second if second.best else first


def _nothing(shut: tuple[Debt, ...], reckoning: Reckoning, asked: Asked) -> _Tried:
    """There is nothing to plan for: no debt, none that can be reckoned, or none whose gate is open."""
    why = _WAIT if shut else _UNREAD if unread(reckoning) else _NONE_YET
    held = Held(asked.want, None, None, None, None, None, (), why)
    return _Tried(asked.wishes, held, Frontier((), None, why), None)


def _needed(payable: tuple[Debt, ...], tried: _Tried, ahead: Paths) -> Decimal | None:
    """The least monthly sum that would do, where not even all that is free makes a plan work out."""
    nearest = tried.held.nearest
    if nearest is None or nearest.feasible:
        return None
    return least_monthly(payable, tried.wishes, Outlook(optimum, ahead))


def _try(owed: tuple[Debt, ...], found: Budget, ahead: Paths, wishes: Wishes, asked: Asked) -> _Tried:
    outlook = Outlook(optimum, ahead)
    held = survey(hold(owed, found, wishes, outlook, asked.want), owed, found, wishes, outlook)
    seen = frontier(owed, found, held, ahead, asked.assumed.court)
    return _Tried(wishes, held, seen, _best(held, seen))


def _best(held: Held, seen: Frontier) -> Try | None:
    """The plan both sides may like, else the cheapest that holds."""
    plan = seen.recommended.plan if seen.recommended else held.plan
    return next((one for one in held.tried if one.plan is plan), None)


def _keeps(found: Budget, ahead: Paths, asked: Asked) -> Callable[[Plan], bool]:
    return lambda plan: probability(plan, ahead, found.reserve_now or ZERO) >= asked.want


def _plan(
    best: Try, payable: tuple[Debt, ...], purse: Cash, tried: _Tried, keeps: Callable[[Plan], bool]
) -> Plan:
    """The plan found, or one as cheap that pays every creditor the same every month: easier to agree to.

    It matters where lenders must agree to stop late charges: then waiting costs nothing, and a plan of least
    cost might as well let one of them wait for years.
    """
    if not tried.wishes.stop_late:
        return best.plan
    shared = (way(payable, purse, tried.wishes) for way in (even, pro_rata))
    alike = (one for one in shared if one.feasible and one.cost <= best.plan.cost and keeps(one))
    return next(alike, best.plan)


def _compared(owed: Sequence[Debt], purse: Cash, wishes: Wishes) -> tuple[Plan, ...]:
    return tuple(rule(owed, purse, wishes) for rule in _RULES)
