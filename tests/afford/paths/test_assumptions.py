"""What is assumed can be changed, key by key, and a slip is named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yingmen.afford.assumptions import assumptions
from yingmen.errors import InputError


def test_the_users_figures_lie_over_the_shipped_ones() -> None:
    found = assumptions('[court]\nmonths = 30\nrecovered = 0.25\n[shock.work]\nchance = "0"')
    shipped = assumptions()
    assert (30, Decimal("0.25"), Decimal(0)) == (
        found.court.months,
        found.court.recovered,
        found.shocks[0].chance,
    )
    assert (shipped.court.cost, shipped.shocks[1]) == (found.court.cost, found.shocks[1])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[court]\nmonth = 30", "court.month"),
        ("[cuort]\nmonths = 30", "cuort"),
        ("[court]\nmonths = 0", "court.months"),
        ("[court]\nmonths = 2.5", "court.months"),
        ("[court]\nrecovered = 1.5", "court.recovered"),
        ("[court]\nrecovered = -0.1", "court.recovered"),
        ('[court]\nrecovered = "viel"', "court.recovered"),
        ("[court]\nrecovered = true", "court.recovered"),
        ("[court]\nrecovered = nan", "court.recovered"),
        ("[shock.work]\neach = 1", "shock.work"),
        ("court = 3", "court"),
        ("[court", "TOML"),
    ],
)
def test_it_refuses_a_slip_and_names_it_with_a_remedy(text: str, named: str) -> None:
    with pytest.raises(InputError, match=named) as caught:
        assumptions(text)
    assert caught.value.where
    assert caught.value.remedy


def test_the_file_says_that_it_is_no_data() -> None:
    from importlib import resources

    text = resources.files("yingmen.afford").joinpath("assumptions.toml").read_text(encoding="utf-8")
    assert "ASSUMPTIONS, not data" in text
