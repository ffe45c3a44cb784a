"""What must hold of the true cost whatever the loan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yingmen.owe.rates import Flow, TrueCost, true_cost

CENTS = st.integers(min_value=1, max_value=10**9)
DAYS = st.integers(min_value=0, max_value=4000)
SAME = Decimal("1e-18")
RELAXED = settings(deadline=None)


def yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def on(day: int) -> date:
    return date(2020, 1, 1) + timedelta(days=day)


@st.composite
def loans(draw: st.DrawFn) -> list[Flow]:
    """Something received first, everything paid later."""
    received = Flow(on(0), yuan(draw(CENTS)))
    paid = draw(st.lists(st.tuples(st.integers(1, 4000), CENTS), min_size=1, max_size=12))
    return [received, *(Flow(on(day), -yuan(fen)) for day, fen in paid)]


@st.composite
def any_flows(draw: st.DrawFn) -> list[Flow]:
    drawn = draw(st.lists(st.tuples(DAYS, st.integers(-(10**7), 10**7)), max_size=10))
    return [Flow(on(day), yuan(fen)) for day, fen in drawn]


def effective(flows: list[Flow]) -> Decimal:
    rate = true_cost(flows).effective_rate
    assert rate is not None
    return rate


def near(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME * (1 + abs(one))


def rates(cost: TrueCost) -> tuple[Decimal | None, Decimal | None]:
    return cost.nominal_rate, cost.effective_rate


@RELAXED
@given(flows=any_flows(), data=st.data())
def test_the_order_of_flows_changes_nothing(flows: list[Flow], data: st.DataObject) -> None:
    assert true_cost(flows) == true_cost(data.draw(st.permutations(flows)))


@RELAXED
@given(flows=any_flows(), times=st.integers(2, 1000))
def test_scaling_all_amounts_changes_no_rate(flows: list[Flow], times: int) -> None:
    scaled = [Flow(flow.on, flow.amount * times) for flow in flows]
    one, other = true_cost(flows), true_cost(scaled)
    assert one.method == other.method
    assert all(near(*pair) for pair in zip(rates(one), rates(other), strict=True))


@RELAXED
@given(flows=any_flows(), part=st.integers(-(10**6), 10**6), data=st.data())
def test_splitting_a_flow_on_one_day_changes_nothing(
    flows: list[Flow], part: int, data: st.DataObject
) -> None:
    assume(flows)
    place = data.draw(st.integers(0, len(flows) - 1))
    whole = flows[place]
    pieces = [Flow(whole.on, yuan(part)), Flow(whole.on, whole.amount - yuan(part))]
    assert true_cost(flows) == true_cost(flows[:place] + pieces + flows[place + 1 :])


@RELAXED
@given(flows=loans())
def test_every_loan_repaid_later_has_exactly_one_effective_rate(flows: list[Flow]) -> None:
    cost = true_cost(flows)
    assert cost.effective_rate is not None
    assert cost.effective_rate > -1
    assert cost.npv is not None
    assert abs(cost.npv) <= Decimal("1e-6")
    assert cost.sign_change is not None
    assert cost.sign_change[0] < cost.effective_rate < cost.sign_change[1]


@RELAXED
@given(flows=loans())
def test_paying_at_least_what_arrived_never_costs_less_than_nothing(flows: list[Flow]) -> None:
    assume(sum(flow.amount for flow in flows) <= 0)
    nominal, rate = rates(true_cost(flows))
    assert nominal is not None
    assert rate is not None
    assert nominal >= 0
    assert rate >= 0


@RELAXED
@given(flows=loans(), fee=CENTS, more=CENTS, day=DAYS)
def test_a_larger_fee_never_lowers_the_rate(flows: list[Flow], fee: int, more: int, day: int) -> None:
    received = flows[0].amount
    day = 0 if yuan(fee + more) < received and day % 2 else max(day, 1)
    small, large = ([*flows, Flow(on(day), -yuan(fen))] for fen in (fee, fee + more))
    assert effective(flows) <= effective(small) <= effective(large)


@settings(RELAXED, max_examples=300)
@given(flows=any_flows())
def test_any_flows_get_rates_or_a_reason(flows: list[Flow]) -> None:
    cost = true_cost(flows)
    assert cost.method
    assert (cost.effective_rate is None) == (cost.npv is None) == (cost.sign_change is None)
    if cost.effective_rate is None:
        assert cost.nominal_rate is None
