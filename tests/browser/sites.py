"""The app over cases that are far apart, so that between them every page there is can be asked for."""

from __future__ import annotations

import contextlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from browser.serving import page_of, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

EXAMPLE = Path(__file__).parents[2] / "examples" / "lin-xiaoman.toml"


@dataclass(frozen=True, slots=True)
class Site:
    """A running app: its address, and the document in it."""

    address: str
    document: dict[str, Any] = field(default_factory=dict)


def told() -> dict[str, Any]:
    """The example with what it leaves out: a debt sold on, a call about no loan, something owned."""
    case = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    case["loan"][0] |= {"assigned_on": case["loan"][0]["payment"][-1]["on"], "agency_id": "华信资产"}
    case["contact"].append(
        {
            "contact_id": "c7",
            "at": case["contact"][0]["at"],
            "channel": "call",
            "party": "debtor",
        }
    )
    case["door"]["called_back"] = True
    case["asset"] = [{"kind": "电动车", "value": 1500}]
    case["business"] = {"revenue": 9000, "rent": 1500}
    return case


def official() -> dict[str, Any]:
    """The example with somebody at the door who says they are the police."""
    case = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    case["door"] = {"at": case["door"]["at"], "claims": "police"}
    return case


def open_case(page: Page, address: str, document: dict[str, Any]) -> None:
    """Put a case into the app as its owner does."""
    text = tomli_w.dumps(document).encode()
    page.goto(f"{address}/data/")
    page.locator("#file").set_input_files({"name": "case.toml", "mimeType": "text/plain", "buffer": text})
    page.get_by_role("button", name="看看里面写了什么").click()
    page.get_by_role("button", name="对，存下").click()


def write_down(page: Page, address: str, words: str = "来了两个人") -> None:
    """Write an entry with a photo into the record, and wait until it is there."""
    page.goto(f"{address}/book/now/")
    page.get_by_label("看到、听到的").fill(words)
    page.locator("#photo").set_input_files(
        {
            "name": "门口.jpg",
            "mimeType": "image/jpeg",
            "buffer": b"\xff\xd8\xff\xe0" + bytes(500),
        }
    )
    page.get_by_role("button", name="记下来").click()
    page.wait_for_url("**/book/?n=*")


@contextlib.contextmanager
def opened(home: Path, browser: Browser, document: dict[str, Any]) -> Iterator[Site]:
    """The app with a case and an entry in it, or with nothing where the document is empty."""
    with serving(home) as address:
        if document:
            with page_of(browser, script=False) as page:
                open_case(page, address, document)
                write_down(page, address)
        yield Site(address, document)
