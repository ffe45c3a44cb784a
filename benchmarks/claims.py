"""How long it takes to look for what explains a claim that nothing explains: the search's longest way.

Run it with `make bench`. Rows are lengths of history, columns how many ways of counting the search may
vary; the last column is every way the loan has. Nothing is asserted.
"""

from __future__ import annotations

import os
import platform
import time
from datetime import date
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from yingmen import case, law
from yingmen.days import add_months
from yingmen.owe.account import Account
from yingmen.owe.claim_options import Counted, Option, options
from yingmen.owe.claim_search import search, total_of
from yingmen.owe.schedule import plan
from yingmen.owe.terms import Terms, read_terms

OPENED, FIRST = date(2021, 1, 10), date(2021, 2, 10)
NOBODYS = Decimal("1234.56")
WAYS = (8, 16, None)


def counted(months: int) -> Counted:
    """A loan of so many months, two thirds of them paid, every seventh a few days late, the rest missed."""
    loan = {
        "id": "a",
        "lender": "某银行",
        "lender_kind": "bank",
        "product": "consumer_loan",
        "principal": "100000",
        "disbursed_on": OPENED,
        "repayment": "equal_installment",
        "term_months": months,
        "first_due_on": FIRST,
        "nominal_rate": "0.18",
        "penalty_multiple": "1.5",
        "compound": True,
        "fee": [{"kind": "管理费", "amount": "30", "every": "month"}],
    }
    amount = str(plan(_terms(loan), Decimal(100_000))[1].total)
    loan["payment"] = [
        {"on": add_months(FIRST if n % 7 else date(2021, 2, 14), n), "amount": amount}
        for n in range(months * 2 // 3)
    ]
    return Counted(_terms(loan), add_months(FIRST, months))


def _terms(loan: dict[str, object]) -> Terms:
    data = {"schema": 1, "borrower": {"name": "张三", "kind": "person"}, "loan": [loan]}
    read = read_terms(case.from_data(data).loan[0], lambda day: law.book().number("lpr_1y", day))
    if not isinstance(read, Terms):
        raise TypeError(read.because)
    return read


def few(every: tuple[Option, ...], ways: int | None) -> tuple[Option, ...]:
    """So many of the ways, evenly from first to last, so that they are of many axes; None: all of them."""
    if ways is None or ways >= len(every):
        return every
    return tuple(every[n * len(every) // ways] for n in range(ways))


def main() -> None:
    """Search and print the table."""
    machine = f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores"
    table = Table(title=f"seconds (sets tried)\n{machine}, Python {platform.python_version()}")
    table.add_column("history")
    for ways in WAYS:
        table.add_column(f"{ways} ways" if ways else "all ways", justify="right")
    for months in (12, 36, 60):
        base = counted(months)
        every = options(base, Account(base.terms).result(base.on))
        claimed = total_of(base) + NOBODYS
        cells = []
        for ways in WAYS:
            started = time.perf_counter()
            found = search(base, claimed, few(every, ways), total_of)
            cells.append(f"{time.perf_counter() - started:.2f} ({found.tried})")
        table.add_row(f"{months} months, {len(every)} ways", *cells)
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
