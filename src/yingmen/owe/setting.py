"""What every loan of a case is reckoned with: case, day, law, and the contracts that could be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yingmen.money import ZERO
from yingmen.owe.excess import measure
from yingmen.owe.regimes import Regime, regimes
from yingmen.owe.replay import replay
from yingmen.owe.terms import Terms, read_terms

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Case, Contact, Loan
    from yingmen.law import Book
    from yingmen.owe.entries import Replay
    from yingmen.owe.terms import Unread


@dataclass(frozen=True, slots=True)
class Setting:
    """A case on a day under the law of a book, with the terms of each loan that has a ledger."""

    case: Case
    on: date
    book: Book
    terms: dict[str, Terms] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, on: date, book: Book) -> Setting:
        """Read the contract of every loan of a case."""
        setting = cls(case, on, book)
        for loan in case.loan:
            if isinstance(read := setting.read(loan), Terms):
                setting.terms[loan.id] = read
        return setting

    def read(self, loan: Loan) -> Terms | Unread:
        """One loan's contract, or why it cannot be read."""
        return read_terms(loan, lambda day: self.book.number("lpr_1y", day))

    def regimes(self, loan: Loan) -> tuple[Regime, ...]:
        """The ceilings that bind a loan up to the day."""
        return regimes(loan, self.case.borrower.kind, self.on, self.book)

    def unsupported(self, terms: Terms, ledger: Replay) -> Decimal:
        """What of an older loan's unpaid charges may not become principal of the loan that renews it."""
        binding = regimes(terms.loan, self.case.borrower.kind, ledger.on, self.book)
        measured = measure(binding, ledger, separate_late=True)
        return sum((item.over_unpaid for item in measured if item.over_unpaid), ZERO)

    def replay(self, on: date) -> dict[str, Replay]:
        """Every ledger of the case as it stood on a day."""
        return replay(self.terms, self.case.loan, on, unsupported=self.unsupported)

    def contacts(self, loan: Loan) -> tuple[Contact, ...]:
        """The contacts about a loan: those that name it, and all that name none if it is the only one."""
        only = len(self.case.loan) == 1
        return tuple(
            item for item in self.case.contact if item.loan == loan.id or (only and item.loan is None)
        )
