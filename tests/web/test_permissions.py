"""Every address there is, found by walking them: who may ask for what, by one rule.

A view answers the owner alone, unless it is marked as open to all; another machine is answered nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from web.reached import PASSCODE, REACHED, every_address, unlock
from yingmen.web import desk
from yingmen.web.gate import access, passcode

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ADDRESSES = sorted(every_address(get_resolver().url_patterns), key=lambda found: found[0])
UNKNOWN = ("/no/such/page/", "/api/no-such", "/static/../1/", "/1", "//1/")
OWNERS = {"owner", "no passcode set"}
NEAR = ("owner", "no passcode set", "wrong passcode", "no passcode given", "old passcode")
FAR = {"REMOTE_ADDR": "192.168.1.20"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_the_gate(settings: Settings) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "web.reached.Instead"]


def somebody(who: str, **more: Any) -> Client:
    """A browser of one kind of person."""
    client = Client(**more)
    if who in {"no passcode set", "other machine"}:
        return client
    passcode.put(PASSCODE)
    client.session.save()
    session = client.session
    marks = {"owner": passcode.mark(), "old passcode": passcode.mark(), "wrong passcode": "0" * 64}
    if who in marks:
        session[access.UNLOCKED] = marks[who]
        session.save()
        client.cookies["s"] = str(session.session_key)
    if who == "old passcode":
        passcode.put("13579135")
    return client


def is_reached(client: Client, method: str, address: str) -> bool:
    """Whether the view would have answered; whoever is turned away gets nothing but a door."""
    answer: Any = client.generic(method, address)
    if answer.status_code != REACHED:
        assert answer.status_code in {302, 401, 403}, (method, address, answer.status_code)
        assert answer.get("Location", "/unlock/").startswith(("/unlock/", "/plain/"))
    return bool(answer.status_code == REACHED)


@pytest.mark.parametrize("who", [*NEAR, "other machine"])
@pytest.mark.parametrize(("address", "view"), ADDRESSES, ids=[address for address, _ in ADDRESSES])
def test_a_page_is_the_owners_alone_unless_it_is_open(address: str, view: object, who: str) -> None:
    client = somebody(who, **(FAR if who == "other machine" else {}))
    expected = who in OWNERS or (access.is_open(view) and who in NEAR)
    found = {method: is_reached(client, method, address) for method in METHODS}
    assert found == dict.fromkeys(METHODS, expected)


@pytest.mark.parametrize(("address", "view"), ADDRESSES, ids=[address for address, _ in ADDRESSES])
def test_while_hidden_nothing_answers_but_the_way_back(address: str, view: object) -> None:
    client = somebody("owner")
    session = client.session
    session["hidden"] = True
    session.save()
    found = {method: is_reached(client, method, address) for method in METHODS}
    assert found == dict.fromkeys(METHODS, access.stays(view))


@pytest.mark.parametrize("address", UNKNOWN)
@pytest.mark.parametrize("who", ["wrong passcode", "no passcode given", "other machine"])
def test_an_address_that_is_not_there_tells_a_stranger_nothing(address: str, who: str) -> None:
    client = somebody(who, **(FAR if who == "other machine" else {}))
    assert not is_reached(client, "GET", address)


def test_the_walk_finds_every_step_and_the_programs_way_in() -> None:
    firsts = {address.split("/")[1] for address, _ in ADDRESSES}
    assert {"", "1", "2", "3", "4", "5", "api", "book", "data", "k", "unlock", "hide"} <= firsts
    for address, view in ADDRESSES:
        assert access.is_open(resolve(address).func) == access.is_open(view), address


@pytest.mark.usefixtures("example")
def test_no_open_page_shows_anything_of_the_case(settings: Settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "web.reached.Instead"]
    words = [desk.desk().own.borrower.name, *(loan.lender for loan in desk.desk().own.loan)]
    client = somebody("no passcode given")
    unlock(client, "000000")
    for address in (address for address, view in ADDRESSES if access.is_open(view)):
        page = client.get(address)
        shown = b"".join(page) if page.streaming else page.content
        assert not [word for word in words if word.encode() in shown], address
