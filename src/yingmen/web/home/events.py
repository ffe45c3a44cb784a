"""What happened and what is due, day by day: as a picture and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from yingmen.answer.deadline import Rule, Who
from yingmen.days import date_text
from yingmen.document import Document, Lane, Mark, MarkTone, Section, Timeline
from yingmen.law import Verdict
from yingmen.money import yuan_text
from yingmen.record import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.web.desk import Desk

CONTACTS, PAYMENTS, PROMISES, DEADLINES = LANES = ("联系", "还款", "答应和催要", "期限")
_ORDER_DAYS = 15
_ORDER = Rule("对支付令提书面异议的最后一天", Who.ME, "从收到的第二天算起，这天以前要交到法院。")
_TONES = {Verdict.BREACH: MarkTone.BREACH, Verdict.UNCLEAR: MarkTone.UNCLEAR}
_MOST, _LATEST = 30, 5


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day: in which lane, and what it was."""

    on: date
    lane: str
    what: str
    tone: MarkTone = MarkTone.PLAIN

    @property
    def day(self) -> str:
        """The day in words."""
        return date_text(self.on)


def picture(desk: Desk, lane: str = "") -> str:
    """The time line or a lane of it: the picture, below it the same in words; empty where there is none."""
    from yingmen.papers.html import fragment

    found = sorted((event for event in _events(desk) if lane in {"", event.lane}), key=lambda event: event.on)
    if len({event.on for event in found}) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    alt = f"{found[0].day} 到 {found[-1].day}，一共 {len(found)} 件事。"
    lanes = tuple(_lane(name, found) for name in LANES)
    chart = Timeline("哪天发生了什么", alt, tuple(lane for lane in lanes if lane.marks))
    return fragment(Document("", "", (Section("", (chart,), "timeline"),)))


def coming(desk: Desk) -> tuple[Event, ...]:
    """What is due from today on, the nearest first."""
    found = (event for event in _deadlines(desk) if event.on >= desk.on)
    return tuple(sorted(found, key=lambda event: event.on)[:_MOST])


def told(desk: Desk, lane: str = "") -> tuple[str, tuple[Event, ...]]:
    """What happened last, or everything of a lane, the newest first; before it, how much there is."""
    found = sorted(_happened(desk, lane), key=lambda event: event.on, reverse=True)
    most = _MOST if lane else _LATEST
    head = f"{lane or '全部'}：" + (f"一共 {len(found)} 件" if found else "还没有记")
    return head + (f"，下面是最近 {most} 件。" if len(found) > most else "。"), tuple(found[:most])


def _happened(desk: Desk, lane: str) -> Iterator[Event]:
    """What is past; days still to come stand above, but whoever asks for the deadlines sees those too."""
    for event in _events(desk):
        is_past = event.on <= desk.on and event.lane != DEADLINES
        if event.lane == lane == DEADLINES or (is_past and lane in {"", event.lane}):
            yield event


def _lane(name: str, events: list[Event]) -> Lane:
    marks = (
        Mark(datetime.combine(event.on, time()), event.tone, event.what)
        for event in events
        if event.lane == name
    )
    return Lane(name, tuple(marks))


def _events(desk: Desk) -> Iterator[Event]:
    yield from _contacts(desk)
    yield from _payments(desk)
    yield from _promises(desk)
    yield from _deadlines(desk)


def _contacts(desk: Desk) -> Iterator[Event]:
    if not desk.case.contact:
        return
    tones = {item.contact_id: _TONES.get(item.verdict) for item in desk.judgement().contacts}
    for contact in desk.case.contact:
        tone = tones.get(contact.contact_id) or MarkTone.PLAIN
        yield Event(contact.at.date(), CONTACTS, contact.channel.label, tone)


def _payments(desk: Desk) -> Iterator[Event]:
    for loan in desk.own.loan:
        for payment in loan.payment:
            yield Event(payment.on, PAYMENTS, f"还 {loan.lender} {yuan_text(payment.amount)}")
    yield from _entries(desk, EntryKind.PAYMENT)


def _promises(desk: Desk) -> Iterator[Event]:
    for loan in desk.own.loan:
        for item in loan.acknowledgement:
            yield Event(item.on, PROMISES, f"{loan.lender}：{item.kind.label}")
    yield from _entries(desk, EntryKind.PROMISE)


def _entries(desk: Desk, kind: EntryKind) -> Iterator[Event]:
    lane = PAYMENTS if kind is EntryKind.PAYMENT else PROMISES
    for entry in desk.recorded:
        if entry.kind is kind and entry.at is not None:
            on = entry.at.date() if isinstance(entry.at, datetime) else entry.at
            yield Event(on, lane, f"{kind.label}（记录第 {entry.n} 条）")


def _deadlines(desk: Desk) -> Iterator[Event]:
    for loan in desk.own.loan:
        if loan.payment_order:
            found = _ORDER.in_days(loan.payment_order.received_on, _ORDER_DAYS)
            yield Event(found.due, DEADLINES, f"{loan.lender}：{found.what}。{found.note}")
        if loan.last_due_on:
            yield Event(loan.last_due_on, DEADLINES, f"{loan.lender}：约定的最后一个还款日")
    for agreement in desk.own.agreement:
        for part in agreement.installments:
            yield Event(part.on, DEADLINES, f"按协议还 {agreement.with_} {yuan_text(part.amount)}")
