"""The offer in a few lines, for the second page of the doorstep brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.days import date_text
from yingmen.money import percent_text, yuan_text

if TYPE_CHECKING:
    from yingmen.afford.afforded import Afforded
    from yingmen.afford.offer import Offer

_MOST = 3


def offer_lines(found: Afforded) -> tuple[str, ...]:
    """What can be offered: the monthly sum and how sure it is, then a line a creditor; empty without a plan.

    A gated loan has no line. Beyond three creditors the rest is one line.
    """
    open_ = [one for one in found.offers if not one.gated and one.total]
    if found.plan is None or found.chance is None or found.monthly is None or not open_:
        return ()
    end = f"，{date_text(found.plan.cleared_on)}还完" if found.plan.cleared_on else ""
    sure = percent_text(found.chance.probability)
    first = f"每月最多 {yuan_text(found.monthly)}{end}，守得住的可能 {sure}。"
    shown, rest = open_[:_MOST], open_[_MOST:]
    more = (f"其余 {len(rest)} 家见 afford.html。",) if rest else ()
    return (first, *map(_line, shown), *more)


def _line(one: Offer) -> str:
    amounts = [amount for _, amount in one.instalments]
    now = f"先还 {yuan_text(one.now)}，" if one.now else ""
    low, high = (min(amounts), max(amounts)) if amounts else (one.now, one.now)
    each = yuan_text(low) if low == high else f"{yuan_text(low)} 至 {yuan_text(high)}"
    parts = f"分 {len(amounts)} 期，每期 {each}，" if amounts else ""
    consent = "；要对方同意才算数" if one.needs_consent else ""
    return f"{one.creditor}：{now}{parts}一共 {yuan_text(one.total)}{consent}。"
