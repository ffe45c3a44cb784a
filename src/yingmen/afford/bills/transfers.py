"""Money that only changed its place: from card to wallet and back, between own cards, to a credit card.

What leaves one account of the files and reaches another, to the fen and within two days, is one transfer
where the words of both sides allow it: the wallet says top-up or withdrawal and the bank names the
wallet, both banks say transfer with the same name, or one side pays off a card. A wallet's fee for
withdrawing stays a cost.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from yingmen.afford.bills.names import (
    WALLETS,
    card,
    is_refund,
    is_repayment,
    is_top_up,
    is_transfer,
    is_withdrawal,
    named_wallets,
    same_card,
    words,
)
from yingmen.afford.bills.pairing import pair
from yingmen.money import CENT, exact, fen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from yingmen.afford.bills.joined import Payment
    from yingmen.afford.bills.model import Transaction

_DAYS = (-2, -1, 0, 1, 2)
_FEE = re.compile(r"(?:服务费|手续费)\s*[¥￥]?\s*(\d+(?:\.\d{1,2})?)")
_FEE_RATE = Decimal("1.001")
_LEAST_FEE = Decimal("0.10")
_NAME = re.compile(r"[^\u4e00-\u9fffA-Za-z]")


class Transfer(NamedTuple):
    """What left and what arrived, by their numbers, and whether it is own_transfer or repayment."""

    out: int
    into: int
    kind: str


def transfers(every: Sequence[Payment], parted: frozenset[frozenset[str]]) -> tuple[Transfer, ...]:
    """Every transfer between accounts whose bills are at hand."""
    gone: dict[tuple[Decimal, date], list[int]] = {}
    for number, one in enumerate(every):
        for amount in _may_arrive(one.lead.row):
            gone.setdefault((amount, one.lead.row.on), []).append(number)
    edges = (
        ((abs((one.lead.row.on - every[out].lead.row.on).days), out, into), out, into)
        for into, one in enumerate(every)
        if one.lead.row.amount > 0 and not is_refund(one.lead.row)
        for out in _around(one.lead.row, gone)
        if _kind(every[out], one) and not _apart(every[out], one, parted)
    )
    found = pair(edges)
    return tuple(Transfer(out, into, _kind(every[out], every[into])) for out, into in sorted(found.items()))


def _around(row: Transaction, gone: dict[tuple[Decimal, date], list[int]]) -> Iterator[int]:
    for days in _DAYS:
        yield from gone.get((row.amount, row.on + timedelta(days)), ())


def _may_arrive(row: Transaction) -> tuple[Decimal, ...]:
    """What may arrive of money that left: all of it, or what a wallet's fee for withdrawing leaves."""
    if row.amount >= 0:
        return ()
    gone = -row.amount
    if row.account not in WALLETS or not is_withdrawal(words(row)):
        return (gone,)
    with exact():
        told = _FEE.search(row.summary)
        rest = {gone, fen(gone / _FEE_RATE), gone - _LEAST_FEE}
        if told:
            rest = {gone, gone - Decimal(told[1])}
    return tuple(sorted(amount for amount in rest if amount >= CENT))


def _apart(a: Payment, b: Payment, parted: frozenset[frozenset[str]]) -> bool:
    return any(frozenset({one, other}) in parted for one in a.marks for other in b.marks) if parted else False


def _kind(out: Payment, into: Payment) -> str:
    """What this would be, `own_transfer` or `repayment`; empty where the two sides do not belong together."""
    if {entry.row.account for entry in out.entries} & {entry.row.account for entry in into.entries}:
        return ""
    gone, came = out.lead.row, into.lead.row
    if _is_card_paid(gone, came):
        return "repayment"
    if gone.account in WALLETS:
        return "own_transfer" if is_withdrawal(words(gone)) and _names(came, gone) else ""
    if came.account in WALLETS:
        return "own_transfer" if is_top_up(words(came)) and _names(gone, came) else ""
    return "own_transfer" if _same_owner(gone, came) else ""


def _is_card_paid(gone: Transaction, came: Transaction) -> bool:
    """Whether this paid off a credit card whose statement is at hand."""
    held = card(came.account)
    credit = held is not None and held.credit
    said = words(gone)
    if not is_repayment(said) or not (credit or is_repayment(words(came))):
        return False
    named = card(said)
    return named is None or not named.digits or same_card(said, came.account) or not credit


def _names(at_bank: Transaction, in_wallet: Transaction) -> bool:
    """Whether bank and wallet speak of each other."""
    named = named_wallets(words(at_bank))
    if in_wallet.account not in named and (named or not is_transfer(words(at_bank))):
        return False
    said = f"{in_wallet.method} {words(in_wallet)}"
    return card(said) is None or same_card(said, at_bank.account)


def _same_owner(gone: Transaction, came: Transaction) -> bool:
    """Whether two banks' rows are a transfer to oneself: both say transfer, and the same name or none."""
    if not (is_transfer(words(gone)) and is_transfer(words(came))):
        return False
    a, b = _name(gone.counterparty), _name(came.counterparty)
    return not a or not b or a == b


def _name(text: str) -> str:
    return _NAME.sub("", text)
