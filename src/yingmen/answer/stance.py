"""The six answers a borrower may choose to give, and the five things to say with each."""

from __future__ import annotations

from enum import StrEnum

from yingmen.case import Choice


class Stance(Choice):
    """Where the borrower stands; nobody is moved from one to another."""

    OWE = "owe", "我欠，想办法还"
    DISPUTE_AMOUNT = "dispute_amount", "数目不对"
    DISPUTE_DEBT = "dispute_debt", "这笔债我不认"
    TIME_BARRED = "time_barred", "可能过了时效"
    NOT_DEBTOR = "not_debtor", "不是我欠的"
    NOT_NOW = "not_now", "现在不谈"


class Part(StrEnum):
    """What a line is for, in the order in which they are said."""

    POSITION = "position"
    GOOD_FAITH = "good_faith"
    PROPOSAL = "proposal"
    TOMORROW = "tomorrow"
    END = "end"

    @property
    def label(self) -> str:
        """The part in plain Chinese."""
        return _PARTS[self]


_PARTS = {
    Part.POSITION: "先说清",
    Part.GOOD_FAITH: "让对方知道您不躲",
    Part.PROPOSAL: "提一件具体的",
    Part.TOMORROW: "让我想一想",
    Part.END: "结束",
}
