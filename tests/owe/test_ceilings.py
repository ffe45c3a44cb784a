"""Every ceiling in `tests/cases/ceiling`, worked out by hand there, comes out of the product to the fen."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support import a_case, owe, owe_json, private_loan
from yingmen import law
from yingmen.errors import OutsideCoverage
from yingmen.owe import reckon, reckoning_json

CASES = sorted((Path(__file__).parents[1] / "cases" / "ceiling").glob("*.toml"))
REGIMES = {
    "private_4lpr",
    "private_24_36",
    "private_4benchmark",
    "licensed_24",
    "licensed_before_2017",
    "brokered_24",
}


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """The first loan's answer as JSON, the figures of its ceiling beside the others."""
    book = law.book()
    found = a_case(case["loan"], kind=case.get("borrower_kind", "person"))
    loan: dict[str, Any] = reckoning_json(reckon(found, case["on"], book), book)["loans"][0]
    return {**loan["ceiling"], **{key: loan[key] for key in loan if key != "ceiling"}}


def chosen(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """The part of an answer that a case speaks of; `unknown` lists the figures that must be null."""
    return {
        "unknown": [name for name in expected.get("unknown", []) if found[name] is None],
        **{name: found[name] for name in expected if name not in {"unknown", "period"}},
        "period": [
            {name: part[name] for name in wanted if name != "unknown"}
            | {"unknown": [name for name in wanted.get("unknown", []) if part[name] is None]}
            for wanted, part in zip(expected["period"], found["periods"], strict=True)
        ],
    }


def complete(expected: dict[str, Any]) -> dict[str, Any]:
    return {
        "unknown": [],
        **expected,
        "period": [{"unknown": [], **part} for part in expected["period"]],
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_ceiling_comes_out_as_worked_by_hand(path: Path) -> None:
    case = load(path)
    assert complete(case["expected"]) == chosen(answer(case), case["expected"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_over_is_what_was_paid_over_and_what_is_unpaid_over(path: Path) -> None:
    found = answer(load(path))
    parts = [found["over_paid"], found["over_unpaid"]]
    total = None if None in parts else str(sum(Decimal(part) for part in parts))
    assert found["over"] == total


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_lawful_total_is_the_total_less_what_is_over_or_for_a_licensed_lender_the_total(
    path: Path,
) -> None:
    found = answer(load(path))
    private = found["effect"] == "unsupported"
    expected: tuple[str | None, str | None]
    if found["over"] is None:
        expected = (None, None) if private else (found["total"], None)
    elif private:
        taken_off = Decimal(found["over_unpaid"]) + Decimal(found["recoverable"])
        expected = (str(max(Decimal(found["total"]) - taken_off, Decimal("0.00"))), None)
    else:
        reduced = Decimal(found["total"]) - Decimal(found["over_unpaid"])
        expected = (found["total"], str(reduced))
    assert expected == (found["lawful_total"], found["if_reduced_total"])


def test_there_is_a_case_of_every_regime() -> None:
    named = {part["regime"] for path in CASES for part in load(path)["expected"]["period"]}
    assert named == REGIMES


def test_every_case_shows_its_working() -> None:
    assert [] == [path.stem for path in CASES if len(load(path)["working"].strip()) < 40]


OLD_CONTRACT = private_loan(
    signed_on=date(2020, 1, 1), disbursed_on=date(2020, 1, 1), first_due_on=date(2021, 1, 1)
)


def test_an_old_contract_is_measured_up_to_the_last_day_the_lpr_is_known_for() -> None:
    # The figure of 20 August 2026 (3.00 %) is good until the day before the next one, 19 September.
    assert "0.12000000" == owe_json(OLD_CONTRACT, date(2026, 9, 19))["ceiling"]["annual_rate"]


def test_it_refuses_to_guess_the_lpr_of_the_day_after() -> None:
    with pytest.raises(OutsideCoverage, match="2026-09-20"):
        owe(OLD_CONTRACT, date(2026, 9, 20))


def test_it_refuses_to_guess_the_lpr_of_a_later_day_of_suit() -> None:
    loan = {**OLD_CONTRACT, "sued_on": date(2027, 1, 4)}
    with pytest.raises(OutsideCoverage, match="2027-01-04"):
        owe(loan, date(2026, 9, 1))


def test_a_contract_of_2021_needs_no_later_lpr() -> None:
    # Fixed once, at the payout: 4 x 3.85 %.
    assert "0.15400000" == owe_json(private_loan(), date(2030, 1, 1))["ceiling"]["annual_rate"]


def test_a_microloan_company_is_judged_by_analogy_and_says_so() -> None:
    # The text of 2017 speaks of financial loans; that it reaches a microloan company follows from the
    # reply of 2020, which takes it out of the rules for private lending.
    loan = private_loan(lender_kind="microloan", lender_natural=None)
    sources = [basis["source"] for basis in owe_json(loan, date(2022, 1, 1))["ceiling"]["basis"]]
    assert sources == ["jinrong-2017", "minjian-jiedai-pifu-2020"]
