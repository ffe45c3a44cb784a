"""Small builders for tests: a loan as a case file writes it, a case around it, the answer of `owe`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from yingmen import case as cases
from yingmen import law
from yingmen.owe import LoanReckoning, reckon, reckoning_json

if TYPE_CHECKING:
    from yingmen.case import Case

BANK_LOAN: dict[str, Any] = {
    "id": "a",
    "lender": "某银行",
    "lender_kind": "bank",
    "product": "consumer_loan",
    "principal": "1200",
    "disbursed_on": date(2024, 1, 1),
    "repayment": "equal_principal",
    "term_months": 3,
    "first_due_on": date(2024, 2, 1),
    "nominal_rate": "0.12",
}
PRIVATE_LOAN: dict[str, Any] = {
    "id": "p",
    "lender": "周某",
    "lender_kind": "private",
    "lender_natural": True,
    "product": "other",
    "principal": "100000",
    "signed_on": date(2021, 1, 1),
    "disbursed_on": date(2021, 1, 1),
    "repayment": "bullet",
    "first_due_on": date(2022, 1, 1),
    "nominal_rate": "0.24",
}


def bank_loan(**changes: Any) -> dict[str, Any]:
    """A bank's loan of 1,200 yuan in three parts; a change to None takes a key away."""
    return _changed(BANK_LOAN, changes)


def private_loan(**changes: Any) -> dict[str, Any]:
    """A loan of 100,000 yuan between persons at 24 %, due after a year."""
    return _changed(PRIVATE_LOAN, changes)


def _changed(loan: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**loan, **changes}.items() if value is not None}


def a_case(*loans: dict[str, Any], kind: str = "person", **tables: Any) -> Case:
    """A case with these loans."""
    data = {"schema": 1, "borrower": {"name": "张三", "kind": kind}, "loan": list(loans), **tables}
    return cases.from_data(data, "test.toml")


def owe(loan: dict[str, Any], on: date, **tables: Any) -> LoanReckoning:
    """What `owe` says of a single loan."""
    return reckon(a_case(loan, **tables), on, law.book()).loans[0]


def owe_json(loan: dict[str, Any], on: date, **tables: Any) -> dict[str, Any]:
    """The same as JSON."""
    book = law.book()
    answer: dict[str, Any] = reckoning_json(reckon(a_case(loan, **tables), on, book), book)["loans"][0]
    return answer


def payment(on: date, amount: str, **more: str) -> dict[str, Any]:
    """A payment as a case file writes it."""
    return {"on": on, "amount": amount, **more}
