from __future__ import annotations

import base64
import re
from dataclasses import replace

import html5lib
import pytest

from papers.sample import CITES, DOCUMENT, FIGURES, LEDGER
from yingmen.document import Bullets, Column, Document, KeyFigure, KeyFigures, Paragraph, Row, Section, Table
from yingmen.papers import html

HOSTILE = (
    "\"'></title></style><script>alert(1)</script><img src=x onerror=alert(1)>\x00\x1b[31m\u202e{{ 7*7 }}"
)
PAGE = html.render(DOCUMENT)
PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


def parsed(page: str) -> html5lib.treebuilders.base.Node:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def hostile_document() -> Document:
    cite = replace(CITES[0], name=HOSTILE, article=HOSTILE, force=HOSTILE, checked=HOSTILE, gist=HOSTILE)
    blocks = (
        Paragraph(HOSTILE, cites=(cite,)),
        KeyFigures((KeyFigure(HOSTILE, HOSTILE, HOSTILE),)),
        Bullets((HOSTILE,)),
        Table(HOSTILE, (Column(HOSTILE),), (Row((HOSTILE,), (cite,)),), long=True),
    )
    return Document(HOSTILE, HOSTILE, (Section(HOSTILE, blocks, anchor=HOSTILE),), footer=HOSTILE)


def test_the_page_is_strictly_valid() -> None:
    assert parsed(PAGE).find("body/main/header/h1").text == DOCUMENT.title


def test_an_empty_document_is_a_valid_page() -> None:
    empty = Document("空", "", (Section("", (Bullets(()), KeyFigures(()), Table("", (), ()))),))
    assert parsed(html.render(empty)).find("body/main/header/h1").text == "空"


def test_hostile_text_is_shown_and_never_obeyed() -> None:
    page = html.render(hostile_document())
    tree = parsed(page)
    assert list(tree.iter("script")) == []
    assert list(tree.iter("img")) == []
    assert [mark for mark in tree.iter() if any(name.startswith("on") for name in mark.attrib)] == []
    assert not {"\x00", "\x1b", "\u202e"} & set(page)
    assert "<script>alert(1)</script>" in tree.find(".//h2").text
    assert "{{ 7*7 }}" in tree.find(".//h2").text


def test_nothing_is_asked_of_any_other_place() -> None:
    assert re.findall(r"https?:|//[a-z]|url\(|@import|<script|<link", PAGE) == []
    for picture in PICTURE.findall(PAGE):
        assert base64.b64decode(picture).count(b"http") == 1  # the name space
    tree = parsed(PAGE)
    assert {mark.attrib["href"][0] for mark in tree.iter() if "href" in mark.attrib} == {"#"}
    assert all(mark.attrib["src"].startswith("data:image/svg+xml;base64,") for mark in tree.iter("img"))


def test_the_page_forbids_what_it_does_not_need() -> None:
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    found = {mark.attrib.get("http-equiv"): mark.attrib.get("content") for mark in parsed(PAGE).iter("meta")}
    assert found["Content-Security-Policy"] == policy
    assert parsed(PAGE).attrib["lang"] == "zh-CN"


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_on_the_page(figure: str) -> None:
    assert figure in "".join(parsed(PAGE).find("body").itertext())


def test_marks_lead_to_notes_and_back() -> None:
    tree = parsed(PAGE)
    ids = [mark.attrib["id"] for mark in tree.iter() if "id" in mark.attrib]
    assert len(ids) == len(set(ids))
    targets = {mark.attrib["href"][1:] for mark in tree.iter("a")}
    assert targets <= set(ids)
    marks = {name for name in ids if name.startswith(("cite-", "note-"))}
    assert marks == targets


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(mark.tag[1]) for mark in parsed(PAGE).iter() if re.fullmatch(r"h[1-6]", str(mark.tag))]
    assert levels == [1, 2, 2, 2, 2]


def test_every_table_has_a_caption_and_heads_with_scope() -> None:
    tree = parsed(PAGE)
    tables = list(tree.iter("table"))
    assert len(tables) == 2
    assert all(table.find("caption").text for table in tables)
    assert {mark.attrib["scope"] for mark in tree.iter("th")} == {"col", "row"}


def test_a_long_table_is_folded_on_a_screen_only() -> None:
    folds = [mark for mark in parsed(PAGE).iter("div") if mark.attrib.get("class") == "fold"]
    [fold] = [fold for fold in folds if fold.find(".//table") is not None]
    assert LEDGER.caption in fold.find("details/summary").text
    assert len(fold.findall(".//tbody/tr")) == len(LEDGER.rows)
    hiding = re.search(r"@media (\w+) \{\s*\.fold > details:not\(\[open\]\)[^{]*\{ display: none; \}", PAGE)
    assert hiding is not None
    assert hiding[1] == "screen"
    assert PAGE.count("display: none") == 2  # the fold on a screen; in print, what only a screen needs


def test_every_picture_has_words_for_it() -> None:
    pictures = list(parsed(PAGE).iter("img"))
    assert len(pictures) == 2
    assert all(
        "¥1,234,567.89" in mark.attrib["alt"] or "¥34,567.89" in mark.attrib["alt"] for mark in pictures
    )


def test_force_and_grade_are_said_in_words() -> None:
    text = "".join(parsed(PAGE).find("body").itertext())
    assert "行业自律规范（不是法律）；凭记忆，待核" in text
    assert "部门规章；您的案件文件" in text


def test_anchors_are_kept_made_ascii_and_never_double() -> None:
    sections = tuple(Section("题", (), anchor=name) for name in ("loans", "loans", "贷 款", "", "note-1"))
    tree = parsed(html.render(Document("题", "", sections)))
    ids = [mark.attrib["id"] for mark in tree.iter("section")]
    assert ids == ["loans", "section-2", "section-3", "section-4", "section-5"]


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_letters_stand_out_from_their_ground_by_day_and_by_night() -> None:
    palettes = [
        dict(re.findall(r"--(\w+): (#\w{6})", part)) for part in re.findall(r":root \{([^}]+)\}", PAGE)[:2]
    ]
    assert len(palettes) == 2
    for palette in palettes:
        for ground in ("paper", "card"):
            for letters in ("ink", "soft", "link", "warn", "good"):
                one, two = sorted((luminance(palette[letters]), luminance(palette[ground])))
                assert (two + 0.05) / (one + 0.05) >= 4.5, (letters, ground)


def test_no_letter_on_a_screen_is_smaller_than_17_pixels() -> None:
    screen = PAGE.partition("@page")[0]
    sizes = [float(size) * 16 for size in re.findall(r"font(?:-size)?: ([\d.]+)rem", screen)]
    assert len(sizes) > 5
    assert min(sizes) >= 17


def test_rendering_twice_gives_the_same_page() -> None:
    assert html.render(DOCUMENT) == PAGE
