"""What no page can answer is refused in words that help, with the same headers, and nothing of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from web.reached import PASSCODE, token
from yingmen.web.gate import passcode
from yingmen.web.gate.headers import EVERY, NOT_KEPT

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

FORM = "multipart/form-data; boundary=x"
HALF = (
    b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\nA"
)
pytestmark = pytest.mark.django_db


def said(answer: Any, status: int) -> str:
    """What a refusal's page says; it is a whole page with every header, and shows no case."""
    text = str(answer.content.decode())
    assert answer.status_code == status
    assert text.startswith("<!DOCTYPE html>")
    assert "<title>记事本</title>" in text
    assert {name: answer[name] for name in EVERY | NOT_KEPT} == EVERY | NOT_KEPT
    assert not [word for word in ("林小满", "海棠", "欠", "催", "债") if word in text]
    return text


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("address", ["/", "/all/", "/k/", "/no/such/"])
def test_a_name_that_is_not_this_machines_is_told_where_to_go(client: Client, address: str) -> None:
    page = said(client.get(address, headers={"Host": "evil.example"}), 400)
    assert "这个地址打不开" in page
    assert "窗口里写的网址" in page
    assert "evil" not in page


@pytest.mark.usefixtures("example")
def test_a_program_is_told_the_same_as_json(client: Client) -> None:
    wrong = client.get("/api/case", headers={"Host": "evil.example"})
    assert (wrong.status_code, wrong.json()["what"]) == (400, "这个地址打不开")
    other = client.get("/hide/", headers={"Accept": "application/json"})
    assert (other.status_code, other.json()["what"]) == (405, "这一页不能这样打开")


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("checked", [True, False])
def test_too_many_files_at_once_are_told_to_come_in_turns(checked: bool) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(61)]
    client = Client(enforce_csrf_checks=checked)
    word = token(client, "/plain/")
    page = said(client.post("/book/send/", {"files": files, "csrfmiddlewaretoken": word}), 400)
    assert "最多 60 个" in page


@pytest.mark.usefixtures("example")
def test_too_many_answers_at_once_are_told_so(client: Client) -> None:
    assert "一次填的太多了" in said(client.post("/book/send/", {f"a{n}": "" for n in range(2001)}), 400)


@pytest.mark.usefixtures("example")
def test_too_long_a_text_is_told_so(client: Client, settings: Settings) -> None:
    long = {"text": "长" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 3 + 1)}
    assert "一次写的太长了" in said(client.post("/book/send/", long), 400)


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(("kind", "body"), [("multipart/form-data", b"x"), (FORM, HALF)])
def test_what_came_garbled_is_told_so(client: Client, kind: str, body: bytes) -> None:
    page = said(client.generic("POST", "/data/open/", body, content_type=kind), 400)
    assert "送来的不完整" in page


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("address", ["/hide/", "/lock/", "/book/send/", "/data/keep/", "/4/open/"])
def test_a_page_that_only_takes_a_form_sends_whoever_comes_to_the_first_page(
    client: Client, address: str
) -> None:
    answer = client.get(address)
    assert "这一页不能这样打开" in said(answer, 405)
    assert 'href="/"' in answer.content.decode()
    assert answer["Allow"] == "POST"


@pytest.mark.usefixtures("example")
def test_another_machine_and_another_site_are_told_plainly(client: Client) -> None:
    far = said(client.get("/all/", REMOTE_ADDR="192.168.1.20"), 403)
    assert "这里只给本机用" in far
    other = said(client.post("/hide/", headers={"Origin": "https://evil.example"}), 403)
    assert "别的网站送来的" in other
    assert "没有收下" in client.post("/api/case", headers={"Origin": "null"}).json()["what"]


@pytest.mark.usefixtures("example")
def test_a_stranger_is_not_even_read() -> None:
    passcode.put(PASSCODE)
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(61)]
    answer = Client().post("/book/send/", {"files": files})
    assert answer.status_code == 401
