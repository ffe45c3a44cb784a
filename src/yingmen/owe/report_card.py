"""A card's part of the report: its statements, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.document import Align, Column, Row, Table
from yingmen.money import yuan_text

if TYPE_CHECKING:
    from yingmen.owe.card_statement import Statement

_TITLES = ("上期欠", "消费取现", "利息和费用", "违约金", "还款退款", "本期欠", "最低还款")


def statements_table(statements: tuple[Statement, ...]) -> Table:
    """Every statement of a card, oldest first, and whether it was paid in full by its due date."""
    columns = (
        Column("账单日"),
        Column("还款日"),
        *(Column(title, Align.RIGHT) for title in _TITLES),
        Column("到期还清"),
    )
    return Table("每月账单", columns, tuple(_row(one) for one in statements), long=True)


def _row(one: Statement) -> Row:
    amounts = (
        one.opening,
        one.purchases + one.cash,
        one.interest + one.fees,
        one.late_fee,
        one.payments + one.refunds,
        one.closing,
        one.minimum,
    )
    paid = {True: "还清了", False: "没还清", None: "还没到期"}[one.full_paid]
    return Row(
        (one.closed_on.isoformat(), one.due_on.isoformat(), *(yuan_text(part) for part in amounts), paid)
    )
