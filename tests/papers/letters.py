"""Papers that are hard to set: a letter to sign, twelve loans with long names, texts no page was made for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from papers.sample import CITES, HAPPENED
from support import a_case, bank_loan
from yingmen import law
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
    SignatureLine,
    Table,
    Tone,
)
from yingmen.owe import reckon, report

if TYPE_CHECKING:
    from yingmen.case import Case

LONG_NAME = "阿卜杜拉·买买提明·喆㛃犇龘·伊布拉音江·吐尔逊阿依·木合塔"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
HOSTILE = (
    '#panic() $x$ \\ " ] } *粗* _斜_ `代码` <标签> @引用 // 注释 /* {{ 7*7 }} <w:p/> &amp; \x00\x1b[31m\u202e'
)
SHOWN = '#panic() $x$ \\ " ] } *粗* _斜_ `代码` <标签> @引用 // 注释 /* {{ 7*7 }} <w:p/> &amp; [31m'

LETTER = Document(
    title="关于提供合同与还款明细的请求",
    subtitle="",
    sections=(
        Section(
            "",
            (
                Paragraph("甲乙丙消费金融股份有限公司："),
                Paragraph(
                    f"我是借款人{LONG_NAME}，合同编号 HT-2024-0001。2026年3月9日晚，"
                    "自称贵公司委托的两名人员到我家中催收。为了核对欠款，请贵公司在收到本函后 15 日内提供：",
                    cites=CITES[:1],
                ),
                Bullets(
                    ("借款合同全文及附件；", "每一笔放款、还款、费用的明细；", "委托催收的授权文件。"),
                    numbered=True,
                ),
                Paragraph("本函不表示我认可对方主张的金额。"),
                Bullets(("附件一：来人工牌的照片；", "附件二：2026年3月9日的通话记录。"), numbered=True),
                SignatureLine("借款人签名"),
                Paragraph("2026年3月10日", align=Align.RIGHT),
            ),
        ),
    ),
)


def twelve_loans() -> Document:
    """What `owe` says of twelve loans whose lenders have names of thirty characters."""
    loans = [bank_loan(id=f"loan-{n}", lender=f"{LONG_NAME}{n}") for n in range(12)]
    return owed(a_case(*loans))


def owed(case: Case) -> Document:
    book = law.book()
    return report(reckon(case, date(2024, 12, 31), book), book)


def evidence() -> Document:
    """An index of evidence: long hashes, a cell longer than a page, a time line, empty parts."""
    rows = tuple(
        Row((f"{n}", "2026年3月9日 21:30", "照片：工牌正面，看得清姓名和单位", HASH)) for n in range(40)
    )
    story = Row(("41", "2026年3月10日", "来人说了很多话。" * 700 + "说完了", HASH))
    blocks = (
        Table(
            "证据目录",
            tuple(Column(title) for title in ("序号", "时间", "说明什么", "SHA-256")),
            (*rows, story),
        ),
        HAPPENED,
        Table("空表", (Column("日期"),), ()),
        Table("", (), ()),
        Bullets(()),
        KeyFigures((KeyFigure("校验值", HASH),)),
        Paragraph(f"整个文件夹的校验值是{HASH * 2}。", Tone.WARN, align=Align.RIGHT),
    )
    return Document(f"证据{LONG_NAME}", "", (Section("", blocks),), footer="只供本人参考。\n" * 3)


def hostile() -> Document:
    blocks = (
        Paragraph(HOSTILE),
        KeyFigures((KeyFigure(HOSTILE, HOSTILE, HOSTILE),)),
        Bullets((HOSTILE,)),
        Table(HOSTILE, (Column(HOSTILE),), (Row((HOSTILE,)),)),
        SignatureLine(HOSTILE),
    )
    return Document(HOSTILE, HOSTILE, (Section(HOSTILE, blocks),), footer=HOSTILE)
