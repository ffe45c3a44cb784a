"""The brief, the gates, the lines and the list of letters as plain values, for a program to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.law import bases_json
from yingmen.money import money_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from yingmen.answer.brief import Brief, Owed
    from yingmen.answer.gate import Gate
    from yingmen.answer.letters_page import Offered
    from yingmen.answer.lines import Line


def answered_json(
    found: Brief, spoken: Iterable[Line], letters: Iterable[Offered], chosen: frozenset[str]
) -> dict[str, Any]:
    """All of step 5: what to know, what to say and every letter; the gates of the loans `chosen` are open."""
    return {**answer_json(found, spoken, chosen), "letters": letters_json(letters)}


def answer_json(found: Brief, spoken: Iterable[Line], chosen: frozenset[str]) -> dict[str, Any]:
    """Everything but the letters. Money as strings with two decimals, null where it is not known."""
    return {
        "on": found.on.isoformat(),
        "answer_by": found.answer_by.day.isoformat(),
        "loans": [_loan(item) for item in found.loans],
        "gates": [_gate(gate, chosen) for gate in found.gates.items],
        "lines": [_line(line) for line in spoken],
        "offer": list(found.offer),
    }


def letters_json(found: Iterable[Offered]) -> list[dict[str, Any]]:
    """Every letter: whether it is there to sign, and if not, why."""
    return [
        {
            "id": one.letter.id,
            "title": one.letter.title,
            "to": one.letter.to,
            "loan_id": one.letter.loan_id,
            "builds": one.builds,
            "gated": one.gated,
            "why": list(one.why),
            "effect": str(one.letter.effect),
            "advice": list(one.letter.advice),
            "deadlines": [deadline.text for deadline in one.letter.deadlines],
        }
        for one in found
    ]


def _loan(item: Owed) -> dict[str, Any]:
    said = item.claimed
    return {
        "loan_id": item.loan.id,
        "owed": _money(item.owed),
        "reducible": _money(item.reducible),
        "claimed": _money(said.total) if said else None,
        "claimed_on": said.on.isoformat() if said else None,
        "difference": _money(said.difference) if said else None,
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else money_text(amount)


def _gate(gate: Gate, chosen: frozenset[str]) -> dict[str, Any]:
    return {
        "loan_id": gate.loan_id,
        "state": gate.state,
        "effect": gate.effect_text,
        "open": gate.loan_id in chosen,
        "basis": bases_json(gate.basis),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "stance": line.stance.value,
        "part": line.part.value,
        "loans": list(line.loans),
        "say": line.say,
        "why": line.why,
        "effect": line.effect,
        "basis": bases_json(line.basis),
    }
