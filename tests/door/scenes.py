"""What `door` says of a case, in the short form that the scenes use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support import a_case
from yingmen import law
from yingmen.door import answer, door_json

if TYPE_CHECKING:
    from datetime import date

BOOK = law.book()


def json_of(case: dict[str, Any], on: date) -> dict[str, Any]:
    """The whole answer as a program reads it."""
    loans = case.get("loan", [])
    rest = {key: value for key, value in case.items() if key != "loan"}
    return door_json(answer(a_case(*loans, **rest), on, BOOK), BOOK)


def found_in(case: dict[str, Any], on: date) -> dict[str, Any]:
    """The parts of the answer that a scene may speak of."""
    found = json_of(case, on)
    check, warranted, visitor = found["check"], found["warranted"], found["visitor"]
    steps = [*found["plan"], *found["limits"]]
    return {
        "answer": check["answer"],
        "score": check["score"],
        "of": check["of"],
        "signs": [sign["id"] for sign in check["signs"]],
        "states": sorted({item["state"] for item in check["items"]}),
        "kind": visitor["kind"],
        "claims": visitor["claims"],
        "past": visitor["past"],
        "contact_id": visitor["contact_id"],
        "danger": found["danger"],
        "reading": warranted["reading"],
        "because": [fact["fact"] for fact in warranted["because"]],
        "missing": [fact["fact"] for fact in warranted["missing"]],
        "limitation": [loan["limitation"]["state"] for loan in found["loans"]],
        "steps": [step["id"] for step in found["plan"]],
        "rules": [step["rule"] for step in found["plan"] if step["rule"]],
        "texts": [cited(basis) for step in steps for basis in step["basis"]],
    }


def cited(basis: dict[str, Any]) -> str:
    """A text as the scenes write it: source and article."""
    return " ".join(part for part in (basis["source"], basis["article"]) if part)
