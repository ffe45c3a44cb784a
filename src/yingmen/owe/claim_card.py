"""What card issuers vary when they name a figure, and the search among it.

References: see `claim_search`. Readings of a card that a text leaves open are options here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from yingmen.case import Allocation
from yingmen.days import date_text
from yingmen.money import percent_text, yuan_text
from yingmen.owe.card import CardTerms, replay_card
from yingmen.owe.claim_search import Explanation, search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DAY = timedelta(days=1)
_LATE_FEES = (Decimal(0), Decimal("0.05"), Decimal("0.10"))
_MINIMUMS = (Decimal("0.05"), Decimal("0.10"))
_DAILY = (Decimal("0.0005"), Decimal("0.00035"))
_MOST_UNBOOKED = 24


class CountedCard(NamedTuple):
    """A card as somebody counts it: the terms and the day."""

    terms: CardTerms
    on: date


@dataclass(frozen=True, slots=True)
class CardOption:
    """One way of counting a card differently."""

    axis: str
    ours: str
    theirs: str
    change: Callable[[CountedCard], CountedCard]

    def apply(self, base: CountedCard, counted: CountedCard) -> CountedCard:  # noqa: ARG002 - as for loans
        """Make this change to a card that may already be counted otherwise."""
        return self.change(counted)


def explain_card(terms: CardTerms, on: date, claimed: Decimal) -> Explanation:
    """Find the smallest sets of options under which a card comes to a claimed total."""
    base = CountedCard(terms, on)
    return search(base, claimed, tuple(card_options(base)), total_of_card)


def total_of_card(counted: CountedCard) -> Decimal:
    """What a card comes to when it is counted in a given way, in yuan."""
    return replay_card(counted.terms, counted.on).replay.balances.total


def card_options(base: CountedCard) -> Iterator[CardOption]:
    """Every way of counting a card differently, axis by axis."""
    yield from _rates(base.terms)
    yield from _readings(base.terms)
    yield CardOption("last_day", "算到当天", "多算一天", lambda card: card._replace(on=card.on + _DAY))
    yield CardOption("last_day", "算到当天", "少算一天", lambda card: card._replace(on=card.on - _DAY))
    yield from _unbooked(base)


def _rates(terms: CardTerms) -> Iterator[CardOption]:
    for rate in _LATE_FEES:
        if rate != terms.late_fee_rate:
            ours = f"违约金按 {percent_text(terms.late_fee_rate)}"
            yield CardOption(
                "late_fee_rate", ours, f"违约金按 {percent_text(rate)}", _with(late_fee_rate=rate)
            )
    for rate in _MINIMUMS:
        if rate != terms.minimum_rate:
            ours = f"最低还款按 {percent_text(terms.minimum_rate)}"
            yield CardOption(
                "minimum_rate", ours, f"最低还款按 {percent_text(rate)}", _with(minimum_rate=rate)
            )
    for rate in _DAILY:
        if rate != terms.daily_rate:
            ours = f"日利率{_per_myriad(terms.daily_rate)}"
            yield CardOption("daily_rate", ours, f"日利率{_per_myriad(rate)}", _with(daily_rate=rate))


def _per_myriad(rate: Decimal) -> str:
    return f"万分之 {(rate * 10_000).normalize():f}"


def _readings(terms: CardTerms) -> Iterator[CardOption]:
    said = "对欠息计复利" if terms.compound else "不计复利"
    other = "不计复利" if terms.compound else "对欠息计复利"
    yield CardOption("compound", said, other, _with(compound=not terms.compound))
    bear = replace(terms.readings, fees_bear=True)
    if not terms.readings.fees_bear:
        yield CardOption("fees_bear", "费用不计息", "费用也计息", _with(readings=bear))
    if not terms.principal_first:
        change = _with_loan(allocation=Allocation.PRINCIPAL_FIRST)
        yield CardOption("allocation", "逾期 90 天内先抵息费", "先抵本金", change)


def _with(**keys: object) -> Callable[[CountedCard], CountedCard]:
    def change(card: CountedCard) -> CountedCard:
        return card._replace(terms=replace(card.terms, **keys))  # type: ignore[arg-type]  # fields of CardTerms

    return change


def _with_loan(**keys: object) -> Callable[[CountedCard], CountedCard]:
    def change(card: CountedCard) -> CountedCard:
        return card._replace(terms=replace(card.terms, loan=card.terms.loan.model_copy(update=keys)))

    return change


def _unbooked(base: CountedCard) -> Iterator[CardOption]:
    paid = sorted(
        (item for item in base.terms.loan.payment if item.on <= base.on and item.amount),
        key=lambda item: (item.on, item.amount),
    )
    for item in paid[-_MOST_UNBOOKED:]:
        rest = list(base.terms.loan.payment)
        rest.remove(item)
        said = f"{date_text(item.on)} 还的 {yuan_text(item.amount)}"
        yield CardOption("payment", f"{said}已入账", f"{said}没有入账", _with_loan(payment=tuple(rest)))
