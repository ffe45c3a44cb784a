"""How fast a plan is found, as a table: the standing case, and how it grows with debts and months.

Run it with `make bench`. Nothing is asserted: a figure is for comparing two versions on one machine.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from yingmen.afford.debts import Debt
from yingmen.afford.methods import as_asked, avalanche, pro_rata, snowball
from yingmen.afford.plan import optimum
from yingmen.days import add_months

if TYPE_CHECKING:
    from collections.abc import Callable

    from yingmen.afford.plan import Cash

ON = date(2026, 8, 31)
RUNS = 7
DEBTS, MONTHS = 8, 60
GROWTH = [(2, 60), (4, 60), (8, 60), (16, 60), (8, 12), (8, 24), (8, 120)]


def some_debts(count: int) -> list[Debt]:
    """Overdue loans and loans on time, a card and a secured loan among them, no two alike."""
    return [_debt(n) for n in range(count)]


def _debt(n: int) -> Debt:
    amount = Decimal(6000 + 1700 * n)
    due = [(add_months(date(2026, 9, 5 + n), month), Decimal(300 + 10 * n)) for month in range(24)]
    late = Decimal(4 + n % 5) / 10000
    if n % 2 == 0:
        return Debt(f"{n:02}", f"出借人{n}", "bank", amount + 7200, ((ON, amount), *due), late, on=ON)
    if n % 4 == 1:
        return Debt(f"{n:02}", f"出借人{n}", "bank", amount, tuple(due), late, secured=True, on=ON)
    running, minimum = Decimal("0.0005"), Decimal(300 + 10 * n)
    return Debt(
        f"{n:02}", f"出借人{n}", "bank", Decimal(6000), tuple(due), late, running, minimum=minimum, on=ON
    )


def some_cash(count: int, months: int, share: Decimal = Decimal(1)) -> Cash:
    """A month's money that clears so many debts within about three quarters of the time."""
    owed = sum((debt.owed + sum(amount for _, amount in debt.due) for debt in some_debts(count)), Decimal(0))
    monthly = (owed * share / Decimal(min(months, MONTHS))).quantize(Decimal("0.01"))
    return tuple((add_months(date(2026, 9, 30), n, 31), monthly) for n in range(months))


def milliseconds(run: Callable[[], object]) -> float:
    """The median time of a call, after one that does not count."""
    run()
    return statistics.median(_timed(run) for _ in range(RUNS)) * 1000


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def plans() -> Table:
    """The ways to pay, side by side on the standing case."""
    found = Table(title=f"{DEBTS} debts x {MONTHS} months")
    for column in ("way", "ms", "cost, yuan", "feasible"):
        found.add_column(column, justify="right")
    debts, cash = some_debts(DEBTS), some_cash(DEBTS, MONTHS)
    for way in (optimum, snowball, avalanche, pro_rata, as_asked):
        plan = way(debts, cash)
        spent = milliseconds(lambda way=way: way(debts, cash))  # type: ignore[misc]
        found.add_row(plan.method, f"{spent:.1f}", f"{plan.cost}", str(plan.feasible))
    poor = some_cash(DEBTS, MONTHS, Decimal("0.2"))
    spent = milliseconds(lambda: optimum(debts, poor))
    least = optimum(debts, poor)
    found.add_row("optimum, a fifth of the money", f"{spent:.1f}", f"{least.cost}", str(least.feasible))
    return found


def growth() -> Table:
    """How the optimum's time grows with debts and months."""
    found = Table(title="optimum, growth")
    for column in ("debts", "months", "ms"):
        found.add_column(column, justify="right")
    for count, months in GROWTH:
        debts, cash = some_debts(count), some_cash(count, months)
        spent = milliseconds(lambda debts=debts, cash=cash: optimum(debts, cash))  # type: ignore[misc]
        found.add_row(f"{count}", f"{months}", f"{spent:.1f}")
    return found


def main() -> None:
    """Print the tables. The part with income paths stands in `benchmarks/paths.py`."""
    console = Console(width=100)
    console.print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    console.print(plans())
    console.print(growth())


if __name__ == "__main__":
    main()
