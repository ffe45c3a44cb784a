"""What `afford` promises as a whole: worked by hand, recounted another way, and over invented households."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import a_case, payment
from yingmen import law
from yingmen.afford.afforded import Afforded, Asked, afford
from yingmen.afford.as_json import afford_json
from yingmen.afford.hold import Outlook, hold, months_ahead
from yingmen.afford.plan import optimum
from yingmen.afford.wishes import Wishes
from yingmen.days import add_months

if TYPE_CHECKING:
    from yingmen.case import Case

ON = date(2026, 8, 31)
BOOK = law.book()
WANT = Decimal("0.9")


def bank(name: str = "a", **changes: Any) -> dict[str, Any]:
    """Twelve thousand at one per cent a month in twelve parts, the first due in twenty days."""
    loan = {
        "id": name,
        "lender": f"银行{name}",
        "lender_kind": "bank",
        "product": "consumer_loan",
        "signed_on": date(2026, 8, 20),
        "disbursed_on": date(2026, 8, 20),
        "principal": "12000",
        "repayment": "equal_principal",
        "term_months": 12,
        "first_due_on": date(2026, 9, 20),
        "nominal_rate": "0.12",
    }
    return {key: value for key, value in {**loan, **changes}.items() if value is not None}


def bullet(name: str, principal: str, rate: str, **changes: Any) -> dict[str, Any]:
    """Lent a year before the day of asking, all of it due on that day."""
    day = {"signed_on": date(2025, 8, 31), "disbursed_on": date(2025, 8, 31), "first_due_on": ON}
    terms = {"repayment": "bullet", "term_months": None, "penalty_multiple": "1.5", "day_count": "act/360"}
    return bank(name, principal=principal, nominal_rate=rate, **{**day, **terms, **changes})


def card(**changes: Any) -> dict[str, Any]:
    """A card first used three weeks ago: nothing was asked for yet."""
    terms = {"statement_day": 5, "due_day": 25, "minimum_rate": "0.1", "daily_rate": "0.0005"}
    plain = bank("卡", product="credit_card", repayment="revolving", term_months=None, nominal_rate=None)
    del plain["first_due_on"]
    fresh = {"signed_on": date(2026, 8, 10), "disbursed_on": date(2026, 8, 10), "principal": "5000"}
    return {**plain, **terms, "late_fee_rate": "0.05", **fresh, **changes}


OLD = bank(
    "旧",
    lender="周某",
    lender_kind="private",
    lender_natural=True,
    product="other",
    signed_on=date(2020, 9, 1),
    disbursed_on=date(2020, 9, 1),
    principal="5000",
    repayment="bullet",
    term_months=None,
    first_due_on=date(2021, 9, 1),
    nominal_rate="0",
)


def home(income: int | list[int], needs: int = 3000, reserve: int | None = 3000) -> dict[str, Any]:
    """A household of one wage; what it needs in a month is also what its reserve should be."""
    months = [income] * 12 if isinstance(income, int) else income
    found = {
        "essentials": {"房租": needs},
        "reserve": reserve,
        "income": [{"source": "工资", "observed": months}],
    }
    return {key: value for key, value in found.items() if value is not None}


def ask(*loans: dict[str, Any], household: dict[str, Any], **tables: Any) -> Afforded:
    return afford(a_case(*loans, household=household, **tables), ON, BOOK)


def paid(found: Afforded, name: str) -> list[tuple[date, Decimal]]:
    assert found.plan is not None
    return list(dict(found.plan.payments)[name])


def cost(found: Afforded) -> Decimal:
    assert found.plan is not None
    return found.plan.cost


# Worked by hand


def test_a_loan_not_overdue_costs_what_its_contract_asks() -> None:
    """12 x 1,000 and 1% of 12,000, 11,000 … 1,000: 120 + 110 + … + 10 = 780."""
    found = ask(bank(), household=home(50_000))
    assert Decimal(12_780) == cost(found)
    dues = [(add_months(date(2026, 9, 20), n), Decimal(1120 - 10 * n)) for n in range(12)]
    assert dues == paid(found, "a")


def test_a_loan_cleared_in_three_months_costs_the_late_charge_of_each() -> None:
    """1,000 at 18% for 365 days by 360: 182.50, so 1,182.50 is due; late, 0.075% a day of the principal.

    30 September: 1,000 x 0.00075 x 30 = 22.50; 600 go to what is due, 582.50 stay.
    31 October: 582.50 x (1,000 / 1,182.50) x 0.00075 x 31 = 11.45; 600 leave 16.45 of charges for November.
    """
    found = ask(bullet("a", "1000", "0.18"), household=home(3600))
    assert Decimal("1216.45") == cost(found)
    expected = [(date(2026, 9, 30), "600"), (date(2026, 10, 31), "600"), (date(2026, 11, 30), "16.45")]
    assert [(day, Decimal(amount)) for day, amount in expected] == paid(found, "a")


def test_the_dearer_of_two_loans_is_paid_first() -> None:
    """Due: a 500 + 91.25, b 500 + 60.83. By 30 September a has cost 11.25 and b 7.50.

    600 pay a's 591.25 and 8.75 of b; 552.08 of b cost 552.08 x (500 / 560.83) x 0.0005 x 31 = 7.63 more.
    """
    found = ask(bullet("a", "500", "0.18"), bullet("b", "500", "0.12"), household=home(3600))
    assert Decimal("591.25") + Decimal("560.83") + Decimal("11.25") + Decimal("7.50") + Decimal(
        "7.63"
    ) == cost(found)
    assert [(date(2026, 9, 30), Decimal("591.25")), (date(2026, 10, 31), Decimal("11.25"))] == paid(
        found, "a"
    )


# Paying by the contract where the money is there


@pytest.mark.parametrize("reserve", [1200, 3000, 3001, 4000, 5000, 50_000])
@pytest.mark.parametrize("secured", [True, False])
def test_who_can_pay_by_the_contract_is_told_to_and_needs_nobody(reserve: int, secured: bool) -> None:
    """The first 1,120 fall due ten days before the month's money: the reserve lends them."""
    found = ask(bank(secured=secured), household=home(6000, reserve=reserve))
    assert found.plan is not None
    assert frozenset() == found.plan.needs_consent
    assert (date(2026, 9, 20), Decimal(1120)) == paid(found, "a")[0]
    assert Decimal(12_780) == cost(found)


def test_what_the_reserve_lends_is_said() -> None:
    """1,120 due before the first money; 500 of it lies above the target of 3,000."""
    assert Decimal(620) == ask(bank(), household=home(6000, reserve=3500)).lent


def test_a_reserve_that_is_too_small_lends_nothing() -> None:
    found = ask(bank(secured=True), household=home(6000, reserve=1119))
    assert (Decimal(0), date(2026, 9, 30)) == (found.lent, paid(found, "a")[0][0])


def test_a_mortgage_is_on_time_beside_a_loan_in_arrears() -> None:
    found = ask(bank(secured=True), bullet("b", "8000", "0.18"), household=home(6000))
    assert found.plan is not None
    assert frozenset({"b"}) == found.plan.needs_consent
    assert (date(2026, 9, 20), Decimal(1120)) == paid(found, "a")[0]


def test_an_agreement_is_kept_to_the_day() -> None:
    """One yuan above the reserve's target once made the first instalment impossible."""
    rows = [{"on": date(2026, month, 15), "amount": "1000"} for month in (9, 10, 11)]
    promised = {"with": "银行b", "signed_on": date(2026, 8, 1), "loan": "b", "installments": rows}
    found = ask(bullet("b", "8000", "0.18"), household=home(6000, reserve=3001), agreement=[promised])
    assert [(row["on"], Decimal(1000)) for row in rows] == paid(found, "b")
    assert found.plan is not None
    assert frozenset() == found.plan.needs_consent


def test_a_loan_due_after_the_last_month_is_not_said_to_be_beyond_reach() -> None:
    found = ask(
        bank(repayment="bullet", term_months=None, first_due_on=date(2036, 6, 1)), household=home(6000)
    )
    assert "到日子按合同还" in found.offers[0].say


def test_a_card_that_was_never_late_is_planned_like_any_debt() -> None:
    found = ask(card(), household=home(6000))
    assert ((), frozenset()) == (found.gated, found.plan and found.plan.needs_consent)


def test_a_card_nobody_paid_for_years_stays_behind_its_gate() -> None:
    old = card(signed_on=date(2018, 1, 10), disbursed_on=date(2018, 1, 10))
    assert ("卡",) == ask(old, household=home(6000)).gated


# What is kept behind the gate


def without_the_gate(found: Afforded) -> dict[str, Any]:
    said = afford_json(found)
    said["gated"] = []
    if said["relief"]:
        said["relief"].pop("say", None)  # with a gate shut it asks for papers alone
    if said["plan"]:
        said["plan"]["offers"] = [one for one in said["plan"]["offers"] if not one["gated"]]
    return said


@pytest.mark.parametrize("income", [3600, 6000, 3000])
def test_a_gated_loan_changes_no_figure_of_the_answer(income: int) -> None:
    loan = bullet("a", "1000", "0.18")
    alone, beside = ask(loan, household=home(income)), ask(loan, OLD, household=home(income))
    assert ("旧",) == beside.gated
    assert without_the_gate(alone) == without_the_gate(beside)


def test_a_gated_offer_holds_no_figure() -> None:
    found = afford_json(ask(bank(), OLD, household=home(6000)))
    (gated,) = [one for one in found["plan"]["offers"] if one["gated"]]
    assert ([], "0.00", None, None) == tuple(
        gated[key] for key in ("payments", "total", "npv", "npv_alternative")
    )


def test_where_every_loan_is_gated_nothing_is_promised_and_nothing_counted() -> None:
    found = ask(OLD, household=home(6000))
    assert (None, None, ()) == (found.plan, found.relief, found.compared)
    said = afford_json(found)
    assert (["旧"], None, []) == (said["gated"], said["plan"], said["frontier"])
    assert "时效" in said["why"]


def test_without_a_debt_there_is_no_plan_that_holds() -> None:
    assert ask(household=home(6000)).plan is None


# Where it cannot work


def test_what_is_left_over_is_never_below_zero() -> None:
    assert "0.00" == afford_json(ask(bank(), household=home(1000)))["capacity"]


def test_the_least_sum_that_would_do_is_named() -> None:
    """1,200 due today within 60 months without charges: more than 20 a month, and nothing is there."""
    found = ask(bullet("a", "20000", "0.12"), household=home(3010))
    assert found.relief is not None
    assert any("才还得完" in line for line in found.relief.changes)


def test_a_missing_reserve_is_named_as_what_is_missing() -> None:
    assert "应急" in ask(bank(), household=home(6000, reserve=None)).held.why


# Over invented households


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """One to three loans, overdue or not, some secured, one with payments; a household that may be poor."""
    loans = [draw(loans_of(name)) for name in "abc"[: draw(st.integers(1, 3))]]
    months = draw(st.lists(st.integers(20, 120), min_size=3, max_size=8))
    needs = draw(st.integers(10, 50))
    household = home([month * 100 for month in months], needs * 100, draw(st.integers(0, 90)) * 100)
    return a_case(*loans, household=household)


@st.composite
def loans_of(draw: st.DrawFn, name: str) -> dict[str, Any]:
    signed = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 240)))
    kind = draw(st.sampled_from(["equal_principal", "equal_installment", "bullet"]))
    found = bank(
        name,
        signed_on=signed,
        disbursed_on=signed,
        first_due_on=signed + timedelta(days=31),
        principal=str(draw(st.integers(1, 40)) * 500),
        repayment=kind,
        term_months=None if kind == "bullet" else draw(st.integers(2, 30)),
        nominal_rate=f"0.{draw(st.integers(1, 23)):02}",
        penalty_multiple="1.5",
        secured=draw(st.booleans()),
    )
    part = payment(signed + timedelta(days=20), "400")
    return {**found, "payment": [part]} if draw(st.booleans()) and part["on"] <= ON else found


def recounted(found: Afforded) -> Decimal:
    """The chance once more, month after month, over the same paths."""
    assert found.plan is not None
    ahead = months_ahead(found.budget)
    rows = [row for _, payments in found.plan.payments for row in payments]
    ends = [date.min, *ahead.ends]
    asked = [sum((amount for day, amount in rows if day < ahead.ends[0]), Decimal(0))]
    for n, end in enumerate(ends[1:], 1):
        after = ends[n + 1] if n + 1 < len(ends) else end + timedelta(days=1)
        asked.append(sum((amount for day, amount in rows if end <= day < after), Decimal(0)))
    last = max((n for n, amount in enumerate(asked) if amount), default=-1)
    least = [int(amount * 100) for amount in accumulate(asked[: last + 1])]
    reserve = int((found.budget.reserve_now or Decimal(0)) * 100)
    kept = 0
    for path in ahead.free[:, :last].tolist() if last > 0 else [[]] * ahead.count:
        purse = accumulate(path, initial=reserve)
        kept += all(have >= need for have, need in zip(purse, least, strict=True)) if least else 1
    return (Decimal(kept) / ahead.count).quantize(Decimal("0.0001"), rounding=ROUND_DOWN)


def come_by(found: Afforded, day: date) -> Decimal:
    """All that may have gone into debts by a day: what is free, and what the reserve can spare."""
    free, budget = found.budget.capacity or Decimal(0), found.budget
    spare = max((budget.reserve_now or Decimal(0)) - (budget.reserve_target or Decimal(0)), Decimal(0))
    return spare + found.lent + free * sum(end <= day for end in months_ahead(budget).ends)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_no_offer_is_more_than_the_household_can_keep(case: Case) -> None:
    found = afford(case, ON, BOOK)
    if found.plan is None or found.chance is None:
        assert found.relief is not None
        return
    rows = sorted(row for _, payments in found.plan.payments for row in payments)
    for day, _ in rows:
        assert sum(amount for when, amount in rows if when <= day) <= come_by(found, day)
    assert all(amount > 0 for _, amount in rows)
    assert found.chance.probability >= WANT
    assert recounted(found) == found.chance.probability
    assert [sum(amount for _, amount in payments) for _, payments in found.plan.payments] == [
        {one.loan_id: one.total for one in found.offers}[name] for name, _ in found.plan.payments
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_whatever_is_below_or_after_the_contract_asks_for_consent(case: Case) -> None:
    found = afford(case, ON, BOOK)
    if found.plan is None:
        return
    last = months_ahead(found.budget).ends[-1]
    for debt in found.debts:
        rows = paid(found, debt.loan_id)
        for day in [day for day, _ in debt.due if day <= last]:
            asked = sum(amount for when, amount in debt.due if when <= day)
            given_by = sum(amount for when, amount in rows if when <= day)
            assert given_by >= asked or debt.loan_id in found.plan.needs_consent
    said = {one.loan_id: one.needs_consent for one in found.offers}
    assert said == {name: name in found.plan.needs_consent for name in said}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_late_charges_are_counted_on_to_stop_only_where_nothing_else_holds(case: Case) -> None:
    found = afford(case, ON, BOOK)
    ahead = months_ahead(found.budget)
    plain = hold(found.debts, found.budget, Wishes(), Outlook(optimum, ahead), WANT)
    if found.plan is not None:
        assert found.stops == (plain.plan is None)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_no_plan_that_holds_as_well_and_suits_as_many_is_cheaper(case: Case) -> None:
    found = afford(case, ON, BOOK)
    best = found.frontier.recommended
    if found.plan is None or best is None:
        return
    safe = [one for one in found.frontier.points if one.probability >= WANT]
    alike = [one.plan.cost for one in safe if len(one.refuses) <= len(best.refuses)]
    assert found.plan.cost <= min(alike)


def test_a_wish_for_more_certainty_is_never_answered_with_less() -> None:
    case = a_case(bullet("a", "4000", "0.18"), household=home([5000, 3500, 6000, 4200, 3000, 5200]))
    for want in ("0.5", "0.8", "0.9", "0.95", "0.99"):
        found = afford(case, ON, BOOK, asked=Asked(want=Decimal(want)))
        assert found.chance is None or found.chance.probability >= Decimal(want)
