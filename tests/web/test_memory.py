"""What the desk and the versions hold on to: the right answer, no more than needed, each thing as itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from web.held import reckonings
from web.test_desk import LOAN, document
from yingmen.web import desk
from yingmen.web.vault import versions
from yingmen.web.vault.erase import erase_all

NOW = datetime(2026, 8, 31, 9)  # noqa: DTZ001 - wall time in Beijing
CONTACT = {"contact_id": "c1", "at": "2025-04-01", "channel": "call"}
AGREED: dict[str, Any] = {"with": "海棠", "loan": "卡"}


# The desk


def test_it_goes_by_the_time_in_beijing_to_the_second() -> None:
    here, there = desk.now(), datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=8)
    assert abs(here - there) < timedelta(minutes=1)
    assert 0 == desk.now().microsecond == here.microsecond


@pytest.mark.parametrize("table", ["contact", "asset", "agreement", "person"])
def test_whatever_is_still_being_filled_in_is_left_out_and_named(table: str) -> None:
    half = {"loan": "卡"}
    case, left = desk.complete(document(LOAN, **{table: [half]}))
    assert ["卡"] == [loan.id for loan in case.loan]
    assert [(table, 0)] == [(item.table, item.position) for item in left]


@pytest.mark.parametrize("to", ["principal", "interest", "卡"])
def test_what_a_payment_was_for_stays_where_it_is_known(to: str) -> None:
    payment = {"on": "2025-03-01", "amount": "100.00", "designated": to}
    case, left = desk.complete(document({**LOAN, "payment": [payment]}))
    assert ((), to) == (left, case.loan[0].payment[0].designated)


def test_what_points_at_a_loan_that_is_there_goes_on_pointing_at_it() -> None:
    case, left = desk.complete(document(LOAN, contact=[{**CONTACT, "loan": "卡"}], agreement=[AGREED]))
    assert ((), "卡", "卡") == (left, case.contact[0].loan, case.agreement[0].loan)


def test_an_agreement_about_a_loan_left_out_stays_without_it() -> None:
    case, left = desk.complete(document(LOAN, {"id": "网贷"}, agreement=[{**AGREED, "loan": "网贷"}]))
    assert ["loan"] == [item.table for item in left]
    assert [None] == [item.loan for item in case.agreement]


@pytest.mark.usefixtures("example")
def test_however_many_answers_were_worked_out_the_last_are_known() -> None:
    here = desk.desk()
    for number in range(400):
        assert number == here.worked_out("test", number.__index__, number)
    for number in (397, 398, 399):
        assert number == here.worked_out("test", lambda: -1, number)
    assert -1 == here.worked_out("test", lambda: -1, 0)


@pytest.mark.usefixtures("example")
def test_two_answers_of_one_case_are_not_taken_for_each_other() -> None:
    here = desk.desk()
    assert "a" == here.worked_out("one", lambda: "a")
    assert "b" == here.worked_out("two", lambda: "b")
    assert "c" == here.worked_out("one", lambda: "c", "more")
    assert "a" == here.worked_out("one", lambda: "d")


@pytest.mark.usefixtures("example")
def test_after_forgetting_no_reckoning_is_anywhere_in_memory() -> None:
    before = reckonings()
    desk.desk().reckoning()
    assert reckonings(but=before)
    desk.forget()
    assert not reckonings(but=before)


# Which is which


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["id", "contact_id", "name"])
def test_what_one_tab_changed_is_never_put_into_what_another_put_in_its_place(key: str) -> None:
    versions.begin({"list": [{key: "甲", "said": "一"}]}, "新开的", NOW)
    file = versions.files()[-1]
    versions.save(file, 1, lambda _: {"list": [{key: "乙", "said": "一"}]}, "换了", NOW)
    with pytest.raises(versions.Overtaken):
        versions.save(file, 1, lambda _: {"list": [{key: "甲", "said": "二"}]}, "改了", NOW)
    assert {"list": [{key: "乙", "said": "一"}]} == versions.latest(file).data


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("example")
def test_after_an_erasure_not_even_how_much_there_was_is_known() -> None:
    def counted() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_sequence")
            return int(cursor.fetchone()[0])

    assert counted()
    assert () == erase_all()
    assert 0 == counted()
