"""Rare names, odd days, loans that contradict themselves: each page stands and says what to mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from web.test_scale import changed
from yingmen.web import desk
from yingmen.web.asking.places import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data

pytestmark = pytest.mark.django_db
RARE = ("𠮷田䶮", "阿卜杜热合曼·买买提", "欧阳" * 15)


def bare(data: Data) -> Data:
    """The example's first loan without anything that happened to it."""
    return {
        k: v for k, v in data["loan"][0].items() if k not in {"payment", "acknowledgement", "claim", "fee"}
    }


def alone(data: Data, *loans: Data) -> Data:
    return {"schema": 1, "borrower": data["borrower"], "loan": list(loans), "contact": data["contact"][:1]}


def paid_before(data: Data) -> Data:
    """A payment said to be for a loan that was paid out only later."""
    day = "2026-08-30"
    late = {**bare(data), "id": "后来的", "disbursed_on": day, "signed_on": day, "first_due_on": "2026-09-30"}
    paid = [{"on": "2026-01-10", "amount": "100", "designated": "后来的"}]
    return alone(data, {**bare(data), "payment": paid}, late)


def ends_too_early(data: Data) -> Data:
    """The last instalment is due before the one before it."""
    return alone(data, {**bare(data), "last_due_on": "2026-03-15"})


MENDED: dict[Callable[[Data], Data], str] = {
    paid_before: "2026-01-10",
    ends_too_early: "最后一期是另一个日子吗",
}


@pytest.mark.parametrize("address", ["/1/", "/3/", "/5/", "/5/brief/", "/1/paper/owe.html"])
@pytest.mark.parametrize("contradiction", MENDED)
def test_what_contradicts_itself_is_named_with_the_page_that_mends_it(
    client: Client, example: File, contradiction: Callable[[Data], Data], address: str
) -> None:
    changed(example, contradiction)
    page = client.get(address).content.decode()
    assert "海棠消费金融有限公司（借款 1）" in page
    mend = re.search(r'href="(/1/2/1/[^"]+)">去改这一处', page)
    assert mend
    assert address == "/1/" or f'href="{address}"' not in page.split("<h1")[1].split("<nav")[0]
    assert client.get(mend[1]).status_code == 200


@pytest.mark.parametrize("contradiction", MENDED)
def test_the_page_that_mends_is_the_one_that_asks_for_it(
    client: Client, example: File, contradiction: Callable[[Data], Data]
) -> None:
    changed(example, contradiction)
    mend = client.get("/5/brief/").context["mend"]
    assert MENDED[contradiction] in client.get(mend).content.decode()


def test_contacts_are_judged_though_a_loan_contradicts_itself(client: Client, example: File) -> None:
    changed(example, ends_too_early)
    page = client.get("/2/")
    assert page.context["contacts"]
    assert page.context["mend"]


@pytest.mark.parametrize("name", RARE)
def test_a_rare_name_is_written_as_it_is(client: Client, example: File, name: str) -> None:
    changed(example, lambda data: put(data, ("borrower", "name"), name))
    changed(example, lambda data: put(data, ("loan", 0, "lender"), name))
    for address in ("/1/", "/4/", "/5/", "/5/brief/", "/5/paper/letters.html"):
        assert name in client.get(address).content.decode(), address
    assert client.get("/5/paper/brief.pdf").status_code == 200


@pytest.mark.parametrize(
    "loan",
    [
        {"principal": "0", "received": "0"},
        {"disbursed_on": "2024-02-29", "signed_on": "2024-02-29", "first_due_on": "2024-03-31"},
        {"disbursed_on": "2025-01-31", "signed_on": "2025-01-31", "first_due_on": "2025-02-28"},
        {"disbursed_on": "2031-01-01", "signed_on": "2031-01-01", "first_due_on": "2031-02-01"},
        {"disbursed_on": "1999-12-31", "signed_on": "1999-12-31", "lender_kind": "private"},
        {"principal": "0.01", "received": "0.01", "term_months": 360},
        {"nominal_rate": "0"},
    ],
)
def test_a_strange_loan_leaves_every_page_standing(client: Client, example: File, loan: Data) -> None:
    changed(example, lambda data: alone(data, {**bare(data), **loan}, {"id": "还没写完", "lender": "某人"}))
    for address in ("/all/", "/1/", "/2/", "/3/", "/4/", "/5/", "/5/brief/", "/k/", "/book/now/", "/data/"):
        assert client.get(address).status_code == 200, address


def test_several_cards_and_nobodys_name_are_no_trouble(client: Client, example: File) -> None:
    def cards(data: Data) -> Data:
        card = {k: v for k, v in data["loan"][1].items() if k != "claim"}
        loans = [{**card, "id": f"卡{n}", "lender": f"银行{n}"} for n in range(5)]
        return {**desk.NAMELESS, "loan": loans}

    changed(example, cards)
    for address in ("/all/", "/1/", "/2/", "/3/", "/5/", "/5/brief/"):
        page = client.get(address)
        assert page.status_code == 200
    assert all(f"银行{n}" in client.get("/1/").content.decode() for n in range(5))
