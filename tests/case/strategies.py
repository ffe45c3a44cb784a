"""Cases of every shape that the schema accepts, for properties that must hold of all of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from yingmen.case import (
    AcknowledgementKind,
    Allocation,
    BorrowerKind,
    Channel,
    ChargeKind,
    Contact,
    ContactInitiator,
    DeductionKind,
    Every,
    LenderKind,
    Party,
    Place,
    PosedAs,
    Product,
    Purpose,
    Repayment,
)
from yingmen.days import DayCount

if TYPE_CHECKING:
    from enum import Enum

OPENED = date(2020, 6, 15)
NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=12).filter(
    str.strip
)
NOTES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("\n\r\t"), min_size=1
)
BOOLS = st.booleans()
YUAN = st.decimals(0, 10**12, places=2).map(str) | st.integers(0, 10**12)
RATES = st.decimals(0, 10, places=9).map(lambda rate: f"{rate:f}") | st.integers(0, 10)
LATER = st.dates(OPENED, date(2199, 12, 31))
DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31)) | st.just(date(2024, 2, 29)) | st.just("2024-02-29")
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)) | DAYS  # noqa: DTZ001 - local time


def words(kind: type[Enum]) -> st.SearchStrategy[str]:
    """One of a choice's words, as a file has it."""
    return st.sampled_from([str(member.value) for member in kind])


def table(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A table with all required keys and some others."""
    return st.fixed_dictionaries(required, optional=optional)


def some(items: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """A short list."""
    return st.lists(items, max_size=2)


FIGURES = (
    YUAN
    | table({}, {"amount": YUAN, "observed": some(YUAN)})
    | table({"low": st.just(1), "high": YUAN.filter(lambda x: Decimal(x) >= 1)}, {})
)
CLAIMS = table(
    {"on": LATER},
    dict.fromkeys(("total", "principal", "interest", "penalty", "fees"), YUAN) | {"by": NAMES},
)
_LOAN_DAYS = ("signed_on", "sued_on", "assigned_on")
_LOAN_TEXTS = ("contract_no", "assignee", "broker")
_LOAN_BOOLS = ("lender_natural", "online", "compound", "secured", "guarantor")
LOANS = table(
    {
        "lender": NAMES,
        "lender_kind": words(LenderKind),
        "product": words(Product),
        "disbursed_on": st.just(OPENED),
        "principal": YUAN,
        "repayment": words(Repayment),
    },
    dict.fromkeys(_LOAN_DAYS, DAYS)
    | dict.fromkeys(_LOAN_TEXTS, NAMES)
    | dict.fromkeys(_LOAN_BOOLS, BOOLS)
    | {
        "term_months": st.integers(1, 600),
        "first_due_on": st.dates(date(2020, 6, 16), date(2030, 1, 1)),
        "last_due_on": st.dates(date(2030, 1, 1), date(2040, 1, 1)),
        "accelerated_on": LATER,
        "nominal_rate": RATES,
        "day_count": words(DayCount),
        "penalty_multiple": RATES,
        "allocation": words(Allocation),
        "statement_day": st.integers(1, 31),
        "due_day": st.integers(1, 31),
        "minimum_rate": RATES,
        "late_fee_rate": RATES,
        "deduction": some(table({"kind": words(DeductionKind), "amount": st.just(0)}, {"payee": NAMES})),
        "charge": some(table({"on": LATER, "amount": YUAN, "kind": words(ChargeKind)}, {})),
        "fee": some(table({"amount": YUAN}, {"kind": NAMES, "every": st.just("month"), "payee": NAMES})),
        "payment": some(
            table(
                {"on": LATER, "amount": YUAN},
                {"designated": st.just("principal"), "note": NOTES.filter(str.strip)},
            )
        ),
        "acknowledgement": some(table({"on": LATER, "kind": words(AcknowledgementKind)}, {})),
        "claim": some(CLAIMS),
    },
)
_CHOICES = {
    "lender_kind": LenderKind,
    "product": Product,
    "initiated_by": ContactInitiator,
    "party": Party,
    "purpose": Purpose,
    "place": Place,
    "posed_as": PosedAs,
}
_FLAGS = [name for name, field in Contact.model_fields.items() if field.annotation == bool | None]
CONTACTS = table(
    {"at": MOMENTS, "channel": words(Channel)},
    {key: words(kind) for key, kind in _CHOICES.items()}
    | dict.fromkeys((*_FLAGS, "time_known"), BOOLS)
    | dict.fromkeys(("debtor_id", "lender_id", "agent_id", "number", "agency_id"), NAMES)
    | {
        "days_overdue": st.integers(0, 9999),
        "amount_overdue": YUAN,
        "minutes": RATES,
        "staff_count": st.integers(0, 9),
    },
)
INCOMES = table({}, {"source": NAMES, "amount": YUAN, "observed": some(YUAN), "every": words(Every)})
HOUSEHOLDS = table(
    {},
    {
        "members": st.integers(1, 9),
        "dependants": st.integers(0, 9),
        "essentials": st.dictionaries(NAMES, YUAN, max_size=3),
        "reserve": YUAN,
        "income": some(INCOMES),
    },
)
BUSINESSES = table({}, dict.fromkeys(("revenue", "wages", "tax", "rent", "supplies", "other"), FIGURES))
ASSETS = table({"kind": NAMES}, {"value": YUAN, "liquid": BOOLS, "essential": BOOLS, "income": YUAN})
AGREEMENTS = table(
    {"with": NAMES},
    {
        "signed_on": DAYS,
        "down_payment": YUAN,
        "installments": some(table({"on": DAYS, "amount": YUAN}, {})),
        "conditions": some(NAMES),
    },
)
PEOPLE = table({"role": NAMES}, {"name": NAMES, "phone": NAMES})


def _numbered(items: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return [{**item, key: f"{n}号"} for n, item in enumerate(items)]


def _with_ids(data: dict[str, Any]) -> dict[str, Any]:
    loans = _numbered(data.get("loan", []), "id")
    for loan in loans:
        loan["claim"] = [
            {**claim, "id": f"{loan['id']}-{n}"} for n, claim in enumerate(loan.get("claim", []))
        ]
    return {"schema": 1, **data, "loan": loans, "contact": _numbered(data.get("contact", []), "contact_id")}


CASES = table(
    {"borrower": table({"name": NAMES, "kind": words(BorrowerKind)}, {"city": NAMES})},
    {
        "loan": some(LOANS),
        "contact": some(CONTACTS),
        "household": HOUSEHOLDS,
        "business": BUSINESSES,
        "asset": some(ASSETS),
        "agreement": some(AGREEMENTS),
        "person": some(PEOPLE),
    },
).map(_with_ids)
