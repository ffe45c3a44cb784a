"""A letter's last lines, where it is read before it is printed: on the terminal and on a page."""

from __future__ import annotations

import html5lib
import pytest

from papers.letters import LETTER
from yingmen.document import Align, Document, Paragraph, Section, SignatureLine
from yingmen.papers import html, terminal


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
