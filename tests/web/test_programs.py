"""What a program that sends a case is told and keeps: no half of it is lost, every refusal is in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError

from web.test_api import KEY, _got, _sent
from yingmen.errors import OutputError
from yingmen.web import desk
from yingmen.web.api import saving
from yingmen.web.vault import versions
from yingmen.web.vault.models import Line

if TYPE_CHECKING:
    from django.test import Client

    from yingmen.web.vault.models import File

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
CALL = {"key": KEY, "kind": "call", "text": "来电", "at": "2026-08-30"}


def test_what_is_half_written_on_a_page_stays_when_a_program_saves(client: Client, example: File) -> None:
    half = {"id": "新", "lender": "海棠"}
    versions.save(example, 1, lambda data: {**data, "loan": [*data["loan"], half]}, "加", desk.now())
    found = _got(client, "case")
    assert [("loan", half)] == [(one["table"], one["item"]) for one in found["left_out"]]
    assert "新" not in {loan["id"] for loan in found["case"]["loan"]}
    changed = {**found["case"], "borrower": {**found["case"]["borrower"], "city": "苏州"}}
    assert (200, {"number": 3}) == _sent(client, "PUT", "case", {"base": 2, "case": changed})
    assert half == versions.latest(example).data["loan"][-1]


def test_going_back_loses_no_loan_that_an_entry_is_about(client: Client, example: File) -> None:
    found = _got(client, "case")["case"]
    more = {**found["loan"][0], "id": "后来的", "claim": [], "payment": []}
    _sent(client, "PUT", "case", {"base": 1, "case": {**found, "loan": [*found["loan"], more]}})
    assert 200 == _sent(client, "POST", "record", {**CALL, "loan": "后来的"})[0]
    status, said = _sent(client, "POST", "case/undo", {"to": 1, "base": 2})
    assert (422, "“后来的”") == (status, said["problems"][0]["found"])
    assert 2 == versions.latest(example).number


def test_going_back_to_what_never_was_or_from_what_is_stale_is_told(client: Client, example: File) -> None:
    status, said = _sent(client, "POST", "case/undo", {"to": 99, "base": 1})
    assert (404, True) == (status, "99" in said["what"] and bool(said["remedy"]))
    versions.save(example, 1, lambda data: {**data, "asset": []}, "改", desk.now())
    status, said = _sent(client, "POST", "case/undo", {"to": 1, "base": 1})
    assert (409, 2) == (status, said["theirs"]["number"])
    assert "mine" not in said


@pytest.mark.parametrize(
    ("sent", "path"),
    [({"base": 1, "to": "x"}, "to"), ({"base": 1}, "to"), ({"base": 1, "to": 1, "x" * 300: 1}, "x" * 200)],
)
def test_what_does_not_fit_is_named_by_its_place(client: Client, sent: dict[str, Any], path: str) -> None:
    status, said = _sent(client, "POST", "case/undo", sent)
    assert (422, [path]) == (status, [one["path"] for one in said["problems"]])
    assert said["problems"][0]["expected"]


def test_a_record_that_does_not_hold_is_told_as_such(client: Client) -> None:
    _sent(client, "POST", "record", CALL)
    line = Line.objects.get()
    line.data = bytes(line.data).replace("来电".encode(), "来信".encode())
    line.save()
    desk.forget()
    answer = client.get("/api/record")
    assert (409, True) == (answer.status_code, "对不上" in answer.json()["what"])
    assert answer.json()["remedy"]
    assert not _got(client, "record/verify")["is_sound"]


@pytest.mark.parametrize("error", [OutputError("没有写进数据库", remedy="再来"), DatabaseError("full")])
def test_what_could_not_be_stored_can_be_sent_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def full(*_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(saving, "write", full)
        status, said = _sent(client, "POST", "record", CALL)
    assert (503, True) == (status, bool(said["what"] and said["remedy"]))
    assert "full" not in str(said)
    assert (200, {"entry": 1}) == _sent(client, "POST", "record", CALL)


def test_a_fault_of_the_program_is_not_told_as_a_slip(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError("林小满")

    monkeypatch.setattr(saving, "write", failing)
    client.raise_request_exception = False
    answer = client.post("/api/record", CALL, "application/json")
    assert 500 == answer.status_code
    assert "林小满" not in answer.content.decode()
