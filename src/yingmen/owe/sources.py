"""From a ledger line to the clause or article it rests on.

A line names its grounds as `source/article`; `contract/KEY` means what the borrower's file says of the
contract under that key, which is graded `case`: nobody but the parties has checked it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.document import Citation
from yingmen.law import Basis, Checked, Force

if TYPE_CHECKING:
    from yingmen.law import Book
    from yingmen.owe.entries import Line

CONTRACT = "contract"
_CLAUSES = {
    "principal": "借款本金",
    "received": "实际到手的金额",
    "deduction": "放款时的扣款",
    "repayment": "还款方式和还款日",
    "nominal_rate": "约定的利率",
    "penalty_multiple": "逾期罚息的约定",
    "penalty_daily_rate": "逾期违约金的约定",
    "compound": "对欠息计复利的约定",
    "allocation": "还款抵扣顺序的约定",
    "accelerated_on": "宣布提前到期的日期",
    "fee": "费用的约定",
    "waiver": "对方答应的减免",
    "charge": "信用卡的每笔用款",
    "daily_rate": "约定的日利率",
    "late_fee_rate": "违约金的约定",
    "fee_rate": "分期手续费的约定",
    "statement_day": "账单日的约定",
}


def ledger_basis(line: Line, book: Book) -> tuple[Basis, ...]:
    """What a ledger line rests on: contract clauses and articles, as in findings."""
    return tuple(_basis(ground, book) for ground in line.rests_on)


def _basis(ground: str, book: Book) -> Basis:
    source, article = ground.split("/", 1)
    if source == CONTRACT:
        return Basis(source=CONTRACT, article=article, force=Force.CONTRACT, checked=Checked.CASE)
    return book.basis(source, article)


def cite(basis: Basis, book: Book) -> Citation:
    """A basis as a document shows it."""
    if basis.source == CONTRACT:
        clause = _CLAUSES.get(str(basis.article), str(basis.article))
        return Citation(CONTRACT, "您的合同或您填写的内容", clause, CONTRACT, "case")
    return book.citation(basis)
