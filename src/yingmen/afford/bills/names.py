"""What the words of a bill say about money: which wallet or card is meant, what closed, what was given back.

Only words that wallets and banks print themselves stand here; what a household spends on is in
`categories.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from yingmen.afford.bills.model import Transaction

WALLETS = {
    "alipay": ("支付宝", "alipay", "蚂蚁"),
    "wechat": ("财付通", "微信", "tenpay", "wechat"),
    "jd": ("京东", "网银在线"),
    "unionpay": ("云闪付", "银联"),
}
_CLOSED = ("关闭", "失败", "撤销", "已取消", "待支付", "等待付款", "未支付", "冲正")
_REFUND = ("退款", "退货", "退票", "已退还")
_PAID_BY_OTHERS = ("代付", "亲属卡", "亲情卡")
_ON_CREDIT = ("花呗", "白条", "信用卡", "信用购", "月付", "分付", "先用后付")
_TRANSFER = ("转账", "汇款", "汇入", "汇出", "转入", "转出", "网转", "互转", "跨行", "转存", "划转", "转帐")
_CARD_REPAID = ("还款", "还信用卡", "存入信用卡")
_TOP_UP = (
    "零钱充值",
    "余额充值",
    "转入零钱通",
    "余额宝-转入",
    "余额宝-自动转入",
    "余额宝-单次转入",
    "充值-普通充值",
)
_WITHDRAWAL = ("提现", "零钱通转出", "余额宝-转出", "余额宝-单次转出", "转出到银行卡")
_ALIASES = {
    "工行": "工商银行",
    "农行": "农业银行",
    "中行": "中国银行",
    "建行": "建设银行",
    "交行": "交通银行",
    "招行": "招商银行",
    "邮储银行": "邮政储蓄银行",
    "中国邮政储蓄银行": "邮政储蓄银行",
    "平安银行股份有限公司": "平安银行",
}
_BANK = re.compile(r"[\u4e00-\u9fff]{2,10}?银行|工行|农行|中行|建行|交行|招行")
_DIGITS = re.compile(r"(?:[(（]|尾号\s*)(\d{4})(?!\d)")


class Card(NamedTuple):
    """A card as a bill names it: bank and last four digits, "" where unknown, and whether it is credit."""

    bank: str
    digits: str
    credit: bool


@lru_cache(maxsize=4096)
def card(text: str) -> Card | None:
    """The bank card that these words name, if they name one."""
    bank = _BANK.search(text)
    digits = _DIGITS.search(text)
    if bank is None and digits is None:
        return None
    return Card(_bank_name(bank[0]) if bank else "", digits[1] if digits else "", "信用卡" in text)


def _bank_name(name: str) -> str:
    known = _ALIASES.get(name, name)
    return known if known == "中国银行" else known.removeprefix("中国")


@lru_cache(maxsize=65536)
def same_card(named: str, account: str) -> bool:
    """Whether a wallet's words name this account: its digits, or its bank where digits are missing."""
    said, held = card(named), card(account)
    if said is None or held is None or account in WALLETS:
        return False
    if said.digits and held.digits and said.digits != held.digits:
        return False
    if said.bank and held.bank and said.bank != held.bank:
        return False
    if not (said.digits and held.digits) and said.credit != held.credit:
        return False
    return bool((said.digits and held.digits) or (said.bank and held.bank))


def words(row: Transaction) -> str:
    """Everything a row says, for looking up words in it."""
    return f"{row.counterparty}\n{row.summary}\n{row.kind}"


def _has(text: str, some: tuple[str, ...]) -> bool:
    return any(word in text for word in some)


@lru_cache(maxsize=1024)
def is_closed(status: str) -> bool:
    """Whether an order ended, or waits, without money having moved."""
    return _has(status, _CLOSED)


def is_refund(row: Transaction) -> bool:
    """Whether a row gives back what was paid before."""
    return row.amount > 0 and (
        _has(row.kind, _REFUND) or _has(row.summary, _REFUND) or row.status == "退款成功"
    )


@lru_cache(maxsize=4096)
def paid_by_others(method: str) -> bool:
    """Whether a relative's card or a friend paid: nothing left the borrower's own accounts."""
    return _has(method, _PAID_BY_OTHERS)


@lru_cache(maxsize=4096)
def on_credit(method: str) -> bool:
    """Whether a purchase was made with borrowed money that must be paid back later."""
    return _has(method, _ON_CREDIT)


def named_wallets(text: str) -> tuple[str, ...]:
    """The wallets that a bank's words name."""
    low = text.lower()
    return tuple(name for name, some in WALLETS.items() if _has(low, some))


def is_transfer(text: str) -> bool:
    """Whether the words say transfer."""
    return _has(text, _TRANSFER)


def is_repayment(text: str) -> bool:
    """Whether the words say that a card was paid off."""
    return _has(text, _CARD_REPAID)


def is_top_up(text: str) -> bool:
    """Whether a wallet's words say that it was filled from a card."""
    return _has(text, _TOP_UP)


def is_withdrawal(text: str) -> bool:
    """Whether a wallet's words say that money went back to a card."""
    return _has(text, _WITHDRAWAL)
