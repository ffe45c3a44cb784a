"""Words that can cost a borrower a defence stay behind a gate until its effect was seen and chosen.

A debt whose years are over, or may be, can be made enforceable again by a promise, a part payment, a letter
of hardship or an offer. For such a loan nothing of the kind is produced until the borrower has read what it
does and said so. A loan whose years are running has no gate.

References: Civil Code 192, 193; 诉讼时效规定 3, 14, 19.
Limitations: as in `owe.limitation`; a case without a loan has one gate, which stays shut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from yingmen.case import Door
from yingmen.days import date_text
from yingmen.door.debts import debts
from yingmen.door.visit import Visit
from yingmen.owe import reckon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from yingmen.case import Case, Loan
    from yingmen.law import Basis, Book
    from yingmen.owe import Reckon
    from yingmen.owe.limitation import Limitation

Effect = Literal["none", "acknowledges"]
"""What a sentence or letter may do in law: nothing, or acknowledge the debt."""

_DOES = (
    "说“我认、我还”，签字，先还一点，写困难说明或分期方案，都可能让您不能再拿时效说事："
    "以后法院可以照全部数目判，还了的也要不回来。"
)
_DECIDE = "债没有消失，您愿意还，随时可以还。先打 12348 问清楚，再决定。"
_NO_LOAN = "案件里还没有借款，时效说不准。先把借款写进文件，看清时效，再决定说什么。"


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate before one loan (None: no loan is known yet): how its years stand, what an admission does."""

    loan_id: str | None
    state: str
    effect_text: str
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Gates:
    """Every gate of a case; a loan without one may be spoken of freely."""

    items: tuple[Gate, ...]

    def open_for(self, loan_id: str | None, chosen: frozenset[str]) -> bool:
        """Whether words that acknowledge this loan (None: any of them) may be shown.

        `chosen` are the ids of the loans whose effect the borrower has seen and still wants to speak of.
        """
        before = [gate for gate in self.items if loan_id in {None, gate.loan_id} or gate.loan_id is None]
        return all(gate.loan_id in chosen for gate in before)

    def of(self, loan_id: str | None) -> Gate | None:
        """The gate before a loan, if it has one."""
        return next((gate for gate in self.items if gate.loan_id in {loan_id, None}), None)


def gates(case: Case, on: date, book: Book, reckoner: Reckon = reckon) -> Gates:
    """The gates of a case on a day; `reckoner` works out what is owed.

    Raises InputError where a payment on file cannot have been made.
    """
    bare = without_claims(case)
    found = debts(bare, Visit(Door(), on, loans=bare.loan), on, book, reckoner)
    loans = {loan.id: loan for loan in case.loan}
    return gates_of(((loans[one.loan_id], one.limitation) for one in found), book)


def gates_of(standing: Iterable[tuple[Loan, Limitation]], book: Book) -> Gates:
    """The gates for loans whose limitation is already worked out."""
    known = tuple(standing)
    if not known:
        return Gates((Gate(None, "unknown", f"{_NO_LOAN}{_DOES}", _basis(book)),))
    return Gates(tuple(_gate(loan, limits, book) for loan, limits in known if limits.state != "running"))


def without_claims(case: Case) -> Case:
    """The case without what others claim: the same debts and years, found much sooner."""
    loans = tuple(loan.model_copy(update={"claim": ()}) for loan in case.loan)
    return case.model_copy(update={"loan": loans})


def _gate(loan: Loan, limits: Limitation, book: Book) -> Gate:
    which = f"{loan.lender}（{loan.id}）"
    if limits.state == "expired":
        ended = f"看来已在 {date_text(limits.expires_on)} 届满" if limits.expires_on else "看来已经届满"
        standing = f"{which}的诉讼时效{ended}。"
    else:
        standing = f"{which}的诉讼时效说不准：{limits.because}"
    basis = tuple(dict.fromkeys((*limits.basis, *_basis(book))))
    return Gate(loan.id, limits.state, f"{standing}{_DOES}{_DECIDE}", basis)


def _basis(book: Book) -> tuple[Basis, ...]:
    return (
        book.basis("minfadian", "192"),
        book.basis("minfadian", "193"),
        book.basis("shixiao", "14"),
        book.basis("shixiao", "19"),
    )
