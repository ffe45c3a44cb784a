"""Every page with an answer on paper: all of it, nothing to press, black on white, and no heading alone."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pdfplumber
import pytest

from browser.serving import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from browser.sites import Site

ANSWERS = (
    "/all/",
    "/1/",
    "/2/",
    "/3/",
    "/4/",
    "/5/",
    "/5/brief/",
    "/book/",
    "/data/versions/",
    "/k/1/say/1/",
)
A4 = (595, 842)
MARGIN = 38
PX_ACROSS = 680
"""The width of A4 in px, less the margins of 15 mm."""
TELLING = re.compile("欠|债|贷|催|款|应门|yingmen|debt|loan", re.IGNORECASE)
TO_PRESS = """() => [...document.querySelectorAll(
  '.bar, .skip, nav, form, button, input, select, textarea, .btn, .weui-btn, [data-hide]')]
  .filter(one => one.getClientRects().length).map(one => one.outerHTML.slice(0, 120))"""
NOT_PRINTED = """() => [...document.querySelectorAll('details')].filter(one => !one.closest('.fold'))
  .flatMap(one => [...one.children]).filter(one => !one.checkVisibility() || !one.getClientRects().length)
  .map(one => one.outerHTML.slice(0, 120))"""
WORDS_OF_DETAILS = """() => [...document.querySelectorAll('details:not(.fold > *), .folded')]
  .map(one => one.textContent)"""
NOT_BLACK = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const under = one => {
    for (let here = one; here; here = here.parentElement) {
      const [r, g, b, a = 1] = rgb(getComputedStyle(here).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    return scheme.includes('dark') ? [0, 0, 0] : [255, 255, 255];
  };
  return [...document.body.querySelectorAll('*')]
    .filter(one => one.checkVisibility() && [...one.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(one => !one.closest('svg'))
    .map(one => [one, rgb(getComputedStyle(one).color), under(one)])
    .filter(([, ink, paper]) => Math.max(...ink.slice(0, 3)) > 60 || Math.min(...paper) < 235)
    .map(([one, ink, paper]) => `${ink} on ${paper}: ${one.outerHTML.slice(0, 100)}`);
}"""
TOO_WIDE = """width => {
  const hurt = [];
  if (document.documentElement.scrollWidth > width) hurt.push(`${document.documentElement.scrollWidth}`);
  for (const one of document.querySelectorAll('main *')) {
    if (!one.checkVisibility() || one.closest('.spoken')) continue;
    const box = one.getBoundingClientRect();
    if (box.right > width + 1) hurt.push(one.outerHTML.slice(0, 120));
    if (getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1)
      hurt.push(`cut: ${one.outerHTML.slice(0, 120)}`);
  }
  return hurt;
}"""
HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, caption, figcaption, summary')]
  .filter(one => one.checkVisibility()).map(one => one.innerText)"""


RADICALS = str.maketrans("⺠⻓⻔⻚⻅⻋⻛⻢⻩⻬⻰⻜⻉⻆⻄⻘⺟", "民长门页见车风马黄齐龙飞贝角西青母")
"""What a font may write in a PDF for a letter that looks the same, where Unicode does not say so."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A page on paper: what came of each script asked before it was printed, its sheets, inks and title."""

    told: dict[str, Any]
    words: str
    lines: list[list[str]]
    sides: list[tuple[float, float, float, float]]
    inks: set[Any]
    title: str


@pytest.fixture(scope="module", params=["light", "dark"])
def paper(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page about to be printed, by somebody who uses the light or the dark."""
    with page_of(browser, size=(PX_ACROSS, 960)) as page:
        page.emulate_media(media="print", color_scheme=request.param)
        yield page


@pytest.fixture(scope="module", params=ANSWERS)
def printed(request: pytest.FixtureRequest, paper: Page, sites: list[Site]) -> Printed:
    """Each page with an answer, printed once."""
    paper.goto(sites[0].address + request.param)
    asked = (TO_PRESS, NOT_PRINTED, WORDS_OF_DETAILS, NOT_BLACK, HEADINGS)
    told = {script: paper.evaluate(script) for script in asked}
    told[TOO_WIDE] = paper.evaluate(TOO_WIDE, PX_ACROSS)
    with pdfplumber.open(io.BytesIO(paper.pdf(prefer_css_page_size=True))) as found:
        chars = [char for sheet in found.pages for char in sheet.chars if char["text"].strip()]
        return Printed(
            told,
            squeezed("".join(char["text"] for char in chars)),
            [_lines(sheet) for sheet in found.pages],
            [_sides(sheet) for sheet in found.pages],
            {char["non_stroking_color"] for char in chars},
            str(found.metadata.get("Title", "")),
        )


def squeezed(text: str) -> str:
    """A text without spaces, in the letters it is written in."""
    return re.sub(r"\s", "", normalize("NFKC", text).translate(RADICALS))


def _lines(sheet: Any) -> list[str]:
    """The lines of a printed sheet from the top."""
    return [squeezed(line["text"]) for line in sheet.extract_text_lines() if line["text"].strip()]


def _sides(sheet: Any) -> tuple[float, float, float, float]:
    """How wide and high a sheet is, and where its text begins and ends."""
    ends = [(char["x0"], char["x1"]) for char in sheet.chars if char["text"].strip()]
    return sheet.width, sheet.height, min(left for left, _ in ends), max(right for _, right in ends)


def test_nothing_to_press_is_printed(printed: Printed) -> None:
    assert not printed.told[TO_PRESS]
    pressed = {"记一笔", "隐藏", "跳到正文", "回到这一版", "修改这一次", "总览记一笔数据隐藏"}
    assert not pressed & {line for sheet in printed.lines for line in sheet}


def test_what_is_folded_is_printed_closed_as_it_is(printed: Printed) -> None:
    assert not printed.told[NOT_PRINTED]
    for folded in printed.told[WORDS_OF_DETAILS]:
        for piece in re.findall(r"[\u4e00-\u9fff]{6,12}", folded)[:20]:
            assert piece in printed.words


def test_it_is_black_on_white(printed: Printed) -> None:
    assert not printed.told[NOT_BLACK]
    assert all(max(ink) <= 0.25 for ink in printed.inks if ink), printed.inks


def test_nothing_is_cut_off_at_the_side(printed: Printed) -> None:
    assert not printed.told[TOO_WIDE]
    for width, height, left, right in printed.sides:
        assert (round(width), round(height)) == A4
        assert left > MARGIN
        assert right < A4[0] - MARGIN


def test_no_heading_stands_alone_at_the_foot(printed: Printed) -> None:
    headings = {squeezed(text) for text in printed.told[HEADINGS]}
    assert headings
    assert all(printed.lines), "an empty sheet"
    feet = [sheet[-1] for sheet in printed.lines]
    assert not [foot for foot in feet if any(heading.endswith(foot) for heading in headings)]


def test_the_title_on_paper_tells_nothing(printed: Printed) -> None:
    assert printed.title.startswith("记事本")
    assert not TELLING.search(printed.title)
