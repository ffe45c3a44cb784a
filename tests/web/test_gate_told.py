"""What the gate says and remembers: the way on, the wait, what was set; nothing of a case once it is shut."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from web.held import reckonings
from web.reached import OWN, PASSCODE, is_in, token, unlock
from yingmen.web import desk
from yingmen.web.gate import middleware, passcode

START = datetime(2026, 8, 31, 9)  # noqa: DTZ001 - wall time in Beijing
NEW = "13579135"
pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> None:
    passcode.put(PASSCODE)


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app's clock does not go on."""
    monkeypatch.setattr(desk, "now", lambda: START)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def locked_out() -> None:
    for _ in range(5):
        unlock(Client(), "000000")


# The way on


@pytest.mark.usefixtures("kept")
def test_after_unlocking_one_is_where_one_wanted_to_go() -> None:
    client = Client()
    asked = client.get("/1/")
    page = text(client.get(asked["Location"]))
    assert 'name="after" value="/1/"' in page
    wrong = client.post("/unlock/", {"passcode": "000000", "after": "/1/"})
    assert "口令不对" in text(wrong)
    assert 'name="after" value="/1/"' in text(wrong)
    assert client.post("/unlock/", {"passcode": PASSCODE, "after": "/1/"})["Location"] == "/1/"


@pytest.mark.usefixtures("kept")
def test_an_address_alone_says_where_to_go_on_too() -> None:
    assert Client().post("/unlock/?after=/1/", {"passcode": PASSCODE})["Location"] == "/1/"


@pytest.mark.usefixtures("kept")
def test_the_page_to_unlock_says_nothing_is_wrong_before_anything_was_typed() -> None:
    page = text(Client().get("/unlock/"))
    for words in ("口令不对", "输错太多次", "没有存"):
        assert words not in page


@pytest.mark.usefixtures("kept")
def test_whoever_sends_an_answer_after_it_locked_reads_that_it_was_not_kept() -> None:
    answer = Client().post("/passcode/", {"do": "minutes", "minutes": "30"})
    assert answer.status_code == 401
    assert "刚才的没有存" in text(answer)
    assert 'name="after" value="/"' in text(answer)
    assert middleware.idle_minutes() == middleware.IDLE_MINUTES


@pytest.mark.usefixtures("kept")
def test_a_look_at_the_head_alone_is_led_to_unlock_like_any_other() -> None:
    assert Client().head(OWN)["Location"] == "/unlock/?after=%2Fdata%2F"


# The wait


@pytest.mark.usefixtures("kept", "stopped")
def test_who_has_to_wait_reads_so_before_typing() -> None:
    locked_out()
    page = text(Client().get("/unlock/"))
    assert "请等 30 秒再试" in page
    assert "口令不对" not in page


@pytest.mark.usefixtures("kept", "stopped")
def test_who_has_to_wait_cannot_change_the_passcode_either_and_is_told_how_long() -> None:
    client = Client()
    unlock(client)
    locked_out()
    answer = client.post("/passcode/", {"do": "set", "old": PASSCODE, "new": NEW, "again": NEW})
    assert answer.status_code == 400
    assert "请等 30 秒再试" in text(answer)
    assert "原来的口令不对" not in text(answer)
    assert client.post("/passcode/", {"do": "remove", "old": PASSCODE}).status_code == 400
    assert passcode.is_set()


@pytest.mark.usefixtures("kept", "stopped")
def test_a_new_passcode_ends_the_wait() -> None:
    locked_out()
    passcode.put(NEW)
    assert passcode.wait(START) == 0
    assert unlock(Client(), NEW).status_code == 302


# What was set


def test_the_longest_passcode_is_taken_and_opens() -> None:
    longest = "长" * passcode.LONGEST
    passcode.put(longest)
    assert passcode.check(longest, START) is True
    assert passcode.check(longest + "长", START) is False


def test_each_change_is_said(client: Client) -> None:
    done = client.post("/passcode/", {"do": "set", "new": PASSCODE, "again": PASSCODE})
    assert "口令设好了" in text(done)
    assert "不要口令了" in text(done)
    done = client.post("/passcode/", {"do": "minutes", "minutes": "30"})
    assert "30 分钟不动就锁上" in text(done)
    assert 'value="30"' in text(client.get("/passcode/"))
    done = client.post("/passcode/", {"do": "remove", "old": PASSCODE})
    assert "口令去掉了" in text(done)
    assert "不要口令了" not in text(done)


@pytest.mark.parametrize(
    ("sent", "said", "remedy"),
    [
        ({"do": "minutes", "minutes": "61"}, "分钟要在 1 到 60 之间", "写一个整数"),
        ({"do": "set", "new": NEW, "again": "x", "old": PASSCODE}, "两遍口令不一样", "再输一次"),
        ({"do": "set", "new": NEW, "again": NEW, "old": "000000"}, "原来的口令不对", "再输一次"),
        ({"do": "set", "new": "1", "again": "1", "old": PASSCODE}, "口令要 6 位以上", "记得住"),
    ],
)
@pytest.mark.usefixtures("kept")
def test_what_was_not_taken_is_said_with_what_to_do(sent: dict[str, str], said: str, remedy: str) -> None:
    client = Client()
    unlock(client)
    answer = client.post("/passcode/", sent)
    assert answer.status_code == 400
    assert said in text(answer)
    assert remedy in text(answer)
    assert passcode.check(PASSCODE, START) is True


def test_doing_without_a_passcode_leaves_the_minutes_as_they_are() -> None:
    passcode.put(PASSCODE)
    middleware.set_idle_minutes(30)
    passcode.remove()
    assert not passcode.is_set()
    assert middleware.idle_minutes() == 30


def test_minutes_alone_are_no_passcode() -> None:
    middleware.set_idle_minutes(30)
    assert not passcode.is_set()
    assert not passcode.mark()
    assert is_in(Client())


def test_setting_the_passcode_gives_the_session_a_new_name(client: Client) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["s"] = planted = str(session.session_key)
    client.post("/passcode/", {"do": "set", "new": PASSCODE, "again": PASSCODE})
    assert client.cookies["s"].value != planted
    stolen = Client()
    stolen.cookies["s"] = planted
    assert not is_in(stolen)


# Shut


def test_the_page_that_hides_everything_shows_the_day_and_the_way_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "now", lambda: START + timedelta(days=1))
    page = text(client.get("/plain/"))
    assert "2026年9月1日" in page
    assert 'type="password"' not in page
    passcode.put(PASSCODE)
    assert 'type="password"' in text(client.get("/plain/"))


@pytest.mark.usefixtures("kept")
def test_hiding_gives_the_forms_a_new_word() -> None:
    client = Client(enforce_csrf_checks=True)
    word = token(client, "/plain/")
    before = client.cookies["c"].value
    assert client.post("/hide/", {"csrfmiddlewaretoken": word}).status_code == 302
    assert client.cookies["c"].value != before


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("address", ["/hide/", "/lock/"])
def test_once_shut_no_answer_about_anybody_is_left_in_memory(client: Client, address: str) -> None:
    before = reckonings()
    desk.desk().reckoning()
    assert reckonings(but=before)
    assert client.post(address).status_code == 302
    assert not reckonings(but=before)


def test_a_program_reads_what_to_do_whatever_it_was_refused_for() -> None:
    unsent = Client(enforce_csrf_checks=True).put("/api/case", b"{}", "application/json").json()
    passcode.put(PASSCODE)
    locked = Client().get("/api/case").json()
    foreign = Client().put("/api/case", b"{}", "application/json", headers={"Origin": "null"}).json()
    assert "口令" in locked["remedy"]
    assert "CSRF" in unsent["what"]
    assert "X-CSRFToken" in unsent["remedy"]
    assert "没有收下" in foreign["what"]
    assert foreign["remedy"]


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_page_of_this_app_and_an_address_typed_by_hand_are_nobody_elses(client: Client, site: str) -> None:
    assert client.get(OWN, headers={"Sec-Fetch-Site": site}).status_code == 200
    assert client.post("/hide/", headers={"Sec-Fetch-Site": site}).status_code == 302
    assert client.get(OWN, headers={"Sec-Fetch-Site": "anything-else"}).status_code == 403


def test_a_program_that_says_so_is_answered_as_one_wherever_it_asks() -> None:
    passcode.put(PASSCODE)
    assert Client().get(OWN, headers={"Accept": "application/json"}).status_code == 401
    assert Client().get(OWN, headers={"Accept": "text/html"}).status_code == 302
