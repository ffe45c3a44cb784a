"""A claim is weighed on its own day, told by component, and explained where another way of counting does."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from properties.claims import Made, figure, made
from support import a_case, bank_loan, owe, owe_json, payment, private_loan
from yingmen.owe.claim_options import Counted
from yingmen.owe.claim_search import Explanation, explain
from yingmen.owe.terms import Terms, read_terms

ON = date(2024, 5, 1)
BULLET = bank_loan(
    principal="36000",
    repayment="bullet",
    term_months=None,
    disbursed_on=date(2024, 1, 1),
    first_due_on=date(2024, 4, 10),
    nominal_rate="0.10",
    penalty_multiple="1.5",
)
"""36000 at 10 %, act/360, due after 100 days: interest 1000.00; to 1 May 21 days late at 15 %: 315.00."""


def claimed(total: str, loan: dict[str, Any] = BULLET, **components: str) -> dict[str, Any]:
    claim = {"id": "c", "on": ON, "by": "某催收公司", "total": total, **components}
    found: dict[str, Any] = owe_json({**loan, "claim": [claim]}, date(2024, 6, 1))["claims"][0]
    return found


def search(claim: Made) -> Explanation:
    terms = read_terms(a_case(claim.loan).loan[0], lambda _: Decimal("0.0345"))
    assert isinstance(terms, Terms)
    return explain(Counted(terms, claim.on), claim.total)


def ways(found: dict[str, Any]) -> list[str]:
    return [f"{one['assumption']}:{one['theirs']}" for one in found["explained_by"]]


def test_a_claim_is_weighed_on_its_own_day() -> None:
    found = claimed("37315.00")
    assert ("37315.00", "0.00", []) == (found["ours"], found["difference"], found["explained_by"])


def test_a_dearer_penalty_explains_a_claim_to_the_fen() -> None:
    # 36000 x 0.20 x 21/360 = 420.00 instead of 315.00.
    found = claimed("37420.00")
    assert (["penalty_multiple:合同利率的 2 倍"], "0.00") == (ways(found), found["unexplained"])


def test_a_day_more_at_the_end_explains_a_claim() -> None:
    # 22 days: 36000 x 0.15 x 22/360 = 330.00.
    assert ["last_day:多算一天"] == ways(claimed("37330.00"))


def test_another_day_count_explains_a_claim() -> None:
    # act/365: 36000 x 0.10 x 100/365 = 986.30; 36000 x 0.15 x 21/365 = 310.68.
    assert ["day_count:act/365"] == ways(claimed("37296.98"))


def test_compound_nobody_agreed_explains_a_claim() -> None:
    # 1000 x 0.15 x 21/360 = 8.75.
    assert ["compound:对欠付利息计复利"] == ways(claimed("37323.75"))


def test_compound_on_penalty_too_is_told_apart() -> None:
    # A fen paid on 20 April posts 36000 x 0.15 x 10/360 = 150.00 and compound 1000 x 0.15 x 10/360 = 4.17;
    # then interest 999.99: penalty 165.00 more, compound (999.99 + 150.00) x 0.15 x 11/360 = 5.27 more.
    loan = {**BULLET, "payment": [payment(date(2024, 4, 20), "0.01")]}
    assert ["compound:对欠付利息和罚息都计复利"] == ways(claimed("37324.43", loan))


def test_a_payment_that_was_not_booked_explains_a_claim() -> None:
    loan = {**BULLET, "payment": [payment(date(2024, 4, 10), "5000")]}
    found = claimed("37315.00", loan)
    assert [["payment"]] == [[one["assumption"] for one in found["explained_by"]]]


def test_a_waiver_that_was_not_applied_explains_a_claim() -> None:
    loan = {**BULLET, "waiver": [{"on": date(2024, 4, 20), "amount": "100"}]}
    # To 20 April 10 days late: 150.00, of which 100.00 are let off; to 1 May another 165.00.
    assert "37215.00" == claimed("37315.00", loan)["ours"]
    assert [["waiver"]] == [[one["assumption"]] for one in claimed("37315.00", loan)["explained_by"]]


def test_interest_deducted_in_advance_counted_as_principal_explains_a_claim() -> None:
    loan = private_loan(
        principal="36500", received="30000", first_due_on=date(2022, 1, 1), nominal_rate="0.10"
    )
    # On the whole 36500 at 10 %: interest 3650.00 at the maturity; to 31 January 30 days more: 300.00.
    claim = {"id": "c", "on": date(2022, 1, 31), "total": "40450.00"}
    found = owe_json({**loan, "claim": [claim]}, date(2022, 2, 1))["claims"][0]
    assert ["principal:本金仍按 ¥36,500.00"] == ways(found)


def test_a_day_more_in_each_period_explains_a_claim() -> None:
    # 36000 x 0.10 x 101/360 = 1010.00 instead of 1000.00.
    assert ["period_days:每期多算一天利息"] == ways(claimed("37325.00"))


def test_interest_on_principal_already_paid_back_explains_a_claim() -> None:
    # Two parts of 600 at 12 %: kept to the plan, February bears 600 x 0.01 = 6.00; on the whole 1200, 12.00.
    loan = bank_loan(term_months=2, payment=[payment(date(2024, 2, 1), "612.00")])
    claim = {"id": "c", "on": date(2024, 3, 1), "total": "612.00"}
    found = owe_json({**loan, "claim": [claim]}, date(2024, 3, 1))["claims"][0]
    assert "interest_base:已还的本金也继续计息" in ways(found)


def test_third_party_fees_added_in_explain_a_claim() -> None:
    loan = {**BULLET, "fee": [{"kind": "担保费", "amount": "777", "payee": "某担保公司"}]}
    assert ["fees:把第三方的费用也算进来"] == ways(claimed("38092.00", loan))


def test_calling_the_loan_in_early_explains_a_claim() -> None:
    # 400 + 12 fell due on 1 February; called in that day, the other 800 are late for 29 days too:
    # penalty 1200 x 0.18 x 29/360 = 17.40 on 1 March, in two rows 5.80 + 11.60.
    loan = bank_loan(penalty_multiple="1.5")
    claim = {"id": "c", "on": date(2024, 2, 28), "total": "1228.20"}
    # To 28 February 27 days: 400 x 0.18 x 27/360 = 5.40, 800 x 0.18 x 27/360 = 10.80; 1200 + 12 + 16.20.
    found = owe_json({**loan, "claim": [claim]}, date(2024, 3, 1))["claims"][0]
    assert ["accelerated_on:2024年2月1日 就算全部提前到期"] == ways(found)


def test_what_nothing_explains_stays_unexplained_and_says_how_much() -> None:
    found = claimed("50000.37")
    assert ([], False) == (found["explained_by"], found["unexplained"] == "0.00")
    assert found["nearest"]["unexplained"] == found["unexplained"]
    assert found["tried"] > len(found["nearest"]["assumptions"])


def test_differences_are_told_for_each_component_the_claim_names() -> None:
    found = claimed("37420.00", principal="36000", interest="1000", penalty="420")
    assert {"principal": "0.00", "interest": "0.00", "penalty": "105.00"} == found["differences"]


def test_the_dearest_question_comes_first_and_a_stranger_is_asked_for_authority() -> None:
    claim = {"id": "c", "on": ON, "by": "某催收公司", "total": "37420.00"}
    item = owe({**BULLET, "claim": [claim]}, date(2024, 6, 1))
    weighty = [one for one in item.questions if one.amount is not None]
    assert ["authority:c", "claim:c"] == [one.about for one in weighty][:2]
    assert all(one.good_answer and one.document for one in item.questions)


def test_the_same_claim_gets_the_same_explanation_whatever_the_order_of_entry() -> None:
    claim = made(7)
    turned = claim._replace(loan={**claim.loan, "payment": claim.loan["payment"][::-1]})
    assert sorted(str(one.total) for one in search(claim).exact) == sorted(
        str(one.total) for one in search(turned).exact
    )


CHUNK = 125


@pytest.mark.parametrize("start", range(0, 2000, CHUNK))
def test_claims_made_by_other_code_are_recovered(start: int) -> None:
    """Of every 125 random claims at least 95 % are reproduced to the fen by axes the claim really varied."""
    recovered = 0
    for seed in range(start, start + CHUNK):
        claim = made(seed)
        found = search(claim).exact
        recovered += any({option.axis for option in one.options} <= set(claim.axes) for one in found)
    assert recovered >= CHUNK * 0.95


@pytest.mark.parametrize("start", range(0, 500, CHUNK))
def test_a_figure_drawn_at_random_is_hardly_ever_explained(start: int) -> None:
    """Of every 125 figures between 80 % and 140 % of the ledger at most one is reproduced to the fen."""
    explained = 0
    for seed in range(start, start + CHUNK):
        claim = made(seed)
        ours = figure(claim.loan, claim.on)
        drawn = random.Random(seed).randrange(int(ours * 80), int(ours * 140))  # noqa: S311 - reproducible
        explained += bool(search(claim._replace(total=Decimal(drawn) / 100)).exact)
    assert explained <= 1
