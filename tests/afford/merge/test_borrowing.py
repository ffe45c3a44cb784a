"""New borrowing is no income; borrowed and paid into old debts within three days is flagged on both sides."""

from __future__ import annotations

import pytest

from afford.merge.made import bank, merged, told

LOAN = {"who": "某某小额贷款有限公司", "summary": "贷款发放"}


def test_borrowed_money_is_flagged_and_no_income() -> None:
    assert [("5000.00", "new_borrowing", "borrowing")] == told(merged(bank("03-05", "5000.00", **LOAN)))


@pytest.mark.parametrize(
    ("day", "paid", "flagged"),
    [
        ("03-05", "-2500.00", True),
        ("03-08", "-5000.00", True),
        ("03-09", "-5000.00", False),
        ("03-04", "-5000.00", False),
        ("03-06", "-2499.99", False),
    ],
)
def test_it_was_to_repay_if_half_of_it_went_into_debts_within_three_days(
    day: str, paid: str, *, flagged: bool
) -> None:
    found = merged(bank("03-05", "5000.00", **LOAN), bank(day, paid, "某某消费金融", summary="还款"))
    assert [flagged, flagged] == ["borrowing_to_repay" in one.flags for one in found.movements]
