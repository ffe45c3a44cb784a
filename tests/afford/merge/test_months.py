"""Only months that the bills show whole are taken for whole."""

from __future__ import annotations

from afford.merge.made import OTHER_CARD, bank, merged


def test_the_months_between_are_whole_and_half_ones_are_not() -> None:
    found = merged(bank("01-20", "-1.00"), bank("02-10", "-1.00"), bank("03-12", "-1.00"))
    assert ((2026, 1, False), (2026, 2, True), (2026, 3, False)) == found.months


def test_rows_near_both_edges_make_a_month_whole() -> None:
    assert ((2026, 4, True),) == merged(bank("04-05", "-1.00"), bank("04-26", "-1.00")).months
    assert ((2026, 4, False),) == merged(bank("04-06", "-1.00"), bank("04-30", "-1.00")).months
    assert ((2026, 4, False),) == merged(bank("04-01", "-1.00"), bank("04-25", "-1.00")).months


def test_a_month_without_a_row_is_not_whole() -> None:
    found = merged(bank("01-01", "-1.00"), bank("03-31", "-1.00"))
    assert ((2026, 1, True), (2026, 2, False), (2026, 3, True)) == found.months


def test_before_a_main_account_begins_no_month_is_whole() -> None:
    rows = [bank(f"0{month}-{day}", "-1.00") for month in (1, 2, 3) for day in ("01", "28")]
    other = [bank(f"03-{day}", "-2.00", account=OTHER_CARD) for day in ("02", "20")]
    assert [False, False, True] == [whole for *_, whole in merged(*rows, *other).months]


def test_nothing_has_no_months() -> None:
    assert () == merged().months
