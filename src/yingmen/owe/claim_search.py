"""Why do they say more? The smallest set of ways of counting that reproduces a claim to the fen.

Every option is tried alone, then pairs, then sets of three, each of different axes. A set is first weighed by
adding up what its parts change, and only the sets that come near the claim are replayed. So the search is
short, the same for the same input, and says how many sets it tried.

Limitations: at most three assumptions; a set whose parts act on each other strongly can be missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from yingmen.money import ZERO
from yingmen.owe.account import Account
from yingmen.owe.claim_options import Counted, options
from yingmen.owe.daybook import Totals
from yingmen.owe.third_parties import third_party_charges, third_party_total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Payment

T = TypeVar("T")

_MOST_PAIRS = 220
_MOST_TRIPLES = 130
_MUCH_NEARER = 4


class Way(Protocol[T]):
    """One way of counting differently, of one axis, in words for the borrower."""

    @property
    def axis(self) -> str:
        """What is counted differently; a set takes at most one way of an axis."""

    @property
    def ours(self) -> str:
        """How it is counted here."""

    @property
    def theirs(self) -> str:
        """How they seem to count it."""

    def apply(self, base: T, counted: T) -> T:
        """Make this change to what may already be counted otherwise on other axes."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A set of options with the total they lead to, and how far that is from the claim."""

    options: tuple[Way[Any], ...]
    total: Decimal
    apart: Decimal


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the search found: sets that reproduce the claim, smallest only; else the nearest; sets tried."""

    exact: tuple[Explained, ...]
    nearest: Explained | None
    tried: int


def explain(base: Counted, claimed: Decimal) -> Explanation:
    """Find the smallest sets of options under which a loan comes to a claimed total."""
    account = Account(base.terms)
    return search(base, claimed, options(base, account.result(base.on)), total_of)


def _in_order(paid: Payment) -> tuple[date, int, Decimal]:
    """Payments of one day as the ledger takes them: designated ones first, smaller ones first."""
    return paid.on, {"principal": 0, "interest": 1}.get(paid.designated or "", 2), paid.amount


def search(base: T, claimed: Decimal, ways: Sequence[Way[T]], total: Callable[[T], Decimal]) -> Explanation:
    """Find the smallest sets of ways under which `total` comes to a claimed figure."""
    return _Search(base, claimed, ways, total).run()


def total_of(counted: Counted) -> Decimal:
    """What a loan comes to when it is counted in a given way, in yuan."""
    account = Account(counted.terms, book=Totals())
    day = counted.on
    for paid in sorted(counted.terms.loan.payment, key=_in_order):
        if paid.on > day or not paid.amount:
            continue
        account.advance(paid.on)
        designated = paid.designated if paid.designated in {"principal", "interest"} else None
        if left := account.pay(paid.on, paid.amount, designated):
            account.keep_overpaid(paid.on, left)
    account.close(day)
    total = account.balances.total
    if counted.other_fees:
        total += third_party_total(third_party_charges(counted.terms, account.result(day)))
    return total


class _Search(Generic[T]):
    """One search; totals already worked out are kept by the numbers of their options."""

    def __init__(
        self, base: T, claimed: Decimal, ways: Sequence[Way[T]], total: Callable[[T], Decimal]
    ) -> None:
        self._base, self._claimed, self._options, self._total_of = base, claimed, ways, total
        self._ours = total(base)
        self._totals: dict[tuple[int, ...], Decimal] = {}

    def run(self) -> Explanation:
        """Try sets of one, two and three options; stop at the first size that reproduces the claim."""
        if self._claimed == self._ours:
            return Explanation((Explained((), self._ours, ZERO),), None, 1)
        for sets in (self._singles, self._pairs, self._triples):
            for numbers in sets():
                self._total(numbers)
            if exact := self._exact():
                return Explanation(exact, None, len(self._totals) + 1)
        return Explanation((), self._nearest(), len(self._totals) + 1)

    def _total(self, numbers: tuple[int, ...]) -> Decimal:
        if numbers not in self._totals:
            counted = self._base
            for number in numbers:
                counted = self._options[number].apply(self._base, counted)
            self._totals[numbers] = self._total_of(counted)
        return self._totals[numbers]

    def _change(self, numbers: tuple[int, ...]) -> Decimal:
        return self._totals[numbers] - self._ours

    def _singles(self) -> Iterable[tuple[int, ...]]:
        return ((number,) for number in range(len(self._options)))

    def _pairs(self) -> list[tuple[int, ...]]:
        return self._closest(self._sets(2), _MOST_PAIRS)

    def _triples(self) -> list[tuple[int, ...]]:
        return self._closest(self._sets(3), _MOST_TRIPLES)

    def _sets(self, size: int) -> Iterable[tuple[int, ...]]:
        """Sets of options of different axes."""
        for numbers in combinations(range(len(self._options)), size):
            if len({self._options[number].axis for number in numbers}) == size:
                yield numbers

    def _closest(self, sets: Iterable[tuple[int, ...]], most: int) -> list[tuple[int, ...]]:
        wanted = self._claimed - self._ours
        return sorted(sets, key=lambda numbers: (abs(wanted - self._expected(numbers)), numbers))[:most]

    def _expected(self, numbers: tuple[int, ...]) -> Decimal:
        """What a set will change, added up from its parts and from the pairs that are known exactly."""
        alone = {number: self._change((number,)) for number in numbers}
        expected = sum(alone.values(), ZERO)
        for pair in combinations(numbers, 2):
            if pair in self._totals:
                expected += self._change(pair) - alone[pair[0]] - alone[pair[1]]
        return expected

    def _exact(self) -> tuple[Explained, ...]:
        hits = [numbers for numbers, total in self._totals.items() if total == self._claimed]
        return tuple(self._explained(numbers) for numbers in sorted(hits))

    def _nearest(self) -> Explained | None:
        """The nearest set; one of more assumptions must be much nearer to be preferred."""
        found: tuple[int, ...] | None = None
        for size in (1, 2, 3):
            sets = [numbers for numbers in self._totals if len(numbers) == size]
            best = min(sets, key=lambda numbers: (self._apart(numbers), numbers), default=None)
            if best is not None and (found is None or self._apart(best) * _MUCH_NEARER <= self._apart(found)):
                found = best
        if found is None or self._apart(found) >= abs(self._claimed - self._ours):
            return None
        return self._explained(found)

    def _apart(self, numbers: tuple[int, ...]) -> Decimal:
        return abs(self._claimed - self._totals[numbers])

    def _explained(self, numbers: tuple[int, ...]) -> Explained:
        total = self._totals[numbers]
        return Explained(tuple(self._options[number] for number in numbers), total, self._claimed - total)
