"""Every ledger in `tests/cases/owe`, worked out by hand there, comes out of the product line for line."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support import a_case
from yingmen.owe.replay import replay
from yingmen.owe.terms import Terms, read_terms

CASES = sorted((Path(__file__).parents[1] / "cases" / "owe").glob("*.toml"))


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def lpr_of(case: dict[str, Any]) -> Any:
    table = [tuple(row.values()) for row in case.get("lpr_1y", [])]
    return lambda day: next(Decimal(str(rate)) for since, rate in reversed(table) if since <= day)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_ledger_comes_out_as_worked_by_hand(path: Path) -> None:
    case = load(path)
    loan = a_case(case["loan"]).loan[0]
    terms = read_terms(loan, lpr_of(case))
    assert isinstance(terms, Terms)
    ledger = replay({loan.id: terms}, [loan], case["on"])[loan.id]
    found = {name: str(amount) for name, amount in ledger.balances._asdict().items()}
    found |= {"total": str(ledger.balances.total), "overpaid": str(ledger.overpaid)}
    assert case["expected"] == {name: found[name] for name in case["expected"]}


def test_there_are_cases_of_every_method() -> None:
    methods = {load(path)["loan"]["repayment"] for path in CASES}
    assert {"equal_installment", "equal_principal", "interest_only", "bullet", "flat_fee"} <= methods


def test_what_happens_after_the_day_of_asking_does_not_count() -> None:
    loan = a_case(load(CASES[0])["loan"]).loan[0]
    terms = read_terms(loan, lambda _: Decimal("0.03"))
    assert isinstance(terms, Terms)
    early = replay({loan.id: terms}, [loan], date(2024, 1, 1))[loan.id]
    assert all(line.on <= date(2024, 1, 1) for line in early.lines)
