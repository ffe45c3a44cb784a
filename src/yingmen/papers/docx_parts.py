"""The parts of a DOCX that python-docx has no words for: Chinese fonts, fields, lists that start anew."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement as Element
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as Grid
    from docx.table import _Row as Row
    from docx.text.paragraph import Paragraph as Lines

_BODY, _HEADING, _LATIN = "宋体", "黑体", "Times New Roman"
_SIZES = {
    "Normal": 11,
    "Title": 18,
    "Heading 1": 14,
    "Caption": 11,
    "Footer": 9,
    "List Bullet": 11,
    "List Number": 11,
}
_BOLD = ("Title", "Heading 1", "Caption")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first day a ZIP file can name; set everywhere so that the same document gives the same bytes."""


_AFTER_SPACING_RULES = tuple(
    f"w:{name}"
    for name in (
        "bidi",
        "adjustRightInd",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
    )
)


def lay_out(word: Word) -> None:
    """Make an empty document a Chinese one on A4: page, language, fonts and the styles we use."""
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    for name, base in (("Small", 9.5), ("Cell", 9.5)):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _set_style(word.styles[name], base)
    for name, size in _SIZES.items():
        _set_style(word.styles[name], size, bold=name in _BOLD)
    word.styles["Cell"].paragraph_format.space_after = Pt(1)
    word.styles["Caption"].paragraph_format.keep_with_next = True
    _set_language(word)
    _set_bullet(word)
    _set_cells(word)


def _set_style(style: ParagraphStyle, size: float, *, bold: bool = False) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_after = Pt(6)
    _set_fonts(style.element.get_or_add_rPr(), _HEADING if bold else _BODY)
    properties = style.element.get_or_add_pPr()
    for borders in properties.findall(qn("w:pBdr")):
        properties.remove(borders)
    for name in ("autoSpaceDE", "autoSpaceDN"):
        # Word would set dates and sums with gaps, wider than the columns are reckoned for.
        _insert(properties, name, "0")


def _set_fonts(properties: Element, chinese: str) -> None:
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for where, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{where}"), font)


def _insert(properties: Element, name: str, value: str) -> None:
    """Add a property of a paragraph in the place that the format asks for."""
    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:val"), value)
    properties.insert_element_before(mark, *_AFTER_SPACING_RULES)


def _set_bullet(word: Word) -> None:
    """Take the dot of Chinese lists, which every font has, for that of a font few have."""
    numbering = word.part.numbering_part.element
    number = numbering.num_having_numId(word.styles["List Bullet"].element.pPr.numPr.numId.val)
    pattern = f"./w:abstractNum[@w:abstractNumId='{number.abstractNumId.val}']/w:lvl"
    for level in numbering.xpath(pattern):
        level.find(qn("w:lvlText")).set(qn("w:val"), "•")
        for fonts in level.findall(qn("w:rPr")):
            level.remove(fonts)


def _set_cells(word: Word) -> None:
    """Leave three points beside each cell's text, as the columns are reckoned."""
    for side in ("left", "right"):
        for margin in word.styles["Table Grid"].element.iterfind(
            f".//{qn('w:tblCellMar')}/{qn(f'w:{side}')}"
        ):
            margin.set(qn("w:w"), "60")


def _set_language(word: Word) -> None:
    themes = word.settings.element.iter(qn("w:themeFontLang"))
    for language in (*word.styles.element.iter(qn("w:lang")), *themes):
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")


def add_words(
    lines: Lines, text: str, *, bold: bool = False, raised: bool = False, size: str | None = None
) -> None:
    """Add a text to a paragraph, its signs set as Chinese ones; a line break stays one, a tab a tab."""
    if not text:
        return
    run = lines.add_run(text)
    run.bold = bold or None
    run.font.superscript = raised or None
    if size:
        run.font.size = Pt(float(size))
    # Without the hint Word sets quotation marks and dashes in the Latin font, half as wide.
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")  # noqa: SLF001 - no other way


def add_field(lines: Lines, code: str) -> None:
    """Add a figure that the program keeps up to date itself, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    lines._p.append(field)  # noqa: SLF001 - python-docx knows no fields
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)


def frame(lines: Lines, *, heavy: bool) -> None:
    """Draw a frame round a paragraph, so that a warning is seen without colour."""
    properties = lines._p.get_or_add_pPr()  # noqa: SLF001 - python-docx knows no borders
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        border = OxmlElement(f"w:{side}")
        for name, value in (
            ("val", "single"),
            ("sz", "12" if heavy else "4"),
            ("space", "4"),
            ("color", "000000"),
        ):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def new_row(grid: Grid) -> Row:
    """Add a row to a table."""
    row: Row = grid.add_row()  # type: ignore[no-untyped-call] # python-docx leaves this one out
    return row


def as_cell(lines: Lines) -> None:
    """Set a paragraph as a table's cell; by the style's id, since python-docx is slow to look up a name."""
    lines._p.style = "Cell"  # noqa: SLF001 - see above


def header_row(row: Row) -> None:
    """Repeat this row at the head of each page the table goes over."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no other way


def keep_row(row: Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no other way


def add_numbered(word: Word, items: Sequence[str]) -> None:
    """Add a numbered list that starts at 1, whatever lists stand before it."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"]
    pattern = numbering.num_having_numId(style.element.pPr.numPr.numId.val).abstractNumId.val
    number = numbering.add_num(pattern)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for item in items:
        lines = word.add_paragraph(style="List Number")
        lines._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number.numId  # noqa: SLF001 - no other way
        add_words(lines, item)


def repacked(word: Word) -> bytes:
    """The document as bytes that do not tell when it was written."""
    drawn, packed = io.BytesIO(), io.BytesIO()
    word.save(drawn)
    with zipfile.ZipFile(drawn) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
