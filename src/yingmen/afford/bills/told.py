"""What was put together and why, said so that the user can check it, or overrule it by its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.afford.bills.joined import Joined
from yingmen.money import ZERO, yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yingmen.afford.bills.joined import Payment
    from yingmen.afford.bills.ledger import Entry
    from yingmen.afford.bills.transfers import Transfer


def told_of_rows(every: Sequence[Entry]) -> tuple[Joined, ...]:
    """For each account and set of files: how many rows stand in all of them and were taken once."""
    groups: dict[tuple[str, tuple[str, ...]], list[Entry]] = {}
    for entry in every:
        if len(entry.sources) > 1:
            files = tuple(sorted({file for file, _ in entry.sources}))
            groups.setdefault((entry.row.account, files), []).append(entry)
    return tuple(_of_rows(account, files, group) for (account, files), group in sorted(groups.items()))


def _of_rows(account: str, files: tuple[str, ...], group: Sequence[Entry]) -> Joined:
    amount = sum((entry.row.amount for entry in group), ZERO)
    sources = tuple(sorted(source for entry in group for source in entry.sources))
    why = f"{'、'.join(files)} 里 {account} 的 {len(group)} 笔重复出现，只算一次"
    return Joined("same_row", group[0].row.on, amount, why, tuple(entry.mark for entry in group), sources)


def told(paid: Sequence[Payment], back: Mapping[int, int], moved: Sequence[Transfer]) -> Iterator[Joined]:
    """Each payment in two bills, refund, and transfer between own accounts."""
    for one in paid:
        if one.others:
            yield _of_cards(one)
    for refund, bought in sorted(back.items()):
        yield _of_refund(paid[refund], paid[bought])
    for transfer in moved:
        yield _of_transfer(paid[transfer.out], paid[transfer.into], transfer.kind)


def _of_cards(one: Payment) -> Joined:
    row = one.lead.row
    accounts = " 和 ".join(entry.row.account for entry in one.entries)
    if one.by_hand:
        return Joined("by_hand", row.on, row.amount, f"您自己合并的：{accounts}", one.marks, one.sources)
    days = max(abs((entry.row.on - row.on).days) for entry in one.others)
    when = "同一天" if days == 0 else f"相差 {days} 天"
    why = f"{accounts} 里是同一笔：金额相同，{when}，付款方式写着 {row.method}"
    return Joined("wallet_and_card", row.on, row.amount, why, one.marks, one.sources)


def _of_refund(refund: Payment, bought: Payment) -> Joined:
    row, paid = refund.lead.row, bought.lead.row
    part = "全部退回" if row.amount == -paid.amount else f"原来付了 {yuan_text(-paid.amount)}"
    why = f"{paid.on} 付给 {paid.counterparty or '对方'} 的钱退回 {yuan_text(row.amount)}（{part}）"
    sources = tuple(sorted({*refund.sources, *bought.sources}))
    return Joined("refund", row.on, row.amount, why, (*bought.marks, *refund.marks), sources)


def _of_transfer(out: Payment, into: Payment, kind: str) -> Joined:
    gone, came = out.lead.row, into.lead.row
    done = "还到" if kind == "repayment" else "转到"
    why = f"{yuan_text(-gone.amount)} 从 {gone.account} {done} {came.account}，到账 {yuan_text(came.amount)}"
    sources = tuple(sorted({*out.sources, *into.sources}))
    return Joined(kind, gone.on, -gone.amount, why, (*out.marks, *into.marks), sources)
