"""Whether a debt is too old for a court to enforce if the borrower says so: 诉讼时效.

Three years from the last due date of the whole debt (from the day it was called in, if it was); a demand
that arrived, a promise, a signature, a part payment or a suit starts the years anew while they run. Once
they are over, a promise or a signature may give the defence away, so what happened afterwards makes the
answer unknown, never again "running". A court does not raise it by itself.

References: Civil Code 188, 189, 192, 193, 195; 诉讼时效规定 3, 4, 8, 10, 14, 17, 19.
Limitations: suspension (Civil Code 194), public holidays at the end, extension by a court, the end of a
suit. Before 2017-10-01 the general term was two years, known from memory: where that could matter, the
answer is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from yingmen.case import Channel, ContactInitiator, Party, Purpose, Repayment
from yingmen.days import add_years, date_text
from yingmen.owe.terms import due_dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingmen.case import Contact, Loan
    from yingmen.law import Basis, Book

THREE_YEARS_SINCE = date(2017, 10, 1)
_LONGEST_YEARS = 20
_LAST_DUE = "最后一期到期日"
_FORMER_YEARS = 2
_WHAT = {
    "demand": "对方的催要到达您",
    "promise": "您答应还款",
    "part_payment": "您还了一部分",
    "signed": "您签了字",
    "suit": "对方起诉",
}
_WAIVES = frozenset({"promise", "part_payment", "signed"})
_REACHES = frozenset({Channel.SMS, Channel.IM, Channel.EMAIL, Channel.LETTER, Channel.VISIT})


@dataclass(frozen=True, slots=True)
class Limitation:
    """Where a debt stands: `state` running, expired or unknown; the last day; why, in Chinese; the texts.

    `restarted_on` is the day of the last event that started the years anew, if any.
    """

    state: str
    expires_on: date | None
    because: str
    basis: tuple[Basis, ...]
    restarted_on: date | None = None


class _Event(NamedTuple):
    on: date
    kind: str


def limitation(
    loan: Loan, contacts: Iterable[Contact], on: date, book: Book, *, start: date | None = None
) -> Limitation:
    """Whether the years for one loan are running, over or unknown on a day.

    `start` is a card's oldest due date still open; later bills of it can only run out later, so that once
    the years from there are over, the whole is unknown.
    """
    found = _limitation(loan, contacts, on, book, start or _start(loan, on))
    if found.state == "expired" and loan.repayment is Repayment.REVOLVING:
        because = f"最早没还清的那期账单，{found.because}后面各期要分开看，请带上账单问律师（12348）。"
        return Limitation("unknown", found.expires_on, because, found.basis)
    if loan.repayment is Repayment.REVOLVING:
        return replace(found, because=found.because.replace(_LAST_DUE, "最早没还清的那期账单的还款日"))
    return found


def _limitation(
    loan: Loan, contacts: Iterable[Contact], on: date, book: Book, start: date | None
) -> Limitation:
    if start is None:
        return _unknown_start(loan, book)
    years = int(book.number("limitation_years", max(start, THREE_YEARS_SINCE)))
    if on < start:
        because = f"最后一期 {date_text(start)} 才到期，诉讼时效还没有开始计算。"
        return Limitation("running", add_years(start, years), because, _basis(book, "188", "189"))
    if start < THREE_YEARS_SINCE and _former_rule_matters(start, loan, on):
        because = (
            f"这笔债 {date_text(start)} 到期，当时一般时效是两年（凭记忆，待核），2017年10月1日起才是三年。"
            "要看 2017 年以前有没有催要或还款，请带上材料问律师（12348）。"
        )
        return Limitation("unknown", None, because, (*_basis(book, "188"), book.basis("minfa-tongze", "135")))
    found = _run(start, years, _events(loan, on), on, book)
    if found.state == "expired":
        return _weigh_contacts(found, start, years, list(contacts), on)
    return found


def _start(loan: Loan, on: date) -> date | None:
    """The last due date of the whole debt, or the day it was called in."""
    if loan.repayment is Repayment.REVOLVING or loan.on_demand:
        return None
    called_in = loan.accelerated_on
    if loan.first_due_on is None or (loan.term_months is None and loan.repayment is not Repayment.BULLET):
        return called_in if called_in and called_in <= on else None
    last = due_dates(loan)[-1]
    return called_in if called_in and called_in <= on and called_in < last else last


def _events(loan: Loan, on: date) -> list[_Event]:
    found = [_Event(item.on, item.kind.value) for item in loan.acknowledgement]
    found += [_Event(item.on, "part_payment") for item in loan.payment if item.amount]
    if loan.sued_on is not None:
        found.append(_Event(loan.sued_on, "suit"))
    return sorted({event for event in found if event.on <= on})


def _run(start: date, years: int, events: list[_Event], on: date, book: Book) -> Limitation:
    """Let the years run from the start, anew from each event in time; what came too late may be a waiver."""
    since, last, suit = start, None, False
    for event in events:
        if event.on < start:
            continue
        ends = _ends(start, since, years)
        if event.on > ends and not suit:
            if event.kind in _WAIVES:
                return _maybe_waived(ends, event, book)
            continue
        since, last, suit = event.on, event, event.kind == "suit"
    ends = _ends(start, since, years)
    return _standing(start, ends, last, on, book) if not suit else _sued(ends, since, on, book)


def _ends(start: date, since: date, years: int) -> date:
    """The last day: the years from the last restart, and never past twenty years from the first harm."""
    return min(add_years(since, years), add_years(start, _LONGEST_YEARS))


def _standing(start: date, ends: date, last: _Event | None, on: date, book: Book) -> Limitation:
    why = f"从{_LAST_DUE} {date_text(start)} 起算三年"
    if last is not None:
        why = f"{date_text(last.on)} {_WHAT[last.kind]}，三年从那天重新起算"
    restarted = last.on if last else None
    if on <= ends:
        because = f"{why}，到 {date_text(ends)} 为止。"
        return Limitation("running", ends, because, _basis(book, "188", "189", "195"), restarted)
    because = (
        f"{why}，到 {date_text(ends)} 已满。您可以提出时效抗辩，但要在一审时自己提出，法院不会替您提；"
        "在那之前，不要签字、答应还款或还一部分，否则可能放弃了抗辩。"
    )
    basis = (
        *_basis(book, "188", "189", "192", "193"),
        book.basis("shixiao", "3"),
        book.basis("shixiao", "19"),
    )
    return Limitation("expired", ends, because, basis, restarted)


def _maybe_waived(ends: date, event: _Event, book: Book) -> Limitation:
    because = (
        f"时效本已在 {date_text(ends)} 届满，但之后 {date_text(event.on)} {_WHAT[event.kind]}。"
        "这可能被认定为放弃了时效抗辩，要看当时说了什么、签了什么，请带上材料问律师（12348）。"
    )
    basis = (*_basis(book, "188", "192"), book.basis("shixiao", "19"))
    return Limitation("unknown", ends, because, basis)


def _sued(ends: date, since: date, on: date, book: Book) -> Limitation:
    basis = (*_basis(book, "188", "195"), book.basis("shixiao", "10"))
    if on <= ends:
        because = (
            f"对方 {date_text(since)} 起诉，时效中断，程序结束后才重新起算，最早 {date_text(ends)} 届满。"
        )
        return Limitation("running", ends, because, basis, since)
    because = f"对方 {date_text(since)} 起诉过。时效从诉讼程序结束时重新起算，请查清那件案子何时、怎样结束。"
    return Limitation("unknown", None, because, basis, since)


def _unknown_start(loan: Loan, book: Book) -> Limitation:
    if loan.on_demand:
        because = (
            "没有约定还款日。三年从对方第一次要求还款所给的宽限期满起算，请写下对方第一次要您还款是哪天。"
        )
        return Limitation("unknown", None, because, (*_basis(book, "188", "675"), book.basis("shixiao", "4")))
    because = "不知道整笔债最后一期哪天到期，三年从那天起算，所以还说不准。请查合同的还款日和期数。"
    if loan.repayment is Repayment.REVOLVING:
        because = "现在没有过了还款日还没还清的账单，时效还没有开始，或者缺少账单信息说不准。"
    return Limitation("unknown", None, because, _basis(book, "188", "189"))


def _former_rule_matters(start: date, loan: Loan, on: date) -> bool:
    """Whether two years might have been over before three years became the rule."""
    since = start
    for event in _events(loan, on):
        if since <= event.on < THREE_YEARS_SINCE and event.on <= add_years(since, _FORMER_YEARS):
            since = event.on
    return add_years(since, _FORMER_YEARS) < THREE_YEARS_SINCE


def _weigh_contacts(
    found: Limitation, start: date, years: int, contacts: list[Contact], on: date
) -> Limitation:
    """Demands among the recorded contacts may have started the years anew, if the lender can prove them."""
    since = found.restarted_on or start
    possible = None
    for contact in sorted(contacts, key=lambda item: item.at):
        day = contact.at.date()
        if since <= day <= _ends(start, since, years) and day <= on and _may_be_demand(contact):
            since, possible = day, day
    if possible is None or on > _ends(start, since, years):
        return found
    because = (
        f"按已知的还款和催要，时效在 {date_text(found.expires_on or since)} 届满；"
        f"但记录里 {date_text(possible)} 有过催收联系，"
        "对方若能证明那次要您还款并且到达了您，时效会从那天重新起算。"
    )
    return Limitation("unknown", found.expires_on, because, found.basis)


def _may_be_demand(contact: Contact) -> bool:
    reached = contact.connected is not False if contact.channel not in _REACHES else True
    return (
        reached
        and contact.initiated_by is not ContactInitiator.DEBTOR
        and contact.party in {None, Party.DEBTOR}
        and contact.purpose in {None, Purpose.DEMAND}
    )


def _basis(book: Book, *articles: str) -> tuple[Basis, ...]:
    return tuple(book.basis("minfadian", article) for article in articles)
