"""The rulebook says the same on every engine, row for row."""

from __future__ import annotations

import builtins
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from properties.contacts import BUSY_DAY, DAYS, HOUR, ON, apart, call, many_rows, midnight
from yingmen.audit import Duck
from yingmen.errors import YingmenError
from yingmen.lawful import rulebook
from yingmen.lawful.engine import Sqlite
from yingmen.lawful.judge import judge_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yingmen.law import Finding
    from yingmen.lawful.rows import Row

ENGINES: dict[str, Callable[[Sequence[Row]], Sqlite | Duck]] = {"sqlite": Sqlite, "duckdb": Duck}


def contacts() -> list[Row]:
    """All channels, parties and days on which the law changed, and days full of calls, with unknowns."""
    days = apart([_day(turn) for turn in range(32)])
    return [*many_rows(DAYS, 400), *many_rows([BUSY_DAY], 1600), *days]


def _day(turn: int) -> list[Row]:
    """Eight calls an hour apart, connected or not; each turn leaves other facts of them unknown."""
    day = [
        call(f"c{n}", midnight(BUSY_DAY) + (9 + n) * HOUR, connected=turn % 2 == 0, means_agreed=None)
        for n in range(8)
    ]
    for step, name in enumerate(("lender_id", "number", "connected", "party", "time_known")):
        if turn >> step & 1:
            place = (turn + 3 * step) % 8
            unknown = (
                {"time_known": False, "at_us": midnight(BUSY_DAY)} if name == "time_known" else {name: None}
            )
            day[place] = {**day[place], **unknown}
    return day


def findings(engine: str, rows: Sequence[Row]) -> tuple[tuple[Finding, ...], ...]:
    with ENGINES[engine](rows) as opened:
        return judge_rows(rows, opened, ON, rulebook())


@pytest.fixture(scope="module")
def by_sqlite() -> tuple[tuple[Finding, ...], ...]:
    return findings("sqlite", contacts())


@pytest.mark.parametrize("engine", ENGINES)
def test_it_finds_the_same_on_every_engine(engine: str, by_sqlite: tuple[tuple[Finding, ...], ...]) -> None:
    rows = contacts()
    for row, expected, found in zip(rows, by_sqlite, findings(engine, rows), strict=True):
        assert (row["contact_id"], expected) == (row["contact_id"], found)


def test_the_contacts_compared_break_every_rule_and_leave_every_rule_open(
    by_sqlite: tuple[tuple[Finding, ...], ...],
) -> None:
    said = {(item.rule, str(item.verdict)) for found in by_sqlite for item in found}
    assert set() == {(rule, each) for rule in rulebook().rules for each in ("breach", "unclear")} - said


@pytest.mark.parametrize("engine", ENGINES)
def test_a_text_binds_from_the_midnight_on_which_it_begins_to_that_on_which_it_ends(engine: str) -> None:
    # Of the texts against disturbing a workplace only the law of 2006-03-01 to 2025-12-31 is left standing.
    rule = rulebook().rules["workplace-disrupted"]
    old = replace(rule, bases=tuple(item for item in rule.bases if item.basis.source == "zhian-2012"))
    book = replace(rulebook(), rules={rule.id: old})
    began, ended = midnight(date(2006, 3, 1)), midnight(date(2026, 1, 1))
    rows = [
        call(f"c{at}", at, channel="visit", order_disturbed=True)
        for at in (began - 1, began, ended - 1, ended)
    ]
    with ENGINES[engine](rows) as opened:
        found = judge_rows(rows, opened, ON, book)
    assert [0, 1, 1, 0] == [len(item) for item in found]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_contact_is_no_finding(engine: str) -> None:
    assert () == findings(engine, [])


def test_without_duckdb_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "duckdb":
            raise ImportError(name)
        return found(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(YingmenError, match=r"yingmen\[audit\]"):
        Duck([])


def test_judging_a_case_loads_no_duckdb() -> None:
    code = "import sys, yingmen.audit, yingmen.lawful; print('duckdb' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False" == told.stdout.strip()
