"""What to put to each creditor: how much now, how much when, what is asked in return, and how to say it.

An offer acknowledges the debt. Where the years of limitation are over or may be, none is made: the offer is
`gated`, holds no figure and no request, and its sentence asks for papers alone, until the borrower has seen
what an offer does and chosen to make it (`chosen` holds such loans, as in `answer`).

Nothing is asked that a creditor could not grant: no true entry in the credit record is to be hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.afford.alternative import alternative, worth
from yingmen.afford.spoken import instalments_said, yuan_said
from yingmen.money import ZERO, money_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.assumptions import Court
    from yingmen.afford.debts import Debt
    from yingmen.afford.plan import Plan

    Dated = tuple[tuple[date, Decimal], ...]

GATED = "您说的这一笔，我要先核对清楚。请把合同和一笔一笔的明细发给我，我看完书面答复您。"
_GATED_TOLD = (
    "这笔债的时效已满或说不准：提还款方案，可能就不能再拿时效说事。先看清后果、问过 12348，再决定提不提。"
)
_NO_MONEY = "这一笔，眼下我拿不出钱。等能拿出多少有了准数，我书面告诉您。"
_NOT_YET = "这一笔还没到还款的日子，到日子按合同还。"
_ALOUD = 3  # as many requests as an ear can take in
_PERSON = "private"  # the kind of lender that reports to no credit record


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered on one loan, in yuan; `instalments` exclude what is paid `now`.

    `npv` is what the creditor gets, `npv_alternative` what a court would bring it, both worth today; `told`
    says what the latter rests on. A gated offer is empty and must not be spoken.
    """

    loan_id: str
    creditor: str
    now: Decimal
    instalments: Dated
    total: Decimal
    asks: tuple[str, ...]
    say: str
    needs_consent: bool
    npv: Decimal
    npv_alternative: Decimal
    gated: bool
    told: str

    @property
    def better_for_creditor(self) -> bool:
        """Whether it brings the creditor at least as much as a court would."""
        return self.npv >= self.npv_alternative


def offers(
    debts: Sequence[Debt],
    plan: Plan,
    on: date,
    court: Court,
    chosen: frozenset[str] = frozenset(),
) -> tuple[Offer, ...]:
    """An offer for every debt the plan knows, in the order of the debts; `chosen` loans have an open gate."""
    paid = dict(plan.payments)
    return tuple(
        _offer(debt, paid.get(debt.loan_id, ()), on, court, plan)
        if debt.limitation == "running" or debt.loan_id in chosen
        else _gated(debt)
        for debt in debts
    )


def offer_rows(made: Sequence[Offer], on: date) -> tuple[tuple[str, ...], ...]:
    """Every payment offered as rows for a spreadsheet, a heading first; a gated loan has one empty row."""
    head = ("借款", "对谁", "日期", "金额", "一共", "要对方同意", "先不提")
    return (head, *(row for one in made for row in _rows(one, on)))


def payments_of(one: Offer, on: date) -> Dated:
    """Everything offered, by day, what is paid at once first."""
    return (*(((on, one.now),) if one.now else ()), *one.instalments)


def _rows(one: Offer, on: date) -> Iterator[tuple[str, ...]]:
    if one.gated:
        yield (one.loan_id, one.creditor, "", "", "", "", "是")
        return
    tail = (money_text(one.total), "是" if one.needs_consent else "否", "否")
    for day, amount in payments_of(one, on) or (("", ZERO),):
        yield (one.loan_id, one.creditor, str(day), money_text(amount), *tail)


def _offer(debt: Debt, payments: Dated, on: date, court: Court, plan: Plan) -> Offer:
    now = sum((amount for day, amount in payments if day <= on), ZERO)
    later = tuple(sorted((day, amount) for day, amount in payments if day > on and amount))
    consent = debt.loan_id in plan.needs_consent
    waits = not payments and not consent and all(day > on for day, _ in debt.due)
    instead = alternative(debt, court)
    asks = (*_amounts(debt), *(_terms(debt, on) if consent else ()))
    return Offer(
        debt.loan_id,
        debt.creditor,
        now,
        later,
        now + sum((amount for _, amount in later), ZERO),
        asks,
        _NOT_YET if waits else _say(now, later, asks, consent=consent),
        consent,
        worth(payments, on, court.discount),
        instead.worth,
        gated=False,
        told=instead.told,
    )


def _gated(debt: Debt) -> Offer:
    """Nothing is offered on a debt whose years are over or may be, and no figure stands for it."""
    return Offer(
        debt.loan_id,
        debt.creditor,
        ZERO,
        (),
        ZERO,
        (),
        GATED,
        needs_consent=False,
        npv=ZERO,
        npv_alternative=ZERO,
        gated=True,
        told=_GATED_TOLD,
    )


def _terms(debt: Debt, on: date) -> Iterator[str]:
    """What the creditor is asked to grant where payments differ from the contract."""
    if debt.rate_late > 0:
        yield "按这个办法还的期间，罚息和违约金停下来"
        yield "还的钱先抵本金"
    if any(day > on for day, _ in debt.due):
        yield "没到期的部分，不要宣布提前到期"
    if debt.minimum is not None:
        yield "按个性化分期办理，签成书面协议"
    if debt.kind != _PERSON and any(day <= on for day, _ in debt.due):
        yield "从办妥那天起，信用记录照实按新的办法报送"


def _amounts(debt: Debt) -> Iterator[str]:
    """Sums that are asked to be waived, or only to be looked into; none of them is simply withheld."""
    if debt.asked_to_waive > 0:
        yield f"息费里的 {yuan_said(debt.asked_to_waive)}请减免；没答复以前，我不当它已经免了"
    if debt.arguable > debt.asked_to_waive:
        rest = yuan_said(debt.arguable - debt.asked_to_waive)
        more = "另有" if debt.asked_to_waive else "有"
        yield f"{more} {rest}我有不同看法，请核对后书面答复"


def _say(now: Decimal, later: Dated, asks: tuple[str, ...], *, consent: bool) -> str:
    """What to say on the telephone or at the door, as it is spoken; long lists go in writing."""
    if not now and not later:
        return _NO_MONEY
    when = "书面说定了，当天先还" if consent else "今天先还"
    start = f"{when} {yuan_said(now)}，" if now else ""
    total = now + sum((amount for _, amount in later), ZERO)
    parts, more = instalments_said(later)
    said = f"这一笔，我想这样还：{start}{parts}一共 {yuan_said(total)}{more}。"
    end = "能不能办，请书面答复我，写清楚了我们再签。" if consent else "还款按合同来，到账后请把凭据发给我。"
    return f"{said}{_asked_aloud(asks)}{end}"


def _asked_aloud(asks: tuple[str, ...]) -> str:
    """The first few requests, each without what is only added to it; the rest is on paper."""
    if not asks:
        return ""
    first = "；".join(text.partition("；")[0] for text in asks[:_ALOUD])
    rest = "；另外几条写在纸上" if len(asks) > _ALOUD else ""
    return f"也请您这边答应：{first}{rest}。"
