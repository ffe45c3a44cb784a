"""A letter's last lines, where it is read before it is printed: on the terminal and on a page."""

from __future__ import annotations

from io import BytesIO

import html5lib
import pytest
from pypdf import PdfReader

from papers.letters import LETTER
from yingmen.document import Align, Document, Paragraph, Section, SignatureLine
from yingmen.papers import html, pdf, terminal


def paper(*blocks: Paragraph | SignatureLine) -> Document:
    return Document("题目", "", (Section("", blocks),))


@pytest.mark.parametrize("label", ["申请人签名", "申请人签名：", "申请人签名: "])
def test_a_line_to_sign_on_follows_its_label_and_one_colon(label: str) -> None:
    assert "\n申请人签名：________________\n" in terminal.render(paper(SignatureLine(label)))
    page = html5lib.parse(html.render(paper(SignatureLine(label))), namespaceHTMLElements=False)
    [line] = [mark for mark in page.iter("p") if mark.get("class") == "signature"]
    assert line.text == "申请人签名："
    assert [mark.get("class") for mark in line] == ["to-sign"]


def test_a_date_on_the_right_ends_at_the_edge_of_the_terminal() -> None:
    text = terminal.render(paper(Paragraph("2026年3月10日", align=Align.RIGHT)), width=60)
    [line] = [line for line in text.splitlines() if "2026年" in line]
    assert (
        " " * 47 + "2026年3月10日" == line
    )  # the date is 13 columns wide: seven figures, three signs of two


def test_a_date_on_the_right_stands_on_the_right_of_a_page() -> None:
    page = html5lib.parse(html.render(LETTER), namespaceHTMLElements=False)
    [day] = [mark for mark in page.iter("p") if "at-right" in mark.get("class", "").split()]
    assert day.text == "2026年3月10日"


@pytest.mark.parametrize("lines", range(20, 34))
def test_nobody_is_to_sign_a_page_with_nothing_else_on_it(lines: int) -> None:
    body = Section("正文", tuple(Paragraph(f"第 {n} 句。") for n in range(lines)))
    last = Section("说明", (Paragraph("写在签名前的话。"),))
    signed = Section("", (SignatureLine("申请人签名"), Paragraph("2026年3月10日", align=Align.RIGHT)))
    pages = PdfReader(BytesIO(pdf.render(Document("题目", "", (body, last, signed))))).pages
    text = pages[-1].extract_text().replace(" ", "")
    assert [] == [part for part in ("写在签名前的话", "申请人签名", "2026年3月10日") if part not in text]
