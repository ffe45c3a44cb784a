"""One loan as the borrower's papers tell it: what was agreed, what arrived, what was paid, what is claimed.

Only what is required must be known. What is absent is unknown, never zero; the few defaults are the
ledger's business and are listed there as assumptions.
"""

from typing import Annotated

from pydantic import Field

from yingmen.case.choices import (
    AcknowledgementKind,
    Allocation,
    ChargeKind,
    DeductionKind,
    Every,
    LenderKind,
    Product,
    Repayment,
)
from yingmen.case.values import (
    DailyRate,
    Day,
    DayCounted,
    Entry,
    Many,
    Multiple,
    Name,
    Note,
    Ratio,
    YearlyRate,
    Yuan,
    about,
    choice,
)


class Deduction(Entry, title="放款时扣下的一笔钱"):
    """Money kept back when the loan was paid out."""

    kind: Annotated[DeductionKind, choice(DeductionKind), about("扣的是什么", "interest 利息，fee 费用")]
    amount: Annotated[Yuan, about("金额（元）")]
    payee: Annotated[Name | None, about("谁收走的", "不写就当是贷款方扣的")] = None


class Charge(Entry, title="信用卡的一笔用款"):
    """Something put on a card."""

    on: Annotated[Day, about("日期", "记账的日期")]
    amount: Annotated[Yuan, about("金额（元）")]
    kind: Annotated[
        ChargeKind, choice(ChargeKind), about("类型", "purchase 消费，cash 取现，fee 费用，refund 退款")
    ]
    months: Annotated[int | None, Field(ge=1, le=60), about("分几期", "消费办了分期才写，1 到 60")] = None
    fee_rate: Annotated[
        Ratio | None, about("每期手续费率", "按原消费金额算的小数：每期 0.6% 写 0.006；只与 months 同写")
    ] = None


class Fee(Entry, title="一项费用"):
    """A fee the borrower bears, to the lender or to somebody else."""

    kind: Annotated[Name | None, about("叫什么费", "按合同或账单上的名字写")] = None
    amount: Annotated[Yuan, about("金额（元）", "按月收的写每月多少")]
    on: Annotated[Day | None, about("收费日期", "只收一次的写；不写就当放款那天")] = None
    every: Annotated[
        Annotated[Every, choice(Every)] | None, about("多久收一次", '每月都收的写 "month"，不与 on 同写')
    ] = None
    payee: Annotated[Name | None, about("谁收的", "不写就当是贷款方收的")] = None


class Payment(Entry, title="一次还款"):
    """Money the borrower paid."""

    on: Annotated[Day, about("还款日期")]
    amount: Annotated[Yuan, about("金额（元）")]
    designated: Annotated[
        Name | None, about("指定还什么", "当时说明的用途：principal 本金，interest 利息，或另一笔借款的 id")
    ] = None
    note: Annotated[Note | None, about("备注", "如转账方式、流水号")] = None


class Waiver(Entry, title="对方答应减免的一笔钱"):
    """What the lender let off: interest, penalty or fees, never principal."""

    on: Annotated[Day, about("日期", "从哪天起减免")]
    amount: Annotated[Yuan, about("金额（元）")]


class Acknowledgement(Entry, title="可能影响诉讼时效的一件事"):
    """Something that may have started the limitation anew."""

    on: Annotated[Day, about("日期")]
    kind: Annotated[
        AcknowledgementKind,
        choice(AcknowledgementKind),
        about("什么事", "demand 催要，promise 答应还，part_payment 还了一部分，signed 签字，suit 起诉"),
    ]


class Claim(Entry, title="对方说要还多少"):
    """What the other side says is owed."""

    id: Annotated[Name, about("编号", "自己起，整个文件里不能重复")]
    on: Annotated[Day, about("日期", "对方这样说的那天")]
    by: Annotated[Name | None, about("谁说的")] = None
    total: Annotated[Yuan | None, about("总额（元）")] = None
    principal: Annotated[Yuan | None, about("其中本金（元）")] = None
    interest: Annotated[Yuan | None, about("其中利息（元）")] = None
    penalty: Annotated[Yuan | None, about("其中罚息、违约金（元）")] = None
    fees: Annotated[Yuan | None, about("其中费用（元）")] = None


class PaymentOrder(Entry, title="收到的一份支付令"):
    """A court's order to pay, which takes force unless it is objected to in time."""

    received_on: Annotated[Day, about("收到的日子", "签收或当面接到的那天，期限从这天算")]
    court: Annotated[Name | None, about("哪个法院发的")] = None
    case_no: Annotated[Name | None, about("案号", "照支付令抄")] = None


class CreditRecord(Entry, title="信用报告里不对的一条记录"):
    """What a credit report says of a loan, and what the borrower finds wrong in it."""

    read_on: Annotated[Day, about("报告的日期")]
    report_no: Annotated[Name | None, about("报告编号")] = None
    says: Annotated[Note, about("报告上怎么写的", "照原文抄那一条")]
    wrong: Annotated[Note, about("哪里不对", "实际是怎样，写事实")]
    objected_on: Annotated[Day | None, about("哪天提过异议", "对方收到的那天；没提过就不写")] = None


class Loan(Entry, title="一笔借款"):
    """One loan, from the contract to the last payment."""

    id: Annotated[Name, about("编号", "自己起，整个文件里不能重复")]
    lender: Annotated[Name, about("贷款方名称", "合同上写的出借人，不是手机软件的名字")]
    lender_kind: Annotated[LenderKind, choice(LenderKind), about("贷款方是哪一类", "谁出的钱，不看谁介绍的")]
    lender_natural: Annotated[bool | None, about("出借人是不是个人")] = None
    product: Annotated[Product, choice(Product), about("是哪一种贷款")]
    online: Annotated[bool | None, about("是不是网上借的")] = None
    contract_no: Annotated[Name | None, about("合同编号")] = None
    signed_on: Annotated[Day | None, about("合同签订日")] = None
    disbursed_on: Annotated[Day, about("放款日", "钱到账的那天")]
    principal: Annotated[Yuan, about("合同本金（元）", "合同上写的借款金额")]
    received: Annotated[Yuan | None, about("实际到手（元）")] = None
    repayment: Annotated[Repayment, choice(Repayment), about("怎么还")]
    term_months: Annotated[int | None, Field(ge=1, le=600), about("一共几期", "按月还，1 到 600")] = None
    first_due_on: Annotated[Day | None, about("第一个还款日", "一次还清的写到期日")] = None
    last_due_on: Annotated[Day | None, about("最后一个还款日", "与前面各期不同日时才写")] = None
    on_demand: Annotated[bool | None, about("是不是没约定还款日", "对方可以随时要求还")] = None
    nominal_rate: Annotated[
        YearlyRate | None, about("合同年利率", "小数：24% 写 0.24；没约定利息写 0；不与 daily_rate 同写")
    ] = None
    daily_rate: Annotated[DailyRate | None, about("合同日利率", "小数：每天万分之五写 0.0005")] = None
    day_count: Annotated[DayCounted | None, about("怎么数天数", "30/360、act/360 或 act/365")] = None
    penalty_multiple: Annotated[
        Multiple | None, about("罚息是合同利率的几倍", "加收 50% 写 1.5；不与 penalty_daily_rate 同写")
    ] = None
    penalty_daily_rate: Annotated[DailyRate | None, about("逾期每天的罚息率", "每天千分之一写 0.001")] = None
    compound: Annotated[bool | None, about("欠的利息要不要再计息")] = None
    accelerated_on: Annotated[Day | None, about("对方宣布全部提前到期的日子")] = None
    sued_on: Annotated[Day | None, about("被起诉的日子", "法院立案或收到起诉状的日期")] = None
    assigned_on: Annotated[Day | None, about("债权转让的日子")] = None
    assignee: Annotated[Name | None, about("债权转给了谁")] = None
    renews: Annotated[Name | None, about("续的是哪一笔", "借新还旧时，写旧借款的 id")] = None
    broker: Annotated[Name | None, about("哪个平台介绍的", "助贷、中介平台的名字")] = None
    allocation: Annotated[
        Annotated[Allocation, choice(Allocation)] | None, about("还的钱先抵什么", "合同有约定才写")
    ] = None
    secured: Annotated[bool | None, about("有没有抵押或质押")] = None
    guarantor: Annotated[bool | None, about("有没有担保人")] = None
    statement_day: Annotated[int | None, Field(ge=1, le=31), about("账单日", "信用卡，每月几号")] = None
    due_day: Annotated[int | None, Field(ge=1, le=31), about("还款日", "信用卡，每月几号")] = None
    minimum_rate: Annotated[Ratio | None, about("最低还款比例", "信用卡，小数：10% 写 0.1")] = None
    late_fee_rate: Annotated[Ratio | None, about("违约金比例", "信用卡，小数：5% 写 0.05")] = None
    credit_limit: Annotated[Yuan | None, about("信用额度（元）", "信用卡，知道才写")] = None
    agency_id: Annotated[Name | None, about("现在由谁催收", "机构名；own 表示贷款方自己的人")] = None
    agency_listed: Annotated[bool | None, about("催收机构是否在贷款方公布的名单上")] = None
    outsourcing_notified: Annotated[bool | None, about("贷款方是否事先告知委托了这家机构")] = None
    agreement_active: Annotated[bool | None, about("是否有分期协议正在履行")] = None
    dispute_open: Annotated[bool | None, about("对欠款是否有争议还没解决")] = None
    payment_order: Annotated[PaymentOrder | None, about("法院的支付令", "收到过才写")] = None
    credit_record: Annotated[CreditRecord | None, about("信用报告里不对的记录", "有才写")] = None
    deduction: Annotated[Many[Deduction], about("放款时扣下的钱")] = ()
    charge: Annotated[Many[Charge], about("信用卡用款")] = ()
    fee: Annotated[Many[Fee], about("费用")] = ()
    payment: Annotated[Many[Payment], about("已经还的钱")] = ()
    waiver: Annotated[Many[Waiver], about("对方答应减免的钱", "先减罚息、复利，再减利息、费用")] = ()
    acknowledgement: Annotated[Many[Acknowledgement], about("可能影响诉讼时效的事")] = ()
    claim: Annotated[Many[Claim], about("对方说要还多少")] = ()
