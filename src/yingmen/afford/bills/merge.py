"""One transaction once: the files of a household put together into what really moved, and what it was for.

    readings -> entries (each row once) -> payments (wallet and card together) -> movements (with category)

A refund keeps its own day and its purchase's category, so that a category's sum is what was really spent.
A transfer between own accounts is one movement of what it cost, mostly 0.00. Paying off a card is debt
service; what was bought with the card is spending once, on the day it was bought (`on_credit`).
Everything is a function of the set of files: order and repetition change nothing.

Limitations: a payment made half by card and half by red packet shows two amounts and is not joined; the
rows of an account whose file is not given are unknown, and nothing here guesses them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from yingmen.afford.bills.borrowing import to_repay
from yingmen.afford.bills.categories import (
    DEBT_SERVICE,
    NEW_BORROWING,
    OTHER_INCOME,
    OTHER_SPENDING,
    OWN_TRANSFER,
    Sorted,
    Table,
    shipped,
)
from yingmen.afford.bills.joined import Joined, Payment, payments
from yingmen.afford.bills.ledger import entries
from yingmen.afford.bills.months import months
from yingmen.afford.bills.names import WALLETS, card, is_refund, on_credit, paid_by_others
from yingmen.afford.bills.overrules import NONE
from yingmen.afford.bills.refunds import refunds, unpaid
from yingmen.afford.bills.told import told, told_of_rows
from yingmen.afford.bills.transfers import Transfer, transfers
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.bills.categories import Rule
    from yingmen.afford.bills.ledger import Entry, Source
    from yingmen.afford.bills.model import Reading
    from yingmen.afford.bills.overrules import Overrules

_NOT_PAID = "订单关闭或没有成功，钱没有动"
_OTHERS_PAID = "由别人的卡付的，没有花您的钱"
_NO_FLAGS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that really moved once: day, yuan (+ came in), whom with, what for, and why it is taken so.

    `flags`: borrowing, borrowing_to_repay, own_transfer, repayment, refund (this came back), refunded (some
    of this came back), on_credit, fee. `marks` name its rows in the file of overrules.
    """

    on: date
    amount: Decimal
    counterparty: str
    summary: str
    category: str
    flags: frozenset[str]
    sources: tuple[Source, ...]
    why: str
    entries: tuple[Entry, ...] = field(default=(), compare=False, repr=False)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of its rows, as a file of overrules names them."""
        return tuple(entry.mark for entry in self.entries)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that moved no money of the borrower's, and why."""

    on: date
    amount: Decimal
    counterparty: str
    why: str
    marks: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The files together: what moved, what was joined, the months they show, what was left out.

    `months` are (year, month, whether it is whole), oldest first; `unused` are marks of the user's overrules
    that no row of these files has.
    """

    movements: tuple[Movement, ...]
    joined: tuple[Joined, ...]
    months: tuple[tuple[int, int, bool], ...]
    left_out: tuple[LeftOut, ...] = ()
    unused: tuple[str, ...] = ()


def merge(
    readings: Iterable[Reading], overrules: Overrules = NONE, rules: Sequence[Rule] | None = None
) -> Merged:
    """Put files together: every transaction once, with its category.

    `rules` replace the shipped table; the categories of the overrules always go before.
    """
    every = entries(readings)
    closed = unpaid(every)
    others = frozenset(n for n, entry in enumerate(every) if paid_by_others(entry.row.method))
    live = [entry for n, entry in enumerate(every) if n not in closed and n not in others]
    paid = payments(live, overrules)
    back = refunds(paid)
    moved = transfers(paid, overrules.parted)
    table = Table((*overrules.category, *(shipped() if rules is None else rules)))
    found = _Movements(paid, back, moved, table).all()
    joined = (*told_of_rows(every), *told(paid, back, moved))
    known = {entry.mark for entry in every} if overrules.marks else frozenset()
    left_out = tuple(
        _left_out(every[n], _NOT_PAID if n in closed else _OTHERS_PAID) for n in sorted(closed | others)
    )
    return Merged(_flagged(found), joined, months(live), left_out, tuple(sorted(overrules.marks - known)))


def _left_out(entry: Entry, why: str) -> LeftOut:
    row = entry.row
    return LeftOut(row.on, row.amount, row.counterparty, why, (entry.mark,), entry.sources)


class _Movements:
    """Payments turned into movements, refunds beside their purchases and both ends of a transfer as one."""

    def __init__(
        self, paid: Sequence[Payment], back: Mapping[int, int], moved: Iterable[Transfer], table: Table
    ) -> None:
        self.paid, self.back, self.table = paid, back, table
        self.given_back = frozenset(back.values())
        self.out = {transfer.out: transfer for transfer in moved}
        self.arrived = {transfer.into for transfer in self.out.values()}

    def all(self) -> list[Movement]:
        """Every movement, in the order of the payments."""
        found: list[Movement] = []
        for number, one in enumerate(self.paid):
            if number in self.out:
                found.extend(self._transfer(one, self.out[number]))
            elif number not in self.arrived:
                found.append(self._plain(number, one))
        return found

    def _plain(self, number: int, one: Payment) -> Movement:
        row = one.lead.row
        came_back = is_refund(row)
        sorted_as = self._sorted_back(number) if came_back else self._sorted(one)
        flags = _NO_FLAGS
        if number in self.given_back:
            flags |= {"refunded"}
        if came_back:
            flags |= {"refund"}
        if _is_on_credit(one) and sorted_as.category not in {DEBT_SERVICE, OWN_TRANSFER}:
            flags |= {"on_credit"}
        return _movement(one, row.amount, sorted_as, flags)

    def _sorted_back(self, number: int) -> Sorted:
        """A refund's category: its purchase's; without a purchase it lowers other spending."""
        if number not in self.back:
            return Sorted(OTHER_SPENDING, "退款，没有找到原来那一笔；冲减花费，不算收入")
        bought = self._sorted(self.paid[self.back[number]])
        return Sorted(bought.category, f"退款，和原来那一笔同类（{bought.why}）")

    def _sorted(self, one: Payment) -> Sorted:
        """The category by the row that says most, or by another one where that fits no rule."""
        found = self.table.sort(one.lead.row)
        for entry in one.others:
            if found.category not in {OTHER_SPENDING, OTHER_INCOME}:
                break
            found = self.table.sort(entry.row)
        return found

    def _transfer(self, out: Payment, transfer: Transfer) -> Iterable[Movement]:
        into = self.paid[transfer.into]
        both = out._replace(others=(*out.others, *into.entries))
        gone, came = out.lead.row.amount, into.lead.row.amount
        if transfer.kind == "repayment":
            why = f"{out.lead.row.account} 还到 {into.lead.row.account}"
            yield _movement(both, gone, Sorted(DEBT_SERVICE, why), frozenset({"repayment"}))
            return
        why = f"{out.lead.row.account} 转到 {into.lead.row.account}，是自己的钱"
        yield _movement(both, ZERO, Sorted(OWN_TRANSFER, why), frozenset({"own_transfer"}))
        if gone + came:
            fee = Sorted(OTHER_SPENDING, "转出和到账的差额，是手续费")
            yield _movement(both, gone + came, fee, frozenset({"fee"}))


def _is_on_credit(one: Payment) -> bool:
    """Whether a purchase was made with a credit card or a wallet's credit."""
    if one.lead.row.amount >= 0:
        return False
    held = [card(entry.row.account) for entry in one.entries if entry.row.account not in WALLETS]
    return on_credit(one.lead.row.method) or any(one is not None and one.credit for one in held)


def _movement(one: Payment, amount: Decimal, sorted_as: Sorted, flags: frozenset[str]) -> Movement:
    row = one.lead.row
    if sorted_as.category == OWN_TRANSFER:
        flags |= {"own_transfer"}
    elif sorted_as.category == NEW_BORROWING:
        flags |= {"borrowing"}
    return Movement(
        row.on,
        amount,
        row.counterparty,
        row.summary,
        sorted_as.category,
        flags,
        one.sources,
        sorted_as.why,
        one.entries,
    )


def _flagged(found: Sequence[Movement]) -> tuple[Movement, ...]:
    """The movements with borrowing to repay flagged, on both sides."""
    spiral = to_repay(found)
    return tuple(
        replace(one, flags=one.flags | {"borrowing_to_repay"}) if number in spiral else one
        for number, one in enumerate(found)
    )
