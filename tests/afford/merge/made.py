"""Rows and readings of invented bills, short to write."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yingmen.afford.bills.merge import merge
from yingmen.afford.bills.model import Reading, Transaction
from yingmen.afford.bills.overrules import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingmen.afford.bills.merge import Merged, Movement
    from yingmen.afford.bills.overrules import Overrules

CARD = "招商银行(1234)"
OTHER_CARD = "工商银行(9876)"
CREDIT = "招商银行信用卡(7449)"
ALIPAY_AT_BANK = "支付宝（中国）网络技术有限公司"
WECHAT_AT_BANK = "财付通支付科技有限公司"


def row(account: str, day: str, amount: str, **more: Any) -> Transaction:
    """A row: `day` is "03-05" of 2026, perhaps with a time, "03-05 12:30:15"."""
    on, _, at = day.partition(" ")
    known: dict[str, Any] = {
        "on": date.fromisoformat(f"2026-{on}"),
        "at": time.fromisoformat(at) if at else None,
        "amount": Decimal(amount),
        "balance": Decimal(more.pop("balance")) if "balance" in more else None,
        "account": account,
        "file": "",
        "row": 0,
    }
    texts = dict.fromkeys(("counterparty", "summary", "kind", "method", "status", "order_id"), "")
    return Transaction(**{**texts, **known, **more})


def alipay(day: str, amount: str, who: str = "永辉超市", method: str = CARD, **more: Any) -> Transaction:
    return row("alipay", day, amount, **{"counterparty": who, "method": method, "status": "交易成功", **more})


def wechat(day: str, amount: str, who: str = "永辉超市", method: str = CARD, **more: Any) -> Transaction:
    return row("wechat", day, amount, **{"counterparty": who, "method": method, "status": "支付成功", **more})


def bank(day: str, amount: str, who: str = "", account: str = CARD, **more: Any) -> Transaction:
    return row(account, day, amount, counterparty=who, **more)


def reading(rows: Iterable[Transaction], file: str = "") -> Reading:
    """A bill of these rows, which stand in it from line 1; named after its account if no name is given."""
    from dataclasses import replace

    listed = list(rows)
    account = listed[0].account if listed else ""
    name = file or f"{account}.csv"
    placed = tuple(replace(one, file=name, row=n) for n, one in enumerate(listed, 1))
    return Reading(name, "示例", account, (), placed, None, (), ())


def merged(*rows: Transaction, overrules: Overrules = NONE) -> Merged:
    """These rows put together, one bill for each account."""
    accounts = sorted({one.account for one in rows})
    bills = [reading(one for one in rows if one.account == name) for name in accounts]
    return merge(bills, overrules)


def told(merged: Merged) -> list[tuple[str, str, str]]:
    """Each movement's amount, category and flags."""
    return [(str(one.amount), one.category, " ".join(sorted(one.flags))) for one in merged.movements]


def kinds(merged: Merged) -> list[str]:
    return [one.kind for one in merged.joined]


def bare(one: Movement) -> tuple[Any, ...]:
    """A movement without the files and lines it was read from."""
    return (one.on, one.amount, one.counterparty, one.summary, one.category, one.flags, one.why, one.marks)
