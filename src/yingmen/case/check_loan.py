"""Whether what the file says of one loan can be true together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.case.choices import ChargeKind, Every, Repayment
from yingmen.case.fault import Fault, Loc
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.case.loan import Loan

_DATED = ("fee", "charge", "payment", "waiver", "acknowledgement", "claim")
_RIVALS = (("nominal_rate", "daily_rate"), ("penalty_multiple", "penalty_daily_rate"))


def loan_faults(loan: Loan, at: Loc) -> list[Fault]:
    """Everything in one loan that cannot be true together; `at` is where the loan stands."""
    found = [*_amounts(loan, at), *_due_dates(loan, at), *_rivals(loan, at)]
    return [*found, *_fees(loan, at), *_charges(loan, at), *_too_early(loan, at)]


def _amounts(loan: Loan, at: Loc) -> Iterator[Fault]:
    received, principal = loan.received, loan.principal
    if received is not None and received > principal:
        expected = f"不超过本金 {principal} 的金额"
        yield Fault((*at, "received"), f"{received}", expected, "到手的钱不会比合同本金多，请核对两个数。")
        return
    withheld = principal - (received if received is not None else ZERO)
    deducted = sum((item.amount for item in loan.deduction), ZERO)
    if deducted > withheld:
        expected = f"合计不超过 {withheld} 的扣款（本金减去到手的钱）"
        hint = "请核对 principal、received 和各笔 [[loan.deduction]]。"
        yield Fault((*at, "deduction"), f"合计 {deducted}", expected, hint)


def _due_dates(loan: Loan, at: Loc) -> Iterator[Fault]:
    first, last, opened = loan.first_due_on, loan.last_due_on, loan.disbursed_on
    if first is not None and first <= opened:
        expected = f"晚于放款日 {opened} 的日期"
        yield Fault((*at, "first_due_on"), f"{first}", expected, "第一个还款日要在放款之后。")
    if first is not None and last is not None and last < first:
        expected = f"不早于第一个还款日 {first} 的日期"
        yield Fault((*at, "last_due_on"), f"{last}", expected, "两个日期是不是写反了？")
    if loan.on_demand and loan.repayment not in {Repayment.BULLET, Repayment.REVOLVING}:
        expected = '"bullet" 或 "revolving"（on_demand = true 表示没约定还款日）'
        hint = "分期还的借款都有还款日，请改 repayment 或删掉 on_demand。"
        yield Fault((*at, "repayment"), f'"{loan.repayment}"', expected, hint)


def _rivals(loan: Loan, at: Loc) -> Iterator[Fault]:
    for one, other in _RIVALS:
        if getattr(loan, one) is not None and getattr(loan, other) is not None:
            found, expected = f"{one} 和 {other} 都写了", f"{one} 和 {other} 两个只写一个"
            yield Fault((*at, other), found, expected, "请按合同的写法留一个，删掉另一个。")


def _fees(loan: Loan, at: Loc) -> Iterator[Fault]:
    for n, fee in enumerate(loan.fee):
        here = (*at, "fee", n)
        if fee.on is not None and fee.every is not None:
            hint = "只收一次的写 on，每月都收的写 every。"
            yield Fault((*here, "every"), "on 和 every 都写了", "on 和 every 两个只写一个", hint)
        if fee.every is not None and fee.every is not Every.MONTH:
            yield Fault(
                (*here, "every"), f'"{fee.every}"', '"month"', "别的周期请按每次的日期各写一项，用 on。"
            )


def _charges(loan: Loan, at: Loc) -> Iterator[Fault]:
    if loan.waiver and loan.repayment is Repayment.REVOLVING:
        hint = "信用卡的减免还不会算；请先删掉，把减免的通知留好，问银行要减免后的账单。"
        yield Fault((*at, "waiver"), f"{len(loan.waiver)} 处", "只用于信用卡以外的借款", hint)
    for n, charge in enumerate(loan.charge):
        here = (*at, "charge", n)
        if charge.months is not None and charge.kind is not ChargeKind.PURCHASE:
            hint = "只有消费可以办分期；请核对 kind，或删掉 months 和 fee_rate。"
            yield Fault((*here, "months"), f"{charge.months}", '只和 kind = "purchase" 一起写', hint)
        if charge.fee_rate is not None and charge.months is None:
            hint = "补上分几期 months，或删掉 fee_rate。"
            yield Fault((*here, "fee_rate"), f"{charge.fee_rate}", "只和 months 一起写", hint)


def _too_early(loan: Loan, at: Loc) -> Iterator[Fault]:
    opened = loan.disbursed_on
    dates = [((*at, key, n, "on"), item.on) for key in _DATED for n, item in enumerate(getattr(loan, key))]
    dates.append(((*at, "accelerated_on"), loan.accelerated_on))
    for loc, day in dates:
        if day is not None and day < opened:
            hint = "请核对这个日期和 disbursed_on。"
            yield Fault(loc, f"{day}", f"不早于放款日 {opened} 的日期", hint)
