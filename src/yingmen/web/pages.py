"""A long list a page at a time: a stretch of it, which stretch that is, and the plain links to the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from django.core.paginator import Paginator

if TYPE_CHECKING:
    from collections.abc import Sequence

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Stretch(Generic[_T]):
    """What stands on one page of a list; `before` and `after` are the addresses of the pages beside it."""

    items: tuple[_T, ...]
    number: int
    first: int
    last: int
    total: int
    before: str
    after: str

    @property
    def is_part(self) -> bool:
        """Whether there is more than stands here."""
        return len(self.items) < self.total


def stretch(items: Sequence[_T], asked: str, most: int, here: str) -> Stretch[_T]:
    """The page of a list that was asked for; a page there is none of is the first or the last.

    `here` is the address of the first page, which may ask for something already.
    """
    page = Paginator(items, most).get_page(asked)
    at, joined = page.number, "&" if "?" in here else "?"
    return Stretch(
        tuple(page.object_list),
        at,
        page.start_index(),
        page.end_index(),
        len(items),
        (f"{here}{joined}page={at - 1}" if at > 2 else here) if page.has_previous() else "",  # noqa: PLR2004
        f"{here}{joined}page={at + 1}" if page.has_next() else "",
    )
