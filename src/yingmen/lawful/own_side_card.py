"""Whether a card's history comes near what the law calls a malicious overdraft: only what can be counted.

Conditions (法释〔2018〕19号, 6 to 9), all of which must be there: past the limit or the due date; two demands
that arrived, at least 30 days apart, both after that; more than three months since the second one; 50,000
yuan or more of principal. And always the purpose of keeping the money, which this module never answers and
which may not be inferred from non-payment alone. Every answer is "perhaps": police and courts decide.

Readings: a demand counts if it came after the due date, was meant for the holder, asked for payment and
arrived (a call or visit that reached nobody is none; a written message the borrower has noted arrived).
Thirty days are the calendar difference of the two dates. Three months end on the same day of the month,
or its last day where that is shorter; the day after is beyond them. Money paid counts against principal
first (article 9), so that between the ledger's principal and that less all other payments it is unclear.

References: 刑法 196; 法释〔2018〕19号 6, 7, 8, 9, 10, 11.
Limitations: demands that broke the rules of collecting do not count (article 7), which is not weighed here;
"deliberately evading" demands is not judged; the amount is that of the day the police open a case.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from yingmen.case import AcknowledgementKind, Channel, ContactInitiator, Party, Product, Purpose
from yingmen.days import add_months, date_text, days_between
from yingmen.lawful.own_side_point import (
    Condition,
    Met,
    OwnPoint,
    State,
    bases,
    condition,
    keep,
    point_text,
    say,
)
from yingmen.lawful.own_side_standing import Standing, standing_of
from yingmen.lawful.words import called
from yingmen.money import ZERO, yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yingmen.case import Contact, Loan
    from yingmen.owe.setting import Setting

POINT = "card-overdraft"
APART = 30
MONTHS = 3
LEAST = Decimal("50000.00")
SINCE = date(2018, 12, 1)
_WRITTEN = frozenset({Channel.SMS, Channel.IM, Channel.EMAIL, Channel.LETTER})


class Demand(NamedTuple):
    """A demand in the record: its day, what it was, and whether it is known to count."""

    on: date
    what: str
    sure: bool


def is_card(loan: Loan) -> bool:
    """Whether a loan is a credit card."""
    return loan.product is Product.CREDIT_CARD


def overdraft(loan: Loan, setting: Setting, *, running: bool) -> OwnPoint:
    """The point for one card; `running` tells whether its limitation is known to run still."""
    on, words = setting.on, point_text(POINT)
    name = f"{loan.lender}（{loan.id}）"
    title = f"{words['title']}：{name}"
    if on < SINCE:
        text = say("card_early")
        return OwnPoint(POINT, title, State.UNKNOWN, text, (), bases(POINT, on, setting.book), (), loan.id)
    standing = standing_of(loan, setting)
    found = _conditions(loan, setting.contacts(loan), standing, on)
    state = _state([item.state for item in found], standing)
    advice = _advice(name, running=running) if standing.principal != ZERO else (keep("receipts"),)
    text = f"{say(f'card_{state}')}{words['text']}"
    return OwnPoint(POINT, title, state, text, found, bases(POINT, on, setting.book), advice, loan.id)


def _advice(name: str, *, running: bool) -> tuple[str, ...]:
    """How to stay safe; paying a part only where no limitation may be lost by it."""
    paying = keep("part" if running else "advice_first", name)
    return (paying, *(keep(one) for one in point_text(POINT)["keep"]))


def _conditions(
    loan: Loan, contacts: Iterable[Contact], standing: Standing, on: date
) -> tuple[Condition, ...]:
    found = demands(loan, contacts, standing.since, on)
    return (
        _overdue(standing),
        _demanded(found, standing),
        _three_months(found, standing, on),
        _amount(loan, standing, on),
        _intent(loan, contacts, standing, on),
    )


def _state(met: Sequence[Met], standing: Standing) -> State:
    overdue, demanded, waited, amount, _ = met
    if standing.principal == ZERO or Met.NOT_MET in {overdue, amount}:
        return State.NO
    if Met.NOT_MET in {demanded, waited}:
        return State.WATCH
    return State.UNKNOWN if Met.UNKNOWN in {overdue, demanded, waited, amount} else State.APPLIES


# The demands


def demands(loan: Loan, contacts: Iterable[Contact], since: date | None, on: date) -> tuple[Demand, ...]:
    """Every demand in the record after the overdraft was late, up to the day, oldest first."""
    noted = (
        Demand(item.on, "您记下的催要", sure=True)
        for item in loan.acknowledgement
        if item.kind is AcknowledgementKind.DEMAND
    )
    found = [*noted, *_in_contacts(contacts)]
    return tuple(sorted(one for one in found if one.on <= on and (since is None or one.on > since)))


def _in_contacts(contacts: Iterable[Contact]) -> Iterator[Demand]:
    for item in contacts:
        if _may_be_demand(item):
            reached = item.connected or item.channel in _WRITTEN
            sure = bool(reached) and item.purpose is Purpose.DEMAND and item.party is Party.DEBTOR
            yield Demand(item.at.date(), f"{item.channel.label}，{called(item.contact_id)}", sure)


def _may_be_demand(contact: Contact) -> bool:
    return (
        contact.connected is not False
        and contact.channel is not Channel.PUBLIC_POST
        and contact.initiated_by is not ContactInitiator.DEBTOR
        and contact.party in {None, Party.DEBTOR}
        and contact.purpose in {None, Purpose.DEMAND}
    )


def pair(found: Sequence[Demand]) -> tuple[Demand, Demand] | None:
    """The first demand and the first one at least 30 days after it; in order of day."""
    for later in found:
        if days_between(found[0].on, later.on) >= APART:
            return found[0], later
    return None


# The conditions


def _overdue(standing: Standing) -> Condition:
    state = {True: Met.MET, False: Met.NOT_MET, None: Met.UNKNOWN}[standing.late]
    return condition("overdue", state, standing.why)


def _demanded(found: Sequence[Demand], standing: Standing) -> Condition:
    if standing.late is False:
        return condition("demands", Met.NOT_MET, "现在没有过期的欠款，以前的催收不算。")
    two = pair([one for one in found if one.sure])
    if two and standing.since is not None:
        days = days_between(two[0].on, two[1].on)
        fact = f"第一次 {_told(two[0])}；第二次 {_told(two[1])}，相隔 {days} 天。"
        return condition("demands", Met.MET, f"{fact}催收方式违反规定的，可能不算。")
    if possible := pair(found):
        return condition("demands", Met.UNKNOWN, _unclear(possible, standing))
    return condition("demands", Met.NOT_MET, _too_few(found))


def _told(demand: Demand) -> str:
    return f"{date_text(demand.on)}（{demand.what}）"


def _unclear(two: tuple[Demand, Demand], standing: Standing) -> str:
    """Which facts would settle whether two demands count."""
    fact = "、".join(_told(one) for one in two)
    asks = []
    if any(not one.sure for one in two):
        asks.append("是不是找您本人、是不是要您还款、有没有接通")
    if standing.since is None:
        asks.append("是不是在过期之后")
    return f"{fact}：要看{'，'.join(asks)}。" if asks else f"{fact}。"


def _too_few(found: Sequence[Demand]) -> str:
    if not found:
        return "记录里没有过期之后收到的催收。银行那边可能有别的记录。"
    if len(found) == 1:
        return f"记录里只有一次：{_told(found[0])}。银行那边可能有别的记录。"
    days = days_between(found[0].on, found[-1].on)
    return f"最早 {_told(found[0])}，最晚 {_told(found[-1])}，相隔 {days} 天，不到 {APART} 天。"


def _three_months(found: Sequence[Demand], standing: Standing, on: date) -> Condition:
    sure = pair([one for one in found if one.sure])
    earliest = pair(found)
    if earliest is None or standing.late is False:
        return condition("three_months", Met.NOT_MET, "还没有第二次有效催收，三个月没有开始算。")
    if on <= add_months(earliest[1].on, MONTHS):
        return condition("three_months", Met.NOT_MET, _until(earliest[1]))
    if sure is None or standing.since is None:
        return condition("three_months", Met.UNKNOWN, f"要先弄清第二次有效催收是哪天；{_until(earliest[1])}")
    if on <= add_months(sure[1].on, MONTHS):
        return condition("three_months", Met.UNKNOWN, f"{_until(sure[1])}更早的催收如果也算，就已经满了。")
    state = Met.UNKNOWN if standing.principal is None else Met.MET
    return condition("three_months", state, _until(sure[1]))


def _until(demand: Demand) -> str:
    return f"从 {date_text(demand.on)} 起，三个月到 {date_text(add_months(demand.on, MONTHS))} 满。"


def _amount(loan: Loan, standing: Standing, on: date) -> Condition:
    if standing.principal is None or standing.least is None:
        return condition(
            "amount", Met.UNKNOWN, f"本金还算不出来。{_claimed(loan, on)}请向银行要只列本金的账单。"
        )
    fact = f"账上本金 {yuan_text(standing.principal)}"
    if standing.least < standing.principal:
        fact += f"；把还过的钱都先算还本金，是 {yuan_text(standing.least)}"
    fact += "。带入的余额里若含利息，还会更少。" if loan.principal else "。"
    if standing.principal < LEAST:
        return condition("amount", Met.NOT_MET, fact)
    return condition("amount", Met.MET if standing.least >= LEAST else Met.UNKNOWN, fact)


def _claimed(loan: Loan, on: date) -> str:
    told = [claim for claim in loan.claim if claim.on <= on and claim.principal is not None]
    if not told:
        return ""
    last = max(told, key=lambda claim: claim.on)
    return f"对方 {date_text(last.on)} 说本金是 {yuan_text(last.principal or ZERO)}。"


def _intent(loan: Loan, contacts: Iterable[Contact], standing: Standing, on: date) -> Condition:
    """Never answered here; what the record holds in the borrower's favour is told."""
    since = standing.since or loan.disbursed_on
    paid = [one.amount for one in loan.payment if since < one.on <= on and one.amount]
    told = [item for item in contacts if item.hardship_told and item.at.date() <= on]
    good = [f"过期后还过 {len(paid)} 次，共 {yuan_text(sum(paid, ZERO))}"] if paid else []
    good += [f"{date_text(max(item.at for item in told).date())} 已说明有困难"] if told else []
    favour = f"对您有利的记录：{'；'.join(good)}。" if good else ""
    return condition("intent", Met.UNKNOWN, f"{favour}{say('intent_fact')}")
