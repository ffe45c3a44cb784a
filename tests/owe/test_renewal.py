"""An old private debt written into a new loan: 法释〔2020〕17号 article 27, both paragraphs, by hand.

100,000 at 24 % from 1 September 2020 (1-year LPR 3.85 %, four times 15.40 %) for a year, rolled into 124,000
on 1 September 2021 (LPR 3.85 % again) for another.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from support import a_case, bank_loan, owe_json, payment, private_loan
from yingmen import law
from yingmen.owe import reckon, reckoning_json

FIRST, SECOND, THIRD = date(2020, 9, 1), date(2021, 9, 1), date(2022, 9, 1)
OLD = private_loan(signed_on=FIRST, disbursed_on=FIRST, first_due_on=SECOND)


def new(**changes: Any) -> dict[str, Any]:
    terms = {"id": "n", "principal": "124000", "disbursed_on": SECOND, "first_due_on": THIRD, "renews": "p"}
    return private_loan(**{**terms, "signed_on": SECOND, **changes})


def answers(*loans: dict[str, Any], on: date) -> dict[str, dict[str, Any]]:
    book = law.book()
    found = reckoning_json(reckon(a_case(*loans), on, book), book)["loans"]
    return {item["loan_id"]: item for item in found}


def test_interest_above_the_ceiling_does_not_become_principal() -> None:
    # 24000.00 asked, 15400.00 supported: 8600.00 stay out. 124000 - 8600 = 115400.00.
    assert "115400.00" == answers(OLD, new(), on=SECOND)["n"]["principal"]


def test_the_same_a_year_later_with_the_lpr_of_the_old_contract_s_day() -> None:
    # From 1 January 2021: LPR 3.85 % then, 3.80 % at the renewal; the old contract's 15.40 % decides.
    start, end = date(2021, 1, 1), date(2022, 1, 1)
    old = private_loan(signed_on=start, disbursed_on=start, first_due_on=end)
    renewed = new(signed_on=end, disbursed_on=end, first_due_on=date(2023, 1, 1))
    assert "115400.00" == answers(old, renewed, on=end)["n"]["principal"]


def test_interest_at_the_ceiling_becomes_principal_whole() -> None:
    # 15.40 % agreed: 15400.00, all supported.
    old = {**OLD, "nominal_rate": "0.154"}
    assert "115400.00" == answers(old, new(principal="115400"), on=SECOND)["n"]["principal"]


def test_the_old_loan_s_books_are_closed() -> None:
    old = answers(OLD, new(), on=THIRD)["p"]
    last = old["ledger"][-1]
    assert ("renewed", "124000.00", "0.00") == (last["kind"], last["amount"], old["total"])


def test_a_payment_after_the_renewal_goes_to_the_new_loan() -> None:
    # A year on 115400 at 24 %: 27696.00; of the 30000.00 paid on its last day 2304.00 reach principal.
    found = answers(OLD, new(payment=[payment(THIRD, "30000")]), on=THIRD)
    assert ("0.00", "113096.00") == (found["p"]["total"], found["n"]["total"])


def test_both_paragraphs_together_leave_the_first_principal_at_the_ceiling_all_along() -> None:
    # By contract: 115400 x 1.24 = 143096.00. Paragraph 1: 115400 x (0.24 - 0.154) = 9924.40 unsupported,
    # 133171.60 is left. Paragraph 2: 100000 x (1 + 0.154 x 730/365) = 130800.00, so 2371.60 more fall away.
    found = answers(OLD, new(), on=THIRD)["n"]
    assert {"total": "143096.00", "lawful_total": "130800.00"} == {
        name: found[name] for name in ("total", "lawful_total")
    }
    assert "12296.00" == found["ceiling"]["over_unpaid"]


def test_a_renewal_at_the_ceiling_is_capped_by_the_second_paragraph_alone() -> None:
    # 115400 x 1.154 = 133171.60 against 130800.00.
    old = {**OLD, "nominal_rate": "0.154"}
    found = answers(old, new(principal="115400", nominal_rate="0.154"), on=THIRD)["n"]
    assert ("2371.60", "130800.00") == (found["ceiling"]["over"], found["lawful_total"])


def test_a_cheap_renewal_is_not_capped() -> None:
    # 100000 at 10 % is 110000, at 10 % again 121000, below 130800.
    old = {**OLD, "nominal_rate": "0.10"}
    found = answers(old, new(principal="110000", nominal_rate="0.10"), on=THIRD)["n"]
    assert ("0.00", "121000.00") == (found["ceiling"]["over"], found["lawful_total"])


def test_the_whole_chain_is_capped_from_its_first_link() -> None:
    # Three papers while the LPR stayed 3.85 %: 181, 184 and 91 days, 456 in all.
    # 1: 100000 x 0.24 x 181/365 = 11901.37, of which 4264.66 unsupported: 107636.71 (written 111901.37).
    # 2: 107636.71 x 0.24 x 184/365 = 13022.57, of which 4666.42 unsupported: 115992.86 (written 120659.28).
    # 3: at 15.40 % alone 115992.86 + 4453.49 = 120446.35, more than the cap
    # 100000 x (1 + 0.154 x 456/365) = 119239.45.
    second, third, end = date(2021, 3, 1), date(2021, 9, 1), date(2021, 12, 1)
    chain = (
        {**OLD, "first_due_on": second},
        new(principal="111901.37", signed_on=second, disbursed_on=second, first_due_on=third),
        new(
            id="m",
            principal="120659.28",
            signed_on=third,
            disbursed_on=third,
            first_due_on=end,
            renews="n",
        ),
    )
    assert "107636.71" == answers(*chain, on=second)["n"]["principal"]
    assert "115992.86" == answers(*chain, on=third)["m"]["principal"]
    assert "119239.45" == answers(*chain, on=end)["m"]["lawful_total"]


def test_a_bank_s_renewal_takes_everything_over() -> None:
    old = bank_loan(
        id="p",
        principal="100000",
        disbursed_on=FIRST,
        repayment="bullet",
        term_months=None,
        first_due_on=SECOND,
        nominal_rate="0.30",
        day_count="act/365",
    )
    renewed = {
        **old,
        "id": "n",
        "principal": "130000",
        "disbursed_on": SECOND,
        "first_due_on": THIRD,
        "renews": "p",
    }
    assert "130000.00" == answers(old, renewed, on=SECOND)["n"]["principal"]


def test_without_renews_a_new_loan_stands_by_itself() -> None:
    assert "124000.00" == owe_json(new(renews=None), SECOND)["principal"]


def test_what_was_paid_on_the_day_of_the_renewal_counts_on_the_old_loan_first() -> None:
    # 24000.00 of interest paid that day: nothing is left to keep out, nothing is overpaid.
    paid = {**OLD, "payment": [payment(SECOND, "24000")]}
    found = answers(paid, new(principal="100000"), on=SECOND)
    assert ("0.00", "100000.00") == (found["p"]["overpaid"], found["n"]["principal"])


def test_a_payment_written_under_the_old_loan_reaches_the_one_that_took_it_over() -> None:
    # New interest to 1 December: 100000 x 0.24 x 91/365 = 5983.56; 5000.00 paid leaves 983.56.
    paid = {**OLD, "payment": [payment(SECOND, "24000"), payment(date(2021, 12, 1), "5000")]}
    found = answers(paid, new(principal="100000"), on=date(2021, 12, 1))
    assert ("0.00", "983.56") == (found["p"]["overpaid"], found["n"]["interest"])


def test_interest_kept_out_once_does_not_come_back_with_a_third_paper() -> None:
    # 1: 100000 x 0.24 x 181/365 = 11901.37, of which 4264.66 unsupported: 107636.71 (written 111901.37).
    # 2: 107636.71 x 0.24 x 184/365 = 13022.57, of which 4666.42 unsupported: 115992.86. The third paper
    # counts its interest on the whole 111901.37 and is written 125440.20; the excess stays out all the same.
    second, third = date(2021, 3, 1), date(2021, 9, 1)
    chain = (
        {**OLD, "first_due_on": second},
        new(principal="111901.37", signed_on=second, disbursed_on=second, first_due_on=third),
        new(
            id="m",
            principal="125440.20",
            signed_on=third,
            disbursed_on=third,
            first_due_on=date(2021, 12, 1),
            renews="n",
        ),
    )
    assert "115992.86" == answers(*chain, on=third)["m"]["principal"]
