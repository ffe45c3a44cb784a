"""Any split of a history into overlapping files gives the same movements, whatever their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from afford.merge.made import CARD, OTHER_CARD, alipay, bank, bare, reading, wechat
from yingmen.afford.bills.merge import merge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.afford.bills.merge import Merged
    from yingmen.afford.bills.model import Reading, Transaction

DAYS = 40
DAY = st.integers(0, DAYS - 1)
FEN = st.sampled_from([-200, -200, -990, -5000, 5000, 30000])
METHODS = st.sampled_from([CARD, CARD, "零钱", "花呗"])
WORDS = st.sampled_from(["", "", "退款", "跨行转账", "还款", "贷款发放"])


def on(day: int) -> str:
    return f"{date(2026, 1, 20) + timedelta(day):%m-%d}"


def yuan(fen: int) -> str:
    return str(Decimal(fen) / 100)


@st.composite
def histories(draw: st.DrawFn) -> dict[str, list[Transaction]]:
    """A household's rows by account, oldest first; what the wallets paid by card stands in the card's too."""
    wallets: dict[str, list[Transaction]] = {"alipay": [], "wechat": []}
    card: list[tuple[int, int, str, str]] = []
    for number in range(draw(st.integers(0, 12))):
        make, name = draw(st.sampled_from([(alipay, "支付宝"), (wechat, "财付通")]))
        day, fen, method, said = draw(DAY), draw(FEN), draw(METHODS), draw(WORDS)
        made = make(
            f"{on(day)} 12:{number:02}:30",
            yuan(fen),
            method=method,
            summary=said,
            order_id=f"20260{number:09}",
        )
        wallets[made.account].append(made)
        if fen < 0 and draw(st.booleans()):
            back = replace(made, on=made.on + timedelta(1), amount=-made.amount, kind="退款", method="零钱")
            wallets[made.account].append(replace(back, order_id=f"{made.order_id}_1"))
        if method == CARD:
            card.append((min(day + draw(st.integers(0, 1)), DAYS - 1), fen, name, said))
    who = st.sampled_from(["张记面馆", "林小满"])
    card += draw(st.lists(st.tuples(DAY, FEN, who, WORDS), max_size=8))
    moved = draw(st.lists(st.tuples(DAY, st.sampled_from([-200, -5000, 5000])), max_size=3))
    card += [(day, fen, "林小满", "跨行转账") for day, fen in moved]
    balance, with_balance = 1_000_000, []
    for day, fen, name, said in sorted(card):
        balance += fen
        with_balance.append(bank(on(day), yuan(fen), name, summary=said, balance=yuan(balance)))
    days = sorted([*draw(st.lists(st.tuples(DAY, FEN), max_size=8)), *((day, -fen) for day, fen in moved)])
    plain = [bank(on(day), yuan(fen), "林小满", OTHER_CARD, summary="转账") for day, fen in days]
    for rows in wallets.values():
        rows.sort(key=lambda one: (one.on, one.at))
    return {**wallets, CARD: with_balance, OTHER_CARD: plain}


@st.composite
def splits(draw: st.DrawFn, rows: Sequence[Transaction], name: str, *, by_days: bool) -> list[Reading]:
    """Files that together hold all rows: cut anywhere (or between days), overlapping by any amount."""
    parts: list[Reading] = []
    start = 0
    while start < len(rows):
        end = draw(st.integers(start + 1, len(rows)))
        since = draw(st.integers(0, start))
        if by_days:
            end = max(n for n, row in enumerate(rows, 1) if row.on == rows[end - 1].on)
            since = min(n for n, row in enumerate(rows) if row.on == rows[since].on)
        parts.append(reading(rows[since:end], f"{name}-{len(parts)}.csv"))
        start = end
    return parts


def same(a: Merged, b: Merged) -> bool:
    """Whether two outcomes say the same, apart from the files and lines it was read from."""
    joined = [
        sorted(
            (one.kind, one.on, one.amount, one.why, one.marks)
            for one in each.joined
            if one.kind != "same_row"
        )
        for each in (a, b)
    ]
    return (
        [bare(one) for one in a.movements] == [bare(one) for one in b.movements]
        and joined[0] == joined[1]
        and a.months == b.months
        and [one.marks for one in a.left_out] == [one.marks for one in b.left_out]
    )


@settings(max_examples=150, deadline=None)
@given(histories(), st.data())
def test_any_split_into_overlapping_files_gives_the_same_movements(
    history: dict[str, list[Transaction]], data: st.DataObject
) -> None:
    whole = [reading(rows, f"{name}.csv") for name, rows in history.items()]
    files = [
        part
        for name, rows in history.items()
        for part in data.draw(splits(rows, name, by_days=name in {CARD, OTHER_CARD}))
    ]
    mixed = data.draw(st.permutations(files))
    assert same(merge(whole), merge(mixed))


@settings(max_examples=50, deadline=None)
@given(histories(), st.data())
def test_order_and_repetition_of_files_change_nothing_at_all(
    history: dict[str, list[Transaction]], data: st.DataObject
) -> None:
    files = [reading(rows, f"{name}.csv") for name, rows in history.items() if rows]
    again = data.draw(st.permutations([*files, *files[:2]]))
    assert merge(files) == merge(again)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_every_row_stands_in_just_one_movement_or_is_left_out(history: dict[str, list[Transaction]]) -> None:
    found = merge([reading(rows, f"{name}.csv") for name, rows in history.items()])
    places = [source for one in found.movements for source in one.sources]
    places += [source for one in found.left_out for source in one.sources]
    fees = [source for one in found.movements if "fee" in one.flags for source in one.sources]
    assert sum(map(len, history.values())) == len(places) - len(fees)
    assert len(set(places)) == len(places) - len(fees)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_the_lines_within_a_file_may_stand_in_any_order(history: dict[str, list[Transaction]]) -> None:
    upright = merge([reading(rows, f"{name}.csv") for name, rows in history.items()])
    turned = merge(
        [reading([replace(row) for row in rows[::-1]], f"{name}.csv") for name, rows in history.items()]
    )
    assert same(upright, turned)
