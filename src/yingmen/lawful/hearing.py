"""Turn the codes of a judging query into findings, each with its facts, texts and open questions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from yingmen.law import Finding, Missing, Verdict
from yingmen.lawful.rows import wall_time
from yingmen.lawful.sql import BREACH, NOTE, SILENT, UNCLEAR
from yingmen.lawful.windows import Windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from yingmen.law.finding import Fact
    from yingmen.lawful.engine import Engine
    from yingmen.lawful.explain import Anatomy, Era, Reason
    from yingmen.lawful.rows import Row
    from yingmen.lawful.rulebook import Rulebook

_VERDICTS = {BREACH: Verdict.BREACH, UNCLEAR: Verdict.UNCLEAR, NOTE: Verdict.NOTE}


class Hearing:
    """The rows of one question, the engine that holds them, and the day the question is asked on."""

    def __init__(self, rows: Sequence[Row], engine: Engine, on: date, book: Rulebook) -> None:
        self._rows, self._engine, self._on, self._book = rows, engine, on, book

    def findings(
        self, part: Anatomy, codes: Sequence[int], truths: Sequence[Sequence[Any]]
    ) -> Iterator[tuple[int, Finding]]:
        """A rule's findings by row number, from its code and the truth of all facts for each row."""
        now = part.era(self._on)
        eras: dict[date, Era] = {}
        for n, code in enumerate(codes):
            if code != SILENT:
                day = self._days[n]
                if day not in eras:
                    eras[day] = part.era(day)
                yield n, self._finding(part, n, code, part.reason(code, part.pick(truths[n]), eras[day], now))

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(wall_time(int(row["at_us"] or 0)).date() for row in self._rows)

    @cached_property
    def _windows(self) -> Windows:
        return Windows(self._rows, self._engine, self._book)

    def _finding(self, part: Anatomy, n: int, code: int, reason: Reason) -> Finding:
        rule = part.rule
        return Finding(
            _VERDICTS[code],
            rule.id,
            tuple(self._because(n, reason.because)),
            reason.basis,
            self._missing(n, reason) if code == UNCLEAR else (),
            reason.ask,
            rule.advisory,
            reason.today,
            rule.say,
            rule.do,
            rule.evidence,
        )

    def _because(self, n: int, columns: Iterable[str]) -> Iterator[tuple[str, Fact]]:
        row = self._rows[n]
        for name in columns:
            if name == "at_us":
                yield "at", wall_time(int(row["at_us"] or 0)).isoformat()
            elif name in self._book.measures:
                yield name, self._windows.place(name, n)
            elif row[name] is not None:
                yield name, row[name]

    def _missing(self, n: int, reason: Reason) -> tuple[Missing, ...]:
        """What leaves it open, in this contact and in others of its windows; presence comes first."""
        row = self._rows[n]
        contact_id = str(row["contact_id"])
        own = [Missing(contact_id, name) for name in reason.missing]
        if reason.presence and row["witnessed"] is None:
            return (Missing(contact_id, "witnessed"), *own)
        if not reason.windows:
            return tuple(own)
        others = [item for name in reason.windows for item in self._windows.missing(name, n)]
        return tuple(dict.fromkeys([*own, *others]))
