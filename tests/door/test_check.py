from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from door.scenes import found_in
from support import bank_loan, private_loan
from yingmen.door.shelf import table

ON = date(2026, 6, 1)
PAPERS = ("badge_shown", "id_card_shown", "authorisation_shown", "authorisation_sealed", "agency_listed")


def door(*loans: dict[str, Any], **facts: Any) -> dict[str, Any]:
    return found_in({"loan": list(loans), "door": facts}, ON)


@pytest.mark.parametrize("scheme", table("check")["scheme"], ids=lambda scheme: str(scheme["id"]))
def test_the_points_of_every_scheme_add_up_to_ten(scheme: dict[str, Any]) -> None:
    assert 10 == sum(item["points"] for item in scheme["item"])
    assert 7 <= scheme["pass"] <= 10


@pytest.mark.parametrize("claims", ["agency", "lender", "lawyer", "other", None])
@pytest.mark.parametrize("number", ["visitor", None])
def test_nobody_is_verified_without_a_call_to_a_number_of_ones_own(
    claims: str | None, number: str | None
) -> None:
    for shown in product([True, False, None], repeat=len(PAPERS)):
        facts = {**dict(zip(PAPERS, shown, strict=True)), "called_back": True}
        found = door(bank_loan(), **facts, claims=claims, number_from=number)
        assert "not_verified" == found["answer"]


@pytest.mark.parametrize("claims", ["agency", "lender", "lawyer", "other", None])
@pytest.mark.parametrize(
    "sign", ["cash_asked", "personal_account_asked", "papers_taken", "court_paper_by_chat"]
)
def test_one_sign_keeps_the_door_shut_whatever_the_score(claims: str | None, sign: str) -> None:
    facts = {**dict.fromkeys(PAPERS, True), "called_back": True, "number_from": "own", sign: True}
    found = door(bank_loan(), **facts, claims=claims)
    assert ("keep_shut", 10) == (found["answer"], found["score"])


@pytest.mark.parametrize("claims", ["police", "court", "government"])
def test_confirmed_officials_are_never_kept_out(claims: str) -> None:
    found = door(bank_loan(), claims=claims, confirmed_officially=True, cash_asked=True, papers_taken=True)
    assert "official" == found["answer"]


@pytest.mark.parametrize("claims", ["police", "court", "government"])
def test_officials_who_are_not_confirmed_are_never_obstructed(claims: str) -> None:
    found = door(bank_loan(), claims=claims)
    assert "not_verified" == found["answer"]
    assert "official-verify" in found["steps"]
    assert {"no-talk", "keep-shut", "end"}.isdisjoint(found["steps"])


def test_a_denial_counts_unless_the_number_was_the_visitors() -> None:
    answers = [
        door(bank_loan(), called_back=False, number_from=n)["answer"] for n in ("own", None, "visitor")
    ]
    assert ["keep_shut", "keep_shut", "not_verified"] == answers


def test_a_seal_counts_only_on_a_paper_that_was_shown() -> None:
    scores = [
        door(bank_loan(), authorisation_sealed=True, authorisation_shown=shown)["score"]
        for shown in (True, None, False)
    ]
    assert [2, 2, 0] == scores


def test_with_a_bank_and_a_friend_to_pay_the_stricter_check_is_made() -> None:
    found = door(bank_loan(), private_loan(), known_in_person=True)
    assert ("unknown", "not_verified", 0) == (found["kind"], found["answer"], found["score"])


def test_an_entry_is_a_danger_only_where_it_was_not_agreed_to() -> None:
    dangers = [
        door(bank_loan(), entered=True, entry_consented=said)["danger"] for said in (False, True, None)
    ]
    assert [["entered_unasked"], [], []] == dangers
