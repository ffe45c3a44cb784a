"""What to put to each creditor: how much now, how much when, what is asked in return, and how to say it.

An offer acknowledges the debt. Where the years of limitation are over or may be, none is made: the offer is
`gated`, holds no figure and no request, and its sentence asks for papers alone, until the borrower has seen
what an offer does and chosen to make it (`chosen` holds such loans, as in `answer`).

Nothing is asked that a creditor could not grant: no true entry in the credit record is to be hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from yingmen.afford.alternative import alternative, worth
from yingmen.days import date_text
from yingmen.money import ZERO, money_text, yuan_text

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
_RUNS = 3  # as many changes of the monthly amount as an ear can take in


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
        else _gated(debt, court)
        for debt in debts
    )


def offer_rows(made: Sequence[Offer], on: date) -> tuple[tuple[str, ...], ...]:
    """Every payment offered as rows for a spreadsheet, a heading first; a gated loan has one empty row."""
    head = ("loan_id", "creditor", "on", "amount", "total", "needs_consent", "gated")
    return (head, *(row for one in made for row in _rows(one, on)))


def payments_of(one: Offer, on: date) -> Dated:
    """Everything offered, by day, what is paid at once first."""
    return (*(((on, one.now),) if one.now else ()), *one.instalments)


def _rows(one: Offer, on: date) -> Iterator[tuple[str, ...]]:
    tail = (money_text(one.total), _bool(one.needs_consent), _bool(one.gated))
    payments = payments_of(one, on)
    for day, amount in payments:
        yield (one.loan_id, one.creditor, day.isoformat(), money_text(amount), *tail)
    if not payments:
        yield (one.loan_id, one.creditor, "", "", *tail)


def _bool(value: bool) -> str:  # noqa: FBT001 - a cell of the table
    return "true" if value else "false"


def _offer(debt: Debt, payments: Dated, on: date, court: Court, plan: Plan) -> Offer:
    now = sum((amount for day, amount in payments if day <= on), ZERO)
    later = tuple(sorted((day, amount) for day, amount in payments if day > on and amount))
    consent = debt.loan_id in plan.needs_consent
    instead = alternative(debt, court)
    asks = (*(_terms(debt, on) if consent else ()), *_amounts(debt))
    return Offer(
        debt.loan_id,
        debt.creditor,
        now,
        later,
        now + sum((amount for _, amount in later), ZERO),
        asks,
        _say(now, later, asks, consent=consent),
        consent,
        worth(payments, on, court.discount),
        instead.worth,
        gated=False,
        told=instead.told,
    )


def _gated(debt: Debt, court: Court) -> Offer:
    """Nothing is offered on a debt whose years are over or may be."""
    instead = alternative(debt, court)
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
        npv_alternative=instead.worth,
        gated=True,
        told=_GATED_TOLD,
    )


def _terms(debt: Debt, on: date) -> Iterator[str]:
    """What the creditor is asked to grant where payments differ from the contract."""
    overdue = any(day <= on for day, _ in debt.due)
    if debt.rate_late > 0:
        yield "按这个办法还的期间，罚息和违约金停下来"
        yield "还的钱先抵本金"
    if any(day > on for day, _ in debt.due):
        yield "没到期的部分，不要宣布提前到期"
    if debt.minimum is not None:
        yield "按个性化分期办理，签成书面协议"
    if overdue:
        yield "从办妥那天起，信用记录照实按新的办法报送"


def _amounts(debt: Debt) -> Iterator[str]:
    """Sums that are asked to be waived, or only to be looked into; none of them is simply withheld."""
    if debt.asked_to_waive > 0:
        yield f"息费里的 {yuan_text(debt.asked_to_waive)} 请减免；没答复以前，我不当它已经免了"
    if debt.arguable > debt.asked_to_waive:
        rest = yuan_text(debt.arguable - debt.asked_to_waive)
        yield (
            f"另有 {rest} 我有不同看法，请核对后书面答复"
            if debt.asked_to_waive
            else (f"有 {rest} 我有不同看法，请核对后书面答复")
        )


def _say(now: Decimal, later: Dated, asks: tuple[str, ...], *, consent: bool) -> str:
    """What to say on the telephone or at the door, as it is spoken."""
    if not now and not later:
        return "这一笔，眼下我拿不出钱。等能拿出多少有了准数，我书面告诉您。"
    parts = [f"今天先还 {yuan_text(now)}"] if now else []
    parts += _spoken(later)
    total = now + sum((amount for _, amount in later), ZERO)
    said = f"这一笔，我想这样还：{'，'.join(parts)}，一共 {yuan_text(total)}。"
    wanted = f"也请您这边答应：{'；'.join(asks)}。" if asks else ""
    end = "能不能办，请书面答复我，写清楚了我们再签。" if consent else "还款按合同来，到账后请把凭据发给我。"
    return f"{said}{wanted}{end}"


def _spoken(later: Dated) -> list[str]:
    """Equal payments together: from when to when, how much, how often; a long list goes in writing."""
    runs = [(amount, [day for day, _ in run]) for amount, run in groupby(later, key=lambda one: one[1])]
    if len(runs) > _RUNS:
        first, last = later[0], later[-1]
        when = f"从 {date_text(first[0])} 到 {date_text(last[0])} 分 {len(later)} 次还"
        return [f"{when}，每次多少写在纸上，我发给您"]
    return [
        f"{date_text(days[0])} 还 {yuan_text(amount)}"
        if len(days) == 1
        else f"{date_text(days[0])} 到 {date_text(days[-1])}，每次 {yuan_text(amount)}，{len(days)} 次"
        for amount, days in runs
    ]
