"""What banks, spreadsheets and people do to a bill, and what is refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yingmen.afford.bills import read_bill
from yingmen.afford.bills.moments import clock, moment, month_day
from yingmen.afford.bills.text import money, order_number
from yingmen.errors import BillError
from yingmen.money import fen

STATEMENT = """日期,金额,余额,摘要
2026-01-01,100.00,1100.00,工资
2026-01-02,-30.00,1070.00,买菜
2026-01-03,-70.00,1000.00,房租
2026-01-04,5.00,1005.00,结息
"""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("¥1,234.50", "1234.50"),
        ("￥12", "12.00"),
        (" 28.16\t", "28.16"),
        ("１，２３４．５０", "1234.50"),
        ("-3.00", "-3.00"),
        ("−3.00", "-3.00"),
        ("(12.00)", "-12.00"),
        ("12.00-", "-12.00"),
        ("+67.00", "67.00"),
        ('="8.80"', "8.80"),
        ("1.2E+3", "1200.00"),
        ("10元", "10.00"),
        ("CNY 5.5", "5.50"),
        ("52.00(已全额退款)", "52.00"),
        (28.16, "28.16"),
        (0.1 + 0.2, "0.30"),
        (2000, "2000.00"),
    ],
)
def test_an_amount_is_read_however_it_is_written(cell: str | float, expected: str) -> None:
    assert Decimal(expected) == money(cell)


@pytest.mark.parametrize(
    "cell", ["", "/", "-", "--", "xx,yyy.zz", "12.345", "1,23.00", "工资", "1E+30", True]
)
def test_what_is_no_amount_is_none(cell: str) -> None:
    assert None is money(cell)


@pytest.mark.parametrize(
    ("cell", "on", "at"),
    [
        ("2026-02-03 04:05:06", date(2026, 2, 3), time(4, 5, 6)),
        ("2026/2/3 4:05", date(2026, 2, 3), time(4, 5)),
        ("2026.02.03", date(2026, 2, 3), None),
        ("20260203", date(2026, 2, 3), None),
        ("20260203040506", date(2026, 2, 3), time(4, 5, 6)),
        ("2026年2月3日", date(2026, 2, 3), None),
        ("２０２６－０２－０３", date(2026, 2, 3), None),
        ("2026-02-03T04:05:06", date(2026, 2, 3), time(4, 5, 6)),
        ("46056", date(2026, 2, 3), None),  # 2026-01-01 is day 46023 of a spreadsheet
        (46056.5, date(2026, 2, 3), time(12, 0)),
        (20260203.0, date(2026, 2, 3), None),
    ],
)
def test_a_day_is_read_however_it_is_written(cell: str | float, on: date, at: time | None) -> None:
    assert (on, at) == moment(cell)


@pytest.mark.parametrize("cell", ["2026-02-30", "合计", "", "12.50", "1026-01-01", 3.5, "2026-13-01"])
def test_what_is_no_day_is_none(cell: str | float) -> None:
    assert None is moment(cell)


def test_an_hour_alone_is_read() -> None:
    assert [time(9, 5), time(9, 5, 30), time(9, 5, 30), time(12)] == [
        clock(cell) for cell in ("9:05", "09:05:30", "090530", 0.5)
    ]


def test_a_day_without_its_year_is_the_last_before_the_statement() -> None:
    found = [month_day(cell, date(2026, 1, 17)) for cell in ("12/19", "0117", "01-18")]
    assert [date(2025, 12, 19), date(2026, 1, 17), date(2025, 1, 18)] == [day.on for day in found if day]


@pytest.mark.parametrize("cell", ["4.2E+27", "4.20000E+27", 4.2e27, "2023xxxxx88", "1234****9876"])
def test_a_wrecked_or_masked_number_of_an_order_is_no_identity(cell: str | float) -> None:
    assert "" == order_number(cell)


def test_orders_wrecked_by_a_spreadsheet_are_said_so() -> None:
    bill = "日期,金额,交易单号\n2026/1/2 9:05,-3.5,4.20E+27\n2026/1/2 9:06,-3.5,4.20E+27\n"
    reading = read_bill("x", bill.encode())
    assert ["", ""] == [row.order_id for row in reading.transactions]
    assert "单号（被遮住或被表格软件改坏，不用来认同一笔）" in {took.as_what for took in reading.columns}


@pytest.mark.parametrize("script", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_every_script_and_separator_gives_the_same_rows(script: str, separator: str) -> None:
    plain = read_bill("x", STATEMENT.encode())
    assert 4 == len(plain.transactions)
    other = read_bill("x", STATEMENT.replace(",", separator).encode(script))
    assert plain.transactions == other.transactions


@pytest.mark.parametrize(
    "noise", ["", "某行明细\n\n", "户名：某人\n起始日期：2026-01-01,终止日期：2026-01-31\n\n\n"]
)
@pytest.mark.parametrize("foot", ["", "合计,5.00,,\n", "\n以上共4笔\n第1页\n"])
def test_heads_and_feet_change_no_row(noise: str, foot: str) -> None:
    reading = read_bill("x", (noise + STATEMENT + foot).encode())
    assert [Decimal("100.00"), Decimal("-30.00"), Decimal("-70.00"), Decimal("5.00")] == [
        row.amount for row in reading.transactions
    ]
    assert reading.proven


def test_a_stray_quote_swallows_no_lines() -> None:
    lines = "".join(f"2026-01-{n:02d},-1.00,{'“' if n != 5 else chr(34)}面\n" for n in range(1, 29))
    reading = read_bill("x", f"日期,金额,摘要\n{lines}".encode())
    assert 28 == len(reading.transactions)


def test_debit_and_credit_are_the_holders_out_and_in() -> None:
    bill = "交易日期,借贷标志,交易金额\n20260101,借,30.00\n20260102,贷,20.00\n20260103,借,-5.00\n"
    found = [row.amount for row in read_bill("x", bill.encode()).transactions]
    assert [Decimal("-30.00"), Decimal("20.00"), Decimal("5.00")] == found  # the last is a reversal


def test_a_minus_that_only_repeats_the_columns_name_counts_once() -> None:
    bill = "交易日期,收入金额,支出金额\n20260101,,-30.00\n20260102,20.00,\n"
    assert [Decimal("-30.00"), Decimal("20.00")] == [
        row.amount for row in read_bill("x", bill.encode()).transactions
    ]


def test_foreign_money_is_left_out_and_said_so() -> None:
    bill = "交易日期,币种,金额\n20260101,人民币,-30.00\n20260102,美元,-20.00\n"
    reading = read_bill("x", bill.encode())
    assert 1 == len(reading.transactions)
    assert ((3, "不是人民币（美元），没有算进去"),) == reading.left_out


def test_an_amount_that_cannot_be_read_is_left_out_and_the_balances_show_the_gap() -> None:
    reading = read_bill("x", STATEMENT.replace("-30.00", "3o.00").encode())
    assert ((3, "金额读不出来（3o.00），没有算进去"),) == reading.left_out
    assert [(4, Decimal("1030.00"), Decimal("1000.00"))] == [
        (gap.row, gap.expected, gap.found) for gap in reading.gaps
    ]


def test_a_bill_that_counts_itself_otherwise_is_said_so() -> None:
    reading = read_bill("x", f"共9笔记录\n{STATEMENT}".encode())
    assert ((1, "账单自己写着共 9 笔，这里只找到 4 笔，请看是不是少了或改过"),) == reading.left_out


def test_a_masked_balance_is_said_to_be_unread() -> None:
    bill = "日期,金额,余额\n2026-01-01,-3.00,x.yy\n2026-01-02,-4.00,x.yy\n"
    reading = read_bill("x", bill.encode())
    assert None is reading.proven
    assert "余额（读不出来，没有用上）" in {took.as_what for took in reading.columns}


def test_a_name_half_known_is_likely_and_not_certain() -> None:
    bill = "操作日期,变动金额\n2026-01-01,-3.00\n"
    assert {("操作日期", "likely"), ("变动金额", "likely")} == {
        (took.column, took.sure) for took in read_bill("x", bill.encode()).columns
    }


def _parcel() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parcel:
        parcel.writestr("账单.csv", STATEMENT)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "不是文字"),
        (_parcel(), "压缩包"),
        (b"PK\x03\x04broken", "坏了"),
        (b"\xd0\xcf\x11\xe0broken", "打不开"),
        (b"%PDF-1.7 broken", "PDF"),
        ("姓名,年龄\n小明,3\n".encode(), "找不到日期和金额"),
        (b"a" * 50_000_001, "太大"),
    ],
)
def test_it_refuses_what_is_no_bill_with_a_remedy(data: bytes, what: str) -> None:
    with pytest.raises(BillError, match=what) as caught:
        read_bill("我的账单.csv", data)
    assert "我的账单.csv" == caught.value.where
    assert caught.value.remedy


def test_a_scanned_pdf_is_refused_and_not_guessed() -> None:
    import typst

    blank = typst.compile(b"#rect(width: 3cm, height: 3cm)")
    assert isinstance(blank, bytes)
    with pytest.raises(BillError, match="没有文字"):
        read_bill("x.pdf", blank)


AMOUNTS = st.lists(
    st.integers(-5_000_000, 5_000_000).filter(bool).map(lambda fen: Decimal(fen) / 100),
    min_size=3,
    max_size=12,
)


def _statement(amounts: list[Decimal], *, newest_first: bool) -> list[str]:
    lines, balance = [], Decimal("10000.00")
    for n, amount in enumerate(amounts, 1):
        balance += amount
        lines.append(f'2026-01-{n:02d},"{amount:,.2f}","{balance:,.2f}",第{n}笔')
    return lines[::-1] if newest_first else lines


@settings(deadline=None, max_examples=60)
@given(AMOUNTS, st.booleans())
def test_whichever_way_time_runs_the_balances_prove_every_row(amounts: list[Decimal], first: bool) -> None:
    lines = ["日期,金额,余额,摘要", *_statement(amounts, newest_first=first)]
    reading = read_bill("x", "\n".join(lines).encode())
    assert amounts == [row.amount for row in sorted(reading.transactions, key=lambda row: row.on)]
    assert reading.proven


@settings(deadline=None, max_examples=60)
@given(AMOUNTS, st.booleans(), st.data())
def test_a_missing_row_is_a_gap_of_its_own_amount(
    amounts: list[Decimal],
    first: bool,
    data: st.DataObject,
) -> None:
    lines = _statement(amounts, newest_first=first)
    lost = data.draw(st.integers(1, len(lines) - 2))
    amounts = amounts[::-1] if first else amounts
    amount = amounts.pop(lost)
    assume(min(amounts) < 0)  # without a single minus the column might as well be unsigned
    reading = read_bill("x", "\n".join(["日期,金额,余额,摘要", *lines[:lost], *lines[lost + 1 :]]).encode())
    if len(lines) > 3:
        assert [amount] == [gap.found - gap.expected for gap in reading.gaps]
    assert False is reading.proven


CELLS = st.sampled_from(
    [
        "",
        "/",
        "2026-01-02",
        "20260102",
        "46056",
        "9:05",
        "-3.00",
        "¥1,2",
        "1E+99",
        "收入",
        "合计",
        "日期",
        '"',
    ]
)
LINES = st.lists(st.lists(CELLS | st.text(max_size=6), max_size=6).map(",".join), max_size=8)
BILLS = LINES.map(lambda lines: "\n".join(["日期,金额,余额", *lines]).encode("utf-8", "replace"))


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300) | BILLS)
def test_whatever_it_is_given_it_reads_exactly_or_refuses(data: bytes) -> None:
    try:
        amounts = [row.amount for row in read_bill("x", data).transactions]
    except BillError:
        amounts = []
    assert [fen(amount) for amount in amounts if amount] == amounts
