"""The words by which a household's money is known: what it needs, what it earns, what its trade costs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FOOD, OTHER, TRADE = "food", "other_essential", "trade"


@dataclass(frozen=True, slots=True)
class Word:
    """A kind of money: its category in the bills, Chinese name, words it goes by, where to check it."""

    category: str
    name: str
    words: tuple[str, ...]
    reference: str = ""


@cache
def essentials() -> tuple[Word, ...]:
    """What a household cannot do without, in the order of the page."""
    return tuple(
        Word(row["category"], row["name"], tuple(row["words"]), row["reference"])
        for row in _table()["essential"]
    )


@cache
def incomes() -> tuple[Word, ...]:
    """The kinds of income the bills tell apart."""
    return tuple(Word(row["category"], row["name"], tuple(row["words"])) for row in _table()["income"])


@cache
def costs() -> tuple[tuple[str, str], ...]:
    """What a business pays before its owner, as (key of the case file, Chinese name)."""
    return tuple((row["key"], row["name"]) for row in _table()["business"])


def essential(name: str) -> Word:
    """What an essential of the case file is about; what no word fits is another necessity."""
    found = next((word for word in essentials() if _fits(word, name)), None)
    return found or next(word for word in essentials() if word.category == OTHER)


def income_category(source: str) -> str | None:
    """Under which category the bills would hold this income; None where no word fits."""
    return next((word.category for word in incomes() if _fits(word, source)), None)


def _fits(word: Word, text: str) -> bool:
    return any(known in text for known in word.words)


@cache
def _table() -> dict[str, Any]:
    file = resources.files("yingmen.afford").joinpath("essentials.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
