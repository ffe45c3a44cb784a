"""Step 1, 欠多少： what do I really owe?

`reckon(case, on, book)` answers for a whole case, a `Reckoner` does so and remembers; `report` turns the
answer into a document, `reckoning_json` into plain values, `ledger_table` into rows for a spreadsheet.
"""

from __future__ import annotations

from yingmen.owe.as_json import ledger_table, reckoning_json
from yingmen.owe.reckoned import LoanReckoning, Reckoning
from yingmen.owe.reckoner import Reckon, Reckoner
from yingmen.owe.reckoning import reckon
from yingmen.owe.report import report

__all__ = [
    "LoanReckoning",
    "Reckon",
    "Reckoner",
    "Reckoning",
    "ledger_table",
    "reckon",
    "reckoning_json",
    "report",
]
