"""The gate: the passcode and its throttle, lock, quick hide, auto-lock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from web.reached import OWN, PASSCODE, is_in, token, unlock
from yingmen.errors import InputError
from yingmen.web import desk
from yingmen.web.gate import middleware, passcode
from yingmen.web.vault.models import Setting

START = datetime(2026, 8, 31, 9)  # noqa: DTZ001 - wall time in Beijing
pytestmark = pytest.mark.django_db


class Clock:
    """The app's clock, moved by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(desk, "now", made)
    return made


@pytest.fixture
def kept() -> None:
    passcode.put(PASSCODE)


# The passcode


@pytest.mark.usefixtures("kept")
def test_the_passcode_is_kept_as_a_hash_and_opens() -> None:
    client = Client()
    assert not is_in(client)
    assert unlock(client, "000000").status_code == 403
    assert not is_in(client)
    assert unlock(client).status_code == 302
    assert is_in(client)
    assert PASSCODE not in "".join(Setting.objects.values_list("value", flat=True))


@pytest.mark.parametrize("short", ["", "12345", "x" * 201])
def test_a_passcode_too_short_or_too_long_is_not_taken(short: str) -> None:
    with pytest.raises(InputError, match="6 位"):
        passcode.put(short)
    assert not passcode.is_set()


@pytest.mark.usefixtures("kept")
def test_after_five_wrong_tries_one_waits_longer_and_longer(clock: Clock) -> None:
    client = Client()
    waits = []
    for number in range(12):
        page = unlock(client, f"00000{number}")
        seconds = passcode.wait(clock())
        waits.append(seconds)
        assert (f"请等 {seconds} 秒" in page.content.decode()) == (seconds > 0)
        clock.passes(seconds=seconds)
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


@pytest.mark.usefixtures("kept")
def test_while_waiting_even_the_right_passcode_is_not_looked_at(clock: Clock) -> None:
    for _ in range(5):
        unlock(Client(), "000000")
    client = Client()
    page = unlock(client)
    assert page.status_code == 403
    assert "请等 30 秒再试" in page.content.decode()
    assert "口令不对" not in page.content.decode()
    clock.passes(seconds=29)
    assert unlock(client).status_code == 403
    clock.passes(seconds=1)
    assert unlock(client).status_code == 302
    assert passcode.wait(clock()) == 0


@pytest.mark.usefixtures("kept")
def test_the_wait_is_never_longer_than_told_though_the_clock_is_set_back(clock: Clock) -> None:
    for _ in range(5):
        unlock(Client(), "000000")
    clock.passes(days=-400)
    assert passcode.wait(clock()) == 30


def test_the_owner_sets_changes_and_takes_away_the_passcode(client: Client) -> None:
    again = {"do": "set", "new": PASSCODE, "again": PASSCODE}
    assert client.post("/passcode/", {**again, "again": "1111111"}).status_code == 400
    assert client.post("/passcode/", again).status_code == 200
    assert is_in(client)
    assert not is_in(Client())
    other = {"do": "set", "new": "13579135", "again": "13579135"}
    assert client.post("/passcode/", {**other, "old": "000000"}).status_code == 400
    assert client.post("/passcode/", {**other, "old": PASSCODE}).status_code == 200
    assert client.post("/passcode/", {"do": "remove", "old": PASSCODE}).status_code == 400
    assert client.post("/passcode/", {"do": "remove", "old": "13579135"}).status_code == 200
    assert is_in(Client())


@pytest.mark.usefixtures("kept")
def test_a_new_passcode_locks_every_other_browser() -> None:
    one, other = Client(), Client()
    unlock(one)
    unlock(other)
    new = "13579135"
    one.post("/passcode/", {"do": "set", "old": PASSCODE, "new": new, "again": new})
    assert is_in(one)
    assert not is_in(other)


@pytest.mark.usefixtures("kept")
def test_unlocking_gives_the_session_and_the_form_word_new_names() -> None:
    client = Client(enforce_csrf_checks=True)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["s"] = planted = str(session.session_key)
    word = token(client, "/unlock/")
    before = client.cookies["c"].value
    assert client.post("/unlock/", {"passcode": PASSCODE, "csrfmiddlewaretoken": word}).status_code == 302
    assert client.cookies["s"].value != planted
    assert client.cookies["c"].value != before
    assert "planted" not in client.session
    stolen = Client()
    stolen.cookies["s"] = planted
    assert not is_in(stolen)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "after", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"]
)
def test_after_unlocking_one_stays_here(after: str) -> None:
    answer = Client().post("/unlock/", {"passcode": PASSCODE, "after": after})
    assert answer["Location"] == "/"


# Hide, lock, auto-lock


@pytest.mark.usefixtures("kept")
def test_hide_then_back_needs_the_passcode() -> None:
    client = Client()
    unlock(client)
    old = client.cookies["s"].value
    answer = client.post("/hide/")
    assert answer["Location"] == "/plain/"
    assert client.cookies["s"].value != old
    for address in ("/", OWN, "/k/", "/1/"):
        assert client.get(address)["Location"] == "/plain/"
    page = client.get("/plain/").content.decode()
    assert "<title>记事本</title>" in page
    assert not [word for word in ("欠", "催", "债", "借", "应门") if word in page]
    assert unlock(client, "000000").status_code == 403
    assert client.get(OWN)["Location"] == "/plain/"
    assert unlock(client)["Location"] == "/"
    assert is_in(client)


def test_without_a_passcode_one_tap_comes_back(client: Client) -> None:
    client.post("/hide/")
    assert client.get("/")["Location"] == "/plain/"
    assert "回来" in client.get("/plain/").content.decode()
    client.post("/unlock/")
    assert is_in(client)


@pytest.mark.usefixtures("kept")
def test_a_hidden_program_is_told_plainly() -> None:
    client = Client()
    unlock(client)
    client.post("/hide/")
    assert client.get("/api/case").status_code == 401
    assert client.get(OWN, headers={"Accept": "application/json"}).json()["what"] == "锁上了"


@pytest.mark.usefixtures("kept")
def test_lock_ends_the_session() -> None:
    client = Client()
    unlock(client)
    old = client.cookies["s"].value
    assert client.post("/lock/")["Location"] == "/unlock/"
    client.cookies["s"] = old
    assert not is_in(client)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("minutes", [1, 10, 60])
def test_it_locks_when_nothing_was_touched(clock: Clock, minutes: int) -> None:
    client = Client()
    unlock(client)
    client.post("/passcode/", {"do": "minutes", "minutes": str(minutes)})
    for _ in range(3):
        clock.passes(minutes=minutes, seconds=-20)
        assert is_in(client)
    clock.passes(minutes=minutes, seconds=1)
    assert not is_in(client)
    clock.passes(minutes=-1)
    assert not is_in(client)


@pytest.mark.usefixtures("kept")
def test_it_asks_again_after_twelve_hours_however_much_was_touched(clock: Clock) -> None:
    client = Client()
    unlock(client)
    client.post("/passcode/", {"do": "minutes", "minutes": "60"})
    for _ in range(12):
        clock.passes(minutes=59, seconds=59)
        assert is_in(client)
    clock.passes(minutes=1)
    assert not is_in(client)
    assert unlock(client).status_code == 302
    assert is_in(client)


def test_it_locks_after_ten_minutes_unless_told_otherwise() -> None:
    assert middleware.idle_minutes() == 10


@pytest.mark.parametrize("minutes", ["0", "61", "-1", "x", "", "10.5", "٣"])
def test_minutes_are_from_1_to_60(client: Client, minutes: str) -> None:
    assert client.post("/passcode/", {"do": "minutes", "minutes": minutes}).status_code == 400
    assert middleware.idle_minutes() == 10
