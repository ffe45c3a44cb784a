"""Bills read row by row: Alipay, WeChat Pay and bank statements, by what their columns mean."""

from __future__ import annotations

from yingmen.afford.bills.model import BalanceGap, Reading, Took, Transaction
from yingmen.afford.bills.read import read_bill

__all__ = ["BalanceGap", "Reading", "Took", "Transaction", "read_bill"]
