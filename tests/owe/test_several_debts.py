"""One payment and several debts to one lender: Civil Code 560, step by step, with every sum by hand.

Each loan is 1,000 yuan (b: as stated) at 12 %, act/360, paid out on 1 January 2024. On 1 March, 60 days on,
each has borne 1000 x 0.12 x 60/360 = 20.00 of interest; one that fell due earlier has borne the same, since
without a penalty the contract rate goes on.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from support import a_case, bank_loan, payment
from yingmen import law
from yingmen.errors import InputError
from yingmen.owe import LoanReckoning, reckon

PAID_ON = date(2024, 3, 1)
LATER = date(2024, 12, 1)


def loan(loan_id: str, **changes: Any) -> dict[str, Any]:
    terms = {"repayment": "bullet", "term_months": None, "first_due_on": PAID_ON, "principal": "1000"}
    return bank_loan(**{"id": loan_id, "day_count": "act/360", **terms, **changes})


def reckoned(*loans: dict[str, Any]) -> dict[str, LoanReckoning]:
    return {item.loan.id: item for item in reckon(a_case(*loans), PAID_ON, law.book()).loans}


def owed(*loans: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Principal and interest left of each loan on the day of the payment."""
    found = {}
    for loan_id, item in reckoned(*loans).items():
        assert item.replay is not None
        found[loan_id] = (str(item.replay.balances.principal), str(item.replay.balances.interest))
    return found


def paying(amount: str, **more: str) -> dict[str, Any]:
    return {"payment": [payment(PAID_ON, amount, **more)]}


# 500.00 on a debt of 1020.00: 20.00 of interest, 480.00 of principal.
HIT, MISSED = ("520.00", "0.00"), ("1000.00", "20.00")


def test_the_debt_that_is_due_comes_first() -> None:
    found = owed(loan("a"), loan("b", first_due_on=LATER, **paying("500")))
    assert {"a": HIT, "b": MISSED} == found


def test_among_due_debts_the_unsecured_one_comes_first() -> None:
    found = owed(loan("a", secured=True, **paying("500")), loan("b"))
    assert {"a": MISSED, "b": HIT} == found


def test_a_guarantor_is_a_security_too() -> None:
    found = owed(loan("a", guarantor=True, **paying("500")), loan("b"))
    assert {"a": MISSED, "b": HIT} == found


def test_among_equally_secured_debts_the_dearer_one_comes_first() -> None:
    # b costs 12 % x 1.5 = 18 % once it is overdue, a goes on at 12 %.
    found = owed(loan("a", **paying("500")), loan("b", penalty_multiple="1.5"))
    assert {"a": MISSED, "b": HIT} == found


def test_among_equally_dear_debts_the_one_due_earlier_comes_first() -> None:
    # b, due on 15 January: 14 days 4.67, then 46 days 15.33; together 20.00.
    found = owed(loan("a", **paying("500")), loan("b", first_due_on=date(2024, 1, 15)))
    assert {"a": MISSED, "b": HIT} == found


def test_among_debts_alike_in_everything_a_payment_is_split_by_proportion() -> None:
    # Due 1020.00 and 3060.00; 408.00 is split 102.00 to 306.00.
    # a: 20.00 interest, 82.00 principal. b: 60.00 interest, 246.00 principal.
    found = owed(loan("a", **paying("408")), loan("b", principal="3000"))
    assert {"a": ("918.00", "0.00"), "b": ("2754.00", "0.00")} == found


def test_a_split_that_does_not_come_out_even_loses_no_fen() -> None:
    # 100.01 by 1 to 3: 25.0025 and 75.0075; the fen left over goes where more was cut off: 25.00 and 75.01.
    # a: 20.00 + 5.00, b: 60.00 + 15.01.
    found = owed(loan("a", **paying("100.01")), loan("b", principal="3000"))
    assert {"a": ("995.00", "0.00"), "b": ("2984.99", "0.00")} == found


def test_being_due_weighs_more_than_being_unsecured() -> None:
    found = owed(loan("a", secured=True), loan("b", first_due_on=LATER, **paying("500")))
    assert {"a": HIT, "b": MISSED} == found


def test_being_unsecured_weighs_more_than_being_dear() -> None:
    found = owed(loan("a"), loan("b", secured=True, penalty_multiple="1.5", **paying("500")))
    assert {"a": HIT, "b": MISSED} == found


def test_being_dear_weighs_more_than_being_due_earlier() -> None:
    found = owed(
        loan("a", penalty_multiple="1.5"), loan("b", first_due_on=date(2024, 1, 15), **paying("500"))
    )
    assert {"a": HIT, "b": MISSED} == found


def test_what_the_first_debt_leaves_goes_on_to_the_next() -> None:
    # Unsecured b first: 1020.00 of 1220.00. Then a: 20.00 interest, 180.00 principal.
    found = owed(loan("a", secured=True, **paying("1220")), loan("b"))
    assert {"a": ("820.00", "0.00"), "b": ("0.00", "0.00")} == found


def test_what_all_due_debts_leave_goes_to_the_loan_it_stands_under() -> None:
    # a takes 1020.00 of 1100.00. b, not due: 20.00 accrued interest, then 60.00 principal.
    found = owed(loan("a"), loan("b", first_due_on=LATER, **paying("1100")))
    assert {"a": ("0.00", "0.00"), "b": ("940.00", "0.00")} == found


def test_what_no_debt_can_absorb_is_overpaid_where_it_stands() -> None:
    # 1020.00 + 1020.00 of 2100.00; 60.00 is the borrower's.
    found = reckoned(loan("a"), loan("b", **paying("2100")))
    overpaid = {name: str(item.replay.overpaid) for name, item in found.items() if item.replay}
    assert {"a": "0.00", "b": "60.00"} == overpaid


def test_what_the_debtor_names_is_paid_whatever_the_law_would_choose() -> None:
    # Named b, secured and not due: 20.00 accrued interest, 480.00 principal.
    found = owed(loan("a", **paying("500", designated="b")), loan("b", first_due_on=LATER, secured=True))
    assert {"a": MISSED, "b": HIT} == found


def test_a_payment_for_principal_reaches_only_its_own_loan() -> None:
    # 500.00 off b's principal; its 20.00 of interest stay.
    found = owed(loan("a"), loan("b", **paying("500", designated="principal")))
    assert {"a": MISSED, "b": ("500.00", "20.00")} == found


def test_a_debt_to_another_lender_is_not_touched() -> None:
    found = owed(loan("a", lender="另一银行"), loan("b", first_due_on=LATER, **paying("500")))
    assert {"a": MISSED, "b": HIT} == found


def test_a_debt_that_was_assigned_away_no_longer_counts_with_its_first_lender() -> None:
    sold = {"assigned_on": date(2024, 2, 15), "assignee": "某资产管理公司"}
    found = owed(loan("a", **sold), loan("b", first_due_on=LATER, **paying("500")))
    assert {"a": MISSED, "b": HIT} == found


def test_a_debt_assigned_only_later_still_counts() -> None:
    sold = {"assigned_on": date(2024, 3, 2), "assignee": "某资产管理公司"}
    found = owed(loan("a", **sold), loan("b", first_due_on=LATER, **paying("500")))
    assert {"a": HIT, "b": MISSED} == found


def test_a_line_paid_by_law_names_article_560() -> None:
    found = reckoned(loan("a"), loan("b", first_due_on=LATER, **paying("500")))["a"].replay
    assert found is not None
    paid = [line for line in found.lines if line.kind == "payment"]
    assert [(Decimal("500.00"), ("minfadian/560",))] == [(line.amount, line.rests_on) for line in paid]


def test_two_payments_of_one_day_give_the_same_in_either_order() -> None:
    some = [payment(PAID_ON, "300"), payment(PAID_ON, "150")]
    forward = owed(loan("a", payment=some), loan("b", secured=True))
    backward = owed(loan("a", payment=some[::-1]), loan("b", secured=True))
    assert forward == backward


def test_it_refuses_a_payment_named_for_a_loan_not_paid_out_yet() -> None:
    late = loan("b", disbursed_on=date(2024, 3, 15), first_due_on=LATER)
    with pytest.raises(InputError, match="还没有放款"):
        reckoned(loan("a", **paying("500", designated="b"), claim=[]), late)
