"""What to do minute by minute: the steps of `plan.toml` that fit this visit, worded for it.

A step fits by words that say what the visit is: who came, who is asked, where, when, what happened, and how
the limitation of the loans stands. Texts are cited as they were in force on the day of the visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yingmen.door.scopes import in_scope
from yingmen.door.shelf import table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from yingmen.case import Loan
    from yingmen.law import Basis, Book

PARTS = ("before", "door", "inside", "sign", "end", "after")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: in which part and minute, what to do and to say, the rule and the texts behind it."""

    id: str
    text: str
    part: str = ""
    minute: int = 0
    say: str = ""
    rule: str | None = None
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What the steps are chosen by: the `words` that fit, the day and loan of the visit, words to fill in."""

    words: frozenset[str]
    day: date
    loan: Loan | None
    book: Book
    fill: Mapping[str, str]


def now(scene: Scene) -> str:
    """The one thing to do before anything else."""
    return next(_worded(row["text"], scene) for row in table("plan")["now"] if _fits(row, scene.words))


def plan(scene: Scene) -> tuple[Step, ...]:
    """The steps that fit, in order of their minutes."""
    rows = [row for row in table("plan")["step"] if _fits(row, scene.words)]
    return tuple(sorted((_step(row, scene) for row in rows), key=_order))


def limits(scene: Scene) -> tuple[Step, ...]:
    """What each side may and may not do."""
    return tuple(_step(row, scene) for row in table("plan")["limit"] if _fits(row, scene.words))


def _order(step: Step) -> tuple[int, int]:
    return step.minute, PARTS.index(step.part)


def _fits(row: Mapping[str, Any], words: frozenset[str]) -> bool:
    some = row.get("any")
    return (
        words.issuperset(row.get("when", ()))
        and words.isdisjoint(row.get("unless", ()))
        and (some is None or not words.isdisjoint(some))
    )


def _step(row: Mapping[str, Any], scene: Scene) -> Step:
    return Step(
        row["id"],
        _worded(row["text"], scene),
        row.get("part", ""),
        row.get("minute", 0),
        _worded(row.get("say", ""), scene),
        row.get("rule"),
        tuple(basis for cite in row.get("cites", ()) if (basis := _basis(cite, scene))),
    )


def _worded(text: str, scene: Scene) -> str:
    for name, words in scene.fill.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def _basis(cite: str, scene: Scene) -> Basis | None:
    """A text by "source article @scope"; None where it did not bind then, or not such a loan."""
    words = cite.split()
    scope = words.pop().removeprefix("@") if words[-1].startswith("@") else None
    source, article = words[0], words[1] if words[1:] else None
    if not scene.book.sources[source].in_force(scene.day):
        return None
    if scope and in_scope(scope, scene.loan, scene.day) is False:
        return None
    return scene.book.basis(source, article)
