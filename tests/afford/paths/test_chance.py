"""A plan holds where what has come together covers it; chances worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from afford.paths.made import ENDS, ON, drawn, plan, stream
from yingmen.afford.assumptions import assumptions
from yingmen.afford.chance import band_chart, chance, probability
from yingmen.money import ZERO

GOOD_OR_BAD = drawn(stream(3000, 1000), n=20_000)
"""After needs of 1,000 a month leaves 2,000 or nothing."""


def near(expected: str, actual: Decimal) -> bool:
    """Three standard errors of 20,000 paths are about a hundredth."""
    return abs(Decimal(expected) - actual) < Decimal("0.011")


def test_one_payment_after_one_month_holds_with_one_half() -> None:
    assert near("0.5", probability(plan((ENDS[0], "1000")), GOOD_OR_BAD, ZERO))


def test_what_is_not_known_about_the_average_costs_an_eighth() -> None:
    """docs/arithmetic/afford.md: 1/4 + 1/2 x 3/4 = 0.625."""
    assert near("0.625", probability(plan((ENDS[1], "1000")), GOOD_OR_BAD, ZERO))


def test_the_reserve_is_a_buffer_to_the_fen() -> None:
    assert Decimal("1.0000") == probability(plan((ENDS[0], "1000")), GOOD_OR_BAD, Decimal("1000.00"))
    assert near("0.5", probability(plan((ENDS[0], "1000")), GOOD_OR_BAD, Decimal("999.99")))


def test_a_payment_before_the_first_month_end_needs_the_reserve() -> None:
    for day in (ON, ENDS[0] - timedelta(days=1)):
        found = chance(plan((day, "1000")), GOOD_OR_BAD, Decimal(999))
        assert (Decimal("0.0000"), ON) == (found.probability, found.first_break)
        assert Decimal("1.0000") == probability(plan((day, "999")), GOOD_OR_BAD, Decimal(999))


def test_a_payment_between_two_month_ends_needs_the_money_of_the_earlier() -> None:
    between = plan((ENDS[1] - timedelta(days=1), "1000"))
    assert probability(plan((ENDS[0], "1000")), GOOD_OR_BAD, ZERO) == probability(between, GOOD_OR_BAD, ZERO)


def test_needs_that_are_not_covered_break_a_plan_though_nothing_is_due() -> None:
    """The first month lacks 500 in every path; the plan's only payment comes later."""
    poor = drawn(stream(500))
    found = chance(plan((ENDS[3], "1")), poor, Decimal(499))
    assert (Decimal("0.0000"), ENDS[0]) == (found.probability, found.first_break)


def test_nothing_is_asked_after_the_last_payment() -> None:
    poor = drawn(stream(500))
    assert Decimal("1.0000") == probability(plan((ENDS[0], "10")), poor, Decimal(510))


def test_a_plan_without_payments_holds() -> None:
    assert Decimal("1.0000") == chance(plan(), GOOD_OR_BAD, ZERO).probability


def test_payments_beyond_the_paths_are_not_looked_at_and_it_says_how_far_it_looked() -> None:
    found = chance(plan((ENDS[0], "1000"), (date(2031, 1, 1), "9000000")), GOOD_OR_BAD, Decimal(1000))
    assert (Decimal("1.0000"), ENDS[-1]) == (found.probability, found.until)


def test_breaks_and_kept_paths_are_all_paths() -> None:
    found = chance(plan(*((day, "1000") for day in ENDS)), GOOD_OR_BAD, ZERO)
    broken = sum(count for _, count in found.breaks)
    assert (Decimal(20_000 - broken) / 20_000).quantize(Decimal("0.0001")) == found.probability
    assert dict(found.breaks)[found.first_break or ON] == max(count for _, count in found.breaks)


def test_the_reason_names_the_bad_luck_behind_most_breaks() -> None:
    text = '[shock.work]\nchance = "0.2"\n[shock.illness]\nchance = "0"\n'
    steady = drawn(stream(*(2000,) * 6), assumed=assumptions(text))
    found = chance(plan(*((day, "1000") for day in ENDS)), steady, ZERO)
    assert "断了收入" in found.why


def test_the_reason_is_the_months_themselves_where_no_luck_is_behind_it() -> None:
    found = chance(plan(*((day, "1000") for day in ENDS)), GOOD_OR_BAD, Decimal(4000))
    assert "收入少的月份" in found.why


def test_a_plan_that_most_paths_break_is_called_too_tight() -> None:
    assert "太紧" in chance(plan((ON, "1")), GOOD_OR_BAD, ZERO).why
    assert "太紧" in chance(plan(*((day, "1000") for day in ENDS)), GOOD_OR_BAD, ZERO).why


def test_certainty_is_never_promised() -> None:
    assert "不等于保证" in chance(plan((ENDS[0], "1")), GOOD_OR_BAD, Decimal(1)).why


def test_the_band_is_cash_in_hand_after_payments() -> None:
    """One month, 2,000 or nothing with one half each, 500 at the start, 300 paid: 200 or 2,200."""
    (day, low, median, high), *_ = chance(plan((ENDS[0], "300")), GOOD_OR_BAD, Decimal(500)).by_month
    assert (ENDS[0], Decimal(200), Decimal(2200)) == (day, low, high)
    assert median in {low, high}


def test_the_band_is_drawn_as_three_lines_with_words() -> None:
    chart = band_chart(chance(plan(*((day, "100") for day in ENDS)), GOOD_OR_BAD, ZERO))
    assert [12, 12, 12] == [len(line.points) for line in chart.lines]
    assert "低于零" in chart.alt
    assert () == band_chart(chance(plan(), GOOD_OR_BAD, ZERO)).lines


def slow(promises: list[int], free: list[list[int]], reserve: int) -> Decimal:
    """The chance by the definition, path by path, month by month, in whole yuan."""
    last = max((n for n, amount in enumerate(promises) if amount), default=-1)
    held = 0
    for path in free:
        hand, ok = reserve, reserve >= 0
        for month in range(last + 1):
            hand += path[month] - promises[month]
            ok = ok and hand >= 0
        held += ok
    return (Decimal(held * 10_000 // len(free)) / 10_000).quantize(Decimal("0.0001"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 1500), min_size=12, max_size=12),
    st.lists(st.integers(0, 4000), min_size=1, max_size=8),
    st.integers(0, 5000),
)
def test_it_is_what_the_definition_gives_path_by_path(
    promises: list[int], months: list[int], reserve: int
) -> None:
    ahead = drawn(stream(*months), n=50)
    free = (ahead.free // 100).tolist()
    promised = plan(*((day, f"{amount}") for day, amount in zip(ENDS, promises, strict=True)))
    assert slow(promises, free, reserve) == probability(promised, ahead, Decimal(reserve))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3000))
def test_a_greater_reserve_never_makes_a_plan_less_likely_and_a_greater_promise_never_more(
    reserve: int, more: int, payment: int
) -> None:
    promised = plan(*((day, f"{payment}") for day in ENDS))
    dearer = plan(*((day, f"{payment + more}") for day in ENDS))
    base = probability(promised, GOOD_OR_BAD, Decimal(reserve))
    assert base <= probability(promised, GOOD_OR_BAD, Decimal(reserve + more))
    assert base >= probability(dearer, GOOD_OR_BAD, Decimal(reserve))


def test_payments_on_several_loans_count_together() -> None:
    both = plan((ENDS[0], "1200"), also=(("b", ((ENDS[0], Decimal(801)),)),))
    assert Decimal("0.0000") == probability(both, GOOD_OR_BAD, ZERO)
    assert np.unique(GOOD_OR_BAD.free).tolist() == [0, 200_000]
