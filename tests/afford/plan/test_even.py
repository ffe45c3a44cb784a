"""Equal instalments keep the money, the deadlines, the total and the last day of the plan they smooth."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from afford.plan.builders import ON, keeps_to, money, month_end, owing, paid, total
from yingmen.afford.even import even
from yingmen.afford.methods import pro_rata
from yingmen.afford.wishes import Wishes

STOPPED = Wishes(stop_late=True)
A, B = owing("a", (ON, 1000)), owing("b", (ON, 500))


def amounts(plan: object, loan_id: str) -> list[Decimal]:
    return [amount for _, amount in paid(plan, loan_id)]  # type: ignore[arg-type]  # a plan, as `paid` says


def test_it_pays_whole_yuan_every_month_and_the_rest_last() -> None:
    """1,000 / 7 = 142.857, 500 / 7 = 71.43 up; 215 a month leave 0.71: 143 and 72; 1,000 - 858, 500 - 432."""
    plan = even((A, B), money(*[215] * 7), STOPPED)
    assert [Decimal(143)] * 6 + [Decimal(142)] == amounts(plan, "a")
    assert [Decimal(72)] * 6 + [Decimal(68)] == amounts(plan, "b")


def test_it_pays_to_the_fen_where_whole_yuan_do_not_fit() -> None:
    """142.86 + 71.43 = 214.29: of 214.30 a month one fen is left, too little for either."""
    plan = even((A, B), money(*["214.30"] * 7), STOPPED)
    assert [Decimal("142.86")] * 6 + [Decimal("142.84")] == amounts(plan, "a")
    assert [Decimal("71.43")] * 6 + [Decimal("71.42")] == amounts(plan, "b")


def test_what_is_there_today_is_paid_today_and_the_rest_in_equal_parts() -> None:
    """300 today by share: 200 and 100; then 800 / 4 and 400 / 4."""
    plan = even((A, B), ((ON, Decimal(300)), *money(*[300] * 4)), STOPPED)
    assert [Decimal(200)] * 5 == amounts(plan, "a")
    assert [Decimal(100)] * 5 == amounts(plan, "b")


def test_where_a_debt_falls_due_too_late_for_equal_parts_the_shared_plan_stays() -> None:
    """All of b falls due in the last of three months: a third of it cannot be paid in the first."""
    later = owing("b", (month_end(2), 300))
    cash = money(400, 400, 500)
    assert "pro_rata" == even((A, later), cash, STOPPED).method


def test_what_cannot_be_cleared_is_not_smoothed() -> None:
    assert not even((A,), money(100, 100), STOPPED).feasible


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 900_000), min_size=1, max_size=5),
    st.integers(20_000, 400_000),
    st.integers(0, 90_000),
)
def test_it_keeps_to_the_money_the_total_and_the_last_day(fens: list[int], month: int, today: int) -> None:
    owed = [owing(f"{n}", (ON, str(Decimal(one) / 100))) for n, one in enumerate(fens)]
    cash = ((ON, Decimal(today) / 100), *money(*[str(Decimal(month) / 100)] * 60))
    shared, plan = pro_rata(owed, cash, STOPPED), even(owed, cash, STOPPED)
    assert keeps_to(plan, cash)
    assert (total(shared), shared.cost, shared.cleared_on) == (total(plan), plan.cost, plan.cleared_on)
    assert (shared.feasible, shared.needs_consent) == (plan.feasible, plan.needs_consent)
