"""Two people wrote the ledger from the same text without seeing each other's code; they agree to the fen."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from properties.strategies import days_of, loans
from second.ledger import ledger
from support import a_case
from yingmen.owe.replay import replay
from yingmen.owe.schedule import plan
from yingmen.owe.terms import Terms, read_terms

if TYPE_CHECKING:
    from datetime import date

LPR = Fraction("0.0345")


def terms_of(loan: dict[str, Any]) -> Terms:
    read = read_terms(a_case(loan).loan[0], lambda _: Decimal("0.0345"))
    assert isinstance(read, Terms)
    return read


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_a_second_implementation_agrees_on_every_balance(data: st.DataObject) -> None:
    loan = data.draw(loans())
    on: date = data.draw(days_of(loan))
    terms = terms_of(loan)
    ours = replay({"a": terms}, [terms.loan], on)["a"]
    theirs = ledger(loan, on, lambda _: LPR)
    expected = {name: theirs[name] for name in (*ours.balances._fields, "total")}
    assert expected == {**ours.balances._asdict(), "total": ours.balances.total}
    assert theirs["overpaid"] == ours.overpaid


@given(loans())
@settings(max_examples=200, deadline=None)
def test_a_second_implementation_agrees_on_the_plan_of_repayment(loan: dict[str, Any]) -> None:
    assume("on_demand" not in loan)  # without a due date there is no plan
    terms = terms_of(loan)
    by_day: dict[date, list[Decimal]] = {}
    for row in plan(terms, terms.principal):
        sums = by_day.setdefault(row.due_on, [Decimal(0)] * 4)
        for place, part in enumerate((row.principal, row.interest, row.fees + row.other_fees, row.total)):
            sums[place] += part
    theirs = ledger(loan, loan["disbursed_on"], lambda _: LPR)["schedule"]
    expected = {
        row["due_on"]: [row["principal"], row["interest"], row["fees"], row["total"]] for row in theirs
    }
    assert {day: sums for day, sums in expected.items() if any(sums)} == {
        day: sums for day, sums in by_day.items() if any(sums)
    }
