"""The borrower's own side: the hand cases in `tests/cases/own_side`, and what points never say."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support import a_case, bank_loan, private_loan
from yingmen import law
from yingmen.document import Document, Paragraph, Table
from yingmen.lawful.own_side import Met, OwnPoint, State, own_side, own_side_json
from yingmen.lawful.own_side_page import own_side_section
from yingmen.lawful.own_side_point import texts
from yingmen.papers import html, terminal

CASES = sorted((Path(__file__).parents[1] / "cases" / "own_side").glob("*.toml"))
CONDITIONS = ("overdue", "demands", "three_months", "amount")
ON = date(2026, 11, 24)
CARD = tomllib.loads((CASES[0].parent / "exactly-50000-is-enough.toml").read_text(encoding="utf-8"))["loan"]
VISIT = {"contact_id": "v1", "at": "2026-05-01T19:00:00", "channel": "visit", "loan": "a"}


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def points(*loans: dict[str, Any], on: date = ON, **tables: Any) -> dict[str, OwnPoint]:
    found = own_side(a_case(*loans, **tables), on, law.book())
    return {point.id: point for point in found}


def texts_of(point: OwnPoint) -> list[str]:
    return [f"{basis.source}/{basis.article}" for basis in point.basis]


def asked() -> list[Any]:
    return [
        pytest.param(load(path), expected, id=f"{path.stem} on {expected['on']}")
        for path in CASES
        for expected in load(path)["expected"]
    ]


@pytest.mark.parametrize(("case", "expected"), asked())
def test_a_card_comes_out_as_counted_by_hand(case: dict[str, Any], expected: dict[str, Any]) -> None:
    point = points(case["loan"], on=expected["on"], contact=case.get("contact", []))["card-overdraft"]
    *counted, intent = point.conditions
    found = dict(zip(CONDITIONS, (str(one.state) for one in counted), strict=True))
    wanted = {name: expected[name] for name in CONDITIONS}
    facts = " ".join(one.fact for one in counted)
    assert {"state": expected["state"], **wanted} == {"state": str(point.state), **found}
    assert [] == [fact for fact in expected.get("facts", []) if fact not in facts]
    assert Met.UNKNOWN is intent.state


def test_every_case_says_how_it_was_counted() -> None:
    assert [] == [path.stem for path in CASES if len(load(path)["working"].strip()) < 20]


def test_there_is_a_case_of_every_state() -> None:
    assert {str(state) for state in State} == {
        one["state"] for path in CASES for one in load(path)["expected"]
    }


def test_intent_is_never_answered_and_what_speaks_for_the_borrower_is_told() -> None:
    loan = {**CARD, "payment": [{"on": date(2024, 6, 1), "amount": "100"}]}
    told = {**VISIT, "at": "2024-06-02T10:00:00", "loan": "card", "hardship_told": True}
    intent = points(loan, contact=[told])["card-overdraft"].conditions[-1]
    assert Met.UNKNOWN is intent.state
    assert "过期后还过 1 次，共 ¥100.00" in intent.fact
    assert "2024年6月2日 已说明有困难" in intent.fact


def test_before_december_2018_a_card_is_not_weighed() -> None:
    early = {**CARD, "disbursed_on": date(2018, 1, 1), "charge": [], "acknowledgement": []}
    point = points(early, on=date(2018, 11, 30))["card-overdraft"]
    later = points(early, on=date(2018, 12, 1))["card-overdraft"]
    assert (State.UNKNOWN, (), ["xingfa/196"]) == (point.state, point.conditions, texts_of(point))
    assert "xinyongka-xingshi-2018/6" in texts_of(later)


def test_every_offence_is_only_perhaps_one() -> None:
    found = points({**CARD, "sued_on": date(2026, 3, 1)}, contact=[{**VISIT, "loan": "card", "threat": True}])
    offences = [
        basis
        for point in found.values()
        for basis in point.basis
        if basis.source in {"xingfa", "xinyongka-xingshi-2018"} and basis.article != "20"
    ]
    assert offences
    assert all(basis.may_be for basis in offences)


def test_no_text_says_that_anybody_has_committed_an_offence() -> None:
    told = json.dumps(own_side_json(points(CARD).values()), ensure_ascii=False)
    assert [] == [
        words for words in ("您构成", "您已构成", "您犯了", "您涉嫌", "一定会被抓") if words in told
    ]
    assert "由公安和法院" in told


def test_a_case_without_cards_gets_the_card_line_short_and_last() -> None:
    found = own_side(a_case(bank_loan()), ON, law.book())
    card = next(point for point in found if point.id == "card-overdraft")
    assert (State.NO, ()) == (card.state, card.conditions)
    first = [bool(point.conditions) for point in found]
    assert sorted(first, reverse=True) == first


def test_an_empty_case_has_every_line_once_and_short() -> None:
    found = own_side(a_case(), ON, law.book())
    assert sorted(item["id"] for item in texts()["point"]) == sorted(point.id for point in found)
    assert {State.NO} == {point.state for point in found}
    assert all(point.text and point.basis for point in found)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2025, 12, 31), ["zhian-2012/42"]), (date(2026, 1, 1), ["zhian-2025/50"])],
)
def test_the_day_decides_which_law_on_public_security_binds(on: date, expected: list[str]) -> None:
    assert expected == texts_of(points(on=on)["false-accusation"])


def test_self_defence_rests_on_the_new_law_from_2026_only() -> None:
    assert "zhian-2025/19" not in texts_of(points(on=date(2025, 12, 31))["self-defence"])
    assert "zhian-2025/19" in texts_of(points(on=date(2026, 1, 1))["self-defence"])


def test_a_suit_speaks_of_assets_and_of_court_officers() -> None:
    found = points(bank_loan(sued_on=date(2026, 3, 1)), asset=[{"kind": "电动车"}])
    assert ["已经被起诉", "判决、裁定已经生效，而且有能力履行", "有财产在名下"] == [
        one.text for one in found["assets-and-judgments"].conditions
    ]
    assert "2026年3月1日，某银行（a）" in found["court-officers"].conditions[0].fact
    assert "电动车" in found["assets-and-judgments"].conditions[2].fact


def test_a_suit_after_the_day_of_asking_is_not_known_yet() -> None:
    found = points(bank_loan(sued_on=date(2026, 3, 1)), on=date(2026, 2, 28))
    assert State.NO is found["assets-and-judgments"].state


@pytest.mark.parametrize(
    ("flags", "point"),
    [
        ({"threat": True}, "self-defence"),
        ({"threat": True}, "false-accusation"),
        ({"entered": True, "entry_consented": False}, "self-defence"),
        ({}, "recording-and-posting"),
        ({"new_loan_urged": True}, "new-to-pay-old"),
    ],
)
def test_what_happened_gives_reason_for_a_line(flags: dict[str, Any], point: str) -> None:
    with_it = points(bank_loan(), contact=[{**VISIT, **flags}])[point]
    without = points(bank_loan())[point]
    assert "v1" in with_it.conditions[0].fact
    assert (State.WATCH, State.NO) == (with_it.state, without.state)


def test_entering_with_consent_is_no_reason_for_defence() -> None:
    asked_in = {**VISIT, "entered": True, "entry_consented": True}
    assert State.NO is points(bank_loan(), contact=[asked_in])["self-defence"].state


def test_a_loan_that_renews_another_is_told() -> None:
    newer = private_loan(id="q", renews="p", disbursed_on=date(2022, 1, 1), first_due_on=date(2023, 1, 1))
    assert "q 续的是 p" in points(private_loan(), newer)["new-to-pay-old"].conditions[0].fact


# Bank loan of the support module: last due 1 April 2024, so three years end on 1 April 2027.
@pytest.mark.parametrize(
    ("on", "state"), [(date(2027, 4, 1), State.WATCH), (date(2027, 4, 2), State.APPLIES)]
)
def test_each_loan_has_its_limitation(on: date, state: State) -> None:
    assert state is points(bank_loan(), on=on)["limitation"].state


def test_where_limitation_is_over_advice_comes_before_any_payment() -> None:
    running, over = (points(bank_loan(), on=date(2027, 4, day))["limitation"].keep_safe for day in (1, 2))
    assert not any("12348" in one for one in running)
    assert any("某银行（a）：时效已满或说不准，先打 12348" in one for one in over)


def test_a_part_payment_is_advised_on_a_card_only_while_limitation_runs() -> None:
    # Late since 25 January 2024, last demand 5 April 2024: three years end on 5 April 2027.
    running = points(CARD, on=date(2027, 4, 5))["card-overdraft"].keep_safe
    doubtful = points(CARD, on=date(2027, 4, 6))["card-overdraft"].keep_safe
    assert "先还一点" in running[0]
    assert "先打 12348" in doubtful[0]
    assert not any("先还一点" in one for one in doubtful)


def test_a_card_in_order_has_no_limitation_to_watch() -> None:
    case = load(CASES[0].parent / "a-card-paid-off-is-none.toml")
    found = points(case["loan"], on=date(2024, 8, 1))
    assert ((), State.NO) == (found["limitation"].conditions, found["limitation"].state)
    assert not any("先还一点" in one for one in found["card-overdraft"].keep_safe)


def test_a_day_of_which_no_lpr_is_known_is_no_obstacle() -> None:
    found = points(private_loan(nominal_rate="0"), on=date(2029, 1, 1))
    assert State.APPLIES is found["limitation"].state


def test_days_overdue_beyond_the_cards_life_do_no_harm() -> None:
    loan = {key: value for key, value in CARD.items() if key != "statement_day"}
    call = {**VISIT, "loan": "card", "at": "2024-05-01T10:00:00", "days_overdue": 1_000_000}
    assert Met.MET is points(loan, contact=[call])["card-overdraft"].conditions[0].state


def test_the_order_of_contacts_changes_nothing() -> None:
    calls = [
        {**VISIT, "contact_id": f"c{n}", "at": f"2024-0{n}-01T10:00:00", "loan": "card", "purpose": "demand"}
        for n in range(3, 8)
    ]
    case = {**CARD, "acknowledgement": []}
    assert points(case, contact=calls) == points(case, contact=calls[::-1])


def test_the_json_carries_every_point_with_its_texts() -> None:
    found = own_side_json(points(CARD).values())
    assert {
        "id",
        "loan_id",
        "title",
        "state",
        "text",
        "conditions",
        "basis",
        "keep_safe",
    } == set(found[0])
    assert ("card-overdraft", "card", "applies") == tuple(found[0][key] for key in ("id", "loan_id", "state"))
    assert {"source": "xingfa", "article": "196", "force": "statute", "checked": "text", "may_be": True} in (
        found[0]["basis"]
    )
    assert found == json.loads(json.dumps(found))


def test_the_page_shows_facts_first_and_the_rest_in_one_list() -> None:
    section = own_side_section(own_side(a_case(CARD), ON, law.book()), law.book())
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert "信用卡“恶意透支”：某银行（card）" == tables[0].caption
    assert 5 == len(tables[0].rows)
    assert "还有几条，知道就好" == tables[-1].caption
    assert 2 == len(tables)
    assert {"借款材料不能作假", "自卫有限度"} <= {row.cells[0] for row in tables[-1].rows}
    assert all(row.cites for row in tables[-1].rows)


def test_what_is_the_same_for_several_loans_is_said_once() -> None:
    loans = (bank_loan(), bank_loan(id="b", lender="另一家银行"))
    section = own_side_section(own_side(a_case(*loans), ON, law.book()), law.book())
    told = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert 2 == sum("时效还在" in text for text in told)
    assert 1 == sum("从头再来" in text for text in told)


def test_the_page_can_be_read_on_a_terminal_and_in_a_browser() -> None:
    document = Document("合规吗", "", (own_side_section(own_side(a_case(CARD), ON, law.book()), law.book()),))
    first = next(block for block in document.sections[0].blocks if isinstance(block, Paragraph))
    assert first.text in html.render(document)
    assert "这样做最稳妥" in terminal.render(document, width=60)


@pytest.mark.parametrize(("name", "said"), [("c1", "（记录 c1）"), ("记录-3", "（记录-3）")])
def test_what_a_fact_rests_on_is_named_once(name: str, said: str) -> None:
    visit = {"contact_id": name, "at": "2026-03-01T19:30:00", "channel": "visit"}
    found = own_side(a_case(bank_loan(), contact=[visit]), ON, law.book())
    told = "".join(one.fact or "" for point in found for one in point.conditions)
    assert said in told
    assert "记录 记录" not in told
