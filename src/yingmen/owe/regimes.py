"""Which ceiling binds a loan, from when to when, and with what effect.

Private lending: four times the 1-year LPR from 2020-08-20, fixed at the contract's day (between natural
persons, the day the money was paid out); for older contracts the rule of the time (24 % supported, void
above 36 %, from 2015-09-01), then from 2020-08-20 four times the LPR of the day of suit, taken as the day
of asking where no suit is known. Earlier still: four times the benchmark rate, known from memory only, so
shown and not judged. Every other lender: a court may on request reduce what a lender itself claims above
24 % a year, judged from 2017-08-09.

References: 法释〔2020〕17号 25, 31; 法释〔2015〕18号 26, 30; 法发〔2017〕22号 2; 法释〔2020〕27号;
金规〔2025〕9号 6.
Limitations: `docs/limits.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from yingmen.case import BorrowerKind, LenderKind
from yingmen.law import Checked
from yingmen.money import exact

if TYPE_CHECKING:
    from decimal import Decimal

    from yingmen.case import Loan
    from yingmen.law import Basis, Book

LPR_RULE_SINCE = date(2020, 8, 20)
RULE_2015_SINCE = date(2015, 9, 1)
LICENSED_SINCE = date(2017, 8, 9)
BROKERED_SINCE = date(2025, 10, 1)
_DAY = timedelta(days=1)
_NATURAL = frozenset({BorrowerKind.PERSON, BorrowerKind.SOLE_TRADER})
_BY_ANALOGY = frozenset({LenderKind.MICROLOAN, LenderKind.GUARANTEE, LenderKind.AMC})


@dataclass(frozen=True, slots=True)
class Regime:
    """A ceiling for a stretch of days, first and last included (`until` None: open).

    `annual_rate` is a fraction per year; `void_above` the rate above which what was paid can be asked
    back; `effect` is void, unsupported or reducible; `judged` is False where the text is known from
    memory only. `counts_third_parties`: fees to others count towards it.
    """

    name: str
    since: date
    until: date | None
    annual_rate: Decimal | None
    effect: str
    basis: tuple[Basis, ...]
    void_above: Decimal | None = None
    judged: bool = True
    counts_third_parties: bool = False


def regimes(loan: Loan, borrower: BorrowerKind, on: date, book: Book) -> tuple[Regime, ...]:
    """The ceilings that bind a loan from its payout to a day, oldest first; at least one.

    Raises OutsideCoverage where a needed LPR is not known.
    """
    found = (
        _private(loan, borrower, on, book)
        if loan.lender_kind is LenderKind.PRIVATE
        else _licensed(loan, book)
    )
    opened = min(loan.disbursed_on, on)
    return tuple(item for item in found if item.since <= on and (item.until is None or item.until >= opened))


def contract_date(loan: Loan, borrower: BorrowerKind) -> date:
    """When the contract came about: at payout between natural persons, else at signing."""
    if (loan.lender_natural and borrower in _NATURAL) or loan.signed_on is None:
        return loan.disbursed_on
    return loan.signed_on


def _private(loan: Loan, borrower: BorrowerKind, on: date, book: Book) -> list[Regime]:
    made = contract_date(loan, borrower)
    opened = loan.disbursed_on
    if made >= LPR_RULE_SINCE:
        return [_four_lpr(opened, made, book, ("25", "28", "29"))]
    if loan.sued_on is not None and loan.sued_on < LPR_RULE_SINCE:
        return [*_before_2015(loan, made, opened, book), _rule_2015(opened, None, book)]
    last_day = LPR_RULE_SINCE - _DAY
    old = [*_before_2015(loan, made, opened, book), _rule_2015(opened, last_day, book)]
    if on < LPR_RULE_SINCE:
        return old
    return [*old, _four_lpr(LPR_RULE_SINCE, loan.sued_on or on, book, ("31", "25", "29"))]


def _four_lpr(since: date, measured_on: date, book: Book, articles: tuple[str, ...]) -> Regime:
    with exact():
        rate = book.number("private_lpr_multiple", max(measured_on, LPR_RULE_SINCE)) * book.number(
            "lpr_1y", measured_on
        )
    basis = tuple(book.basis("minjian-jiedai-2020", article) for article in articles)
    return Regime("private_4lpr", since, None, rate, "unsupported", basis)


def _rule_2015(opened: date, until: date | None, book: Book) -> Regime:
    return Regime(
        "private_24_36",
        max(opened, RULE_2015_SINCE),
        until,
        book.number("private_protected", RULE_2015_SINCE),
        "unsupported",
        (book.basis("minjian-jiedai-2015", "26"), book.basis("minjian-jiedai-2015", "30")),
        void_above=book.number("private_void", RULE_2015_SINCE),
    )


def _before_2015(loan: Loan, made: date, opened: date, book: Book) -> list[Regime]:
    if opened >= RULE_2015_SINCE:
        return []
    basis = (book.basis("minjian-jiedai-1991", "6"),)
    return [
        Regime(
            "private_4benchmark",
            opened,
            RULE_2015_SINCE - _DAY,
            _four_benchmarks(loan, made, book),
            "unsupported",
            basis,
            judged=False,
        )
    ]


def _four_benchmarks(loan: Loan, made: date, book: Book) -> Decimal | None:
    """Four times the benchmark rate of the loan's class, where it is known; it is shown, never judged."""
    number = book.numbers["benchmark_le_6m"]
    months = loan.term_months
    if months is None or made < number.since:
        return None
    with exact():
        return book.number("private_benchmark_multiple", made) * book.on(made).benchmark(months)


def _licensed(loan: Loan, book: Book) -> list[Regime]:
    opened = loan.disbursed_on
    rate = book.number("licensed_claim", LICENSED_SINCE)
    basis = [book.basis("jinrong-2017", "2")]
    if loan.lender_kind in _BY_ANALOGY:
        by_analogy = book.basis("jinrong-2017", "2", checked=Checked.MEMORY)
        basis = [by_analogy, book.basis("minjian-jiedai-pifu-2020", "1")]
    found = []
    if opened < LICENSED_SINCE:
        found.append(
            Regime("licensed_before_2017", opened, LICENSED_SINCE - _DAY, None, "reducible", (), judged=False)
        )
    brokered = loan.broker is not None and (loan.signed_on or opened) >= BROKERED_SINCE
    if brokered:
        basis.append(book.basis("jingui-2025-9", "6"))
    found.append(
        Regime(
            "brokered_24" if brokered else "licensed_24",
            max(opened, LICENSED_SINCE),
            None,
            book.number("brokered_cost", max(opened, BROKERED_SINCE)) if brokered else rate,
            "reducible",
            tuple(basis),
            counts_third_parties=brokered,
        )
    )
    return found
