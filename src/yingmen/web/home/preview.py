"""What a case file was understood to say, before anything of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.case import Case, Loan


def understood(case: Case) -> list[tuple[str, str]]:
    """What is in a case, as heading and words."""
    return list(_lines(case))


def _lines(case: Case) -> Iterator[tuple[str, str]]:
    yield "借款人", f"{case.borrower.name}（{case.borrower.kind.label}）"
    yield "借款", f"{len(case.loan)} 笔"
    for loan in case.loan:
        yield loan.lender, _loan(loan)
    yield "联系", f"{len(case.contact)} 次"
    yield "眼前的上门", "有" if case.door else "没有写"
    yield "家里的收支", "有" if case.household else "没有写"
    yield "生意的收支", "有" if case.business else "没有写"
    yield "财产、协议、能帮忙的人", f"{len(case.asset)} 项、{len(case.agreement)} 份、{len(case.person)} 位"


def _loan(loan: Loan) -> str:
    paid = f"，记了 {len(loan.payment)} 次还款" if loan.payment else ""
    return f"{loan.product.label}，本金 {yuan_text(loan.principal)}{paid}"
