"""Every answer on limitation in `tests/cases/limitation` comes out of the product, date by date."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support import bank_loan, owe_json, payment

CASES = sorted((Path(__file__).parents[1] / "cases" / "limitation").glob("*.toml"))
EVENTS = ("demand", "promise", "part_payment", "signed", "suit")
BULLET = bank_loan(repayment="bullet", term_months=None, first_due_on=date(2022, 3, 10))


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """What the product says, with the texts it rests on as `source/article`."""
    found = owe_json(case["loan"], case["on"], contact=case.get("contact", []))["limitation"]
    texts = [f"{basis['source']}/{basis['article']}" for basis in found["basis"]]
    return {**found, "texts": texts}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_standing_comes_out_as_counted_by_hand(path: Path) -> None:
    case = load(path)
    expected, found = case["expected"], answer(case)
    unknown = [name for name in expected.get("unknown", []) if found[name] is None]
    chosen = {name: found[name] for name in expected if name not in {"unknown", "texts"}}
    texts = [text for text in expected.get("texts", []) if text in found["texts"]]
    assert {"unknown": [], "texts": [], **expected} == {"unknown": unknown, "texts": texts, **chosen}


def test_every_case_says_why() -> None:
    assert [] == [path.stem for path in CASES if len(load(path)["working"].strip()) < 20]


def test_there_is_a_case_of_every_state() -> None:
    assert {"running", "expired", "unknown"} == {load(path)["expected"]["state"] for path in CASES}


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_of_event_starts_the_years_anew(kind: str) -> None:
    # Due 10 March 2022; without the event the last day is 10 March 2025, with it three years from it.
    loan = {
        **BULLET,
        "disbursed_on": date(2021, 3, 10),
        "acknowledgement": [{"on": date(2024, 5, 6), "kind": kind}],
    }
    found = owe_json(loan, date(2025, 3, 11))["limitation"]
    assert ("running", "2027-05-06", "2024-05-06") == (
        found["state"],
        found["expires_on"],
        found["restarted_on"],
    )


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_on_the_very_last_day_is_in_time(kind: str) -> None:
    loan = {
        **BULLET,
        "disbursed_on": date(2021, 3, 10),
        "acknowledgement": [{"on": date(2025, 3, 10), "kind": kind}],
    }
    assert "2028-03-10" == owe_json(loan, date(2025, 3, 10))["limitation"]["expires_on"]


@pytest.mark.parametrize("kind", ["promise", "part_payment", "signed"])
def test_what_the_borrower_did_a_day_too_late_is_never_called_running(kind: str) -> None:
    loan = {
        **BULLET,
        "disbursed_on": date(2021, 3, 10),
        "acknowledgement": [{"on": date(2025, 3, 11), "kind": kind}],
    }
    assert "unknown" == owe_json(loan, date(2025, 4, 1))["limitation"]["state"]


@pytest.mark.parametrize("kind", ["demand", "suit"])
def test_what_the_lender_did_a_day_too_late_changes_nothing(kind: str) -> None:
    loan = {
        **BULLET,
        "disbursed_on": date(2021, 3, 10),
        "acknowledgement": [{"on": date(2025, 3, 11), "kind": kind}],
    }
    found = owe_json(loan, date(2025, 4, 1))["limitation"]
    assert ("expired", "2025-03-10") == (found["state"], found["expires_on"])


def test_the_order_of_entry_of_events_does_not_matter() -> None:
    events = [{"on": date(year, 5, 6), "kind": "demand"} for year in (2024, 2022, 2026)]
    loan = {**BULLET, "disbursed_on": date(2021, 3, 10)}
    forward = owe_json({**loan, "acknowledgement": events}, date(2027, 1, 1))["limitation"]
    backward = owe_json({**loan, "acknowledgement": events[::-1]}, date(2027, 1, 1))["limitation"]
    assert "2029-05-06" == forward["expires_on"] == backward["expires_on"]


def test_a_payment_of_nothing_restarts_nothing() -> None:
    loan = {**BULLET, "disbursed_on": date(2021, 3, 10), "payment": [payment(date(2024, 5, 6), "0")]}
    assert "2025-03-10" == owe_json(loan, date(2025, 1, 1))["limitation"]["expires_on"]


def test_an_event_after_the_day_of_asking_is_not_known_yet() -> None:
    loan = {
        **BULLET,
        "disbursed_on": date(2021, 3, 10),
        "acknowledgement": [{"on": date(2024, 5, 6), "kind": "promise"}],
    }
    assert "2025-03-10" == owe_json(loan, date(2024, 5, 5))["limitation"]["expires_on"]


def test_an_expired_answer_warns_that_a_signature_may_give_the_defence_away() -> None:
    loan = {**BULLET, "disbursed_on": date(2021, 3, 10)}
    because = owe_json(loan, date(2025, 3, 11))["limitation"]["because"]
    assert ("不要签字" in because, "自己提出" in because) == (True, True)
