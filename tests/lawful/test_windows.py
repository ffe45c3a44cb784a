"""The fourth connected call and the seventh dial of a day, beside a second way of counting them.

The second way is written from the rule's sentence alone: it fills in everything unknown in every way there
is, puts the day's calls in order, and counts on its fingers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from properties.contacts import HOUR, SECOND, SILENT, call, judged, midnight, rule_verdicts
from yingmen.law import Missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yingmen.law import Finding

DAY = date(2026, 6, 1)
CALLS, DIALS = "calls-effective-over-3", "dials-over-6"
BREACH, UNCLEAR = "breach", "unclear"


@dataclass(frozen=True)
class Ring:
    """A call to somebody: `second` of the day, None where only the date is known; None elsewhere: unknown."""

    id: str
    second: int | None
    connected: bool | None = True
    party: str | None = "debtor"
    lender: str | None = "A"
    number: str | None = "1"
    day: int = 0

    def unknown(self) -> int:
        """How many of its facts are not known."""
        return [self.second, self.connected, self.party, self.lender, self.number].count(None)


def said(rings: Sequence[Ring], rule: str) -> list[str]:
    """What the rulebook says of each."""
    return [rule_verdicts(findings)[rule] for findings in found(rings)]


def found(rings: Sequence[Ring]) -> tuple[tuple[Finding, ...], ...]:
    return judged(
        [
            call(
                ring.id,
                midnight(DAY + timedelta(ring.day)) + (ring.second or 0) * SECOND,
                time_known=ring.second is not None,
                connected=ring.connected,
                party=ring.party,
                lender_id=ring.lender,
                number=ring.number,
            )
            for ring in rings
        ]
    )


# The second way of counting


def complete(ring: Ring) -> Iterator[Ring]:
    """A ring with all but its hour filled in, in every way; the lender or number may be a third one."""
    choices = (
        (True, False) if ring.connected is None else (ring.connected,),
        ("debtor", "family") if ring.party is None else (ring.party,),
        ("A", "B", "another") if ring.lender is None else (ring.lender,),
        ("1", "2", "another") if ring.number is None else (ring.number,),
    )
    for connected, party, lender, number in product(*choices):
        yield replace(ring, connected=connected, party=party, lender=lender, number=number)


def orders(rings: Sequence[Ring]) -> Iterator[list[int]]:
    """Every order in time of the rings of one day.

    Rings at the same second follow their ids. One whose hour is unknown may stand anywhere; those among
    themselves keep the order of their ids.
    """
    timed = [n for n, ring in enumerate(rings) if ring.second is not None]
    timed.sort(key=lambda n: (rings[n].second, rings[n].id))
    untimed = [n for n, ring in enumerate(rings) if ring.second is None]
    untimed.sort(key=lambda n: rings[n].id)
    return _merged(timed, untimed)


def _merged(one: list[int], other: list[int]) -> Iterator[list[int]]:
    if not one or not other:
        yield [*one, *other]
        return
    for rest in _merged(one[1:], other):
        yield [one[0], *rest]
    for rest in _merged(one, other[1:]):
        yield [other[0], *rest]


def possible(rings: Sequence[Ring], rule: str) -> list[set[bool]]:
    """For each ring, whether it breaks the rule: all answers that something unknown may have."""
    answers: list[set[bool]] = [set() for _ in rings]
    for day in {ring.day for ring in rings}:
        places = [n for n, ring in enumerate(rings) if ring.day == day]
        for whole in product(*(complete(rings[n]) for n in places)):
            for order in orders(whole):
                for n, broken in zip(places, _broken(whole, order, rule), strict=True):
                    answers[n].add(broken)
    return answers


def _broken(rings: Sequence[Ring], order: Sequence[int], rule: str) -> list[bool]:
    """Count on one's fingers: each ring that counts, in order, in the group it belongs to."""
    fingers: dict[tuple[str | None, ...], int] = {}
    broken = [False] * len(rings)
    for n in order:
        ring = rings[n]
        if ring.party == "debtor" and ring.connected is (rule == CALLS):
            group = (ring.lender,) if rule == CALLS else (ring.lender, ring.number)
            fingers[group] = fingers.get(group, 0) + 1
            broken[n] = fingers[group] > (3 if rule == CALLS else 6)
    return broken


CHANGES: tuple[dict[str, object], ...] = (
    {"second": None},
    {"connected": None},
    {"party": None},
    {"lender": None},
    {"number": None},
    {"lender": "B"},
    {"number": "2"},
    {"party": "family"},
    {"connected": "not"},
    {"day": 1},
    {"second": 0},
    {"second": 86_399},
    {"second": 36_002},
)
MOST_UNKNOWN = 4


@st.composite
def days(draw: st.DrawFn, rule: str) -> list[Ring]:
    """Calls a second apart from ten o'clock, a few of them changed; ids do not follow the clock."""
    size = draw(st.integers(4, 6) if rule == CALLS else st.integers(7, 9))
    ids = draw(st.permutations("abcdefghi"[:size]))
    rings = [Ring(name, 36_000 + n, connected=rule == CALLS) for n, name in enumerate(ids)]
    changes = draw(st.lists(st.tuples(st.integers(0, size - 1), st.sampled_from(CHANGES)), max_size=5))
    for n, change in changes:
        if sum(ring.unknown() for ring in rings) < MOST_UNKNOWN:
            told = {"connected": not rings[n].connected} if change == {"connected": "not"} else change
            rings[n] = replace(rings[n], **told)
    return rings


@pytest.mark.parametrize("rule", [CALLS, DIALS])
@given(data=st.data())
@settings(max_examples=250, deadline=None)
def test_what_is_said_for_sure_holds_however_the_unknown_turns_out(rule: str, data: st.DataObject) -> None:
    rings = data.draw(days(rule))
    for verdict, answers in zip(said(rings, rule), possible(rings, rule), strict=True):
        if verdict != UNCLEAR:
            assert {verdict == BREACH} == answers


@pytest.mark.parametrize("rule", [CALLS, DIALS])
@given(data=st.data())
@settings(max_examples=250, deadline=None)
def test_one_unknown_fact_leaves_open_only_what_it_can_turn(rule: str, data: st.DataObject) -> None:
    rings = data.draw(days(rule))
    if sum(ring.unknown() for ring in rings) <= 1:
        for verdict, answers in zip(said(rings, rule), possible(rings, rule), strict=True):
            expected = UNCLEAR if len(answers) > 1 else BREACH if True in answers else SILENT
            assert expected == verdict


# By hand


def hourly(size: int, **facts: object) -> list[Ring]:
    """Calls an hour apart from nine o'clock."""
    return [replace(Ring(f"c{n}", (9 + n) * 3600), **facts) for n in range(size)]  # type: ignore[arg-type] # fields


def test_three_connected_calls_a_day_are_borne_and_the_fourth_is_not() -> None:
    assert [SILENT, SILENT, SILENT, BREACH, BREACH] == said(hourly(5), CALLS)


def test_six_dials_a_day_are_borne_and_the_seventh_is_not() -> None:
    assert [SILENT] * 6 + [BREACH, BREACH] == said(hourly(8, connected=False), DIALS)


def test_it_names_the_place_of_the_call_in_its_day() -> None:
    (finding,) = [item for item in found(hourly(5))[4] if item.rule == CALLS]
    assert dict(finding.because)["effective_calls"] == 5


def test_calls_that_did_not_connect_do_not_count_among_those_that_did() -> None:
    rings = hourly(5)
    rings[1] = replace(rings[1], connected=False)
    assert [SILENT, SILENT, SILENT, SILENT, BREACH] == said(rings, CALLS)


@pytest.mark.parametrize(
    ("last", "expected"), [(Ring("d", 86_399), BREACH), (Ring("d", 0, day=1), SILENT)], ids=str
)
def test_a_new_day_begins_at_midnight(last: Ring, expected: str) -> None:
    evening = [Ring(name, 86_396 + n) for n, name in enumerate("abc")]
    assert [SILENT, SILENT, SILENT, expected] == said([*evening, last], CALLS)


def test_two_lenders_are_counted_apart() -> None:
    rings = [replace(ring, lender="AB"[n % 2]) for n, ring in enumerate(hourly(8))]
    assert [SILENT] * 6 + [BREACH, BREACH] == said(rings, CALLS)


def test_two_numbers_of_one_debtor_are_dialled_apart() -> None:
    rings = [replace(ring, number="12"[n % 2]) for n, ring in enumerate(hourly(12, connected=False))]
    assert [SILENT] * 12 == said(rings, DIALS)


def test_a_call_for_an_unknown_lender_may_be_for_either() -> None:
    # A, A, A, B, B, B, ?, A, B: the seventh may be the fourth of either; the last two are the fourth anyway.
    lenders = ["A", "A", "A", "B", "B", "B", None, "A", "B"]
    rings = [replace(ring, lender=lender) for ring, lender in zip(hourly(9), lenders, strict=True)]
    assert [*[SILENT] * 6, UNCLEAR, BREACH, BREACH] == said(rings, CALLS)


def test_a_call_for_an_unknown_lender_may_make_a_third_the_fourth() -> None:
    # ?, A, A, A: if the first was for A too, the last is its fourth. The first is at most the first.
    rings = [Ring("a", 1, lender=None), *hourly(3)]
    assert [SILENT, SILENT, SILENT, UNCLEAR] == said(rings, CALLS)


def test_calls_at_the_same_second_follow_their_ids() -> None:
    rings = [Ring(name, 36_000) for name in "dbca"]
    assert [BREACH, SILENT, SILENT, SILENT] == said(rings, CALLS)


def test_a_call_known_by_its_date_may_stand_before_or_after_those_with_an_hour() -> None:
    # Three with an hour and one without: it is the first or the fourth, and so is the last of the three.
    rings = [*hourly(3), Ring("z", None)]
    assert [SILENT, SILENT, UNCLEAR, UNCLEAR] == said(rings, CALLS)


def test_even_a_call_at_midnight_may_stand_after_one_known_by_its_date() -> None:
    # The three without an hour may have been at midnight too: the first may be the fourth.
    rings = [Ring("a", 0), *(Ring(name, None) for name in "bcd")]
    assert UNCLEAR == said(rings, CALLS)[0]


def test_four_calls_known_by_their_date_alone_are_one_too_many_whichever_it_was() -> None:
    rings = [Ring(name, None) for name in "abcd"]
    assert [UNCLEAR, UNCLEAR, UNCLEAR, BREACH] == said(rings, CALLS)


def test_where_only_hours_are_missing_every_hour_that_decides_is_asked_for() -> None:
    # Each of the four may be the fourth as soon as one hour is told: so all four are asked for.
    hours = {Missing(name, "time_known") for name in "abcd"}
    (finding,) = [item for item in found([Ring(name, None) for name in "abcd"])[0] if item.rule == CALLS]
    assert hours == set(finding.missing)


def test_the_facts_of_the_other_calls_of_the_day_are_asked_for() -> None:
    rings = hourly(4)
    rings[0] = replace(rings[0], lender=None)
    rings[1] = replace(rings[1], connected=None)
    rings[2] = replace(rings[2], party=None)
    (finding,) = [item for item in found(rings)[3] if item.rule == CALLS]
    expected = {Missing("c0", "lender_id"), Missing("c1", "connected"), Missing("c2", "party")}
    assert expected == set(finding.missing)


def test_the_calls_of_another_debtor_are_not_counted() -> None:
    mine = [call(f"c{n}", midnight(DAY) + n * HOUR, connected=True, debtor_id=f"d{n % 2}") for n in range(6)]
    assert [SILENT] * 6 == [rule_verdicts(findings)[CALLS] for findings in judged(mine)]


def test_the_calls_of_all_agents_and_agencies_of_a_lender_count_together() -> None:
    agencies = ["own", "甲", "乙", None]
    calls = [
        call(f"c{n}", midnight(DAY) + (9 + n) * HOUR, connected=True, agency_id=agency, agent_id=str(n))
        for n, agency in enumerate(agencies)
    ]
    assert [SILENT] * 3 + [BREACH] == [rule_verdicts(findings)[CALLS] for findings in judged(calls)]
