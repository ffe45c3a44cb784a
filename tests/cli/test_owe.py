"""`yingmen owe` on its edges: the day, the files it writes, the user's own LPR, one JSON and nothing else."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cli.running import EXAMPLE, EXAMPLE_DAY, files_in, here, program

if TYPE_CHECKING:
    from pathlib import Path

# Made before 2020-08-20, not sued: the yardstick since then is 4 x the LPR of the day of asking (rule 14),
# and the last LPR known is that of 2026-08-20, good until 2026-09-19.
OLD_LOAN = """schema = 1
[borrower]
name = "张三"
kind = "person"
[[loan]]
id = "旧债"
lender = "周某"
lender_kind = "private"
lender_natural = true
product = "other"
signed_on = 2020-03-01
disbursed_on = 2020-03-01
principal = 10000
repayment = "bullet"
first_due_on = 2021-03-01
nominal_rate = 0.20
"""
LATER_LPR = """[[lpr]]
on = 2026-09-21
one_year = "3.00"
five_year = "3.50"
[[lpr]]
on = 2026-10-20
one_year = "2.90"
[[lpr]]
on = 2026-11-20
one_year = "2.80"
"""


@pytest.fixture
def old_loan(tmp_path: Path) -> Path:
    file = tmp_path / "旧债.toml"
    file.write_text(OLD_LOAN, encoding="utf-8")
    return file


def test_json_is_one_document_and_nothing_else() -> None:
    ran = program("owe", EXAMPLE, "--on", EXAMPLE_DAY, "--json")
    answer = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert [loan["loan_id"] for loan in answer["loans"]] == ["网贷", "信用卡", "老周"]


def test_json_stays_alone_when_files_are_written_too(tmp_path: Path) -> None:
    ran = here("owe", EXAMPLE, "--on", EXAMPLE_DAY, "--json", "--out", tmp_path / "结果")
    assert json.loads(ran.out)["on"] == EXAMPLE_DAY
    assert files_in(tmp_path / "结果") == ["ledger.csv", "owe.html"]


def test_it_answers_for_the_day_it_is_asked_for() -> None:
    days = [
        json.loads(here("owe", EXAMPLE, "--json", "--on", day).out)["on"]
        for day in ("2025-06-01", "2026-01-31")
    ]
    assert days == ["2025-06-01", "2026-01-31"]


def test_it_answers_for_today_when_no_day_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yingmen.cli.owe.today", lambda: date(2026, 7, 31))
    assert json.loads(here("owe", EXAMPLE, "--json").out)["on"] == "2026-07-31"


def test_the_terminal_page_names_every_loan() -> None:
    ran = program("owe", EXAMPLE, "--on", EXAMPLE_DAY)
    assert (ran.code, ran.err) == (0, "")
    assert all(name in ran.out for name in ("海棠消费金融有限公司", "江南银行信用卡中心", EXAMPLE_DAY))


def test_it_writes_the_page_and_the_ledger_and_says_where(tmp_path: Path) -> None:
    out = tmp_path / "深" / "结果"
    ran = program("owe", EXAMPLE, "--on", EXAMPLE_DAY, "--out", out)
    assert ran.code == 0
    assert files_in(out) == ["ledger.csv", "owe.html"]
    assert f"已写出 {out / 'owe.html'} 和 {out / 'ledger.csv'}" in ran.out
    assert (out / "owe.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_ledger_file_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    here("owe", EXAMPLE, "--on", EXAMPLE_DAY, "--out", tmp_path)
    rows = list(csv.reader((tmp_path / "ledger.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) > 20
    assert {len(rows[0])} == {len(row) for row in rows}


def test_a_second_run_replaces_the_first_and_gives_the_same(tmp_path: Path) -> None:
    def written() -> list[bytes]:
        assert here("owe", EXAMPLE, "--on", EXAMPLE_DAY, "--out", tmp_path).code == 0
        return [(tmp_path / name).read_bytes() for name in files_in(tmp_path)]

    assert written() == written()


def test_it_names_the_last_lpr_it_knows_when_asked_for_a_later_day(old_loan: Path, tmp_path: Path) -> None:
    ran = program("owe", old_loan, "--on", "2026-11-24", "--json", "--out", tmp_path / "out")
    assert (ran.code, ran.out) == (2, "")
    assert "2026-08-20" in ran.err
    assert "2026-11-24" in ran.err
    assert "--lpr" in ran.err
    assert not (tmp_path / "out").exists()


def test_the_users_own_later_lpr_makes_that_day_work(old_loan: Path, tmp_path: Path) -> None:
    (tmp_path / "lpr.toml").write_text(LATER_LPR, encoding="utf-8")
    ran = program("owe", old_loan, "--on", "2026-11-24", "--json", "--lpr", tmp_path / "lpr.toml")
    assert (ran.code, ran.err) == (0, "")
    assert (
        pytest.approx(float(json.loads(ran.out)["loans"][0]["ceiling"]["annual_rate"])) == 0.112
    )  # 4 x 2.80 %


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[lpr]]\non = 2026-08-20\none_year = '3.00'\n", "2026-08-20"),
        ("[[lpr]]\non = 2026-09-21\none_year = '0.03'\n", "one_year"),
        ("[[lpr]]\non = 2026-09-21\n", "one_year"),
        ("[[lpr]]\non = 2026-09-21\none_year = '3.00'\nsix = 1\n", "six"),
        ("[[lpr]]\non = 2026-09-31\none_year = '3.00'\n", "第 2 行"),
        ("lpr = 3\n", "[[lpr]]"),
        ("", "[[lpr]]"),
    ],
)
def test_a_wrong_lpr_file_is_named_with_the_place(
    old_loan: Path, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "lpr.toml").write_text(text, encoding="utf-8")
    ran = here(
        "owe", old_loan, "--on", "2026-11-24", "--lpr", tmp_path / "lpr.toml", "--out", tmp_path / "out"
    )
    assert (ran.code, ran.out) == (2, "")
    assert "lpr.toml" in ran.err
    assert said in ran.err
    assert "怎么办" in ran.err


def test_an_output_folder_that_is_a_file_is_refused_with_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("在路上的文件", encoding="utf-8")
    ran = program("owe", EXAMPLE, "--on", EXAMPLE_DAY, "--out", tmp_path / "out")
    assert (ran.code, ran.out) == (2, "")
    assert "owe.html" in ran.err
    assert "怎么办" in ran.err
    assert (files_in(tmp_path), (tmp_path / "out").read_text(encoding="utf-8")) == (["out"], "在路上的文件")


def test_an_output_file_that_is_a_folder_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "owe.html").mkdir()
    ran = here("owe", EXAMPLE, "--on", EXAMPLE_DAY, "--out", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "怎么办" in ran.err
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "2024-02-29", "2100-12-31"])
def test_it_answers_for_the_strangest_day(day: str) -> None:
    ran = here("owe", EXAMPLE, "--on", day, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["on"] == day


def test_it_refuses_a_day_too_far_away() -> None:
    ran = here("owe", EXAMPLE, "--on", "2199-12-31", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "2100-12-31" in ran.err
