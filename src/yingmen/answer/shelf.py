"""The package's own tables and texts, read once each, and the rows of them that fit."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yingmen.law import Basis, Book


@cache
def table(name: str) -> dict[str, Any]:
    """One of this package's TOML files, by its name without the ending."""
    file = resources.files("yingmen.answer").joinpath(f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def fits(row: Mapping[str, Any], words: frozenset[str]) -> bool:
    """Whether every word of `when` and none of `unless` holds."""
    return words.issuperset(row.get("when", ())) and words.isdisjoint(row.get("unless", ()))


def filled(text: str, fill: Mapping[str, str]) -> str:
    """A text with the words of the day put in for their names in braces."""
    for name, words in fill.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def bases(row: Mapping[str, Any], book: Book) -> tuple[Basis, ...]:
    """The texts a row cites, each written "source article"."""
    return tuple(book.basis(*cite.split()) for cite in row.get("cites", ()))
