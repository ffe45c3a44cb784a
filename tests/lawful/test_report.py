"""The page of `lawful`: worst first, each fact and text named, nothing claimed that no rule says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yingmen import case, law
from yingmen.document import Bullets, Document, KeyFigures, Paragraph, Table, Timeline, citations
from yingmen.law import Force
from yingmen.lawful import Judgement, judge, of_contact, report
from yingmen.papers import html, terminal

ON = date(2026, 8, 31)
CALM = {
    "witnessed": True, "posed_as": "none", "false_document": False, "false_statement": False,
    "fee_charged": False, "personal_account": False, "posted_publicly": False, "harassed": False,
    "agency_id": "own", "agreement_active": False, "lender_kind": "bank", "product": "credit_card",
    "online": False, "purpose": "demand", "party": "debtor", "hour_agreed": False, "id_shown": True,
    "staff_count": 2, "entered": False, "lender_named": True, "place": "home", "connected": True,
    "agency_listed": True, "recorded": True, "dispute_open": False, "number": "1", "lender_id": "江南银行",
}  # fmt: skip


def judged(*contacts: dict[str, Any]) -> Judgement:
    items = [
        {"contact_id": f"c{n}", "channel": "visit", **CALM, **item} for n, item in enumerate(contacts, 1)
    ]
    items = [{key: value for key, value in item.items() if value is not None} for item in items]
    borrower = {"name": "欧阳𠮷", "kind": "person"}
    return judge(case.from_data({"schema": 1, "borrower": borrower, "contact": items}, "x"), ON)


def page(judgement: Judgement) -> Document:
    return report(judgement, "欧阳𠮷", law.book())


def said(document: Document) -> str:
    return terminal.render(document, width=100)


def titles(document: Document) -> list[str]:
    return [section.title for section in document.sections]


def test_a_lawful_visit_is_called_lawful_and_the_debt_stays() -> None:
    document = page(judged({"at": "2026-08-01T10:00:00"}))
    assert "没有发现不合规。" in said(document)
    assert "债也还是要还" in said(document)
    (figures,) = [block for block in document.sections[0].blocks if isinstance(block, KeyFigures)]
    assert [("不合规", "0 次"), ("没有发现不合规", "1 次")] == [
        (item.label, item.value) for item in figures.items
    ]


def test_with_something_open_it_does_not_say_that_nothing_was_broken() -> None:
    text = said(page(judged({"at": "2026-08-01T10:00:00", "witnessed": None})))
    assert "还没有一条能断定不合规" in text
    assert "没有发现不合规。" not in text


def test_danger_comes_before_everything_and_110_first() -> None:
    document = page(
        judged(
            {"at": "2026-08-01T10:00:00", "staff_count": 1}, {"at": "2026-08-02T10:00:00", "violence": True}
        )
    )
    assert "打 110" in str(document.sections[0].blocks[0])
    assert ["2026年8月2日 10:00 上门：1 项不合规", "2026年8月1日 10:00 上门：1 项不合规"] == titles(document)[
        1:3
    ]
    steps = [block for block in document.sections[1].blocks if isinstance(block, Bullets) and block.numbered]
    assert "110" in steps[0].items[0]


def test_a_convention_is_never_called_law() -> None:
    document = page(judged({"at": "2026-08-01T10:00:00", "staff_count": 1}))
    assert "不是法律：没做到不等于违法" in said(document)
    assert {"行业自律规范（不是法律）"} <= {
        line.strip().split("；")[0] for line in said(document).splitlines()
    }


def test_an_offence_is_only_said_to_be_possible() -> None:
    document = page(judged({"at": "2026-08-01T10:00:00", "violence": True, "injured": True}))
    perhaps = [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and any(cite.source == "xingfa" for cite in block.cites)
    ]
    assert perhaps
    assert [block.text for block in perhaps if "可能" not in block.text] == []


def test_every_text_of_a_finding_is_cited_with_its_force() -> None:
    judgement = judged({"at": "2026-08-01T10:00:00", "violence": True, "injured": True})
    bases = [basis for item in judgement.contacts for finding in item.findings for basis in finding.basis]
    cited = {(cite.source, cite.article) for cite in citations(page(judgement))}
    assert {(basis.source, basis.article) for basis in bases} <= cited


def test_advice_is_given_once_and_not_with_every_contact() -> None:
    text = said(page(judged(*({"at": f"2026-08-0{n}T10:00:00", "staff_count": 1} for n in (1, 2, 3)))))
    assert text.count("可以这样说") == 1
    assert text.count("同前面说过的") == 2


def test_a_contact_with_ten_breaches_asks_for_four_things_at_most() -> None:
    bad = {"violence": True, "threat": True, "insult": True, "property_damaged": True, "injured": True,
           "entered": True, "entry_consented": False, "asked_to_leave": True, "left_when_asked": False,
           "property_taken": True, "filmed_private": True, "id_shown": False}  # fmt: skip
    (section,) = page(judged({"at": "2026-08-01T23:00:00", **bad})).sections[1:2]
    lists = [block.items for block in section.blocks if isinstance(block, Bullets)]
    assert [2, 4, 4] == [len(items) for items in lists]
    assert "110" in lists[1][0]


def test_offices_to_turn_to_are_named_once_on_the_page() -> None:
    document = page(judged({"at": "2026-08-01T23:00:00"}, {"at": "2026-08-02T10:00:00", "staff_count": 1}))
    (found,) = [section for section in document.sections if section.anchor == "offices"]
    (listed,) = [block.items for block in found.blocks if isinstance(block, Bullets)]
    assert 1 == ["12378" in item for item in listed].count(True)
    assert "12378" not in "".join(str(section) for section in document.sections if section is not found)


def test_a_later_text_is_shown_beside_the_one_of_the_day() -> None:
    judgement = judged({"at": "2025-12-31T10:00:00", "violence": True, "product": "mortgage"})
    (finding,) = judgement.contacts[0].findings
    assert ["zhian-2025"] == [basis.source for basis in finding.today]
    assert "后来施行的" in said(page(judgement))


def test_the_summary_counts_each_rule_and_day() -> None:
    night = ({"at": f"2026-08-0{n}T23:00:00"} for n in (1, 1, 2))
    document = page(judged(*night))
    (table,) = [block for block in document.sections[0].blocks if isinstance(block, Table)]
    assert ("3", "2026年8月1日、2026年8月2日") == table.rows[0].cells[1:3]
    (picture,) = [block for block in document.sections[0].blocks if isinstance(block, Timeline)]
    assert [3, 3] == [len(lane.marks) for lane in picture.lanes]


def test_one_contact_alone_is_judged_in_the_light_of_all() -> None:
    calls = (
        {
            "at": f"2026-08-01T{hour:02}:00:00",
            "channel": "call",
            "online": True,
            "product": "consumer_loan",
        }
        for hour in (9, 10, 11, 12)
    )
    judgement = of_contact(judged(*calls), "c4")
    assert ["calls-effective-over-3"] == [item.rule for item in judgement.contacts[0].findings]
    with pytest.raises(LookupError):
        of_contact(judgement, "c1")


def test_no_contacts_and_contacts_after_the_day_are_said_so() -> None:
    assert "还没有催收联系" in said(page(judged()))
    judgement = judged(
        {"at": "2026-09-01T10:00:00"}, {"at": "2026-08-31T10:00:00"}, {"at": "2006-02-28T10:00:00"}
    )
    assert ("c1",) == judgement.later
    assert ["no_breach", "not_covered"] == [str(item.verdict) for item in judgement.contacts]
    assert "1 次联系在这一天之后" in said(page(judgement))


def test_a_thousand_contacts_make_a_page_that_can_be_read() -> None:
    many = ({"at": f"2026-0{1 + n % 8}-{1 + n % 28:02}T{n % 24:02}:{n % 60:02}:00"} for n in range(1000))
    document = page(judged(*many))
    assert len(document.sections) < 40
    assert "其余有不合规的联系" in titles(document)
    assert len(html.render(document)) < 1_500_000


def test_the_strongest_text_goes_before_the_weakest() -> None:
    document = page(
        judged(
            {"at": "2026-08-01T10:00:00", "staff_count": 1},
            {"at": "2026-08-02T10:00:00", "channel": "call", "insult": True, "others_present": True},
        )
    )
    forces = [
        max(
            Force(cite.force)
            for block in section.blocks
            if isinstance(block, Paragraph)
            for cite in block.cites
        )
        for section in document.sections[1:3]
    ]
    assert [Force.STATUTE, Force.CONVENTION] == forces
