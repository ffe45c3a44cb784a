"""Why an answer cannot be worked out, as a page says it: what happened, and the question that mends it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yingmen.errors import OutsideCoverage
from yingmen.web.owe.forms import LOAN, STEP
from yingmen.web.plain_words import plain

if TYPE_CHECKING:
    from yingmen.errors import YingmenError
    from yingmen.web.desk import Desk
    from yingmen.web.vault.versions import Data

_OUTSIDE = "请核对借款的日期。日期没错的话，这段时间的规定先打 12348 问清楚；别的步骤照样能用。"
_PLACE = re.compile(r"loan\((?P<loan>.+)\)(?:\.(?P<key>[a-z_]+))?", re.DOTALL)
_DATES = ("disbursed_on", "first_due_on", "last_due_on", "signed_on", "assigned_on")
_AMOUNTS = "received"


def problem(here: Desk, error: YingmenError) -> dict[str, str]:
    """What a page says of an error; where it is about a loan, which one and the page to put it right on."""
    outside = isinstance(error, OutsideCoverage)
    found = {
        "what": plain(error.what or str(error)),
        "remedy": _OUTSIDE if outside else plain(error.remedy),
    }
    return {**found, **_mending(here, error)}


def _mending(here: Desk, error: YingmenError) -> dict[str, str]:
    match = _PLACE.fullmatch(error.where)
    for position, item in enumerate(here.kept.data.get("loan", [])):
        key = (match["key"] or _AMOUNTS) if match and item.get("id") == match["loan"] else ""
        if isinstance(error, OutsideCoverage):
            key = next((name for name in _DATES if item.get(name) == error.on.isoformat()), "")
        if key:
            lender = str(item.get("lender") or item.get("id"))
            return {"about": f"{lender}（借款 {position + 1}）", "mend": _page(item, position + 1, key)}
    return {}


def _page(item: Data, number: int, key: str) -> str:
    """The page that asks for this of a loan: a question, or the list of what was paid."""
    sheet = STEP.number(LOAN)
    for n, listing in enumerate(LOAN.inner, 1):
        if listing.path == key and listing.when(item):
            return STEP.url("inner", sheet, number, n)
    asked = (n for n, one in enumerate(LOAN.questions, 1) if key in one.fields and one.when(item))
    return STEP.url("ask", sheet, number, next(asked, 1))
