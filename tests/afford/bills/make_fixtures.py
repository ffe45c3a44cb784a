"""Bills of invented people in the formats that Alipay, WeChat Pay and banks export; imports nothing it tests.

`python tests/afford/bills/make_fixtures.py` writes the sample bills of tests/cases/bills anew.
"""

# ruff: noqa: E501 - a bill's rows are as long as the bank writes them

from __future__ import annotations

import csv
import io
import sys
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "src" / "yingmen" / "papers" / "fonts"
SAMPLES = ROOT / "tests" / "cases" / "bills"


class Row(NamedTuple):
    """One movement of an invented account, + in, - out, with the balance after it."""

    at: datetime
    amount: Decimal
    balance: Decimal
    other: str
    what: str


def _history(opening: str, rows: list[tuple[str, str, str, str]]) -> tuple[Row, ...]:
    balance, made = Decimal(opening), []
    for at, amount, other, what in rows:
        balance += Decimal(amount)
        made.append(Row(datetime.fromisoformat(at), Decimal(amount), balance, other, what))
    return tuple(made)


CARD = _history(
    "3120.55",
    [
        ("2026-01-05 09:30:12", "6800.00", "苏州晨光精密有限公司", "工资"),
        ("2026-01-05 12:02:40", "-23.50", "财付通-老街面馆", "消费"),
        ("2026-01-06 08:15:00", "-1800.00", "沈国梁", "转账 一月房租"),
        ("2026-01-09 19:44:31", "-156.80", "支付宝-江南大药房", "消费"),
        ("2026-01-12 10:00:00", "-500.00", "财付通-微信零钱充值", "快捷支付"),
        ("2026-01-20 07:01:09", "-1234.56", "安心消费金融有限公司", "代扣还款"),
        ("2026-01-21 03:20:00", "0.87", "", "结息"),
        ("2026-02-05 09:31:44", "6650.00", "苏州晨光精密有限公司", "工资"),
        ("2026-02-05 20:10:05", "-1800.00", "沈国梁", "转账 二月房租"),
        ("2026-02-11 16:25:18", "2000.00", "周桂芳", "跨行汇入 妈妈"),
        ("2026-02-14 11:00:59", "49.00", "支付宝-退款", "退款"),
        ("2026-02-20 07:01:15", "-12345.67", "安心消费金融有限公司", "代扣还款"),
    ],
)
"""The card 6217…1234 of 林晓月 at whichever bank the format is of."""


def _csv(rows: list[list[str]], **how: Any) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n", **how).writerows(rows)
    return out.getvalue()


def alipay() -> bytes:
    head = (
        "-" * 40 + "\r\n导出信息：\r\n姓名：林晓月\r\n支付宝账户：lin***@example.com\r\n"
        "起始时间：[2026-01-01 00:00:00]    终止时间：[2026-02-28 23:59:59]\r\n共6笔记录\r\n"
        "特别提示：\r\n1.本明细仅供个人对账使用。\r\n\r\n"
        "------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------\r\n"
    )
    names = "交易时间 交易分类 交易对方 对方账号 商品说明 收/支 金额 收/付款方式 交易状态 交易订单号 商家订单号 备注"
    rows = [
        "2026-02-20 08:00:01|信用借还|花呗|/|花呗主动还款-2026年02月账单|不计收支|812.40|招商银行(1234)|还款成功|202602200001|\t|",
        "2026-02-14 11:00:02|退款|江南大药房|jn***@example.com|退款-口罩|不计收支|49.00|招商银行(1234)|退款成功|202601090001_1|T1\t|",
        "2026-02-02 13:05:44|日用百货|邻里超市|/|米和油|支出|128.60|花呗|交易成功|202602020001|T3\t|",
        "2026-02-01 09:12:00|服饰装扮|暖冬服装|/|羽绒服|支出|399.00||交易关闭|202602010001|T2\t|",
        "2026-01-18 21:30:15|转账红包|周桂芳|gui***@example.com|转账|收入|300.00|余额|交易成功|202601180001|\t|",
        "2026-01-09 19:44:30|医疗健康|江南大药房|jn***@example.com|口罩,退热贴|支出|156.80|招商银行(1234)|交易成功|202601090001|T1\t|",
    ]
    lines = [",".join(f"{name:<12}" for name in names.split()) + ","]
    for row in rows:
        cells = [
            f'"{cell}"' if "," in cell else cell if "\t" in cell else f"{cell} " for cell in row.split("|")
        ]
        cells[9] += "\t"
        lines.append(",".join(cells) + ",")
    return (head + "\r\n".join(lines) + "\r\n").encode("gb18030")


WECHAT_NAMES = [
    "交易时间",
    "交易类型",
    "交易对方",
    "商品",
    "收/支",
    "金额(元)",
    "支付方式",
    "当前状态",
    "交易单号",
    "商户单号",
    "备注",
]
WECHAT = [
    "2026-02-10 20:01:00|信用卡还款|招商银行信用卡还款|/|/|¥1,500.00|零钱|支付成功|4200000001202602101111111111|1000000001|/",
    "2026-01-25 18:40:22|商户消费|老街面馆|牛肉面|支出|¥18.00|零钱|已退款(￥5.00)|4200000001202601252222222222|1000000002|/",
    "2026-01-22 10:17:00|零钱提现|招商银行(1234)|/|/|¥200.20|招商银行|提现已到账|207000000001202601223333333333|/|服务费¥0.20",
    "2026-01-15 12:00:33|微信红包|二姨|/|收入|¥66.66|/|已存入零钱|1000039901202601154444444444|/|/",
    "2026-01-12 09:59:58|零钱充值|招商银行(1234)|/|/|¥500.00|招商银行(1234)|充值完成|110000000001202601125555555555|/|/",
    "2026-01-05 12:02:38|扫二维码付款|老街面馆|收款方备注:二维码收款|支出|¥23.50|招商银行(1234)|已转账|100010000001202601056666666666|/|/",
]


def wechat_csv() -> bytes:
    comma = "," * 10
    head = [
        "微信支付账单明细", "微信昵称：[晓月]", "起始时间：[2026-01-01 00:00:00] 终止时间：[2026-02-28 23:59:59]",
        "导出类型：[全部]", "", "共6笔记录", "收入：1笔 66.66元", "支出：2笔 41.50元", "中性交易：3笔 2200.20元",
        "注：", "1. 充值/提现等交易，将计入中性交易", "----------------------微信支付账单明细列表--------------------",
    ]  # fmt: skip
    rows = [",".join(f'"{cell}"' if "," in cell else cell for cell in row.split("|")) for row in WECHAT]
    return "\r\n".join([*(line + comma for line in head), ",".join(WECHAT_NAMES), *rows, ""]).encode(
        "utf-8-sig"
    )


def wechat_xlsx(sheets: int = 1) -> bytes:
    """The same bill as a workbook, amounts as numbers; a second sheet repeats the first but its first row."""
    book = import_module("openpyxl").Workbook()
    for n in range(sheets):
        sheet = book.active if n == 0 else book.create_sheet(f"第{n + 1}页")
        assert sheet is not None
        for line in ("微信支付账单明细", "微信昵称：[晓月]", "", "----微信支付账单明细列表----"):
            sheet.append([line])
        sheet.append(WECHAT_NAMES)
        for row in WECHAT[n:]:
            cells: list[Any] = row.split("|")
            sheet.append([*cells[:5], float(cells[5].strip("¥").replace(",", "")), *cells[6:]])
    return _saved(book)


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _pair(row: Row) -> tuple[str, str]:
    plain = f"{abs(row.amount):,.2f}"
    return (plain, "") if row.amount > 0 else ("", plain)


def icbc(rows: tuple[Row, ...] = CARD) -> bytes:
    names = (
        "交易日期,摘要,交易场所,交易国家或地区简称,钞/汇,交易金额(收入),交易金额(支出),交易币种,"
        "记账金额(收入),记账金额(支出),记账币种,余额,对方户名"
    )
    lines = [
        "明细查询文件下载",
        "",
        '卡号: 6222****1234,"卡别名: 家用"',
        "",
        '子账户序号: 00000,子账户类别: 活期,"子账户别名: "',
        "",
        names,
    ]
    for row in reversed(rows):
        came, went = _pair(row)
        lines.append(
            f'{row.at:%Y-%m-%d}     \t,"{row.what}    \t","手机银行   \t","CHN  \t",钞   \t,"-  \t","-  \t",-  \t,'
            f'"{came}  \t","{went}   \t",人民币    \t,"{row.balance:,.2f}   \t","{row.other}     \t",'
        )
    lines += [" ", '人民币合计,,,,,,,,"15,499.87  ","17,860.53  ",', ""]
    return "\r\n".join(lines).encode()


def cmb_debit(rows: tuple[Row, ...] = CARD) -> bytes:
    made = [
        [f"{r.at:%Y-%m-%d}", "CNY", f"{r.amount:,.2f}", f"{r.balance:,.2f}", r.what, r.other, ""]
        for r in rows
    ]
    return _csv(
        [["记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息", "客户摘要"], *made]
    ).encode()


def ccb_xls(rows: tuple[Row, ...] = CARD) -> bytes:
    """Numbers as numbers, days as 20260105, the other column 0."""
    names = [
        "记账日",
        "交易日期",
        "交易时间",
        "支出",
        "收入",
        "账户余额",
        "币种",
        "摘要",
        "对方账号",
        "对方户名",
        "交易地点",
    ]
    grid: list[list[Any]] = [
        ["China Construction Bank"],
        ["开户机构：", "苏州分行"],
        ["币　　种：", "人民币"],
        ["账　　号：", "6217 0012 3456 1234"],
        [],
        [f"{name:<12}" for name in names],
    ]
    for r in rows:
        booked = f"{r.at + timedelta(1):%Y%m%d}"
        went, came = (float(-r.amount), 0.0) if r.amount < 0 else (0.0, float(r.amount))
        grid.append(
            [
                booked,
                f"{r.at:%Y%m%d}",
                f"{r.at:%H:%M:%S}",
                went,
                came,
                float(r.balance),
                "人民币",
                r.what,
                "20883313166*****0156",
                r.other,
                "网上",
            ]
        )
    grid.append(["以上数据仅供参考|具体内容请以柜台为准"])
    return _xls(grid, "交易明细_1234")


def _xls(grid: list[list[Any]], title: str) -> bytes:
    book = import_module("xlwt").Workbook()
    sheet = book.add_sheet(title)
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            sheet.write(y, x, cell)
    return _saved(book)


def boc_utf16(rows: tuple[Row, ...] = CARD) -> bytes:
    """Tabs between cells, UTF-16, full-width figures, newest day first but each day forwards."""
    days = sorted({r.at.date() for r in rows}, reverse=True)
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    lines = [
        "中国银行交易流水明细清单",
        "借记卡号：6217850100001234\t客户姓名：林晓月",
        "交易日期\t交易时间\t币别\t收入金额\t支出金额\t余额\t交易名称\t附言\t对方账户名",
    ]
    for day in days:
        for r in (r for r in rows if r.at.date() == day):
            came, went = _pair(r)
            cells = [
                f"{r.at:%Y/%m/%d}",
                f"{r.at:%H:%M}",
                "人民币",
                came,
                went,
                f"{r.balance:.2f}".translate(wide),
                r.what,
                "-",
                r.other,
            ]
            lines.append("\t".join(cells))
    return "\n".join(lines).encode("utf-16")


def abc(rows: tuple[Row, ...] = CARD) -> bytes:
    names = "交易日期,交易时间,交易金额,本次余额,对方户名,对方账号,交易行,交易渠道,交易类型,交易用途,交易摘要"
    lines = ["账户明细查询", "账号：6228480000001234  户名：林晓月", "", names]
    lines += [
        f"{r.at:%Y%m%d},{r.at:%H%M%S},{r.amount:+.2f},{r.balance:.2f},{r.other},,,手机银行,{r.what},,"
        for r in rows
    ]
    return "\r\n".join(lines).encode("gb18030")


def psbc_xlsx(rows: tuple[Row, ...] = CARD) -> bytes:
    """Days as a spreadsheet's own days, amounts as text, a total below, the names of columns repeated."""
    book = import_module("openpyxl").Workbook()
    sheet = book.active
    assert sheet is not None
    names = ["序号", "交易日期", "摘要", "存入金额", "支取金额", "账户余额", "对方户名"]
    sheet.append(["中国邮政储蓄银行个人账户明细"])
    sheet.append(["账号", "6217990000001234"])
    sheet.append(names)
    for n, r in enumerate(rows, 1):
        came, went = _pair(r)
        if n == 7:
            sheet.append(names)
        sheet.append([n, r.at, r.what, came or "0.00", went or "0.00", f"{r.balance:,.2f}", r.other])
    sheet.append(["合计", None, None, "15,499.87", "17,860.53"])
    return _saved(book)


def citic_xls(rows: tuple[Row, ...] = CARD) -> bytes:
    """Dear old day numbers of a spreadsheet, and the sign in a column of its own."""
    names = ["交易日期", "借贷标志", "交易金额", "账户余额", "对方户名", "摘要"]
    first = datetime.fromisoformat("1899-12-30")
    grid: list[list[Any]] = [["中信银行个人账户交易明细"], ["卡号：", "6217710000001234"], names]
    for r in rows:
        number = (r.at - first) / timedelta(1)
        grid.append(
            [number, "借" if r.amount < 0 else "贷", float(abs(r.amount)), float(r.balance), r.other, r.what]
        )
    return _xls(grid, "Sheet1")


def unionpay() -> bytes:
    """No column says in or out: the words of the row do."""
    rows = [
        ["交易时间", "交易类型", "商户名称", "交易金额", "付款卡", "交易状态"],
        ["2026-02-12 08:01", "消费", "苏州轨道交通", "4.00", "工商银行(1234)", "交易成功"],
        ["2026-02-11 19:20", "退款", "轻风鞋店", "￥129.00", "工商银行(1234)", "交易成功"],
        ["2026-02-09 07:58", "信用卡还款", "交通银行信用卡", "600.00", "工商银行(1234)", "交易成功"],
        ["2026-02-08 10:10", "其他", "某某", "7.00", "工商银行(1234)", "处理中"],
    ]
    return "云闪付交易明细\n".encode() + _csv(rows).encode()


def jd() -> bytes:
    names = "交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号,商家订单号,备注"
    lines = [
        "京东账号名：lin_xy", "日期区间：2026-01-01 至 2026-02-28", "", names,
        "2026-02-03 20:15:41\t,京东平台商户,电饭煲,199.00\t,招商银行信用卡(5678),交易成功,支出,数码电器,3100000001\t,JD1\t,",
        "2026-01-28 11:02:17\t,京东平台商户,书包,89.90(已全额退款)\t,白条,交易成功,不计收支,母婴,3100000002\t,JD2\t,",
        "2026-01-16 09:40:00\t,京东平台商户,大米,65.00(已退款12.00)\t,白条,交易成功,支出,食品,3100000003\t,JD3\t,",
    ]  # fmt: skip
    return "\ufeff".encode() + "\r\n".join(lines).encode()


def card_pdf(columns: str = "6") -> bytes:
    """A credit card's statement without ruled lines, days without their year, spending without a minus."""
    grid = [
        ("交易日", "记账日", "交易摘要", "人民币金额", "卡号末四位", "交易地金额"),
        ("12/19", "12/20", "财付通-江边火锅店", "188.00", "5678", "188.00(CN)"),
        ("12/28", "12/29", "支付宝-学府文具有限公司苏州园区店", "46.50", "5678", "46.50(CN)"),
        ("01/03", "01/04", "京东商城退款", "-89.90", "5678", "-89.90(CN)"),
        ("01/08", "01/08", "自动还款 招商银行", "-2,300.00", "5678", "-2,300.00"),
        ("01/10", "01/11", "美团-外卖", "35.20", "5678", "35.20(CN)"),
    ]
    head = ["招商银行信用卡对账单", "账单日 2026年01月17日   本期应还款额 ¥ 179.80   最低还款额 ¥ 17.98"]
    return _pdf(head, grid, ["本行保留解释的权利"], columns, ruled=False)


def boc_pdf(rows: tuple[Row, ...] = CARD) -> bytes:
    """A statement with ruled lines on two pages, names repeated on each."""
    grid = [("记账日期", "记账时间", "币别", "金额", "余额", "交易名称", "对方账户名")]
    grid += [
        (
            f"{r.at:%Y-%m-%d}",
            f"{r.at:%H:%M:%S}",
            "人民币",
            f"{r.amount:,.2f}",
            f"{r.balance:,.2f}",
            r.what,
            r.other,
        )
        for r in rows
    ]
    return _pdf(
        ["中国银行交易流水明细清单", "借记卡号：6217850100001234"],
        grid,
        ["温馨提示：仅供参考"],
        "7",
        ruled=True,
    )


def _pdf(
    head: list[str], grid: Sequence[tuple[str, ...]], foot: list[str], columns: str, *, ruled: bool
) -> bytes:
    line = "0.5pt" if ruled else "none"
    page = "height: 9cm, width: 21cm, margin: 1cm" if ruled else "height: 14cm, width: 21cm, margin: 1cm"
    header = f"table.header({', '.join(f'[{_plain(cell)}]' for cell in grid[0])}), " if ruled else ""
    cells = ", ".join(f"[{_plain(cell)}]" for row in grid[1 if ruled else 0 :] for cell in row)
    source = "\n\n".join(
        [
            f'#set page({page})\n#set text(font: "Noto Sans SC", size: 8pt)',
            *map(_plain, head),
            f"#table(columns: {columns}, align: horizon, stroke: {line}, {header}{cells})",
            *map(_plain, foot),
        ]
    )
    made = import_module("typst").compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _plain(text: str) -> str:
    return f'#"{text}"'


def called_xls(rows: tuple[Row, ...] = CARD) -> bytes:
    """A page of HTML that a bank calls XLS."""
    lines = "".join(
        f"<tr><td>{r.at:%Y年%m月%d日}</td><td>{r.amount:.2f}</td><td>{r.balance:.2f}</td><td>{r.other}</td></tr>"
        for r in rows
    )
    names = "<tr><th>交易日期</th><th>发生额</th><th>余额</th><th>对方户名</th></tr>"
    return f"<html><head><meta charset='gbk'></head><body><table>{names}{lines}</table></body></html>".encode(
        "gb18030"
    )


def unsigned(rows: tuple[Row, ...] = CARD) -> bytes:
    """A bank nobody knows: amounts without a sign, and only the balance tells which way they went."""
    made = [[f"{r.at:%Y.%m.%d %H:%M:%S}", f"{abs(r.amount):.2f}", f"{r.balance:.2f}", r.other] for r in rows]
    return _csv([["入账日期", "发生额", "结余", "对手"], *made], delimiter=";").encode()


def nameless(rows: tuple[Row, ...] = CARD) -> bytes:
    """No row of names at all."""
    return _csv([[str(r.at), f"{r.amount:.2f}", f"{r.balance:.2f}", r.other or "行"] for r in rows]).encode()


BANKS = {
    "icbc.csv": icbc, "cmb-debit.csv": cmb_debit, "ccb.xls": ccb_xls, "boc.txt": boc_utf16, "abc.csv": abc,
    "psbc.xlsx": psbc_xlsx, "citic.xls": citic_xls, "boc.pdf": boc_pdf, "page.xls": called_xls,
    "unsigned.csv": unsigned, "nameless.csv": nameless,
}  # fmt: skip
"""Eleven statements of the one card above, one in each format."""

KEPT = {
    "alipay.csv": alipay, "wechat.csv": wechat_csv, "wechat.xlsx": wechat_xlsx, "icbc.csv": icbc,
    "cmb-debit.csv": cmb_debit, "ccb.xls": ccb_xls, "unionpay.csv": unionpay, "jd.csv": jd,
}  # fmt: skip
"""What stands in tests/cases/bills."""


def main() -> None:
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for name, make in KEPT.items():
        (SAMPLES / name).write_bytes(make())
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
