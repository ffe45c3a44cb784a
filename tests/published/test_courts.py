"""Interest as courts' papers state it; origins in `README.md`."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support import owe_json, private_loan
from yingmen import law

PUBLISHED: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("courts.toml").read_text("utf-8")
)
INTEREST, BENCHMARKS = PUBLISHED["interest"], PUBLISHED["benchmark"]


@pytest.mark.parametrize("vector", INTEREST, ids=lambda vector: str(vector["about"]))
def test_it_comes_to_the_stated_interest(vector: dict[str, Any]) -> None:
    loan = {"signed_on": None, **vector["loan"]}
    found = owe_json(private_loan(**loan), vector["on"])
    found = {**found["ceiling"], **found}
    assert vector["figures"] == {name: found[name] for name in vector["figures"]}


@pytest.mark.parametrize("vector", BENCHMARKS, ids=lambda vector: str(vector["about"]))
def test_it_knows_the_benchmark_rate_a_court_found(vector: dict[str, Any]) -> None:
    assert Decimal(vector["rate"]) == law.book().on(vector["made"]).benchmark(vector["months"])


@pytest.mark.parametrize("vector", BENCHMARKS, ids=lambda vector: str(vector["about"]))
def test_it_shows_four_times_the_benchmark_of_that_time_without_judging(vector: dict[str, Any]) -> None:
    loan = private_loan(
        signed_on=vector["made"],
        disbursed_on=vector["made"],
        first_due_on=date(2012, 9, 20),
        term_months=vector["months"],
    )
    ceiling = owe_json(loan, date(2014, 10, 17))["ceiling"]
    assert (vector["four"], False) == (ceiling["annual_rate"], ceiling["judged"])


def test_every_vector_says_where_it_was_read() -> None:
    everything = (*INTEREST, *BENCHMARKS)
    assert all(vector["read_at"] for vector in everything)
    assert all(vector["by_hand"] for vector in INTEREST)
