"""How fast the first step answers, as a table; ratios where another program does the same in the same run.

Run it with `make bench`. Nothing is asserted: a figure is for comparing two versions on one machine.
`--profile` shows instead where the time of the three loans goes.
"""

from __future__ import annotations

import cProfile
import os
import platform
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyxirr
from rich.console import Console
from rich.table import Table

from yingmen import case, law
from yingmen.days import add_months
from yingmen.law import shelf
from yingmen.owe import reckon, reckoning_json, report
from yingmen.owe.rates import Flow, true_cost

if TYPE_CHECKING:
    from collections.abc import Callable

    from yingmen.case import Case

ON = date(2026, 8, 31)
OPENED = date(2021, 7, 15)
TERM = 60
MISSED_FROM = 55
EVERY_SEVENTH, DAYS_LATE = 7, 9
PROCESSES, RUNS = 15, 15


def median_ms(run: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of a call in milliseconds, after one call that does not count."""
    run()
    return statistics.median(_timed(run) for _ in range(runs)) * 1000


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


# What is measured


def three_loans() -> Case:
    """Three loans of five years, 55 payments each, every seventh late; the private one over the ceiling."""
    loans = [
        _loan("a", "bank", "consumer_loan", "0.18", repayment="equal_installment", penalty_multiple="1.5"),
        _loan("b", "microloan", "business_loan", "0.22", repayment="equal_principal", compound=True),
        _loan("c", "private", "other", "0.24", repayment="interest_only", lender_natural=True),
    ]
    return case.from_data({"schema": 1, "borrower": {"name": "张三", "kind": "person"}, "loan": loans})


def _loan(name: str, lender_kind: str, product: str, rate: str, **more: object) -> dict[str, Any]:
    return {
        "id": name,
        "lender": f"出借人{name}",
        "lender_kind": lender_kind,
        "product": product,
        "signed_on": OPENED,
        "disbursed_on": OPENED,
        "principal": "60000",
        "term_months": TERM,
        "first_due_on": add_months(OPENED, 1),
        "nominal_rate": rate,
        "payment": [_payment(n) for n in range(1, MISSED_FROM + 1)],
        **more,
    }


def _payment(number: int) -> dict[str, Any]:
    due = add_months(OPENED, number)
    late = number % EVERY_SEVENTH == 0
    return {"on": date.fromordinal(due.toordinal() + DAYS_LATE) if late else due, "amount": "1540"}


def large_case() -> str:
    """A case file of ten loans and a thousand contacts."""
    loans = [
        _loan(f"l{n}", "bank", "consumer_loan", "0.18", repayment="equal_installment") for n in range(10)
    ]
    contacts = [
        {"contact_id": f"c{n}", "loan": f"l{n % 10}", "at": date(2026, 1, 1 + n % 28), "channel": "call"}
        for n in range(1000)
    ]
    data = {"schema": 1, "borrower": {"name": "张三", "kind": "person"}, "loan": loans, "contact": contacts}
    return case.to_toml(case.from_data(data))


def load_law() -> None:
    """Read every file of the law data anew."""
    for kept in (shelf._names, shelf._source, shelf._number):  # noqa: SLF001 - only a benchmark empties them
        kept.cache_clear()
    book = law.book.__wrapped__()
    for each in (book.sources, book.numbers):
        list(each.values())


def startup() -> tuple[float, float]:
    """`yingmen --help` and a bare `python -c pass` in milliseconds, taking turns, compiled modules kept."""
    with tempfile.TemporaryDirectory() as kept:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": kept, "PYTHONDONTWRITEBYTECODE": ""}
        runs = [
            (_process(["-m", "yingmen", "--help"], env), _process(["-c", "pass"], env))
            for _ in range(PROCESSES + 1)
        ]
    helped, bare = zip(*runs[1:], strict=True)
    return statistics.median(helped) * 1000, statistics.median(bare) * 1000


def _process(arguments: list[str], env: dict[str, str]) -> float:
    command = [sys.executable, *arguments]
    return _timed(lambda: subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True))


def rates() -> tuple[float, float]:
    """How many times a second true_cost and pyxirr.xirr find the yearly rate of one five-year loan."""
    dates = [add_months(OPENED, n) for n in range(TERM + 1)]
    amounts = [Decimal(60000), *[Decimal("-1523.61")] * TERM]
    flows = [Flow(on, amount) for on, amount in zip(dates, amounts, strict=True)]
    floats = [float(amount) for amount in amounts]
    ours = median_ms(lambda: true_cost(flows))
    theirs = median_ms(lambda: [pyxirr.xirr(dates, floats) for _ in range(100)]) / 100
    return 1000 / ours, 1000 / theirs


# What is shown


def main() -> None:
    """Measure and print."""
    if sys.argv[1:] == ["--profile"]:
        return profile()
    table = Table("measured", "figure", "compared with", "ratio", "target", title=machine())
    for row in (*_startup_rows(), *_reckoning_rows(), *_rate_rows(), *_reading_rows()):
        table.add_row(*row)
    return Console(width=110).print(table)


def machine() -> str:
    """Where this was measured."""
    system = f"{platform.machine()} {platform.system()}"
    return f"{system}, {os.cpu_count()} cores, Python {platform.python_version()}"


def profile() -> None:
    """Print the ten functions in which the three loans spend the most time."""
    person, book = three_loans(), law.book()
    reckon(person, ON, book)
    with cProfile.Profile() as found:
        reckon(person, ON, book)
    pstats.Stats(found).sort_stats("tottime").print_stats(10)


def _startup_rows() -> list[tuple[str, ...]]:
    helped, bare = startup()
    return [
        (
            "yingmen --help",
            f"{helped:.0f} ms",
            f"python -c pass: {bare:.0f} ms",
            f"{helped / bare:.1f}",
            "≤ 8",
        )
    ]


def _reckoning_rows() -> list[tuple[str, ...]]:
    person, book = three_loans(), law.book()
    reckoning = reckon(person, ON, book)
    whole = median_ms(lambda: reckon(person, ON, book))
    told = median_ms(lambda: (reckoning_json(reckoning, book), report(reckoning, book)))
    return [
        ("three loans, five years of history: reckon", f"{whole:.1f} ms", "", "", "< 50 ms"),
        ("the same: JSON and report", f"{told:.1f} ms", "", "", ""),
    ]


def _rate_rows() -> list[tuple[str, ...]]:
    ours, theirs = rates()
    beside = f"pyxirr.xirr: {theirs:.0f}"
    return [("rates a second: true_cost, 61 flows", f"{ours:.0f}", beside, f"1/{theirs / ours:.0f}", "")]


def _reading_rows() -> list[tuple[str, ...]]:
    text = large_case()
    return [
        (
            "parse a case of 10 loans, 1,000 contacts",
            f"{median_ms(lambda: case.parse(text)):.0f} ms",
            "",
            "",
            "",
        ),
        ("load the whole law book", f"{median_ms(load_law):.0f} ms", "", "", ""),
    ]


if __name__ == "__main__":
    main()
