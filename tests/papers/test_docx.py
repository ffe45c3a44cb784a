from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, fromstring

import docx as library
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsmap, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.letters import LETTER, LONG_NAME, SHOWN, evidence, hostile, owed, twelve_loans
from papers.sample import DOCUMENT, FIGURES, HAPPENED, LEDGER, MADE_OF
from support import a_case
from yingmen.document import (
    Align,
    Bullets,
    Column,
    Document,
    Paragraph,
    Row,
    Section,
    SignatureLine,
    Table,
    Tone,
)
from yingmen.papers import docx, fonts

if TYPE_CHECKING:
    from pathlib import Path

    from yingmen.document import Block

A4 = (7_560_310, 10_692_130)  # 210 × 297 mm; a millimetre is 36,000 of a DOCX's measure


def word(document: Document, case_no: str = "") -> Any:
    return library.Document(io.BytesIO(docx.render(document, case_no=case_no)))


def paper(*blocks: Block) -> Document:
    return Document("题目", "", (Section("", blocks),))


def whole(document: Document) -> str:
    """Every text of the body, in order, tables and all."""
    return "\n".join(lines(word(document)))


def lines(found: Any) -> list[str]:
    return ["".join(mark.itertext(qn("w:t"))) for mark in found.element.body.iter(qn("w:p"))]


def part(document: Document, name: str, case_no: str = "") -> Element:
    """One of the files that a DOCX is made of."""
    with zipfile.ZipFile(io.BytesIO(docx.render(document, case_no=case_no))) as parts:
        return fromstring(parts.read(f"word/{name}.xml"))  # noqa: S314 - our own output


def rows_with(document: Document, mark: str) -> list[bool]:
    """For each row of a document's first table whether it bears a mark."""
    grid = part(document, "document").find(".//w:tbl", nsmap)
    assert grid is not None
    return [row.find(f"w:trPr/w:{mark}", nsmap) is not None for row in grid.findall("w:tr", nsmap)]


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_in_the_file(figure: str) -> None:
    assert figure in whole(DOCUMENT)


def test_headings_are_headings() -> None:
    found = [(one.style.name, one.text) for one in word(DOCUMENT).paragraphs]
    heads = [text for style, text in found if style == "Heading 1"]
    assert ("Title", DOCUMENT.title) == found[0]
    assert [*(section.title for section in DOCUMENT.sections), "依据"] == heads


def test_a_table_has_heads_that_repeat_and_rows_that_stay_whole() -> None:
    [grid] = word(paper(LEDGER)).tables
    assert [column.title for column in LEDGER.columns] == [cell.text for cell in grid.rows[0].cells]
    assert len(LEDGER.rows) + 1 == len(grid.rows)
    assert [True] + [False] * len(LEDGER.rows) == rows_with(paper(LEDGER), "tblHeader")
    assert [True] * (len(LEDGER.rows) + 1) == rows_with(paper(LEDGER), "cantSplit")


def test_a_row_longer_than_a_page_may_break() -> None:
    assert [True] * 41 + [False] == rows_with(evidence(), "cantSplit")


def test_cells_come_back_as_they_were() -> None:
    [grid] = word(paper(LEDGER)).tables
    for row, found in zip(LEDGER.rows, list(grid.rows)[1:], strict=True):
        assert list(row.cells) == [re.sub(r"\[\d+\]$", "", cell.text) for cell in found.cells]


def test_figures_stand_on_the_right() -> None:
    [grid] = word(paper(LEDGER)).tables
    sides = [cell.paragraphs[0].alignment for cell in grid.rows[1].cells]
    assert [None, None] + [WD_ALIGN_PARAGRAPH.RIGHT] * 6 == sides


def test_a_table_is_as_wide_as_the_page_allows_and_no_wider() -> None:
    found = word(evidence())
    page = found.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    for grid in found.tables:
        assert 0.95 * room < sum(column.width for column in grid.columns) <= room


def test_a_numbered_list_starts_at_one_each_time() -> None:
    body, pattern = part(LETTER, "document"), "w:pPr/w:numPr/w:numId"
    numbers = [
        mark.get(qn("w:val")) for item in body.iter(qn("w:p")) for mark in item.findall(pattern, nsmap)
    ]
    assert numbers == [numbers[0]] * 3 + [numbers[3]] * 2
    assert numbers[0] != numbers[3]
    starts = part(LETTER, "numbering").findall("w:num/w:lvlOverride/w:startOverride", nsmap)
    assert ["1", "1"] == [start.get(qn("w:val")) for start in starts]


def test_the_foot_counts_pages_itself_and_names_the_case() -> None:
    foot = part(DOCUMENT, "footer1", "YM-喆")
    text = "".join(foot.itertext())
    assert ["PAGE", "NUMPAGES"] == [mark.get(qn("w:instr")) for mark in foot.iter(qn("w:fldSimple"))]
    assert "编号：YM-喆" in text
    assert DOCUMENT.footer in text


def test_without_a_case_number_none_is_named() -> None:
    assert "编号" not in "".join(part(DOCUMENT, "footer1").itertext())


def test_the_page_is_a4() -> None:
    page = word(LETTER).sections[0]
    assert all(
        abs(want - is_) < 20_000 for want, is_ in zip(A4, (page.page_width, page.page_height), strict=True)
    )


def test_every_style_in_use_names_a_chinese_font() -> None:
    found = word(DOCUMENT)
    for name in {one.style.name for one in found.paragraphs}:
        marks = found.styles[name].element.rPr.rFonts
        assert marks.get(qn("w:eastAsia")) in ("宋体", "黑体")
        assert marks.get(qn("w:eastAsiaTheme")) is None


def test_every_text_is_set_as_chinese() -> None:
    for run in word(DOCUMENT).element.body.iter(qn("w:r")):
        if run.find(qn("w:t")) is not None:
            assert "eastAsia" == run.rPr.rFonts.get(qn("w:hint"))


def test_rare_characters_and_long_names_come_back() -> None:
    text = whole(paper(Paragraph(f"王𠮷、喆㛃犇龘，{LONG_NAME}")))
    assert f"王𠮷、喆㛃犇龘，{LONG_NAME}" in text


def test_twelve_loans_are_all_in_the_file() -> None:
    text = whole(twelve_loans())
    for number in range(12):
        assert f"{LONG_NAME}{number}（loan-{number}）" in text


def test_no_loan_makes_a_file() -> None:
    document = owed(a_case())
    assert document.title in whole(document)


def test_hostile_text_is_shown_and_never_obeyed() -> None:
    # title, subtitle, heading, paragraph, three of a figure, bullet, caption, head, cell, signature
    assert 12 == whole(hostile()).count(SHOWN)


def test_a_line_break_stays_one() -> None:
    [found] = [one for one in word(paper(Paragraph("上一行\n下一行"))).paragraphs if "上一行" in one.text]
    assert "上一行\n下一行" == found.text


def test_a_letters_date_stands_on_the_right_and_its_signature_has_a_line() -> None:
    *_, signature, day = [one for one in word(replace_cites(LETTER)).paragraphs if one.text]
    assert signature.text.startswith("借款人签名：____")
    assert "2026年3月10日" == day.text
    assert WD_ALIGN_PARAGRAPH.RIGHT == day.alignment


def replace_cites(document: Document) -> Document:
    """The same letter without its sources, so that it ends with its date."""
    [section] = document.sections
    blocks = tuple(replace(one, cites=()) if isinstance(one, Paragraph) else one for one in section.blocks)
    return replace(document, sections=(replace(section, blocks=blocks),))


def test_warnings_are_said_in_words_not_in_colour() -> None:
    assert "【注意】今晚别签" in whole(paper(Paragraph("今晚别签", Tone.WARN)))


def test_a_chart_is_a_picture_with_words_for_it() -> None:
    found = word(paper(MADE_OF, HAPPENED))
    described = [mark.get("descr") for mark in found.element.body.iter(qn("wp:docPr"))]
    assert [MADE_OF.alt, HAPPENED.alt] == described
    assert 2 == len(found.inline_shapes)
    assert "王㼆堃，2026年3月1日：其他：短信" in "\n".join(lines(found))


def test_a_letter_needs_no_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    assert LETTER.title in whole(LETTER)


def test_the_file_names_nobody_and_no_day() -> None:
    about = word(LETTER).core_properties
    assert ("", "", "") == (about.author, about.last_modified_by, about.comments)
    assert LETTER.title == about.title
    with zipfile.ZipFile(io.BytesIO(docx.render(LETTER))) as parts:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in parts.infolist()}


def test_the_same_document_gives_the_same_bytes() -> None:
    assert docx.render(DOCUMENT, case_no="1") == docx.render(DOCUMENT, case_no="1")


def test_another_document_gives_other_bytes() -> None:
    assert docx.render(LETTER) != docx.render(replace(LETTER, title="别的题目"))


TEXTS = st.text(max_size=60)


@given(TEXTS, TEXTS, st.lists(st.lists(TEXTS, max_size=3).map(tuple), max_size=3))
@settings(max_examples=40, deadline=None)
def test_any_text_makes_a_file_that_opens(title: str, text: str, cells: list[tuple[str, ...]]) -> None:
    columns = (Column(text), Column(title, Align.RIGHT))
    blocks = (Paragraph(text), Bullets((text,), numbered=True), Table(title, columns, tuple(map(Row, cells))))
    document = Document(title, text, (Section(title, (*blocks, SignatureLine(text))),), footer=title)
    packed = docx.render(document, case_no=text)
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                fromstring(parts.read(name))  # noqa: S314 - our own output
    assert library.Document(io.BytesIO(packed)).sections
