"""What a borrower's papers are called: their number, and a file name for each letter there is to sign."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingmen.answer.letters_page import Offered
    from yingmen.case import Case
    from yingmen.document import Document

_LONGEST_NAME = 60
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff/\\:*?"<>|]')


def case_no(case: Case) -> str:
    """A number for a borrower's papers, always the same for the same borrower."""
    who = f"{case.borrower.name}\n{case.borrower.city or ''}"
    return f"YM-{hashlib.sha256(who.encode()).hexdigest()[:8].upper()}"


def letter_names(offers: Iterable[Offered]) -> dict[str, Document]:
    """The letters there are to sign, by a file name that every system takes, no two the same."""
    named: dict[str, Document] = {}
    taken: set[str] = set()
    for one in offers:
        if not one.builds or one.letter.document is None:
            continue
        about = f"-{one.letter.loan_id}" if one.letter.loan_id is not None else ""
        name = _UNSAFE.sub("_", f"{one.letter.id}{about}")[:_LONGEST_NAME].strip(" .")
        name = _free(name, taken)
        taken.add(_folded(name))
        named[name] = one.letter.document
    return named


def _free(name: str, taken: set[str]) -> str:
    """The name, or the first with a number behind it, that no system takes for one taken already."""
    numbered = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in numbered if _folded(one) not in taken)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
