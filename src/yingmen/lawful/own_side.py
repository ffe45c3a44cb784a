"""The borrower's own side, as plainly as the other's: what may become a fault or an offence, how not.

`own_side(case, on, book)` gives one `OwnPoint` per card, per loan's limitation, and per line not to cross.
Points with facts in the case come first; those the case gives no reason for follow, short. Nothing here
says that anybody has committed an offence.

References: 刑法 20, 175-1, 193, 196, 238, 313; 法释〔2018〕19号 6 to 11; 民诉法 252, 255, 256, 259;
治安管理处罚法 (2012) 42, (2025) 19, 50; 民法典 188, 189, 192, 193, 195, 1024, 1032; 诉讼时效规定 19.
Limitations: what the record does not hold is not known here; the bank's own record may say more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.case import AcknowledgementKind, Channel, Repayment
from yingmen.days import date_text
from yingmen.law import bases_json
from yingmen.lawful.own_side_card import POINT as CARD
from yingmen.lawful.own_side_card import is_card, overdraft
from yingmen.lawful.own_side_point import (
    Condition,
    Met,
    OwnPoint,
    State,
    bases,
    condition,
    keep,
    point_text,
)
from yingmen.lawful.words import called
from yingmen.owe.card import CardTerms, read_card, replay_card
from yingmen.owe.limitation import limitation
from yingmen.owe.reckoning_card import oldest_unmet
from yingmen.owe.setting import Setting
from yingmen.owe.words import LIMITATION_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from yingmen.case import Case, Contact, Loan
    from yingmen.law import Book
    from yingmen.owe.limitation import Limitation

__all__ = ["Condition", "Met", "OwnPoint", "State", "own_side", "own_side_json"]

_INCIDENTS = (
    "violence",
    "injured",
    "threat",
    "insult",
    "detained",
    "property_damaged",
    "property_taken",
    "filmed_private",
    "followed",
    "order_disturbed",
    "posted_publicly",
    "harassed",
    "false_document",
)
_FORCE = ("violence", "injured", "threat", "detained", "property_damaged")
_STATES = {"expired": State.APPLIES, "unknown": State.UNKNOWN, "running": State.WATCH}
_SETTLED = {"expired": Met.MET, "unknown": Met.UNKNOWN, "running": Met.NOT_MET}


def own_side(case: Case, on: date, book: Book) -> tuple[OwnPoint, ...]:
    """Everything a borrower must watch in their own conduct, on a day; what is most pressing first."""
    setting = Setting(case, on, book)
    lent = tuple(loan for loan in case.loan if loan.disbursed_on <= on)
    found: list[OwnPoint] = []
    for loan in lent:
        limits = _limits(loan, setting)
        running = limits is None or limits.state == "running"
        found += [overdraft(loan, setting, running=running)] if is_card(loan) else []
        found += [_time_limit(loan, limits, setting)] if limits else []
    found += [_point(name, on, book, facts) for name, facts in _facts(case, lent, on).items()]
    known = {point.id for point in found}
    found += [_point(name, on, book, ()) for name in (CARD, "limitation") if name not in known]
    order = list(State)
    return tuple(sorted(found, key=lambda point: (not point.conditions, order.index(point.state))))


def own_side_json(points: Iterable[OwnPoint]) -> list[dict[str, Any]]:
    """The points for a program to read, in their order."""
    return [
        {
            "id": point.id,
            "loan_id": point.loan_id,
            "title": point.title,
            "state": str(point.state),
            "text": point.text,
            "conditions": [
                {"text": one.text, "state": str(one.state), "fact": one.fact} for one in point.conditions
            ],
            "basis": bases_json(point.basis),
            "keep_safe": list(point.keep_safe),
        }
        for point in points
    ]


def _point(name: str, on: date, book: Book, facts: tuple[Condition, ...]) -> OwnPoint:
    """A line not to cross: with its facts where the case holds some, otherwise short."""
    words = point_text(name)
    text, state = (words["text"], State.WATCH) if facts else (words["short"], State.NO)
    advice = tuple(keep(one) for one in words["keep"]) if facts else ()
    return OwnPoint(name, words["title"], state, text, facts, bases(name, on, book), advice)


# Limitation


def _limits(loan: Loan, setting: Setting) -> Limitation | None:
    """Where a loan's limitation stands; for a card from its oldest open bill, None without one."""
    start = None
    if loan.repayment is Repayment.REVOLVING and isinstance(terms := read_card(loan), CardTerms):
        life = replay_card(terms, setting.on)
        start = oldest_unmet(life) if life.replay.balances.total else None
        if start is None:
            return None
    return limitation(loan, setting.contacts(loan), setting.on, setting.book, start=start)


def _time_limit(loan: Loan, limits: Limitation, setting: Setting) -> OwnPoint:
    words, name = point_text("limitation"), f"{loan.lender}（{loan.id}）"
    state = _STATES[limits.state]
    fact = f"{LIMITATION_NAMES[limits.state]}。{limits.because}"
    facts = (condition("time_over", _SETTLED[limits.state], fact),)
    advice = tuple(keep(one) for one in words["keep"])
    if state is not State.WATCH:
        advice = (keep("advice_first", name), *advice)
    cites = dict.fromkeys((*limits.basis, *bases("limitation", setting.on, setting.book)))
    title = f"{words['title']}：{name}"
    return OwnPoint("limitation", title, state, words["text"], facts, tuple(cites), advice, loan.id)


# Facts of the case


def _facts(case: Case, lent: tuple[Loan, ...], on: date) -> dict[str, tuple[Condition, ...]]:
    """For each line not to cross, what in the case gives reason to speak of it."""
    contacts = [item for item in case.contact if item.at.date() <= on]
    sued = _sued(lent, on)
    return {
        "assets-and-judgments": (*sued, *_means(case)) if sued else (),
        "court-officers": sued,
        "false-accusation": _seen("incident", _with(contacts, _INCIDENTS)),
        "self-defence": _seen("force", _forced(contacts)),
        "recording-and-posting": _seen(
            "visits", [item for item in contacts if item.channel is Channel.VISIT]
        ),
        "new-to-pay-old": _new_loans(lent, contacts),
        "false-papers": (),
    }


def _sued(lent: Iterable[Loan], on: date) -> tuple[Condition, ...]:
    told = []
    for loan in lent:
        days = {item.on for item in loan.acknowledgement if item.kind is AcknowledgementKind.SUIT}
        days |= {loan.sued_on} if loan.sued_on else set()
        told += [f"{date_text(day)}，{loan.lender}（{loan.id}）" for day in sorted(days) if day <= on]
    return (condition("sued", Met.MET, "；".join(told) + "。"),) if told else ()


def _means(case: Case) -> tuple[Condition, ...]:
    """What a court would ask about: whether it has judged, and what there is."""
    judged = condition("judged", Met.UNKNOWN, "案件里没有写判决的结果，请看法院寄来的文书。")
    kinds = [item.kind for item in case.asset]
    if not kinds:
        return (judged, condition("assets", Met.UNKNOWN, "案件里没有写财产。"))
    return (judged, condition("assets", Met.MET, f"案件里写了：{'、'.join(kinds)}。"))


def _with(contacts: Iterable[Contact], flags: Iterable[str]) -> list[Contact]:
    names = tuple(flags)
    return [item for item in contacts if any(getattr(item, name) for name in names)]


def _forced(contacts: Iterable[Contact]) -> list[Contact]:
    visits = [item for item in contacts if item.channel is Channel.VISIT]
    inside = [item for item in visits if item.entered and item.entry_consented is False]
    found = {item.contact_id for item in (*_with(visits, _FORCE), *inside)}
    return [item for item in visits if item.contact_id in found]


def _seen(name: str, contacts: list[Contact]) -> tuple[Condition, ...]:
    """A condition met by some contacts, the latest of them named."""
    if not contacts:
        return ()
    last = max(contacts, key=lambda item: (item.at, item.contact_id))
    fact = f"共 {len(contacts)} 次，最近一次 {date_text(last.at.date())}（{called(last.contact_id)}）。"
    return (condition(name, Met.MET, fact),)


def _new_loans(lent: Iterable[Loan], contacts: Iterable[Contact]) -> tuple[Condition, ...]:
    told = [f"{loan.id} 续的是 {loan.renews}" for loan in lent if loan.renews]
    renewed = (condition("renewed", Met.MET, "；".join(told) + "。"),) if told else ()
    return (*renewed, *_seen("urged", [item for item in contacts if item.new_loan_urged]))
