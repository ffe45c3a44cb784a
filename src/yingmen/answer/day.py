"""The day to promise an answer for: three working days on, so that there is time to ask and to write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from yingmen.days import working_day_after

if TYPE_CHECKING:
    from datetime import date

DAYS_TO_ANSWER = 3


@dataclass(frozen=True, slots=True)
class AnswerDay:
    """A day to answer by; `working` tells whether the days were counted as working days."""

    day: date
    working: bool


def answer_day(on: date) -> AnswerDay:
    """The third working day after a day; where that year's calendar is not yet known, the third day."""
    day = working_day_after(on, DAYS_TO_ANSWER)
    return (
        AnswerDay(on + timedelta(days=DAYS_TO_ANSWER), working=False)
        if day is None
        else AnswerDay(day, working=True)
    )
