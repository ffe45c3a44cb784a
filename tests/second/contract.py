"""What the borrower signed, read slowly from a plain dict: amounts, due dates, day counts, fees.

This is the second reading of the loan terms, built from the design's text alone and sharing no line
with the product, so that a mistake made once is not made twice. Amounts and rates are exact
`Fraction`s of yuan and of a year; only `half_up` rounds, to the fen.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE = Fraction(0)
INSTALMENTS = ("equal_installment", "equal_principal", "flat_fee", "interest_only")
THIRTY_BY_DEFAULT = ("equal_installment", "equal_principal", "flat_fee")


def half_up(amount: Fraction) -> Fraction:
    """Round an amount of at least nothing half up to the fen."""
    return Fraction((amount * 100 + Fraction(1, 2)).__floor__(), 100)


def number(value: object) -> Fraction:
    """Read a figure as it is written: "0.1" is exactly a tenth."""
    return Fraction(str(value))


def month_on(start: date, months: int, anchor: int) -> date:
    """The anchor day so many months after the start's month, or that month's last day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(anchor, monthrange(year, month)[1]))


def thirty_days(start: date, end: date, anchor: int) -> int:
    """Whole months forward from the start count 30 days each, the calendar days left at most 30."""
    months = (end.year - start.year) * 12 + end.month - start.month
    reached = month_on(start, months, anchor) if months else start
    if reached > end:
        months -= 1
        reached = month_on(start, months, anchor) if months else start
    return months * 30 + min((end - reached).days, 30)


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee of the loan: `on` a day, or every month where `on` is None."""

    amount: Fraction
    on: date | None


@dataclass(frozen=True, slots=True)
class Payment:
    """What the borrower paid, and what they said it was for ("" where nothing binding was said)."""

    on: date
    amount: Fraction
    designated: str


@dataclass(frozen=True, slots=True)
class Contract:
    """The terms of one loan. `due` is empty where the money is to be paid back on demand."""

    principal: Fraction
    disbursed_on: date
    kind: str
    rate: Fraction
    day_count: str
    due: tuple[date, ...]
    anchor: int
    fees: tuple[Fee, ...]
    third_party: tuple[Fee, ...]
    payments: tuple[Payment, ...]
    allocation: str
    penalty_multiple: Fraction | None
    penalty_daily_rate: Fraction | None
    compound: bool
    accelerated_on: date | None

    @property
    def bullet(self) -> bool:
        """Whether all principal comes back at once, so that nothing paid early is held."""
        return self.kind == "bullet"

    @property
    def year(self) -> int:
        """Days in a year by the contract's convention."""
        return 365 if self.day_count == "act/365" else 360

    def part(self, start: date, end: date) -> Fraction:
        """The part of a year between a period's start and a later day of it."""
        if self.day_count != "30/360":
            return Fraction((end - start).days, self.year)
        anchor = start.day if start == self.disbursed_on else self.anchor
        return Fraction(thirty_days(start, end, anchor), 360)

    @property
    def instalment(self) -> Fraction:
        """The equal instalment, P·i / (1 − (1+i)^−n) with i a twelfth of the yearly rate."""
        count, monthly = len(self.due), self.rate / 12
        if not monthly:
            return half_up(self.principal / count)
        return half_up(self.principal * monthly / (1 - (1 + monthly) ** -count))

    @property
    def agreed_nothing(self) -> bool:
        """Whether neither interest nor any consequence of lateness was agreed."""
        return not self.rate and self.penalty_multiple is None and self.penalty_daily_rate is None

    @property
    def penalty_day(self) -> Fraction | None:
        """The penalty rate per calendar day; None where none was agreed."""
        if self.penalty_daily_rate is not None:
            return self.penalty_daily_rate
        if self.penalty_multiple is not None:
            return self.rate * self.penalty_multiple / self.year
        return None


def _principal(loan: Mapping[str, Any]) -> Fraction:
    """What counts as lent: interest taken in advance was never lent, a fee taken in advance was."""
    cut = {"interest": NONE, "fee": NONE}
    for deduction in loan.get("deduction", ()):
        cut[deduction["kind"]] += number(deduction["amount"])
    if "received" in loan:
        return number(loan["received"]) + cut["fee"]
    return number(loan["principal"]) - cut["interest"]


def _day_count(loan: Mapping[str, Any]) -> str:
    """The convention written in the contract, or the one taken where none is."""
    if "day_count" in loan:
        return str(loan["day_count"])
    if loan["lender_kind"] == "private":
        return "act/365"
    return "30/360" if loan["repayment"] in THIRTY_BY_DEFAULT else "act/360"


def _due(loan: Mapping[str, Any]) -> tuple[date, ...]:
    """The days on which something of the principal or its interest falls due."""
    if loan.get("on_demand", False):
        return ()
    first: date = loan["first_due_on"]
    if loan["repayment"] == "bullet":
        return (first,)
    days = [month_on(first, months, first.day) for months in range(loan["term_months"])]
    days[-1] = loan.get("last_due_on", days[-1])
    return tuple(days)


def _fee(fee: Mapping[str, Any], loan: Mapping[str, Any]) -> Fee:
    """One fee; without a day of its own and not monthly, it is due when the money is paid out."""
    monthly = fee.get("every") == "month"
    return Fee(number(fee["amount"]), None if monthly else fee.get("on", loan["disbursed_on"]))


def _payments(loan: Mapping[str, Any]) -> tuple[Payment, ...]:
    """All payments in the order in which they count."""
    binding = ("principal", "interest")
    found = [
        Payment(paid["on"], number(paid["amount"]), paid["designated"])
        if paid.get("designated") in binding
        else Payment(paid["on"], number(paid["amount"]), "")
        for paid in loan.get("payment", ())
    ]
    if any(paid.on < loan["disbursed_on"] for paid in found):
        raise ValueError("a payment before the loan was paid out")
    place = {"principal": 0, "interest": 1, "": 2}
    return tuple(sorted(found, key=lambda paid: (paid.on, place[paid.designated], paid.amount)))


def _rate(loan: Mapping[str, Any], day_count: str) -> Fraction:
    """The contract's yearly rate; a daily rate times the days of the convention's year."""
    if "nominal_rate" in loan:
        return number(loan["nominal_rate"])
    return number(loan["daily_rate"]) * (365 if day_count == "act/365" else 360)


def read(loan: Mapping[str, Any]) -> Contract:
    """Read one [[loan]] of a case file, dates as dates and money as it is written."""
    day_count, due = _day_count(loan), _due(loan)
    all_fees = loan.get("fee", ())
    apart = [fee for fee in all_fees if fee.get("payee", loan["lender"]) != loan["lender"]]
    multiple, daily = loan.get("penalty_multiple"), loan.get("penalty_daily_rate")
    return Contract(
        principal=_principal(loan),
        disbursed_on=loan["disbursed_on"],
        kind=loan["repayment"],
        rate=_rate(loan, day_count),
        day_count=day_count,
        due=due,
        anchor=due[0].day if due else loan["disbursed_on"].day,
        fees=tuple(_fee(fee, loan) for fee in all_fees if fee not in apart),
        third_party=tuple(_fee(fee, loan) for fee in apart),
        payments=_payments(loan),
        allocation=loan.get("allocation", "statute"),
        penalty_multiple=None if multiple is None else number(multiple),
        penalty_daily_rate=None if daily is None else number(daily),
        compound=loan.get("compound", False),
        accelerated_on=loan.get("accelerated_on"),
    )
