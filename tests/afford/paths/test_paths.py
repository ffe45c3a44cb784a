"""Paths are drawn from the months on record, the same ones from the same seed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest

from afford.paths.made import ON, PLAIN, drawn, figure, stream
from yingmen.afford.assumptions import assumptions
from yingmen.afford.history import history
from yingmen.afford.paths import block, month_ends, paths

if TYPE_CHECKING:
    from yingmen.afford.spread import Stream


def test_importing_the_step_loads_no_numpy() -> None:
    steps = ", ".join(f"yingmen.afford.{name}" for name in ("chance", "frontier", "relief"))
    code = f"import {steps}, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "numpy" not in done.stdout.split()


def test_the_same_seed_gives_the_same_paths_and_another_one_others() -> None:
    one, same = drawn(stream(1000, 3000)), drawn(stream(1000, 3000))
    other = paths((stream(1000, 3000),), Decimal(1000), 12, 2, 2000, on=ON, assumed=PLAIN)
    assert np.array_equal(one.free, same.free)
    assert not np.array_equal(one.free, other.free)


def test_months_are_the_whole_ones_after_the_day_of_asking() -> None:
    assert (date(2026, 9, 30), date(2026, 10, 31)) == month_ends(date(2026, 8, 10), 2)
    assert (date(2028, 2, 29), date(2028, 3, 31)) == month_ends(date(2028, 1, 31), 2)
    assert (date(2027, 1, 31),) == month_ends(date(2026, 12, 1), 1)


def test_free_cash_is_what_came_in_less_needs_to_the_fen() -> None:
    """1000.10 - 1000 = 0.10 yuan = 10 fen; 3000.25 - 1000 = 200025 fen."""
    found = drawn(stream("1000.10", "3000.25"))
    assert {10, 200025} == set(np.unique(found.free).tolist())
    assert (2000, 12) == found.free.shape


def test_what_has_come_together_is_the_running_sum_with_a_zero_first() -> None:
    found = drawn(stream(1000, 3000, 0))
    assert np.array_equal(found.saved[:, 1:], found.free.cumsum(axis=1))
    assert not found.saved[:, 0].any()


def test_every_month_on_record_is_drawn_equally_often() -> None:
    """Four months, each a quarter of 24,000 draws; three standard errors are below one percent."""
    found = drawn(stream(1000, 2000, 3000, 4000))
    shares = np.unique(found.free, return_counts=True)[1] / found.free.size
    assert (abs(shares - 0.25) < 0.02).all()


@pytest.mark.parametrize(
    ("months", "length"), [(1, 1), (3, 1), (4, 2), (12, 2), (15, 2), (16, 3), (36, 3), (60, 4)]
)
def test_a_block_is_the_cube_root_of_the_record_rounded(months: int, length: int) -> None:
    assert length == block(months)


def test_a_month_brings_its_neighbour_along() -> None:
    """Twelve months 0 to 11 in blocks of two: far more often than by chance (1/12) the next one follows."""
    found = drawn(stream(*range(1000, 13000, 1000)), needs=0, n=5000)
    steps = np.diff(found.free[:, :2], axis=1)
    assert (steps == 100_000).mean() > 0.25


def test_sources_with_equal_records_fall_together() -> None:
    """Two sources that mirror each other always come to 4,000."""
    found = drawn(stream(1000, 3000, 0), stream(3000, 1000, 4000, source="摆摊"), needs=0)
    assert {400_000} == set(np.unique(found.free).tolist())


def test_sources_with_unequal_records_are_drawn_apart() -> None:
    found = drawn(stream(1000, 3000), stream(3000, 1000, 2000, source="摆摊"), needs=0)
    assert len(np.unique(found.free)) > 1


def test_paths_disagree_about_the_average_itself() -> None:
    """Over 240 months the mean of a path still varies by the standard error of a record of twelve.

    Twelve months, half 0 and half 2,000: standard deviation 1,000, in blocks of two alike ones. Without
    the first stage the means of paths would vary by about 1,000 x sqrt(2 / 240) = 91 yuan.
    """
    found = drawn(stream(*(0, 0, 2000, 2000) * 3), needs=0, months=240)
    assert found.free.mean(axis=1).std() / 100 > 200


def test_no_income_at_all_leaves_the_needs_uncovered() -> None:
    assert {-100_000} == set(np.unique(drawn().free).tolist())


def test_few_months_get_two_made_up_ones_and_it_is_said() -> None:
    """Mean 1,500; 20% below and above: 1,200 and 1,800."""
    found = history(stream(1000, 2000), assumptions())
    assert (100_000, 200_000, 120_000, 180_000) == found.pool
    assert "只有 2 个月的记录" in found.told


def test_a_single_figure_gets_a_made_up_spread_and_a_range_its_three_points() -> None:
    assert (80_000, 100_000, 120_000) == history(figure(1000, 1000, 1000), assumptions()).pool
    assert (50_000, 100_000, 300_000) == history(figure(500, 1000, 3000), assumptions()).pool


def test_enough_months_stand_as_they_are() -> None:
    found = history(stream(1, 2, 3, 4, 5, 6), assumptions())
    assert ((100, 200, 300, 400, 500, 600), "") == (found.pool, found.told)


def seasonal(years: int) -> Stream:
    lean = (0, 0, 0, *(1200,) * 9)
    return replace(stream(*lean * years), seasonal=True)


def test_one_year_tells_nothing_of_seasons() -> None:
    assert {0} == set(history(seasonal(1), PLAIN).season)


def test_two_years_count_half_of_the_season_they_show() -> None:
    """Mean 900; lean months stand 900 below, others 300 above; half: -450 and +150."""
    found = history(seasonal(2), PLAIN)
    assert (*(-45_000,) * 3, *(15_000,) * 9) == found.season
    assert {45_000, 105_000} == set(found.pool)


def test_the_season_goes_on_where_the_record_ends() -> None:
    """26 months of record: the next one is the third of the pattern."""
    longer = replace(seasonal(2), observed=(*seasonal(2).observed, Decimal(0), Decimal(0)))
    found = history(longer, PLAIN)
    assert found.season[0] < 0
    assert found.season[1] > 0
    assert found.season[11] < 0


ALWAYS = '[shock.work]\nchance = "1"\nmonths = {months}\nlost = "{lost}"\n[shock.illness]\nchance = "0"\n'
NEVER = '[shock.work]\nchance = "0"\n[shock.illness]\nchance = "0"\n'


def test_a_shock_that_always_strikes_takes_its_share() -> None:
    """Income 2,000, a quarter lost: 1,500 - 1,000 = 500 yuan in every month."""
    found = drawn(stream(*(2000,) * 6), assumed=assumptions(ALWAYS.format(months=3, lost="0.25")))
    assert {50_000} == set(np.unique(found.free).tolist())
    assert {1} == set(np.unique(found.struck).tolist())


def test_a_shock_that_never_strikes_changes_nothing() -> None:
    found = drawn(stream(*(2000,) * 6), assumed=assumptions(NEVER))
    assert {100_000} == set(np.unique(found.free).tolist())


def test_a_shock_lasts_its_months_and_strikes_as_often_as_stated() -> None:
    """A tenth of all years: over 12 months 1 - 0.9 = 10% of paths; each spell inside lasts three months."""
    text = '[shock.work]\nchance = "0.1"\nmonths = 3\n[shock.illness]\nchance = "0"\n'
    found = drawn(stream(*(2000,) * 6), n=20_000, assumed=assumptions(text))
    hit = found.struck.astype(bool)
    assert abs(hit.any(axis=1).mean() - 0.1) < 0.007
    spells = hit[hit.any(axis=1)]
    began_early = spells[spells[:, :9].any(axis=1)]
    assert (began_early.sum(axis=1) >= 3).all()


def test_illness_costs_on_top() -> None:
    """Half of 2,000 lost, 300 a month besides: 1,000 - 1,000 - 300 = -300 yuan."""
    text = '[shock.work]\nchance = "0"\n[shock.illness]\nchance = "1"\ncost = "300"\n'
    found = drawn(stream(*(2000,) * 6), assumed=assumptions(text))
    assert {-30_000} == set(np.unique(found.free).tolist())


def test_a_trade_that_loses_money_keeps_its_losses() -> None:
    assert -300_000 == drawn(stream(-2000, 4000)).free.min()
