"""Random loans as a case file writes them, within what a contract may say."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

METHODS = ("equal_installment", "equal_principal", "interest_only", "bullet", "flat_fee")
DAYS_FOLLOWED = 900


def yuan(least: int, most: int) -> st.SearchStrategy[Decimal]:
    """An amount between two numbers of fen."""
    return st.integers(least, most).map(lambda fen: Decimal(fen).scaleb(-2))


@st.composite
def loans(draw: st.DrawFn, *, methods: tuple[str, ...] = METHODS, fees: bool = True) -> dict[str, Any]:
    """A loan with terms, fees, deductions and up to eight payments."""
    start = date(2023, 1, 1) + timedelta(draw(st.integers(0, 500)))
    principal = draw(yuan(5, 20_000_000))
    loan: dict[str, Any] = {
        "id": "a",
        "lender": "某银行",
        "lender_kind": draw(st.sampled_from(("bank", "private"))),
        "product": "consumer_loan",
        "principal": principal,
        "signed_on": start,
        "disbursed_on": start,
        "repayment": draw(st.sampled_from(methods)),
        "nominal_rate": draw(st.sampled_from(("0", "0.036", "0.06", "0.154", "0.24", "0.36"))),
    }
    loan |= draw(_dates(start, loan["repayment"]))
    loan |= draw(_lateness())
    if fees:
        loan |= draw(_costs(start, principal))
    loan["payment"] = draw(payments(start, principal))
    return loan


@st.composite
def _dates(draw: st.DrawFn, start: date, method: str) -> dict[str, Any]:
    if method == "bullet":
        if draw(st.integers(0, 6)) == 0:
            return {"on_demand": True}
        return {"first_due_on": start + timedelta(draw(st.integers(1, 600)))}
    first = start + timedelta(draw(st.sampled_from((1, 10, 28, 29, 30, 31, 31, 45, 70))))
    return {"first_due_on": first, "term_months": draw(st.integers(1, 24))}


@st.composite
def _lateness(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = draw(
        st.sampled_from(
            ({}, {"penalty_multiple": "1.3"}, {"penalty_multiple": "1.5"}, {"penalty_daily_rate": "0.0005"})
        )
    )
    more = {
        "compound": draw(st.sampled_from((None, True, False))),
        "allocation": draw(st.sampled_from((None, "statute", "principal_first", "oldest_installment"))),
        "day_count": draw(st.sampled_from((None, "30/360", "act/360", "act/365"))),
    }
    return {**found, **{key: value for key, value in more.items() if value is not None}}


@st.composite
def _costs(draw: st.DrawFn, start: date, principal: Decimal) -> dict[str, Any]:
    found: dict[str, Any] = {"fee": []}
    if draw(st.booleans()):
        found["fee"].append({"kind": "月费", "amount": draw(yuan(1, 20_000)), "every": "month"})
    if draw(st.booleans()):
        on = start + timedelta(draw(st.integers(0, 600)))
        found["fee"].append({"kind": "一次", "amount": draw(yuan(1, 20_000)), "on": on})
    if draw(st.booleans()):
        found["fee"].append(
            {"kind": "担保", "amount": draw(yuan(1, 20_000)), "every": "month", "payee": "别家"}
        )
    kept = (principal / 10).quantize(Decimal("0.01"))
    if draw(st.booleans()) and kept:
        found["received"] = principal - kept
        if draw(st.booleans()):
            found["deduction"] = [{"kind": "fee", "amount": (kept / 2).quantize(Decimal("0.01"))}]
    if draw(st.integers(0, 4)) == 0:
        found["accelerated_on"] = start + timedelta(draw(st.integers(5, 600)))
    return found


@st.composite
def payments(draw: st.DrawFn, start: date, principal: Decimal) -> list[dict[str, Any]]:
    """Up to eight payments of sizes that matter to a loan of this size, in any order."""
    most = int(principal * 120)
    sizes = st.one_of(yuan(1, 300), yuan(1, max(most // 20, 1)), yuan(1, max(most, 1)))
    found = []
    for _ in range(draw(st.integers(0, 8))):
        paid: dict[str, Any] = {"on": start + timedelta(draw(st.integers(0, 700))), "amount": draw(sizes)}
        designated = draw(st.sampled_from((None,) * 6 + ("principal", "interest")))
        found.append(paid if designated is None else {**paid, "designated": designated})
    return found


def days_of(loan: dict[str, Any]) -> st.SearchStrategy[date]:
    """A day on which to ask about a loan."""
    opened: date = loan["disbursed_on"]
    return st.integers(0, DAYS_FOLLOWED).map(lambda days: opened + timedelta(days))
