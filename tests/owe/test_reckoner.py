"""A reckoner answers as `reckon` does, whatever it was asked before, and works a debt out once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import a_case, bank_loan, private_loan
from yingmen import law
from yingmen.owe import Reckoner, reckon, reckoning_json
from yingmen.owe import reckoner as module

if TYPE_CHECKING:
    from yingmen.case import Case
    from yingmen.law import Book
    from yingmen.owe import Reckoning

ON = date(2026, 8, 31)
DUE_LONG_AGO = private_loan(
    signed_on=date(2020, 1, 1), disbursed_on=date(2020, 1, 1), first_due_on=date(2021, 1, 1)
)
CARD: dict[str, Any] = {
    "id": "k",
    "lender": "某银行",
    "lender_kind": "bank",
    "product": "credit_card",
    "principal": "0",
    "disbursed_on": date(2021, 1, 1),
    "repayment": "revolving",
    "statement_day": 15,
    "due_day": 5,
    "daily_rate": "0.0005",
    "charge": [{"on": date(2021, 1, 6), "amount": "1000", "kind": "cash"}],
}
CLAIMED = bank_loan(claim=[{"id": "1", "on": date(2024, 6, 1), "total": "1300"}])
LOANS = (CLAIMED, DUE_LONG_AGO, CARD, bank_loan(id="u", nominal_rate=None))
CONTACT = st.fixed_dictionaries(
    {
        "at": st.dates(date(2019, 1, 1), ON),
        "channel": st.sampled_from(("sms", "call", "visit")),
        "purpose": st.sampled_from(("demand", "locate")),
        "loan": st.sampled_from([loan["id"] for loan in LOANS]),
    }
)
ASKED = st.tuples(
    st.lists(CONTACT, max_size=3),
    st.sampled_from((date(2022, 6, 1), date(2024, 9, 1), ON)),
    st.sampled_from((LOANS, LOANS[::-1], LOANS[1:])),
    st.sampled_from(("person", "company")),
)


def visited(*contacts: dict[str, Any], loans: tuple[dict[str, Any], ...] = LOANS, **more: Any) -> Case:
    numbered = [{**item, "contact_id": str(n)} for n, item in enumerate(contacts)]
    return a_case(*loans, contact=numbered, **more)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """The cases that were really worked out."""
    seen: list[Case] = []

    def counted(case: Case, on: date, book: Book) -> Reckoning:
        seen.append(case)
        return reckon(case, on, book)

    monkeypatch.setattr(module, "reckon", counted)
    return seen


@settings(max_examples=12, deadline=None)
@given(st.lists(ASKED, min_size=2, max_size=4))
def test_the_answer_is_the_same_whatever_was_asked_before(asked: list[Any]) -> None:
    remembering, book = Reckoner(), law.book()
    for contacts, on, loans, kind in asked:
        case = visited(
            *(one for one in contacts if one["loan"] in {loan["id"] for loan in loans}),
            loans=loans,
            kind=kind,
        )
        anew, remembered = reckon(case, on, book), remembering(case, on, book)
        assert reckoning_json(anew, book) == reckoning_json(remembered, book)
        assert case == remembered.case


def test_a_demand_on_record_changes_the_years_and_is_not_a_new_reckoning(worked: list[Case]) -> None:
    # Due 2021-01-01, three years over 2024-01-01; a demand that arrived in time would give until 2026-12-01.
    demand = {"at": "2023-12-01T09:00:00", "channel": "sms", "purpose": "demand", "loan": "p"}
    remembering, book = Reckoner(), law.book()
    before = remembering(visited(), ON, book).loans[1]
    after = remembering(visited(demand), ON, book).loans[1]
    assert ("expired", "unknown") == (before.limitation.state, after.limitation.state)
    assert "limitation" not in [one.about for one in before.questions]
    assert "limitation" in [one.about for one in after.questions]
    assert 1 == len(worked)


def test_new_debts_another_day_or_nothing_remembered_are_worked_out(worked: list[Case]) -> None:
    remembering, book = Reckoner(), law.book()
    for case, on in ((visited(), ON), (visited(), date(2026, 8, 30)), (visited(loans=LOANS[1:]), ON)):
        remembering(case, on, book)
    assert 3 == len(worked)
    remembering.forget()
    remembering(visited(), ON, book)
    assert 4 == len(worked)
