"""Whoever fills in pages reads nothing of files: no tables, keys, commands, names of errors."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from web.conftest import EXAMPLE
from yingmen import case as cases
from yingmen.web import desk
from yingmen.web.afford.forms import STEP as AFFORD
from yingmen.web.door.forms import STEP as DOOR
from yingmen.web.lawful.forms import STEP as LAWFUL
from yingmen.web.owe.forms import LOAN as LOANS
from yingmen.web.owe.forms import STEP as OWE
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.test import Client

    from yingmen.web.asking.places import Step
    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.vault.versions import Data

pytestmark = pytest.mark.django_db
FOREIGN = re.compile(
    r"\[\[|\]\]|\[[a-z]|\s=\s|[a-z]+_[a-z]+|\.toml|\.html|\.pdf|\.csv|\byingmen\b|--[a-z]+"
    r"|\b(?:true|false|null|None|[A-Z][A-Za-z]*(?:Error|Exception))\b|\b(?:id|own)\b"
)


class Visible(HTMLParser):
    """What somebody reads on a page or hears of it: its texts, and the labels of its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}
        self.texts += [
            value for name, value in attrs if value and name in {"aria-label", "placeholder", "alt"}
        ]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def foreign(page: str) -> list[str]:
    """The texts of a page that speak of files."""
    seen = Visible()
    seen.feed(page)
    return [text.strip() for text in seen.texts if FOREIGN.search(text)]


def asked(step: Step, data: Data) -> Iterator[str]:
    """Every page of a step that asks, for everything there is and for a new item."""
    for number, sheet in enumerate(step.sheets, 1):
        items = data.get(sheet.path, []) if sheet.many else [data.get(sheet.path, {})]
        yield step.url("items", number)
        for item in range(1, len(items) + (2 if sheet.many else 1)):
            for question in range(1, len(sheet.questions) + 1):
                yield step.url("ask", number, item, question)
        for item, one in enumerate(items, 1):
            yield step.url("remove", number, item)
            for inner, listing in enumerate(sheet.inner, 1):
                yield step.url("inner", number, item, inner)
                for entry in range(1, len(one.get(listing.path, [])) + 2):
                    yield step.url("inner_item", number, item, inner, entry)


ANSWERS = ("/", "/all/", "/1/", "/2/", "/3/", "/4/", "/5/", "/5/brief/", "/book/", "/book/now/", "/k/")
PAPERS = (
    *("/1/paper/owe.html", "/2/paper/lawful.html", "/3/paper/door.html"),
    *("/4/paper/afford.html", "/4/paper/means.html"),
    *(f"/5/paper/{name}.html" for name in ("brief", "lines", "letters")),
)
LOAN = {
    "id": "借款1",
    "lender": "海棠",
    "lender_kind": "consumer_finance",
    "product": "consumer_loan",
    "disbursed_on": "2025-03-15",
    "principal": "10000",
    "repayment": "equal_installment",
}
HALF = {
    **desk.NAMELESS,
    "loan": [{"id": "借款1", "lender": "海棠"}, {"id": "借款2"}],
    "contact": [{"contact_id": "联系1"}, {"contact_id": "联系2", "channel": "visit", "at": "2026-08-20"}],
    "door": {"claims": "lender"},
    "household": {"members": 2},
}
OPEN = {**desk.NAMELESS, "loan": [LOAN], "contact": [HALF["contact"][1] | {"loan": "借款1"}]}
BROKEN = {
    **desk.NAMELESS,
    "loan": [
        {
            **LOAN,
            "first_due_on": "2025-04-15",
            "term_months": 12,
            "last_due_on": "2025-06-01",
            "nominal_rate": "0.1",
        }
    ],
}
EVERY = {
    "empty": dict(desk.NAMELESS),
    "half": HALF,
    "open": OPEN,
    "broken": BROKEN,
    **{
        path.stem: cases.to_data(cases.parse(path.read_text(encoding="utf-8")))
        for path in EXAMPLE.parent.glob("*.toml")
    },
}


def foreign_at(client: Client, addresses: Iterable[str]) -> dict[str, list[str]]:
    found = {}
    for at in addresses:
        page = client.get(at)
        assert page.status_code in {200, 302, 400, 404, 409}, at
        found[at] = foreign(page.content.decode())
    return {at: texts for at, texts in found.items() if texts}


def kept(data: Data) -> None:
    versions.begin(data, "例子", desk.now())


@pytest.mark.parametrize("name", EVERY)
def test_no_answer_and_no_paper_speaks_of_files(client: Client, name: str) -> None:
    kept(EVERY[name])
    assert foreign_at(client, (*ANSWERS, *PAPERS)) == {}


@pytest.mark.parametrize("name", EVERY)
def test_no_question_speaks_of_files(client: Client, name: str) -> None:
    kept(EVERY[name])
    data = desk.desk().kept.data
    asking = [at for step in (OWE, LAWFUL, DOOR, AFFORD) for at in asked(step, data)]
    assert foreign_at(client, asking) == {}


def test_what_is_not_known_and_what_does_not_fit_is_told_in_the_words_of_the_pages(client: Client) -> None:
    kept(OPEN)
    assert "请在“是不是没约定还款日”选“是”" in client.get("/1/").content.decode()
    file = versions.files()[0]
    versions.save(file, desk.desk().base, lambda _: BROKEN, "改", desk.now())
    page = client.get("/1/").content.decode()
    assert "核对“第一个还款日”、“一共几期”和“最后一个还款日”" in page


def number(sheet: Sheet, field: str) -> int:
    return next(n for n, one in enumerate(sheet.questions, 1) if field in one.fields)


@pytest.mark.parametrize(
    "sent",
    [
        {"received": "20000"},
        {"received": "abc"},
        {"principal": "1"},
        {"term_months": "1.5"},
        {"term_months": "601"},
        {"disbursed_on": "2025-12-01"},
        {"disbursed_on": "昨天"},
        {"first_due_on": "2024-01-01"},
        {"on_demand": "yes"},
        {"daily_rate": "0.0005"},
        {"nominal_rate": "很多"},
        {"product": "gold"},
        {"lender": "a\x07"},
    ],
    ids=str,
)
def test_what_is_wrong_with_an_answer_is_told_without_files(client: Client, sent: dict[str, str]) -> None:
    known = {"received": "9000", "first_due_on": "2025-04-15", "nominal_rate": "0.1", "term_months": 12}
    kept({**desk.NAMELESS, "loan": [{**LOAN, **known}]})
    [field] = sent
    page = client.post(OWE.url("ask", OWE.number(LOANS), 1, number(LOANS, field)), {"base": "1", **sent})
    assert page.status_code == 422
    assert foreign(page.content.decode()) == []


@pytest.mark.parametrize(
    "text",
    [
        "记进 [[contact]]。",
        "写 on_demand = true。",
        "核对 first_due_on。",
        "运行 yingmen owe。",
        "打开 我的案件.toml。",
        "出错了：InputError。",
        "写 loan 的 id。",
        "贷款方自己的人，写 own。",
        "先看收支表（means.pdf）。",
    ],
)
def test_a_page_that_speaks_of_files_is_found(text: str) -> None:
    assert foreign(f"<p>{text}</p>") == [text]
    assert foreign("<p>APR 12%，LPR 3.45%，报警 110。</p>") == []
