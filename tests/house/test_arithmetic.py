"""Every worked ledger in `docs/arithmetic` is a test: its case, replayed, gives its table row for row.

A ledger is a fenced toml block (a `[loan]`, or several `[[loan]]` and `show`, the id of the one shown; `on`;
perhaps `[expected]` figures) followed by a Markdown table with the columns of `COLUMNS`.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from support import a_case
from yingmen import law
from yingmen.owe import reckon, reckoning_json

FOLDER = Path(__file__).parents[2] / "docs" / "arithmetic"
PAGES = ("README", "interest", "rounding", "allocation", "ceilings", "limitation")
COLUMNS = ("on", "what-kind", "amount", "principal", "interest", "penalty", "compound", "fees")
FENCE = re.compile(r"^```toml\n(.*?)^```$(.*?)(?=^```|\Z)", re.MULTILINE | re.DOTALL)
KINDS = {
    "payout",
    "deducted_fee",
    "fee",
    "due",
    "accrued",
    "payment",
    "penalty",
    "late_interest",
    "compound",
    "called_in",
    "held_used",
    "waiver",
    "overpaid",
    "renewed",
}


class Worked(NamedTuple):
    """A worked ledger: the page and its place there, the case, the table's rows as text."""

    name: str
    case: dict[str, Any]
    rows: list[tuple[str, ...]]


def worked(page: str) -> list[Worked]:
    text = (FOLDER / f"{page}.md").read_text(encoding="utf-8")
    return [
        Worked(f"{page} {number}", tomllib.loads(block, parse_float=Decimal), table(after))
        for number, (block, after) in enumerate(FENCE.findall(text), 1)
    ]


def table(text: str) -> list[tuple[str, ...]]:
    """The first table after a block, without its heading; empty where the heading is another one."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return cells[2:] if cells and cells[0] == COLUMNS else []


LEDGERS = [item for page in PAGES for item in worked(page)]
IDS = [item.name for item in LEDGERS]


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """What the product says of the loan shown."""
    book = law.book()
    loans = case["loan"] if isinstance(case["loan"], list) else [case["loan"]]
    found = reckoning_json(reckon(a_case(*loans), case["on"], book), book)["loans"]
    shown = case.get("show", loans[0]["id"])
    return next(item for item in found if item["loan_id"] == shown)


def ledger_rows(found: dict[str, Any]) -> list[tuple[str, ...]]:
    names = ("on", "kind", *COLUMNS[2:])
    return [tuple(line[name] for name in names) for line in found["ledger"]]


@pytest.mark.parametrize("item", LEDGERS, ids=IDS)
def test_the_ledger_is_the_table_row_for_row(item: Worked) -> None:
    assert item.rows == ledger_rows(answer(item.case))


@pytest.mark.parametrize(
    "item", [item for item in LEDGERS if "expected" in item.case], ids=lambda item: item.name
)
def test_the_figures_stated_with_a_case_come_out(item: Worked) -> None:
    found = answer(item.case)
    everything = {**found["limitation"], **found["ceiling"], **found}
    expected = item.case["expected"]
    assert expected == {name: everything[name] for name in expected}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_works_out_two_ledgers_or_more(page: str) -> None:
    assert len(worked(page)) >= 2


@pytest.mark.parametrize("item", LEDGERS, ids=IDS)
def test_a_table_shows_its_case_to_the_end(item: Worked) -> None:
    assert "payout" == item.rows[0][1]


def test_every_kind_of_line_is_shown_somewhere() -> None:
    assert {row[1] for item in LEDGERS for row in item.rows} == KINDS


def test_every_page_of_the_folder_is_read() -> None:
    """The card's page has a test of its own, since its table is one of statements."""
    assert {path.stem for path in FOLDER.glob("*.md")} == {*PAGES, "card", "afford"}
