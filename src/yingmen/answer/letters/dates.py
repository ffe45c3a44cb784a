"""The deadlines a letter starts, or must keep: named in its template, counted here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.answer.deadline import Deadline, Rule, Who
from yingmen.answer.letters.contact_facts import police_days
from yingmen.answer.letters.page import cited
from yingmen.days import add_months

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yingmen.answer.letters.model import Matter

_RECEIPT = "从对方收到那天起算；这里按写信当天就收到来估计，晚到几天就顺延几天。"
_REPORTED = "期限据公开报道，条号没有核到。"
_ORDER_DAYS, _RECORD_DAYS, _CREDIT_DAYS = 15, 20, 30
_SIMPLE, _COMPLEX, _LONGEST = 15, 30, 60
_POLICE_MONTHS = 6
_TIMED = "timed"


def deadlines(names: tuple[str, ...], matter: Matter) -> tuple[Deadline, ...]:
    """The deadlines of these names, in order; those that cannot be counted in this matter are left out."""
    return tuple(found for name in names for found in _MAKERS[name](matter))


def _bank(matter: Matter) -> tuple[Deadline, ...]:
    """A complaint to a bank or its like: 15 days, 30 if complex, and at most 30 more; others have none."""
    if _TIMED not in matter.words:
        return ()
    cites = cited(matter, ("tousu-2020",))
    steps = (
        ("简单的投诉，应当办结并告知您", _SIMPLE),
        ("情况复杂的", _COMPLEX),
        ("特别复杂、经批准再延三十日的", _LONGEST),
    )
    note = _RECEIPT + _REPORTED
    return tuple(Rule(what, Who.THEM, note, cites).in_days(matter.on, days) for what, days in steps)


def _credit(matter: Matter) -> tuple[Deadline, ...]:
    """A complaint to the central bank about a credit record: an answer within 30 days of acceptance."""
    note = "从受理那天起算；这里按写信当天就受理来估计。"
    cites = cited(matter, ("zhengxin 26",))
    return (Rule("应当书面答复您", Who.THEM, note, cites).in_days(matter.on, _CREDIT_DAYS),)


def _record(matter: Matter) -> tuple[Deadline, ...]:
    """An objection to a credit record: checked, and answered in writing, within 20 days."""
    cites = cited(matter, ("zhengxin 25",))
    what = "应当查清并书面答复您"
    return (Rule(what, Who.THEM, _RECEIPT, cites).in_days(matter.on, _RECORD_DAYS),)


def _order(matter: Matter) -> tuple[Deadline, ...]:
    """A payment order: 15 days from the day it was received to object in writing."""
    order = matter.loan.payment_order if matter.loan else None
    if order is None or order.received_on > matter.on:
        return ()
    note = "从收到支付令的第二天算起，这天以前要交到法院。"
    cites = cited(matter, ("minsusongfa 227",))
    what = "提出书面异议的最后一天"
    return (Rule(what, Who.ME, note, cites).in_days(order.received_on, _ORDER_DAYS),)


def _police(matter: Matter) -> tuple[Deadline, ...]:
    """What nobody told the police within six months is no longer punished as an offence against order."""
    open_days = (day for day in police_days(matter) if add_months(day, _POLICE_MONTHS) >= matter.on)
    first = min(open_days, default=None)
    cites = cited(matter, ("zhian-2025 25",))
    if first is None or not cites:
        return ()
    note = "从六个月以内最早的那件事算起；连续或一直在做的，从停手那天算。构成犯罪的另算。"
    what = "治安案件要让公安知道，最晚不过"
    return (Rule(what, Who.ME, note, cites).in_months(first, _POLICE_MONTHS),)


_MAKERS: Mapping[str, Callable[[Matter], tuple[Deadline, ...]]] = {
    "bank": _bank,
    "credit": _credit,
    "record": _record,
    "order": _order,
    "police": _police,
}
