"""Every page made larger: the page twice and four times the size, and letters twice the size on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.serving import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

LETTERS = 16
"""What browsers draw at when nobody has changed it, in px."""
SIZES = {
    "page at 200 %": ((1280 // 2, 1024 // 2), 2, 1),
    "page at 400 %": ((1280 // 4, 1024 // 4), 4, 1),
    "letters at 200 %": ((360, 780), 3, 2),
}
"""A window in the px of the page, the px of the screen for each of them, and the letters' size."""
HURT = """async () => {
  const seen = one => one.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const name = one => one.outerHTML.slice(0, 110);
  const own = one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const hurt = wide > 0 ? [`scrolls sideways by ${wide}`] : [];
  const hidden = one => one.closest('.spoken, .skip, thead, svg, input');
  for (const one of document.body.querySelectorAll('*')) {
    if (!seen(one) || hidden(one)) continue;
    const style = getComputedStyle(one);
    const cuts = axis => ['hidden', 'clip'].includes(style[`overflow${axis}`]);
    if (cuts('X') && one.scrollWidth > one.clientWidth + 1) hurt.push(`cut at the side: ${name(one)}`);
    if (cuts('Y') && one.scrollHeight > one.clientHeight + 1) hurt.push(`cut below: ${name(one)}`);
    if (!own(one)) continue;
    const range = document.createRange();
    const words = [...one.childNodes].filter(node => node.nodeType === 3 && node.data.trim());
    range.setStart(words[0], 0);
    range.setEndAfter(words[0]);
    const inner = range.getBoundingClientRect(), outer = one.getBoundingClientRect();
    if (style.display !== 'inline' && (inner.width > outer.width + 2 || inner.height > outer.height + 6))
      hurt.push(`out of its box: ${name(one)}`);
  }
  return hurt;
}"""
OUT_OF_REACH = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, summary, input:not([type=hidden]), select, textarea')];
  return all.filter(one => one.checkVisibility()).filter(one => {
    one.focus();
    const box = one.getClientRects()[0];
    const x = box.left + box.width / 2, y = Math.max(box.top, 0) + Math.min(box.height, innerHeight) / 2;
    const there = document.elementFromPoint(x, y);
    const label = one.labels ? [...one.labels] : [];
    return !there || ![one, ...label].some(each => each.contains(there));
  }).map(one => one.outerHTML.slice(0, 110));
}"""
OVER_EACH_OTHER = """() => {
  const lines = [];
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, above = node.parentElement;
    if (!node.data.trim() || !above.checkVisibility()) continue;
    if (above.closest('.spoken, thead, sup, option')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1) lines.push([box, node.data.trim()]);
  }
  const hurt = [];
  lines.sort((a, b) => a[0].top - b[0].top);
  lines.forEach(([box, text], at) => {
    for (const [other, words] of lines.slice(at + 1)) {
      if (other.top > box.bottom) break;
      const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (across > 3 && down > 0.35 * Math.min(box.height, other.height))
        hurt.push(`over each other: ${text.slice(0, 30)} / ${words.slice(0, 30)}`);
    }
  });
  return hurt;
}"""
LETTER_SIZES = """() => Object.fromEntries([...document.body.querySelectorAll('*')]
  .map((one, at) => [one, at]).filter(([one]) => one.checkVisibility()
    && (one.matches('input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea')
    || [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())))
  .map(([one, at]) => [`${at} ${one.outerHTML.slice(0, 99)}`, parseFloat(getComputedStyle(one).fontSize)]))"""


def grow_letters(page: Page, times: float) -> None:
    """Draw this tab with the letters of somebody who set them larger in the browser."""
    sizes = {"standard": round(LETTERS * times), "fixed": round(13 * times)}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


@pytest.fixture(scope="module", params=SIZES)
def large(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A window in which everything is drawn larger."""
    size, sharp, letters = SIZES[request.param]
    with page_of(browser, size=size, device_scale_factor=sharp) as page:
        grow_letters(page, letters)
        yield page


def test_nothing_is_lost_when_it_is_large(large: Page, pages: list[str]) -> None:
    hurt: list[str] = []
    for address in pages:
        large.goto(address)
        found = [*large.evaluate(HURT), *large.evaluate(OVER_EACH_OTHER)]
        found += [f"out of reach: {one}" for one in large.evaluate(OUT_OF_REACH)]
        hurt += [f"{address} {one}" for one in found]
    assert not hurt, "\n".join(hurt)


def test_every_letter_grows_with_the_browsers_setting(browser: Browser, pages: list[str]) -> None:
    small: list[str] = []
    with page_of(browser) as page:
        for address in pages:
            page.goto(address)
            grow_letters(page, 1)
            before: dict[str, float] = page.evaluate(LETTER_SIZES)
            grow_letters(page, 2)
            after: dict[str, float] = page.evaluate(LETTER_SIZES)
            small += [
                f"{address} {size} -> {after[what]}: {what}"
                for what, size in before.items()
                if what in after and after[what] < 1.95 * size
            ]
    assert not small, "\n".join(small[:40])
