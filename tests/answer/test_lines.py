"""Six stances, five things to say in each: short, polite, firm, spoken, with reasons and texts."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import html5lib
import pytest

from support import a_case, bank_loan, private_loan
from yingmen import answer as step
from yingmen import law
from yingmen.answer import Line, Part, Stance
from yingmen.answer.shelf import table
from yingmen.papers import html, terminal

BOOK = law.book()
ON = date(2026, 6, 1)  # a Monday
RUNNING = bank_loan(id="新", disbursed_on=date(2026, 1, 1), first_due_on=date(2026, 2, 1))
EXPIRED = bank_loan(id="旧", disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))
UNKNOWN = bank_loan(id="疑", disbursed_on=date(2021, 1, 1), first_due_on=None)
CARD = bank_loan(id="卡", product="credit_card", disbursed_on=date(2026, 1, 1), first_due_on=date(2026, 2, 1))
PRIVATE = private_loan(id="私", signed_on=date(2025, 1, 1), disbursed_on=date(2025, 1, 1))
PRIVATE["first_due_on"] = date(2026, 1, 1)
LONGEST = 45


def found(
    *loans: dict[str, Any], stance: Stance | None = None, on: date = ON, **tables: Any
) -> tuple[Line, ...]:
    return step.lines(a_case(*loans, **tables), on, BOOK, stance=stance)


def the(part: Part, *loans: dict[str, Any], stance: Stance, **tables: Any) -> Line:
    (line,) = [line for line in found(*loans, stance=stance, **tables) if line.part is part]
    return line


def articles(line: Line) -> set[str]:
    return {f"{basis.source} {basis.article}" for basis in line.basis}


@pytest.mark.parametrize("loan", [RUNNING, EXPIRED, UNKNOWN, CARD, PRIVATE], ids=lambda loan: loan["id"])
def test_every_stance_has_its_five_lines_in_order(loan: dict[str, Any]) -> None:
    for stance in Stance:
        assert list(Part) == [line.part for line in found(loan, stance=stance)]


def test_without_a_loan_there_are_still_five_lines_for_each() -> None:
    assert [(stance, part) for stance in Stance for part in Part] == [
        (one.stance, one.part) for one in found()
    ]


@pytest.mark.parametrize("row", table("lines")["line"], ids=lambda row: row["id"])
def test_what_is_said_is_short_and_polite(row: dict[str, Any]) -> None:
    assert len(row["say"]) <= LONGEST
    assert row["say"][-1] in "。？"
    assert row["why"]
    assert [] == [rude for rude in ("你", "滚", "告你", "违法犯罪", "一分不还") if rude in row["say"]]


@pytest.mark.parametrize("row", table("lines")["line"], ids=lambda row: row["id"])
def test_no_line_promises_a_sum_or_a_day_of_payment(row: dict[str, Any]) -> None:
    assert [] == [
        word for word in ("保证还", "一定还", "还清", "马上还", "每月还", "元") if word in row["say"]
    ]


def test_every_row_can_be_reached() -> None:
    asked = [{"door": {"asked": party}} for party in ("spouse", "heir", "guarantor")]
    claim = {"claim": [{"id": "c", "on": date(2026, 5, 1), "total": "99999"}]}
    cases: list[tuple[dict[str, Any], dict[str, Any]]] = [
        (loan, {}) for loan in (RUNNING, EXPIRED, UNKNOWN, CARD, PRIVATE, RUNNING | claim)
    ]
    cases += [(RUNNING, tables) for tables in asked]
    reached = {line.id for loan, tables in cases for line in found(loan, **tables)}
    assert {row["id"] for row in table("lines")["line"]} == reached


def test_loans_that_call_for_the_same_line_share_it() -> None:
    lines = found(RUNNING, CARD, EXPIRED, stance=Stance.OWE)
    assert [
        ("owe-position", ("新", "卡")),
        ("owe-position-wait", ("旧",)),
        ("owe-good-faith", ("新", "卡")),
        ("owe-good-faith-wait", ("旧",)),
        ("owe-proposal", ("新",)),
        ("owe-proposal-card", ("卡",)),
        ("owe-proposal-wait", ("旧",)),
        ("tomorrow", ("新", "卡", "旧")),
        ("end", ("新", "卡", "旧")),
    ] == [(line.id, line.loans) for line in lines]


@pytest.mark.parametrize("loan", [EXPIRED, UNKNOWN], ids=["expired", "unknown"])
def test_the_line_for_an_old_debt_says_to_raise_it_at_first_instance(loan: dict[str, Any]) -> None:
    line = the(Part.POSITION, loan, stance=Stance.TIME_BARRED)
    assert "一审自己提出" in line.why
    assert "法院不会替您提" in line.why
    assert {"minfadian 192", "minfadian 193", "shixiao 2", "shixiao 3"} == articles(line)


def test_only_of_an_expired_debt_is_it_said_that_it_is_time_barred() -> None:
    said = {
        loan["id"]: the(Part.POSITION, loan, stance=Stance.TIME_BARRED)
        for loan in (RUNNING, EXPIRED, UNKNOWN)
    }
    assert "我认为已经过了诉讼时效" in said["旧"].say
    assert "先查清楚" in said["疑"].say
    assert "时效" not in said["新"].say
    assert "债没有消失" in said["旧"].why


def test_a_card_is_offered_up_to_five_years_by_article_70_and_graded_as_reported() -> None:
    line = the(Part.PROPOSAL, CARD, stance=Stance.OWE)
    assert "最长五年" in line.why
    assert ("xinyongka-2011", "70", "reported") in {(b.source, b.article, str(b.checked)) for b in line.basis}
    assert "最长五年" not in the(Part.PROPOSAL, RUNNING, stance=Stance.OWE).why


@pytest.mark.parametrize(
    ("party", "article"),
    [("spouse", "minfadian 1064"), ("heir", "minfadian 1161"), ("guarantor", "minfadian 687")],
)
def test_who_is_asked_decides_what_not_being_the_debtor_means(party: str, article: str) -> None:
    line = the(Part.POSITION, RUNNING, stance=Stance.NOT_DEBTOR, door={"asked": party})
    assert article in articles(line)


def test_the_amount_is_called_too_high_only_where_the_ledger_says_so() -> None:
    # 1,200 in three parts at 12 %: owed on 2026-05-01 is not much more than 1,200, so 99,999 is above it.
    high = RUNNING | {"claim": [{"id": "c", "on": date(2026, 5, 1), "total": "99999"}]}
    low = RUNNING | {"claim": [{"id": "c", "on": date(2026, 5, 1), "total": "1"}]}
    later = RUNNING | {"claim": [{"id": "c", "on": date(2026, 6, 2), "total": "99999"}]}
    positions = [the(Part.POSITION, loan, stance=Stance.DISPUTE_AMOUNT).id for loan in (high, low, later)]
    assert ["amount-position", "amount-position-ask", "amount-position-ask"] == positions


def test_the_answer_is_named_for_tomorrow_at_ten_and_for_the_third_working_day() -> None:
    # Monday 2026-06-01: tomorrow is the 2nd; Tuesday, Wednesday, Thursday are working days: the 4th.
    line = the(Part.TOMORROW, RUNNING, stance=Stance.NOT_NOW)
    assert "明天（2026年6月2日）上午十点" in line.say
    assert "2026年6月4日前书面答复" in line.why
    assert "不是答应还钱" in line.why


def test_a_weekend_and_a_holiday_are_not_counted() -> None:
    # 2026-09-30 is a Wednesday; 1 to 7 October are the National Day holiday; 8, 9 and 10 (a Saturday, made a
    # working day) are worked: the third is the 10th.
    (line,) = [
        line
        for line in found(RUNNING, stance=Stance.NOT_NOW, on=date(2026, 9, 30))
        if line.part is Part.PROPOSAL
    ]
    assert "2026年10月10日前" in line.say


def test_the_page_shows_on_a_phone_and_on_the_terminal() -> None:
    case = a_case(RUNNING, EXPIRED)
    gates = step.gates(case, ON, BOOK)
    document = step.lines_document(case, step.lines(case, ON, BOOK), gates, BOOK)
    html5lib.HTMLParser(strict=True).parse(html.render(document))
    text = terminal.render(document, width=200)
    assert [] == [stance.label for stance in Stance if stance.label not in text]
    assert "只对这一笔说：某银行（旧）。" in text
    assert gates.items[0].effect_text.replace("\n", "")[:30] in text


def test_the_answer_as_json_names_gates_and_lines() -> None:
    case = a_case(RUNNING, EXPIRED)
    lines = step.lines(case, ON, BOOK, stance=Stance.OWE)
    answer = step.answer_json(step.brief(case, ON, BOOK), lines, frozenset({"旧"}))
    assert answer == json.loads(json.dumps(answer))
    assert ["on", "answer_by", "loans", "gates", "lines", "offer"] == list(answer)
    assert [("旧", "expired", True)] == [(g["loan_id"], g["state"], g["open"]) for g in answer["gates"]]
    assert {"id", "stance", "part", "loans", "say", "why", "effect", "basis"} == set(answer["lines"][0])
