"""The whole answer to a knock: who, whether they may, and what to do.

References: the texts cited by `plan.toml` and `check.toml`, each with its own grade.
Limitations: what is not on record is not known; a score is a way to decide in a minute, not a proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from yingmen.case import Party, Place
from yingmen.days import date_text, working_day_after
from yingmen.door.check import Answer, Check, check
from yingmen.door.debts import Debt, debts
from yingmen.door.history import Warranted, warranted
from yingmen.door.plan import Scene, Step, limits, now, plan
from yingmen.door.scopes import in_scope
from yingmen.door.visit import Kind, Visit, moment, visit_of
from yingmen.owe import reckon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from yingmen.case import Case
    from yingmen.law import Book
    from yingmen.owe import Reckon

_NIGHT, _MORNING = time(22), time(8)
_DAYS_TO_ANSWER = 3
_LIABLE = frozenset({Party.DEBTOR, Party.CO_DEBTOR, Party.GUARANTOR, Party.HEIR})
_NAMED = _LIABLE | {Party.SPOUSE, Party.FAMILY}
_MOST_ASKED = 2
_TEXTS = {"cba": "cba-2026", "gbt": "gbt-45251-2025", "nifa": "nifa-2018"}


@dataclass(frozen=True, slots=True)
class DoorAnswer:
    """Who is at the door and what to do; `danger` are the dangers seen, `now` the one thing to do first.

    `answer_by` is the day to promise an answer for: three working days on, or calendar days where the
    year's working days are not known yet.
    """

    on: date
    visit: Visit
    danger: tuple[str, ...]
    now: str
    warranted: Warranted
    check: Check
    limits: tuple[Step, ...]
    plan: tuple[Step, ...]
    debts: tuple[Debt, ...]
    answer_by: date


def answer(case: Case, on: date, book: Book, reckoner: Reckon = reckon) -> DoorAnswer:
    """Answer for the visit at hand, the latest on record, or, without either, in general.

    `reckoner` works out what is owed. Raises InputError where `[door]` names a loan the case does not hold.
    """
    visit = visit_of(case, on)
    checked, owed = check(visit), debts(case, visit, on, book, reckoner)
    answer_by = working_day_after(on, _DAYS_TO_ANSWER) or on + timedelta(days=_DAYS_TO_ANSWER)
    danger = dangers(visit, checked)
    fill = {"answer_by": date_text(answer_by), "questions": _asks(owed)}
    words = frozenset((*_words(visit, checked, owed), *_circumstances(visit, danger), *_bound(visit, book)))
    scene = Scene(words, visit.day, visit.loan, book, fill)
    return DoorAnswer(
        on=on,
        visit=visit,
        danger=danger,
        now=now(scene),
        warranted=warranted(case, visit, book),
        check=checked,
        limits=limits(scene),
        plan=plan(scene),
        debts=owed,
        answer_by=answer_by,
    )


def dangers(visit: Visit, checked: Check) -> tuple[str, ...]:
    """What has been seen that calls for the police first; confirmed officials may come in and stay."""
    door, unofficial = visit.door, checked.answer is not Answer.OFFICIAL
    seen = {
        "violence": door.violence,
        "threat": door.threat,
        "would_not_leave": unofficial and door.asked_to_leave and door.left_when_asked is False,
        "entered_unasked": unofficial and door.entered and door.entry_consented is False,
    }
    return tuple(name for name, happened in seen.items() if happened)


def at_night(visit: Visit) -> bool:
    """Whether they came at 22:00:00 or later, or before 08:00:00; False where the hour is not known."""
    came = moment(visit)
    return came is not None and not _MORNING <= came.time() < _NIGHT


def _words(visit: Visit, checked: Check, owed: tuple[Debt, ...]) -> Iterator[str]:
    """What this visit is, in the words that `plan.toml` chooses by."""
    yield checked.answer.value
    yield from _who(visit)
    yield from _asked(visit)
    yield from (debt.word for debt in owed)
    if any(debt.word != "running" for debt in owed):
        yield "out_of_time"
    if any(debt.questions for debt in owed):
        yield "has_questions"


def _who(visit: Visit) -> Iterator[str]:
    official = visit.kind is Kind.OFFICIAL
    yield "official_visitor" if official else "collector"
    if visit.kind is Kind.PRIVATE:
        yield "private"
    if visit.door.claims is not None:
        yield visit.door.claims.value


def _bound(visit: Visit, book: Book) -> Iterator[str]:
    """The texts on collecting that may bind this lender on the day of the visit, by their scopes."""
    for scope, source in _TEXTS.items():
        binds = in_scope(scope, visit.loan, visit.day) is not False and visit.kind is not Kind.PRIVATE
        if binds and book.sources[source].in_force(visit.day):
            yield scope


def _circumstances(visit: Visit, danger: tuple[str, ...]) -> Iterator[str]:
    door = visit.door
    yield (door.place or Place.HOME).value
    flags = {
        "past": visit.past,
        "danger": bool(danger),
        "night": at_night(visit),
        "alone": door.alone,
        "children": door.children_home,
        "entered": door.entered,
        "signature": door.signature_asked,
        "single_visitor": door.visitors == 1,
    }
    yield from (name for name, holds in flags.items() if holds)
    yield from danger


def _asked(visit: Visit) -> Iterator[str]:
    """Who is asked to pay; where nobody said, the borrower."""
    party = visit.door.asked or Party.DEBTOR
    yield party.value if party in _NAMED else "third"
    if party in _LIABLE:
        yield "liable"


def _asks(owed: tuple[Debt, ...]) -> str:
    """The weightiest question on each of the first loans, as sentences."""
    return "".join(f"{debt.lender}：{debt.questions[0]}" for debt in owed[:_MOST_ASKED] if debt.questions)
