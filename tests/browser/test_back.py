"""A question answered from step 2's page leads back to it in a real browser, with and without script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

EXAMPLE = Path(__file__).parents[2] / "examples" / "lin-xiaoman.toml"
TO_OPEN = 'a[href*="?from=2"]'


def test_an_answer_leads_back_to_the_page_that_asked(phone: Page, served: str) -> None:
    phone.goto(f"{served}/data/")
    phone.locator("#file").set_input_files(EXAMPLE)
    phone.get_by_role("button", name="看看里面写了什么").click()
    phone.get_by_role("button", name=re.compile("存")).first.click()
    phone.goto(f"{served}/2/")
    phone.locator(TO_OPEN).first.click()
    phone.get_by_role("link", name="不改了，回去").click()
    expect(phone).to_have_url(f"{served}/2/")
    phone.locator(TO_OPEN).first.click()
    first = phone.url
    phone.get_by_role("button", name="存好，接着答下一问").click()
    expect(phone).not_to_have_url(first)
    expect(phone).to_have_url(re.compile(r"\?from=2$"))
    phone.get_by_role("button", name="存好，回到刚才那一页").click()
    expect(phone).to_have_url(f"{served}/2/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("他们做的，合不合规")
