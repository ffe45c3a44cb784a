"""What other sites, other hosts and other machines are told, and what every answer carries against them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from web.reached import OWN, PASSCODE, is_in, token, unlock
from yingmen.web.gate import passcode

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

FAR = "192.168.1.20"
pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> None:
    passcode.put(PASSCODE)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "a b"]
)
def test_a_name_that_only_points_here_is_refused(client: Client, host: str) -> None:
    for address in ("/", "/k/", "/plain/", "/api/case"):
        assert client.get(address, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1:8765", "[::1]:8765"])
def test_the_machines_own_names_are_answered(client: Client, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver:81", "http://localhost:3000"]
)
@pytest.mark.parametrize("address", ["/hide/", "/unlock/", "/data/keep/", "/book/send/", "/api/case"])
def test_what_another_site_sends_is_refused(client: Client, origin: str, address: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.generic(method, address, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_in_the_same_browser_sees_nothing(client: Client, site: str) -> None:
    link = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    frame, program = {**link, "Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "cors"}
    assert client.get("/k/", headers=link).status_code == 200
    assert client.get(OWN, headers=link).status_code == 403
    assert client.post("/hide/", headers=link).status_code == 403
    for asked in (frame, program):
        assert client.get("/k/", headers=asked).status_code == 403
        assert client.get(OWN, headers=asked).status_code == 403


def test_a_form_without_this_apps_word_is_refused_in_words() -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("/hide/", "/unlock/", "/lock/", "/passcode/", "/data/gone/"):
        answer = client.post(address, {"passcode": PASSCODE})
        assert answer.status_code == 403
        assert "没有收下" in answer.content.decode()
    word = token(client, "/plain/")
    assert client.post("/hide/", {"csrfmiddlewaretoken": word}).status_code == 302


@pytest.mark.parametrize("far", [FAR, "203.0.113.9", "::ffff:192.168.1.20", "", "unix:"])
def test_another_machine_is_refused_whatever_it_says_it_is(client: Client, far: str) -> None:
    lies = {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
    for address in ("/", "/k/", "/unlock/"):
        assert client.get(address, REMOTE_ADDR=far, headers=lies).status_code == 403


def test_a_phone_comes_in_only_behind_a_passcode(settings: Settings) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, phone=True)
    client = Client(REMOTE_ADDR=FAR)
    assert client.get(OWN).status_code == 403
    assert client.get("/k/").status_code == 200
    passcode.put(PASSCODE)
    assert client.get(OWN)["Location"] == "/unlock/?after=%2Fdata%2F"
    unlock(client)
    assert is_in(client)


@pytest.mark.parametrize(
    "address", ["/", "/k/", "/plain/", "/unlock/", OWN, "/no/such", "/api/case", "/sw.js"]
)
def test_every_answer_carries_the_headers_that_keep_others_out(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "http" not in answer["Content-Security-Policy"]
    assert answer["Permissions-Policy"].startswith("camera=(self), microphone=(self), geolocation=()")
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.usefixtures("kept")
def test_cookies_are_for_this_app_alone() -> None:
    client = Client()
    client.get("/unlock/")
    unlock(client)
    for name in ("s", "c"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Strict"
        assert not client.cookies[name]["domain"]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "address",
    ["/x%0d%0aSet-Cookie:a=b", "/x%0aLocation:%20//evil.example", "//evil.example/", "/x?after=//evil"],
)
def test_no_address_writes_a_header(address: str) -> None:
    client = Client()
    answer: Any = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/unlock/?after=%2F")
    assert "\n" not in answer["Location"]
    assert "a" not in client.cookies


@pytest.mark.parametrize(
    "name",
    [
        "../secret_key",
        "..%2f..%2fsecret_key",
        "%2e%2e/store.sqlite3",
        "/etc/passwd",
        "a%00b",
        "x.html/../../",
    ],
)
@pytest.mark.parametrize("before", ["/static/", "/1/paper/", "/4/paper/", "/5/paper/"])
def test_no_name_leads_out_of_where_it_belongs(client: Client, before: str, name: str) -> None:
    answer = client.get(before + name)
    assert answer.status_code in {400, 404}
