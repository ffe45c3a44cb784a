"""Small case files to change one thing in, and the problems that come of it."""

from __future__ import annotations

import pytest

from yingmen.case import Case, parse
from yingmen.errors import CaseError, Problem

HEAD = """\
schema = 1
[borrower]
name = "张三"
kind = "person"
"""
LOAN = """\
[[loan]]
id = "网贷"
lender = "某银行"
lender_kind = "bank"
product = "consumer_loan"
principal = 10000
disbursed_on = 2024-02-29
repayment = "equal_installment"
"""
CONTACT = """\
[[contact]]
contact_id = "c1"
at = 2024-06-01T08:30:00
channel = "call"
"""


def problems(text: str) -> tuple[Problem, ...]:
    """Every problem found in a text that must not be accepted."""
    with pytest.raises(CaseError) as caught:
        parse(text)
    return caught.value.problems


def problem(text: str) -> Problem:
    """The only problem of a text."""
    (only,) = problems(text)
    return only


def loan_case(more: str = "") -> Case:
    """A case of one loan, with more lines at the end of it."""
    return parse(HEAD + LOAN + more)


def loan_problem(more: str) -> Problem:
    """The only problem of a case whose one loan has more lines at the end."""
    return problem(HEAD + LOAN + more)
