"""A part is for the page that is open and asks for it; everybody else gets a whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from yingmen.web.vault.models import File

pytestmark = pytest.mark.django_db
PARTS = {
    "/all/": "line",
    "/all/?kind=2": "line",
    "/4/": "plan",
    "/5/": "rest",
    "/book/": "entries",
    "/book/?kind=4": "entries",
}


@pytest.fixture(autouse=True)
def _written(client: Client, example: File) -> None:
    del example
    for text, kind in (("一", "visit"), ("二", "note"), ("三", "visit")):
        client.post("/book/send/", {"text": text, "kind": kind})


def asked(client: Client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


@pytest.mark.parametrize("address", PARTS)
def test_a_part_is_what_stands_in_the_page(client: Client, address: str) -> None:
    page = asked(client, address)
    part = asked(client, address, **{"HX-Request": "true", "HX-Target": PARTS[address]})
    assert "<h1" not in part
    body = page.split(f'<div id="{PARTS[address]}">')[1]
    said = '<p class="spoken" data-told>'
    for line in part.split("\n"):
        if "csrfmiddlewaretoken" not in line and said not in line:
            assert line in body, line


@pytest.mark.parametrize("address", PARTS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Target": "line"},
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Target": "main"},
        {"HX-Request": "true", "HX-Target": "line", "HX-History-Restore-Request": "true"},
    ],
)
def test_whoever_opens_an_address_gets_a_page(client: Client, address: str, headers: dict[str, str]) -> None:
    page = asked(client, address, **headers)
    assert page.startswith("<!DOCTYPE html>")
    assert "<h1" in page


@pytest.mark.parametrize("kind", ["", "0", "5", "-1", "一", "2 ", "%00", "'\"><script>"])
def test_a_kind_there_is_none_of_shows_everything(client: Client, kind: str) -> None:
    page = client.get("/all/", {"kind": kind}).content.decode()
    assert '<a class="btn main-btn" id="kind-0" href="/all/" aria-current="true"' in page
    assert page.count('aria-current="true"') == 1


def test_each_kind_shows_its_own_alone(client: Client) -> None:
    names = ("联系", "还款", "答应和催要", "期限")
    for number, name in enumerate(names, 1):
        page = client.get("/all/", {"kind": str(number)})
        listed = page.context["listed"]
        assert {event.lane for event in listed} <= {name}
        assert [event.on for event in listed] == sorted((event.on for event in listed), reverse=True)
        assert f"{name}：" in page.context["told"]
    assert [event.lane for event in client.get("/all/?kind=1").context["listed"]], "the example has contacts"


def test_the_record_can_be_read_a_kind_at_a_time(client: Client) -> None:
    shown = {kind: client.get("/book/", {"kind": kind}).context for kind in ("", "1", "4", "6")}
    assert [entry["text"] for entry in shown[""]["entries"]] == ["三", "二", "一"]
    assert [entry["text"] for entry in shown["1"]["entries"]] == ["三", "一"]
    assert [entry["text"] for entry in shown["4"]["entries"]] == ["二"]
    assert shown["6"]["told"] == "还款：0 条。"
    assert [one.name for one in shown[""]["kinds"]] == ["全部", "上门", "备注"]
    assert [one.name for one in shown["6"]["kinds"] if one.is_chosen] == ["还款"]
