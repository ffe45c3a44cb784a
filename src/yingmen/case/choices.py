"""The words a case file may choose from, each with the name a borrower would give it."""

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """One of a few fixed words; `label` is what it is called in plain Chinese."""

    label: str

    def __new__(cls, word: str, label: str) -> Self:
        """Hold the file's word as the value and its Chinese name beside it."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.label = label
        return member


class BorrowerKind(Choice):
    """Who borrowed: a person, a sole trader or a company."""

    PERSON = "person", "个人"
    SOLE_TRADER = "sole_trader", "个体工商户"
    COMPANY = "company", "公司"


class LenderKind(Choice):
    """Who lent the money or holds the claim now, not the app that brokered it."""

    BANK = "bank", "银行"
    CONSUMER_FINANCE = "consumer_finance", "消费金融公司"
    AUTO_FINANCE = "auto_finance", "汽车金融公司"
    MICROLOAN = "microloan", "小额贷款公司"
    GUARANTEE = "guarantee", "融资担保公司"
    AMC = "amc", "资产管理公司"
    PRIVATE = "private", "民间借贷"


class Product(Choice):
    """What kind of credit it is."""

    CREDIT_CARD = "credit_card", "信用卡"
    CONSUMER_LOAN = "consumer_loan", "消费贷款"
    BUSINESS_LOAN = "business_loan", "经营贷款"
    MORTGAGE = "mortgage", "房贷"
    OTHER = "other", "其他"


class Repayment(Choice):
    """How the contract has the money paid back."""

    EQUAL_INSTALLMENT = "equal_installment", "等额本息"
    EQUAL_PRINCIPAL = "equal_principal", "等额本金"
    INTEREST_ONLY = "interest_only", "先息后本"
    BULLET = "bullet", "到期一次还本付息"
    FLAT_FEE = "flat_fee", "按原本金固定收息，每期一样"
    REVOLVING = "revolving", "循环额度，如信用卡"


class Allocation(Choice):
    """What a payment pays off first."""

    STATUTE = "statute", "按法律规定的顺序"
    PRINCIPAL_FIRST = "principal_first", "先抵本金"
    OLDEST_INSTALLMENT = "oldest_installment", "先抵最早的一期"


class DeductionKind(Choice):
    """Why some of the money never arrived."""

    INTEREST = "interest", "预先扣的利息"
    FEE = "fee", "预先扣的费用"


class ChargeKind(Choice):
    """What was put on a card."""

    PURCHASE = "purchase", "消费"
    CASH = "cash", "取现"
    FEE = "fee", "费用"
    REFUND = "refund", "退款"


class AcknowledgementKind(Choice):
    """What may have started the limitation anew."""

    DEMAND = "demand", "对方催要"
    PROMISE = "promise", "答应还款"
    PART_PAYMENT = "part_payment", "还了一部分"
    SIGNED = "signed", "签了字"
    SUIT = "suit", "对方起诉"


class Every(Choice):
    """How often something comes back."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    YEAR = "year", "每年"


class Channel(Choice):
    """How somebody was contacted."""

    CALL = "call", "人工电话"
    ROBOT_CALL = "robot_call", "机器人电话"
    SMS = "sms", "短信"
    IM = "im", "微信等聊天工具"
    EMAIL = "email", "电子邮件"
    LETTER = "letter", "信函"
    VISIT = "visit", "上门"
    PUBLIC_POST = "public_post", "公开张贴或发布"


class ContactInitiator(Choice):
    """Who began the contact."""

    COLLECTOR = "collector", "催收方"
    DEBTOR = "debtor", "欠款人"


class Party(Choice):
    """Whom a contact was meant for."""

    DEBTOR = "debtor", "欠款人本人"
    SPOUSE = "spouse", "配偶"
    CO_DEBTOR = "co_debtor", "共同借款人"
    GUARANTOR = "guarantor", "担保人"
    HEIR = "heir", "继承人"
    FAMILY = "family", "家人亲戚"
    COLLEAGUE = "colleague", "同事"
    EMPLOYER = "employer", "单位"
    NEIGHBOUR = "neighbour", "邻居"
    COMMUNITY = "community", "社区村委"
    OTHER = "other", "其他人"


class Purpose(Choice):
    """What a contact was for."""

    DEMAND = "demand", "要求还款"
    LOCATE = "locate", "打听下落"
    NOTIFY = "notify", "通知"
    NEGOTIATE = "negotiate", "商量"
    SIGN = "sign", "要求签字"


class Place(Choice):
    """Where a visit took place."""

    HOME = "home", "住处（含住着的旅馆房间）"
    WORKPLACE = "workplace", "工作的地方"
    AGREED = "agreed", "约好的地方"
    HOSPITAL = "hospital", "医院"
    SCHOOL = "school", "学校"
    OTHER = "other", "其他地方"


class PosedAs(Choice):
    """Whom a collector falsely claimed to be."""

    POLICE = "police", "警察"
    COURT = "court", "法院"
    PROCURATOR = "procurator", "检察院"
    GOVERNMENT = "government", "其他机关"
    LAWYER = "lawyer", "律师"
    LENDER = "lender", "贷款机构"
    NONE = "none", "没有冒充"
