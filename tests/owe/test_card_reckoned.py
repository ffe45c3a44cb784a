"""A card in the answer of `owe`: its statements, ceiling, limitation, claims and questions."""

from __future__ import annotations

from datetime import date
from typing import Any

from support import owe, owe_json

ON = date(2024, 3, 1)


def card(**changes: Any) -> dict[str, Any]:
    """A cash advance of 1000 on 6 January 2024 at 0.0005 a day; statements on the 15th, due on the 5th."""
    terms = {
        "id": "k",
        "lender": "某银行",
        "lender_kind": "bank",
        "product": "credit_card",
        "principal": "0",
        "disbursed_on": date(2024, 1, 1),
        "repayment": "revolving",
        "statement_day": 15,
        "due_day": 5,
        "daily_rate": "0.0005",
        "late_fee_rate": "0.05",
        "minimum_rate": "0.10",
        "compound": False,
        "charge": [{"on": date(2024, 1, 6), "amount": "1000", "kind": "cash"}],
    }
    return {**terms, **changes}


def test_a_cards_ledger_stands_beside_the_loans() -> None:
    # 6 to 14 January, 9 days: 4.50. Minimum 100 + 4.50 = 104.50, unpaid on 5 February: late fee 5.225,
    # so 5.23.
    # 15 January to 14 February, 31 days: 15.50; in all 20.00.
    found = owe_json(card(), date(2024, 2, 15))
    assert ("1000.00", "20.00", "5.23") == (found["principal"], found["interest"], found["penalty"])


def test_a_card_has_statements() -> None:
    found = owe_json(card(), date(2024, 2, 15))["statements"]
    assert [("2024-01-15", "1004.50", "104.50"), ("2024-02-15", "1025.23")] == [
        (found[0]["closed_on"], found[0]["closing"], found[0]["minimum"]),
        (found[1]["closed_on"], found[1]["closing"]),
    ]


def test_a_card_is_held_against_the_licensed_line() -> None:
    # 20.00 and 5.23 of late fee stay below 1000 x 0.24 x 40/365 = 26.30.
    ceiling = owe_json(card(), date(2024, 2, 15))["ceiling"]
    assert ("licensed_24", "reducible", "0.00") == (ceiling["regime"], ceiling["effect"], ceiling["over"])


def test_a_cards_years_run_from_the_oldest_bill_still_open() -> None:
    found = owe_json(card(), ON)["limitation"]
    assert ("running", "2027-02-05") == (found["state"], found["expires_on"])


def test_a_card_whose_oldest_bill_is_too_old_is_unknown_not_expired() -> None:
    assert "unknown" == owe_json(card(), date(2027, 2, 6))["limitation"]["state"]


def test_a_claim_on_a_card_is_explained_by_a_dearer_late_fee() -> None:
    # 10 % of 104.50 is 10.45 instead of 5.23: 1030.45.
    claim = {"id": "c", "on": date(2024, 2, 15), "total": "1030.45"}
    found = owe_json(card(claim=[claim]), ON)["claims"][0]
    assert [("late_fee_rate", "违约金按 10.00%")] == [
        (one["assumption"], one["theirs"]) for one in found["explained_by"]
    ]


def test_a_card_without_its_days_says_what_is_missing() -> None:
    found = owe_json({key: value for key, value in card().items() if key != "due_day"}, ON)
    assert (None, "due_day") == (found["total"], found["questions"][0]["about"])


def test_a_rate_outside_the_old_band_is_asked_about_and_not_judged() -> None:
    early = card(disbursed_on=date(2019, 1, 1), daily_rate="0.0008")
    asked = {one.about for one in owe(early, ON).questions}
    later = {one.about for one in owe(card(daily_rate="0.0008"), ON).questions}
    assert (True, False) == ("daily_rate" in asked, "daily_rate" in later)
