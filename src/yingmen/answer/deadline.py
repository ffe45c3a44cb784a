"""By when: the days a letter gives the other side, or leaves the borrower, counted and never guessed.

Days are calendar days from the day after it begins, as the texts count them. Where the last day is no
working day the borrower does well to act on the working day before; whether the law moves the last day
on is not held here, so it is never relied on. A year without a published calendar is "not yet known".

References: 民事诉讼法 227; 征信业管理条例 25, 26; 消费投诉处理管理办法 (as reported); 治安管理处罚法 25.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from yingmen.days import add_months, date_text, is_working_day, last_working_day, working_day_after

if TYPE_CHECKING:
    from datetime import date

    from yingmen.document import Citation


_LONGEST_HOLIDAY = timedelta(days=31)
"""Three times the longest run of days off in any published calendar: 10 days, in 2020."""


class Who(StrEnum):
    """Who must act by then."""

    ME = "me"
    THEM = "them"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is to be done: `what`, by whom, counted from `since`.

    `due` is the last day by plain counting. `act_by` is the day to act on to be safe: the last working day
    up to `due`; None where that year's calendar is not yet known, or where it is not the borrower who acts.
    `note` says how it was counted and what is doubtful.
    """

    what: str
    who: Who
    since: date
    due: date
    act_by: date | None
    note: str
    cites: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        """The deadline in one plain sentence."""
        return f"{self.what}：{date_text(self.due)}。{self.note}"

    def certainly_over(self, on: date) -> bool:
        """Whether the day has passed even if a holiday at its end moved it on; False where that may be so."""
        if on <= self.due:
            return False
        if on > self.due + _LONGEST_HOLIDAY:
            return True
        latest = self.due if is_working_day(self.due) else working_day_after(self.due, 1)
        return latest is not None and on > latest


@dataclass(frozen=True, slots=True)
class Rule:
    """What is to be done, by whom, how it is counted and on which text, before a day is put to it."""

    what: str
    who: Who
    note: str
    cites: tuple[Citation, ...] = ()

    def in_days(self, since: date, days: int) -> Deadline:
        """The deadline so many calendar days on; the day it begins is not counted."""
        return self._until(since, since + timedelta(days))

    def in_months(self, since: date, months: int) -> Deadline:
        """The deadline so many months on, on the same day of the month or the month's last."""
        return self._until(since, add_months(since, months))

    def _until(self, since: date, due: date) -> Deadline:
        act_by = last_working_day(due) if self.who is Who.ME else None
        note = self.note + _safe(self.who, due, act_by)
        return Deadline(self.what, self.who, since, due, act_by, note, self.cites)


def _safe(who: Who, due: date, act_by: date | None) -> str:
    """What to do where the last day is a holiday, or may be one."""
    if who is Who.THEM or act_by == due:
        return ""
    if act_by is None:
        return f"{due.year} 年的节假日安排还不知道，最后一天可能不上班，请提前几天办好。"
    return f"最后一天不是工作日，最稳妥是 {date_text(act_by)} 以前办好。"
