from __future__ import annotations

import pytest

from case.files import CONTACT, HEAD, LOAN, loan_case, loan_problem, problem, problems
from yingmen.case import parse

SECOND = LOAN.replace("网贷", "旧贷").replace("2024-02-29", "2023-02-28")


@pytest.mark.parametrize(
    ("lines", "path", "line"),
    [
        ("received = 10000.01", "received", 13),
        ('received = 9500\n[[loan.deduction]]\nkind = "fee"\namount = 500.01', "deduction", None),
        ('[[loan.deduction]]\nkind = "fee"\namount = 10000.01', "deduction", None),
        ("[[loan.payment]]\non = 2024-02-28\namount = 1", "payment[1].on", 14),
        ('[[loan.claim]]\nid = "k"\non = 2024-02-28\ntotal = 1', "claim[1](k).on", 15),
        ('[[loan.acknowledgement]]\non = 2024-02-28\nkind = "demand"', "acknowledgement[1].on", 14),
        ("[[loan.fee]]\namount = 1\non = 2024-02-28", "fee[1].on", 15),
        ("accelerated_on = 2024-02-28", "accelerated_on", 13),
        ("first_due_on = 2024-02-29", "first_due_on", 13),
        ("first_due_on = 2024-04-01\nlast_due_on = 2024-03-31", "last_due_on", 14),
        ("nominal_rate = 0.1\ndaily_rate = 0.0005", "daily_rate", 14),
        ("penalty_multiple = 1.5\npenalty_daily_rate = 0.001", "penalty_daily_rate", 14),
        ('renews = "没有"', "renews", 13),
        ('renews = "网贷"', "renews", 13),
        ('[[loan.fee]]\namount = 1\non = 2024-03-01\nevery = "month"', "fee[1].every", 16),
        ('[[loan.fee]]\namount = 1\nevery = "year"', "fee[1].every", 15),
        ('[[loan.fee]]\nkind = "x"', "fee[1].amount", 13),
        ("on_demand = true", "repayment", 12),
        ('[[loan.payment]]\non = 2024-03-01\namount = 1\ndesignated = "罚息"', "payment[1].designated", 16),
    ],
)
def test_it_refuses_what_cannot_be_true_of_one_loan(lines: str, path: str, line: int | None) -> None:
    found = loan_problem(lines + "\n")
    assert (f"loan[1](网贷).{path}", line) == (found.path, found.line)
    assert found.hint


@pytest.mark.parametrize(
    "lines",
    [
        "received = 10000",
        'received = 9500\n[[loan.deduction]]\nkind = "fee"\namount = 500',
        "received = 9500",
        "[[loan.payment]]\non = 2024-02-29\namount = 1",
        "accelerated_on = 2024-02-29",
        "first_due_on = 2024-03-01\nlast_due_on = 2024-03-01",
        "signed_on = 2024-03-05",
        "sued_on = 2020-01-01",
        '[[loan.fee]]\namount = 1\nevery = "month"',
        "[[loan.fee]]\namount = 1",
        '[[loan.payment]]\non = 2024-03-01\namount = 1\ndesignated = "principal"',
        '[[loan.payment]]\non = 2024-03-01\namount = 1\ndesignated = "网贷"',
    ],
)
def test_it_accepts_what_stands_just_inside(lines: str) -> None:
    assert loan_case(lines + "\n").loan[0].id == "网贷"


@pytest.mark.parametrize("repayment", ["bullet", "revolving"])
def test_a_loan_without_a_due_date_may_be_a_bullet_or_revolving(repayment: str) -> None:
    text = HEAD + LOAN.replace("equal_installment", repayment) + "on_demand = true\n"
    assert parse(text).loan[0].on_demand is True


def test_it_refuses_two_loans_of_one_id() -> None:
    assert ((found := loan_problem(LOAN)).path, found.line) == ("loan[2](网贷).id", 14)


def test_it_refuses_two_claims_of_one_id_even_in_different_loans() -> None:
    claim = '[[loan.claim]]\nid = "k"\non = 2024-05-01\ntotal = 1\n'
    found = problem(HEAD + LOAN + claim + SECOND + claim)
    assert (found.path, found.line) == ("loan[2](旧贷).claim[1](k).id", 26)


def test_it_refuses_two_contacts_of_one_id() -> None:
    assert ((found := problem(HEAD + CONTACT * 2)).path, found.line) == ("contact[2](c1).contact_id", 10)


@pytest.mark.parametrize("header", ['[[agreement]]\nwith = "某银行"\n', CONTACT])
def test_it_refuses_a_reference_to_no_loan_and_lists_the_loans(header: str) -> None:
    found = problem(HEAD + LOAN + header + 'loan = "车贷"\n')
    assert found.path.endswith(".loan")
    assert (found.found, found.hint) == ('"车贷"', '现有的 id："网贷"。')
    assert parse(HEAD + LOAN + header + 'loan = "网贷"\n').loan


def test_a_loan_may_renew_an_older_one_and_never_a_later_one() -> None:
    assert parse(HEAD + LOAN + 'renews = "旧贷"\n' + SECOND).loan[0].renews == "旧贷"
    found = problem(HEAD + LOAN + SECOND + 'renews = "网贷"\n')
    assert (found.path, found.line) == ("loan[2](旧贷).renews", 21)
    assert "2024-02-29" in found.hint


def test_it_refuses_loans_that_renew_each_other_in_a_circle() -> None:
    same_day = LOAN.replace("网贷", "乙")
    third = LOAN.replace("网贷", "丙") + 'renews = "网贷"\n'
    found = problems(HEAD + LOAN + 'renews = "乙"\n' + same_day + 'renews = "网贷"\n' + third)
    assert [item.path for item in found] == ["loan[1](网贷).renews", "loan[2](乙).renews"]
    assert all("一圈" in item.hint for item in found)


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ('[[household.income]]\nsource = "工资"\nlow = 2\nhigh = 1', "household.income[1].low"),
        ("[business]\nrevenue = {low = 2, high = 1}", "business.revenue.low"),
        ("[business.rent]\nlow = 2\nhigh = 1", "business.rent.low"),
    ],
)
def test_it_refuses_a_range_that_is_upside_down(lines: str, path: str) -> None:
    found = problem(HEAD + lines + "\n")
    assert path == found.path
    assert "写反" in found.hint


@pytest.mark.parametrize("lines", ["value = -1", "income = -0.01"])
def test_it_refuses_a_negative_asset(lines: str) -> None:
    assert "负号" in problem(HEAD + f'[[asset]]\nkind = "x"\n{lines}\n').hint


def test_it_checks_what_can_be_read_where_other_keys_are_wrong() -> None:
    more = 'received = 20000\nonline = "是"\nrenews = "没有"\n[[loan.payment]]\non = 3\n'
    paths = [item.path for item in problems(HEAD + LOAN + more + LOAN.replace('lender = "某银行"\n', ""))]
    assert paths == [
        "loan[1](网贷).received",
        "loan[1](网贷).online",
        "loan[1](网贷).renews",
        "loan[1](网贷).payment[1].amount",
        "loan[1](网贷).payment[1].on",
        "loan[2](网贷).lender",
        "loan[2](网贷).id",
    ]
