"""The answer of `door` for a program to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.law import bases_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingmen.door.answer import DoorAnswer
    from yingmen.door.check import Check
    from yingmen.door.debts import Debt
    from yingmen.door.history import Fact, Warranted
    from yingmen.door.plan import Step
    from yingmen.door.visit import Visit
    from yingmen.law import Book


def door_json(found: DoorAnswer, book: Book) -> dict[str, Any]:
    """A whole answer as plain values, ready to be written as JSON; `book` is the law it was made by."""
    del book  # every basis carries its own grade; the same shape as the other steps' functions
    return {
        "on": found.on.isoformat(),
        "visitor": _visitor(found.visit),
        "danger": list(found.danger),
        "now": found.now,
        "warranted": _warranted(found.warranted),
        "check": _check(found.check),
        "limits": [_limit(step) for step in found.limits],
        "plan": [_step(step) for step in found.plan],
        "loans": [_debt(debt) for debt in found.debts],
        "answer_by": found.answer_by.isoformat(),
    }


def _visitor(visit: Visit) -> dict[str, Any]:
    door = visit.door
    return {
        "claims": door.claims.value if door.claims else None,
        "kind": visit.kind.value,
        "loan": visit.loan.id if visit.loan else None,
        "at": door.at.isoformat() if door.at and door.time_known else None,
        "on": door.at.date().isoformat() if door.at else None,
        "past": visit.past,
        "contact_id": visit.contact.contact_id if visit.contact else None,
    }


def _warranted(found: Warranted) -> dict[str, Any]:
    return {
        "reading": found.reading.value,
        "because": _facts(found.because),
        "missing": _facts(found.missing),
        "basis": bases_json(found.basis),
    }


def _facts(facts: Iterable[Fact]) -> list[dict[str, str]]:
    return [{"fact": fact.id, "text": fact.text} for fact in facts]


def _check(found: Check) -> dict[str, Any]:
    return {
        "answer": found.answer.value,
        "score": found.score,
        "of": found.of,
        "items": [
            {"id": item.id, "points": item.points, "state": item.state, "ask": item.ask}
            for item in found.items
        ],
        "signs": [{"id": sign.id, "text": sign.text} for sign in found.signs],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "minute": step.minute,
        "part": step.part,
        "text": step.text,
        "say": step.say or None,
        "rule": step.rule,
        "basis": bases_json(step.basis),
    }


def _limit(step: Step) -> dict[str, Any]:
    return {"id": step.id, "text": step.text, "rule": step.rule, "basis": bases_json(step.basis)}


def _debt(debt: Debt) -> dict[str, Any]:
    expires_on = debt.limitation.expires_on
    return {
        "loan_id": debt.loan_id,
        "limitation": {
            "state": debt.limitation.state,
            "expires_on": expires_on.isoformat() if expires_on else None,
            "because": debt.limitation.because,
            "basis": bases_json(debt.limitation.basis),
        },
        "questions": list(debt.questions),
        "signing": debt.signing,
    }
