"""The book: what is sent from the page for the door is sealed, once, as it was written, and never run."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from yingmen.record import Draft, Journal
from yingmen.record.entry import from_line, to_line
from yingmen.web import desk
from yingmen.web.vault import versions
from yingmen.web.vault.journal import DatabaseStore
from yingmen.web.vault.models import Arrival, File, Line

NOW = datetime(2026, 8, 31, 19, 30)  # noqa: DTZ001 - wall time in Beijing, as the record has it
JSON = {"Accept": "application/json"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "now", lambda: NOW)


def journal() -> Journal:
    return Journal(DatabaseStore(versions.files()[0]))


def sent(client: Client, **data: Any) -> Any:
    headers = data.pop("headers", {})
    return client.post("/book/send/", {"kind": "visit", "text": "来了两个人", **data}, headers=headers)


def written(moment: datetime) -> str:
    return moment.isoformat()


def test_the_plain_form_writes_an_entry_that_is_sealed_and_stands(client: Client) -> None:
    page = client.get("/book/now/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    answer = sent(
        client, key=key[1], at="2026-08-31T19:10", count="2", facts=["id_shown", "stays", "threat"], text="吼"
    )
    assert answer.status_code == 302
    shown = client.get(answer["Location"]).content.decode()
    assert "已保存：第 1 条" in shown
    assert "1 条，读进来时都和封印对过" in shown
    assert "都对得上：1 条记录" in client.get("/book/?check=1").content.decode()
    [entry] = journal().entries()
    assert journal().verify().is_sound
    assert entry.facts == {
        "channel": "visit",
        "staff_count": 2,
        "id_shown": False,
        "asked_to_leave": True,
        "left_when_asked": False,
        "threat": True,
    }
    assert (entry.text, entry.at, entry.by) == ("吼", NOW - timedelta(minutes=20), "林小满")
    assert entry.written_at == NOW
    assert entry.arrived_at is None


def test_what_was_recorded_at_the_door_is_judged(client: Client) -> None:
    sent(client, at="2026-08-31T19:10", facts=["threat", "home"])
    assert any(contact.threat for contact in desk.desk().case.contact)


def test_buttons_alone_are_enough(client: Client) -> None:
    sent(client, text="", count="3", facts=["insult", "others_present"])
    assert journal().entries()[0].text == "来了 3 个人，骂人，有别人在听。"


def test_the_number_of_visitors_is_written_down_only_as_it_was_counted(client: Client) -> None:
    page = client.get("/book/now/").content.decode()
    assert "或更多" not in page
    sent(client, count="4")
    assert journal().entries()[0].facts["staff_count"] == 4


def test_more_people_than_there_are_buttons_for_are_a_number_too(client: Client) -> None:
    sent(client, text="", more="7")
    sent(client, text="", more="12", count="2")
    first, second = journal().entries()
    assert (first.facts["staff_count"], first.text) == (7, "来了 7 个人。")
    assert second.facts["staff_count"] == 12
    page = client.get("/book/1/fix/").content.decode()
    assert 'name="more" value="7"' in page
    assert re.search(r'name="count" value="" checked', page)
    sent(client, corrects="1", more="7", text="来了七个人")
    assert journal().entries()[2].facts["staff_count"] == 7


@pytest.mark.parametrize("more", ["很多", "0", "-1", "1e3", "1000", "７", "7\n8"])
def test_what_is_no_number_of_people_is_said_beside_what_was_typed(client: Client, more: str) -> None:
    answer = sent(client, text="吼", more=more)
    assert answer.status_code == 400
    assert "来了几个人：写的是" in answer.content.decode()
    assert "吼" in answer.content.decode()
    assert not journal().is_begun


def loans(*more: dict[str, Any]) -> list[str]:
    """The case with these loans besides its own; what they are called."""
    here = desk.desk()
    versions.save(
        here.file, here.base, lambda data: {**data, "loan": [*data["loan"], *more]}, "改", desk.now()
    )
    return [loan["id"] for loan in versions.latest(here.file).data["loan"]]


def test_which_loan_it_was_about_is_chosen_and_not_known_unless_it_was(client: Client) -> None:
    page = client.get("/book/now/").content.decode()
    offered = re.findall(r'name="loan" value="([^"]*)"( checked)?>([^<]+)<', page)
    assert offered[0] == ("", " checked", "说不清")
    names = [loan.id for loan in desk.desk().own.loan]
    assert [value for value, _, _ in offered[1:]] == names
    assert "海棠消费金融有限公司" in {label for _, _, label in offered}
    sent(client, loan="")
    sent(client, loan=names[1], at="2026-08-31T19:10")
    assert [entry.loan for entry in journal().entries()] == [None, names[1]]
    assert desk.desk().case.contact[-1].loan == names[1]
    assert "为哪一笔：江南银行信用卡中心" in client.get("/book/").content.decode()


def test_two_loans_of_one_lender_are_told_apart(client: Client) -> None:
    half = {"lender": "海棠消费金融有限公司"}
    loans({"id": "第二笔", **half})
    page = client.get("/book/now/").content.decode()
    assert "海棠消费金融有限公司（第 1 笔）" in page
    assert "海棠消费金融有限公司（第 4 笔）" in page


def test_where_there_is_one_loan_none_is_asked(client: Client) -> None:
    here = desk.desk()
    one = here.own.loan[0].id
    sent(client, loan=one)
    versions.save(
        here.file, here.base, lambda data: {**data, "loan": data["loan"][:1], "contact": []}, "改", desk.now()
    )
    assert 'name="loan"' not in client.get("/book/now/").content.decode()
    sent(client, corrects="1")
    assert [entry.loan for entry in journal().entries()] == [one, one]


def test_a_correction_may_be_about_another_loan_or_none(client: Client) -> None:
    first, second, *_ = [loan.id for loan in desk.desk().own.loan]
    sent(client, loan=first)
    assert f'value="{first}" checked' in client.get("/book/1/fix/").content.decode()
    sent(client, corrects="1", loan=second)
    sent(client, corrects="1", loan="")
    assert [entry.loan for entry in journal().entries()] == [first, second, None]


def test_a_loan_removed_while_the_phone_had_no_connection_is_kept_as_it_was_chosen(client: Client) -> None:
    here = desk.desk()
    gone = here.own.loan[2].id
    versions.save(
        here.file,
        here.base,
        lambda data: {**data, "loan": data["loan"][:2], "contact": [], "door": {}},
        "改",
        desk.now(),
    )
    sent(client, loan=gone, at="2026-08-31T19:10", headers=JSON)
    sent(client, loan="从来没有", headers=JSON)
    assert [entry.loan for entry in journal().entries()] == [gone, None]
    assert desk.desk().case.contact[0].loan is None
    assert f"{gone}（已经删掉的）" in client.get("/book/").content.decode()
    assert f'value="{gone}" checked' in client.get("/book/1/fix/").content.decode()


def test_a_note_keeps_what_buttons_say_in_words(client: Client) -> None:
    assert sent(client, kind="note", text="楼道里", facts=["threat"]).status_code == 302
    [entry] = journal().entries()
    assert (entry.text, entry.facts) == ("楼道里\n威胁。", {})


@pytest.mark.parametrize("kind", ["im", "sms", "letter"])
def test_messages_say_by_which_way_they_came(client: Client, kind: str) -> None:
    sent(client, kind=kind)
    [entry] = journal().entries()
    assert (entry.kind.value, entry.facts["channel"]) == ("message", kind)


def test_the_same_key_again_is_the_same_entry_and_writes_nothing(client: Client) -> None:
    first = sent(client, key="key-12345678", headers=JSON).json()
    again = sent(client, key="key-12345678", text="别的", headers=JSON).json()
    assert first == again == {"entry": 1}
    assert sent(client, key="key-12345679", headers=JSON).json() == {"entry": 2}
    assert [entry.text for entry in journal().entries()] == ["来了两个人", "来了两个人"]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_key_write_one_entry() -> None:
    def once(number: int) -> int:
        try:
            answer = sent(Client(), key="key-of-all-of-them", text=f"第 {number} 次", headers=JSON)
            return int(answer.json()["entry"])
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(once, range(20))) == {1}
    assert len(journal().entries()) == 1
    assert Arrival.objects.count() == 1
    assert journal().verify().is_sound


def test_an_entry_and_its_key_come_together_or_not_at_all(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: object) -> None:
        from django.db import OperationalError

        raise OperationalError("disk full")

    monkeypatch.setattr(Arrival.objects, "create", fails)
    answer = sent(client, key="key-12345678", headers=JSON)
    assert answer.status_code == 503
    assert Line.objects.count() == 0
    monkeypatch.undo()
    assert sent(client, key="key-12345678", headers=JSON).json() == {"entry": 1}


def test_what_was_written_without_a_connection_keeps_its_order_and_its_time(client: Client) -> None:
    for minute in (1, 2, 3):
        told = written(NOW - timedelta(hours=2) + timedelta(minutes=minute))
        sent(client, key=f"offline-{minute}", text=str(minute), written_at=told, headers=JSON)
    entries = journal().entries()
    assert [entry.text for entry in entries] == ["1", "2", "3"]
    assert [entry.written_at.minute for entry in entries] == [31, 32, 33]
    assert {entry.arrived_at for entry in entries} == {NOW}
    assert "送到封好" in client.get("/book/").content.decode()


@pytest.mark.parametrize(
    ("off", "kept"),
    [
        (timedelta(minutes=4), True),
        (timedelta(minutes=6), False),
        (timedelta(days=-29), True),
        (timedelta(days=-31), False),
    ],
)
def test_a_clock_that_cannot_be_right_is_not_believed(client: Client, off: timedelta, kept: bool) -> None:
    sent(client, written_at=written(NOW + off))
    [entry] = journal().entries()
    assert (entry.written_at == NOW + off) is kept


@pytest.mark.parametrize("text", ["", "昨天", "9" * 500, "2026-08-31T19:30:00+08:00", "\0"])
def test_a_moment_that_is_none_is_the_servers(client: Client, text: str) -> None:
    assert sent(client, written_at=text).status_code == 302
    assert journal().entries()[0].written_at == NOW


def test_what_cannot_be_written_is_said_beside_what_was_typed(client: Client) -> None:
    answer = sent(client, at="前天", text="很长的<话>", facts=["threat"], count="2")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "什么时候：写的是" in page
    assert "很长的&lt;话&gt;" in page
    assert re.search(r'value="threat" checked', page)
    assert re.search(r'name="count" value="2" checked', page)
    assert not journal().is_begun


@pytest.mark.parametrize(
    "data",
    [
        {"text": ""},
        {"kind": "rocket"},
        {"kind": ""},
        {"key": "short"},
        {"key": "x" * 65},
        {"key": "<script>alert(1)</script>"},
        {"corrects": "7"},
        {"text": "x\0y"},
        {"text": "长" * 200_000},
    ],
)
def test_odd_input_is_refused_kindly_and_writes_nothing(client: Client, data: dict[str, str]) -> None:
    answer = sent(client, headers=JSON, **data)
    assert answer.status_code == 400
    assert answer.json()["what"]
    assert sent(client, **data).status_code == 400
    assert not journal().is_begun


def test_unknown_buttons_are_nothing(client: Client) -> None:
    sent(client, facts=["amount_explained", "__class__", "threat"], count="999")
    assert journal().entries()[0].facts == {"channel": "visit", "threat": True}


def test_photo_and_sound_are_kept_as_they_came(client: Client) -> None:
    photo = SimpleUploadedFile("门口.jpg", b"\xff\xd8\xff\xe0" + b"p" * 3000, "image/jpeg")
    sound = SimpleUploadedFile("录音.webm", b"\x1aE\xdf\xa3" + b"s" * 3_000_000, "audio/webm")
    assert sent(client, text="", photo=[photo], sound=sound).status_code == 302
    [entry] = journal().entries()
    assert [item.name for item in entry.attachments] == ["门口.jpg", "录音.webm"]
    assert entry.text == "见附件。"
    assert journal().verify().is_sound
    answer = client.get("/book/1/1/")
    assert answer.getvalue() == b"\x1aE\xdf\xa3" + b"s" * 3_000_000


HOSTILE = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    '"><script>alert(1)</script>.svg',
    "a\u202egpj.exe",
    "x" * 400 + ".html",
    "a;b\"c'.html",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_text_and_its_content_is_never_shown(client: Client, name: str) -> None:
    page = b"<!DOCTYPE html><script>alert(1)</script>"
    assert sent(client, file=SimpleUploadedFile(name, page, "text/html")).status_code == 302
    answer = client.get("/book/1/0/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "\n" not in answer["Content-Disposition"]
    assert answer.getvalue() == page
    shown = client.get("/book/").content.decode()
    assert "<script>alert" not in shown
    assert "\u202e" not in shown
    assert "<img" not in shown
    assert "<audio" not in shown


def test_too_many_files_are_refused(client: Client) -> None:
    files = [SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(51)]
    answer = sent(client, photo=files)
    assert answer.status_code == 400
    assert "50 个" in answer.content.decode()
    assert "请再选一次" in answer.content.decode()
    assert not journal().is_begun


def test_too_much_at_once_is_refused_with_what_was_typed(client: Client, settings: Any) -> None:
    settings.LARGEST_UPLOAD = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    big = SimpleUploadedFile("大.mp4", b"x" * 1_100_000)
    answer = sent(client, text="录了像", file=big)
    assert answer.status_code == 413
    assert "超过 1 MB" in answer.content.decode()
    assert "录了像" in answer.content.decode()
    assert not journal().is_begun


def test_an_empty_file_is_an_attachment_too(client: Client) -> None:
    assert sent(client, file=SimpleUploadedFile("空.txt", b"")).status_code == 302
    assert journal().entries()[0].attachments[0].size == 0
    assert client.get("/book/1/0/").status_code == 200


def test_a_correction_is_another_entry_and_keeps_what_the_page_does_not_ask(client: Client) -> None:
    draft = Draft(
        kind="visit",
        text="来了一个人",
        by="林小满",
        at="2026-08-20T10:15",
        facts={"staff_count": 1, "minutes": 20, "id_shown": False},
    )
    journal().append(draft, NOW)
    page = client.get("/book/1/fix/").content.decode()
    assert "更正第 1 条" in page
    assert "来了一个人" in page
    assert re.search(r'value="id_shown" checked', page)
    sent(client, corrects="1", at="2026-08-20T10:15", count="2", text="来了两个人")
    first, second = journal().entries()
    assert first.facts["staff_count"] == 1
    assert second.corrects == 1
    assert second.facts == {"channel": "visit", "minutes": "20", "staff_count": 2}
    shown = client.get("/book/").content.decode()
    assert "后来由第 2 条更正" in shown
    assert shown.index("第 2 条") < shown.index("第 1 条　")


@pytest.mark.parametrize("address", ["/book/1/fix/", "/book/1/0/", "/book/0/fix/", "/book/99999999999/0/"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_record_that_was_changed_says_so_and_takes_nothing_more(client: Client) -> None:
    sent(client)
    line = Line.objects.get()
    line.data = bytes(line.data).replace("来了两个人".encode(), "来了三个人".encode())
    line.save()
    shown = client.get("/book/").content.decode()
    assert "对不上" in shown
    answer = sent(client, headers=JSON)
    assert answer.status_code == 409
    assert Line.objects.count() == 1


def test_addresses_and_titles_say_nothing_of_it(client: Client) -> None:
    sent(client)
    for address in ("/book/", "/book/now/", "/book/1/fix/"):
        page = client.get(address).content.decode()
        title = re.search("<title>(.*?)</title>", page)
        assert title
        assert re.fullmatch("记事本[ 0-9]*", title[1])
        assert not re.search(r"<script(?![^>]* src=)|\son[a-z]+=|style=", page)


def test_the_page_for_the_door_has_the_numbers_to_call(client: Client) -> None:
    page = client.get("/book/now/").content.decode()
    assert 'href="tel:110"' in page
    assert 'href="tel:12348"' in page
    assert 'accept="image/*" capture="environment"' in page


def test_sending_needs_a_form_of_our_own() -> None:
    assert sent(Client(enforce_csrf_checks=True)).status_code == 403
    assert File.objects.count() == 1
    assert not journal().is_begun


def test_only_posts_write(client: Client) -> None:
    assert client.get("/book/send/").status_code == 405


def test_the_worker_serves_the_whole_site_and_has_no_data_in_it(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Content-Type"].startswith("text/javascript")
    assert "林小满" not in answer.content.decode()


def test_a_line_without_arrival_is_as_it_always_was() -> None:
    draft = Draft(kind="note", text="一", by="甲")
    entry = journal().append(draft, NOW)
    assert "arrived_at" not in json.loads(to_line(entry))
    assert from_line(to_line(entry)) == entry
