"""What stands on record and may be written as fact, each with what backs it.

A fact comes from a paper in the case (contract, payment order, credit report), a line of `owe`'s ledger, a
claim, a payment, or a contact with its entry in the record; `FACTS` lists them by the name templates use.
What is not on record is a `Lacking`, which says what to add; nothing is made up to fill a gap.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from yingmen.answer.letters import contact_facts
from yingmen.answer.letters.ledger_facts import claims, differences, over, recalculation
from yingmen.answer.letters.model import Fact, Lacking
from yingmen.case import Every, Repayment
from yingmen.days import date_text
from yingmen.money import ZERO, yuan_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yingmen.answer.letters.model import Matter
    from yingmen.case import CreditRecord, Income, Loan

Maker = Callable[["Matter"], "tuple[Fact, ...] | Lacking"]
_ORDER = Lacking(
    "收到支付令的日子",
    "在这笔 [[loan]] 里写 payment_order：received_on 收到的日期，court 法院，case_no 案号。"
    "没有收到支付令就不用管这封信。",
)
_NO_INCOME = Lacking("收入", "请写 [[household.income]]。")
_RECORD = Lacking(
    "信用报告上不对的那条记录",
    "先查本人信用报告，再在这笔 [[loan]] 里写 credit_record：read_on 日期，says 怎么写的，wrong 哪里不对。",
)


def loan(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """Which loan this is about, by its contract or else by the first line of its ledger."""
    found = the_loan(matter)
    lines = matter.reckoned.replay.lines if matter.reckoned and matter.reckoned.replay else ()
    if found.contract_no is not None:
        text = f"合同编号 {found.contract_no}，出借方 {found.lender}"
        return (Fact({"loan": text}, f"合同编号 {found.contract_no}"),)
    if not lines:
        what = "能指明这笔借款的合同编号，账也还算不出来"
        return Lacking(what, "请在这笔 [[loan]] 里写 contract_no，或把利率、期数、还款日补全。")
    first = lines[0]
    card = found.repayment is Repayment.REVOLVING
    day = date_text(first.on)
    text = "信用卡，卡号末四位 ＿＿＿＿" if card else f"{day} 放款的一笔借款"
    backing = f"我的逐笔账，{f'从 {day} 记起' if card else f'{day} 一行'}"
    return (Fact({"loan": f"出借方 {found.lender}，{text}"}, backing),)


def assignment(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """That the claim is said to have been assigned, and to whom."""
    found = the_loan(matter)
    if found.assigned_on is None or found.assigned_on > matter.on:
        return Lacking("债权转让的日子", "请在这笔 [[loan]] 里写 assigned_on。")
    whom = f"转给了{found.assignee}" if found.assignee else "转给了别人"
    said = f"据称债权在 {date_text(found.assigned_on)} {whom}"
    return (Fact({"assignment": said}, "", own=True),)


def payments(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """Every payment made by the day."""
    paid = sorted(
        (item for item in the_loan(matter).payment if item.on <= matter.on), key=lambda item: item.on
    )
    if not paid:
        return Lacking("还款记录", "请把还过的每一笔写进 [[loan.payment]]。")
    return tuple(
        Fact({"payment": f"{date_text(item.on)} 还款 {yuan_text(item.amount)}"}, "", own=True)
        for item in paid
    )


def phone(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """The one way to reach the borrower that the letter names."""
    if matter.case.borrower.phone is None:
        add = "请在 [borrower] 里写 phone。不让对方打扰别人，就要让他找得到您。"
        return Lacking("一个能找到您的联系方式", add)
    return (Fact({"phone": matter.case.borrower.phone}, "案件文件"),)


def income(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """What came in, as the borrower wrote it down."""
    home = matter.case.household
    known = [text for item in (home.income if home else ()) if (text := _income(item))]
    return (Fact({"income": "；".join(known)}, "收支表"),) if known else _NO_INCOME


def _income(item: Income) -> str:
    source, every = item.source or "收入", (item.every or Every.MONTH).label
    if seen := item.observed:
        least, most = yuan_text(min(seen)), yuan_text(max(seen))
        between = least if least == most else f"从 {least} 到 {most} 不等"
        return f"{source}，记下的 {len(seen)} 次，{every}{between}"
    return f"{source}，{every} {yuan_text(item.amount)}" if item.amount is not None else ""


def essentials(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """What living costs in a month, as one sum: the items are named, their amounts are the family's own."""
    home = matter.case.household
    if home is None or not home.essentials:
        return Lacking("每月必需的开销", "请写 [household.essentials]。")
    total = yuan_text(sum(home.essentials.values(), ZERO))
    people = f"一家 {home.members} 口，" if home.members else ""
    text = f"{people}合计 {total}（{'、'.join(home.essentials)}）"
    return (Fact({"essentials": text}, "收支表"),)


def payment_order(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """A court's order to pay, and the day it arrived."""
    order = the_loan(matter).payment_order
    if order is None or order.received_on > matter.on:
        return _ORDER
    named = f"{order.court or '法院'}的支付令" + (f"，案号 {order.case_no}" if order.case_no else "")
    values = {"received_on": date_text(order.received_on), "order": named}
    return (Fact(values, "支付令", f"支付令复印件（{values['received_on']} 收到）"),)


def credit_record(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """What a credit report says of the loan."""
    record = _record(matter)
    if record is None:
        return _RECORD
    number = f"（编号 {record.report_no}）" if record.report_no else ""
    values = {"read_on": date_text(record.read_on), "says": record.says, "wrong": record.wrong}
    paper = f"{values['read_on']} 的信用报告{number}"
    return (Fact(values, paper, paper),)


def objected(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """That an objection to the record was made before, and when."""
    record = _record(matter)
    if record is None or record.objected_on is None or record.objected_on > matter.on:
        return Lacking("提过异议的日子", "先向贷款方提异议，再在 credit_record 里写 objected_on。")
    values = {"objected_on": date_text(record.objected_on)}
    paper = f"{values['objected_on']} 提出的异议"
    return (Fact(values, paper, paper),)


def the_loan(matter: Matter) -> Loan:
    """The loan of a letter that is about one; LookupError where the template wrongly speaks of none."""
    if matter.loan is None:
        raise LookupError("a letter for the whole case asks for a fact about one loan")
    return matter.loan


def _record(matter: Matter) -> CreditRecord | None:
    record = the_loan(matter).credit_record
    return record if record is not None and record.read_on <= matter.on else None


FACTS: Mapping[str, Maker] = {
    "loan": loan,
    "assignment": assignment,
    "claims": claims,
    "differences": differences,
    "recalculation": recalculation,
    "over": over,
    "payments": payments,
    "phone": phone,
    "income": income,
    "essentials": essentials,
    "payment_order": payment_order,
    "credit_record": credit_record,
    "objected": objected,
    "breaches": contact_facts.breaches,
    "police_breaches": contact_facts.police_breaches,
    "third_parties": contact_facts.third_parties,
    "asked_spouse": contact_facts.asked_spouse,
    "asked_parent": contact_facts.asked_parent,
    "asked_heir": contact_facts.asked_heir,
    "open_questions": contact_facts.open_questions,
}
