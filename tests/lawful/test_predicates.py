"""A rule's SQL keeps to what every engine reads alike, and what is stored of it is what it says."""

from __future__ import annotations

import json
from importlib import resources
from itertools import product

import pytest

from yingmen import law
from yingmen.lawful import rulebook
from yingmen.lawful.columns import COLUMNS
from yingmen.lawful.parse import comparisons, stored_tree, stored_trees
from yingmen.lawful.predicate import (
    NOTHING,
    Leaf,
    Tree,
    Truth,
    deciding_leaves,
    leaves,
    named,
    open_leaves,
    tree_from,
    truth,
    weigh,
)
from yingmen.lawful.rulebook import rule_files, rulebook_from


def parsed(sql: str) -> Tree:
    return tree_from(stored_tree(sql, COLUMNS))


# What is stored


def test_the_stored_trees_are_those_found_anew() -> None:
    text = resources.files("yingmen.lawful").joinpath("rules", "predicates.json").read_text(encoding="utf-8")
    assert stored_trees(rulebook()) == json.loads(text)


def test_every_predicate_of_every_rule_has_its_tree() -> None:
    book = rulebook()
    texts = {sql for rule in book.rules.values() for sql in rule.predicates}
    texts |= {measure.counts for measure in book.measures.values()}
    assert texts == set(book.trees)


def test_a_predicate_changed_without_its_tree_is_refused() -> None:
    book = rulebook_from(rule_files(), law.book(), "{}")
    with pytest.raises(LookupError, match="make predicates"):
        book.tree("threat")


def test_a_tree_names_its_facts_with_their_columns_in_their_order() -> None:
    tree = stored_tree("channel = 'visit' AND (NOT id_shown OR staff_count < 2)", COLUMNS)
    facts = [
        ["is", "channel = 'visit'", ["channel"]],
        ["or", ["is", "NOT id_shown", ["id_shown"]], ["is", "staff_count < 2", ["staff_count"]]],
    ]
    assert ["and", *facts] == tree


def test_a_case_is_one_fact_of_all_its_columns() -> None:
    sql = "CASE WHEN time_known THEN at_us % 2 < 1 END"
    assert [Leaf(sql, ("time_known", "at_us"))] == list(leaves(parsed(sql)))


def test_not_before_brackets_is_taken_apart() -> None:
    assert ["not", ["or", ["is", "threat", ["threat"]], ["is", "insult", ["insult"]]]] == stored_tree(
        "NOT (threat OR insult)", COLUMNS
    )


def test_it_finds_every_number_that_something_is_compared_with() -> None:
    sql = "CASE WHEN time_known THEN at_us % 10 < 8 OR at_us % 10 >= 22 END AND staff_count < 2"
    assert {("at_us % 10", 8), ("at_us % 10", 22), ("staff_count", 2)} == set(comparisons(sql))


# What is refused


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("number LIKE '1%'", "Like is not portable"),
        ("number GLOB '1*'", "Glob is not portable"),
        ("threat IS NULL", "Is is not portable"),
        ("threat IS NOT NULL", "Is is not portable"),
        ("threat IS TRUE", "Is is not portable"),
        ("threat IS DISTINCT FROM insult", "is not portable"),
        ("COALESCE(threat, insult)", "Coalesce is not portable"),
        ("threat = TRUE", "Boolean is not portable"),
        ("TRUE", "Boolean is not portable"),
        ("threat = NULL", "Null is not portable"),
        ("days_overdue / 2 > 1", "Div is not portable"),
        ("max(days_overdue, staff_count) > 1", "is not portable"),
        ("abs(days_overdue) > 1", "Abs is not portable"),
        ("length(number) > 1", "Length is not portable"),
        ("strftime('%H', at_us) = '22'", "is not portable"),
        ("date(at_us) > 1", "is not portable"),
        ("CAST(number AS INTEGER) > 1", "Cast is not portable"),
        ("number || number = '11'", "is not portable"),
        ("days_overdue BETWEEN 1 AND 2", "Between is not portable"),
        ("days_overdue & 1 = 1", "is not portable"),
        ("EXISTS (SELECT 1)", "is not portable"),
        ("staff_count IN (SELECT 1)", "is not portable"),
        ('channel = "visit"', "visit stands in double quotes"),
        ('"threat"', "threat stands in double quotes"),
        ("days_overdue > 1.5", "1.5 is no whole number"),
        ("days_overdue > 1e3", "1e3 is no whole number"),
        ("thread", "no column thread"),
        ("amount_overdue > 1", "no column amount_overdue"),
        ("at > 1", "no column at"),
        ("minutes > 1", "no column minutes"),
        ("channel", "channel is no truth"),
        ("staff_count", "staff_count is no truth"),
        ("threat AND", "is no predicate"),
        ("(threat", "is no predicate"),
    ],
)
def test_it_refuses_what_not_every_engine_reads_alike(sql: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        stored_tree(sql, COLUMNS)


@pytest.mark.parametrize(
    "sql",
    [
        "threat AND staff_count",
        "NOT channel",
        "(channel)",
        "channel OR threat",
        "threat AND 1",
        "CASE WHEN staff_count THEN threat END",
    ],
)
def test_it_refuses_what_is_no_truth_wherever_it_stands(sql: str) -> None:
    with pytest.raises(ValueError, match="is no truth"):
        stored_tree(sql, COLUMNS)


@pytest.mark.parametrize("sql", ["threat + insult > 1", "1 < channel * 2", "-(threat) < 1"])
def test_it_refuses_to_reckon_with_what_is_no_number(sql: str) -> None:
    with pytest.raises(ValueError, match="is no number"):
        stored_tree(sql, COLUMNS)


@pytest.mark.parametrize(
    "sql",
    [
        "channel IN ('call', 'visit')",
        "channel NOT IN ('call', 'visit')",
        "staff_count * 2 + 1 - days_overdue % 7 <> 3",
        "CASE WHEN threat THEN 1 = 0 ELSE 1 = 1 END",
        "NOT (threat OR NOT insult)",
    ],
)
def test_it_takes_what_every_engine_reads_alike(sql: str) -> None:
    assert stored_tree(sql, COLUMNS)


# Three-valued logic

T, F, U = True, False, None
KLEENE: list[tuple[Truth, Truth, Truth, Truth]] = [
    # one, other, both, either: Kleene's strong tables
    (T, T, T, T),
    (T, F, F, T),
    (T, U, U, T),
    (F, T, F, T),
    (F, F, F, F),
    (F, U, F, U),
    (U, T, U, T),
    (U, F, F, U),
    (U, U, U, U),
]


@pytest.mark.parametrize(("one", "other", "both", "either"), KLEENE)
def test_facts_join_by_kleenes_tables(one: Truth, other: Truth, both: Truth, either: Truth) -> None:
    facts = {"threat": one, "insult": other}
    assert (both, either) == (
        truth(parsed("threat AND insult"), facts),
        truth(parsed("threat OR insult"), facts),
    )


@pytest.mark.parametrize(("one", "expected"), [(T, F), (F, T), (U, U)])
def test_not_turns_what_is_known(one: Truth, expected: Truth) -> None:
    assert expected is truth(parsed("NOT (threat OR threat)"), {"threat": one})


def test_nothing_to_hold_holds() -> None:
    assert truth(NOTHING, {}) is True


def test_open_facts_are_those_without_which_it_is_not_settled() -> None:
    tree = parsed("threat AND (insult OR violence) AND (detained OR followed)")
    facts = {"threat": None, "insult": None, "violence": True, "detained": False, "followed": None}
    assert ("threat", "followed") == named(open_leaves(weigh(tree, facts)))


def test_nothing_is_open_in_what_is_settled() -> None:
    tree = parsed("threat AND insult")
    assert () == named(open_leaves(weigh(tree, {"threat": False, "insult": None})))


def test_of_two_facts_either_of_which_will_do_only_what_holds_decides() -> None:
    tree = parsed("threat AND (insult OR violence)")
    facts = {"threat": True, "insult": False, "violence": True}
    assert ("threat", "violence") == named(deciding_leaves(weigh(tree, facts)))


def test_filling_in_what_is_open_settles_a_predicate() -> None:
    tree = parsed("threat AND (insult OR NOT (violence AND detained))")
    names = ("threat", "insult", "violence", "detained")
    for values in product((T, F, U), repeat=4):
        facts: dict[str, Truth] = dict(zip(names, values, strict=True))
        still = named(open_leaves(weigh(tree, facts)))
        assert bool(still) is (truth(tree, facts) is None)
        for told in product((T, F), repeat=len(still)):
            assert truth(tree, {**facts, **dict(zip(still, told, strict=True))}) is not None
