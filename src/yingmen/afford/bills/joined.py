"""One payment in two bills: what a wallet paid with a card stands in its bill and in the card's statement.

They are one payment where the amounts are equal, the wallet says it paid with that card, the statement is
of the same day, one day earlier or later (a refund: up to a week later), and the statement names the
wallet or the shop, or shows the same minute. A statement that names another wallet is never joined. Each
row joins once, and as many rows as can be are joined; two equal payments on a day therefore stay two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from yingmen.afford.bills.names import WALLETS, card, is_refund, named_wallets, same_card, words
from yingmen.afford.bills.pairing import pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.bills.ledger import Entry, Source
    from yingmen.afford.bills.model import Transaction
    from yingmen.afford.bills.overrules import Overrules

_DAYS = (-1, 0, 1)
_REFUND_DAYS = (-1, 0, 1, 2, 3, 4, 5, 6, 7)
_SAME_MINUTES = 5 * 60
_ALIKE = 2
_PURSES = ("alipay", "wechat")
_At = tuple[str, "Decimal", "date"]


@dataclass(frozen=True, slots=True)
class Joined:
    """What was put together, and why: how (`kind`), day, amount in yuan, the marks and the rows of the files.

    `kind` is same_row, wallet_and_card, refund, own_transfer, repayment or by_hand.
    """

    kind: str
    on: date
    amount: Decimal
    why: str
    marks: tuple[str, ...]
    sources: tuple[Source, ...]


class Payment(NamedTuple):
    """Money that moved once, in however many bills it stands; `lead` is the row that says most about it."""

    lead: Entry
    others: tuple[Entry, ...] = ()
    by_hand: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry of it, the lead first."""
        return (self.lead, *self.others)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every row of every file it stands in."""
        if not self.others:
            return self.lead.sources
        return tuple(sorted({source for entry in self.entries for source in entry.sources}))

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of its entries."""
        return tuple(entry.mark for entry in self.entries)


def payments(every: Sequence[Entry], overrules: Overrules) -> tuple[Payment, ...]:
    """Every payment once, in the order of `every`."""
    by_hand = _by_hand(every, overrules)
    taken = {number for chain in by_hand for number in chain}
    edges = (edge for edge in _edges(every, overrules.parted) if not taken & {edge[1], edge[2]})
    through = pair(edges)
    inner = taken.union(through.values())
    chains = [_chain(number, through) for number in range(len(every)) if number not in inner]
    made = [_payment(every, chain) for chain in chains]
    if by_hand:
        made += [_payment(every, chain, by_hand=True) for chain in by_hand]
        made.sort(key=lambda one: (one.lead.row.on, one.lead.row.account, one.lead.row.amount, one.lead.nth))
    return tuple(made)


def _payment(every: Sequence[Entry], chain: Sequence[int], *, by_hand: bool = False) -> Payment:
    return Payment(every[chain[0]], tuple(every[number] for number in chain[1:]), by_hand)


def _chain(number: int, through: dict[int, int]) -> list[int]:
    """A shop's row, the wallet's it was paid with, the card's the wallet was paid with."""
    chain = [number]
    while (following := through.get(chain[-1])) is not None and following not in chain:
        chain.append(following)
    return chain


def _by_hand(every: Sequence[Entry], overrules: Overrules) -> list[list[int]]:
    """What the user joined, of the entries that are here; a wallet's row leads."""
    if not overrules.join:
        return []
    place = {entry.mark: number for number, entry in enumerate(every)}
    found = []
    taken: set[int] = set()
    for marks in sorted(overrules.join):
        chain = [place[mark] for mark in marks if mark in place and place[mark] not in taken]
        chain.sort(key=lambda number: (every[number].row.account not in WALLETS, number))
        if len(chain) > 1:
            found.append(chain)
            taken |= set(chain)
    return found


Edge = tuple[tuple[int, int, int, int], int, int]


def _edges(every: Sequence[Entry], parted: frozenset[frozenset[str]]) -> Iterator[Edge]:
    """Every wallet row and the statement rows that may be the same payment, with how far they are apart."""
    accounts = tuple(sorted({entry.row.account for entry in every}))
    paid = [
        (number, account)
        for number, entry in enumerate(every)
        if entry.row.method
        for account in _paid_from(entry.row.method, entry.row.account, accounts)
    ]
    at = _posted(every, {account for _, account in paid})
    for number, account in paid:
        for other in _around(every[number].row, account, at):
            cost = _distance(every[number].row, every[other].row)
            if cost is not None and not (parted and _apart(every[number], every[other], parted)):
                yield ((*cost, number, other), number, other)


def _posted(every: Sequence[Entry], accounts: set[str]) -> dict[_At, list[int]]:
    """The rows of these accounts by account, amount and day."""
    at: dict[_At, list[int]] = {}
    for number, entry in enumerate(every):
        row = entry.row
        if row.account in accounts:
            at.setdefault((row.account, row.amount, row.on), []).append(number)
    return at


def _around(row: Transaction, account: str, at: dict[_At, list[int]]) -> Iterable[int]:
    for days in _REFUND_DAYS if is_refund(row) else _DAYS:
        yield from at.get((account, row.amount, row.on + timedelta(days)), ())


@lru_cache(maxsize=4096)
def _paid_from(method: str, own: str, accounts: tuple[str, ...]) -> tuple[str, ...]:
    """The accounts at hand that this way of paying may mean; one of an unknown bank for want of others.

    A shop's bill leads to a wallet's and a wallet's to a card's, never back, so that no ring can come about.
    """
    further = [name for name in accounts if _rank(name) > _rank(own)]
    wallets = named_wallets(method)
    found = tuple(name for name in further if name in wallets or same_card(method, name))
    if found or card(method) is None:
        return found
    return tuple(name for name in further if name not in WALLETS and card(name) is None)


def _rank(account: str) -> int:
    """How near to the cash: a shop's or a payment network's bill, then the two wallets, then an account."""
    if account not in WALLETS:
        return 2
    return 1 if account in _PURSES else 0


def _apart(a: Entry, b: Entry, parted: frozenset[frozenset[str]]) -> bool:
    return frozenset({a.mark, b.mark}) in parted


def _distance(paid: Transaction, posted: Transaction) -> tuple[int, int] | None:
    """How far a wallet's row and a statement's row are apart, in days and seconds; None: not one payment."""
    seconds = _seconds(paid, posted)
    named = set(named_wallets(words(posted))) - {"unionpay"}
    if named and paid.account in WALLETS and paid.account not in named:
        return None
    close = seconds is not None and seconds <= _SAME_MINUTES
    if not named and not close and not _same_shop(paid, posted):
        return None
    days = abs((posted.on - paid.on).days)
    return days, 0 if seconds is None else seconds


def _seconds(a: Transaction, b: Transaction) -> int | None:
    if a.at is None or b.at is None:
        return None
    day = (b.on - a.on).days * 86400
    return abs(day + _of_day(b) - _of_day(a))


def _of_day(row: Transaction) -> int:
    return row.at.hour * 3600 + row.at.minute * 60 + row.at.second if row.at else 0


def _same_shop(paid: Transaction, posted: Transaction) -> bool:
    """Whether a statement that names no wallet names the shop, or names nobody at all."""
    return not posted.counterparty or alike(paid.counterparty, f"{posted.counterparty}{posted.summary}")


def alike(name: str, text: str) -> bool:
    """Whether half of a name's pairs of characters stand in a text; masks count as nothing."""
    pairs = {name[n : n + _ALIKE] for n in range(len(name) - 1)}
    pairs = {two for two in pairs if two.isalnum()}
    return bool(pairs) and sum(two in text for two in pairs) * _ALIKE >= len(pairs)
