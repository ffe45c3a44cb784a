"""What holds for every ledger, whatever the loan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from properties.strategies import METHODS, days_of, loans, yuan
from support import a_case
from yingmen import law
from yingmen.owe import reckon
from yingmen.owe.replay import replay
from yingmen.owe.terms import Terms, read_terms

if TYPE_CHECKING:
    from datetime import date

    from yingmen.owe.entries import Replay


def ledger(loan: dict[str, Any], on: date) -> Replay:
    read = read_terms(a_case(loan).loan[0], lambda _: Decimal("0.0345"))
    assert isinstance(read, Terms)
    return replay({"a": read}, [read.loan], on)["a"]


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_every_fen_paid_in_is_a_fen_set_against_something(data: st.DataObject) -> None:
    loan = data.draw(loans())
    on = data.draw(days_of(loan))
    found = ledger(loan, on)
    paid = sum((item["amount"] for item in loan["payment"] if item["on"] <= on), Decimal(0))
    assert paid == sum(found.paid.values(), Decimal(0)) + found.overpaid


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_the_lines_of_a_ledger_account_for_every_payment(data: st.DataObject) -> None:
    loan = data.draw(loans())
    on = data.draw(days_of(loan))
    found = ledger(loan, on)
    for line in found.lines:
        if line.kind == "payment":
            assert line.amount == sum(line.allocated.values(), Decimal(0))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_the_order_of_entry_changes_nothing(data: st.DataObject) -> None:
    loan = data.draw(loans())
    on = data.draw(days_of(loan))
    shuffled = {**loan, "payment": data.draw(st.permutations(loan["payment"]))}
    if "fee" in loan:
        shuffled["fee"] = data.draw(st.permutations(loan["fee"]))
    assert replace(ledger(loan, on), lines=()) == replace(ledger(shuffled, on), lines=())


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_paying_more_never_makes_the_total_owed_larger(data: st.DataObject) -> None:
    loan = data.draw(loans())
    on = data.draw(days_of(loan))
    assume(loan["payment"])
    which = data.draw(st.integers(0, len(loan["payment"]) - 1))
    more = data.draw(yuan(1, 5_000_000))
    raised = [dict(item) for item in loan["payment"]]
    raised[which]["amount"] += more
    before, after = ledger(loan, on), ledger({**loan, "payment": raised}, on)
    assert after.balances.total - after.overpaid <= before.balances.total - before.overpaid


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_splitting_a_payment_on_one_day_changes_nothing(data: st.DataObject) -> None:
    loan = data.draw(loans())
    on = data.draw(days_of(loan))
    assume(loan["payment"])
    first, *others = loan["payment"]
    part = data.draw(yuan(0, int(first["amount"] * 100)))
    parts = [{**first, "amount": amount} for amount in (part, first["amount"] - part) if amount]
    whole, split = ledger(loan, on), ledger({**loan, "payment": [*parts, *others]}, on)
    assert (whole.balances, whole.overpaid) == (split.balances, split.overpaid)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_nothing_owed_is_ever_negative(data: st.DataObject) -> None:
    loan = data.draw(loans())
    found = ledger(loan, data.draw(days_of(loan)))
    assert all(amount >= 0 for line in found.lines for amount in line.balances)
    assert found.overpaid >= 0


@given(loans())
@settings(max_examples=100, deadline=None)
def test_a_contract_kept_to_the_day_leaves_nothing_owed(loan: dict[str, Any]) -> None:
    assume("on_demand" not in loan and "accelerated_on" not in loan)
    assume(all(fee.get("payee") is None for fee in loan.get("fee", ())))
    case = a_case({**loan, "payment": []})
    plan = reckon(case, loan["disbursed_on"], law.book()).loans[0].plan
    kept = [{"on": row.due_on, "amount": row.total} for row in plan if row.total]
    last = max(row.due_on for row in plan)
    found = ledger({**loan, "allocation": "statute", "payment": kept}, last)
    assert (Decimal("0.00"), Decimal("0.00")) == (found.balances.total, found.overpaid)


def _unlate(loan: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value for key, value in loan.items() if key not in {"penalty_multiple", "penalty_daily_rate"}
    }


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_contract_below_the_ceiling_is_never_over_it(data: st.DataObject) -> None:
    """4 x the lowest 1-year LPR since 2023, 3.00 %, is 12 %: a rate of 3.6 % by any day count stays below.

    A flat fee asks for a whole month even where the first period is a day, so it is left out.
    """
    drawn = data.draw(loans(methods=METHODS[:4], fees=False))
    loan = {**_unlate(drawn), "nominal_rate": "0.036", "compound": False}
    ceiling = reckon(a_case(loan), data.draw(days_of(loan)), law.book()).loans[0].ceiling
    assert ceiling is not None
    assert ceiling.over == 0


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_what_lies_over_the_ceiling_grows_with_the_rate(data: st.DataObject) -> None:
    loan = {**_unlate(data.draw(loans(fees=False))), "payment": [], "compound": False}
    on = data.draw(days_of(loan))
    over = []
    for rate in ("0.10", "0.20", "0.30", "0.40", "0.60"):
        ceiling = reckon(a_case({**loan, "nominal_rate": rate}), on, law.book()).loans[0].ceiling
        assert ceiling is not None
        assert ceiling.over is not None
        over.append(ceiling.over)
    assert over == sorted(over)
