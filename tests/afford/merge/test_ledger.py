"""The same row in two exports is one; two equal payments on a day are two."""

from __future__ import annotations

from afford.merge.made import CARD, alipay, bank, kinds, reading
from yingmen.afford.bills.ledger import entries
from yingmen.afford.bills.merge import merge


def test_a_file_imported_twice_counts_once() -> None:
    once = reading([alipay("03-05 12:30:15", "-50.00", order_id="20260305000001")])
    assert merge([once]) == merge([once, once])


def test_the_same_row_under_another_name_counts_once_and_both_places_are_told() -> None:
    row = bank("03-05", "-50.00", "张记面馆", balance="950.00")
    merged = merge([reading([row], "一月.csv"), reading([row], "二月.csv")])
    assert [(("一月.csv", 1), ("二月.csv", 1))] == [one.sources for one in merged.movements]
    assert ["same_row"] == kinds(merged)
    assert "一月.csv、二月.csv" in merged.joined[0].why


def test_two_equal_payments_on_a_day_stay_two() -> None:
    rows = [bank("03-05", "-2.00", "地铁"), bank("03-05", "-2.00", "地铁")]
    assert 2 == len(entries([reading(rows)]))
    assert 2 == len(entries([reading(rows, "a.csv"), reading(rows, "b.csv")]))


def test_equal_payments_with_other_balances_stay_two_though_files_overlap_between_them() -> None:
    first, second = bank("03-05", "-2.00", balance="98.00"), bank("03-05", "-2.00", balance="96.00")
    assert 2 == len(entries([reading([first], "a.csv"), reading([first, second], "b.csv")]))
    assert 2 == len(entries([reading([first], "a.csv"), reading([second], "b.csv")]))


def test_other_order_numbers_are_other_payments() -> None:
    rows = [alipay("03-05 12:00:00", "-2.00", order_id=f"2026030500{n}") for n in (1, 2)]
    assert 2 == len(entries([reading([row], f"{n}.csv") for n, row in enumerate(rows)]))


def test_a_row_twice_in_one_file_under_one_order_number_is_one() -> None:
    row = alipay("03-05 12:00:00", "-2.00", order_id="20260305001")
    assert 1 == len(entries([reading([row, row])]))


def test_seconds_lost_in_a_spreadsheet_do_not_make_a_second_payment() -> None:
    whole = alipay("03-05 12:30:15", "-50.00", order_id="20260305000001")
    cut = alipay("03-05 12:30:00", "-50.00")
    found = entries([reading([whole], "a.csv"), reading([cut], "b.csv")])
    assert ["12:30:15"] == [str(one.row.at) for one in found]
    assert 2 == len(
        entries([reading([whole], "a.csv"), reading([alipay("03-05 12:31:00", "-50.00")], "b.csv")])
    )


def test_what_one_export_lacks_the_other_fills_in() -> None:
    short = bank("03-05", "-50.00", "", balance="950.00")
    long = bank("03-05 12:30:15", "-50.00", "张记面馆", balance="950.00", summary="快捷支付")
    (found,) = entries([reading([short], "a.csv"), reading([long], "b.csv")])
    assert ("张记面馆", "快捷支付", "12:30:15") == (
        found.row.counterparty,
        found.row.summary,
        str(found.row.at),
    )


def test_another_shop_without_any_other_detail_is_another_payment() -> None:
    found = entries(
        [
            reading([bank("03-05", "-9.90", "甲店")], "a.csv"),
            reading([bank("03-05", "-9.90", "乙店")], "b.csv"),
        ]
    )
    assert 2 == len(found)


def test_a_mark_names_account_day_amount_and_which_of_equal_ones() -> None:
    rows = [bank("03-05", "-2.00", balance="98.00"), bank("03-05", "-2.00", balance="96.00")]
    assert [f"{CARD}/2026-03-05/-2.00", f"{CARD}/2026-03-05/-2.00/2"] == [
        one.mark for one in entries([reading(rows)])
    ]
