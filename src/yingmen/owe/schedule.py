"""The contract's own plan of repayment: what was to be paid on each due date.

Equal instalments come from the yearly rate over 12; the interest share of each comes from the contract's
day count; the last one takes the whole balance. Each figure is rounded half up to the fen when posted.
The same `Shares` serve the plan here and the replayed ledger, so that the two cannot part.

Checked with: published mortgage tables and hand calculation in `docs/arithmetic/interest.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import count, takewhile
from typing import TYPE_CHECKING

from yingmen.case import Repayment
from yingmen.days import MONTHS_PER_YEAR, DayCount, add_months, days_between, part_of_year
from yingmen.money import ZERO, exact, fen

if TYPE_CHECKING:
    from datetime import date

    from yingmen.owe.terms import Terms

MEASURE_YEAR = 365
"""Ceilings are measured by calendar days over 365."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is to be paid on a due date, in yuan; `fees` to the lender, `other_fees` to anybody else."""

    due_on: date
    principal: Decimal
    interest: Decimal
    fees: Decimal = ZERO
    other_fees: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Everything the borrower is to pay that day, to whomever."""
        return self.principal + self.interest + self.fees + self.other_fees


_LONGEST_TERM = 600


class Period:
    """A stretch between two due dates, as the contract counts it: days of it used, and what they cost."""

    __slots__ = ("_anchor", "_flat", "_full", "_on_opening", "_year", "end", "start", "terms")

    def __init__(self, terms: Terms, start: date, end: date | None) -> None:
        self.terms, self.start, self.end = terms, start, end
        self._year = terms.day_count.year
        first = start == terms.loan.disbursed_on or not terms.due_dates
        self._anchor = None if first else terms.due_dates[0].day
        days = part_of_year(start, end, terms.day_count, self._anchor).days if end else None
        self._full = None if days is None else max(days + terms.practice.days_more, 0)
        self._flat = terms.loan.repayment is Repayment.FLAT_FEE
        self._on_opening = self._flat or terms.practice.on_opening

    def days_to(self, day: date) -> Decimal:
        """Days of interest from the period's start to a day in it, never more than the whole period's."""
        if self.end is not None and day >= self.end:
            days = Decimal(self._full or 0)
        else:
            used = part_of_year(self.start, day, self.terms.day_count, self._anchor).days
            days = Decimal(used if self._full is None else min(used, self._full))
        if self._flat:
            with exact():
                return min(days, Decimal(self._year) / MONTHS_PER_YEAR)
        return days

    def base(self, balance: Decimal) -> Decimal:
        """What interest is counted on: the balance, or for a flat fee the principal as lent."""
        return self.terms.principal if self._on_opening and balance else balance

    def interest(self, balance_days: Decimal) -> Decimal:
        """Interest for so many yuan-days, not rounded."""
        return self.terms.rate * balance_days / self._year

    def measured(self, balance: Decimal, since: date, until: date, charged: Decimal) -> Decimal:
        """The charge as a ceiling sees it: 30/360 at its yearly rate by calendar days over 365."""
        if self.terms.day_count is not DayCount.THIRTY_360:
            return charged
        return self.base(balance) * self.terms.rate * days_between(since, until) / MEASURE_YEAR


class Shares:
    """How much principal each due date asks for, by the loan's method."""

    __slots__ = ("_amount", "_count", "_method", "flat_interest")

    def __init__(self, terms: Terms, principal: Decimal) -> None:
        self._method = terms.loan.repayment
        self._count = len(terms.due_dates)
        with exact():
            self._amount = self._fixed_amount(terms, principal)
            self.flat_interest = (
                fen(principal * terms.rate / MONTHS_PER_YEAR) if self._method is Repayment.FLAT_FEE else None
            )

    def _fixed_amount(self, terms: Terms, principal: Decimal) -> Decimal:
        if self._method is Repayment.EQUAL_INSTALLMENT:
            return instalment_amount(principal, terms.rate, self._count)
        return fen(principal / max(self._count, 1))

    def principal(self, number: int, balance: Decimal, interest: Decimal) -> Decimal:
        """Principal due with instalment `number` (from 0), given the balance and the period's interest."""
        if number >= self._count - 1:
            return balance
        if self._method is Repayment.INTEREST_ONLY:
            return ZERO
        if self._method is Repayment.EQUAL_INSTALLMENT:
            return min(max(self._amount - interest, ZERO), balance)
        return min(self._amount, balance)


def instalment_amount(principal: Decimal, rate: Decimal, count: int) -> Decimal:
    """The equal monthly instalment for a principal, a yearly rate and a number of months, to the fen."""
    with exact():
        if not rate:
            return fen(principal / count)
        monthly = rate / MONTHS_PER_YEAR
        return fen(principal * monthly / (1 - (1 + monthly) ** -count))


def plan(terms: Terms, principal: Decimal) -> tuple[Instalment, ...]:
    """The whole plan on a principal: one-off fees on their dates, then every due date, in order of date."""
    rows = _one_off_fees(terms)
    shares, balance, start = Shares(terms, principal), principal, terms.loan.disbursed_on
    with exact():
        for number, due_on in enumerate(terms.due_dates):
            period = Period(terms, start, due_on)
            base = principal if shares.flat_interest is not None else balance
            interest = fen(period.interest(base * period.days_to(due_on)))
            if shares.flat_interest is not None:
                interest = shares.flat_interest if balance else ZERO
            part = shares.principal(number, balance, interest)
            own, other = fees_due(terms)
            if balance or part or not number:
                rows.append(Instalment(due_on, part, interest, own, other))
            balance, start = balance - part, due_on
    rows += _bullet_fees(terms)
    return tuple(sorted(rows, key=lambda row: row.due_on))


def due_dates_up_to(terms: Terms, on: date) -> tuple[date, ...]:
    """The due dates that have passed by a day, the day included."""
    return tuple(day for day in terms.due_dates if day <= on)


def fees_due(terms: Terms) -> tuple[Decimal, Decimal]:
    """Monthly fees that come with an instalment, as (the lender's, other people's)."""
    if not terms.instalments:
        return ZERO, ZERO
    return monthly_fee(terms, third_party=False), monthly_fee(terms, third_party=True)


def monthly_fee(terms: Terms, *, third_party: bool) -> Decimal:
    """What all monthly fees come to, by who takes them."""
    fees = terms.other_fees if third_party else terms.own_fees
    return sum((fee.amount for fee in fees if fee.every), ZERO)


def bullet_fee_dates(terms: Terms) -> tuple[date, ...]:
    """The dates of a bullet's monthly fees: each whole month from the payout up to the maturity.

    Where no maturity was agreed they go on, as far as a case can ask.
    """
    if terms.instalments:
        return ()
    start = terms.loan.disbursed_on
    dates = takewhile(lambda day: day <= _maturity(terms), (add_months(start, n) for n in count(1)))
    return tuple(dates)


def _maturity(terms: Terms) -> date:
    return terms.due_dates[-1] if terms.due_dates else add_months(terms.loan.disbursed_on, _LONGEST_TERM)


def _bullet_fees(terms: Terms) -> list[Instalment]:
    own, other = (monthly_fee(terms, third_party=side) for side in (False, True))
    if not terms.due_dates or (not own and not other):
        return []
    return [Instalment(day, ZERO, ZERO, own, other) for day in bullet_fee_dates(terms)]


def _one_off_fees(terms: Terms) -> list[Instalment]:
    rows: dict[date, list[Decimal]] = {}
    for side, fees in enumerate((terms.own_fees, terms.other_fees)):
        for fee in fees:
            if not fee.every:
                rows.setdefault(fee.on or terms.loan.disbursed_on, [ZERO, ZERO])[side] += fee.amount
    return [Instalment(day, ZERO, ZERO, own, other) for day, (own, other) in sorted(rows.items())]
