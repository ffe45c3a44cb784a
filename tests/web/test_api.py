from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
EXAMPLE = Path(__file__).parents[2] / "examples" / "lin-xiaoman.toml"
KEY = "an-entry-of-a-test"


def _sent(client: Client, method: str, path: str, data: Any) -> tuple[int, Any]:
    answer = client.generic(method, f"/api/{path}", json.dumps(data), "application/json")
    return answer.status_code, answer.json()


def _got(client: Client, path: str) -> Any:
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_a_case_comes_back_as_it_was_sent(client: Client) -> None:
    found = _got(client, "case")
    assert (found["number"], found["left_out"]) == (1, [])
    assert _sent(client, "PUT", "case", {"base": 1, "case": found["case"]}) == (200, {"number": 1})
    changed = found["case"] | {"borrower": found["case"]["borrower"] | {"city": "苏州"}}
    assert _sent(client, "PUT", "case", {"base": 1, "case": changed}) == (200, {"number": 2})
    assert _got(client, "case")["case"] == changed
    assert [item["number"] for item in _got(client, "case/versions")["versions"]] == [2, 1]
    assert _sent(client, "POST", "case/undo", {"to": 1, "base": 2}) == (200, {"number": 3})
    assert _got(client, "case")["case"] == found["case"]


def test_two_programs_that_change_the_same_are_shown_both(client: Client) -> None:
    found = _got(client, "case")["case"]
    one, other = ({**found, "borrower": {**found["borrower"], "city": city}} for city in ("苏州", "杭州"))
    assert _sent(client, "PUT", "case", {"base": 1, "case": one})[0] == 200
    status, said = _sent(client, "PUT", "case", {"base": 1, "case": other})
    assert (status, said["mine"], said["theirs"]["case"]) == (409, other, one)


def test_a_slip_is_told_as_for_a_file(client: Client) -> None:
    found = _got(client, "case")["case"]
    status, said = _sent(client, "PUT", "case", {"base": 1, "case": {**found, "borower": {}}})
    assert status == 422
    assert [item["path"] for item in said["problems"]] == ["borower"]
    assert _got(client, "case")["number"] == 1


@pytest.mark.parametrize("step", ["owe", "lawful", "door", "afford", "answer"])
def test_an_answer_is_the_one_of_the_command(client: Client, step: str) -> None:
    from yingmen.cli.app import app

    said = CliRunner().invoke(app, [step, str(EXAMPLE), "--on", "2026-08-31", "--json"])
    assert _got(client, step) == json.loads(said.stdout)


@pytest.mark.parametrize("step", ["afford", "answer"])
def test_a_gate_is_opened_for_a_loan_of_the_case_alone(client: Client, step: str) -> None:
    loans = [item["id"] for item in _got(client, "case")["case"]["loan"]]
    assert client.get(f"/api/{step}", {"seen": loans}).status_code == 200
    refused = client.get(f"/api/{step}", {"seen": "niemand"})
    assert (refused.status_code, refused.json()["problems"][0]["path"]) == (422, "seen")


def test_changing_needs_the_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    body = {"key": KEY, "kind": "note", "text": "来过"}
    status, said = _sent(strict, "POST", "record", body)
    assert (status, bool(said["remedy"])) == (403, True)
    strict.cookies["c"] = "a" * 32
    kept = strict.post("/api/record", json.dumps(body), "application/json", headers={"X-CSRFToken": "a" * 32})
    assert kept.json() == {"entry": 1}


def test_an_entry_sent_twice_is_written_once(client: Client) -> None:
    body = {
        "key": KEY,
        "kind": "visit",
        "text": "来过",
        "at": "2026-08-30T19:30",
        "facts": {"staff_count": 2},
    }
    assert _sent(client, "POST", "record", body) == (200, {"entry": 1})
    assert _sent(client, "POST", "record", body) == (200, {"entry": 1})
    assert [item["text"] for item in _got(client, "record")["entries"]] == ["来过"]
    assert _got(client, "record/verify")["is_sound"]
    assert "记录-1" in {item["contact_id"] for item in _got(client, "lawful")["contacts"]}


def test_the_record_never_names_a_loan_that_is_not_there(client: Client) -> None:
    body = {"key": KEY, "kind": "call", "text": "来电", "at": "2026-08-30"}
    assert _sent(client, "POST", "record", {**body, "loan": "niemand"})[0] == 422
    assert _got(client, "record") == {"entries": []}
    found = _got(client, "case")["case"]
    assert _sent(client, "POST", "record", {**body, "loan": found["loan"][0]["id"]})[0] == 200
    bare = {"schema": 1, "borrower": found["borrower"]}
    assert _sent(client, "PUT", "case", {"base": 1, "case": bare})[0] == 422
    assert _got(client, "case")["number"] == 1


def test_a_loan_taken_out_on_a_page_keeps_no_program_from_saving(client: Client) -> None:
    found = _got(client, "case")["case"]
    gone, other = (loan["id"] for loan in found["loan"][:2])
    body = {"kind": "call", "text": "来电", "at": "2026-08-30"}
    for number, loan in enumerate((gone, other)):
        assert _sent(client, "POST", "record", {**body, "key": f"{KEY}-{number}", "loan": loan})[0] == 200
    assert client.post("/1/2/1/remove/", {"base": "1"}).status_code == 302
    now = _got(client, "case")
    changed = {**now["case"], "borrower": {**found["borrower"], "city": "苏州"}}
    assert _sent(client, "PUT", "case", {"base": now["number"], "case": changed}) == (200, {"number": 3})
    bare = {"schema": 1, "borrower": found["borrower"]}
    assert _sent(client, "PUT", "case", {"base": 3, "case": bare})[0] == 422
    again = {**body, "key": f"{KEY}-again", "loan": gone}
    assert _sent(client, "POST", "record", again)[0] == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b'{"base": NaN}', 400),
        (b'{"base": 1e999999999}', 400),
        (b'{"base": ' + b"9" * 5000 + b"}", 400),
        (b"[" * 100_000, 400),
        (b'{"base": 1, "base": 1}', 400),
        (b"", 415),
        (b"null", 422),
        (b'{"base": 1, "case": {"schema": 1, "borrower": {"name": "\\ud800", "kind": "person"}}}', 422),
        (b'{"base": 1, "case": {"schema": 1, "borrower": {"name": "a\\u0000", "kind": "person"}}}', 422),
        (b'{"base": 1, "case": {"\\ud800": 1}}', 422),
        (b" " * 7_000_000, 413),
    ],
)
def test_what_cannot_be_read_is_refused(client: Client, body: bytes, status: int) -> None:
    answer = client.generic("PUT", "/api/case", body, "application/json")
    assert answer.status_code == status
    assert answer.json()["what"]


def test_only_json_is_read(client: Client) -> None:
    assert client.generic("PUT", "/api/case", "a=1", "text/plain").status_code == 415
    assert client.delete("/api/case").status_code == 405


def test_a_case_is_described_by_its_own_model(client: Client) -> None:
    from yingmen import case as cases

    known = cases.Case.model_json_schema(by_alias=True)
    told = _got(client, "openapi.json")["components"]["schemas"]
    assert set(known["$defs"]) <= set(told)
    assert told["Case"]["required"] == known["required"]
    assert set(told["Case"]["properties"]) == set(known["properties"])
