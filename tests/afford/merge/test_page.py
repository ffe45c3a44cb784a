"""What the page, the tables and the JSON say of bills put together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from afford.merge.made import ALIPAY_AT_BANK, CARD, alipay, bank, merged, reading
from yingmen.afford.bills.merge import merge
from yingmen.afford.bills.model import BalanceGap, Took
from yingmen.afford.bills_json import bills_json
from yingmen.afford.bills_page import FLAGS, bills_document, joined_table, movement_table
from yingmen.document import KeyFigures, Paragraph, Table, Tone

ROWS = (
    alipay("03-05", "-50.00"),
    bank("03-05", "-50.00", ALIPAY_AT_BANK),
    bank("03-06", "6800.00", "某某公司", summary="工资"),
    bank("03-07", "5000.00", "某某小贷", summary="贷款发放"),
    bank("03-08", "-3000.00", "某某消费金融", summary="还款"),
)


def blocks(kind: type) -> list[object]:
    bills = [reading(ROWS[:1]), reading(ROWS[1:])]
    document = bills_document(bills, merge(bills))
    return [block for section in document.sections for block in section.blocks if isinstance(block, kind)]


def test_borrowed_money_is_not_counted_as_income() -> None:
    figures = [
        item.value for block in blocks(KeyFigures) if isinstance(block, KeyFigures) for item in block.items
    ]
    assert ["¥6,800.00", "¥5,000.00", "¥3,050.00"] == figures


def test_borrowing_to_repay_is_warned_of() -> None:
    warned = [
        block.text for block in blocks(Paragraph) if isinstance(block, Paragraph) and block.tone is Tone.WARN
    ]
    assert 1 == len(warned)
    assert "¥5,000.00" in warned[0]


def test_the_months_stand_by_category() -> None:
    (months,) = [block for block in blocks(Table) if isinstance(block, Table) and "按月" in block.caption]
    assert ("吃饭买菜", "-¥50.00") in [row.cells for row in months.rows]
    assert ("工资", "¥6,800.00") in [row.cells for row in months.rows]


def test_a_gap_and_an_unsure_column_are_shown() -> None:
    gap = BalanceGap(7, Decimal("90.00"), Decimal("80.00"))
    took = Took("变动额", "金额", "guess")
    bill = replace(reading(ROWS[1:]), proven=False, gaps=(gap,), columns=(took,))
    text = str(bills_document([bill], merge([bill])))
    assert "第 7 行余额应是 ¥90.00，写的是 ¥80.00" in text
    assert "猜的，请核对" in text


def test_the_tables_have_a_cell_for_each_heading_and_a_line_for_each_movement() -> None:
    found = merged(*ROWS)
    for heads, rows in (movement_table(found), joined_table(found)):
        assert {len(heads)} == {len(row) for row in rows}
    assert len(found.movements) == len(movement_table(found)[1])
    assert f"alipay/2026-03-05/-50.00；{CARD}/2026-03-05/-50.00" in movement_table(found)[1][0]


def test_every_flag_there_is_has_a_name() -> None:
    assert {flag for one in merged(*ROWS).movements for flag in one.flags} <= set(FLAGS)


def test_json_gives_money_as_text_and_days_as_dates() -> None:
    found = bills_json([reading(ROWS[:1])], merged(*ROWS))
    first = found["movements"][0]
    assert ("2026-03-05", "-50.00", "food", []) == tuple(
        first[key] for key in ("on", "amount", "category", "flags")
    )
    assert [{"file": "alipay.csv", "row": 1}, {"file": f"{CARD}.csv", "row": 1}] == first["sources"]
    sums = {"food": "-50.00", "wage": "6800.00", "new_borrowing": "5000.00", "debt_service": "-3000.00"}
    assert [{"month": "2026-03", "complete": False, "sums": sums}] == found["months"]
    assert "wallet_and_card" == found["joined"][0]["kind"]
