from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from papers.sample import DOCUMENT
from yingmen.papers.labels import FORCES, GRADES, article_label, force_label, grade_label
from yingmen.papers.text import clean, cleaned, wrap


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("欠\u202e款\u2066", "欠款"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("一\t二", "一 二"),
        ("坏\ud800\uffff", "坏\ufffd\ufffd"),
        ("䶮𠮷\U000e0100👨\u200d👩", "䶮𠮷\U000e0100👨\u200d👩"),
    ],
)
def test_hidden_signs_are_taken_out_and_rare_characters_kept(text: str, expected: str) -> None:
    assert expected == clean(text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(text) == clean(clean(text))


def test_a_clean_document_stays_as_it_is() -> None:
    assert cleaned(DOCUMENT) == DOCUMENT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("您欠 ¥1,234.50 元", ["您欠", "¥1,234.50", "元"]),
        ("到2026年11月24日止", ["到", "2026年11月24日", "止"]),
        ("不要慌张，没事。", ["不要慌", "张，没", "事。"]),
        ("这件事情“很急”", ["这件事情", "“很急”"]),
        ("一二三四五[12]六", ["一二三四", "五[12]六"]),
        ("一\n二", ["一", "二"]),
        ("", [""]),
    ],
)
def test_a_line_never_breaks_inside_a_figure_a_date_or_before_a_comma(text: str, expected: list[str]) -> None:
    width = 14 if "2026" in text else 9
    assert expected == wrap(text, width, cell_len)


@given(st.text(alphabet="一二，。“”1,.¥ [3]年\n", max_size=80), st.integers(min_value=2, max_value=30))
def test_breaking_a_text_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrap(text, width, cell_len)
    assert "".join(text.split()) == "".join("".join(lines).split())
    assert max(map(cell_len, lines)) <= width


def test_every_force_and_grade_has_words_and_unknown_ones_show_themselves() -> None:
    assert (len(FORCES), len(GRADES)) == (8, 4)
    assert (
        force_label("standard"),
        grade_label("reported"),
    ) == ("推荐性国家标准（不是法律）", "据公开报道，未见原文")
    assert (force_label("x"), grade_label("y")) == ("x", "y")


@pytest.mark.parametrize(("article", "expected"), [("42", "第 42 条"), ("附件一", "附件一"), (None, "")])
def test_an_article_is_named_as_readers_know_it(article: str | None, expected: str) -> None:
    assert expected == article_label(article)
