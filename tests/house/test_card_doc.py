"""The year of a card in `docs/arithmetic/card.md` is what the product gives, row for row."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from support import a_case
from yingmen.owe.card import CardReplay, CardTerms, read_card, replay_card

if TYPE_CHECKING:
    from yingmen.owe.card import Statement

PAGE = Path(__file__).parents[2] / "docs" / "arithmetic" / "card.md"
COLUMNS = [
    "closed_on", "due_on", "opening", "charged", "interest", "late fee", "paid", "closing", "minimum",
]  # fmt: skip


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """The cells of the table that follows the case, its heading first."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in table if set("".join(row)) != {"-"}]


def life() -> CardReplay:
    found = re.search(r"^```toml\n(.*?)^```$", page(), re.MULTILINE | re.DOTALL)
    assert found
    case = tomllib.loads(found[1], parse_float=Decimal)
    terms = read_card(a_case(case["loan"]).loan[0])
    assert isinstance(terms, CardTerms)
    return replay_card(terms, case["on"])


def row(statement: Statement) -> list[str]:
    charged = statement.purchases + statement.cash + statement.fees - statement.refunds
    amounts = (
        statement.opening,
        charged,
        statement.interest,
        statement.late_fee,
        statement.payments,
        statement.closing,
        statement.minimum,
    )
    return [f"{statement.closed_on}", f"{statement.due_on}", *map(str, amounts)]


def test_the_year_is_what_the_card_comes_to() -> None:
    _, _, after = page().partition("## A year of one card")
    heading, *table = rows(after)
    assert COLUMNS == heading
    assert len(table) == 12
    assert table == [row(statement) for statement in life().statements]


def test_the_last_sentence_says_what_is_owed() -> None:
    balances = life().replay.balances
    sentence = (
        f"principal {balances.principal} and interest {balances.interest} are owed, {balances.total} in all"
    )
    assert sentence in page()


def test_every_reading_of_the_engine_stands_on_the_page() -> None:
    text = page()
    assert [number for number in range(1, 11) if f"\n{number}. **" not in text] == []
    for word in ("fees_bear", "refund_meets_minimum", "90 days"):
        assert word in text
