"""The case at hand: what is complete, what is left out, and answers worked out once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from yingmen.web import desk
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from yingmen.web.vault.models import File

LOAN = {
    "id": "卡",
    "lender": "江南银行",
    "lender_kind": "bank",
    "product": "consumer_loan",
    "disbursed_on": "2025-01-31",
    "principal": "12000.00",
    "repayment": "bullet",
}


def document(*loans: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**desk.NAMELESS, "loan": list(loans), **more}


def test_a_loan_still_being_filled_in_is_left_out_and_named() -> None:
    half = {"id": "网贷", "lender": "海棠"}
    case, left = desk.complete(document(LOAN, half))
    assert ["卡"] == [loan.id for loan in case.loan]
    assert [("loan", 1)] == [(item.table, item.position) for item in left]
    assert left[0].lacking


def test_what_points_at_a_loan_left_out_points_nowhere_meanwhile() -> None:
    payment = {"on": "2025-03-01", "amount": "100.00", "designated": "网贷"}
    contact = {"contact_id": "c1", "at": "2025-04-01", "channel": "call", "loan": "网贷"}
    data = document({**LOAN, "payment": [payment], "renews": "网贷"}, {"id": "网贷"}, contact=[contact])
    case, _ = desk.complete(data)
    assert case.loan[0].payment[0].designated is None
    assert case.loan[0].renews is None
    assert case.contact[0].loan is None


def test_an_answer_is_worked_out_once_for_a_document_and_anew_for_the_next(example: File) -> None:
    worked: list[int] = []
    here = desk.desk()
    for _ in range(3):
        desk.desk().worked_out("test", lambda: worked.append(1))
    assert 1 == len(worked)
    versions.save(example, here.base, lambda data: {**data, "asset": []}, "改", desk.now())
    desk.desk().worked_out("test", lambda: worked.append(1))
    assert 2 == len(worked)


@pytest.mark.usefixtures("example")
def test_after_forgetting_nothing_is_kept_in_memory() -> None:
    worked: list[int] = []
    desk.desk().worked_out("test", lambda: worked.append(1))
    desk.forget()
    desk.desk().worked_out("test", lambda: worked.append(1))
    assert 2 == len(worked)


def test_a_loan_that_was_removed_takes_no_entry_of_the_record_with_it(example: File) -> None:
    from yingmen.record import Draft

    here = desk.desk()
    draft = Draft(
        kind="visit", text="来了两个人", by="林小满", at="2026-08-30T19:30", loan=here.own.loan[0].id
    )
    here.journal.append(draft, desk.now())
    assert here.own.loan[0].id == desk.desk().case.contact[-1].loan
    versions.save(example, here.base, lambda data: {**data, "loan": [], "contact": []}, "改", desk.now())
    assert [None] == [contact.loan for contact in desk.desk().case.contact]


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_for_a_case_that_is_not_there_begin_one() -> None:
    def ask() -> int:
        try:
            return int(desk.the_file().pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = {done.result() for done in [pool.submit(ask) for _ in range(8)]}
    assert 1 == len(found)
    assert 1 == len(versions.files())


def test_only_a_new_contact_has_the_answers_worked_out_anew(example: File) -> None:
    from yingmen.record import Draft

    worked: list[int] = []

    def ask() -> None:
        desk.desk(example).worked_out("test", lambda: worked.append(1))

    ask()
    journal = desk.desk(example).journal
    journal.append(Draft(kind="note", text="记一笔", by="林小满"), desk.now())
    ask()
    assert 1 == len(worked)
    journal.append(Draft(kind="visit", text="来了两个人", by="林小满", at="2026-08-30T19:30"), desk.now())
    ask()
    assert 2 == len(worked)


def test_what_looks_at_other_entries_too_sees_each_of_them(example: File) -> None:
    from yingmen.record import Draft

    def counted() -> int:
        here = desk.desk(example)
        return here.worked_out_of_record("test", lambda: len(here.recorded))

    before = counted()
    desk.desk(example).journal.append(Draft(kind="note", text="记一笔", by="林小满"), desk.now())
    assert (0, 1) == (before, counted())
