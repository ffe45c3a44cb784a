"""How much a lender has charged above the law's ceiling, worked out a second time, day by day.

    over(loan, on, lpr_1y, [(since, yearly ceiling), ...])
        -> [{"since", "annual_rate", "term", "overdue", "over"}]

Each day's charges are set beside outstanding principal times ceiling / 365. A private lender's charges
before and after the due date are two sums, each netted in itself; other lenders' are one sum (`term`
and `overdue` then only show its parts, below zero where they stay under). Nothing is netted across
periods. A night belongs to the day on which it begins.

*Limitations.* Charges are exact here and posted to the fen in the product: compare with a tolerance of
half a fen for each posting. What was paid and what was not is not told apart. Monthly fees and fees of a
loan without a due date are refused.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from second.book import DAY, Book
from second.contract import NONE, half_up, number, read
from second.ledger import yuan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    from second.contract import Contract

    Ceilings = Sequence[tuple[date, Fraction]]


class Excess(NamedTuple):
    """Charges above the yardstick (below zero: under it), before and after the due date."""

    term: Fraction = NONE
    overdue: Fraction = NONE

    def plus(self, term: Fraction, overdue: Fraction) -> Excess:
        """The same with more of both."""
        return Excess(self.term + term, self.overdue + overdue)


def period_of(ceilings: Ceilings, day: date) -> tuple[date, Fraction]:
    """The period a day falls in, and its ceiling a year."""
    return [step for step in ceilings if step[0] <= day][-1]


def term_night(book: Book) -> Fraction:
    """A night's interest on principal not yet due; 30/360 is measured at its yearly rate over 365."""
    if not book.later:
        return NONE
    year = 360 if book.contract.day_count == "act/360" else 365
    return book.base * book.contract.rate / year


def overdue_night(book: Book) -> Fraction:
    """A night's penalty or interest going on, and compound: calendar days over the convention's year."""
    charge = NONE
    for row in book.rows:
        base = row.principal + (row.interest if book.contract.compound else NONE)
        charge += base * book.late_day(row) if base else NONE
    return charge


def one_off_fees(contract: Contract, loan: Mapping[str, Any]) -> list[tuple[Fraction, date]]:
    """The lender's fees with a day of their own, those taken out of the money paid out among them."""
    if any(fee.on is None for fee in contract.fees):
        raise ValueError("monthly fees are not weighed here")
    taken = [number(cut["amount"]) for cut in loan.get("deduction", ()) if cut["kind"] == "fee"]
    found = [(fee.amount, fee.on) for fee in contract.fees if fee.on is not None]
    return found + [(amount, contract.disbursed_on) for amount in taken]


def lay(amount: Fraction, since: date, until: date, ended_on: date) -> dict[date, Fraction]:
    """A fee laid evenly over its nights; what would lie after the loan's end falls on the last one."""
    each = amount / (until - since).days
    laid: dict[date, Fraction] = {}
    for passed in range((until - since).days):
        night = min(since + timedelta(days=passed), max(ended_on - DAY, since))
        laid[night] = laid.get(night, NONE) + each
    return laid


def over(
    loan: Mapping[str, Any], on: date, lpr_1y: Callable[[date], Fraction], ceilings: Ceilings
) -> list[dict[str, Any]]:
    """Charges to date above the ceiling, one entry per period of `ceilings` that the loan has touched."""
    contract = read(loan)
    fees = one_off_fees(contract, loan)
    book = Book(contract, lpr_1y, contract.disbursed_on, contract.principal)
    sums: dict[tuple[date, Fraction], Excess] = {}
    ended_on = date.max
    for passed in range((on - contract.disbursed_on).days + 1):
        day = contract.disbursed_on + timedelta(days=passed)
        book.live(day)
        if not book.later:
            ended_on = min(ended_on, day)
        if day < on:
            period = period_of(ceilings, day)
            night = weigh(book, period[1] / 365)
            sums[period] = sums.get(period, Excess()).plus(*night)
    for amount, charged_on in fees:
        add_fee(sums, (amount, charged_on), (max(contract.due), ended_on, on), ceilings)
    return [entry(period, found, loan["lender_kind"] == "private") for period, found in sums.items()]


def weigh(book: Book, limit: Fraction) -> Excess:
    """The coming night's charges without fees, less principal times the ceiling for a night."""
    overdue = overdue_night(book) - book.total("principal") * limit
    return Excess(term_night(book) - book.later * limit, overdue)


def add_fee(
    sums: dict[tuple[date, Fraction], Excess],
    fee: tuple[Fraction, date],
    days: tuple[date, date, date],
    ceilings: Ceilings,
) -> None:
    """Add a fee charged by `on` to its periods; `days` are the last due date, the loan's end and `on`.

    A fee up to the last due date lies on the nights up to it, a later one on the nights since it.
    """
    (amount, charged_on), (last, ended_on, on) = fee, days
    if charged_on > on:
        return
    late = charged_on >= last
    since, until = (min(last, charged_on - DAY), charged_on) if late else (charged_on, last)
    for night, part in lay(amount, since, until, date.max if late else ended_on).items():
        if night < max(on, since + DAY):
            period = period_of(ceilings, night)
            parts = (NONE, part) if late else (part, NONE)
            sums[period] = sums.get(period, Excess()).plus(*parts)


def entry(period: tuple[date, Fraction], found: Excess, private: bool) -> dict[str, Any]:
    """One period's excess: two sums, each at least nothing, or one."""
    parts = [max(part, NONE) if private else part for part in found]
    return {
        "since": period[0],
        "annual_rate": period[1],
        "term": signed(parts[0]),
        "overdue": signed(parts[1]),
        "over": yuan(half_up(max(sum(parts, NONE), NONE))),
    }


def signed(amount: Fraction) -> Decimal:
    """An amount rounded to the fen, half away from zero, its sign kept."""
    return yuan(half_up(amount)) if amount >= 0 else -yuan(half_up(-amount))
