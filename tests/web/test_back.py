"""One question answered from another page leads back there; no address leads anywhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import get_resolver

from yingmen.web.asking import back
from yingmen.web.lawful.forms import CONTACT
from yingmen.web.owe.forms import LOAN
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from django.test import Client

    from yingmen.web.vault.models import File

FOREIGN = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil",
    "javascript:1",
    "",
    "9",
    "owe:answer",
    "/all/",
]
pytestmark = pytest.mark.django_db


def number(sheet: Any, field: str) -> int:
    return next(n for n, one in enumerate(sheet.questions, 1) if field in one.fields)


RATE = f"/1/2/1/{number(LOAN, 'nominal_rate')}/"
SAID = f"/2/1/4/{number(CONTACT, 'false_statement')}/"


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("name", back.PAGES)
def test_saving_leads_back_to_where_one_came_from(client: Client, name: str) -> None:
    address = f"{RATE}?from={name}"
    page = client.get(address).content.decode()
    assert f'href="{back.address(name)}"' in page
    assert "存好，回到刚才那一页" in page
    answer = client.post(address, {"base": "1", "nominal_rate": "24%"})
    assert (answer.status_code, answer["Location"]) == (302, back.address(name))
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.usefixtures("example")
def test_not_knowing_leads_back_as_well(client: Client) -> None:
    assert client.post(f"{RATE}?from=2", {"base": "1", "unknown": "1"})["Location"] == "/2/"


@pytest.mark.usefixtures("example")
def test_one_may_go_on_and_still_come_back(client: Client) -> None:
    on = client.post(f"{RATE}?from=2", {"base": "1", "nominal_rate": "24%", "on": "1"})
    assert re.fullmatch(r"/1/2/1/\d+/\?from=2", on["Location"])
    assert 'href="/2/"' in client.get(on["Location"]).content.decode()


@pytest.mark.usefixtures("example")
def test_a_mistake_is_shown_and_the_way_back_stays(client: Client) -> None:
    page = client.post(f"{RATE}?from=2", {"base": "1", "nominal_rate": "许多"})
    assert page.status_code == 422
    assert "许多" in page.content.decode()
    assert 'href="/2/"' in page.content.decode()
    assert "action=" not in page.content.decode().split('class="asking"')[0].rsplit("<form", 1)[1]


def test_two_windows_do_not_lose_the_way_back(client: Client, example: File) -> None:
    client.post(RATE, {"base": "1", "nominal_rate": "12%"})
    clash = client.post(f"{RATE}?from=2", {"base": "1", "nominal_rate": "24%"})
    assert clash.status_code == 409
    assert clash.context["again"] == f"{RATE}?from=2"
    sent = {"base": clash.context["base"], **dict(clash.context["sent"])}
    assert client.post(clash.context["again"], sent)["Location"] == "/2/"
    assert versions.latest(example).data["loan"][0]["nominal_rate"] == "0.24"


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("name", FOREIGN)
def test_no_address_leads_anywhere_else(client: Client, name: str) -> None:
    page = client.get(RATE, {"from": name})
    assert page.status_code == 200
    for link in re.findall(r'="([^"]*(?:evil|javascript)[^"]*)"', page.content.decode()):
        assert link.startswith(f"{RATE}?from="), "the question's own address, and no other"
    assert "回到刚才那一页" not in page.content.decode()
    answer = client.generic(
        "POST",
        RATE,
        "base=1&nominal_rate=24%25",
        content_type="application/x-www-form-urlencoded",
        QUERY_STRING=f"from={name}",
    )
    assert re.fullmatch(r"/1/2/1/(list/)?\d+/", answer["Location"])


@pytest.mark.usefixtures("example")
def test_every_question_of_step_2_comes_back_with_its_answer_in_it(client: Client) -> None:
    page = client.get("/2/").content.decode()
    links = set(re.findall(r'href="(/[12]/[0-9/]+\?from=2)"', page))
    assert {link[:3] for link in links} >= {"/2/"}
    answer = client.post(f"{SAID}?from=2", {"base": "1", "false_statement": "yes", "posed_as": "police"})
    after = client.get(answer["Location"])
    assert after.request["PATH_INFO"] == "/2/"
    assert after.content.decode() != page


def test_a_question_that_does_not_apply_keeps_the_way_back(client: Client, example: File) -> None:
    del example
    away = client.get(f"/1/2/2/{number(LOAN, 'term_months')}/?from=2")
    assert away.status_code == 302
    assert away["Location"].endswith("?from=2")


def test_every_page_one_may_come_from_is_there() -> None:
    for name, view in back.PAGES.items():
        assert get_resolver().resolve(back.address(name)).view_name == view
    assert back.address("x") == ""
    assert back.coming_from("x", "/1/") == "/1/"
    assert back.coming_from("2", "") == ""
