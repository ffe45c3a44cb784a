"""How a contact of a case becomes a row: what it takes from its loan, and what presence settles."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from properties.contacts import midnight
from support import a_case, bank_loan
from yingmen.law import Verdict
from yingmen.lawful import judge
from yingmen.lawful.columns import COLUMNS, LOAN_WIDE, SETTLED_BY_PRESENCE
from yingmen.lawful.rows import rows_of, settled, wall_time, wall_us

if TYPE_CHECKING:
    from yingmen.case import Case
    from yingmen.lawful.rows import Row, Rows

ON = date(2026, 11, 24)
CALL = {"contact_id": "c", "at": "2026-06-01T10:00:00", "channel": "call"}
WIDE: dict[str, Any] = {
    "lender_kind": "bank",
    "product": "credit_card",
    "online": True,
    "agency_id": "华信",
    "agency_listed": False,
    "outsourcing_notified": False,
    "agreement_active": True,
    "dispute_open": True,
}


def loan(**changes: Any) -> dict[str, Any]:
    return bank_loan(**{**WIDE, "product": "consumer_loan", **changes})


def case_of(*contacts: dict[str, Any], loans: tuple[dict[str, Any], ...] = ()) -> Case:
    return a_case(*loans, contact=[{**CALL, **item} for item in contacts])


def rows(*contacts: dict[str, Any], loans: tuple[dict[str, Any], ...] = ()) -> Rows:
    return rows_of(case_of(*contacts, loans=loans), ON)


def row(loans: tuple[dict[str, Any], ...] = (), **contact: Any) -> Row:
    (only,) = rows(contact, loans=loans).judged
    return only


# From the loan


def test_the_values_that_a_contact_takes_from_its_loan_are_those_of_the_schema() -> None:
    assert set(WIDE) == set(LOAN_WIDE)


def test_a_contact_takes_from_its_loan_what_it_does_not_say_itself() -> None:
    found = row((loan(),), loan="a")
    assert {**WIDE, "product": "consumer_loan", "lender_id": "某银行"} == {
        name: found[name] for name in (*WIDE, "lender_id")
    }


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("lender_id", "B"),
        ("lender_kind", "microloan"),
        ("product", "mortgage"),
        ("online", False),
        ("agency_id", "own"),
        ("agency_listed", True),
        ("outsourcing_notified", True),
        ("agreement_active", False),
        ("dispute_open", False),
    ],
)
def test_what_a_contact_says_itself_wins(name: str, own: object) -> None:
    assert own == row((loan(),), loan="a", **{name: own})[name]


def test_the_only_loan_is_meant_where_none_is_named() -> None:
    assert "某银行" == row((loan(),))["lender_id"]


def test_of_two_loans_none_is_meant_unless_it_is_named() -> None:
    two = (loan(), loan(id="b", lender="乙银行"))
    assert {None} == {row(two)[name] for name in (*LOAN_WIDE, "lender_id")}
    assert "乙银行" == row(two, loan="b")["lender_id"]


def test_a_case_without_loans_leaves_the_lender_unknown() -> None:
    assert {None} == {row()[name] for name in (*LOAN_WIDE, "lender_id")}


SOLD = {"assigned_on": date(2026, 6, 1), "assignee": "某资产公司"}


def test_before_the_claim_is_assigned_the_lender_collects() -> None:
    found = row((loan(**SOLD),), at="2026-05-31T23:59:59")
    assert ("某银行", "bank") == (found["lender_id"], found["lender_kind"])


def test_from_the_day_of_assignment_the_assignee_collects_and_its_kind_must_be_given() -> None:
    found = row((loan(**SOLD),), at="2026-06-01T00:00:00")
    assert ("某资产公司", None) == (found["lender_id"], found["lender_kind"])
    assert "amc" == row((loan(**SOLD),), lender_kind="amc")["lender_kind"]


def test_an_assigned_loan_keeps_its_other_values() -> None:
    found = row((loan(**SOLD),))
    assert ("consumer_loan", True, "华信") == (found["product"], found["online"], found["agency_id"])


# Time


def test_a_date_alone_has_no_hour_and_stands_at_midnight() -> None:
    found = row(at=date(2026, 6, 1))
    assert (False, midnight(date(2026, 6, 1))) == (found["time_known"], found["at_us"])


def test_midnight_written_out_is_an_hour() -> None:
    assert True is row(at="2026-06-01T00:00:00")["time_known"]


def test_a_moment_is_counted_in_microseconds_of_the_wall_clock() -> None:
    # 1970-01-02 00:00:01 is a day and a second after the beginning: 86,401 s.
    assert 86_401_000_000 == wall_us(datetime(1970, 1, 2, 0, 0, 1))  # noqa: DTZ001 - wall time
    assert datetime(1970, 1, 2, 0, 0, 1) == wall_time(86_401_000_000)  # noqa: DTZ001 - wall time


def test_contacts_before_the_oldest_text_are_not_judged() -> None:
    found = rows(
        {"contact_id": "before", "at": "2006-02-28T23:59:59"}, {"contact_id": "first", "at": "2006-03-01"}
    )
    assert (("before",), ["first"]) == (found.too_early, [item["contact_id"] for item in found.judged])


def test_a_contact_that_is_too_early_is_answered_as_not_covered() -> None:
    case = case_of({"contact_id": "b", "at": "2006-03-01"}, {"contact_id": "a", "at": "2006-02-28"})
    found = judge(case, ON).contacts
    assert [("b", False), ("a", True)] == [
        (item.contact_id, item.verdict == Verdict.NOT_COVERED) for item in found
    ]


def test_contacts_after_the_day_asked_for_are_left_out_and_named() -> None:
    case = case_of(
        {"contact_id": "that-day", "at": "2026-11-24T23:59:59"},
        {"contact_id": "next-day", "at": "2026-11-25T00:00:00"},
    )
    found = judge(case, ON)
    assert (["that-day"], ("next-day",)) == ([item.contact_id for item in found.contacts], found.later)


# Defaults


def test_who_began_is_the_collector_unless_said() -> None:
    assert "collector" == row()["initiated_by"]
    assert "debtor" == row(initiated_by="debtor")["initiated_by"]


def test_the_debtor_of_a_case_is_the_borrower() -> None:
    assert "borrower" == row()["debtor_id"]


@pytest.mark.parametrize("party", ["family", "colleague", "guarantor", "debtor", None])
def test_nobody_but_a_spouse_is_liable_without_a_word(party: str | None) -> None:
    told: dict[str, Any] = {} if party is None else {"party": party}
    assert False is row(**told)["party_liable"]


def test_whether_a_spouse_is_liable_stays_open_until_it_is_said() -> None:
    assert None is row(party="spouse")["party_liable"]
    assert True is row(party="spouse", party_liable=True)["party_liable"]
    assert True is row(party="family", party_liable=True)["party_liable"]


def test_whoever_was_there_throughout_would_have_noticed() -> None:
    found = row(witnessed=True, threat=True)
    assert True is found["threat"]
    assert {False} == {found[name] for name in SETTLED_BY_PRESENCE - {"threat"}}


@pytest.mark.parametrize("witnessed", [False, None])
def test_without_such_a_witness_nothing_is_settled(witnessed: bool | None) -> None:
    told: dict[str, Any] = {} if witnessed is None else {"witnessed": witnessed}
    assert {None} == {row(**told)[name] for name in SETTLED_BY_PRESENCE}


def test_presence_settles_nothing_that_could_escape_notice() -> None:
    found = row(witnessed=True)
    hidden = (
        "filmed_secretly",
        "posted_publicly",
        "harassed",
        "false_document",
        "recorded",
        "private_device",
    )
    assert {None} == {found[name] for name in hidden}


def test_a_row_holds_every_column_and_money_in_fen() -> None:
    found = row(amount_overdue="1234.56")
    assert set(COLUMNS) == set(found)
    assert 123_456 == found["amount_overdue_fen"]


def test_a_row_settled_once_is_settled() -> None:
    found = row((loan(),), witnessed=True, party="spouse")
    assert dict(found) == dict(settled(found))
