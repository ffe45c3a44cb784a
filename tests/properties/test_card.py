"""What holds for every card, whatever its life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from properties.strategies import yuan
from support import a_case
from yingmen.owe.card import CardReplay, CardTerms, Readings, read_card, replay_card

NOTHING = Decimal(0)
OPENED = date(2023, 12, 1)
ACCRUED = {"interest", "accrued", "compound", "penalty"}
KINDS = ("purchase", "purchase", "cash", "fee", "refund")


def moments(longest: int = 330) -> st.SearchStrategy[date]:
    return st.integers(0, longest).map(lambda days: OPENED + timedelta(days))


@st.composite
def charges(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> dict[str, Any]:
    kind = draw(st.sampled_from(kinds))
    found: dict[str, Any] = {"on": draw(moments()), "amount": draw(yuan(1, 900_000)), "kind": kind}
    if kind == "purchase" and draw(st.integers(0, 3)) == 0:
        found |= {"months": draw(st.integers(1, 12)), "fee_rate": draw(st.sampled_from(("0", "0.006")))}
    return found


@st.composite
def cards(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> dict[str, Any]:
    """A card with up to eight postings and up to eight payments in eleven months."""
    limit = draw(st.sampled_from((None, Decimal(5000))))
    paid = st.fixed_dictionaries({"on": moments(), "amount": yuan(1, 700_000)})
    return {
        "id": "a",
        "lender": "某银行",
        "lender_kind": "bank",
        "product": "credit_card",
        "principal": draw(st.sampled_from((0, 0, 3000))),
        "disbursed_on": OPENED,
        "repayment": "revolving",
        "statement_day": draw(st.integers(1, 31)),
        "due_day": draw(st.integers(1, 31)),
        "daily_rate": draw(st.sampled_from(("0", "0.00035", "0.0005"))),
        "compound": draw(st.booleans()),
        "charge": draw(st.lists(charges(kinds), max_size=8)),
        "payment": draw(st.lists(paid, max_size=8)),
        **({} if limit is None else {"credit_limit": limit}),
    }


def life(card: dict[str, Any], on: date, readings: Readings | None = None) -> CardReplay:
    terms = read_card(a_case(card).loan[0])
    assert isinstance(terms, CardTerms)
    return replay_card(replace(terms, readings=readings or Readings()), on)


@given(cards(), moments(420))
@settings(max_examples=300, deadline=None)
def test_every_fen_paid_in_is_set_against_something_or_waits(card: dict[str, Any], on: date) -> None:
    """Without refunds what came in is what was paid; a refund beyond principal is money come in too."""
    found = life(card, on).replay
    paid = sum((item["amount"] for item in card["payment"] if item["on"] <= on), NOTHING)
    refunds = [item["amount"] for item in card["charge"] if item["kind"] == "refund" and item["on"] <= on]
    assert found.payments == sum(found.paid.values(), NOTHING) + found.overpaid
    assert paid <= found.payments <= paid + sum(refunds, NOTHING)


@given(cards(), moments(420))
@settings(max_examples=300, deadline=None)
def test_what_was_charged_and_not_paid_or_given_back_is_owed(card: dict[str, Any], on: date) -> None:
    found = life(card, on).replay
    put = {"refund": Decimal(-1)}
    posted = [item["amount"] * put.get(item["kind"], 1) for item in card["charge"] if item["on"] <= on]
    paid = [item["amount"] for item in card["payment"] if item["on"] <= on]
    accrued = [line.amount for line in found.lines if line.kind in ACCRUED]
    plan_fees = [line.amount for line in found.lines if line.what == "分期手续费"]
    owed = card["principal"] + sum(posted) + sum(accrued) + sum(plan_fees) - sum(paid)
    assert owed == found.balances.total - found.overpaid


@given(cards(), moments(420))
@settings(max_examples=200, deadline=None)
def test_every_statement_adds_up_and_opens_where_the_last_one_closed(card: dict[str, Any], on: date) -> None:
    before = Decimal(card["principal"])
    for row in life(card, on).statements:
        added = row.purchases + row.cash + row.fees + row.interest + row.late_fee
        assert (before, row.closing) == (row.opening, row.opening + added - row.payments - row.refunds)
        assert 0 <= row.minimum <= max(row.closing, NOTHING)
        before = row.closing


@given(cards(), moments(420))
@settings(max_examples=200, deadline=None)
def test_charges_sum_to_what_was_posted_and_none_lies_below_nothing(card: dict[str, Any], on: date) -> None:
    found = life(card, on).replay
    for kind in ("interest", "compound", "penalty", "fee"):
        kinds = {kind, "accrued"} if kind == "interest" else {kind}
        posted = sum((line.amount for line in found.lines if line.kind in kinds), NOTHING)
        charged = sum((charge.amount for charge in found.charges if charge.kind == kind), NOTHING)
        assert abs(posted - charged) < Decimal("1e-20")
    assert all(amount >= 0 for line in found.lines for amount in line.balances)


@given(cards(), moments(420))
@settings(max_examples=200, deadline=None)
def test_the_days_of_the_exposures_follow_one_another(card: dict[str, Any], on: date) -> None:
    days = [day for exposure in life(card, on).replay.exposures for day in exposure[:2]]
    assert sorted(days) == days
    assert all(day <= on for day in days)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_the_order_of_entry_changes_nothing(data: st.DataObject) -> None:
    card, on = data.draw(cards()), data.draw(moments(420))
    shuffled = {key: data.draw(st.permutations(card[key])) for key in ("charge", "payment")}
    assert life(card, on) == life({**card, **shuffled}, on)


@given(st.data())
@settings(max_examples=500, deadline=None)
def test_paying_more_never_leaves_more_owed(data: st.DataObject) -> None:
    """The one step in the rules, principal first beyond 90 days, is left out: arrears made good end it."""
    card, on = data.draw(cards()), data.draw(moments(420))
    assume(card["payment"])
    which = data.draw(st.integers(0, len(card["payment"]) - 1))
    more = [dict(item) for item in card["payment"]]
    more[which]["amount"] += data.draw(yuan(1, 500_000))
    smooth = Readings(principal_first_after=10_000)
    before = life(card, on, smooth).replay
    after = life({**card, "payment": more}, on, smooth).replay
    assert after.balances.total - after.overpaid <= before.balances.total - before.overpaid


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_splitting_a_payment_on_one_day_changes_nothing(data: st.DataObject) -> None:
    card, on = data.draw(cards()), data.draw(moments(420))
    assume(card["payment"])
    first, *others = card["payment"]
    part = data.draw(yuan(0, int(first["amount"] * 100)))
    parts = [{**first, "amount": amount} for amount in (part, first["amount"] - part)]
    whole, split = life(card, on), life({**card, "payment": [*parts, *others]}, on)
    assert whole.statements == split.statements
    assert whole.replay.charges == split.replay.charges
    assert (whole.replay.balances, whole.replay.overpaid) == (split.replay.balances, split.replay.overpaid)


@given(cards(kinds=("purchase", "fee", "refund")), st.data())
@settings(max_examples=200, deadline=None)
def test_who_pays_every_bill_in_full_never_pays_interest(card: dict[str, Any], data: st.DataObject) -> None:
    on = OPENED + timedelta(420)
    card = {**card, "principal": 0, "payment": []}
    for number, _ in enumerate(life(card, on).statements):
        bill = life(card, on).statements[number]
        early = data.draw(st.integers(0, (bill.due_on - bill.closed_on).days - 1))
        if bill.closing > 0 and bill.due_on <= on:
            paid = {"on": bill.due_on - timedelta(early), "amount": bill.closing}
            card["payment"] = [*card["payment"], paid]
    found = life(card, on)
    assert [] == [row for row in found.statements if row.interest or row.late_fee]
    assert NOTHING == found.replay.balances.interest
