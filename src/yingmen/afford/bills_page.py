"""What the bills show, for whoever gave them: files and proof, months by category, what was joined and why.

The page holds sums and the first of each list; `movement_table` and `joined_table` hold every line, for a
spreadsheet, with the marks that a file of overrules names.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yingmen.afford.bills.categories import CATEGORIES, NEW_BORROWING, OWN_TRANSFER
from yingmen.document import (
    Align,
    Block,
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
from yingmen.money import ZERO, money_text, yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from yingmen.afford.bills.joined import Joined
    from yingmen.afford.bills.merge import Merged, Movement
    from yingmen.afford.bills.model import Reading

SHOWN = 20
MONTHS_SHOWN = 6
KINDS = {
    "same_row": "同一行重复导入",
    "wallet_and_card": "钱包和银行卡的同一笔",
    "refund": "退款和原来那一笔",
    "own_transfer": "自己账户之间转账",
    "repayment": "还信用卡",
    "by_hand": "您自己合并的",
}
FLAGS = {
    "borrowing": "新借的钱",
    "borrowing_to_repay": "借来还债",
    "own_transfer": "自己的钱换地方",
    "repayment": "还到自己的信用卡",
    "refund": "退款",
    "refunded": "退过款",
    "on_credit": "赊账买的",
    "fee": "手续费",
}
_ACCOUNTS = {"alipay": "支付宝", "wechat": "微信"}
_RIGHT = Align.RIGHT
_SURE = {"certain": "确定", "likely": "多半是", "guess": "猜的，请核对"}


def bills_document(readings: Sequence[Reading], merged: Merged) -> Document:
    """What the bills show, as one document."""
    files = tuple(sorted(readings, key=lambda reading: (reading.account, reading.file)))
    return Document(
        "账单合在一起",
        f"{len(files)} 个文件，合成 {len(merged.movements)} 笔；一笔钱只算一次",
        (
            Section("一眼看清", tuple(_summary(merged)), "summary"),
            Section("读了哪些文件", tuple(_files(files)), "files"),
            Section("每个月花在哪里", tuple(_by_month(merged)), "months"),
            Section("合并了什么，为什么", tuple(_joined(merged)), "joined"),
            Section("没有算进去的", tuple(_left_out(files, merged)), "left-out"),
        ),
    )


def _summary(merged: Merged) -> Iterable[Block]:
    moved = [one for one in merged.movements if one.category != OWN_TRANSFER]
    borrowed = sum((one.amount for one in moved if one.category == NEW_BORROWING), ZERO)
    came = sum((one.amount for one in moved if one.amount > 0 and "refund" not in one.flags), ZERO) - borrowed
    spent = came + borrowed - sum((m.amount for m in moved), ZERO)
    yield Paragraph(_lead(came, spent), Tone.LEAD)
    yield KeyFigures(
        (
            KeyFigure("进账（不含借来的）", yuan_text(came)),
            KeyFigure("新借的", yuan_text(borrowed), tone=Tone.WARN if borrowed else Tone.PLAIN),
            KeyFigure("花出去的（已减退款）", yuan_text(spent)),
        )
    )
    spiral = [one for one in moved if "borrowing_to_repay" in one.flags and one.amount > 0]
    if spiral:
        total = sum((one.amount for one in spiral), ZERO)
        done = f"有 {len(spiral)} 次借来的钱（共 {yuan_text(total)}）在三天内拿去还了别的债。"
        text = f"{done}借新还旧会越滚越大，先别再借。"
        yield Paragraph(text, Tone.WARN)
    if merged.unused:
        yield Paragraph(f"您写的这些编号在账单里没有找到：{'、'.join(merged.unused)}", Tone.WARN)


def _lead(came: Decimal, spent: Decimal) -> str:
    """What came in beside what went out, debts paid included: the one thing to know first."""
    if spent > came:
        return f"这些账单里，花出去的（连还债在内）比进来的多 {yuan_text(spent - came)}，借来的不算进账。"
    return f"这些账单里，进来的比花出去的（连还债在内）多 {yuan_text(came - spent)}，借来的不算进账。"


def _files(files: Sequence[Reading]) -> Iterable[Block]:
    columns = (Column("文件"), Column("格式"), Column("账户"), Column("笔数", _RIGHT), Column("余额核对"))
    rows = tuple(
        Row(
            (
                one.file,
                one.format,
                _ACCOUNTS.get(one.account, one.account),
                str(len(one.transactions)),
                _proof(one),
            )
        )
        for one in files
    )
    yield Table("读到的文件", columns, rows)
    unsure = [(one.file, took) for one in files for took in one.columns if took.sure != "certain"]
    if unsure:
        told = tuple(Row((file, t.column, t.as_what, _SURE[t.sure])) for file, t in unsure)
        heads = (Column("文件"), Column("栏目"), Column("当作"), Column("把握"))
        yield Table("这些栏目是按意思认的，请看一眼", heads, told)


def _proof(reading: Reading) -> str:
    if reading.proven is None:
        return "没有余额，核对不了"
    if reading.proven:
        return "逐行对得上"
    if not reading.gaps:
        return "对不上"
    first = reading.gaps[0]
    place = f"第 {first.row} 行余额应是 {yuan_text(first.expected)}，写的是 {yuan_text(first.found)}"
    return f"有 {len(reading.gaps)} 处断开：{place}"


def _by_month(merged: Merged) -> Iterable[Block]:
    sums = month_sums(merged.movements)
    filled = {key[:2] for key in sums}
    shown = [month for month in merged.months if month[:2] in filled][-MONTHS_SHOWN:]
    if not shown:
        yield Paragraph("账单里没有一笔能算的。", Tone.WARN)
        return
    columns = (Column("类别"), *(Column(_month_name(*month), _RIGHT) for month in shown))
    rows = tuple(
        Row((name, *(yuan_text(sums.get((year, month, key), ZERO)) for year, month, _ in shown)))
        for key, name in CATEGORIES.items()
        if key != OWN_TRANSFER and any((year, month, key) in sums for year, month, _ in shown)
    )
    yield Table("按月按类别（进账为正，花出为负）", columns, rows)
    if not all(whole for _, _, whole in shown):
        yield Paragraph("标“不全”的月份，账单没有盖住整个月，算预算时不用。", Tone.SMALL)
    unsorted = Counter(one.counterparty for one in merged.movements if one.why == "没有合适的规则")
    if unsorted:
        names = "、".join(name or "（没有名字）" for name, _ in sorted(unsorted.items(), key=_most)[:SHOWN])
        yield Paragraph(f"没有认出用途的：{names}。可以在纠正文件里写明类别。", Tone.SMALL)


def _most(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _month_name(year: int, month: int, whole: bool) -> str:  # noqa: FBT001 - the triple that `months` holds
    return f"{year}-{month:02}" if whole else f"{year}-{month:02}（不全）"


def month_sums(movements: Iterable[Movement]) -> dict[tuple[int, int, str], Decimal]:
    """What each category came to in each month, yuan, + came in; refunds are taken off."""
    sums: dict[tuple[int, int, str], Decimal] = {}
    for one in movements:
        key = (one.on.year, one.on.month, one.category)
        sums[key] = sums.get(key, ZERO) + one.amount
    return sums


def _joined(merged: Merged) -> Iterable[Block]:
    if not merged.joined:
        yield Paragraph("没有需要合并的。")
        return
    count = Counter(one.kind for one in merged.joined)
    yield Paragraph("；".join(f"{KINDS[kind]} {n} 处" for kind, n in sorted(count.items())) + "。")
    columns = (Column("日期"), Column("是什么"), Column("金额", _RIGHT), Column("为什么"))
    rows = tuple(
        Row((str(one.on), KINDS[one.kind], yuan_text(one.amount), one.why)) for one in merged.joined[:SHOWN]
    )
    yield Table("合并", columns, rows, long=True)
    text = "合错了，就在纠正文件的 [[apart]] 里写上两边的编号（编号在 movements.csv 和 joined.csv 里）。"
    yield Paragraph(text, Tone.SMALL)


def _left_out(files: Sequence[Reading], merged: Merged) -> Iterable[Block]:
    rows = [Row((f"{one.on} {one.counterparty}", yuan_text(one.amount), one.why)) for one in merged.left_out]
    rows += [Row((f"{one.file} 第 {row} 行", "", why)) for one in files for row, why in one.left_out]
    if not rows:
        yield Paragraph("每一行都算进去了。", Tone.GOOD)
        return
    yield Paragraph(f"共 {len(rows)} 行没有算进去。")
    columns = (Column("哪一行"), Column("金额", _RIGHT), Column("为什么"))
    yield Table("没有算进去的", columns, tuple(rows[:SHOWN]), long=True)


def movement_table(merged: Merged) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Every movement for a spreadsheet: headings and rows."""
    heads = ("日期", "金额", "对方", "说明", "类别", "标记", "为什么", "编号", "出处")
    return heads, [
        (
            str(one.on),
            money_text(one.amount),
            one.counterparty,
            one.summary,
            CATEGORIES[one.category],
            "、".join(FLAGS[flag] for flag in sorted(one.flags)),
            one.why,
            "；".join(one.marks),
            _places(one.sources),
        )
        for one in merged.movements
    ]


def joined_table(merged: Merged) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Everything that was put together, for a spreadsheet: headings and rows."""
    return ("日期", "是什么", "金额", "为什么", "编号", "出处"), [_joined_row(one) for one in merged.joined]


def _joined_row(one: Joined) -> tuple[str, ...]:
    marks = "；".join(one.marks)
    return str(one.on), KINDS[one.kind], money_text(one.amount), one.why, marks, _places(one.sources)


def _places(sources: Iterable[tuple[str, int]]) -> str:
    return "；".join(f"{file} 第 {row} 行" for file, row in sources)
