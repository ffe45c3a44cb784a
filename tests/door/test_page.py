from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import html5lib
import pytest

from door.scenes import BOOK, found_in, json_of
from support import a_case, bank_loan
from yingmen.case import to_toml
from yingmen.cli.door import door as command
from yingmen.cli.door import show
from yingmen.document import KeyFigures, Paragraph, Tone
from yingmen.door import answer, door_page
from yingmen.door.shelf import table
from yingmen.errors import InputError
from yingmen.papers import html, terminal

if TYPE_CHECKING:
    from pathlib import Path

    from yingmen.document import Document

ON = date(2026, 6, 1)
EXPIRED = bank_loan(disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))


def page(*loans: dict[str, Any], **tables: Any) -> Document:
    return door_page(answer(a_case(*loans, **tables), ON, BOOK), BOOK)


def anchors(document: Document) -> list[str]:
    return [section.anchor for section in document.sections]


def test_the_one_thing_to_do_comes_first_and_then_what_a_frightened_person_needs() -> None:
    first = ["now", "check", "say", "sign", "end", "phones"]
    assert first == anchors(page(bank_loan(), door={}))[:6]


def test_the_page_shows_on_the_terminal_and_as_html() -> None:
    document = page(EXPIRED, door={"claims": "agency", "alone": True})
    for width in (30, 80):
        text = terminal.render(document, width=width)
        assert "自己查贷款方的电话" in text.replace("▌", "").replace("\n", "").replace(" ", "")
    html5lib.HTMLParser(strict=True).parse(html.render(document))


@pytest.mark.parametrize(
    ("door", "warned"),
    [({"threat": True}, True), ({"cash_asked": True}, True), ({}, False), ({"claims": "court"}, False)],
)
def test_only_what_is_alarming_is_shown_as_a_warning(door: dict[str, Any], warned: bool) -> None:
    document = page(bank_loan(), door=door)
    blocks = [block for section in document.sections for block in section.blocks]
    warnings = [block for block in blocks if isinstance(block, Paragraph) and block.tone is Tone.WARN]
    assert int(warned) == len(warnings)


def test_an_empty_case_gets_the_general_card() -> None:
    document = page()
    assert "loans" not in anchors(document)
    assert {"now", "check", "say", "sign", "end", "limits", "warranted"} <= set(anchors(document))
    assert isinstance(document.sections[0].blocks[1], KeyFigures)


def test_an_impostor_as_police_is_neither_paid_nor_let_in() -> None:
    door = {"claims": "police", "confirmed_officially": False}
    text = terminal.render(page(bank_loan(), door=door), width=200)
    assert "门关着等民警来" in text
    assert [] == [words for words in ("核实好就开门", "我去银行交") if words in text]
    assert "核实好就开门" in terminal.render(page(bank_loan(), door={"claims": "police"}), width=200)


def test_no_sentence_to_say_promises_payment() -> None:
    said = [step["say"] for step in table("plan")["step"] if "say" in step]
    assert said
    assert [] == [say for say in said if any(words in say for words in ("我会还", "我还的话", "我想还"))]


def test_a_sentence_to_say_stands_once_on_the_page() -> None:
    text = terminal.render(page(bank_loan(), door={"claims": "agency"}), width=200)
    assert 1 == text.count("我给贷款方打个电话核实")


def test_an_expired_loan_brings_the_warning_about_signing_to_the_page() -> None:
    text = html.render(page(EXPIRED, door={}))
    assert "都可能让您不能再拿时效说事" in text
    assert "债没有消失" in text
    assert "都可能让您不能再拿时效说事" not in html.render(
        page(bank_loan(first_due_on=date(2026, 2, 1)), door={})
    )


def test_it_says_plainly_that_a_visit_is_allowed_and_a_lawful_debt_is_owed() -> None:
    text = html.render(page(bank_loan(), door={}))
    assert "上门催收本身不违法" in text
    assert "合法的债，仍然要还" in text


def test_the_answer_as_json_holds_what_was_promised() -> None:
    found = json_of({"loan": [EXPIRED], "door": {"claims": "agency"}}, ON)
    assert {
        "on", "visitor", "danger", "now", "warranted", "check", "limits", "plan", "loans", "answer_by",
    } == set(found)  # fmt: skip
    assert {"reading", "because", "missing", "basis"} == set(found["warranted"])
    assert {"answer", "score", "of", "items", "signs"} == set(found["check"])
    assert {"id", "points", "state", "ask"} == set(found["check"]["items"][0])
    assert {"id", "minute", "part", "text", "say", "rule", "basis"} == set(found["plan"][0])
    assert {"loan_id", "limitation", "questions", "signing"} == set(found["loans"][0])
    assert found == json.loads(json.dumps(found))
    minutes = [step["minute"] for step in found["plan"]]
    assert sorted(minutes) == minutes


def test_a_thousand_contacts_give_the_same_answer_in_any_order() -> None:
    start = datetime(2025, 6, 1, 9)  # noqa: DTZ001 - local time
    contacts = [
        {
            "contact_id": f"c{n:04}",
            "at": start + timedelta(hours=8 * n),
            "channel": ("call", "sms", "robot_call")[n % 3],
            "connected": n % 7 == 0,
        }
        for n in range(1000)
    ]
    door = {"at": datetime(2026, 6, 1, 10)}  # noqa: DTZ001 - local time
    forth = found_in({"loan": [bank_loan()], "contact": contacts, "door": door}, ON)
    back = found_in({"loan": [bank_loan()], "contact": contacts[::-1], "door": door}, ON)
    # the last, n = 999, is an SMS-free dial: 995..999 hold dials 996, 998, 999 and no reach since 994
    assert ("out_of_reach", forth) == (forth["reading"], back)


def test_the_command_writes_one_page_and_one_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = a_case(bank_loan(), door={"claims": "agency"})
    show(case, ON, BOOK, out=tmp_path / "深", json=True)
    assert json.loads(capsys.readouterr().out)["check"]["answer"] == "not_verified"
    assert ["door.html"] == [path.name for path in (tmp_path / "深").iterdir()]
    show(case, ON, BOOK, out=None, json=False)
    assert "现在先做这一件" in capsys.readouterr().out


def test_the_command_reads_a_file_and_answers_for_the_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "案件.toml"
    file.write_text(to_toml(a_case(bank_loan(), door={"claims": "court"})), encoding="utf-8")
    command(file, on=ON, json=True)
    assert ("2026-06-01", "official") == (
        (found := json.loads(capsys.readouterr().out))["on"],
        found["visitor"]["kind"],
    )


def test_a_wrong_loan_is_named_with_its_file_and_place(tmp_path: Path) -> None:
    file = tmp_path / "案件.toml"
    text = to_toml(a_case(bank_loan(), door={"claims": "court"})).replace("[door]", '[door]\nloan = "别的"')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        command(file, on=ON)
    assert all(word in str(caught.value) for word in ("案件.toml", "door", "loan", "别的"))
