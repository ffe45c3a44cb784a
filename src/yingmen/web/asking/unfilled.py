"""What is still to be answered before an item counts, and the page that asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.web.asking.kinds import leaf
from yingmen.web.asking.places import answer_at, found, where
from yingmen.web.asking.words import called

if TYPE_CHECKING:
    from yingmen.web.asking.places import Step
    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Unfilled:
    """An item that does not count yet: what it is called, what is lacking, the page that asks for it."""

    called: str
    lacking: tuple[str, ...]
    url: str


def unfilled(desk: Desk, step: Step, sheet: Sheet) -> list[Unfilled]:
    """The items of a sheet that are not complete."""
    number, shown = step.number(sheet), []
    for left in desk.left_out:
        if left.table == sheet.path:
            item = found(desk.kept.data, where(sheet, left.position)) or {}
            name = called(sheet, item, left.position + 1)
            url = step.url("ask", number, left.position + 1, _next(sheet, item))
            shown.append(Unfilled(name, left.briefly, url))
    return shown


def lacking(desk: Desk, step: Step, sheet: Sheet) -> str | None:
    """The page of the next answer that an item of a sheet cannot do without; None if all are complete."""
    return next((one.url for one in unfilled(desk, step, sheet)), None)


def _next(sheet: Sheet, item: dict[str, object]) -> int:
    for number, question in enumerate(sheet.questions, 1):
        if any(
            leaf(sheet.model, path).required and answer_at(item, path) is None for path in question.fields
        ):
            return number
    return 1
