"""A document as a step would return it, with all that is hard to lay out: for tests and for looking at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from yingmen.document import (
    Align,
    Bar,
    BarChart,
    Bullets,
    Citation,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Lane,
    Line,
    LineChart,
    Mark,
    MarkTone,
    Paragraph,
    Row,
    Section,
    Segment,
    Table,
    Timeline,
    Tone,
)
from yingmen.money import yuan_text

FORCES = (
    "statute",
    "interpretation",
    "regulation",
    "rule",
    "normative",
    "standard",
    "convention",
    "contract",
)
GRADES = ("text", "reported", "memory", "case")
CITES = tuple(
    Citation(
        source=f"source-{number}",
        name=f"第{number}号样本规定（示例文号〔20{10 + number}〕{number}号）",
        article=None if number == 10 else str(number * 7),
        force=FORCES[(number - 1) % len(FORCES)],
        checked=GRADES[(number - 1) % len(GRADES)],
        gist="借款的利息不得预先在本金中扣除。" if number % 2 else "",
    )
    for number in range(1, 11)
)


def _figures(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title, Align.RIGHT) for title in titles)


def _ledger_row(number: int) -> Row:
    day = date(2023 + (number + 2) // 12, (number + 2) % 12 + 1, 28)
    parts = [Decimal(number * 37) + Decimal("0.05"), Decimal(88), Decimal(0), Decimal(0), Decimal(3)]
    texts = tuple(yuan_text(part) for part in (sum(parts, Decimal(0)), *parts))
    what = "还款" if number % 3 else "应还一期，未按时支付，开始计收罚息"
    cites = (CITES[number % 10],) if number % 8 == 0 else ()
    return Row((f"{day.year}年{day.month}月{day.day}日", what, *texts), cites)


LOANS = Table(
    "三笔借款，算到 2026年11月24日",
    (Column("出借人"), *_figures("按合同", "按法律上限", "多算了")),
    (
        Row(
            (
                "䶮𠮷（上海）消费金融股份有限公司——“极速贷”分期产品",
                "¥1,234,567.89",
                "¥1,200,000.00",
                "¥34,567.89",
            ),
            CITES[:2],
        ),
        Row(("王㼆堃", "¥20,000.00", "¥20,000.00", "¥0.00")),
        Row(("某某银行股份有限公司信用卡中心", "¥8,765.43", "¥8,765.43", "¥0.00"), CITES[4:5]),
        Row(("合计", "¥1,263,333.32", "¥1,228,765.43", "¥34,567.89"), strong=True),
    ),
)
LEDGER = Table(
    "第一笔借款的逐日账",
    (Column("日期"), Column("发生了什么"), *_figures("金额", "本金", "利息", "罚息", "复利", "费用")),
    (
        *(_ledger_row(number) for number in range(39)),
        Row(
            ("合计", "", "¥1,234,567.89", "¥1,000,000.00", "¥200,000.00", "¥34,567.89", "¥0.00", "¥0.00"),
            strong=True,
        ),
    ),
    long=True,
)
OVER_TIME = LineChart(
    "欠款怎样变到今天",
    "按合同算的欠款从 2024年1月的 ¥1,000,000.00 涨到 ¥1,234,567.89，按法律上限算是 ¥1,200,000.00。",
    (
        Line(
            "按合同",
            tuple((date(2024 + n // 12, n % 12 + 1, 15), Decimal(1_000_000 + 6702 * n)) for n in range(35)),
        ),
        Line(
            "按法律上限算的欠款（含已还）",
            ((date(2024, 1, 15), Decimal(1_000_000)), (date(2026, 11, 24), Decimal(1_200_000))),
        ),
        Line(
            "已还",
            (
                (date(2024, 3, 1), Decimal(0)),
                (date(2025, 3, 1), Decimal(52_000)),
                (date(2026, 2, 1), Decimal("81234.50")),
            ),
        ),
    ),
)
MADE_OF = BarChart(
    "三笔欠款各由什么组成",
    "第一笔最大：本金 ¥1,000,000.00，利息 ¥200,000.00，罚息 ¥34,567.89。",
    (
        Bar(
            "䶮𠮷（上海）消费金融股份有限公司——“极速贷”分期产品",
            (
                Segment("本金", Decimal(1_000_000), "¥1,000,000.00"),
                Segment("利息", Decimal(200_000), "¥200,000.00"),
                Segment("罚息", Decimal("34567.89"), "¥34,567.89"),
            ),
            "¥1,234,567.89",
        ),
        Bar("王㼆堃", (Segment("本金", Decimal(20_000), "¥20,000.00"),), "¥20,000.00"),
        Bar(
            "某某银行",
            (Segment("本金", Decimal(8000), "¥8,000.00"), Segment("费用", Decimal("765.43"), "¥765.43")),
            "¥8,765.43",
        ),
    ),
)
_FIRST = datetime(2026, 3, 1, 21, 30)  # noqa: DTZ001 - a contact is wall time
HAPPENED = Timeline(
    "谁在什么时候找过您",
    "2026年3月到9月一共 25 次，其中不合规 9 次，集中在 3月1日那一周。",
    (
        Lane(
            "䶮𠮷（上海）消费金融股份有限公司——“极速贷”分期产品委托的某某催收服务有限公司",
            tuple(
                Mark(_FIRST + timedelta(days=n * n // 3), list(MarkTone)[n % 3], "来电") for n in range(25)
            ),
        ),
        Lane("王㼆堃", (Mark(_FIRST, MarkTone.PLAIN, "短信"),)),
        Lane("某某银行股份有限公司信用卡中心", ()),
    ),
)
DOCUMENT = Document(
    title="您到底欠多少",
    subtitle="算到 2026年11月24日；只用您填写的内容和公开的法律文本。",
    sections=(
        Section(
            "先看这里",
            (
                Paragraph(
                    "先别慌。按合同您欠 ¥1,263,333.32，其中 ¥34,567.89 超过了法律允许的上限。",
                    Tone.LEAD,
                    CITES[:2],
                ),
                KeyFigures(
                    (
                        KeyFigure("按合同的欠款合计", "¥1,263,333.32", "三笔合计", Tone.LEAD),
                        KeyFigure(
                            "按法律上限",
                            "¥1,228,765.43",
                            "第一笔按 4 倍 LPR 重新计算，已付部分可以要求抵扣本金",
                        ),
                        KeyFigure("可以要回的钱", "¥0.00", "", Tone.GOOD),
                        KeyFigure("最早的诉讼时效", "2027年3月1日", "离现在不到四个月", Tone.WARN),
                    )
                ),
                Paragraph("今晚不要签任何新的借条，也不要把钱转到个人账户。", Tone.WARN, CITES[2:5]),
                Paragraph("对方说“明天就来抓人”没有依据：欠债不还一般是民事纠纷。", Tone.GOOD, CITES[0:1]),
                Bullets(
                    (
                        "记下来人的姓名、单位和工号。",
                        "请对方出示授权书，金额 ¥1,234,567.89 要逐项说明。",
                        "不用开门。",
                    ),
                    numbered=True,
                ),
            ),
            anchor="first",
        ),
        Section("三笔借款", (LOANS, OVER_TIME, MADE_OF), anchor="loans"),
        Section(
            "逐日账",
            (
                LEDGER,
                Bullets(("合同里的罚息倍数是多少？", "2024年3月15日那一笔 ¥5,000.00 是还给谁的？")),
                Paragraph(
                    "利率 24.00%，天数按 act/365 计算。\n本页由您自己的电脑算出，没有上传。",
                    Tone.SMALL,
                    CITES[9:],
                ),
            ),
            anchor="ledger",
            new_page=True,
        ),
    ),
    footer="应门：只供本人参考，不代替律师意见。",
)
FIGURES = (
    "¥0.00",
    "¥1,234,567.89",
    "¥1,263,333.32",
    "¥1,228,765.43",
    "¥34,567.89",
    "¥8,765.43",
    "¥20,000.00",
    "¥5,000.00",
    "¥200,000.00",
    "¥765.43",
    "24.00%",
    "2027年3月1日",
    "2026年11月24日",
)
