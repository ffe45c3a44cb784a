"""What the rulebook promises of every contact, whatever is known of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from properties.contacts import (
    DAYS,
    SILENT,
    VARIED,
    apart,
    busy_days,
    call,
    contact_verdict,
    judged,
    kind_values,
    known,
    many_rows,
    midnight,
    on_days_apart,
    rows,
    rule_verdicts,
    weaker,
)
from yingmen.law import Verdict
from yingmen.lawful import rulebook
from yingmen.lawful.columns import LENDER_KNOWS
from yingmen.lawful.engine import Sqlite
from yingmen.lawful.explain import facts_of
from yingmen.lawful.predicate import all_of, any_of, truth
from yingmen.lawful.rows import DAY_US, wall_time
from yingmen.lawful.sql import judging_sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yingmen.law import Finding
    from yingmen.lawful.predicate import Truth
    from yingmen.lawful.rows import Row
    from yingmen.lawful.rule import Rule

BREACH, UNCLEAR, NO_BREACH = "breach", "unclear", "no_breach"
READ_AS_NO = {("dials-over-6", "means_agreed"), ("third-party-while-reachable", "purpose")}
"""By their own words these rules read an absent fact as an answer: not agreed, not known to be a demand."""
MANY = settings(max_examples=200, deadline=None)
SOME = settings(max_examples=150, deadline=None)


class Pair(NamedTuple):
    """What is said of one contact with a fact known, and with it unknown."""

    fact: str
    more: tuple[Finding, ...]
    less: tuple[Finding, ...]


def pairs(group: Sequence[Row]) -> Iterator[Pair]:
    """Each contact of a group beside itself, once for every fact of the group made unknown.

    Among the calls of a day only the facts are that `busy_days` varies: each change is a day of its own.
    """
    alone = len(group) == 1
    changes = [(n, name) for n, row in enumerate(group) for name in known(row) if alone or name in VARIED]
    groups = [list(group), *([*group[:n], weaker(group[n], name), *group[n + 1 :]] for n, name in changes)]
    found = judged(versions(groups))
    size = len(group)
    for place, (_, name) in enumerate(changes, 1):
        for n in range(size):
            yield Pair(name, found[n], found[place * size + n])


def versions(groups: Sequence[Sequence[Row]]) -> list[Row]:
    """Versions of a contact, or of the calls of a day, out of one another's way."""
    return apart(groups) if len(groups[0]) == 1 else on_days_apart(groups)


def turned(pair: Pair) -> set[str]:
    """The rules that say breach of the one and nothing of the other, exceptions apart."""
    more, less = rule_verdicts(pair.more), rule_verdicts(pair.less)
    return {
        rule
        for rule in more
        if {more[rule], less[rule]} == {BREACH, SILENT} and (rule, pair.fact) not in READ_AS_NO
    }


def contact_turned(pair: Pair) -> bool:
    """Whether the contact as a whole is turned: a breach to none, or none to a breach."""
    return {contact_verdict(pair.more), contact_verdict(pair.less)} == {BREACH, NO_BREACH}


def newly_open(pair: Pair) -> set[str]:
    """The rules that are silent of the one and unclear once more is known."""
    more, less = rule_verdicts(pair.more), rule_verdicts(pair.less)
    return {rule for rule in more if (less[rule], more[rule]) == (SILENT, UNCLEAR)}


# One fact less, one fact more


@given(rows())
@MANY
def test_an_unknown_fact_never_turns_a_rule(row: Row) -> None:
    assert set() == {(pair.fact, rule) for pair in pairs([row]) for rule in turned(pair)}


@given(rows())
@MANY
def test_an_unknown_fact_never_turns_a_contact(row: Row) -> None:
    excepted = {"means_agreed", *LENDER_KNOWS}
    assert set() == {pair.fact for pair in pairs([row]) if contact_turned(pair)} - excepted


@given(rows())
@MANY
def test_one_more_fact_never_opens_what_was_silent(row: Row) -> None:
    found = list(pairs([row]))
    assert set() == {(pair.fact, rule) for pair in found for rule in newly_open(pair)}
    opened = [(contact_verdict(pair.less), contact_verdict(pair.more)) for pair in found]
    assert (NO_BREACH, UNCLEAR) not in opened


@given(busy_days())
@SOME
def test_an_unknown_fact_of_any_call_of_the_day_never_turns_a_call(group: list[Row]) -> None:
    found = list(pairs(group))
    assert set() == {(pair.fact, rule) for pair in found for rule in turned(pair)}
    excepted = {"means_agreed", *LENDER_KNOWS}
    assert set() == {pair.fact for pair in found if contact_turned(pair)} - excepted


@given(busy_days())
@SOME
def test_one_more_fact_of_any_call_of_the_day_never_opens_what_was_silent(group: list[Row]) -> None:
    found = list(pairs(group))
    assert set() == {(pair.fact, rule) for pair in found for rule in newly_open(pair)}
    opened = [(contact_verdict(pair.less), contact_verdict(pair.more)) for pair in found]
    assert (NO_BREACH, UNCLEAR) not in opened


# The exceptions, each with its smallest example


def seven_dials(**last: bool | None) -> list[Row]:
    """Seven dials of one number that nobody answered, an hour apart from nine o'clock."""
    start = midnight(date(2026, 6, 1)) + 9 * 3_600_000_000
    dials = [call(f"c{n}", start + n * 3_600_000_000, connected=False) for n in range(7)]
    return [*dials[:6], {**dials[6], **last}]


@pytest.mark.parametrize(("agreed", "expected"), [(True, SILENT), (None, BREACH), (False, BREACH)])
def test_an_agreement_nobody_mentions_is_none_for_the_seventh_dial(
    agreed: bool | None, expected: str
) -> None:
    assert expected == rule_verdicts(judged(seven_dials(means_agreed=agreed))[6])["dials-over-6"]


@pytest.mark.parametrize(
    ("purpose", "demand", "reachable"),
    [("demand", BREACH, SILENT), (None, UNCLEAR, BREACH), ("notify", SILENT, BREACH)],
)
def test_a_call_to_a_relative_is_a_breach_whatever_it_was_for(
    purpose: str | None, demand: str, reachable: str
) -> None:
    at = midnight(date(2026, 6, 1)) + 12 * 3_600_000_000
    (found,) = judged([call("c", at, party="family", debtor_lost=False, purpose=purpose, connected=True)])
    said = rule_verdicts(found)
    assert (demand, reachable) == (said["third-party-demand"], said["third-party-while-reachable"])
    assert contact_verdict(found) == BREACH


@pytest.mark.parametrize(
    ("recorded", "rule", "contact"), [(None, UNCLEAR, NO_BREACH), (False, BREACH, BREACH)]
)
def test_what_only_the_lender_knows_leaves_the_rule_open_and_not_the_contact(
    recorded: bool | None, rule: str, contact: str
) -> None:
    at = midnight(date(2026, 6, 1)) + 12 * 3_600_000_000
    (found,) = judged([call("c", at, connected=True, recorded=recorded)])
    assert rule == rule_verdicts(found)["call-not-recorded"]
    assert contact == contact_verdict(found)


# Order


@given(st.data())
@MANY
def test_the_order_in_which_contacts_are_entered_does_not_matter(data: st.DataObject) -> None:
    days = data.draw(busy_days())
    others = [{**row, "contact_id": f"o{n}"} for n, row in enumerate(data.draw(st.lists(rows(), max_size=3)))]
    group = [*days, *others]
    order = data.draw(st.permutations(range(len(group))))
    found, shuffled = judged(group), judged([group[n] for n in order])
    assert [_plain(found[n]) for n in order] == [_plain(item) for item in shuffled]


def _plain(findings: Iterable[Finding]) -> list[tuple[object, ...]]:
    return [
        (item.rule, item.verdict, item.because, item.basis, item.today, item.ask, frozenset(item.missing))
        for item in findings
    ]


# Dates and scopes


def before_every_text(rule: Rule) -> date:
    return min(base.since for base in rule.judging) - timedelta(1)


@pytest.mark.parametrize("rule", rulebook().rules.values(), ids=lambda rule: rule.id)
def test_a_rule_is_silent_before_its_earliest_text(rule: Rule) -> None:
    day = before_every_text(rule)
    picked = many_rows([day], 200)
    assert {SILENT} == {rule_verdicts(found)[rule.id] for found in judged(picked)}


def scoped(rule: Rule) -> bool:
    """Whether every text that judges binds only certain lenders."""
    return all("lender_kind" in base.when for base in rule.judging)


@pytest.mark.parametrize(
    "rule", [rule for rule in rulebook().rules.values() if scoped(rule)], ids=lambda rule: rule.id
)
def test_a_rule_is_silent_for_a_lender_whom_its_texts_do_not_bind(rule: Rule) -> None:
    picked = [{**row, "lender_kind": "private", "product": "mortgage"} for row in many_rows(DAYS, 200)]
    assert {SILENT} == {rule_verdicts(found)[rule.id] for found in judged(picked)}


@given(rows([date(2026, 6, 1)]))
@MANY
def test_a_private_lender_is_never_held_to_the_texts_for_licensed_ones(row: Row) -> None:
    (found,) = judged([{**row, "lender_kind": "private"}])
    bound = [rule.id for rule in rulebook().rules.values() if scoped(rule)]
    assert {SILENT} == {rule_verdicts(found)[rule] for rule in bound}


# The SQL and the trees say the same


@given(st.lists(rows(), min_size=1, max_size=4), busy_days())
@MANY
def test_the_sql_says_what_the_stored_trees_say(some: list[Row], day: list[Row]) -> None:
    contacts = [*apart([[row] for row in some]), *day]
    rules, facts = tuple(rulebook().rules.values()), facts_of(rulebook())
    with Sqlite(contacts) as engine:
        fetched = engine.fetch(judging_sql(rulebook(), rules, facts))
    for n, *found in fetched:
        told = {
            sql: None if value is None else bool(value)
            for sql, value in zip(facts, found[len(rules) :], strict=True)
        }
        at = contacts[n]["at_us"]
        assert isinstance(at, int)
        expected = [code(rule, told, wall_time(at).date()) for rule in rules]
        assert expected == found[: len(rules)]


def code(rule: Rule, facts: Mapping[str, Truth], day: date) -> int:
    """A rule's code by its definition: what is done, and one text that binds, in three-valued logic."""
    tree = rulebook().tree
    done = all_of([tree(rule.applies), tree(rule.breach)])
    binding = any_of(tree(base.when) for base in rule.judging if base.binds_on(day))
    perhaps = any_of(tree(base.when) for base in rule.perhaps if base.binds_on(day))
    said = truth(all_of([done, binding]), facts)
    if said is False and truth(all_of([done, perhaps]), facts) is True:
        return 3
    return {True: 1, None: 2, False: 0}[said]


# What is missing settles


@given(rows(), st.integers(0, 2**32))
@MANY
def test_the_missing_facts_settle_what_was_unclear(row: Row, seed: int) -> None:
    settles([row], seed)


@given(busy_days(), st.integers(0, 2**32))
@SOME
def test_the_missing_facts_of_all_the_calls_of_a_day_settle_each(group: list[Row], seed: int) -> None:
    settles(group, seed)


def settles(group: Sequence[Row], seed: int) -> None:
    """Filling in what an unclear finding misses, and nothing else, leaves that rule no longer unclear."""
    open_now = [
        (n, item)
        for n, findings in enumerate(judged(group))
        for item in findings
        if item.verdict == Verdict.UNCLEAR
    ]
    groups = [_filled(group, item, seed + place) for place, (_, item) in enumerate(open_now)]
    found = judged(versions(groups)) if groups else ()
    size = len(group)
    still = [
        (item.rule, group[n]["contact_id"], item.missing)
        for place, (n, item) in enumerate(open_now)
        if rule_verdicts(found[place * size + n])[item.rule] == UNCLEAR
    ]
    assert [] == still


def _filled(group: Sequence[Row], finding: Finding, seed: int) -> list[Row]:
    missing = {(item.record, item.column) for item in finding.missing}
    assert missing, finding.rule
    return [
        {**row, **_told([name for record, name in missing if record == row["contact_id"]], row, seed)}
        for row in group
    ]


def _told(names: Iterable[str], row: Row, seed: int) -> Row:
    told: dict[str, object] = {}
    for place, name in enumerate(sorted(names)):
        number = hash((seed, row["contact_id"], place))
        if name == "time_known":
            told |= {"time_known": True, "at_us": row["at_us"] + number % DAY_US}  # type: ignore[operator] # an int
        else:
            values = kind_values(name)
            told[name] = values[number % len(values)]
    return told  # type: ignore[return-value] # values of a row
