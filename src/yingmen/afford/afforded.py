"""What a household can afford, put together: budget, debts, the plan that holds, offers, or what else helps.

The day is an argument, and so are the seed and the number of paths: the same input gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from yingmen.afford.assumptions import assumptions
from yingmen.afford.budget import budget
from yingmen.afford.chance import chance
from yingmen.afford.debts import debts, unread
from yingmen.afford.frontier import frontier
from yingmen.afford.hold import WANT, Outlook, cash, hold, months_ahead, survey
from yingmen.afford.methods import as_asked, avalanche, pro_rata, snowball
from yingmen.afford.offer import offers
from yingmen.afford.plan import optimum
from yingmen.afford.relief import relief
from yingmen.afford.wishes import Wishes
from yingmen.money import ZERO
from yingmen.owe import reckon

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.assumptions import Assumptions
    from yingmen.afford.bills.merge import Merged
    from yingmen.afford.budget import Budget
    from yingmen.afford.chance import Chance
    from yingmen.afford.debts import Debt
    from yingmen.afford.frontier import Frontier
    from yingmen.afford.hold import Held, Try
    from yingmen.afford.offer import Offer
    from yingmen.afford.paths import Paths
    from yingmen.afford.plan import Cash, Plan
    from yingmen.afford.relief import Relief
    from yingmen.case import Case
    from yingmen.law import Book

_RUNNING = "running"
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
    rules of thumb under the same sum. `relief` stands where there is no plan. `unread` are loans whose ledger
    cannot be worked out; `gated` those that wait for a choice.
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
    compared: tuple[Plan, ...]
    frontier: Frontier
    offers: tuple[Offer, ...]
    relief: Relief | None


def afford(
    case: Case, on: date, book: Book, merged: Merged | None = None, asked: Asked | None = None
) -> Afforded:
    """Work out what a case can afford on a day, from its own figures or from its bills."""
    chosen = asked or Asked()
    found = budget(case, on, merged)
    reckoning = reckon(case, on, book)
    owed = debts(case, reckoning)
    shut = [one.loan_id for one in owed if one.limitation != _RUNNING]
    gated = tuple(name for name in shut if name not in chosen.chosen)
    ahead = months_ahead(found, assumed=chosen.assumed)
    tries = (_try(owed, found, ahead, wishes, chosen) for wishes in _ways(chosen.wishes, gated))
    first = next(tries)
    tried = first if first.best else next((one for one in tries if one.best), first)
    best = tried.best
    purse = cash(found, ahead, best.share) if best else ()
    plan = _plan(best, owed, purse, tried.wishes) if best else None
    return Afforded(
        on=on,
        budget=found,
        debts=owed,
        unread=unread(reckoning),
        gated=gated,
        held=tried.held,
        plan=plan,
        monthly=best.monthly if best else None,
        chance=chance(plan, ahead, found.reserve_now or ZERO) if plan else None,
        stops=tried.wishes.stop_late,
        compared=_compared(owed, purse, tried.wishes) if best else (),
        frontier=tried.seen,
        offers=offers(owed, plan, on, chosen.assumed.court, chosen.chosen) if plan else (),
        relief=None if plan or not owed else relief(found, owed, tried.held, book),
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    """One search: by what wishes, what came of it, and the plan to put forward."""

    wishes: Wishes
    held: Held
    seen: Frontier
    best: Try | None


def _ways(wishes: Wishes, gated: tuple[str, ...]) -> tuple[Wishes, ...]:
    """First by the contract; where that does not hold, counting on the lenders to stop late charges."""
    kept = replace(wishes, left_out=wishes.left_out | frozenset(gated))
    return (kept,) if kept.stop_late else (kept, replace(kept, stop_late=True))


def _try(owed: tuple[Debt, ...], found: Budget, ahead: Paths, wishes: Wishes, asked: Asked) -> _Tried:
    outlook = Outlook(optimum, ahead)
    held = survey(hold(owed, found, wishes, outlook, asked.want), owed, found, wishes, outlook)
    seen = frontier(owed, found, held, ahead, asked.assumed.court)
    return _Tried(wishes, held, seen, _best(held, seen))


def _best(held: Held, seen: Frontier) -> Try | None:
    """The plan both sides may like, else the cheapest that holds."""
    plan = seen.recommended.plan if seen.recommended else held.plan
    return next((one for one in held.tried if one.plan is plan), None)


def _plan(best: Try, owed: tuple[Debt, ...], purse: Cash, wishes: Wishes) -> Plan:
    """The plan found, or one as cheap that pays every creditor from the first month: easier to agree to.

    It matters where lenders must agree to stop late charges: then waiting costs nothing, and a plan of least
    cost might as well let one of them wait for years.
    """
    shared = pro_rata(owed, purse, wishes)
    alike = wishes.stop_late and shared.feasible and shared.cost <= best.plan.cost
    return shared if alike else best.plan


def _compared(owed: Sequence[Debt], purse: Cash, wishes: Wishes) -> tuple[Plan, ...]:
    return tuple(rule(owed, purse, wishes) for rule in _RULES)
