"""The line for a fault: how it was asked for, as far as there are such ways, and no more causes than five."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest

from yingmen.web import faults


def line(method: object, error: BaseException | None = None) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "林小满", (), None)
    record.request = SimpleNamespace(method=method)
    record.exc_info = (type(error), error, None) if error else None
    return faults.line(record)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_how_it_was_asked_for_is_said(method: str) -> None:
    assert f" - {method} - -\n" in line(method)


@pytest.mark.parametrize("method", ["LINXIAOMAN", "get", "", None])
def test_a_way_that_somebody_made_up_is_not(method: object) -> None:
    assert line(method).endswith(" - - - -\n")


def test_of_a_long_row_of_causes_the_first_five_are_said() -> None:
    error: Exception = ValueError("林小满")
    for _ in range(8):
        last, error = error, KeyError("林小满")
        error.__cause__ = last
    assert 5 == line("GET", error).count("builtins.KeyError")
    assert "ValueError" not in line("GET", error)
