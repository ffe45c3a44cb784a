"""The offer in a few lines, for the second page of the doorstep brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.afford.spoken import instalments_said, odds_text, yuan_said
from yingmen.days import date_text
from yingmen.money import ZERO, yuan_text

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.afforded import Afforded
    from yingmen.afford.offer import Offer
    from yingmen.afford.plan import Plan

_MOST = 3


def offer_lines(found: Afforded) -> tuple[str, ...]:
    """What can be offered: the monthly sum and how sure it is, then a line a creditor; empty without a plan.

    A gated loan has no line. Beyond three creditors the rest is one line.
    """
    open_ = [one for one in found.offers if not one.gated and one.total]
    if found.plan is None or found.chance is None or found.monthly is None or not open_:
        return ()
    first = f"{plan_lead(found.plan, found.on)}；{odds_text(found.chance.probability)}守得住。"
    shown, rest = open_[:_MOST], open_[_MOST:]
    more = (f"其余 {len(rest)} 家见 afford.html。",) if rest else ()
    return (first, *map(_line, shown), *more)


def plan_lead(plan: Plan, on: date) -> str:
    """What the plan takes in its dearest month, what it takes today, and when it ends."""
    months: dict[tuple[int, int], Decimal] = {}
    now = ZERO
    for day, amount in (one for _, payments in plan.payments for one in payments):
        if day <= on:
            now += amount
        else:
            months[day.year, day.month] = months.get((day.year, day.month), ZERO) + amount
    today = f"，另外一开头先还 {yuan_text(now)}" if now else ""
    end = f"，{date_text(plan.cleared_on)}还完" if plan.cleared_on else ""
    return f"每月最多还 {yuan_text(max(months.values(), default=ZERO))}{today}{end}"


def _line(one: Offer) -> str:
    now = f"先还 {yuan_said(one.now)}，" if one.now else ""
    parts, _ = instalments_said(one.instalments)
    consent = "；要对方同意才算数" if one.needs_consent else ""
    return f"{one.creditor}：{now}{parts}一共 {yuan_said(one.total)}{consent}。"
