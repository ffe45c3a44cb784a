"""`yingmen rate` on its edges."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cli.running import FLOWS, here, program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    file = tmp_path / "流水.csv"
    file.write_text(FLOWS, encoding="utf-8")
    return file


def test_json_is_one_document_with_the_rate_of_a_week(flows: Path) -> None:
    ran = program("rate", flows, "--json")
    # 300 on 700 for 7 days: 365/7 x 3/7 = 22.3469... a year (Regulation Z Appendix J, a single payment).
    assert (ran.code, ran.err) == (0, "")
    assert pytest.approx(float(json.loads(ran.out)["nominal_rate"])) == 22.346939


def test_the_text_says_it_in_percent(flows: Path) -> None:
    ran = program("rate", flows)
    assert (ran.code, ran.err) == (0, "")
    assert "2234.69%" in ran.out.replace(" ", "").replace(",", "")


def test_a_spreadsheets_own_encoding_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("日期,金额\n2024/1/1,700\n2024/1/8,-1000\n".encode("gb18030"))
    assert here("rate", tmp_path / "a.csv").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "空"),
        ("date,amount\n", "表头"),
        ("day,amount\n2024-01-01,1\n", "第 1 行"),
        ("date,amount\n2024-01-01\n", "第 2 行"),
        ("date,amount\n2024-01-01,1\n2023-02-29,-1\n", "2023-02-29"),
        ("date,amount\n2024-01-01,1\n2024-02-01,1.005\n", "1.005"),
        ("date,amount\n2024-01-01,1\n2024-02-01,nan\n", "nan"),
        ("date,amount\n2024-01-01,1\n2024-02-01,1e5\n", "1e5"),
        ("date,amount\n2024-01-01,1\n2024-02-01,-9999999999999\n", "9999999999999"),
        ("date,amount\n2024-01-01,1,000\n", "3 列"),
        ('date,amount\n2024-01-01,"1\n', "引号"),
        ("date,amount\n2024-01-01,\0\n", "第 2 行"),
    ],
)
def test_a_fault_is_named_with_the_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.csv").write_bytes(text.encode())
    ran = here("rate", tmp_path / "a.csv", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "a.csv" in ran.err
    assert said in ran.err
    assert "怎么办" in ran.err
