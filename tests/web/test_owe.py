"""Step 1 as pages: somebody answers question by question, and the figures are the command's own."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from web.conftest import EXAMPLE
from yingmen import case as cases
from yingmen import law
from yingmen.errors import OutsideCoverage
from yingmen.owe import reckon, reckoning_json
from yingmen.web import desk
from yingmen.web.asking.fields import shown_rate
from yingmen.web.asking.kinds import leaf
from yingmen.web.asking.places import answer_at
from yingmen.web.owe.forms import BORROWER, LOAN, STEP

if TYPE_CHECKING:
    from django.test import Client

    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.vault.models import File

pytestmark = pytest.mark.django_db
ON = date(2026, 8, 31)


def example_data() -> dict[str, Any]:
    return cases.to_data(cases.parse(EXAMPLE.read_text(encoding="utf-8")))


def typed(sheet: Sheet, path: str, value: Any) -> str:
    """What a person types or presses for a value of the case file."""
    kind = leaf(sheet.model, path).kind
    if kind == "bool":
        return "yes" if value else "no"
    return shown_rate(value) if kind == "rate" else str(value)


def fields_of(sheet: Sheet, item: dict[str, Any], fields: tuple[str, ...]) -> dict[str, str]:
    known = {path: answer_at(item, path) for path in fields}
    return {path: typed(sheet, path, value) for path, value in known.items() if value is not None}


def base_in(page: Any) -> str:
    return str(page.context["base"])


def fill(client: Client, sheet: Sheet, item: dict[str, Any], position: int) -> None:
    """Go through the questions as the pages lead, the way a browser without scripts does."""
    url = STEP.url("ask", STEP.number(sheet), position, 1)
    while "/list/" not in url and url.count("/") > 3:
        page = client.get(url)
        assert page.status_code == 200, url
        question = page.context["question"]
        answered = fields_of(sheet, item, question.fields)
        sent = client.post(url, {"base": base_in(page), **(answered or {"unknown": "1"})})
        assert sent.status_code == 302, (url, sent.content.decode())
        url = sent["Location"]


def fill_lists(client: Client, item: dict[str, Any], position: int) -> None:
    for number, listing in enumerate(LOAN.inner, 1):
        for n, entry in enumerate(item.get(listing.path, []), 1):
            url = STEP.url("inner_item", 2, position, number, n)
            page = client.get(url)
            fields = tuple(path for question in listing.questions for path in question.fields)
            sent = client.post(url, {"base": base_in(page), **fields_of(listing, entry, fields)})
            assert sent.status_code == 302, sent.content.decode()


def without_ids(answer: dict[str, Any]) -> Any:
    """The answer with the names that the pages give on their own."""
    text = json.dumps(answer, ensure_ascii=False)
    for number, name in enumerate(("网贷-短信", "信用卡-电话", "老周-上门"), 1):
        text = text.replace(name, f"说法{number}")
    for number, name in enumerate(("网贷", "信用卡", "老周"), 1):
        text = text.replace(f'"{name}"', f'"借款{number}"')
    return json.loads(text)


def test_the_example_typed_question_by_question_gives_the_commands_figures(client: Client) -> None:
    data = example_data()
    fill(client, BORROWER, data["borrower"], 1)
    for position, loan in enumerate(data["loan"], 1):
        fill(client, LOAN, loan, position)
        fill_lists(client, loan, position)
    here = desk.desk()
    assert not here.left_out
    assert here.own.borrower.name == "林小满"
    book = law.book()
    wanted = reckoning_json(reckon(cases.from_data(data), ON, book), book)
    assert reckoning_json(here.reckoning(), book) == without_ids(wanted)


def test_the_page_shows_the_answer_and_offers_the_papers(client: Client, example: File) -> None:
    del example
    page = client.get("/1/").content.decode()
    assert "按合同，今天一共欠" in page
    assert "还没填完的" not in page
    assert "/1/paper/ledger.csv" in page


def test_the_papers_are_the_commands_own(client: Client, example: File) -> None:
    from yingmen.owe import ledger_table, report
    from yingmen.papers import html, tables

    del example
    reckoning, book = desk.desk().reckoning(), law.book()
    page, ledger = client.get("/1/paper/owe.html"), client.get("/1/paper/ledger.csv")
    assert page.content.decode() == html.render(report(reckoning, book))
    assert ledger.content.decode() == tables.csv_text(*ledger_table(reckoning, book))
    for one in (page, ledger):
        assert one["Content-Disposition"].startswith("attachment")
        assert one["X-Content-Type-Options"] == "nosniff"
    assert client.get("/1/paper/other.html").status_code == 404


def test_an_item_that_is_not_complete_is_named_with_the_page_to_go_on(client: Client, example: File) -> None:
    client.post("/1/2/4/1/", {"base": "1", "lender": "王五"})
    page = client.get("/1/").content.decode()
    assert "还没填完的" in page
    assert 'href="/1/2/4/2/"' in page
    assert len(desk.desk(example).own.loan) == 3


def test_an_empty_case_asks_for_the_first_loan(client: Client) -> None:
    page = client.get("/1/")
    assert page.status_code == 200
    assert "先写一笔" in page.content.decode()


def test_a_day_the_law_book_does_not_cover_is_said_kindly(
    client: Client, example: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(here: desk.Desk) -> None:
        raise OutsideCoverage("一年期 LPR", here.on, here.on, here.on)

    del example
    monkeypatch.setattr(desk.Desk, "reckoning", refuse)
    page, paper = client.get("/1/"), client.get("/1/paper/owe.html")
    assert (page.status_code, paper.status_code) == (200, 409)
    for one in (page, paper):
        assert "一年期 LPR" in one.content.decode()
        assert "12348" in one.content.decode()


def test_no_address_or_title_speaks_of_debt(client: Client, example: File) -> None:
    del example
    page = client.get("/1/2/1/4/").content.decode()
    title = page.split("<title>")[1].split("</title>")[0]
    assert title.replace(" ", "").strip("记事本0123456789") == ""
