"""Is this act lawful? Every contact judged by rules that are data, each answer with its text and its force.

`judge(case, on)` gives each contact its verdict and findings; `own_side(case, on, book)` says as plainly
where the borrower's own conduct carries risk. Rules stand in `rules/*.toml`; their SQL runs on sqlite here
and, unchanged, on the engines of an audit.
"""

from __future__ import annotations

from yingmen.lawful.as_json import judgement_json, lawful_json, rule_json, rules_json
from yingmen.lawful.judge import JudgedContact, Judgement, judge, judge_rows
from yingmen.lawful.own_side import own_side, own_side_json
from yingmen.lawful.own_side_page import own_side_section
from yingmen.lawful.report import first_words, of_contact, report
from yingmen.lawful.rulebook import Rulebook, rulebook
from yingmen.lawful.rules_page import rule_document, rules_document

__all__ = [
    "JudgedContact",
    "Judgement",
    "Rulebook",
    "first_words",
    "judge",
    "judge_rows",
    "judgement_json",
    "lawful_json",
    "of_contact",
    "own_side",
    "own_side_json",
    "own_side_section",
    "report",
    "rule_document",
    "rule_json",
    "rulebook",
    "rules_document",
    "rules_json",
]
