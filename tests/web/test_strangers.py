"""What other sites, other hosts and other machines are told, and what every answer carries against them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client

from web.reached import OWN, PASSCODE, is_in, token, unlock
from yingmen.web.gate import passcode
from yingmen.web.gate.middleware import MOST_OF_A_STRANGER

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


@pytest.mark.parametrize("address", ["/static/web/app.css", "/static/no/such.css"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 400),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403),
    ],
)
def test_another_site_does_not_even_learn_that_this_app_is_here(
    client: Client, address: str, headers: dict[str, str], status: int
) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code == status
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cache-Control"] == "no-store"


def test_files_are_for_this_apps_own_pages(client: Client) -> None:
    assert django_settings.WHITENOISE_ALLOW_ALL_ORIGINS is False
    assert client.get("/static/no/such.css")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/unlock/", "/hide/"])
def test_far_more_than_a_passcode_is_not_read(client: Client, address: str) -> None:
    assert client.post(address, {"passcode": "1" * MOST_OF_A_STRANGER}).status_code == 413
    assert client.post(address, {"passcode": "1" * (MOST_OF_A_STRANGER // 2)}).status_code == 302


def phone_and_neighbour(settings: Settings) -> tuple[Client, Client]:
    """The owner's phone, which gave the passcode once and is locked, and a neighbour's in the same Wi-Fi."""
    settings.OPTIONS = replace(settings.OPTIONS, phone=True)
    passcode.put(PASSCODE)
    phone, neighbour = Client(REMOTE_ADDR=FAR), Client(REMOTE_ADDR="192.168.1.66")
    unlock(phone)
    phone.post("/lock/")
    return phone, neighbour


def guess_on(client: Client) -> None:
    """Give wrong passcodes until none is looked at any more."""
    for _ in range(passcode._FREE_TRIES + 1):  # noqa: SLF001 - as many as it takes
        unlock(client, "000000")


def test_a_neighbour_who_keeps_guessing_locks_out_neither_the_computer_nor_the_owners_phone(
    settings: Settings,
) -> None:
    phone, neighbour = phone_and_neighbour(settings)
    guess_on(neighbour)
    assert "请等" in unlock(neighbour).content.decode()
    assert "请等" in neighbour.get("/unlock/").content.decode()
    assert "请等" in unlock(Client(REMOTE_ADDR=FAR)).content.decode(), "whoever takes the phone's address"
    assert "请等" not in phone.get("/unlock/").content.decode()
    assert unlock(phone).status_code == unlock(Client()).status_code == 302
    forged = Client(REMOTE_ADDR=FAR)
    for value in ("", "a:b", f"x{phone.cookies['d'].value}"):
        forged.cookies["d"] = value
        assert "请等" in unlock(forged).content.decode()


def test_a_known_phone_guesses_no_more_than_anybody_and_is_unknown_after_a_new_passcode(
    settings: Settings,
) -> None:
    phone, neighbour = phone_and_neighbour(settings)
    guess_on(phone)
    assert "请等" in unlock(phone, "000000").content.decode()
    assert not is_in(phone)
    passcode.put("13579135")
    for _ in range(passcode._FREE_TRIES):  # noqa: SLF001 - the same
        unlock(neighbour, "000000")
    assert "请等" in unlock(phone, "13579135").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/unlock/?after=/%09/evil.example", "/unlock/?after=/%0d%0aX:y", "/unlock/?after=%00//evil.example"],
)
def test_no_trick_of_spelling_leads_elsewhere_after_unlocking(client: Client, address: str) -> None:
    after = address.partition("=")[2]
    answer = client.post("/unlock/", {"after": unquote(after)})
    assert urlsplit(urljoin("http://here/", answer["Location"])).netloc == "here"
    assert not set("\r\n\0") & set(answer["Location"])


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
    for name in ("s", "c", "d"):
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
