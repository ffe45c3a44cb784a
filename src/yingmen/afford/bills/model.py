"""What a bill says, row by row, before anything is merged or judged.

A `Transaction` is one row of one file. `amount` is signed yuan, + came into the account the file is of, -
went out of it; a wallet's neutral rows (withdrawal, card repayment) keep their real sign. Closed
orders and failed payments stay, with their `status`: whoever merges the files decides about them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, time
    from decimal import Decimal

Sure = Literal["certain", "likely", "guess"]


@dataclass(frozen=True, slots=True)
class Transaction:
    """One row of a bill: money that moved, or was to move, on a day.

    `account` is "alipay", "wechat" or bank and last digits, "招商银行(1234)"; `method` is what a wallet says
    it was paid with; `order_id` is "" where a spreadsheet or a mask has destroyed it. `row` counts from 1.
    """

    on: date
    at: time | None
    amount: Decimal
    balance: Decimal | None
    counterparty: str
    summary: str
    kind: str
    method: str
    status: str
    order_id: str
    account: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Took:
    """Which column was taken for what, and how sure that is."""

    column: str
    as_what: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class BalanceGap:
    """A row whose balance does not follow from the row before it: something is missing, or was read wrong.

    `sheet` names the sheet of a workbook that has several with bills on them.
    """

    row: int
    expected: Decimal
    found: Decimal
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A bill as read: its format, columns and rows, what was left out, and whether the balances prove it.

    `proven` is None where there are no two balances to compare; `left_out` holds (row, why).
    """

    file: str
    format: str
    account: str
    columns: tuple[Took, ...]
    transactions: tuple[Transaction, ...]
    proven: bool | None
    gaps: tuple[BalanceGap, ...]
    left_out: tuple[tuple[int, str], ...]
