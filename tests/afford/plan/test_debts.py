from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from support import a_case, bank_loan, payment, private_loan
from yingmen import law
from yingmen.afford.debts import Debt, debts, unread
from yingmen.owe import reckon

CARD: dict[str, Any] = {
    "id": "c",
    "lender": "某银行",
    "lender_kind": "bank",
    "product": "credit_card",
    "principal": "1000",
    "disbursed_on": date(2024, 1, 10),
    "repayment": "revolving",
    "statement_day": 15,
    "due_day": 5,
    "daily_rate": "0.0005",
}


def of(*loans: dict[str, Any], on: date, **tables: Any) -> tuple[Debt, ...]:
    case = a_case(*loans, **tables)
    return debts(case, reckon(case, on, law.book()))


def test_a_loan_on_time_has_its_coming_instalments() -> None:
    # 1,200 in three parts of 400, 1 % a month: 412 was paid on 1 February; 408 and 404 are to come.
    found = of(bank_loan(payment=[payment(date(2024, 2, 1), "412")]), on=date(2024, 2, 10))
    assert ((date(2024, 3, 1), Decimal(408)), (date(2024, 4, 1), Decimal(404))) == found[0].due
    # Nothing agreed for being late: 12 % a year goes on, over 360 days, on 400 of the 408.
    assert Decimal("0.12") / 360 * 400 / 408 == pytest.approx(found[0].rate_late)
    assert Decimal("1000.000") * 400 / 408 == pytest.approx(found[0].bearing * 1000)


def test_what_is_overdue_comes_first_with_what_it_has_cost() -> None:
    # 412 were due on 1 February; 29 days at 12 % / 360 on 400: 3.87. 408 fell due on 1 March.
    found = of(bank_loan(), on=date(2024, 3, 2))
    # One day more for the 400 of March: 30 days of February's part 4.00, one of March's 0.13.
    assert ((date(2024, 3, 2), Decimal(412) + Decimal("4.00") + Decimal(408) + Decimal("0.13")),) == (
        found[0].due[:1]
    )
    assert ((date(2024, 4, 1), Decimal(404)),) == found[0].due[1:]


def test_a_loan_called_in_is_due_whole() -> None:
    found = of(bank_loan(accelerated_on=date(2024, 2, 15)), on=date(2024, 2, 20))
    assert [(date(2024, 2, 20), found[0].owed)] == list(found[0].due)


def test_what_the_law_does_not_support_is_arguable_and_asked_for() -> None:
    # 100,000 at 24 % from 2021 on, ceiling 15.4 %: what lies above is arguable.
    debt = of(private_loan(), on=date(2022, 1, 1))[0]
    # 24,000 of interest are due; 100,000 x 15.4 % = 15,400 are supported.
    assert (Decimal(8600), Decimal(8600)) == (debt.arguable, debt.asked_to_waive)
    assert Decimal(124000) == debt.owed


def test_a_card_on_time_asks_for_its_minimums_until_it_is_paid() -> None:
    debt = of(CARD, on=date(2024, 1, 20))[0]
    assert date(2024, 2, 5) == debt.due[0][0]
    assert debt.minimum is not None
    assert Decimal(0) < debt.minimum < debt.owed
    assert Decimal("0.0005") >= debt.rate_running > Decimal("0.00049")
    assert len(debt.due) <= 60


def test_a_card_whose_minimum_was_missed_is_due_whole() -> None:
    debt = of(CARD, on=date(2024, 3, 10))[0]
    assert ((date(2024, 3, 10), debt.owed),) == debt.due
    assert debt.rate_late > debt.rate_running


def test_a_running_agreement_replaces_the_contract_s_dates() -> None:
    agreed = {
        "with": "某银行",
        "loan": "a",
        "signed_on": date(2024, 3, 1),
        "down_payment": "100",
        "installments": [{"on": date(2024, month, 20), "amount": "200"} for month in (3, 4, 5)],
    }
    loan = bank_loan(payment=[payment(date(2024, 3, 1), "150")])
    debt = of(loan, on=date(2024, 4, 1), agreement=[agreed])[0]
    # 150 fill the 100 and 50 of March's 200: 150 are missing today, 200 come on 20 April and 20 May.
    expected = ((date(2024, 4, 1), 150), (date(2024, 4, 20), 200), (date(2024, 5, 20), 200))
    assert tuple((day, Decimal(amount)) for day, amount in expected) == debt.due == debt.agreement


def test_a_loan_whose_ledger_is_unknown_is_named_and_has_no_debt() -> None:
    case = a_case(bank_loan(nominal_rate=None))
    reckoning = reckon(case, date(2024, 3, 2), law.book())
    assert () == debts(case, reckoning)
    assert ("a",) == unread(reckoning)


def test_a_settled_loan_is_no_debt() -> None:
    paid = [payment(date(2024, 2, 1), "1212")]
    assert () == of(bank_loan(payment=paid), on=date(2024, 2, 2))
