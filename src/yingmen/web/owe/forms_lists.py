"""The lists inside a loan: what was kept back, charged, paid, let off, and what is claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.case import Acknowledgement, Charge, Claim, Deduction, Fee, Payment, Waiver
from yingmen.web.asking.sheet import Question, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping


def _card(loan: Mapping[str, Any]) -> bool:
    return loan.get("repayment") == "revolving"


def _lent(loan: Mapping[str, Any]) -> bool:
    return not _card(loan)


PAYMENT = Sheet(
    "payment",
    "还款",
    Payment,
    (
        Question(("on",), "哪天还的？"),
        Question(("amount",), "还了多少？"),
        Question(("note",), "要备注什么吗？", unknown="可以不写。"),
    ),
    many=True,
    ask="还过哪些款？",
    why="每还一次写一项。看银行流水、支付账单、软件里的还款记录。漏记一笔，欠款就会多算。",
)
FEE = Sheet(
    "fee",
    "费用",
    Fee,
    (
        Question(("kind",), "叫什么费？", unknown="可以不写。"),
        Question(("amount",), "多少钱？"),
        Question(("on",), "哪天收的？只收一次的写", unknown="不写的话，当作放款那天收的。"),
        Question(("every",), "多久收一次？", unknown="只收一次的就选不知道。每月都收的选每月，日期空着。"),
        Question(("payee",), "谁收的？", unknown="不写的话，当作贷款方收的。"),
    ),
    many=True,
    when=_lent,
    ask="除了利息，还收过什么费？",
    why="担保费、服务费、会员费、保险费都算。费用也是借款的成本，要一起算。",
)
DEDUCTION = Sheet(
    "deduction",
    "先扣的钱",
    Deduction,
    (
        Question(("kind",), "扣的是什么？"),
        Question(("amount",), "扣了多少？"),
        Question(("payee",), "谁收走的？", unknown="不写的话，当作贷款方扣的。"),
    ),
    many=True,
    when=_lent,
    ask="放款时先扣了什么？",
    why="到手比合同上少的，差的就是先扣的。先扣的利息不算本金。",
)
CHARGE = Sheet(
    "charge",
    "用款",
    Charge,
    (
        Question(("on",), "哪天记的账？"),
        Question(("amount",), "多少钱？"),
        Question(("kind",), "是哪一种？"),
        Question(("months",), "办了分期的，分几期？", unknown="没办分期就空着。"),
        Question(("fee_rate",), "每期手续费是百分之几？", unknown="没办分期就空着。"),
    ),
    many=True,
    when=_card,
    ask="用卡花了哪些钱？",
    why="照账单写，每笔一项：消费、取现、费用、退款。",
)
CLAIM = Sheet(
    "claim",
    "对方说的数",
    Claim,
    (
        Question(("on",), "哪天说的？"),
        Question(("by",), "谁说的？", unknown="可以不写。"),
        Question(("total",), "一共要还多少？", unknown="没有说总数就空着。"),
        Question(("principal",), "其中本金多少？", unknown="没有分开说就空着。"),
        Question(("interest",), "其中利息多少？", unknown="没有分开说就空着。"),
        Question(("penalty",), "其中罚息、违约金多少？", unknown="没有分开说就空着。"),
        Question(("fees",), "其中费用多少？", unknown="没有分开说就空着。"),
    ),
    many=True,
    start=lambda number: {"id": f"说法{number + 1}"},
    ask="对方说要还多少？",
    why="照短信、电话、上门时说的写。会和算出来的账对一对，差多少、可能差在哪里，都告诉您。",
)
ACKNOWLEDGEMENT = Sheet(
    "acknowledgement",
    "和时效有关的事",
    Acknowledgement,
    (Question(("on",), "哪天？"), Question(("kind",), "是什么事？")),
    many=True,
    ask="这些事发生过吗？",
    why="对方催要、您答应还款、签了字、对方起诉，都可能让时效重新算。记得的写上，不记得不要猜。",
)
WAIVER = Sheet(
    "waiver",
    "减免",
    Waiver,
    (Question(("on",), "从哪天起减免？"), Question(("amount",), "减免多少？")),
    many=True,
    when=_lent,
    ask="对方答应减免过吗？",
    why="有短信、聊天记录或书面通知的才写，并把它留好。",
)
LISTS = (DEDUCTION, CHARGE, FEE, PAYMENT, WAIVER, ACKNOWLEDGEMENT, CLAIM)
