"""Claims as lenders make them: a random loan, one to three ways of counting differently, and the figure.

The figures come from the second implementation in `tests/second`, which knows nothing of the search.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from second.ledger import ledger

Loan = dict[str, Any]


class Made(NamedTuple):
    """A loan as it was agreed, the day, the axes on which the claim departs, and the claim."""

    loan: Loan
    on: date
    axes: tuple[str, ...]
    total: Decimal


def figure(loan: Loan, on: date) -> Decimal:
    """What the second implementation makes of a loan."""
    total: Decimal = ledger(loan, on, lambda _: Fraction("0.0345"))["total"]
    return total


def made(seed: int) -> Made:
    """A claim that differs from the ledger, with the ways in which it does."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    while True:
        loan, on = _loan(chance), None
        on = loan["first_due_on"] + timedelta(chance.randrange(60, 420))
        ways = _ways(loan, on, chance)
        axes = tuple(chance.sample(sorted(ways), min(chance.randrange(1, 4), len(ways))))
        theirs, day = dict(loan), on
        for axis in axes:
            changes = dict(ways[axis])
            day = changes.pop("on", day)
            theirs |= changes
        claimed = figure(theirs, day)
        if claimed != figure(loan, on) and claimed > 0:
            return Made(loan, on, axes, claimed)


def _loan(chance: random.Random) -> Loan:
    start = date(2022, 1, 1) + timedelta(chance.randrange(700))
    principal = Decimal(chance.randrange(300_000, 20_000_000)) / 100
    months = chance.choice((6, 9, 12, 18))
    method = chance.choice(("equal_installment", "equal_principal", "interest_only", "bullet"))
    first = start + timedelta(chance.choice((28, 30, 31, 31, 45)))
    loan: Loan = {
        "id": "a",
        "lender": "某银行",
        "lender_kind": chance.choice(("bank", "consumer_finance")),
        "product": "consumer_loan",
        "principal": principal,
        "disbursed_on": start,
        "repayment": method,
        "term_months": months,
        "first_due_on": first if method != "bullet" else start + timedelta(chance.randrange(90, 400)),
        "nominal_rate": Decimal(chance.randrange(600, 3600)) / 10_000,
        "day_count": chance.choice(("30/360", "act/360", "act/365")),
        "penalty_multiple": chance.choice((Decimal("1.3"), Decimal("1.5"))),
        "compound": chance.random() < 0.5,
        "allocation": "statute",
    }
    if chance.randrange(2) and method != "bullet":
        amount = Decimal(chance.randrange(1_000, 9_000)) / 100
        loan["fee"] = [{"kind": "管理费", "amount": amount, "every": "month"}]
    if chance.randrange(3) == 0:
        loan["received"] = (principal * Decimal("0.95")).quantize(Decimal("0.01"))
    loan["payment"] = _payments(loan, chance)
    return loan


def _payments(loan: Loan, chance: random.Random) -> list[Loan]:
    """Some instalments paid, on time or late, then none; on a bullet a part or two."""
    plan = ledger(loan, loan["disbursed_on"], lambda _: Fraction("0.0345"))["schedule"]
    kept = chance.randrange(1, 5)
    found = []
    for row in plan[:kept]:
        late = chance.choice((0, 0, 0, 3, 12))
        part = chance.choice((1, 1, 2)) if loan["repayment"] != "bullet" else 7
        amount = row["total"] / part
        found.append({"on": row["due_on"] + timedelta(late), "amount": amount.quantize(Decimal("0.01"))})
    return [item for item in found if item["amount"]]


def _ways(loan: Loan, on: date, chance: random.Random) -> dict[str, Loan]:
    """One way of counting differently on each axis that this loan has."""
    others = [name for name in ("30/360", "act/360", "act/365") if name != loan["day_count"]]
    known = map(Decimal, ("1", "1.1", "1.2", "1.3", "1.4", "1.5", "2"))
    multiples = [multiple for multiple in known if multiple != loan["penalty_multiple"]]
    ways: dict[str, Loan] = {
        "day_count": {"day_count": chance.choice(others)},
        "penalty_multiple": {"penalty_multiple": chance.choice(multiples)},
        "compound": {"compound": not loan["compound"]},
        "last_day": {"on": on + timedelta(chance.choice((-1, 1)))},
        "allocation": {"allocation": chance.choice(("principal_first", "oldest_installment"))},
    }
    paid = [item for item in loan["payment"] if item["on"] <= on]
    if paid:
        missing = chance.choice(paid)
        ways["payment"] = {"payment": [item for item in loan["payment"] if item is not missing]}
    if "fee" in loan:
        ways["fees"] = {"fee": []}
    if "received" in loan:
        ways["principal"] = {"received": loan["principal"]}
    plan = ledger(loan, loan["disbursed_on"], lambda _: Fraction("0.0345"))["schedule"]
    passed = [row["due_on"] for row in plan if row["due_on"] <= on]
    if loan["repayment"] != "bullet" and len(passed) < len(plan):
        ways["accelerated_on"] = {"accelerated_on": chance.choice((*passed[-4:], on))}
    return ways
