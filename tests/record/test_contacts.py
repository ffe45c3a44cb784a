"""What the record holds of visits, calls and messages is judged, and findings lead back to their entries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.memory import MemoryStore
from record.stores import in_database
from record.writing import NOW, draft
from support import a_case, bank_loan
from yingmen.law import Verdict
from yingmen.lawful import judge
from yingmen.record import Journal, contacts_from, standing

if TYPE_CHECKING:
    from yingmen.record import Entry

pytestmark = pytest.mark.django_db


def journal(*drafts: dict[str, Any]) -> tuple[Entry, ...]:
    """What is written down, the same wherever it lies."""
    records = Journal(MemoryStore()), Journal(in_database())
    in_memory, in_rows = (tuple(record.append(draft(**each), NOW) for each in drafts) for record in records)
    assert in_memory == in_rows == records[1].entries()
    return in_rows


VISIT = {"kind": "visit", "at": "2026-03-09T22:30", "facts": {"staff_count": 1, "threat": True}}


def test_visits_calls_and_messages_become_contacts_and_nothing_else_does() -> None:
    entries = journal(
        VISIT,
        {"kind": "note"},
        {"kind": "call", "at": "2026-03-08", "facts": {"channel": "robot_call"}},
        {"kind": "message", "at": "2026-03-07T09:00", "facts": {"channel": "sms"}, "loan": "a"},
        {"kind": "payment", "amount": "300"},
    )
    found = contacts_from(entries, a_case(bank_loan()))
    assert [
        ("记录-1", "visit", True, None),
        ("记录-3", "robot_call", False, None),
        ("记录-4", "sms", True, "a"),
    ] == [(each.contact_id, each.channel, each.time_known, each.loan) for each in found.case.contact]
    assert {"记录-1": (1,), "记录-3": (3,), "记录-4": (4,)} == found.entries
    assert () == found.undated


def test_they_come_after_what_the_case_has_and_change_nothing_else() -> None:
    own = {"contact_id": "c1", "at": "2026-01-05", "channel": "call"}
    case = a_case(bank_loan(), contact=[own])
    found = contacts_from(journal(VISIT), case)
    assert ["c1", "记录-1"] == [each.contact_id for each in found.case.contact]
    assert case == found.case.model_copy(update={"contact": case.contact})
    assert case == contacts_from((), case).case


def test_a_correction_stands_in_its_place_and_leads_back_to_both() -> None:
    entries = journal(VISIT, {"kind": "note"}, {**VISIT, "facts": {"staff_count": 3}, "corrects": 1})
    found = contacts_from(entries, a_case(bank_loan()))
    assert [("记录-3", 3, None)] == [
        (each.contact_id, each.staff_count, each.threat) for each in found.case.contact
    ]
    assert {"记录-3": (3, 1)} == found.entries


def test_a_correction_of_a_correction_and_a_second_correction_come_to_the_last() -> None:
    entries = journal(VISIT, {**VISIT, "corrects": 1}, {**VISIT, "corrects": 2}, {**VISIT, "corrects": 1})
    assert [(4, (3, 2, 1))] == [(entry.n, earlier) for entry, earlier in standing(entries)]


def test_a_correction_that_is_no_contact_takes_it_back() -> None:
    entries = journal(VISIT, {"kind": "note", "text": "记错了，是邻居家", "corrects": 1})
    assert () == contacts_from(entries, a_case(bank_loan())).case.contact


def test_a_contact_whose_day_is_not_known_is_left_out_and_said() -> None:
    found = contacts_from(journal({"kind": "call"}), a_case(bank_loan()))
    assert ((), (1,)) == (found.case.contact, found.undated)


def test_a_finding_leads_back_to_its_entries() -> None:
    found = contacts_from(journal({"kind": "note"}, VISIT), a_case(bank_loan()))
    judged = judge(found.case, date(2026, 3, 31)).contacts
    assert [Verdict.BREACH] == [each.verdict for each in judged]
    assert [(2,)] == [found.entries[each.contact_id] for each in judged]


NAMES = st.sampled_from([f"记录-{n}{more}" for n in (1, 2, 3) for more in ("", "-2", "-3", "-2-2")])


@given(st.sets(NAMES), st.integers(1, 3))
def test_whatever_a_contact_of_the_case_is_called_every_contact_has_a_name_of_its_own(
    taken: set[str], count: int
) -> None:
    store = Journal(MemoryStore())
    entries = [store.append(draft(kind="visit", at="2026-03-09T19:30"), NOW) for _ in range(count)]
    own = [{"contact_id": name, "at": "2026-01-05", "channel": "call"} for name in sorted(taken)]
    case = a_case(bank_loan(), contact=own)
    found = contacts_from(entries, case)
    names = [each.contact_id for each in found.case.contact]
    assert len(set(names)) == len(names) == len(taken) + count
    assert names[: len(taken)] == sorted(taken)
    assert [(n + 1,) for n in range(count)] == list(found.entries.values())
    assert names[len(taken) :] == list(found.entries)
    assert contacts_from(entries, case) == found
    for number, name in enumerate(found.entries, 1):
        assert name == f"记录-{number}" or f"记录-{number}" in taken


def test_what_is_about_a_loan_the_case_does_not_hold_is_about_none_and_said() -> None:
    found = contacts_from(journal({**VISIT, "loan": "b"}, {**VISIT, "loan": "a"}), a_case(bank_loan()))
    assert [None, "a"] == [contact.loan for contact in found.case.contact]
    assert (1,) == found.strays
