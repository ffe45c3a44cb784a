"""Files that somebody hostile gave the borrower: told what is wrong with them, soon, and never run."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yingmen import case as cases
from yingmen.case.read import LARGEST_FILE
from yingmen.web import desk
from yingmen.web.record import desk as book
from yingmen.web.vault import versions

from .conftest import EXAMPLE

if TYPE_CHECKING:
    from django.test import Client

SOON = 5.0
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TEXT = EXAMPLE.read_text(encoding="utf-8")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def opened(client: Client, text: str, name: str = "case.toml") -> Any:
    return client.post("/data/open/", {"file": SimpleUploadedFile(name, text.encode())})


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 1_000_000,
        "a = " + "{b=" * 200_000 + "1" + "}" * 200_000,
        ".".join(["a"] * 1_000_000) + " = 1",
        "[" + " . ".join(['"a"'] * 500_000) + "]",
        "[[" + ".".join(["a"] * 500_000) + "]]",
        "x = {" + ".".join(["a"] * 500_000) + " = 1}",
        "x = {y = 1, " + ".".join(["'a'"] * 500_000) + " = 1}",
        "x = [[{" + ".".join(["a"] * 500_000) + " = 1}]]",
        "a = " + "9" * 4_000_000,
        "a = 1e999999999",
        "a = [nan, inf]",
        'a = "' + "\\n" * 2_000_000 + '"',
        "x" * (LARGEST_FILE + 1),
    ],
    ids=lambda text: str(text)[:8],
)
def test_a_case_file_made_to_hang_the_program_is_told_of_soon(client: Client, text: str) -> None:
    began = time.monotonic()
    assert opened(client, text).status_code == 400
    assert time.monotonic() - began < SOON


def test_a_long_text_with_dots_in_it_is_no_long_key() -> None:
    text = "。".join(["a.b.c"] * 40) + ". " + " . ".join(["a"] * 20)
    assert cases.parse(TEXT.replace("林小满", text[:90])).borrower.name == text[:90]


@pytest.mark.parametrize(
    "amount", ['"1e999999999"', '"NaN"', '"Infinity"', "1e-999999", "nan", "inf", "-1", '"１"', "9" * 300]
)
def test_an_amount_that_is_none_is_told_of(client: Client, amount: str) -> None:
    page = opened(
        client, re.sub(r"^principal = .*", f"principal = {amount}", TEXT, count=1, flags=re.MULTILINE)
    )
    assert page.status_code == 400


def test_a_name_that_is_a_program_is_only_ever_shown(client: Client) -> None:
    page = opened(client, TEXT.replace("林小满", EVIL).replace("海棠", EVIL), f"{EVIL}.toml")
    assert page.status_code == 200
    assert EVIL not in page.content.decode()
    assert "<script>alert" not in page.content.decode()
    data = cases.to_data(cases.parse(TEXT.replace("林小满", EVIL).replace("海棠消费", EVIL)))
    versions.save(desk.the_file(), 1, lambda _: data, "x", desk.now())
    for address in ("/", "/all/", "/1/", "/2/", "/3/", "/5/", "/book/", "/book/now/", "/data/versions/"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address


@pytest.mark.parametrize(
    "body",
    [
        "[" * 1_000_000,
        '{"a":' * 300_000,
        '{"base":NaN}',
        '{"base":' + "9" * 100_000 + "}",
        '{"base":1e999999999}',
    ],
    ids=lambda body: str(body)[:8],
)
def test_a_program_that_sends_nonsense_is_told_so(client: Client, body: str) -> None:
    assert client.put("/api/case", body, content_type="application/json").status_code in {400, 422}


@pytest.mark.parametrize("text", ["\ud800", "a\0b", "\x1b[31m"])
def test_a_text_that_is_none_is_told_of(client: Client, text: str) -> None:
    sent = json.dumps({"key": "abcdefgh", "kind": "note", "text": text})
    assert client.post("/api/record", sent, content_type="application/json").status_code in {200, 422}
    assert not [one for one in book.journal_of(desk.the_file()).entries() if "\0" in one.text]


def sent(client: Client, name: str, content: bytes) -> None:
    """Put a file in the record under whatever name it claims."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    kind = b"Content-Type: text/html\r\n\r\n"
    rest = b'\r\n--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nnote\r\n--x--\r\n'
    body = head.encode() + kind + content + rest
    answer = client.generic("POST", "/book/send/", body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\x\\y.txt",
        "\u202egpj.exe",
        "=cmd|' !A0",
        "a%0d%0aX: y.html",
        "." * 300,
        "\u200b.js",
    ],
)
@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"GIF89a/*<script>1</script>*/"],
)
def test_an_attachment_is_to_be_saved_and_never_shown_or_run(
    client: Client, name: str, content: bytes
) -> None:
    sent(client, name, content)
    answer = client.get("/book/1/0/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    told = answer["Content-Disposition"]
    assert not re.search(r"[\r\n/\\\u202e]|%E2%80%AE", told.replace('\\"', "")), told


def test_no_name_in_an_export_leads_out_of_its_folder_or_runs_in_a_spreadsheet(client: Client) -> None:
    for name in ("../../x", "=HYPERLINK(1)", "＝1+1", "-2+3", "@SUM"):
        sent(client, name, name.encode())
    answer: Any = client.post("/data/all.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:
        for name in found.namelist():
            assert not name.startswith("/")
            assert ".." not in name
            assert "\\" not in name
        table = found.read("record/data/attachments.csv").decode("utf-8-sig")
    assert not re.search(r'(^|,)"?[=＝@+-]', table, re.MULTILINE)
