"""The worked examples of Regulation Z, Appendix J (c), to the two decimals published."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from yingmen.days import add_months
from yingmen.owe.rates import Flow, true_cost
from yingmen.owe.unit_period import find_unit_period

PUBLISHED = Path(__file__).with_name("regulation_z.toml")
EXAMPLES: list[dict[str, Any]] = tomllib.loads(PUBLISHED.read_text("utf-8"))["example"]
READ_AT = {"FSharp.Finance.Personal", "hand calculation"}


def day(first: date, every: str, number: int) -> date:
    """The day of a payment in a regular series."""
    if every == "semimonth":  # these examples start on the 1st: the 1st and the 16th of each month
        return add_months(first, number // 2) + timedelta(days=15 * (number % 2))
    count, unit = every.split()
    if unit == "days":
        return first + timedelta(days=int(count) * number)
    return add_months(first, int(count) * number)


def flows(example: dict[str, Any]) -> list[Flow]:
    received = [Flow(advance["on"], Decimal(advance["amount"])) for advance in example["advances"]]
    paid = [
        Flow(day(series["on"], series["every"], number), -Decimal(series["amount"]))
        for series in example["payments"]
        for number in range(series["times"])
    ]
    return received + paid


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["paragraph"]))
def test_it_gives_the_published_rate_to_two_decimals(example: dict[str, Any]) -> None:
    rate = true_cost(flows(example)).nominal_rate
    assert rate is not None
    assert Decimal(example["apr"]) == (rate * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["paragraph"]))
def test_it_finds_the_unit_period_of_each_example(example: dict[str, Any]) -> None:
    unit = find_unit_period({flow.on: flow.amount for flow in flows(example)})
    assert tuple(example["unit"]) == (unit.kind.value, unit.count)


def test_every_example_says_where_it_was_read() -> None:
    assert {example["read_at"] for example in EXAMPLES} == READ_AT
    by_hand = [example for example in EXAMPLES if example["read_at"] == "hand calculation"]
    assert all(example["by_hand"] for example in by_hand)
