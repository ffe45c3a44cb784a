"""Instalments and amortisation tables as others have published them; origins in `README.md`."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support import bank_loan, owe

if TYPE_CHECKING:
    from yingmen.owe.schedule import Instalment

PUBLISHED: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("mortgage_tables.toml").read_text("utf-8")
)
PAYMENTS, TABLES = PUBLISHED["payment"], PUBLISHED["table"]
HALF_FEN = Decimal("0.005")


def name(vector: dict[str, Any]) -> str:
    return f"{vector['principal']} at {vector['rate']} over {vector['months']}"


def to_fen(amount: Decimal | int) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)


def plan(vector: dict[str, Any]) -> tuple[Instalment, ...]:
    """The product's own plan: whole months from the payout on, counted 30/360 as the tables do."""
    loan = bank_loan(
        repayment=vector.get("method", "equal_installment"),
        product="mortgage",
        principal=str(vector["principal"]),
        nominal_rate=vector["rate"],
        term_months=vector["months"],
    )
    return owe(loan, date(2024, 1, 1)).plan


@pytest.mark.parametrize(
    "vector", [item for item in PAYMENTS if item["method"] == "equal_installment"], ids=name
)
def test_the_equal_instalment_is_the_published_one(vector: dict[str, Any]) -> None:
    assert Decimal(vector["first"]) == plan(vector)[0].total


@pytest.mark.parametrize(
    "vector", [item for item in PAYMENTS if item["method"] == "equal_principal"], ids=name
)
def test_the_first_of_equal_principal_is_the_published_one_once_its_parts_are_rounded(
    vector: dict[str, Any],
) -> None:
    # The pages round the sum of both parts, we round each part: 2777.777... + 4916.666... is 7694.44 there
    # and 2777.78 + 4916.67 = 7694.45 here.
    first = plan(vector)[0]
    with localcontext(prec=34):
        parts = (
            Decimal(vector["principal"]) / vector["months"],
            vector["principal"] * Decimal(vector["rate"]) / 12,
        )
        assert Decimal(vector["first"]) == to_fen(sum(parts))
    assert (to_fen(parts[0]), to_fen(parts[1])) == (first.principal, first.interest)


@pytest.mark.parametrize("vector", [item for item in PAYMENTS if "falls_by" in item], ids=name)
def test_an_instalment_of_equal_principal_falls_by_the_published_amount(vector: dict[str, Any]) -> None:
    first, second, *_ = plan(vector)
    assert Decimal(vector["falls_by"]) == first.total - second.total


@pytest.mark.parametrize("vector", [item for item in PAYMENTS if "total_interest" in item], ids=name)
def test_all_interest_comes_to_the_published_sum_but_for_our_rounding(vector: dict[str, Any]) -> None:
    # The pages sum without rounding; we post each of n instalments to the fen and carry the balance on,
    # so the sums may differ by the rounding of the instalment itself, half a fen each month.
    total = sum(row.interest for row in plan(vector))
    assert abs(total - Decimal(vector["total_interest"])) <= 2 * HALF_FEN * vector["months"]


@pytest.mark.parametrize("vector", TABLES, ids=name)
def test_the_first_rows_are_the_published_ones(vector: dict[str, Any]) -> None:
    expected = [tuple(Decimal(cell) for cell in row) for row in vector["rows"]][: vector["exact"]]
    assert expected == rows(vector)[: vector["exact"]]


@pytest.mark.parametrize("vector", TABLES, ids=name)
def test_later_rows_of_an_unrounded_table_lie_within_a_fen_a_month(vector: dict[str, Any]) -> None:
    for number, (published, found) in enumerate(zip(vector["rows"], rows(vector), strict=False), 1):
        for theirs, ours in zip(published, found, strict=True):
            assert abs(Decimal(theirs) - ours) <= 2 * HALF_FEN * number


def rows(vector: dict[str, Any]) -> list[tuple[Decimal, Decimal, Decimal]]:
    """Principal, interest and the balance after, month by month."""
    found, balance = [], Decimal(vector["principal"])
    for row in plan(vector):
        balance -= row.principal
        found.append((row.principal, row.interest, balance))
    return found


@pytest.mark.parametrize("vector", TABLES, ids=name)
def test_the_instalment_of_a_table_is_the_published_one_and_the_last_row_balances(
    vector: dict[str, Any],
) -> None:
    found = plan(vector)
    assert {Decimal(vector["instalment"])} == {row.total for row in found[:-1]}
    assert Decimal("0.00") == rows(vector)[-1][2]


def test_every_vector_says_where_it_was_read() -> None:
    by_hand = [item for item in (*PAYMENTS, *TABLES) if item["read_at"] == "hand calculation"]
    assert all(item["by_hand"] for item in by_hand)
    assert all(item["read_at"] for item in (*PAYMENTS, *TABLES))
