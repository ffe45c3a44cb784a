"""Ledgers worked out by hand: the steps stand in each case file, `working`, and the second ledger obeys."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from second.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = sorted((Path(__file__).parents[1] / "cases" / "owe").glob("*.toml"))
FIGURES = ("principal", "interest", "penalty", "compound", "fees", "total", "overpaid")
EQUAL_PRINCIPAL = {
    "lender": "某银行",
    "lender_kind": "bank",
    "principal": 1000,
    "disbursed_on": date(2024, 1, 1),
    "repayment": "equal_principal",
    "term_months": 3,
    "first_due_on": date(2024, 2, 1),
    "nominal_rate": "0.12",
}


def lpr_of(case: dict[str, Any]) -> Callable[[date], Fraction]:
    steps = case.get("lpr_1y", [])

    def lpr_1y(on: date) -> Fraction:
        return [Fraction(step["rate"]) for step in steps if step["since"] <= on][-1]

    return lpr_1y


def no_lpr(on: date) -> Fraction:
    raise AssertionError(f"the LPR of {on} was asked for, but something was agreed")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_it_agrees_with_the_hand_calculation(path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    found = ledger(case["loan"], case["on"], lpr_of(case))
    assert case["expected"] == {name: str(found[name]) for name in FIGURES}


def test_there_are_at_least_twelve_hand_calculations() -> None:
    assert len(CASES) >= 12


def test_its_schedule_counts_every_fee_and_balances_with_the_last_row() -> None:
    # 1000/3 = 333.33, 333.33, and the rest 333.34; interest 10.00, 666.67 x 0.01 = 6.6667 -> 6.67,
    # 333.34 x 0.01 = 3.3334 -> 3.33. The lender's 8 on 10 January, the guarantor's 2 a month.
    fees = [
        {"kind": "评估费", "amount": 8, "on": date(2024, 1, 10)},
        {"kind": "担保费", "amount": 2, "every": "month", "payee": "某担保公司"},
    ]
    found = ledger({**EQUAL_PRINCIPAL, "fee": fees}, date(2024, 1, 1), no_lpr)["schedule"]
    expected = [
        (date(2024, 1, 10), "0.00", "0.00", "8.00", "8.00"),
        (date(2024, 2, 1), "333.33", "10.00", "2.00", "345.33"),
        (date(2024, 3, 1), "333.33", "6.67", "2.00", "342.00"),
        (date(2024, 4, 1), "333.34", "3.33", "2.00", "338.67"),
    ]
    names = ("principal", "interest", "fees", "total")
    assert expected == [(row["due_on"], *(str(row[name]) for name in names)) for row in found]


def test_it_refuses_a_payment_before_the_money_was_paid_out() -> None:
    early = {**EQUAL_PRINCIPAL, "payment": [{"on": date(2023, 12, 31), "amount": 1}]}
    with pytest.raises(ValueError, match="before the loan was paid out"):
        ledger(early, date(2024, 1, 1), no_lpr)


def test_nothing_is_owed_before_the_money_was_paid_out() -> None:
    assert Decimal("0.00") == ledger(EQUAL_PRINCIPAL, date(2023, 12, 31), no_lpr)["total"]


def test_payments_entered_in_any_order_give_one_ledger() -> None:
    paid = [{"on": date(2024, 2, 20 - n), "amount": 50 + n} for n in range(6)]
    forward, backward = ({**EQUAL_PRINCIPAL, "payment": order} for order in (paid, paid[::-1]))
    on = date(2024, 4, 20)
    assert ledger(forward, on, no_lpr) == ledger(backward, on, no_lpr)
