"""What stands behind the visit: each loan it may be about, whether it can still be enforced, what to ask.

Where the law's figures of the day are not known, the questions that need a ledger are left out: somebody
stands at the door, and who it is and how the limitation stands can be said all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.errors import OutsideCoverage
from yingmen.owe import reckon
from yingmen.owe.limitation import limitation
from yingmen.owe.setting import Setting

if TYPE_CHECKING:
    from datetime import date

    from yingmen.case import Case, Loan
    from yingmen.door.visit import Visit
    from yingmen.law import Book
    from yingmen.owe import Reckon
    from yingmen.owe.limitation import Limitation

_MOST_ASKED = 3
_WORDS = {"running": "running", "expired": "expired", "unknown": "limitation_unknown"}
_SIGNING = {
    "running": "时效还在。签字等于书面认账，时效重新算起。数目没对清以前，不必今天签；该还的仍要还。",
    "expired": (
        "时效已满。签字、口头或微信答应还、先还一点，都可能让您不能再拿时效说事，还了的也要不回来。"
        "债没有消失，愿意还随时可以还；先问 12348，再决定。"
    ),
    "unknown": "时效说不准。弄清楚以前不签字、不答应、不先还一点，带上材料问 12348。",
}


@dataclass(frozen=True, slots=True)
class Debt:
    """One loan as far as the door is concerned: its limitation, the first questions, what signing does."""

    loan_id: str
    lender: str
    limitation: Limitation
    questions: tuple[str, ...]

    @property
    def word(self) -> str:
        """The limitation's state, in the word that the plan chooses by."""
        return _WORDS[self.limitation.state]

    @property
    def signing(self) -> str:
        """What a signature would do, in plain Chinese."""
        return _SIGNING[self.limitation.state]


def debts(case: Case, visit: Visit, on: date, book: Book, reckoner: Reckon = reckon) -> tuple[Debt, ...]:
    """Every loan the visit may be about, worked out by `reckoner`."""
    if not visit.loans:
        return ()
    names = {loan.id for loan in visit.loans}
    try:
        reckoned = reckoner(case, on, book).loans
    except OutsideCoverage:
        return tuple(_without_ledger(case, loan, on, book) for loan in visit.loans)
    return tuple(
        Debt(
            item.loan.id,
            item.loan.lender,
            item.limitation,
            tuple(one.ask for one in item.questions[:_MOST_ASKED]),
        )
        for item in reckoned
        if item.loan.id in names
    )


def _without_ledger(case: Case, loan: Loan, on: date, book: Book) -> Debt:
    contacts = Setting(case, on, book).contacts(loan)
    return Debt(loan.id, loan.lender, limitation(loan, contacts, on, book), ())
