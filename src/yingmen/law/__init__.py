"""What the law said on a day: instruments and numbers with dates, sources and grades, as data.

    >>> from datetime import date
    >>> on(date(2025, 5, 20)).lpr_1y
    Decimal('0.0300')

`sources/*.toml` holds one instrument each, its articles in our own words; `numbers/*.toml` one number
each, as dated figures. Both are read when first asked for and kept.

Limitations: each file's `checked` says whether the text itself was read, seen in reports, or remembered;
`note` says what is doubtful. LPR figures are known to the publication of 2026-08-20.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from yingmen.law import shelf
from yingmen.law.finding import Ask, Basis, Fact, Finding, Missing, Verdict, bases_json
from yingmen.law.grades import Checked, Force
from yingmen.law.lawbook import Book, Law
from yingmen.law.number import Number, Value
from yingmen.law.rates import parse_rates
from yingmen.law.source import Article, Source

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "Article",
    "Ask",
    "Basis",
    "Book",
    "Checked",
    "Fact",
    "Finding",
    "Force",
    "Law",
    "Missing",
    "Number",
    "Source",
    "Value",
    "Verdict",
    "bases_json",
    "book",
    "on",
    "parse_rates",
]


@cache
def book() -> Book:
    """The law as this version of the program knows it."""
    return Book(shelf.sources(), shelf.numbers())


def on(day: date) -> Law:
    """The law as it stood on a day."""
    return book().on(day)
