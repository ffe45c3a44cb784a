from __future__ import annotations

import io
import re
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from papers.letters import HASH, HOSTILE, LETTER, LONG_NAME, SHOWN, evidence, hostile, owed, twelve_loans
from papers.sample import DOCUMENT, FIGURES, HAPPENED, LEDGER
from papers.strategies import timelines
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
from yingmen.papers import pdf
from yingmen.papers.text import atoms

if TYPE_CHECKING:
    from yingmen.document import Block

A4 = (595, 842)  # 210 × 297 mm in points
PPI = 20
SPACE = re.compile(r"\s+")


class Box(NamedTuple):
    """How far the print on a page reaches, in millimetres from the upper left corner."""

    left: float
    right: float
    top: float
    bottom: float


def reader(document: Document, case_no: str = "") -> PdfReader:
    return PdfReader(io.BytesIO(pdf.render(document, case_no=case_no)))


def pages(document: Document, case_no: str = "") -> list[str]:
    """What stands on each page, without the spaces and line ends that setting adds."""
    return [bare(page.extract_text()) for page in reader(document, case_no).pages]


def bare(text: str) -> str:
    return SPACE.sub("", text)


def paper(*blocks: Block) -> Document:
    return Document("题目", "", (Section("", blocks),))


def ink(document: Document) -> list[Box]:
    """What is printed on each page: how far it reaches to each side, in millimetres."""
    return [box(page) for page in pdf.images(document, ppi=PPI)]


def box(png: bytes) -> Box:
    rows = greys(png)
    seen = [(x, y) for y, row in enumerate(rows) for x, grey in enumerate(row) if grey < 245]
    across, down = zip(*seen, strict=True)
    mm = 25.4 / PPI
    return Box(min(across) * mm, (max(across) + 1) * mm, min(down) * mm, (max(down) + 1) * mm)


def greys(png: bytes) -> list[bytes]:
    """The rows of a PNG of eight bits a channel, the first channel of each pixel."""
    width, height = struct.unpack(">II", png[16:24])
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[png[25]]
    data, at = b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += 12 + size
    raw, stride = zlib.decompress(data), width * channels
    above, rows = bytearray(stride), []
    for y in range(height):
        start = y * (stride + 1)
        line = bytearray(raw[start + 1 : start + 1 + stride])
        unfilter(raw[start], line, above, channels)
        rows.append(bytes(line[::channels]))
        above = line
    return rows


def unfilter(kind: int, line: bytearray, above: bytearray, channels: int) -> None:
    for x in range(len(line)):
        left = line[x - channels] if x >= channels else 0
        corner = above[x - channels] if x >= channels else 0
        guess = (0, left, above[x], (left + above[x]) // 2, paeth(left, above[x], corner))[kind]
        line[x] = (line[x] + guess) & 255


def paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_on_the_paper(figure: str) -> None:
    assert figure in "".join(pages(DOCUMENT))


def test_every_page_is_a4() -> None:
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader(DOCUMENT).pages}
    assert {A4} == sizes


def test_each_page_names_its_number_the_whole_and_the_case() -> None:
    texts = pages(DOCUMENT, "YM-2026-喆")
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert f"第{number}页，共{len(texts)}页" in text
        assert "编号：YM-2026-喆" in text
        assert bare(DOCUMENT.footer) in text


def test_without_a_case_number_none_is_named() -> None:
    assert "编号" not in "".join(pages(DOCUMENT))


def test_rare_characters_come_back_out_of_the_paper() -> None:
    assert "喆㛃犇龘䶮㼆堃𬭩𫘧" in "".join(pages(paper(Paragraph("喆㛃犇龘䶮㼆堃𬭩𫘧"))))


def test_a_name_of_thirty_characters_stays_whole() -> None:
    assert len(LONG_NAME) == 30
    assert LONG_NAME in pages(LETTER)[0]


def test_what_the_font_lacks_is_said_on_the_paper_and_never_left_out() -> None:
    document = paper(Paragraph("债权人王𠮷，债务人𪚥。"))
    [text] = pages(document)
    assert "债权人王〓，债务人〓。" in text
    assert "有2个字" in text
    assert "U+20BB7、U+2A6A5" in text
    assert ("𠮷", "𪚥") == pdf.lacking(document)


def test_nothing_is_said_of_lacking_where_nothing_lacks() -> None:
    assert "U+" not in "".join(pages(LETTER))
    assert () == pdf.lacking(LETTER)


def test_twelve_loans_are_all_on_the_paper() -> None:
    whole = "".join(pages(twelve_loans()))
    for number in range(12):
        assert f"{LONG_NAME}{number}（loan-{number}）" in whole


def test_no_loan_makes_one_page() -> None:
    document = owed(a_case())
    assert 1 == len(pages(document))
    assert bare(document.title) in pages(document)[0]


def test_hostile_text_is_shown_and_never_obeyed() -> None:
    # title, subtitle, heading, paragraph, three of a figure, bullet, caption, head, cell, signature, foot
    [text] = pages(hostile())
    assert 13 == text.count(bare(SHOWN))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_hostile_case_number_is_shown_and_never_obeyed() -> None:
    assert bare(f"编号：{SHOWN}") in pages(LETTER, HOSTILE)[0]


def test_a_table_over_pages_repeats_its_heads() -> None:
    heads = bare("".join(column.title for column in LEDGER.columns))
    texts = pages(paper(LEDGER))
    assert 2 == len(texts)
    assert all(heads in text for text in texts)


def test_a_cell_longer_than_a_page_loses_nothing() -> None:
    whole = "".join(pages(evidence()))
    assert 700 == whole.count("话。")  # no page begins with a full stop, so none of these is divided
    assert "说完了" in whole


def test_a_long_run_is_broken_and_copied_out_whole() -> None:
    cells = (HASH * 2, HASH)
    document = paper(Paragraph(f"校验值{HASH * 3}。"), Table("", (Column("甲"), Column("乙")), (Row(cells),)))
    lines = [line for page in reader(document).pages for line in page.extract_text().splitlines()]
    assert max(len(line) for line in lines) < 110
    assert f"校验值{HASH * 3}。" in bare("".join(lines))


def test_figures_dates_and_words_are_not_broken_in_a_table() -> None:
    lines = [line for page in reader(paper(LEDGER)).pages for line in page.extract_text().splitlines()]
    for row in LEDGER.rows:
        for cell in row.cells:
            for piece in atoms(cell):
                assert any(piece in line for line in lines)


def test_what_stands_on_the_right_stands_on_the_right() -> None:
    left = max(starts(Paragraph("2026年3月10日")))
    right = max(starts(Paragraph("2026年3月10日", align=Align.RIGHT)))
    assert right > left + 300


def starts(block: Block) -> list[float]:
    """Where the date on a paper begins, in points from the left edge."""
    found: list[float] = []

    def visit(text: str, page_at: list[float], at: list[float], *_: object) -> None:
        if "2026" in text:
            found.append(page_at[4] + at[4])

    for page in reader(paper(block)).pages:
        page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize(
    "document", [DOCUMENT, LETTER, evidence(), hostile(), twelve_loans(), owed(a_case())]
)
def test_nothing_is_printed_in_the_margins(document: Document) -> None:
    for page in ink(document):
        assert page.left > 16
        assert page.right < 210 - 16
        assert page.top > 15
        assert page.bottom < 297 - 8


def test_a_signature_line_has_one_colon() -> None:
    assert "申请人签名：" in pages(paper(SignatureLine("申请人签名")))[0]
    assert "申请人签名：：" not in pages(paper(SignatureLine("申请人签名：")))[0]


def test_a_numbered_list_starts_at_one_each_time() -> None:
    text = "".join(pages(LETTER))
    assert "1.借款合同全文及附件；" in text
    assert "1.附件一：来人工牌的照片；" in text


def test_warnings_are_said_in_words_not_in_colour() -> None:
    assert "注意今晚别签" in pages(paper(Paragraph("今晚别签", Tone.WARN)))[0]


def test_charts_are_drawn_and_told_in_words() -> None:
    text = "".join(pages(paper(HAPPENED)))
    assert bare(HAPPENED.alt) in text
    assert "王㼆堃，2026年3月1日：其他：短信" in text


def test_the_paper_names_nobody_as_its_author_and_no_day() -> None:
    about = reader(LETTER).metadata
    assert about is not None
    assert LETTER.title == about.title
    assert about.author is None
    assert about.creation_date is None


def test_the_paper_can_be_read_aloud() -> None:
    root: Any = reader(DOCUMENT).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "zh" in root["/Lang"].lower()


def test_only_the_pinned_font_is_used() -> None:
    all_resources: list[Any] = [page["/Resources"] for page in reader(DOCUMENT).pages]
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for resources in all_resources
        for font in resources["/Font"].values()
    }
    assert {"NotoSansSC-Regular", "NotoSansSC-Bold"} == names


def test_the_same_document_gives_the_same_bytes() -> None:
    first = pdf.render(DOCUMENT, case_no="1")
    pdf.render(LETTER)
    assert first == pdf.render(DOCUMENT, case_no="1")


def test_another_document_gives_other_bytes() -> None:
    assert pdf.render(LETTER) != pdf.render(replace(LETTER, title="别的题目"))


def test_papers_are_made_side_by_side_without_mixing() -> None:
    alone = [pdf.render(LETTER), pdf.render(hostile())]
    with ThreadPoolExecutor(4) as threads:
        beside = list(threads.map(pdf.render, [LETTER, hostile()] * 4))
    assert alone * 4 == beside


TEXTS = st.text(max_size=80)


@given(
    st.builds(
        lambda title, text, items, cells: Document(
            title,
            text,
            (
                Section(
                    title,
                    (
                        Paragraph(text),
                        Bullets(tuple(items), numbered=True),
                        Table(title, (Column(text), Column(title, Align.RIGHT)), tuple(map(Row, cells))),
                    ),
                ),
            ),
            footer=text,
        ),
        TEXTS,
        TEXTS,
        st.lists(TEXTS, max_size=3),
        st.lists(st.lists(TEXTS, max_size=3).map(tuple), max_size=4),
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_paper(document: Document) -> None:
    assert pdf.render(document, case_no=document.title).startswith(b"%PDF-")


@given(timelines())
@settings(max_examples=25, deadline=None)
def test_any_time_line_makes_a_picture(chart: object) -> None:
    assert pdf.picture(chart).startswith(b"\x89PNG")  # type: ignore[arg-type] # drawn by the strategy
