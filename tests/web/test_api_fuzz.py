"""Every address for programs, with what its schema allows and what it does not, held against that schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
TOKEN = "a" * 32
SENT = {"Cookie": f"c={TOKEN}", "X-CSRFToken": TOKEN, "Accept-Encoding": "identity"}
READ = ("/case", "/case/versions", "/owe", "/lawful", "/door", "/record", "/record/verify")
ASKED = ("GET /api/afford", "GET /api/answer")
SENDING = ("PUT /api/case", "POST /api/case/undo", "POST /api/record")
QUICKLY = hypothesis.settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)


@pytest.fixture(autouse=True)
def _connection_stays() -> Iterator[None]:
    """As in Django's own test client: the test's transaction outlives a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _application() -> Callable[..., Any]:
    handler = WSGIHandler()

    def answered(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        return handler({**environ, "REMOTE_ADDR": "127.0.0.1"}, start)

    return answered


def _operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", _application())
    found: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    return {operation.label: operation for operation in found}


def _fuzzed(label: str, mode: GenerationMode) -> None:
    """Every check but one: no schema can say which loans there are, or which dates fit together."""
    operation = _operations()[label]

    @QUICKLY
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def held(case: Any) -> None:
        case.call_and_validate(headers=SENT, excluded_checks=[positive_data_acceptance])

    held()


def test_every_address_is_held_against_the_schema() -> None:
    assert {*(f"GET /api{path}" for path in READ), *ASKED, *SENDING} == set(_operations())


@pytest.mark.parametrize("path", READ)
def test_what_is_read_is_as_promised(path: str) -> None:
    _operations()[f"GET /api{path}"].Case().call_and_validate(headers=SENT)


@pytest.mark.parametrize("label", [*ASKED, *SENDING])
def test_what_the_schema_allows_is_answered_as_promised(label: str) -> None:
    _fuzzed(label, GenerationMode.POSITIVE)


@pytest.mark.parametrize("label", SENDING)
def test_what_the_schema_forbids_is_refused_as_promised(label: str) -> None:
    _fuzzed(label, GenerationMode.NEGATIVE)
