from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from papers.sample import DOCUMENT, FIGURES
from papers.test_html import hostile_document
from yingmen.document import (
    Align,
    Bullets,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from yingmen.papers import terminal


def shown(*blocks: Paragraph | KeyFigures | Bullets | Table, width: int = 80) -> str:
    return terminal.render(Document("题", "", (Section("", blocks),)), width=width)


@pytest.mark.parametrize("width", [32, 44, 80, 132])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = terminal.render(DOCUMENT, width=width).split("\n")
    assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.parametrize("width", [44, 80, 132])
@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_stays_whole_at_any_width(figure: str, width: int) -> None:
    assert figure in terminal.render(DOCUMENT, width=width)


def test_without_colour_there_are_no_codes() -> None:
    plain = terminal.render(DOCUMENT)
    assert "\x1b" not in plain
    coloured = terminal.render(DOCUMENT, color=True)
    assert "\x1b[" in coloured
    assert plain == "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).split("\n"))


def test_what_the_caller_has_set_in_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = terminal.render(DOCUMENT)
    for name, value in {"FORCE_COLOR": "1", "COLUMNS": "20", "TERM": "dumb", "TTY_COMPATIBLE": "1"}.items():
        monkeypatch.setenv(name, value)
    assert terminal.render(DOCUMENT) == before


def test_hostile_text_moves_no_cursor_and_is_no_markup() -> None:
    page = terminal.render(hostile_document(), color=False)
    assert not {"\x00", "\x1b", "\u202e", "\r"} & set(page)
    assert "[bold]x[/bold] :smile:" in shown(Paragraph("[bold]x[/bold] :smile:"))


def test_a_table_that_fits_stands_in_columns_with_its_sum_below_a_rule() -> None:
    columns = (Column("谁"), Column("元", Align.RIGHT))
    table = Table("表", columns, (Row(("甲", "¥1.00")), Row(("合计", "¥10.00"), strong=True)))
    # 谁 is 4 columns wide (合计), the figures 6, two between them
    expected = ["谁        元", "────────────", "甲     ¥1.00", "────────────", "合计  ¥10.00"]
    assert expected == shown(table).split("\n")[3:8]


def test_a_table_that_does_not_fit_becomes_one_block_for_each_row() -> None:
    titles = ("日期", "本金", "利息")
    columns = tuple(Column(title, Align.RIGHT if n else Align.LEFT) for n, title in enumerate(titles))
    table = Table("", columns, (Row(("2026年11月24日", "¥1,234,567.89", "¥0.00")),))
    expected = ["2026年11月24日", "  本金 ¥1,234,567.89", "  利息         ¥0.00"]
    assert expected == shown(table, width=34).split("\n")[2:5]


def test_a_mark_stands_behind_the_words_and_its_note_at_the_end() -> None:
    text = terminal.render(DOCUMENT)
    assert "超过了法律允许的上限。[1][2]" in text
    notes = text.partition("\n依据\n")[2]
    assert "[1] 第1号样本规定（示例文号〔2011〕1号） 第 7 条\n    法律；已核对原文" in notes
    assert "[8] 第10号样本规定（示例文号〔2020〕10号）\n" in notes


def test_the_meaning_of_a_paragraph_does_not_hang_on_colour() -> None:
    assert "【注意】别签" in shown(Paragraph("别签", Tone.WARN))
    assert "【放心】没事" in shown(Paragraph("没事", Tone.GOOD))


def test_a_figure_too_wide_for_its_label_goes_below_it() -> None:
    text = shown(KeyFigures((KeyFigure("一个非常长的名字叫做欠款合计", "¥1,234,567.89"),)), width=30)
    assert "¥1,234,567.89" in text
    assert max(map(cell_len, text.split("\n"))) == 30


def test_numbered_steps_are_numbered() -> None:
    assert "1. 记下\n2. 不开门" in shown(Bullets(("记下", "不开门"), numbered=True))


def test_what_is_empty_says_so() -> None:
    assert "（没有数据）" in shown(Table("表", (Column("谁"),), ()))
