"""Step 3 as pages: the step's own answer, its questions, its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from yingmen import law
from yingmen.case import Door
from yingmen.door import answer, door_page
from yingmen.papers import html
from yingmen.web import desk
from yingmen.web.door.forms import DOOR
from yingmen.web.plain_words import plainly

if TYPE_CHECKING:
    from django.test import Client

    from yingmen.web.vault.models import File

pytestmark = pytest.mark.django_db


def test_an_empty_case_has_an_answer_too(client: Client) -> None:
    page = client.get("/3/").content.decode()
    assert "先别开门，也先别谈钱" in page
    assert "一问一答" in page
    assert client.get("/3/paper/door.html").status_code == 200


def test_the_answer_is_the_one_of_the_step(client: Client, example: File) -> None:
    here = desk.desk(example)
    found = plainly(door_page(answer(here.case, here.on, law.book()), law.book()))
    page = client.get("/3/").content.decode()
    assert html.fragment(found) in page
    assert "<style" not in page
    assert client.get("/3/paper/door.html").content.decode() == html.render(found)
    assert client.get("/3/paper/owe.html").status_code == 404


def test_what_is_answered_changes_what_to_do(client: Client, example: File) -> None:
    number = next(n for n, one in enumerate(DOOR.questions, 1) if "violence" in one.fields)
    base = desk.desk(example).base
    sent = client.post(f"/3/1/1/{number}/", {"base": base, "violence": "yes", "threat": ""})
    assert sent.status_code == 302
    door = desk.desk(example).case.door
    assert door is not None
    assert door.violence is True
    assert "先打 110。说清地址" in client.get("/3/").content.decode()


def test_the_loan_is_chosen_among_those_there_are(client: Client, example: File) -> None:
    number = next(n for n, one in enumerate(DOOR.questions, 1) if one.fields == ("loan",))
    page = client.get(f"/3/1/1/{number}/").content.decode()
    assert 'type="radio"' in page
    assert "江南银行信用卡中心" in page
    client.post(f"/3/1/1/{number}/", {"base": desk.desk(example).base, "loan": "信用卡"})
    door = desk.desk(example).case.door
    assert door is not None
    assert door.loan == "信用卡"


def test_every_question_has_a_page(client: Client, example: File) -> None:
    del example
    for number in range(1, len(DOOR.questions) + 1):
        assert client.get(f"/3/1/1/{number}/").status_code in {200, 302}


def test_everything_the_table_holds_is_asked() -> None:
    asked = {field for question in DOOR.questions for field in question.fields}
    assert asked == set(Door.model_fields) - {"time_known"}
    assert all(question.unknown for question in DOOR.questions)


def test_a_visit_that_is_over_is_put_aside(client: Client, example: File) -> None:
    base = desk.desk(example).base
    assert client.post("/3/over/", {"base": base}).status_code == 302
    assert desk.desk(example).case.door is None
    assert client.get("/3/").status_code == 200
    assert client.get("/3/over/").status_code == 405


def test_a_visit_changed_in_another_tab_is_not_put_aside(client: Client, example: File) -> None:
    base = desk.desk(example).base
    client.post("/3/1/1/1/", {"base": base, "claims": "police"})
    assert client.post("/3/over/", {"base": base}).status_code == 409
    assert desk.desk(example).case.door is not None
