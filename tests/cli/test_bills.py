"""`yingmen bills` on its edges."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cli.running import files_in, here, program

if TYPE_CHECKING:
    from pathlib import Path

ALIPAY = (
    "支付宝交易明细\n"
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,\n"
    "2026-03-05 12:30:00,餐饮美食,张记面馆,/,午饭,支出,25.00,招商银行(1234),交易成功,"
    "2026030522001400000001\t,M1\t,,\n"
    "2026-03-06 09:00:00,日用百货,某某店,/,杯子,支出,19.90,余额,交易关闭,2026030622001400000002\t,M2\t,,\n"
)
BANK = (
    "招商银行交易流水 卡号: 6214********1234\n"
    "记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要\n"
    "2026-03-05,CNY,-25.00,975.00,快捷支付,支付宝（中国）网络技术有限公司,张记面馆\n"
    "2026-03-10,CNY,6800.00,7775.00,代发工资,某某公司,工资\n"
)


@pytest.fixture
def bills(tmp_path: Path) -> list[Path]:
    files = [tmp_path / "支付宝.csv", tmp_path / "招行.csv"]
    files[0].write_bytes(ALIPAY.encode("gb18030"))
    files[1].write_text(BANK, encoding="utf-8")
    return files


def test_json_is_one_document_in_which_each_payment_stands_once(bills: list[Path]) -> None:
    ran = program("bills", *bills, "--json")
    assert (0, "") == (ran.code, ran.err)
    found = json.loads(ran.out)
    moved = [(one["on"], one["amount"], one["category"]) for one in found["movements"]]
    assert [("2026-03-05", "-25.00", "food"), ("2026-03-10", "6800.00", "wage")] == moved
    assert [True] == [one["proven"] for one in found["files"] if one["file"] == "招行.csv"]
    assert 1 == len(found["left_out"])


def test_order_and_repetition_of_the_files_change_nothing(bills: list[Path]) -> None:
    assert here("bills", *bills, "--json").out == here("bills", *bills[::-1], bills[0], "--json").out


def test_the_page_says_what_was_joined(bills: list[Path]) -> None:
    ran = here("bills", *bills)
    assert (0, "") == (ran.code, ran.err)
    assert "钱包和银行卡的同一笔 1 处" in ran.out
    assert "逐行对得上" in ran.out


def test_out_writes_the_page_and_two_tables(bills: list[Path], tmp_path: Path) -> None:
    assert 0 == here("bills", *bills, "--out", tmp_path / "结果").code
    assert ["bills.html", "joined.csv", "movements.csv"] == files_in(tmp_path / "结果")


def test_the_users_rules_and_overrules_hold(bills: list[Path], tmp_path: Path) -> None:
    (tmp_path / "规则.toml").write_text('[[rule]]\ncategory = "school"\nwords = ["张记"]\n', encoding="utf-8")
    marks = 'marks = ["alipay/2026-03-05/-25.00", "招商银行(1234)/2026-03-05/-25.00"]'
    (tmp_path / "纠正.toml").write_text(f"[[apart]]\n{marks}\n", encoding="utf-8")
    options = ("--rules", tmp_path / "规则.toml", "--overrule", tmp_path / "纠正.toml", "--json")
    found = json.loads(here("bills", *bills, *options).out)
    assert ["school", "school", "wage"] == [one["category"] for one in found["movements"]]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("一月", "二月"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "招行.csv").write_text(BANK, encoding="utf-8")
    found = json.loads(
        here("bills", tmp_path / "一月" / "招行.csv", tmp_path / "二月" / "招行.csv", "--json").out
    )
    assert 2 == len(found["movements"])
    assert 2 == len(found["movements"][0]["sources"])


@pytest.mark.parametrize("option", ["--rules", "--overrule"])
def test_a_fault_in_the_users_own_file_is_named(bills: list[Path], tmp_path: Path, option: str) -> None:
    (tmp_path / "我的.toml").write_bytes(b"\xff\xfe")
    ran = here("bills", *bills, option, tmp_path / "我的.toml")
    assert (2, "") == (ran.code, ran.out)
    assert "我的.toml" in ran.err
    assert "怎么办" in ran.err


def test_a_file_that_is_missing_or_no_bill_is_named(tmp_path: Path) -> None:
    (tmp_path / "信.csv").write_text("您好\n", encoding="utf-8")
    for name in ("没有.csv", "信.csv"):
        ran = here("bills", tmp_path / name, "--json")
        assert (2, "") == (ran.code, ran.out)
        assert name in ran.err
        assert "怎么办" in ran.err
