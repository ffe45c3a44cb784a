"""Step 5 as pages: the brief, what to say, the letters; gates first, and the same papers as the command's."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from support import a_case, bank_loan
from yingmen import case as cases
from yingmen.answer import letters_document
from yingmen.cli.answer import answer as command
from yingmen.errors import InputError
from yingmen.money import yuan_text
from yingmen.papers import docx, html, pdf
from yingmen.web import desk
from yingmen.web.answer.papers import Answered
from yingmen.web.plain_words import plainly
from yingmen.web.vault import versions
from yingmen.web.vault.models import File

from .conftest import EXAMPLE

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
ON = date(2026, 8, 31)
OLD = bank_loan(id="旧", disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))
NEW = bank_loan(id="新", disbursed_on=date(2026, 3, 1), first_due_on=date(2026, 4, 1))
EFFECT = "都可能让您不能再拿时效说事"
BUTTON = "我看过了，仍要继续"


def kept(*loans: dict[str, Any]) -> File:
    at = versions.begin(cases.to_data(a_case(*loans)), "新", desk.now())
    return File.objects.get(pk=at.file_id)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def answered(*seen: str) -> Answered:
    return Answered(desk.desk(), frozenset(seen))


def test_an_empty_case_has_its_brief_and_says_what_is_lacking(client: Client) -> None:
    page = client.get("/5/")
    assert 200 == page.status_code
    assert "还没有写借款" in text(page)
    assert "有人上门时" in text(client.get("/5/brief/"))


def test_nothing_of_debts_stands_in_the_title(client: Client, example: File) -> None:
    del example
    for address in ("/5/", "/5/brief/"):
        assert "<title>记事本 5</title>" in text(client.get(address))


def test_figures_and_letters_are_the_commands(
    client: Client, example: File, capsys: pytest.CaptureFixture[str]
) -> None:
    del example
    command(EXAMPLE, on=ON, json=True)
    found = json.loads(capsys.readouterr().out)
    brief, page = text(client.get("/5/brief/")), text(client.get("/5/"))
    for loan in found["loans"]:
        assert yuan_text(Decimal(loan["owed"])) in brief
    for line in found["offer"]:
        assert line in brief
    for letter in found["letters"]:
        assert letter["title"] in page
    assert sum(letter["builds"] for letter in found["letters"]) == page.count(".docx")


def test_the_words_of_the_chosen_stance_are_shown(client: Client, example: File) -> None:
    del example
    assert "数目不对</h2>" not in text(client.get("/5/"))
    sent = client.post("/5/say/", {"stance": "dispute_amount"})
    assert "/5/#say" == sent["Location"]
    page = text(client.get("/5/"))
    assert "数目不对</h2>" in page
    assert "我欠，想办法还</h2>" not in page
    client.post("/5/say/", {"stance": "all"})
    assert 6 == sum(f"{one}</h2>" in text(client.get("/5/")) for one in STANCES)


STANCES = ("我欠，想办法还", "数目不对", "这笔债我不认", "可能过了时效", "不是我欠的", "现在不谈")


def test_a_stance_that_is_none_changes_nothing(client: Client) -> None:
    assert 302 == client.post("/5/say/", {"stance": "<script>"}).status_code
    assert "<script>" not in text(client.get("/5/")).replace("<script src", "")


def test_a_gate_stays_shut_until_it_was_opened(client: Client) -> None:
    kept(OLD)
    page = text(client.get("/5/"))
    assert EFFECT in page
    assert BUTTON in page
    shut = [n for n, one in enumerate(answered().letters(), 1) if one.gated]
    assert shut
    assert {404} == {client.get(f"/5/paper/{n}.{kind}").status_code for n in shut for kind in ("pdf", "docx")}
    client.post("/5/open/", {"loan": "旧"})
    now = [n for n, one in enumerate(answered("旧").letters(), 1) if one.builds and n in shut]
    assert now
    assert 200 == client.get(f"/5/paper/{now[0]}.docx").status_code
    client.post("/5/open/", {"loan": "旧", "shut": "1"})
    assert 404 == client.get(f"/5/paper/{now[0]}.docx").status_code


def test_a_gate_is_opened_by_a_form_alone(client: Client) -> None:
    kept(OLD)
    assert 405 == client.get("/5/open/?loan=旧").status_code
    assert BUTTON in text(client.get("/5/"))


def test_opening_one_gate_opens_no_other(client: Client) -> None:
    kept(OLD, {**OLD, "id": "更旧"})
    client.post("/5/open/", {"loan": "旧"})
    assert 1 == text(client.get("/5/")).count(BUTTON)
    client.post("/5/open/", {"loan": "没有的"})
    assert 1 == text(client.get("/5/")).count(BUTTON)


def test_a_choice_is_for_one_session(client: Client) -> None:
    kept(OLD)
    client.post("/5/open/", {"loan": "旧"})
    client.session.flush()
    client.cookies.clear()
    assert BUTTON in text(client.get("/5/"))


def test_a_letter_behind_no_gate_is_written_for_a_new_loan(client: Client) -> None:
    kept(NEW)
    assert BUTTON not in text(client.get("/5/"))


def test_every_paper_is_saved_as_it_is_rendered(client: Client, example: File) -> None:
    del example
    found = answered()
    made = {
        "brief.pdf": pdf.render(plainly(found.brief_document()), case_no=_number(found)),
        "brief.html": html.render(plainly(found.brief_document())).encode(),
        "lines.html": html.render(plainly(found.lines_document())).encode(),
        "letters.html": html.render(plainly(letters_document(found.desk.case, found.letters()))).encode(),
    }
    for name, content in made.items():
        paper = client.get(f"/5/paper/{name}")
        assert content == paper.content, name
        has_headers(paper)


def test_every_letter_is_saved_as_it_is_rendered(client: Client, example: File) -> None:
    del example
    found = answered()
    number = _number(found)
    ready = [(n, one) for n, one in enumerate(found.letters(), 1) if one.builds]
    assert ready
    for n, one in ready[:4]:
        assert one.letter.document is not None
        paper = client.get(f"/5/paper/{n}.docx")
        assert docx.render(one.letter.document, case_no=number) == paper.content
        has_headers(paper)
        paper = client.get(f"/5/paper/{n}.pdf")
        assert pdf.render(one.letter.document, case_no=number) == paper.content
        has_headers(paper)


def _number(found: Answered) -> str:
    from yingmen.answer import case_no

    return case_no(found.desk.case)


def has_headers(answer: Any) -> None:
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "nosniff" == answer["X-Content-Type-Options"]
    assert "no-store" == answer["Cache-Control"]


@pytest.mark.parametrize("name", ["0.pdf", "999.pdf", "1.exe", "1", "..", "brief.docx", "-1.pdf", "１.pdf"])
def test_there_is_no_other_paper(client: Client, example: File, name: str) -> None:
    del example
    assert 404 == client.get(f"/5/paper/{name}").status_code


def test_a_letter_names_the_record_only_for_what_it_holds(client: Client, example: File) -> None:
    del client, example
    found = answered()
    documents = [str(one.letter.document) for one in found.letters() if one.builds]
    assert not found.desk.evidence
    assert not any("封存记录第" in one for one in documents)
    told = {"华信资产", "海棠消费金融有限公司"}
    assert any(name in one for one in documents for name in told)


def test_a_letter_of_the_record_says_where_it_stands(client: Client, example: File) -> None:
    from yingmen.record import Draft

    draft = Draft(
        kind="call",
        text="打来三次",
        by="林小满",
        at="2026-08-25T23:10:00",
        loan="网贷",
        facts={"connected": True},
    )
    desk.desk(example).journal.append(draft, desk.now())
    assert 200 == client.get("/5/").status_code
    assert {"封存记录第 1 条"} == set(answered().desk.evidence.values())


def test_what_cannot_be_worked_out_is_told_with_what_to_do(
    client: Client, example: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    del example

    def refused(_: Answered) -> None:
        raise InputError("有一笔还款对不上", remedy="核对那一笔。")

    monkeypatch.setattr(Answered, "letters", refused)
    page = client.get("/5/")
    assert 409 == page.status_code
    assert "有一笔还款对不上" in text(page)
    assert "核对那一笔" in text(page)


def test_the_law_is_cited(client: Client, example: File) -> None:
    del example
    client.post("/5/say/", {"stance": "all"})
    assert "<h2>依据</h2>" in text(client.get("/5/"))


def test_a_page_speaks_of_pages_and_not_of_files(client: Client) -> None:
    kept(OLD, NEW)
    client.post("/5/say/", {"stance": "all"})
    page = text(client.get("/5/"))
    assert "[[" not in page
    assert "--seen" not in page
    assert "yingmen " not in page


@pytest.mark.usefixtures("example")
def test_a_page_with_script_gets_the_words_of_a_stance_alone(client: Client) -> None:
    whole = client.post("/5/say/", {"stance": "not_now"}, follow=True).content.decode()
    part = client.post("/5/say/", {"stance": "not_now"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'class="paper"' in part
    assert part.strip() in whole
