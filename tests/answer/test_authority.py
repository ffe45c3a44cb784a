"""Who is competent for a complaint: by the kind of lender and the subject, as the data name them."""

from __future__ import annotations

from datetime import date

import pytest

from support import a_case, bank_loan
from yingmen.answer.authority import SUBJECTS, Authority, NoAuthority, authority, creditor, creditor_kind
from yingmen.case import LenderKind

ON = date(2026, 11, 24)


BY_KIND = {
    LenderKind.BANK: ("12378", "12363", "12363"),
    LenderKind.CONSUMER_FINANCE: ("12378", "12363", "12363"),
    LenderKind.AUTO_FINANCE: ("12378", "12363", "12363"),
    LenderKind.MICROLOAN: ("local", "12363", "12363"),
    LenderKind.GUARANTEE: ("local", "12363", "12363"),
    LenderKind.AMC: ("12378-or-local", "12363", "12363"),
    LenderKind.PRIVATE: ("", "", ""),
}


@pytest.mark.parametrize("kind", list(LenderKind))
def test_each_lender_has_its_authority(kind: LenderKind) -> None:
    found = [authority(kind, subject) for subject in ("conduct", "credit_record", "personal_data")]
    assert BY_KIND[kind] == tuple(one.id if isinstance(one, Authority) else "" for one in found)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_private_lender_has_none_and_the_police_or_a_court_is_named(subject: str) -> None:
    found = authority(LenderKind.PRIVATE, subject)
    assert isinstance(found, NoAuthority)
    assert "110" in found.instead
    assert "法院" in found.instead


@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_unknown_lender_is_asked_for_never_guessed(subject: str) -> None:
    found = authority(None, subject)
    assert isinstance(found, NoAuthority)
    assert "lender_kind" in found.instead


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_kind_of_lender_has_an_answer(subject: str) -> None:
    answers = [authority(kind, subject) for kind in LenderKind]
    assert [] == [
        found for found in answers if not (found.to if isinstance(found, Authority) else found.instead)
    ]


def test_it_refuses_a_subject_it_does_not_know() -> None:
    with pytest.raises(LookupError, match="no subject 'weather'"):
        authority(LenderKind.BANK, "weather")


def test_after_an_assignment_only_a_later_contact_tells_the_kind() -> None:
    loan = bank_loan(assigned_on=date(2026, 1, 1), assignee="某资产公司")
    before = {"contact_id": "c1", "at": date(2025, 12, 1), "channel": "call", "lender_kind": "bank"}
    after = {"contact_id": "c2", "at": date(2026, 2, 1), "channel": "call", "lender_kind": "amc"}
    unknown, known = a_case(loan, contact=[before]), a_case(loan, contact=[before, after])
    assert creditor_kind(unknown, unknown.loan[0], ON) is None
    assert LenderKind.AMC is creditor_kind(known, known.loan[0], ON)
    assert LenderKind.BANK is creditor_kind(known, known.loan[0], date(2025, 12, 31))


def test_the_creditor_is_the_assignee_from_the_day_of_assignment() -> None:
    loan = a_case(bank_loan(assigned_on=date(2026, 1, 1), assignee="某资产公司")).loan[0]
    nameless = a_case(bank_loan(assigned_on=date(2026, 1, 1))).loan[0]
    assert ("某银行", "某资产公司") == (creditor(loan, date(2025, 12, 31)), creditor(loan, date(2026, 1, 1)))
    assert "某银行所称的债权受让方" == creditor(nameless, ON)
