from __future__ import annotations

import json

import pytest

from yingmen import law


def test_weight_falls_from_statute_to_contract() -> None:
    ladder = "statute interpretation regulation rule normative standard convention contract".split()  # noqa: SIM905 - a ladder reads in a line
    assert ladder == [str(force) for force in sorted(law.Force, reverse=True)]
    assert law.Force.STATUTE > law.Force.CONVENTION
    assert law.Force.STATUTE >= law.Force.STATUTE
    assert law.Force.STANDARD < law.Force.RULE
    assert law.Force.STANDARD <= law.Force.STANDARD


def test_the_text_itself_is_the_best_grade_and_memory_a_poor_one() -> None:
    ladder = ["text", "reported", "memory", "case"]
    assert ladder == [str(grade) for grade in sorted(law.Checked, reverse=True)]
    assert law.Checked.MEMORY is min(law.Checked.TEXT, law.Checked.MEMORY, law.Checked.REPORTED)


def test_a_weight_knows_only_its_own_ladder() -> None:
    with pytest.raises(ValueError, match="hearsay"):
        _ = law.Force.STATUTE > "hearsay"


@pytest.mark.parametrize("force", [law.Force.STANDARD, law.Force.CONVENTION])
def test_a_standard_or_convention_says_that_it_is_no_law(force: law.Force) -> None:
    assert "不是法律" in force.plain


def test_every_weight_grade_and_verdict_has_its_own_chinese_name() -> None:
    labels = [
        *(force.label for force in law.Force),
        *(grade.label for grade in law.Checked),
        *(verdict.label for verdict in law.Verdict),
    ]
    assert len(labels) == len(set(labels))
    assert all("\u4e00" <= label[0] <= "\u9fff" for label in labels)


def test_the_grades_stand_beside_a_citation_in_these_words() -> None:
    expected = ("已核对原文", "据公开报道，未见原文", "凭记忆，待核")
    assert expected == (law.Checked.TEXT.label, law.Checked.REPORTED.label, law.Checked.MEMORY.label)


def test_bases_are_written_as_plain_json_in_their_order() -> None:
    book = law.book()
    bases = (book.basis("minfadian", "680"), book.basis("xiaodai-2025", may_be=True, checked="memory"))
    expected = [
        {"source": "minfadian", "article": "680", "force": "statute", "checked": "text", "may_be": False},
        {
            "source": "xiaodai-2025",
            "article": None,
            "force": "normative",
            "checked": "memory",
            "may_be": True,
        },
    ]
    assert expected == json.loads(json.dumps(law.bases_json(bases)))


def test_a_finding_is_a_value_that_can_be_compared_and_kept() -> None:
    def found() -> law.Finding:
        return law.Finding(
            law.Verdict.UNCLEAR,
            "visit-one-collector",
            because=(("channel", "visit"),),
            missing=(law.Missing("c1", "staff_count"),),
        )

    assert found() == found()
    assert {found()} == {found(), found()}
    assert not found().basis
