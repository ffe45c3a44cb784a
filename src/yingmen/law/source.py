"""An instrument of the law: what it is called, who issued it, from when to when, how it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yingmen.law.grades import Checked, Force

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_KEYS = frozenset(
    "id name number issuer force since until checked checked_on read_at gist note article".split()  # noqa: SIM905 - one line of keys reads better than a column
)
_ARTICLE_KEYS = frozenset({"gist", "checked"})


@dataclass(frozen=True, slots=True)
class Article:
    """One article in our own plain words, with its own grade (never better than its instrument's)."""

    no: str
    gist: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class Source:
    """An instrument: in force from `since` to `until`, first and last day included (None: still open).

    `checked_on` is the day it was last looked at, `read_at` where; `gist` stands for the whole where it
    has no articles; `note` says what is doubtful.
    """

    id: str
    name: str
    number: str
    issuer: str
    force: Force
    since: date
    until: date | None
    checked: Checked
    checked_on: date
    read_at: str
    gist: str
    note: str
    articles: tuple[Article, ...]

    @property
    def title(self) -> str:
        """The name with the document number where it has one, as a citation shows it."""
        return f"{self.name}（{self.number}）" if self.number else self.name

    def in_force(self, on: date) -> bool:
        """Whether the instrument was law on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def article(self, no: str) -> Article:
        """One article by its bare number; LookupError where the data has none, which is a slip of ours."""
        for article in self.articles:
            if article.no == no:
                return article
        raise LookupError(
            f"source {self.id} has no article {no!r}; add [article.{no}] to sources/{self.id}.toml"
        )


def source_from(table: Mapping[str, Any]) -> Source:
    """An instrument out of its TOML table; ValueError or KeyError where the file is wrong."""
    _refuse_unknown(table, _KEYS)
    checked = Checked(table["checked"])
    return Source(
        id=table["id"],
        name=table["name"],
        number=table["number"],
        issuer=table["issuer"],
        force=Force(table["force"]),
        since=table["since"],
        until=table.get("until"),
        checked=checked,
        checked_on=table["checked_on"],
        read_at=table.get("read_at", ""),
        gist=table.get("gist", ""),
        note=table.get("note", ""),
        articles=tuple(_article(no, item, checked) for no, item in table.get("article", {}).items()),
    )


def _article(no: str, table: Mapping[str, Any], ceiling: Checked) -> Article:
    _refuse_unknown(table, _ARTICLE_KEYS)
    checked = Checked(table.get("checked", ceiling))
    if checked > ceiling:
        raise ValueError(f"article {no} is graded {checked}, better than its instrument ({ceiling})")
    return Article(no, table["gist"], checked)


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str]) -> None:
    if unknown := sorted(set(table) - known):
        raise ValueError(f"unknown keys: {', '.join(unknown)}")
