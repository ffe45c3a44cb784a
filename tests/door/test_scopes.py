"""The door names the same loans as the rulebook does: a scope means one thing in both."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from support import a_case, bank_loan
from yingmen.case import LenderKind, Product
from yingmen.door.scopes import in_scope
from yingmen.lawful.engine import Sqlite
from yingmen.lawful.rows import rows_of
from yingmen.lawful.rulebook import rule_files, rulebook
from yingmen.lawful.sql import values_sql

ON = date(2026, 8, 31)
CALL = {"contact_id": "c1", "at": "2026-08-01T10:00:00", "channel": "call"}


@pytest.mark.parametrize("name", ["card", "cba", "nifa", "gbt"])
def test_a_scope_covers_the_same_loans_at_the_door_and_in_the_rulebook(name: str) -> None:
    answers = set()
    for kind, what, online in product(LenderKind, Product, (True, False, None)):
        case = a_case(bank_loan(lender_kind=kind, product=what, online=online), contact=[CALL])
        with Sqlite(rows_of(case, ON).judged) as engine:
            ((_, code),) = engine.fetch(values_sql(rulebook(), rule_files()["scopes"]["scope"][name]))
        expected = None if code is None else bool(code)
        assert (kind, what, online, expected) == (kind, what, online, in_scope(name, case.loan[0], ON))
        answers.add(expected)
    assert {True, False} <= answers
