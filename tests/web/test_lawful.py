"""Step 2 as pages: the verdicts of the command, what is missing as questions, and answering one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from typer.testing import CliRunner

from yingmen.cli.app import app
from yingmen.law import Verdict
from yingmen.lawful.questions import ask_groups
from yingmen.record import Draft
from yingmen.web import desk
from yingmen.web.lawful import shown
from yingmen.web.lawful.forms import CONTACT
from yingmen.web.lawful.links import where_to_answer

from .conftest import EXAMPLE

if TYPE_CHECKING:
    from django.test import Client

    from yingmen.web.vault.models import File

pytestmark = pytest.mark.django_db


def _number(field: str) -> int:
    return next(n for n, one in enumerate(CONTACT.questions, 1) if field in one.fields)


def test_an_empty_case_has_a_page(client: Client) -> None:
    page = client.get("/2/")
    assert page.status_code == 200
    assert "还没有记下" in page.content.decode()
    assert "您自己这边" in page.content.decode()
    assert client.get("/2/paper/lawful.html").status_code == 200
    assert client.get("/2/1/").status_code == 200


def test_the_verdicts_are_those_of_the_command(client: Client, example: File) -> None:
    ran = CliRunner().invoke(app, ["lawful", str(EXAMPLE), "--on", "2026-08-31", "--json"])
    told = {item["contact_id"]: item["verdict"] for item in json.loads(ran.stdout)["contacts"]}
    here = desk.desk(example)
    listed = shown.contacts(here, here.judgement(), here.judgement().contacts)
    labels = {item["id"]: item["verdict"] for item in listed}
    assert labels == {name: Verdict(verdict).label for name, verdict in told.items()}
    page = client.get("/2/").content.decode()
    for label in labels.values():
        assert label in page
    told_of = sum(len(item["findings"]) for item in listed)
    assert page.count("<summary>为什么</summary>") == told_of > 0
    assert "<style" not in page


def test_the_paper_is_the_one_of_the_step(client: Client, example: File) -> None:
    del example
    paper = client.get("/2/paper/lawful.html")
    assert "林小满：这样催，合规吗" in paper.content.decode()
    assert "attachment" in paper["Content-Disposition"]
    assert client.get("/2/paper/x").status_code == 404


def test_an_answer_to_a_question_changes_the_verdict(client: Client, example: File) -> None:
    def findings() -> set[str]:
        judged = desk.desk(example).judgement().contacts
        found = next(item for item in judged if item.contact_id == "c4").findings
        return {one.rule for one in found if one.verdict == Verdict.BREACH}

    before, number = findings(), _number("false_statement")
    base = desk.desk(example).base
    sent = client.post(f"/2/1/4/{number}/", {"base": base, "false_statement": "yes", "posed_as": "police"})
    assert sent.status_code == 302
    assert findings() > before


def test_what_is_unclear_is_asked_where_it_is_answered(client: Client, example: File) -> None:
    page = client.get("/2/").content.decode()
    here = desk.desk(example)
    asked = shown.open_questions(here, here.judgement())
    assert asked
    for question in asked:
        assert question["text"] in page
        for address, _ in question["links"]:
            assert re.fullmatch(r"/[12]/[0-9/]+\?from=2", address)
            assert client.get(address).status_code == 200


def test_a_new_contact_is_left_out_until_it_is_complete(client: Client, example: File) -> None:
    count = len(desk.desk(example).own.contact)
    base = desk.desk(example).base
    client.post(f"/2/1/{count + 1}/1/", {"base": base, "channel": "call"})
    assert len(desk.desk(example).own.contact) == count
    assert "还没填完的" in client.get("/2/").content.decode()
    base = desk.desk(example).base
    client.post(f"/2/1/{count + 1}/2/", {"base": base, "at_0": "2026-08-30", "at_1": "22:30"})
    made = desk.desk(example).own.contact[-1]
    assert made.contact_id.startswith("联系")
    assert made.at.isoformat() == "2026-08-30T22:30:00"
    assert made.contact_id in {item.contact_id for item in desk.desk(example).judgement().contacts}


def test_every_question_has_a_page_for_every_contact(client: Client, example: File) -> None:
    for item in range(1, len(desk.desk(example).own.contact) + 2):
        for number in range(1, len(CONTACT.questions) + 1):
            assert client.get(f"/2/1/{item}/{number}/").status_code in {200, 302}


def test_everything_that_a_question_may_be_about_is_asked() -> None:
    asked = {field for question in CONTACT.questions for field in question.fields}
    named = {column for group in ask_groups() for column in group.columns}
    assert named - asked == {"lender_id", "time_known"}
    assert all(question.unknown for question in CONTACT.questions)


def test_a_contact_of_the_record_is_put_right_there(client: Client, example: File) -> None:
    draft = Draft(kind="call", text="又打来了", by="林小满", at="2026-08-30T09:00:00")
    desk.desk(example).journal.append(draft, desk.now())
    here = desk.desk(example)
    assert where_to_answer(here, "记录-1", ("witnessed",)) == reverse("record:fix", args=[1])
    assert "更正这一条记录" in client.get("/2/").content.decode()
