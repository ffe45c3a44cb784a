"""The second reading of the ceilings against a few sums done by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from second.ceiling import over

PRIVATE: dict[str, Any] = {
    "lender": "王某",
    "lender_kind": "private",
    "principal": 36500,
    "disbursed_on": date(2024, 1, 1),
    "repayment": "bullet",
    "first_due_on": date(2024, 4, 10),  # 100 days later
    "nominal_rate": "0.20",
}
SINCE = date(2020, 8, 20)
CEILING = [(SINCE, Fraction("0.15"))]


def no_lpr(on: date) -> Fraction:
    raise AssertionError(f"the LPR of {on} was asked for, but something was agreed")


def sums(loan: dict[str, Any], on: date, ceilings: list[tuple[date, Fraction]]) -> list[tuple[str, str, str]]:
    return [
        (str(part["term"]), str(part["overdue"]), str(part["over"]))
        for part in over(loan, on, no_lpr, ceilings)
    ]


def test_interest_above_the_ceiling_is_counted_by_the_day() -> None:
    # 36500 x (0.20 - 0.15) / 365 = 5.00 a day, 100 days to maturity, then 10 days overdue.
    expected = [("500.00", "50.00", "550.00")]
    assert expected == sums(PRIVATE, date(2024, 4, 20), CEILING)


def test_a_cheap_term_does_not_make_room_for_a_dear_penalty() -> None:
    # Term 0.10: 5.00 a day under. Penalty 0.10 x 2 = 0.20: 5.00 a day over for 10 days.
    loan = {**PRIVATE, "nominal_rate": "0.10", "penalty_multiple": 2}
    expected = [("0.00", "50.00", "50.00")]
    assert expected == sums(loan, date(2024, 4, 20), CEILING)


def test_another_lender_has_one_sum_of_all() -> None:
    # act/365 written in the contract: 100 days 5.00 under, 10 days 5.00 over.
    loan = {
        **PRIVATE,
        "lender_kind": "bank",
        "day_count": "act/365",
        "nominal_rate": "0.10",
        "penalty_multiple": 2,
    }
    expected = [("-500.00", "50.00", "0.00")]
    assert expected == sums(loan, date(2024, 4, 20), CEILING)


def test_nothing_is_netted_across_periods() -> None:
    # 0.24 until 20 Jan (19 nights, 4.00 a day under), 0.15 for the 81 nights after: 81 x 5.00 over.
    steps = [(date(2015, 9, 1), Fraction("0.24")), (date(2024, 1, 20), Fraction("0.15"))]
    expected = [("0.00", "0.00", "0.00"), ("405.00", "0.00", "405.00")]
    assert expected == sums(PRIVATE, date(2024, 4, 10), steps)


def test_thirty_over_three_sixty_at_the_ceiling_is_never_above_it() -> None:
    loan = {**PRIVATE, "nominal_rate": "0.15", "day_count": "30/360"}
    expected = [("0.00", "0.00", "0.00")]
    assert expected == sums(loan, date(2024, 3, 1), CEILING)


def test_actual_over_three_sixty_stands_as_it_is() -> None:
    # 36500 x 0.15 x 50 / 360 = 760.4167 against 36500 x 0.15 x 50 / 365 = 750.00.
    loan = {**PRIVATE, "nominal_rate": "0.15", "day_count": "act/360"}
    assert Decimal("10.42") == over(loan, date(2024, 2, 20), no_lpr, CEILING)[0]["over"]


def test_a_fee_up_front_is_spread_to_the_last_due_date_and_its_rest_counts_at_payoff() -> None:
    # 200 over 100 days is 2.00 a day above a contract at the ceiling: 50 days make 100.00.
    loan = {**PRIVATE, "nominal_rate": "0.15", "fee": [{"kind": "服务费", "amount": 200}]}
    expected = [("100.00", "0.00", "100.00")]
    assert expected == sums(loan, date(2024, 2, 20), CEILING)
    # Paid off on the 50th day (750 of interest, 36500, the fee): the whole 200.00 has been charged.
    paid = {**loan, "payment": [{"on": date(2024, 2, 20), "amount": 40000}]}
    expected = [("200.00", "0.00", "200.00")]
    assert expected == sums(paid, date(2024, 2, 20), CEILING)


def test_a_late_fee_counts_after_the_due_date() -> None:
    fee = {"kind": "催收费", "amount": 70, "on": date(2024, 4, 17)}
    loan = {**PRIVATE, "nominal_rate": "0.15", "fee": [fee]}
    expected = [("0.00", "70.00", "70.00")]
    assert expected == sums(loan, date(2024, 4, 20), CEILING)
