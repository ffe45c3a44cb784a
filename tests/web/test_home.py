from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yingmen import case as cases
from yingmen.record import Draft
from yingmen.web import desk
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from django.test import Client

EXAMPLE = Path(__file__).parents[2] / "examples" / "lin-xiaoman.toml"
pytestmark = pytest.mark.django_db


def _text(response: Any) -> str:
    text: str = response.content.decode()
    return text


def test_first_screen_has_two_big_buttons_and_says_what_it_is(client: Client) -> None:
    page = _text(client.get("/"))
    assert page.count("btn huge") == 2
    assert "有人上门了" in page
    assert "我来准备" in page
    assert "12348" in page
    assert "<title>记事本</title>" in page


def test_overview_of_nothing_asks_for_a_loan_first(client: Client) -> None:
    page = _text(client.get("/all/"))
    assert "写下一笔借款" in page
    assert "还没填" in page


@pytest.mark.usefixtures("example")
def test_overview_of_the_example_has_steps_loans_and_a_time_line(client: Client) -> None:
    page = _text(client.get("/all/"))
    assert "海棠消费金融有限公司" in page
    assert page.count("✓") == 5
    assert "data:image/svg+xml" in page
    assert "图里的数字" in page


@pytest.mark.usefixtures("example")
def test_an_unfinished_loan_is_what_to_do_next(client: Client) -> None:
    at = desk.desk()
    versions.save(
        at.file, at.base, lambda data: {**data, "loan": [*data["loan"], {"id": "新"}]}, "加", desk.now()
    )
    page = _text(client.get("/all/"))
    assert "把没写完的那笔借款写完" in page
    assert "还差 1 笔没写完" in page


def _sent(client: Client, content: bytes) -> Any:
    return client.post("/data/open/", {"file": SimpleUploadedFile("我的.toml", content)})


def test_a_case_file_is_shown_before_it_is_kept(client: Client) -> None:
    page = _sent(client, EXAMPLE.read_bytes())
    assert "林小满" in _text(page)
    assert "海棠消费金融有限公司" in _text(page)
    assert desk.desk().own.loan == ()
    kept = client.post("/data/keep/", {"text": page.context["text"], "base": page.context["base"]})
    assert kept["Location"] == "/all/"
    assert desk.desk().own == cases.parse(EXAMPLE.read_text("utf-8"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"schema = 2", b"x" * (5 * 1024 * 1024 + 1)])
def test_a_bad_case_file_is_answered_in_words_and_keeps_nothing(client: Client, content: bytes) -> None:
    before = desk.desk().base
    response = _sent(client, content)
    assert response.status_code == 400
    assert "没有做成" in _text(response) or "还没有" in _text(response)
    assert desk.desk().base == before


def test_every_problem_of_a_case_file_is_listed(client: Client) -> None:
    page = _text(_sent(client, b'schema = 1\n[borrower]\nname = "x"\nkind = "cat"\n[[loan]]\nid = "a"\n'))
    assert page.count("<li>") >= 2
    assert "borrower.kind" in page


@pytest.mark.usefixtures("example")
def test_an_upload_over_a_newer_version_is_not_kept(client: Client) -> None:
    at = desk.desk()
    other = {**at.kept.data, "borrower": {"name": "别人", "kind": "person"}}
    versions.save(at.file, at.base, lambda _: other, "改名", desk.now())
    response = client.post(
        "/data/keep/", {"text": EXAMPLE.read_text("utf-8").replace("林小满", "王"), "base": at.base}
    )
    assert response.status_code == 409
    assert desk.desk().own.borrower.name == "别人"


def _package(client: Client) -> zipfile.ZipFile:
    response: Any = client.post("/data/all.zip")
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


@pytest.mark.usefixtures("example")
def test_export_holds_case_versions_and_record(client: Client) -> None:
    desk.desk().journal.append(Draft(kind="note", by="林", text="门口来了两个人"), desk.now())
    package = _package(client)
    assert cases.parse(package.read("case.toml").decode()) == desk.desk().own
    assert "versions/00001.json" in package.namelist()
    assert "record/data/journal.jsonl" in package.namelist()
    assert package.testzip() is None


@pytest.mark.usefixtures("example")
def test_export_of_a_broken_record_still_gives_what_lies_there(client: Client) -> None:
    store = desk.desk().journal.store
    desk.desk().journal.append(Draft(kind="note", by="林", text="一"), desk.now())
    line = b"".join(store.journal())
    store.cut(0)
    store.append(line.replace("一".encode(), "二".encode()))
    names = _package(client).namelist()
    assert "record/PROBLEM.txt" in names
    assert "record/journal.jsonl" in names


@pytest.mark.usefixtures("example")
def test_history_tells_what_changed_and_goes_back(client: Client) -> None:
    at = desk.desk()
    versions.save(at.file, at.base, lambda data: {**data, "loan": data["loan"][:1]}, "删了两笔", desk.now())
    page = _text(client.get("/data/versions/"))
    assert "删了两笔" in page
    assert "各笔借款（3 → 1）" in page
    client.post("/data/back/", {"to": at.base, "base": at.base + 1})
    assert desk.desk().kept.data == at.kept.data
    assert desk.desk().base == at.base + 2


@pytest.mark.usefixtures("example")
def test_going_back_from_a_stale_page_changes_nothing(client: Client) -> None:
    at = desk.desk()
    versions.save(at.file, at.base, lambda data: {**data, "loan": []}, "改", desk.now())
    assert client.post("/data/back/", {"to": "1", "base": str(at.base)}).status_code == 409
    assert desk.desk().base == at.base + 1


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 30])
def test_a_number_that_is_none_is_no_crash(client: Client, number: str) -> None:
    assert client.post("/data/back/", {"to": number, "base": number}).status_code == 409
    assert client.get("/data/versions/", {"before": number}).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("example")
def test_erase_asks_for_the_word_and_leaves_nothing(client: Client) -> None:
    assert client.post("/data/gone/", {"word": "删"}).status_code == 400
    assert desk.is_begun()
    response = client.post("/data/gone/", {"word": "全部删掉"})
    assert response.status_code == 200
    assert "cookies" in response["Clear-Site-Data"]
    assert not desk.is_begun()


def test_what_is_not_there_is_said_kindly(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "没有这一页" in _text(response)


def test_a_failure_of_the_program_shows_no_detail(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("林小满的秘密")

    monkeypatch.setattr(desk, "desk", fails)
    client.raise_request_exception = False
    response = client.get("/all/")
    assert response.status_code == 500
    assert "程序出错了" in _text(response)
    assert "秘密" not in _text(response)
