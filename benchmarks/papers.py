"""How fast papers are made, as a table: cold, in a process of its own, and warm, one after another.

Run it with `make bench`. Nothing is asserted: a figure is for comparing two versions on one machine.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table as Sheet

from yingmen.document import (
    Align,
    Bullets,
    Citation,
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
from yingmen.papers import docx, html, pdf

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS, PROCESSES = 15, 5
LOANS, LEDGER_ROWS = 8, 400
COLD = "from papers import brief; from yingmen.papers import pdf; pdf.render(brief(0))"
LAWS = tuple(
    Citation(f"law-{n}", f"第{n}号规定", str(n), "rule", "text", "催收人员应当出示证件。") for n in range(6)
)


def brief(number: int) -> Document:
    """Two pages like those for the door; the number makes each another, so that none is remembered."""
    door = (
        Paragraph(f"先别慌。第 {number} 次来访，您可以先看证件，再说话。", Tone.LEAD, LAWS[:2]),
        Bullets(
            tuple(f"第 {n} 句：请出示您的工作证和授权书，我记下来再谈。" for n in range(5)), numbered=True
        ),
        Paragraph("今晚不要签任何东西，也不要把钱转到个人账户。", Tone.WARN, LAWS[2:]),
    )
    figures = KeyFigures((KeyFigure("按合同欠", "¥123,456.78", "八笔合计", Tone.LEAD),))
    sums = tuple(Row((f"某某消费金融第 {n} 笔", "¥12,345.67", "¥13,000.00", "¥654.33")) for n in range(LOANS))
    columns = (Column("借款"), *(Column(title, Align.RIGHT) for title in ("应欠", "对方说", "相差")))
    money = (figures, Table("每一笔", columns, sums), Bullets(("合同里的罚息是多少？",) * 3, numbered=True))
    pages = (Section("门口", door), Section("钱", money, new_page=True))
    return Document("今晚的门口", "2026年3月9日", pages, footer="只供本人参考。")


def letter(number: int) -> Document:
    """A letter of a page, to be signed."""
    asked = Bullets(("借款合同全文；", "还款明细；", "委托催收的授权文件。"), numbered=True)
    text = Paragraph(f"请贵公司就第 {number} 号合同提供下列材料，并书面答复。" * 4, cites=LAWS[:1])
    blocks = (Paragraph("某某公司："), text, asked, SignatureLine("借款人签名"))
    return Document("提供材料的请求", "", (Section("", blocks),))


def ledger(number: int) -> Document:
    """A long table over many pages."""
    columns = (
        Column("日期"),
        Column("事项"),
        *(Column(title, Align.RIGHT) for title in ("金额", "本金", "利息")),
    )
    day = date(2024, 1, 1)
    cells = (f"{day.year}年{day.month}月{day.day}日", "还款", "¥1,234.56", "¥1,000.00", "¥234.56")
    return Document(
        f"逐笔账 {number}", "", (Section("", (Table("账", columns, (Row(cells),) * LEDGER_ROWS),)),)
    )


def median_ms(
    render: Callable[[Document], object], make: Callable[[int], Document], runs: int = RUNS
) -> float:
    """The median time of making a paper in milliseconds, each another one, after one that does not count."""
    numbers = count()
    render(make(next(numbers)))
    return statistics.median(_timed(lambda: render(make(next(numbers)))) for _ in range(runs)) * 1000


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def process_ms(code: str) -> float:
    """The median time of a whole Python process, in milliseconds."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {sys.path[0]!r}); {code}"]
    return (
        statistics.median(_timed(lambda: subprocess.run(command, check=True)) for _ in range(PROCESSES))
        * 1000
    )


def main() -> None:
    """Measure and print."""
    sheet = Sheet(title=f"papers on {platform.machine()}, Python {platform.python_version()}")
    for title in ("what", "ms", "against"):
        sheet.add_column(title, justify="left" if title == "what" else "right")
    warm = median_ms(pdf.render, brief)
    page = median_ms(html.render, brief)
    cold, bare = process_ms(COLD), process_ms("pass")
    sheet.add_row("brief of two pages as PDF, warm", f"{warm:.1f}", "aim: under 300")
    sheet.add_row("the same as HTML", f"{page:.1f}", f"PDF takes {warm / page:.1f} times this")
    sheet.add_row(
        "brief as PDF, a process of its own", f"{cold:.0f}", f"{cold / bare:.1f} times a bare Python"
    )
    sheet.add_row("letter as PDF, warm", f"{median_ms(pdf.render, letter):.1f}", "")
    sheet.add_row("letter as DOCX", f"{median_ms(docx.render, letter):.1f}", "")
    sheet.add_row(f"table of {LEDGER_ROWS} rows as PDF", f"{median_ms(pdf.render, ledger, 5):.0f}", "")
    sheet.add_row(f"table of {LEDGER_ROWS} rows as DOCX", f"{median_ms(docx.render, ledger, 3):.0f}", "")
    Console().print(sheet)


if __name__ == "__main__":
    main()
