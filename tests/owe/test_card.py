"""A card's contract is read with care, and its ledger says what any loan's ledger says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from support import a_case
from yingmen.case import from_data
from yingmen.errors import CaseError
from yingmen.owe.card import CardReplay, CardTerms, Readings, read_card, replay_card
from yingmen.owe.entries import Charge, Exposure
from yingmen.owe.terms import Unread

CARD: dict[str, Any] = {
    "id": "a",
    "lender": "某银行",
    "lender_kind": "bank",
    "product": "credit_card",
    "principal": "0",
    "disbursed_on": date(2024, 1, 1),
    "repayment": "revolving",
    "statement_day": 5,
    "due_day": 25,
    "daily_rate": "0.0005",
}


def card(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**CARD, **changes}.items() if value is not None}


def terms(**changes: Any) -> CardTerms:
    read = read_card(a_case(card(**changes)).loan[0])
    assert isinstance(read, CardTerms)
    return read


def put(month: int, day: int, amount: str, kind: str = "purchase", **more: Any) -> dict[str, Any]:
    return {"on": date(2024, month, day), "amount": amount, "kind": kind, **more}


def paid(month: int, day: int, amount: str, **more: Any) -> dict[str, Any]:
    return {"on": date(2024, month, day), "amount": amount, **more}


def life(month: int, day: int, **changes: Any) -> CardReplay:
    return replay_card(terms(**changes), date(2024, month, day))


@pytest.mark.parametrize(
    ("key", "name"), [("statement_day", "账单日"), ("due_day", "还款日"), ("daily_rate", "合同日利率")]
)
def test_it_names_the_key_that_is_missing(key: str, name: str) -> None:
    read = read_card(a_case(card(**{key: None})).loan[0])
    assert isinstance(read, Unread)
    assert (key,) == read.missing
    assert f"还不知道{name}" in read.because


def test_it_reads_no_loan_that_is_not_revolving() -> None:
    loan = card(repayment="bullet", first_due_on=date(2024, 5, 1))
    read = read_card(a_case(loan).loan[0])
    assert isinstance(read, Unread)
    assert () == read.missing


def test_every_default_is_named() -> None:
    silent = {item.key: item.value for item in terms().assumed}
    assert {
        "minimum_rate": "0.10",
        "late_fee_rate": "0.05",
        "compound": "false",
        "credit_limit": "none",
        "allocation": "90",
        "charge": "0",
        "payment": "0",
    } == silent


def test_a_file_that_says_everything_leaves_nothing_assumed() -> None:
    full = terms(
        minimum_rate="0.05",
        late_fee_rate="0",
        compound=False,
        credit_limit="5000",
        allocation="statute",
        charge=[put(1, 3, "10")],
        payment=[paid(1, 4, "10")],
    )
    assert () == full.assumed
    assert (Decimal("0.05"), Decimal(0)) == (full.minimum_rate, full.late_fee_rate)


def test_a_yearly_rate_alone_is_a_365th_a_day() -> None:
    """0.1825 / 365 = 0.0005: 1000 for 10 days is 5.00."""
    loan = {"daily_rate": None, "nominal_rate": "0.1825", "charge": [put(1, 6, "1000", "cash")]}
    assert "day_count" in {item.key for item in terms(**loan).assumed}
    assert Decimal("5.00") == life(1, 16, **loan).replay.balances.interest


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        (put(1, 3, "10", "cash", months=3), "charge[1].months"),
        (put(1, 3, "10", "refund", months=3), "charge[1].months"),
        (put(1, 3, "10", fee_rate="0.01"), "charge[1].fee_rate"),
        ({"on": date(2023, 12, 31), "amount": "10", "kind": "purchase"}, "charge[1].on"),
    ],
)
def test_it_refuses_what_cannot_be_true_and_says_where(entry: dict[str, Any], place: str) -> None:
    with pytest.raises(CaseError) as raised:
        a_case(card(charge=[entry]))
    assert [True] == [place in problem.path for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("statement_day", "due_day", "closed_on", "due_on"),
    [
        (5, 25, date(2024, 1, 5), date(2024, 1, 25)),
        (20, 10, date(2024, 1, 20), date(2024, 2, 10)),
        (5, 5, date(2024, 1, 5), date(2024, 2, 5)),
        (31, 20, date(2024, 2, 29), date(2024, 3, 20)),
        (10, 31, date(2024, 2, 10), date(2024, 2, 29)),
        (30, 31, date(2023, 2, 28), date(2023, 3, 31)),
        (20, 10, date(2023, 12, 20), date(2024, 1, 10)),
    ],
)
def test_a_statement_is_due_on_the_next_due_day(
    statement_day: int, due_day: int, closed_on: date, due_on: date
) -> None:
    assert due_on == terms(statement_day=statement_day, due_day=due_day).due_on(closed_on)


def test_nothing_is_owed_before_the_card_was_opened() -> None:
    early = replay_card(terms(principal="100"), date(2023, 12, 31))
    assert (Decimal(0), ()) == (early.replay.balances.total, early.statements)


def test_what_happens_after_the_day_of_asking_does_not_count() -> None:
    later = {"charge": [put(1, 3, "100"), put(2, 3, "50")], "payment": [paid(2, 1, "70")]}
    assert life(1, 10, charge=[put(1, 3, "100")]) == life(1, 10, **later)


def test_on_the_due_date_itself_nothing_is_late_yet() -> None:
    """Bill of 1000 unpaid on its due date: no late fee, no interest, and nobody can say that it was paid."""
    asked = life(1, 25, charge=[put(1, 3, "1000")])
    assert Decimal("1000.00") == asked.replay.balances.total
    assert ["1000.00"] == [str(row.closing) for row in asked.statements]


def test_before_the_due_date_it_is_not_known_whether_a_bill_is_paid_in_full() -> None:
    asked = life(1, 24, charge=[put(1, 3, "1000")], payment=[paid(1, 20, "999")])
    assert [None] == [row.full_paid for row in asked.statements]


def test_a_bill_paid_before_its_due_date_is_known_to_be_paid() -> None:
    asked = life(1, 20, charge=[put(1, 3, "1000")], payment=[paid(1, 20, "1000")])
    assert [True] == [row.full_paid for row in asked.statements]


def test_due_on_the_closing_day_the_days_of_grace_end_after_that_closing() -> None:
    """Due on 5 February, the next closing: unpaid, its interest is posted on 5 March.

    1000 x 0.0005 x 62 days from 3 January to 5 March (28 + 29 + 5) = 31.00.
    """
    asked = life(3, 5, due_day=5, charge=[put(1, 3, "1000")])
    assert ["0.00", "0.00", "31.00"] == [str(row.interest) for row in asked.statements]


def test_a_payment_meant_for_principal_reaches_it_first() -> None:
    """1000 unpaid at 5 February: 16.50 interest, 5.00 late fee; 50 on principal leaves 950."""
    one = {"charge": [put(1, 3, "1000")], "payment": [paid(2, 5, "50", designated="principal")]}
    balances = life(2, 5, **one).replay.balances
    assert ["950.00", "16.50", "5.00"] == [
        str(amount) for amount in (balances.principal, balances.interest, balances.penalty)
    ]


def test_a_contract_that_puts_principal_first_is_followed() -> None:
    one = {"allocation": "principal_first", "charge": [put(1, 3, "1000")], "payment": [paid(2, 10, "50")]}
    assert {"principal": Decimal("50.00")} == life(2, 10, **one).replay.paid


def test_more_than_ninety_days_late_the_order_is_principal_interest_late_fee_fees() -> None:
    """A fee of 20 and cash of 100: after 91 days 100 go to principal, then interest, late fees, the fee.

    Interest: 2 days to 5 January 0.10; 31 x 0.05 = 1.55 to 5 February, 1.45 to 5 March, 1.55 to 5 April.
    Late fees: 5 % of 10 + 20 + 0.10 = 30.10: 1.505, so 1.51; of 10 + 20 + 1.65 + 1.51 = 33.16: 1.658, so
    1.66; of 10 + 20 + 3.10 + 3.17 = 36.27: 1.8135, so 1.81; together 4.98. Interest posted: 4.65.
    107 paid: principal 100, interest 4.65, late fee 2.35; 2.63 of it and the fee stay.
    """
    postings = [put(1, 3, "100", "cash"), put(1, 3, "20", "fee")]
    found = life(4, 25, charge=postings, payment=[paid(4, 25, "107")]).replay
    assert {"principal": "100.00", "interest": "4.65", "penalty": "2.35"} == {
        name: str(amount) for name, amount in found.paid.items()
    }
    assert ["2.63", "20.00"] == [str(found.balances.penalty), str(found.balances.fees)]


def test_who_reads_the_refund_as_a_repayment_pays_no_late_fee() -> None:
    one = terms(charge=[put(1, 3, "1000"), put(1, 15, "400", "refund")])
    kind = replace(one, readings=Readings(refund_meets_minimum=True))
    late_fees = [replay_card(each, date(2024, 1, 26)).replay.balances.penalty for each in (one, kind)]
    assert ["5.00", "0.00"] == [str(amount) for amount in late_fees]


def test_who_lets_fees_bear_interest_sees_it_on_them() -> None:
    """A fee of 100 on 6 January, by 26 January: 100 x 0.0005 x 20 = 1.00, on no principal."""
    bearing = replace(terms(charge=[put(1, 6, "100", "fee")]), readings=Readings(fees_bear=True))
    found = replay_card(bearing, date(2024, 1, 26)).replay
    assert "1.00" == str(found.balances.interest)
    assert {Decimal(0)} == {charge.base for charge in found.charges if charge.kind == "interest"}


def test_a_fee_to_somebody_else_is_not_the_banks() -> None:
    fees = [
        {"kind": "担保费", "amount": "30", "payee": "别家"},
        {"kind": "短信", "amount": "3", "every": "month"},
    ]
    assert "6.00" == str(life(2, 5, fee=fees).replay.balances.fees)


def test_charges_and_exposures_say_on_what_and_for_which_days() -> None:
    """1000 bought on 3 January, 100 paid on the 25th, the closing of 5 February: 11.00 and 4.95."""
    found = life(2, 5, charge=[put(1, 3, "1000")], payment=[paid(1, 25, "100")]).replay
    assert [
        Charge(
            "interest", date(2024, 1, 3), date(2024, 1, 5), Decimal(1000), Decimal(1), Decimal(1), late=False
        ),
        Charge(
            "interest",
            date(2024, 1, 5),
            date(2024, 1, 25),
            Decimal(1000),
            Decimal(10),
            Decimal(10),
            late=False,
        ),
        Charge(
            "interest",
            date(2024, 1, 25),
            date(2024, 1, 26),
            Decimal(900),
            Decimal("0.45"),
            Decimal("0.45"),
            late=False,
        ),
        Charge(
            "interest",
            date(2024, 1, 26),
            date(2024, 2, 5),
            Decimal(900),
            Decimal("4.5"),
            Decimal("4.5"),
            late=False,
        ),
    ] == list(found.charges)
    assert [
        Exposure(date(2024, 1, 3), date(2024, 1, 5), Decimal(1000), late=False),
        Exposure(date(2024, 1, 5), date(2024, 1, 25), Decimal(1000), late=False),
        Exposure(date(2024, 1, 25), date(2024, 1, 26), Decimal(900), late=False),
        Exposure(date(2024, 1, 26), date(2024, 2, 5), Decimal(900), late=False),
    ] == list(found.exposures)


def test_a_late_fee_counts_as_late_and_so_do_the_days_after_the_due_date() -> None:
    found = life(2, 5, charge=[put(1, 3, "1000")]).replay
    fees = [charge for charge in found.charges if charge.kind == "penalty"]
    assert [
        Charge("penalty", date(2024, 1, 25), date(2024, 1, 26), Decimal(0), Decimal(5), Decimal(5), late=True)
    ] == fees
    assert [False, False, True, True] == [exposure.late for exposure in found.exposures]


def test_the_part_of_a_plan_not_billed_yet_is_out_all_the_same() -> None:
    found = life(1, 20, charge=[put(1, 3, "900", months=3)], payment=[paid(1, 10, "300")]).replay
    assert ["900.00", "900.00", "600.00"] == [str(exposure.principal) for exposure in found.exposures]


def test_a_part_of_less_than_a_fen_leaves_the_rest_to_the_last() -> None:
    """0.01 in three: 0.0033 is no fen, so 0.00, 0.00, 0.01; 0.08 in ten is 0.01 eight times, then nothing."""
    bills = [str(row.purchases) for row in life(3, 5, charge=[put(1, 3, "0.01", months=3)]).statements]
    assert ["0.00", "0.00", "0.01"] == bills
    eight = life(10, 5, charge=[put(1, 3, "0.08", months=10)]).statements
    assert ["0.01"] * 8 + ["0.00"] * 2 == [str(row.purchases) for row in eight]


def test_a_card_paid_off_is_settled_until_it_is_used_again() -> None:
    used = {"charge": [put(1, 3, "100"), put(3, 1, "5")], "payment": [paid(1, 20, "100")]}
    assert date(2024, 1, 20) == life(2, 29, **used).replay.settled_on
    assert life(3, 1, **used).replay.settled_on is None


def test_a_payment_line_says_where_the_money_went() -> None:
    lines = life(2, 10, charge=[put(1, 3, "1000")], payment=[paid(2, 10, "50")]).replay.lines
    went = [dict(line.allocated) for line in lines if line.kind == "payment"]
    expected = {"penalty": Decimal("5.00"), "interest": Decimal("16.50"), "principal": Decimal("28.50")}
    assert [expected] == went


def test_a_case_file_with_a_card_survives_being_written_and_read() -> None:
    plan = put(1, 3, "900", months=3, fee_rate="0.006")
    loan = a_case(card(credit_limit="5000", charge=[plan, put(1, 4, "1", "refund")])).loan[0]
    again = from_data(
        {"schema": 1, "borrower": {"name": "张三", "kind": "person"}, "loan": [loan.model_dump(mode="json")]}
    )
    assert loan == again.loan[0]
