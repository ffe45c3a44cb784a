"""Everything that has fallen due and is not paid: what being late costs, and how payments reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.days import days_between
from yingmen.money import ZERO, fen
from yingmen.owe.dues import Due, in_order
from yingmen.owe.entries import Charge, Exposure

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from yingmen.owe.daybook import Daybook
    from yingmen.owe.terms import LateRate, Terms

_WAIVED_FIRST = ("penalty", "compound", "late_interest", "interest", "fees")
_WHAT = {
    "penalty": "逾期罚息",
    "late_interest": "逾期后继续计的利息",
    "compound": "对欠付利息计的复利",
}


class Arrears:
    """The unpaid rows of one loan.

    `pay_unsupported` is called with what was paid on a charge that the law does not support.
    """

    def __init__(self, terms: Terms, book: Daybook, pay_unsupported: Callable[[Decimal], None]) -> None:
        self._terms, self._book, self._pay_unsupported = terms, book, pay_unsupported
        self.rows: list[Due] = []

    @property
    def total(self) -> Decimal:
        """Everything due and unpaid."""
        return sum((due.total for due in self.rows), ZERO)

    @property
    def oldest(self) -> date | None:
        """The day on which the oldest unpaid sum fell due."""
        return min((due.due_on for due in self.rows if due.total), default=None)

    def late_on(self, day: date) -> bool:
        """Whether principal was overdue before a day, or the contract had run out."""
        dates = self._terms.due_dates
        ended = bool(dates) and day >= dates[-1]
        return ended or any(due.principal and due.due_on < day for due in self.rows)

    # What being late costs

    def post(self, day: date) -> None:
        """Post penalty, interest going on and compound for each row since it was last posted."""
        self.rows = [due for due in self.rows if due.total]
        late = [due for due in self.rows if days_between(due.posted_on, day) > 0]
        bearing = [(due, unpaid) for due in late if (unpaid := self._compounds(due))]
        self._post_principal([due for due in late if due.principal], day)
        compound = sum((self._charge(due, "compound", unpaid, day) for due, unpaid in bearing), ZERO)
        self._line(day, "compound", compound, "")
        for due in late:
            due.posted_on = day

    def _post_principal(self, late: list[Due], day: date) -> None:
        posted = dict.fromkeys(_WHAT, ZERO)
        for due in late:
            self._book.expose(Exposure(due.posted_on, day, due.principal, late=True))
            part = self._rate(due).component
            posted[part] += self._charge(due, part, due.principal, day)
        for part, amount in posted.items():
            self._line(day, part, amount, self._rate(late[0]).rests_on if late else "")

    def _line(self, day: date, part: str, amount: Decimal, rests_on: str) -> None:
        if amount:
            self._book.line(day, part, _WHAT[part], amount, self._grounds(part, rests_on))

    def _compounds(self, due: Due) -> Decimal:
        """What bears compound: unpaid contract interest; by some lenders' practice unpaid penalty too."""
        if not self._terms.compound:
            return ZERO
        return due.interest + due.penalty if self._terms.practice.compound_on_penalty else due.interest

    def _rate(self, due: Due) -> LateRate:
        if due.late is None:
            due.late = self._terms.late_rate(due.due_on)
        return due.late

    def _charge(self, due: Due, part: str, base: Decimal, day: date) -> Decimal:
        late, days = self._rate(due), days_between(due.posted_on, day)
        amount = fen(base * late.rate * days / late.year)
        principal = ZERO if part == "compound" else base
        charge = Charge(part, due.posted_on, day, principal, amount, amount, late=True)
        share = self._book.charge([charge], amount)
        due.set_apart(share)
        setattr(due, part, getattr(due, part) + share.supported)
        self._book.add(part, share.supported)
        return amount

    def _grounds(self, part: str, rests_on: str) -> tuple[str, ...]:
        private = self._terms.private
        if part == "compound":
            return ("contract/compound",) if private else ("contract/compound", "yinfa-2003-251/3")
        if rests_on == "lpr":
            return ("minjian-jiedai-2020/28",)
        if part == "penalty":
            return (f"contract/{rests_on}", "minfadian/676")
        law = ("contract/nominal_rate", "minfadian/676")
        return (*law, "minjian-jiedai-2020/28") if private else law

    # How payments reach it

    def pay(self, left: Decimal, designated: str | None) -> Decimal:
        """Pay what is due in the loan's order; what is left over."""
        for due, part in in_order(self.rows, self._terms.allocation, designated):
            if not left:
                break
            left = self.take(due, part, left)
        return left

    def waive(self, left: Decimal) -> Decimal:
        """Let off what is due besides principal, what lateness cost first; what is left over."""
        for part in _WAIVED_FIRST:
            for due in sorted(self.rows, key=lambda due: due.due_on):
                off = min(getattr(due, part), left)
                setattr(due, part, getattr(due, part) - off)
                self._book.waive(part, off)
                left -= off
        return left

    def pay_principal(self, left: Decimal, *, newest_first: bool = False) -> Decimal:
        """Pay overdue principal alone; what is left over."""
        for due in sorted(self.rows, key=lambda due: due.due_on, reverse=newest_first):
            left = self.take(due, "principal", left)
        return left

    def take(self, due: Due, part: str, left: Decimal) -> Decimal:
        """Pay one part of one row; what is left over."""
        owed: Decimal = getattr(due, part)
        if not owed or not left:
            return left
        paid = min(owed, left)
        setattr(due, part, owed - paid)
        if part == "excess":
            self._pay_unsupported(paid)
        elif part == "tolerated":
            self._book.pay_tolerated(paid)
        else:
            self._book.pay(part, paid)
        return left - paid
