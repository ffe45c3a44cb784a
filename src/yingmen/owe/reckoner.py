"""`reckon` that remembers: a case whose debts were worked out before is not worked out anew.

Working out what explains a claim takes longest by far, and neither a new contact nor what there is to live on
has a part in it. So what is remembered goes by the loans, the kind of borrower, the day and the law alone.
"""

from __future__ import annotations

from collections import deque
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from yingmen.owe.reckoning import reckon, with_contacts

if TYPE_CHECKING:
    from datetime import date

    from yingmen.case import Case
    from yingmen.law import Book
    from yingmen.owe.reckoned import Reckoning

_MOST_REMEMBERED = 32


class Reckon(Protocol):
    """Anything that works out a whole case as `reckon` does."""

    def __call__(self, case: Case, on: date, book: Book) -> Reckoning:
        """Work out a whole case as it stands on a day."""


class Reckoner:
    """`reckon` with a memory of the answers last given, for a program that asks again and again.

    The answer is that of `reckon`. `forget` lets go of every answer.
    """

    def __init__(self) -> None:
        self._known: deque[tuple[Reckoning, Book]] = deque(maxlen=_MOST_REMEMBERED)
        self._working = RLock()

    def __call__(self, case: Case, on: date, book: Book) -> Reckoning:
        """Work out a whole case as it stands on a day; raises what `reckon` raises."""
        with self._working:
            for found, under in self._known:
                if under is book and found.on == on and _same_debts(found.case, case):
                    return with_contacts(found, case, book)
            self._known.appendleft((reckon(case, on, book), book))
            return self._known[0][0]

    def forget(self) -> None:
        """Let go of every answer."""
        with self._working:
            self._known.clear()


def _same_debts(one: Case, other: Case) -> bool:
    return one.loan == other.loan and one.borrower.kind is other.borrower.kind
