"""The hand-written cases notice every slip that can be made in a rule, but for those that change nothing."""

from __future__ import annotations

import pytest

from lawful.every_contact import every_contact
from lawful.mutants import bench_of, mutants_of, says, shipped
from yingmen.case import Channel, Party
from yingmen.lawful import rulebook

_EITHER = "both texts bind on the same days and ask for the same fact, so either alone leaves it open"
_OTHER_HALF = "these channels stand in the rule's other half already, whoever began"
_NEVER_THERE = "the rule applies to visits, chats and public posts only"
_NOT_COUNTED = "a contact that surely does not count has no place in its day, so the breach is false already"
_PLACELESS = dict.fromkeys(
    (
        *(
            "applies: without initiated_by = 'collector'",
            "applies: initiated_by = 'collector' and debtor too",
        ),
        "applies: without channel IN ('call', 'robot_call')",
        *(f"applies: party = 'debtor' and {party} too" for party in Party if party != Party.DEBTOR),
        *(
            f"applies: channel IN ('call', 'robot_call') and {channel} too"
            for channel in Channel
            if channel not in (Channel.CALL, Channel.ROBOT_CALL)
        ),
    ),
    _NOT_COUNTED,
)
SAME = {
    "calls-effective-over-3": _PLACELESS,
    "dials-over-6": _PLACELESS,
    "insult": {
        "minfadian 1024: unknown is no: others_present": _EITHER,
        "zhian-2025 50: unknown is no: others_present": _EITHER,
    },
    "third-party-demand": {
        "cba-2026: unknown is no: lender_kind IN ('bank', 'consumer_finance', 'auto_finance')": (
            "an unknown lender leaves xiaojin-2024 open as well, and bank cards ask for the product too"
        ),
    },
    "third-party-while-reachable": {
        "breach: purpose IN ('negotiate', 'sign') and demand too": "a demand was ruled out before",
    },
    "posted-publicly": {
        "applies: channel = 'visit' and im too": _OTHER_HALF,
        "applies: channel = 'visit' and public_post too": _OTHER_HALF,
        "breach: channel = 'public_post' and call too": _NEVER_THERE,
        "breach: channel = 'public_post' and robot_call too": _NEVER_THERE,
        "breach: channel = 'public_post' and sms too": _NEVER_THERE,
        "breach: channel = 'public_post' and email too": _NEVER_THERE,
        "breach: channel = 'public_post' and letter too": _NEVER_THERE,
    },
    "false-document": {
        "applies: channel = 'visit' and sms too": _OTHER_HALF,
        "applies: channel = 'visit' and im too": _OTHER_HALF,
        "applies: channel = 'visit' and email too": _OTHER_HALF,
        "applies: channel = 'visit' and letter too": _OTHER_HALF,
    },
    "visit-lender-not-named": {
        "applies: channel IN ('call', 'robot_call') and visit too": "visits stand in the first half already",
    },
}
"""Slips after which a rule says the same of every contact, each with its reason."""


@pytest.mark.parametrize("rule_id", rulebook().rules)
def test_every_wrong_version_of_a_rule_fails_one_of_its_cases(rule_id: str) -> None:
    noticed = bench_of(rule_id).noticed(mutants_of(rule_id))
    unnoticed = [mutant.what for mutant, where in noticed if not where]
    assert sorted(SAME.get(rule_id, {})) == sorted(unnoticed)


@pytest.mark.parametrize("rule_id", rulebook().rules)
def test_the_rule_as_it_is_fails_none_of_its_cases(rule_id: str) -> None:
    assert [""] == [where for _, where in bench_of(rule_id).noticed([shipped(rule_id)])]


@pytest.mark.parametrize("rule_id", SAME)
def test_a_slip_said_to_change_nothing_changes_nothing_for_any_contact(rule_id: str) -> None:
    right = shipped(rule_id).book
    for mutant in mutants_of(rule_id):
        if mutant.what in SAME[rule_id]:
            for rows in every_contact([right, mutant.book]):
                assert says(right, rows) == says(mutant.book, rows)
