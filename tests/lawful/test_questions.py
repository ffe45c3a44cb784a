"""Open facts become a few questions: presence first, those that bear on most next, lenders' apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from yingmen import case
from yingmen.law import Ask
from yingmen.lawful import judge
from yingmen.lawful.columns import ALWAYS_KNOWN
from yingmen.lawful.explain import facts_of
from yingmen.lawful.predicate import leaves
from yingmen.lawful.questions import ask_groups, open_facts, questions
from yingmen.lawful.rulebook import rulebook

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "2-lawful.md"
ON = date(2026, 8, 31)
LOAN = {
    "id": "卡", "lender": "江南银行", "lender_kind": "bank", "product": "credit_card", "online": False,
    "principal": 8000, "disbursed_on": date(2025, 1, 1), "repayment": "revolving",
}  # fmt: skip


def remembered(count: int, **more: Any) -> case.Case:
    """Visits and calls remembered by day, kind and party alone."""
    kinds = ["call", "sms", "visit", "robot_call"]
    contacts = [
        {
            "contact_id": f"c{n:02}",
            "at": f"2026-08-{n + 1:02}T10:00:00",
            "channel": kinds[n % 4],
            "party": "debtor",
            "purpose": "demand",
            **more,
        }
        for n in range(count)
    ]
    borrower = {"name": "林某", "kind": "person"}
    return case.from_data({"schema": 1, "borrower": borrower, "loan": [LOAN], "contact": contacts}, "x")


def test_twelve_remembered_contacts_become_a_handful_of_questions() -> None:
    judgement = judge(remembered(12), ON)
    asked = questions(judgement, Ask.BORROWER)
    assert open_facts(judgement) > 100
    assert 3 <= len(asked) <= 9


def test_presence_is_asked_first_and_settles_its_flags() -> None:
    first = questions(judge(remembered(12), ON), Ask.BORROWER)[0]
    assert ("presence", 12) == (first.id, len(first.contacts))
    assert first.columns[0] == "witnessed"
    after = judge(remembered(12, witnessed=True), ON)
    assert "presence" not in [item.id for item in questions(after, Ask.BORROWER)]


def test_each_answer_leaves_fewer_open_facts() -> None:
    known: dict[str, Any] = {}
    before = open_facts(judge(remembered(12), ON))
    answers = {
        "witnessed": True, "posed_as": "none", "false_document": False, "false_statement": False,
        "fee_charged": False, "personal_account": False, "posted_publicly": False, "harassed": False,
        "agency_id": "own", "agreement_active": False,
    }  # fmt: skip
    for column, value in answers.items():
        known[column] = value
        now = open_facts(judge(remembered(12, **known), ON))
        assert now <= before, column
        before = now
    assert before < 30


def test_what_only_the_lender_knows_is_asked_of_the_lender() -> None:
    judgement = judge(remembered(12, connected=True), ON)
    asked = questions(judgement, Ask.LENDER)
    assert ["lender"] == [item.id for item in asked]
    assert {"recorded"} == set(asked[0].columns)


def test_every_fact_that_can_be_missing_has_its_question() -> None:
    book = rulebook()
    trees = [book.tree(sql) for rule in book.rules.values() for sql in rule.predicates]
    trees += [book.tree(item.counts) for item in book.measures.values()]
    names = {name for tree in trees for leaf in leaves(tree) for name in leaf.columns}
    names |= {name for item in book.measures.values() for name in item.by} | {"witnessed"}
    bounds = {name for item in book.measures.values() for name in (item.low, item.high)}
    grouped = [name for group in ask_groups() for name in group.columns]
    assert names - bounds - ALWAYS_KNOWN - set(grouped) == set()
    assert sorted(set(grouped)) == sorted(grouped)
    assert facts_of(book)


def test_the_guide_counts_as_the_program_does() -> None:
    text = "".join(GUIDE.read_text(encoding="utf-8").split())
    before, after = judge(remembered(12), ON), judge(remembered(12, witnessed=True), ON)
    counts = (open_facts(before), len(questions(before, Ask.BORROWER)))
    left = (open_facts(after), len(questions(after, Ask.BORROWER)))
    assert "缺的小事实一共{}个；归起来是{}个问题".format(*counts) in text
    assert "就剩{}个小事实、{}个问题".format(*left) in text
