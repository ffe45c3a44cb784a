"""What the command line prints with --json, for the case at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen import law
from yingmen.web.desk import desk

if TYPE_CHECKING:
    from collections.abc import Callable


def owe(seen: frozenset[str]) -> dict[str, Any]:
    """Step 1."""
    from yingmen.owe import reckoning_json

    del seen
    return reckoning_json(desk().reckoning(), law.book())


def lawful(seen: frozenset[str]) -> dict[str, Any]:
    """Step 2."""
    from yingmen.lawful import judgement_json, own_side, own_side_json

    del seen
    at = desk()
    points = own_side(at.case, at.on, law.book())
    return {**judgement_json(at.judgement(), at.entries), "own_side": own_side_json(points)}


def door(seen: frozenset[str]) -> dict[str, Any]:
    """Step 3."""
    from yingmen.door import answer, door_json

    del seen
    at = desk()
    return door_json(answer(at.case, at.on, law.book()), law.book())


def afford(seen: frozenset[str]) -> dict[str, Any]:
    """Step 4."""
    from yingmen.afford.as_json import afford_json

    return afford_json(desk().afforded(seen))


def answer(seen: frozenset[str]) -> dict[str, Any]:
    """Step 5."""
    from yingmen import answer as step
    from yingmen.answer.letters import letters

    at, book = desk(), law.book()
    found = step.brief(at.case, at.on, book, step.proposed(at.own, lambda: at.afforded(seen)))
    spoken = step.lines(at.case, at.on, book, chosen=seen)
    offers = step.offered(letters(at.case, at.on, book, at.evidence), found.gates, seen)
    return {**step.answer_json(found, spoken, seen), "letters": step.letters_json(offers)}


STEPS: dict[str, Callable[[frozenset[str]], dict[str, Any]]] = {
    "owe": owe,
    "lawful": lawful,
    "door": door,
    "afford": afford,
    "answer": answer,
}
