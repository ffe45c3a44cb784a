"""The answer of `afford` for a program to read: money as text with two decimals, null where not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.afford.budget_json import budget_json
from yingmen.afford.offer import payments_of
from yingmen.law import bases_json
from yingmen.money import money_text

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.afforded import Afforded
    from yingmen.afford.chance import Chance
    from yingmen.afford.frontier import Point
    from yingmen.afford.offer import Offer
    from yingmen.afford.plan import Plan
    from yingmen.afford.relief import Relief


def afford_json(found: Afforded) -> dict[str, Any]:
    """The whole answer; `plan` is null where nothing fits, and then `relief` says what else there is."""
    return {
        "on": found.on.isoformat(),
        "capacity": _money(found.budget.capacity),
        "budget": budget_json(found.budget),
        "gated": list(found.gated),
        "unread": list(found.unread),
        "plan": _plan(found),
        "compared": [_method(plan) for plan in found.compared],
        "frontier": [_point(point, found) for point in found.frontier.points],
        "relief": None if found.relief is None else _relief(found.relief),
        "why": found.frontier.why if found.plan else found.held.why,
    }


def _plan(found: Afforded) -> dict[str, Any] | None:
    plan, chance = found.plan, found.chance
    if plan is None or chance is None:
        return None
    return {
        "offers": [_offer(one, found.on) for one in found.offers],
        "monthly": _money(found.monthly),
        "cost": money_text(plan.cost),
        "cost_without_consent": money_text(plan.cost_without_consent),
        "cleared_on": _day(plan.cleared_on),
        "proven": plan.proven,
        "counts_on_late_charges_stopping": found.stops,
        "lent_by_reserve": money_text(found.lent),
        "holds_probability": f"{chance.probability:.4f}",
        "first_shortfall": _day(chance.first_break),
        "why_it_breaks": chance.why,
        "by_month": _band(chance),
    }


def _offer(one: Offer, on: date) -> dict[str, Any]:
    payments = payments_of(one, on)
    return {
        "loan_id": one.loan_id,
        "creditor": one.creditor,
        "payments": [{"on": day.isoformat(), "amount": money_text(amount)} for day, amount in payments],
        "total": money_text(one.total),
        "needs_consent": one.needs_consent,
        "asks": list(one.asks),
        "say": one.say,
        "npv": None if one.gated else money_text(one.npv),
        "npv_alternative": None if one.gated else money_text(one.npv_alternative),
        "gated": one.gated,
    }


def _method(plan: Plan) -> dict[str, Any]:
    return {
        "method": plan.method,
        "cost": money_text(plan.cost),
        "cost_without_consent": money_text(plan.cost_without_consent),
        "feasible": plan.feasible,
        "cleared_on": _day(plan.cleared_on),
        "shortfalls": [{"on": day.isoformat(), "amount": money_text(lack)} for day, lack in plan.shortfalls],
    }


def _point(point: Point, found: Afforded) -> dict[str, Any]:
    return {
        "monthly": money_text(point.monthly),
        "holds_probability": f"{point.probability:.4f}",
        "worth": money_text(point.total),
        "cost": money_text(point.plan.cost),
        "refuses": list(point.refuses),
        "on_frontier": point.on_frontier,
        "recommended": point is found.frontier.recommended,
    }


def _relief(found: Relief) -> dict[str, Any]:
    return {
        "least": _money(found.least),
        "plain": found.plain,
        "changes": list(found.changes),
        "say": found.say,
        "ways": [
            {
                "id": way.id,
                "title": way.title,
                "text": way.text,
                "whom": way.whom,
                "loans": list(way.loans),
                "basis": bases_json(way.basis),
            }
            for way in found.ways
        ],
    }


def _band(chance: Chance) -> list[dict[str, str]]:
    return [
        {
            "on": day.isoformat(),
            "low": money_text(low),
            "median": money_text(median),
            "high": money_text(high),
        }
        for day, low, median, high in chance.by_month
    ]


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else money_text(amount)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
