"""Where the pages of a step are, and where an item lies in the document."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.vault.versions import Data

_IDS = ("id", "contact_id")


Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step that asks: the namespace of its addresses, and its sheets, which are counted from 1 there."""

    name: str
    sheets: tuple[Sheet, ...]

    def url(self, page: str, *numbers: int) -> str:
        """The address of one of its pages."""
        return reverse(f"{self.name}:{page}", args=numbers)

    def number(self, sheet: Sheet) -> int:
        """Which of the sheets this is, from 1."""
        return self.sheets.index(sheet) + 1


def number_at(loc: Loc, part: int) -> int:
    """A position of a place as addresses count it, from 1; a single table is number 1."""
    here = loc[part] if part < len(loc) else 0
    return here + 1 if isinstance(here, int) else 1


def where(sheet: Sheet, item: int) -> Loc:
    """The way from the document to an item of a sheet; `item` counts from 0."""
    return (sheet.path, item) if sheet.many else (sheet.path,)


def found(data: Data, loc: Loc) -> Any:  # noqa: ANN401 - any part of a document
    """What stands at a place of the document; None where there is nothing."""
    here: Any = data
    for part in loc:
        if isinstance(here, dict):
            here = here.get(str(part))
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            return None
    return here


def listed(data: Data, loc: Loc) -> list[Any]:
    """The items of a list of the document, none where there is no list."""
    here = found(data, loc)
    return here if isinstance(here, list) else []


def answer_at(item: Data, path: str) -> Any:  # noqa: ANN401
    """The answer at a path of an item; a figure written as one number is its amount."""
    here: Any = item
    for key in path.split("."):
        if isinstance(here, dict):
            here = here.get(key)
        elif key != "amount":
            return None
    return here


def with_answers(item: Data, answers: Data) -> Data:
    """An item with answers put in at their paths; None takes the key out, and a table left empty too."""
    changed = copy.deepcopy(item)
    for path, value in answers.items():
        _put(changed, path.split("."), value)
    return changed


def _put(here: Data, keys: list[str], value: Any) -> None:  # noqa: ANN401
    key, *rest = keys
    if rest:
        inner = here.get(key)
        table = inner if isinstance(inner, dict) else {} if inner is None else {"amount": inner}
        _put(table, rest, value)
        value = table or None
    if value is None:
        here.pop(key, None)
    else:
        here[key] = value


def put(data: Data, loc: Loc, value: Any) -> Data:  # noqa: ANN401
    """The document with something put at a place; behind the end of a list it is added, None removes."""
    changed = copy.deepcopy(data)
    here: Any = changed
    for part, after in pairwise(loc):
        empty: Any = [] if isinstance(after, int) else {}
        here = here.setdefault(part, empty) if isinstance(here, dict) else _item(here, int(part), empty)
    _set(here, loc[-1], value)
    return _without_empty(changed, loc)


def _item(items: list[Any], position: int, empty: Any) -> Any:  # noqa: ANN401
    if position >= len(items):
        items.append(empty)
        return items[-1]
    return items[position]


def _set(here: Any, part: str | int, value: Any) -> None:  # noqa: ANN401
    if isinstance(here, list):
        position = int(part)
        here[position : position + 1] = [] if value is None else [value]
    elif value is None:
        here.pop(part, None)
    else:
        here[part] = value


def _without_empty(data: Data, loc: Loc) -> Data:
    """Drop the list that an item was taken from if it was the last one."""
    if len(loc) > 1 and isinstance(loc[-1], int) and found(data, loc[:-1]) == []:
        above = found(data, loc[:-2]) if loc[:-2] else data
        above.pop(str(loc[-2]), None)
    return data


def begun(sheet: Sheet, data: Data, number: int) -> Data:
    """What a new item starts with: names that no other item of the document has."""
    taken = set(_names(data))
    for n in count(number):
        made = sheet.start(n)
        if not any(made.get(key) in taken for key in _IDS if key in made):
            return made
    raise AssertionError


def _names(part: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(part, dict):
        yield from (part[key] for key in _IDS if isinstance(part.get(key), str))
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _names(one)


def same_item(data: Data, loc: Loc, item: Data) -> Loc | None:
    """Where an item stands now, known by its name or by being the same; None if it is gone."""
    if not isinstance(loc[-1], int):
        return loc
    others = listed(data, loc[:-1])
    for key in _IDS:
        if key in item:
            return next(((*loc[:-1], n) for n, one in enumerate(others) if one.get(key) == item[key]), None)
    return next(((*loc[:-1], n) for n, one in enumerate(others) if one == item), None)
