"""What to say in the stance the borrower takes: short, polite, firm, each with its reason and texts.

Loans that call for the same line share it. A row of `lines.toml` that may acknowledge a debt is passed
over while that loan's gate is shut, and the next one that fits is said instead.

References: the texts cited by `lines.toml`, each with its own grade.
Limitations: the words know what the case holds, not what has been said before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from yingmen.answer.claimed import claimed
from yingmen.answer.day import answer_day
from yingmen.answer.gate import gates
from yingmen.answer.shelf import bases, filled, fits, table
from yingmen.answer.stance import Part, Stance
from yingmen.case import LenderKind, Party
from yingmen.days import date_text
from yingmen.door.scopes import assigned, in_scope
from yingmen.owe import reckon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from yingmen.answer.claimed import Claimed
    from yingmen.answer.gate import Effect, Gate, Gates
    from yingmen.case import Case, Loan
    from yingmen.law import Basis, Book
    from yingmen.owe import Reckon

    _Row = Mapping[str, Any]

_AGAIN = (
    "其中{loans}的时效已满或说不准：这样说，可能就不能再拿时效说事。后果写在最前面，您看过以后选了这样说。"
)
_ASKED = frozenset({Party.SPOUSE, Party.HEIR, Party.GUARANTOR})


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say about some loans (none: no loan is known yet), why, and what it may do in law.

    `why` is for the borrower, not to be spoken. An `effect` of "acknowledges" stands here only where the
    gate of every one of the loans is open.
    """

    id: str
    stance: Stance
    part: Part
    loans: tuple[str, ...]
    say: str
    why: str
    effect: Effect
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is spoken of: a loan (None: none is known yet), the words that fit it, its gate, shut or not."""

    loan_id: str | None
    words: frozenset[str]
    gate: Gate | None
    shut: bool


def lines(  # noqa: PLR0913 - who works out what is owed, beside what is asked
    case: Case,
    on: date,
    book: Book,
    *,
    stance: Stance | None = None,
    chosen: frozenset[str] = frozenset(),
    reckoner: Reckon = reckon,
) -> tuple[Line, ...]:
    """The lines of one stance, or of all six, for every loan of a case.

    `chosen` are the ids of the loans whose gate the borrower has seen and opened; `reckoner` works out what
    is owed. Raises InputError where a
    payment on file cannot have been made.
    """
    standing = gates(case, on, book, reckoner), claimed(case, on, book, reckoner)
    matters = _matters(case, on, *standing, chosen)
    fill = {"answer_by": date_text(answer_day(on).day), "tomorrow": date_text(on + timedelta(days=1))}
    return tuple(
        _line(row, taken, together, fill, book)
        for taken in (Stance if stance is None else (stance,))
        for part in Part
        for row, together in _grouped(taken, part, matters)
    )


def _grouped(
    stance: Stance, part: Part, matters: tuple[_Matter, ...]
) -> Iterator[tuple[_Row, list[_Matter]]]:
    """The matters that call for the same line, together, in case order."""
    groups: dict[str, tuple[_Row, list[_Matter]]] = {}
    for matter in matters:
        row = _row(stance, part, matter)
        groups.setdefault(row["id"], (row, []))[1].append(matter)
    yield from groups.values()


def _row(stance: Stance, part: Part, matter: _Matter) -> _Row:
    """The first row that fits; none that acknowledges while the gate is shut."""
    return next(
        row
        for row in table("lines")["line"]
        if row["part"] == part
        and row.get("stance", stance) == stance
        and fits(row, matter.words)
        and not (matter.shut and "effect" in row)
    )


def _line(row: _Row, stance: Stance, together: list[_Matter], fill: Mapping[str, str], book: Book) -> Line:
    effect: Effect = row.get("effect", "none")
    warned = "、".join(str(one.loan_id) for one in together if one.gate) if effect != "none" else ""
    return Line(
        row["id"],
        stance,
        Part(row["part"]),
        tuple(one.loan_id for one in together if one.loan_id is not None),
        filled(row["say"], fill),
        filled(row["why"], fill) + (filled(_AGAIN, {"loans": warned}) if warned else ""),
        effect,
        bases(row, book),
    )


def _matters(
    case: Case, on: date, found: Gates, said: Mapping[str, Claimed], chosen: frozenset[str]
) -> tuple[_Matter, ...]:
    asked = _asked(case)
    if not case.loan:
        return (_Matter(None, asked, found.of(None), shut=True),)
    return tuple(
        _Matter(
            loan.id,
            asked | frozenset(_words(loan, on, found.of(loan.id), said.get(loan.id))),
            found.of(loan.id),
            shut=not found.open_for(loan.id, chosen),
        )
        for loan in case.loan
    )


def _asked(case: Case) -> frozenset[str]:
    """Who is asked to pay at the door, where that changes what to say."""
    asked = case.door.asked if case.door else None
    return frozenset({asked.value}) if asked in _ASKED and asked else frozenset()


def _words(loan: Loan, on: date, gate: Gate | None, said: Claimed | None) -> Iterator[str]:
    """What a loan is, in the words that `lines.toml` chooses by."""
    yield gate.state if gate else "running"
    if in_scope("card", loan, on):
        yield "card"
    if loan.lender_kind is LenderKind.PRIVATE and not assigned(loan, on):
        yield "private"
    if said is not None and said.difference is not None and said.difference > 0:
        yield "claim_over"
