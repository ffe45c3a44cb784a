"""Every format read to the fen, the balances proven; the fixtures' maker imports nothing of the reader."""

from __future__ import annotations

import importlib.util
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from yingmen.afford.bills import Reading, read_bill

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).parent


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_fixtures", HERE / "make_fixtures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE: Any = _maker()


def read(name: str) -> Reading:
    made = MAKE.BANKS.get(name) or MAKE.KEPT[name]
    return read_bill(name, made())


def rows(reading: Reading) -> list[tuple[date, Decimal, Decimal | None]]:
    return sorted((row.on, row.amount, row.balance) for row in reading.transactions)


EXPECTED = sorted((row.at.date(), row.amount, row.balance) for row in MAKE.CARD)


@pytest.mark.parametrize("name", [name for name in MAKE.BANKS if name != "unsigned.csv"])
def test_a_statement_is_read_to_the_fen_and_its_balances_prove_it(name: str) -> None:
    reading = read(name)
    assert EXPECTED == rows(reading)
    assert (True, ()) == (reading.proven, reading.gaps)


ACCOUNTS = {
    "icbc.csv": ("工商银行借记卡明细", "工商银行(1234)"),
    "cmb-debit.csv": ("招商银行借记卡明细", "招商银行"),
    "ccb.xls": ("建设银行活期明细", "建设银行(1234)"),
    "boc.txt": ("中国银行借记卡明细", "中国银行(1234)"),
    "boc.pdf": ("中国银行借记卡明细", "中国银行(1234)"),
    "abc.csv": ("农业银行活期明细", "农业银行(1234)"),
    "psbc.xlsx": ("邮政储蓄银行明细", "邮储银行(1234)"),
    "citic.xls": ("中信银行明细", "中信银行(1234)"),
    "page.xls": ("按栏目认出的账单", "银行"),
    "alipay.csv": ("支付宝账单", "alipay"),
    "wechat.csv": ("微信支付账单", "wechat"),
    "wechat.xlsx": ("微信支付账单", "wechat"),
    "jd.csv": ("京东账单", "jd"),
    "unionpay.csv": ("云闪付账单", "unionpay"),
}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_it_says_which_format_and_which_account_a_bill_is_of(name: str) -> None:
    reading = read(name)
    assert ACCOUNTS[name] == (reading.format, reading.account)


@pytest.mark.parametrize("name", ["ccb.xls", "abc.csv", "citic.xls", "psbc.xlsx", "boc.pdf", "nameless.csv"])
def test_the_hour_is_read_with_its_seconds(name: str) -> None:
    assert time(19, 44, 31) in {row.at for row in read(name).transactions}


@pytest.mark.parametrize("name", [*MAKE.KEPT])
def test_the_content_decides_and_never_the_name(name: str) -> None:
    made = MAKE.KEPT[name]()
    asked = [
        [(row.on, row.amount) for row in read_bill(called, made).transactions] for called in (name, "x.pdf")
    ]
    assert asked[0] == asked[1]


@pytest.mark.parametrize("name", [name for name in MAKE.KEPT if name.endswith(".csv")])
def test_the_sample_bills_are_as_the_script_makes_them(name: str) -> None:
    assert MAKE.KEPT[name]() == (MAKE.SAMPLES / name).read_bytes()


@pytest.mark.parametrize("name", [name for name in MAKE.KEPT if not name.endswith(".csv")])
def test_the_sample_workbooks_hold_what_the_script_makes(name: str) -> None:
    kept = read_bill(name, (MAKE.SAMPLES / name).read_bytes())
    assert read(name).transactions == kept.transactions


def test_alipay_is_read_with_the_real_sign_of_what_counts_as_neither() -> None:
    found = [(row.amount, row.kind, row.status) for row in read("alipay.csv").transactions]
    assert [
        (Decimal("-812.40"), "信用借还", "还款成功"),
        (Decimal("49.00"), "退款", "退款成功"),
        (Decimal("-128.60"), "日用百货", "交易成功"),
        (Decimal("-399.00"), "服饰装扮", "交易关闭"),
        (Decimal("300.00"), "转账红包", "交易成功"),
        (Decimal("-156.80"), "医疗健康", "交易成功"),
    ] == found


def test_alipay_keeps_quoted_commas_and_loses_tabs_and_padding() -> None:
    row = read("alipay.csv").transactions[-1]
    assert ("口罩,退热贴", "江南大药房", "招商银行(1234)", "202601090001") == (
        row.summary,
        row.counterparty,
        row.method,
        row.order_id,
    )


@pytest.mark.parametrize("name", ["wechat.csv", "wechat.xlsx"])
def test_wechat_is_read_the_same_from_text_and_from_a_workbook(name: str) -> None:
    found = [(row.amount, row.kind) for row in read(name).transactions]
    assert [
        (Decimal("-1500.00"), "信用卡还款"),
        (Decimal("-18.00"), "商户消费"),
        (Decimal("-200.20"), "零钱提现"),
        (Decimal("66.66"), "微信红包"),
        (Decimal("500.00"), "零钱充值"),
        (Decimal("-23.50"), "扫二维码付款"),
    ] == found


def test_a_partial_refund_stays_in_the_status() -> None:
    assert "已退款(￥5.00)" == read("wechat.csv").transactions[1].status


def test_jd_reads_the_words_behind_an_amount_as_status() -> None:
    found = [(row.amount, row.status) for row in read("jd.csv").transactions]
    assert [
        (Decimal("-199.00"), "交易成功"),
        (Decimal("-89.90"), "交易成功 已全额退款"),
        (Decimal("-65.00"), "交易成功 已退款12.00"),
    ] == found


def test_a_row_that_does_not_tell_in_from_out_is_left_out_and_said_so() -> None:
    reading = read("unionpay.csv")
    assert [Decimal("-4.00"), Decimal("129.00"), Decimal("-600.00")] == [
        row.amount for row in reading.transactions
    ]
    assert ((6, "没有写明是收还是支，也看不出来，没有算进去"),) == reading.left_out


NARROW = "(2cm, 2cm, 2.6cm, 2.6cm, 2cm, 3cm)"
"""Columns in which long names are wrapped over two lines or three."""


@pytest.mark.parametrize("columns", ["6", NARROW])
def test_a_card_statement_in_pdf_gives_its_days_their_year_and_spending_its_minus(columns: str) -> None:
    reading = read_bill("card.pdf", MAKE.card_pdf(columns))
    assert [
        (date(2025, 12, 19), Decimal("-188.00"), "财付通-江边火锅店"),
        (date(2025, 12, 28), Decimal("-46.50"), "支付宝-学府文具有限公司苏州园区店"),
        (date(2026, 1, 3), Decimal("89.90"), "京东商城退款"),
        (date(2026, 1, 8), Decimal("2300.00"), "自动还款招商银行"),
        (date(2026, 1, 10), Decimal("-35.20"), "美团-外卖"),
    ] == [(row.on, row.amount, row.summary.replace(" ", "")) for row in reading.transactions]
    assert {"招商银行信用卡(5678)"} == {row.account for row in reading.transactions}


def test_unsigned_amounts_get_their_sign_from_the_balance_and_the_first_is_not_guessed() -> None:
    reading = read("unsigned.csv")
    assert EXPECTED[2:] == [row for row in rows(reading) if row not in EXPECTED[:2]]
    assert 11 == len(reading.transactions)
    assert [2] == [row for row, _ in reading.left_out]
    assert ("金额（收还是支，由余额的变化看出）", "likely") in {
        (took.as_what, took.sure) for took in reading.columns
    }


def test_a_second_sheet_counts_only_what_the_first_does_not_hold() -> None:
    reading = read_bill("two.xlsx", MAKE.wechat_xlsx(2))
    assert 6 == len(reading.transactions)
    assert 5 == sum("同一笔在前面的工作表里已经有了" in why for _, why in reading.left_out)


def test_every_row_names_the_line_it_stands_on() -> None:
    text = MAKE.icbc().decode().splitlines()
    for row in read("icbc.csv").transactions:
        assert f"{row.on:%Y-%m-%d}" in text[row.row - 1]
        assert f"{abs(row.amount):,.2f}" in text[row.row - 1]
