from __future__ import annotations

import csv
import io

import pytest

from yingmen.papers.tables import csv_text


def test_it_starts_with_a_mark_for_spreadsheets_and_ends_lines_as_they_expect() -> None:
    assert (
        csv_text(["日期", "金额"], [["2026-11-24", "1,234.50"]])
        == '\ufeff日期,金额\r\n2026-11-24,"1,234.50"\r\n'
    )


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =1", "\t=1", "\uff1d1+1", "-", "--1", "\x00=1"],
)
def test_it_refuses_to_hand_over_a_formula(cell: str) -> None:
    [row] = list(csv.reader(io.StringIO(csv_text(["x"], [[cell]])), strict=True))[1:]
    assert row[0].startswith("'")


@pytest.mark.parametrize(
    "cell", ["-5", "+5.00", "-1,234,567.89", "-¥0.01", "-15.40%", "2026-11-24", "欠=款", ""]
)
def test_it_leaves_figures_and_plain_words_alone(cell: str) -> None:
    [row] = list(csv.reader(io.StringIO(csv_text(["x", "y"], [[cell, "z"]])), strict=True))[1:]
    assert row == [cell, "z"]


def test_cells_with_commas_quotes_and_line_breaks_come_back_whole() -> None:
    cells = ['说"欠"', "一,二", "一\n二"]
    text = csv_text(["a", "b", "c"], [cells]).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == cells


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells"):
        csv_text(["a", "b"], [["1", "2"], ["1"]])
