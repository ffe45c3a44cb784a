"""Every card's life in `tests/cases/card`, worked out by hand there, comes out of the product."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support import a_case
from yingmen.owe.card import CardTerms, read_card, replay_card

CASES = sorted((Path(__file__).parents[1] / "cases" / "card").glob("*.toml"))


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def text(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_card_comes_out_as_worked_by_hand(path: Path) -> None:
    case = load(path)
    terms = read_card(a_case(case["loan"]).loan[0])
    assert isinstance(terms, CardTerms)
    found = replay_card(terms, case["on"])
    balances = {name: str(amount) for name, amount in found.replay.balances._asdict().items()}
    balances |= {"total": str(found.replay.balances.total), "overpaid": str(found.replay.overpaid)}
    assert case["expected"] == balances
    shown = {statement.closed_on: statement for statement in found.statements}
    expected = case.get("statement", [])
    assert expected == [
        {name: text(getattr(shown[row["closed_on"]], name)) for name in row} for row in expected
    ]


def test_the_lives_are_many_and_each_shows_its_working() -> None:
    cases = [load(path) for path in CASES]
    assert len(cases) >= 20
    assert [case["title"] for case in cases if not case["working"].strip()] == []
