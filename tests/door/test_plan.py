from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from importlib import resources
from typing import Any

import pytest

from door.scenes import BOOK, found_in, json_of
from support import a_case, bank_loan, private_loan
from yingmen.case import DoorClaim, Party, Place
from yingmen.door import answer
from yingmen.door.plan import PARTS
from yingmen.door.scopes import in_scope
from yingmen.door.shelf import table
from yingmen.errors import InputError

ON = date(2026, 6, 1)
PLAN = table("plan")
TEXTS = [*PLAN["step"], *PLAN["limit"]]


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: str(row["id"]))
def test_every_text_a_step_cites_stands_in_the_law_data(row: dict[str, Any]) -> None:
    for cite in row.get("cites", []):
        words = [word for word in cite.split() if not word.startswith("@")]
        assert words[0] == BOOK.basis(*words).source


def test_every_rule_a_step_names_stands_in_the_rulebook() -> None:
    files = resources.files("yingmen.lawful").joinpath("rules").iterdir()
    tables = [tomllib.loads(file.read_text("utf-8")) for file in files if file.name.endswith(".toml")]
    rules = {rule["id"] for item in tables for rule in item.get("rule", [])}
    named = {row["rule"] for row in TEXTS if "rule" in row}
    assert set() == named - rules


def test_a_step_has_a_place_of_its_own_and_a_known_scope() -> None:
    ids = [row["id"] for row in TEXTS]
    assert len(ids) == len(set(ids))
    assert {row["part"] for row in PLAN["step"]} <= set(PARTS)
    scopes = {
        word[1:] for row in TEXTS for cite in row.get("cites", []) for word in cite.split() if "@" in word
    }
    loan = a_case(bank_loan()).loan[0]
    assert all(in_scope(scope, loan, ON) in {True, False, None} for scope in scopes)


def test_every_word_a_step_waits_for_can_come_true() -> None:
    waited = {
        word
        for row in [*PLAN["now"], *TEXTS]
        for key in ("when", "unless", "any")
        for word in row.get(key, [])
    }
    code = "".join(_source(module) for module in ("answer", "check", "debts"))
    seen = set(re.findall(r'"([a-z_]+)"', code))
    seen |= {str(member.value) for kind in (DoorClaim, Party, Place) for member in kind}
    assert set() == waited - seen


def _source(module: str) -> str:
    return resources.files("yingmen.door").joinpath(f"{module}.py").read_text("utf-8")


@pytest.mark.parametrize("claims", [None, *(str(claim.value) for claim in DoorClaim)])
@pytest.mark.parametrize("asked", [None, *(str(party.value) for party in Party)])
def test_whoever_comes_and_whoever_is_asked_there_is_one_thing_to_do_first(
    claims: str | None, asked: str | None
) -> None:
    for past in (date(2026, 5, 1), ON):
        for loans in ([], [bank_loan()], [private_loan()], [bank_loan(), private_loan()]):
            found = json_of({"loan": loans, "door": {"claims": claims, "asked": asked, "at": past}}, ON)
            texts = [found["now"], *(step["text"] for step in found["plan"])]
            assert len(texts) >= 3
            assert not [text for text in texts if "{" in text or not text.endswith("。")]


@pytest.mark.parametrize(
    ("hour", "night"), [("21:59:59", False), ("22:00:00", True), ("07:59:59", True), ("08:00:00", False)]
)
def test_night_is_from_ten_to_eight(hour: str, night: bool) -> None:
    at = datetime.fromisoformat(f"2026-06-01T{hour}")
    found = found_in({"loan": [bank_loan()], "door": {"at": at}}, ON)
    assert night == ("night" in found["steps"])


@pytest.mark.parametrize(
    ("day", "law"), [(date(2025, 12, 31), "zhian-2012 51"), (date(2026, 1, 1), "zhian-2025 62")]
)
def test_a_text_is_cited_as_it_was_in_force_on_the_day_of_the_visit(day: date, law: str) -> None:
    found = found_in({"loan": [bank_loan()], "door": {"at": day, "claims": "police"}}, day)
    assert {law} == {text for text in found["texts"] if text in {"zhian-2012 51", "zhian-2025 62"}}


def test_before_the_civil_code_it_is_not_cited() -> None:
    found = found_in({"loan": [bank_loan()], "door": {"at": date(2020, 12, 31)}}, date(2020, 12, 31))
    assert [] == [text for text in found["texts"] if text.startswith(("minfadian", "cba", "gbt"))]


def test_a_convention_is_cited_only_for_the_loans_it_covers() -> None:
    mortgage = bank_loan(product="mortgage")
    texts = found_in({"loan": [mortgage], "door": {"visitors": 1}}, ON)["texts"]
    assert [] == [text for text in texts if text.startswith(("cba", "gbt"))]
    assert "cba-2026 22" in found_in({"loan": [bank_loan()], "door": {"visitors": 1}}, ON)["texts"]


def test_the_answer_is_promised_for_three_working_days_on() -> None:
    """From Friday 27 February 2026: Saturday the 28th is a make-up day, then Monday and Tuesday."""
    found = json_of({"loan": [bank_loan()], "door": {}}, date(2026, 2, 27))
    assert "2026-03-03" == found["answer_by"]
    assert any("2026年3月3日前" in (step["say"] or "") for step in found["plan"])


def test_without_a_published_calendar_it_is_three_calendar_days() -> None:
    assert "2027-01-07" == json_of({"loan": [bank_loan()], "door": {}}, date(2027, 1, 4))["answer_by"]


def test_an_answer_is_promised_without_owning_to_the_debt() -> None:
    said = [row["say"] for row in PLAN["step"] if "{answer_by}" in row.get("say", "")]
    assert said
    assert not [say for say in said if "还" in say]


def test_it_refuses_a_door_about_a_loan_that_is_not_there() -> None:
    with pytest.raises(InputError) as caught:
        json_of({"loan": [bank_loan()], "door": {"loan": "别的"}}, ON)
    assert "别的" in str(caught.value)
    assert "怎么办" in str(caught.value)


def test_a_debt_whose_ceiling_is_not_known_yet_is_still_answered() -> None:
    old = private_loan(signed_on=date(2020, 3, 1), disbursed_on=date(2020, 3, 1))
    on = date(2026, 11, 24)
    found = answer(a_case(old), on, BOOK)
    assert [("p", "expired", ())] == [
        (debt.loan_id, debt.limitation.state, debt.questions) for debt in found.debts
    ]
