"""What a step asks, one question a page: which fields, in which words, and what not knowing means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel


def _always(item: Mapping[str, Any]) -> bool:
    del item
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One page: the fields it fills (nearly always one), the question, why it is asked, where to look.

    `unknown` says what changes if it is not known; it is shown beside "不知道". `when` tells from the item
    filled in so far whether to ask at all.
    """

    fields: tuple[str, ...]
    ask: str
    why: str = ""
    unknown: str = ""
    when: Callable[[Mapping[str, Any]], bool] = _always


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions about one table of the case: `path` is its key, `many` if there can be several.

    `inner` is a list inside an item (`payment` of a loan), asked on one page an item. `named` is what one
    item is called in Chinese; `start` makes a new item from the number of those there are, and for a single
    table what stands there where an answer it cannot do without is not known. `ask` and `why` are for the
    list of the items, `when` tells from the item around it whether an inner list is asked for.
    """

    path: str
    named: str
    model: type[BaseModel]
    questions: tuple[Question, ...]
    many: bool = False
    inner: tuple[Sheet, ...] = ()
    start: Callable[[int], dict[str, Any]] = lambda number: {}  # noqa: ARG005
    ask: str = ""
    why: str = ""
    when: Callable[[Mapping[str, Any]], bool] = _always
