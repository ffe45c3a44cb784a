"""What came back belongs to what was paid: each refund is put beside its purchase, in part or in whole.

By order number first (a wallet's refund carries the purchase's number in front), then by shop and the
very amount, then by shop alone, where enough is left to give back. A purchase is never given back more
than it cost. Without a purchase a refund stands alone; it lowers spending and is no income.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yingmen.afford.bills.names import WALLETS, is_closed, is_refund

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from yingmen.afford.bills.joined import Payment
    from yingmen.afford.bills.ledger import Entry
    from yingmen.afford.bills.model import Transaction

LONGEST = 366
_JOINTS = re.compile(r"[_*#\-]")
_SHORTEST = 8


def unpaid(every: Sequence[Entry]) -> frozenset[int]:
    """The numbers of the orders that closed before money moved: closed, and nothing was given back."""
    closed = [number for number, entry in enumerate(every) if is_closed(entry.row.status)]
    if not closed:
        return frozenset()
    back = [entry.row for entry in every if is_refund(entry.row) and not is_closed(entry.row.status)]
    orders = {(row.account, known) for row in back for known in _numbers(row.order_id)}
    shops: dict[tuple[str, str, Decimal], list[Transaction]] = {}
    for row in back:
        shops.setdefault((row.account, row.counterparty, -row.amount), []).append(row)
    return frozenset(number for number in closed if not _paid_back(every[number].row, orders, shops))


def _paid_back(
    closed: Transaction,
    orders: set[tuple[str, str]],
    shops: Mapping[tuple[str, str, Decimal], Sequence[Transaction]],
) -> bool:
    if (closed.account, closed.order_id) in orders:
        return True
    alike = shops.get((closed.account, closed.counterparty, closed.amount), ())
    return any(_in_time(closed, refund) for refund in alike)


def refunds(every: Sequence[Payment]) -> dict[int, int]:
    """From the number of each refund to that of the purchase it belongs to."""
    back = [number for number, one in enumerate(every) if is_refund(one.lead.row)]
    if not back:
        return {}
    bought = _Bought(every, [every[number].lead.row for number in back])
    found: dict[int, int] = {}
    for tried in (bought.by_order, bought.by_amount, bought.by_shop):
        for number in back:
            row = every[number].lead.row
            best = None if number in found else bought.latest(row, tried(row))
            if best is not None:
                found[number] = best
                bought.left[best] -= row.amount
    return found


class _Bought:
    """The purchases that may be given back, by order number and by shop, with what is left of each."""

    def __init__(self, every: Sequence[Payment], back: Sequence[Transaction]) -> None:
        self.every = every
        self.left: dict[int, Decimal] = {}
        self.orders: dict[str, list[int]] = {number: [] for row in back for number in _numbers(row.order_id)}
        self.shops: dict[str, list[int]] = {row.counterparty: [] for row in back if row.counterparty}
        for number, one in enumerate(every):
            row = one.lead.row
            if row.order_id in self.orders or row.counterparty in self.shops:
                self._may_come_back(number, row)

    def _may_come_back(self, number: int, row: Transaction) -> None:
        if row.amount < 0:
            self.left[number] = -row.amount
            self.orders.get(row.order_id, []).append(number)
            self.shops.get(row.counterparty, []).append(number)

    def by_order(self, refund: Transaction) -> Iterator[int]:
        """The purchases whose order number the refund carries."""
        for known in _numbers(refund.order_id):
            yield from self.orders[known]

    def by_amount(self, refund: Transaction) -> Iterator[int]:
        """The purchases of the shop that cost just what came back."""
        for number in self._of_shop(refund):
            if self.every[number].lead.row.amount == -refund.amount:
                yield number

    def by_shop(self, refund: Transaction) -> Iterator[int]:
        """The purchases of the shop, where a wallet names the shop itself and not who handles the money."""
        if refund.account in WALLETS:
            yield from self._of_shop(refund)

    def _of_shop(self, refund: Transaction) -> Iterable[int]:
        return self.shops.get(refund.counterparty, ())

    def latest(self, refund: Transaction, numbers: Iterable[int]) -> int | None:
        """The last of these purchases before the refund of which enough is left."""
        good = (
            number
            for number in numbers
            if self.left[number] >= refund.amount and _before(self.every[number].lead.row, refund)
        )
        return max(good, default=None)


def _before(bought: Transaction, refund: Transaction) -> bool:
    return bought.account == refund.account and _in_time(bought, refund)


def _in_time(bought: Transaction, refund: Transaction) -> bool:
    """Whether a purchase was before its refund, and no longer ago than a year."""
    return 0 <= (refund.on - bought.on).days <= LONGEST


def _numbers(order_id: str) -> tuple[str, ...]:
    """The numbers a refund's order number may carry in front: all of it, or what stands before a joint."""
    if not order_id:
        return ()
    cuts = [found.start() for found in _JOINTS.finditer(order_id)]
    return (order_id, *(order_id[:cut] for cut in cuts if cut >= _SHORTEST))
