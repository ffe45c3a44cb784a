"""Every rule says what a lawyer's hand-written cases expect of it, and nothing that matters is untried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lawful.handcases import FILES, all_trials, trials
from yingmen.errors import InputError
from yingmen.lawful import rulebook
from yingmen.lawful.check import check
from yingmen.lawful.trial import said_by, trials_from

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'rule = "threat"\n[[case]]\nname = "x"\ncontact = { at = 2026-02-01T10:00:00, channel = "call" }\n'


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_says_what_its_cases_expect(path: Path) -> None:
    found = trials(path)
    assert {path.stem} == {trial.rule for trial in found}
    tried = [(f"{item.where} {trial.name}", item) for trial in found for item in trial.tries]
    expected = [(where, str(item.expected)) for where, item in tried]
    assert expected == [(where, str(said_by(item, rulebook()))) for where, item in tried]


def test_every_rule_has_cases_for_every_side_boundary_missing_fact_and_date() -> None:
    found = check(rulebook(), all_trials())
    assert ((), (), ()) == (found.problems, found.failures, found.gaps)


def test_names_are_sentences_used_once() -> None:
    for path in FILES:
        names = [trial.name for trial in trials(path)]
        assert sorted(set(names)) == sorted(names)
        assert [name for name in names if len(name) < 8] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rule = ", "不是正确的 TOML"),
        ('rule = "threat"\n', "缺 rule 或"),
        ('rule = "threat"\n[[case]]\nname = "x"\n', "缺 name、contact 或 tries"),
        (HEAD + "tries = [{ expect = 'broken' }]\n", "expect 写的是 broken"),
        (HEAD + "tries = []\nwhy = 1\n", "不认识的键 why"),
        (HEAD + "tries = [{ expect = 'silent', thraet = true }]\n", "thraet"),
    ],
)
def test_a_case_file_that_is_wrong_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as raised:
        trials_from(text, "threat.toml")
    assert "threat.toml" in str(raised.value)


def test_a_wrong_expectation_is_reported_and_not_passed() -> None:
    wrong = trials_from(
        HEAD + "tries = [{ threat = true, witnessed = true, expect = 'silent' }]\n", "threat.toml"
    )
    found = check(rulebook(), wrong)
    (failure,) = found.failures
    assert (False, "breach", "silent") == (
        found.passed,
        failure.said.verdict,
        failure.attempt.expected.verdict,
    )
