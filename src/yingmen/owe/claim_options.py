"""What lenders really vary when they name a figure: each way as a change to a loan's terms.

Every option belongs to one axis (day count, penalty, compounding, …); a set of assumptions takes at most
one option of an axis. The words are for the borrower: how it is counted here, how they seem to count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from yingmen.case import Allocation, Repayment
from yingmen.days import DayCount, date_text
from yingmen.money import yuan_text
from yingmen.owe.schedule import due_dates_up_to
from yingmen.owe.terms import Practice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from yingmen.owe.entries import Replay
    from yingmen.owe.terms import Terms

_MULTIPLES = tuple(Decimal(tenths) / 10 for tenths in (10, 11, 12, 13, 14, 15, 20))
_LOAN_KEYS = (
    "penalty_multiple",
    "penalty_daily_rate",
    "compound",
    "allocation",
    "fee",
    "accelerated_on",
    "payment",
    "waiver",
)
_TERMS_KEYS = ("day_count", "principal", "practice", "rate")
_PRACTICE_KEYS = ("days_more", "on_opening", "compound_on_penalty")
_MOST_CALL_INS = 4
_MOST_UNBOOKED = 60
_DAY = timedelta(days=1)
_ORDERS = {
    Allocation.STATUTE: "法定顺序：费用、利息、本金",
    Allocation.PRINCIPAL_FIRST: "先抵本金",
    Allocation.OLDEST_INSTALLMENT: "先抵最早的一期",
}


class Counted(NamedTuple):
    """A loan as somebody counts it: the terms, the day, and whether third parties' fees are added."""

    terms: Terms
    on: date
    other_fees: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One way of counting differently: the axis, our way and theirs in words, and what it changes."""

    axis: str
    ours: str
    theirs: str
    changed: Counted

    def apply(self, base: Counted, counted: Counted) -> Counted:
        """Make this change to a loan that may already be counted otherwise on other axes."""
        return _merge(base, counted, self.changed)


def options(base: Counted, replay: Replay) -> tuple[Option, ...]:
    """Every way of counting a loan differently that can matter on the day, axis by axis."""
    found = [
        *_day_counts(base),
        *_penalties(base),
        *_compounding(base),
        *_orders(base),
        *_fees(base),
        *_days(base),
        *_call_ins(base),
        *_principals(base),
        *_unbooked(base),
        *_waivers(base),
    ]
    return tuple(found) if replay.lines else ()


def _with_loan(base: Counted, **keys: object) -> Counted:
    return base._replace(terms=replace(base.terms, loan=base.terms.loan.model_copy(update=keys)))


def _merge(base: Counted, counted: Counted, changed: Counted) -> Counted:
    """What `changed` alters in `base`, altered in `counted` as well."""
    loan = _changes(base.terms.loan, changed.terms.loan, _LOAN_KEYS)
    terms = _changes(base.terms, changed.terms, _TERMS_KEYS)
    if "practice" in terms:
        terms["practice"] = _both(base.terms.practice, counted.terms.practice, changed.terms.practice)
    merged = replace(counted.terms, loan=counted.terms.loan.model_copy(update=loan), **terms)
    day = changed.on if changed.on != base.on else counted.on
    return Counted(merged, day, counted.other_fees or changed.other_fees)


def _both(base: Practice, one: Practice, other: Practice) -> Practice:
    return replace(one, **_changes(base, other, _PRACTICE_KEYS))


def _changes(base: object, changed: object, keys: tuple[str, ...]) -> dict[str, Any]:
    """Which of the keys stand differently in `changed`, with how they stand there."""
    return {key: getattr(changed, key) for key in keys if getattr(changed, key) is not getattr(base, key)}


def _day_counts(base: Counted) -> Iterator[Option]:
    ours = base.terms.day_count
    for theirs in DayCount:
        if theirs is not ours and base.terms.rate:
            yield Option(
                "day_count", ours.value, theirs.value, base._replace(terms=_counted_by(base, theirs))
            )


def _counted_by(base: Counted, day_count: DayCount) -> Terms:
    """The contract's daily rate, if that is what was agreed, is worth more or less a year."""
    terms = base.terms
    daily = terms.loan.daily_rate
    rate = terms.rate if daily is None or terms.loan.nominal_rate is not None else daily * day_count.year
    return replace(terms, day_count=day_count, rate=rate)


def _penalties(base: Counted) -> Iterator[Option]:
    loan = base.terms.loan
    if not base.terms.rate:
        return
    ours = loan.penalty_multiple
    said = (
        "按日收" if loan.penalty_daily_rate else f"合同利率的 {ours} 倍" if ours else "没有约定，按合同利率"
    )
    for theirs in _MULTIPLES:
        if theirs != (ours or (None if loan.penalty_daily_rate else Decimal(1))):
            changed = _with_loan(base, penalty_multiple=theirs, penalty_daily_rate=None)
            yield Option("penalty_multiple", said, f"合同利率的 {theirs} 倍", changed)


def _compounding(base: Counted) -> Iterator[Option]:
    compound = base.terms.compound
    said = "对欠付利息计复利" if compound else "不计复利"
    both = _with_loan(base, compound=True)
    both = both._replace(terms=replace(both.terms, practice=Practice(compound_on_penalty=True)))
    if compound:
        yield Option("compound", said, "不计复利", _with_loan(base, compound=False))
    else:
        yield Option("compound", said, "对欠付利息计复利", _with_loan(base, compound=True))
    yield Option("compound", said, "对欠付利息和罚息都计复利", both)


def _orders(base: Counted) -> Iterator[Option]:
    ours = base.terms.allocation
    if not base.terms.loan.payment:
        return
    for theirs, said in _ORDERS.items():
        if theirs is not ours:
            yield Option("allocation", _ORDERS[ours], said, _with_loan(base, allocation=theirs))


def _fees(base: Counted) -> Iterator[Option]:
    if base.terms.own_fees:
        kept = tuple(fee for fee in base.terms.loan.fee if fee not in base.terms.own_fees)
        yield Option("fees", "算入贷款方的费用", "不算费用", _with_loan(base, fee=kept))
    if base.terms.other_fees:
        yield Option("fees", "第三方的费用另算", "把第三方的费用也算进来", base._replace(other_fees=True))


def _days(base: Counted) -> Iterator[Option]:
    yield Option("last_day", "算到当天", "多算一天", base._replace(on=base.on + _DAY))
    yield Option("last_day", "算到当天", "少算一天", base._replace(on=base.on - _DAY))
    if base.terms.rate and base.terms.loan.repayment is not Repayment.FLAT_FEE:
        for days, said in ((1, "每期多算一天利息"), (-1, "每期少算一天利息")):
            changed = replace(base.terms, practice=Practice(days_more=days))
            yield Option("period_days", "每期按实际天数", said, base._replace(terms=changed))


def _call_ins(base: Counted) -> Iterator[Option]:
    ours = base.terms.loan.accelerated_on
    said = f"{date_text(ours)} 提前到期" if ours else "没有提前到期"
    if ours is not None:
        yield Option("accelerated_on", said, "没有提前到期", _with_loan(base, accelerated_on=None))
    passed = due_dates_up_to(base.terms, base.on)
    if not base.terms.instalments or len(passed) == len(base.terms.due_dates):
        return
    for day in (*passed[-_MOST_CALL_INS:], base.on):
        if day != ours:
            theirs = f"{date_text(day)} 就算全部提前到期"
            yield Option("accelerated_on", said, theirs, _with_loan(base, accelerated_on=day))


def _principals(base: Counted) -> Iterator[Option]:
    terms = base.terms
    if terms.face != terms.principal:
        said = f"先扣的利息不算本金，本金 {yuan_text(terms.principal)}"
        changed = replace(terms, principal=terms.face)
        yield Option("principal", said, f"本金仍按 {yuan_text(terms.face)}", base._replace(terms=changed))
    amortised = {Repayment.EQUAL_INSTALLMENT, Repayment.EQUAL_PRINCIPAL}
    if terms.rate and terms.loan.repayment in amortised:
        changed = replace(terms, practice=Practice(on_opening=True))
        said = "按还欠的本金计息"
        yield Option("interest_base", said, "已还的本金也继续计息", base._replace(terms=changed))


def _unbooked(base: Counted) -> Iterator[Option]:
    paid = [item for item in base.terms.loan.payment if item.on <= base.on and item.amount]
    paid.sort(key=lambda item: (item.on, item.amount))
    for item in paid[-_MOST_UNBOOKED:]:
        rest = list(base.terms.loan.payment)
        rest.remove(item)
        said = f"{date_text(item.on)} 还的 {yuan_text(item.amount)}"
        yield Option("payment", f"{said}已入账", f"{said}没有入账", _with_loan(base, payment=tuple(rest)))


def _waivers(base: Counted) -> Iterator[Option]:
    for item in base.terms.loan.waiver:
        if item.on <= base.on and item.amount:
            rest = list(base.terms.loan.waiver)
            rest.remove(item)
            said = f"{date_text(item.on)} 答应减免的 {yuan_text(item.amount)}"
            yield Option("waiver", f"{said}已减", f"{said}没有减", _with_loan(base, waiver=tuple(rest)))
