"""The glossary holds every word a case file may choose, beside its Chinese name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from yingmen import case
from yingmen.answer import Part, Stance
from yingmen.case import Choice
from yingmen.days import DayCount
from yingmen.law import Checked, Force, Verdict
from yingmen.owe.words import COMPONENT_NAMES, LIMITATION_NAMES
from yingmen.record import EntryKind

if TYPE_CHECKING:
    from enum import Enum

TEXT = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = {
    (chinese.strip(), word)
    for chinese, word in re.findall(r"^\| ([^|]+) \| `([^`|]+)` \|", TEXT, re.MULTILINE)
}
KINDS = [
    kind
    for name in case.__all__
    if isinstance(kind := getattr(case, name), type) and issubclass(kind, Choice)
]


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind is not Choice], ids=lambda kind: kind.__name__
)
def test_every_word_of_a_choice_stands_beside_its_chinese_name(kind: type[Choice]) -> None:
    assert [member.value for member in kind if (member.label, member.value) not in ROWS] == []


@pytest.mark.parametrize("kind", [Force, Checked, Verdict], ids=lambda kind: kind.__name__)
def test_every_weight_grade_and_verdict_stands_there(kind: type[Force | Checked | Verdict]) -> None:
    assert [member.value for member in kind if (member.label, member.value) not in ROWS] == []


@pytest.mark.parametrize("kind", [EntryKind, Stance, Part], ids=lambda kind: kind.__name__)
def test_every_kind_of_entry_stance_and_line_stands_there(kind: type[EntryKind | Stance | Part]) -> None:
    assert [member.value for member in kind if (member.label, member.value) not in ROWS] == []


def test_every_way_to_count_days_stands_there() -> None:
    kind: type[Enum] = DayCount
    assert {member.value for member in kind} <= {word for _, word in ROWS}


def test_every_component_and_state_stands_there() -> None:
    named = {**COMPONENT_NAMES, **LIMITATION_NAMES}
    assert [word for word, chinese in named.items() if (chinese, word) not in ROWS] == []
