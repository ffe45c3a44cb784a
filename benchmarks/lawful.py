"""How fast contacts are judged, as a table: a case's on sqlite, a million on DuckDB beside a bare scan.

Run it with `make bench`. Nothing is asserted: a figure is for comparing two versions on one machine.
`--profile` shows instead where the time of judging 200 contacts goes.
"""

from __future__ import annotations

import cProfile
import os
import platform
import pstats
import statistics
import subprocess
import sys
import time
import tomllib
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from rich.console import Console
from rich.table import Table

from yingmen import case
from yingmen.lawful import judge, rulebook
from yingmen.lawful.as_json import judgement_json
from yingmen.lawful.columns import COLUMNS, Kind
from yingmen.lawful.rows import wall_us
from yingmen.lawful.sql import TABLE, judging_sql

if TYPE_CHECKING:
    from collections.abc import Callable

    from yingmen.case import Case

ON = date(2026, 11, 24)
EXAMPLE = Path(__file__).parents[1] / "examples" / "lin-xiaoman.toml"
SMALL, LARGE = 20, 200
RUNS, PROCESSES, SCANS = 25, 7, 3
MANY = 1_000_000
PER_DEBTOR = 20


def median_ms(run: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of a call in milliseconds, after one call that does not count."""
    run()
    return statistics.median(_timed(run) for _ in range(runs)) * 1000


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


# What is measured


def remembered(size: int) -> Case:
    """The example with its contacts again on every day before, some hours and some facts forgotten."""
    data = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"), parse_float=Decimal)
    contacts = data["contact"]
    data["contact"] = [_earlier(contacts[n % len(contacts)], n, n // len(contacts)) for n in range(size)]
    return case.from_data(data, EXAMPLE.name)


def _earlier(contact: dict[str, Any], n: int, days: int) -> dict[str, Any]:
    at: datetime = contact["at"] - timedelta(days=days)
    told = {**contact, "contact_id": f"c{n}", "at": at.date() if n % 7 == 0 else at}
    return {key: value for key, value in told.items() if n % 3 or key != "connected"}


_FRESH = """
import sys, time
from datetime import date
from pathlib import Path
from yingmen import case
from yingmen.lawful import judge, rulebook
start = time.perf_counter()
book = rulebook()
loaded = time.perf_counter()
person = case.parse(Path(sys.argv[1]).read_text(encoding="utf-8"))
parsed = time.perf_counter()
judge(person, date(2026, 11, 24), book)
print(loaded - start, time.perf_counter() - parsed)
"""


def fresh() -> tuple[float, float]:
    """Loading the rulebook, and the first judgement after it, in milliseconds, each in a new process."""
    command = [sys.executable, "-c", _FRESH, str(EXAMPLE)]
    found = []
    for _ in range(PROCESSES):
        told = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append([float(word) for word in told.stdout.split()])
    loading, first = zip(*found, strict=True)
    return statistics.median(loading) * 1000, statistics.median(first) * 1000


def many_contacts() -> duckdb.DuckDBPyConnection:
    """A million made-up contacts of 2026, twenty a debtor and day, a quarter of their facts unknown."""
    connection = duckdb.connect(":memory:")
    values = ", ".join(f"{_value(name, kind)} AS {name}" for name, kind in COLUMNS.items())
    connection.execute(f"CREATE TABLE {TABLE} AS SELECT range AS n, {values} FROM range({MANY})")  # noqa: S608 - fixed names
    return connection


_WORDS = {
    "lender_kind": "bank consumer_finance microloan private",
    "product": "credit_card consumer_loan consumer_loan mortgage",
    "channel": "call call robot_call sms im letter visit",
    "initiated_by": "collector",
    "party": "debtor debtor debtor family colleague spouse",
    "purpose": "demand notify locate",
    "place": "home workplace",
    "posed_as": "none none none none lawyer",
    "agency_id": "own x y",
    "lender_id": "A B",
    "number": "1 2",
}
_SURE = ("channel", "initiated_by")
_FIXED = {
    "contact_id": "'c' || range",
    "debtor_id": f"'d' || range // {PER_DEBTOR}",
    "at_us": f"{wall_us(datetime.combine(date(2026, 1, 1), datetime.min.time()))} "
    f"+ range // {PER_DEBTOR} % 300 * 86400000000 + (hash(range) % 86400)::BIGINT * 1000000",
    "time_known": "true",
}


def _value(name: str, kind: Kind) -> str:
    """A column of the made-up contacts as SQL: unknown one time in four, true one time in sixteen."""
    pick = f"hash(range, '{name}')"
    sure, told = f"{pick} % 4 > 0", f"{pick} // 4"
    if name in _FIXED:
        return f"({_FIXED[name]})"
    if kind is Kind.BOOL:
        return f"CASE WHEN {sure} THEN {told} % 16 = 0 END"
    if kind is Kind.INT:
        return f"CASE WHEN {sure} THEN ({told} % 90)::BIGINT END"
    words = _WORDS.get(name, "x").split()
    listed = ", ".join(repr(word) for word in words)
    word = f"list_extract([{listed}], ({told} % {len(words)} + 1)::BIGINT)"
    return word if name in _SURE else f"CASE WHEN {sure} THEN {word} END"


def audited(connection: duckdb.DuckDBPyConnection) -> tuple[float, float, int]:
    """Seconds to judge all contacts by all rules, seconds of a bare scan of some columns, breaches found."""
    rules = tuple(rulebook().rules.values())
    counts = ", ".join(f"count(*) FILTER (rule_{place} = 1)" for place in range(len(rules)))
    judging = f"SELECT {counts} FROM ({judging_sql(rulebook(), rules)})"  # noqa: S608 - the rulebook's own
    bare = f"SELECT sum(at_us), sum(staff_count), count(connected), max(channel) FROM {TABLE}"  # noqa: S608 - fixed
    breaches = sum(connection.execute(judging).fetchall()[0])
    whole = min(_timed(lambda: connection.execute(judging).fetchall()) for _ in range(SCANS))
    scan = min(_timed(lambda: connection.execute(bare).fetchall()) for _ in range(SCANS))
    return whole, scan, breaches


# What is shown


def main() -> None:
    """Measure and print."""
    if sys.argv[1:] == ["--profile"]:
        return profile()
    table = Table("measured", "figure", "compared with", "ratio", "target", title=machine())
    for row in (*_case_rows(), *_fresh_rows(), *_audit_rows()):
        table.add_row(*row)
    return Console(width=110).print(table)


def machine() -> str:
    """Where this was measured."""
    system = f"{platform.machine()} {platform.system()}"
    return f"{system}, {os.cpu_count()} cores, Python {platform.python_version()}"


def profile() -> None:
    """Print the ten functions in which judging 200 contacts spends the most time."""
    person = remembered(LARGE)
    judge(person, ON)
    with cProfile.Profile() as found:
        judge(person, ON)
    pstats.Stats(found).sort_stats("tottime").print_stats(10)


def _case_rows() -> list[tuple[str, ...]]:
    small, large = remembered(SMALL), remembered(LARGE)
    few, many = median_ms(lambda: judge(small, ON)), median_ms(lambda: judge(large, ON))
    judgement = judge(large, ON)
    told = median_ms(lambda: judgement_json(judgement))
    findings = sum(len(item.findings) for item in judgement.contacts)
    return [
        (f"judge {SMALL} contacts of a case", f"{few:.1f} ms", "", "", "< 5 ms"),
        (
            f"judge {LARGE} contacts, {findings} findings",
            f"{many:.1f} ms",
            f"{SMALL} contacts",
            f"{many / few:.1f}",
            "< 20 ms",
        ),
        ("the same: JSON", f"{told:.1f} ms", "", "", ""),
    ]


def _fresh_rows() -> list[tuple[str, ...]]:
    loading, first = fresh()
    return [
        ("load the rulebook, new process, imports apart", f"{loading:.0f} ms", "", "", "< 100 ms"),
        ("judge the example for the first time, rulebook loaded", f"{first:.1f} ms", "", "", ""),
    ]


def _audit_rows() -> list[tuple[str, ...]]:
    whole, scan, breaches = audited(many_contacts())
    rules = len(rulebook().rules)
    return [
        (
            f"DuckDB: {MANY:,} contacts × {rules} rules, {breaches:,} breaches",
            f"{whole:.2f} s",
            f"bare scan of 4 columns: {scan:.3f} s",
            f"{whole / scan:.0f}",
            "",
        ),
        ("DuckDB: contacts judged a second", f"{MANY / whole:,.0f}", "", "", ""),
    ]


if __name__ == "__main__":
    main()
