"""Where a missing fact of a contact is answered: here, in step 1 for its loan, or as a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from yingmen.web.asking.back import coming_from
from yingmen.web.lawful.forms import CONTACT, STEP
from yingmen.web.owe.forms import LOAN
from yingmen.web.owe.forms import STEP as OWE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.desk import Desk
    from yingmen.web.vault.versions import Data

_HERE = "2"
_SEEN_AS = {"time_known": "at", "lender_id": "loan"}


def where_to_answer(here: Desk, contact_id: str, columns: Iterable[str]) -> str:
    """The page that asks for the first of these facts that it has a question for; "" where there is none.

    What a contact does not say itself it takes from its loan, so that an answer to a contact's own question
    settles it as well. A contact of the record is corrected there: its entry stays as it was sealed.
    """
    if contact_id in here.entries:
        return reverse("record:fix", args=[here.entries[contact_id][0]])
    for position, item in enumerate(here.kept.data.get("contact", [])):
        if item.get("contact_id") == contact_id:
            wanted = [_SEEN_AS.get(name, name) for name in columns]
            number = _question(CONTACT, item, wanted)
            in_loan = "" if number or not wanted else _of_loan(here, item.get("loan"), wanted)
            return coming_from(_HERE, in_loan or STEP.url("ask", 1, position + 1, number or 1))
    return ""


def _question(sheet: Sheet, item: Data, names: Iterable[str]) -> int:
    """The number of the first question about one of these that applies to an item; 0 where there is none."""
    for name in names:
        for number, question in enumerate(sheet.questions, 1):
            if name in question.fields and question.when(item):
                return number
    return 0


def _of_loan(here: Desk, loan: object, names: Iterable[str]) -> str:
    """The page of step 1 that asks for a fact of the loan a contact was for."""
    for position, item in enumerate(here.kept.data.get("loan", [])):
        if loan is not None and item.get("id") == loan and (number := _question(LOAN, item, names)):
            return OWE.url("ask", OWE.number(LOAN), position + 1, number)
    return ""
