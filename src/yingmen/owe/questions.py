"""What to ask about a loan: made from what is missing, what was assumed, and what does not add up.

Each question says whom it is for, what a good answer contains, and which document shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.money import ZERO, yuan_text
from yingmen.owe.terms import Assumed, Terms, Unread, assumptions

if TYPE_CHECKING:
    from yingmen.case import Loan
    from yingmen.owe.limitation import Limitation
    from yingmen.owe.reckoning import WeighedClaim


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to find out: its key, the question, why it matters, the document that answers it."""

    about: str
    ask: str
    why: str
    document: str


_MISSING = {
    "nominal_rate": Question(
        "nominal_rate",
        "合同约定的利率是多少？是年利率还是日利率？",
        "不知道利率，利息和合计都算不出来。",
        "借款合同、借款页面截图",
    ),
    "term_months": Question(
        "term_months",
        "合同约定分多少期还？",
        "不知道期数，就排不出每期应还多少，也不知道整笔债哪天到期。",
        "借款合同、还款计划表",
    ),
    "first_due_on": Question(
        "first_due_on",
        "第一期（一次还清的，就是到期那天）是哪天？如果没有约定还款日，请写 on_demand = true。",
        "不知道还款日，就不知道从哪天起算逾期，时效也说不准。",
        "借款合同、还款计划表",
    ),
}
_ASSUMED = {
    "received": ("实际到手多少钱？放款时有没有先扣？", "先扣的利息不能算本金。", "放款当天的银行流水"),
    "deduction": (
        "放款时有没有先扣利息或费用？各扣了多少？",
        "先扣的利息不算本金，先扣的费用算成本。",
        "放款当天的银行流水",
    ),
    "fee": ("除了利息，还收过什么费？每笔多少，谁收的？", "费用也算借款的成本。", "合同、扣款记录"),
    "payment": ("到今天为止还过哪些款？每笔哪天、多少？", "漏记一笔，欠款就会多算。", "银行流水、支付账单"),
    "penalty_multiple": (
        "合同有没有约定逾期的罚息或违约金？怎么算？",
        "没有约定时，按约定的利率继续计息。",
        "借款合同",
    ),
    "compound": ("合同有没有约定，欠付的利息还要再计利息？", "没有约定的，不应当利上滚利。", "借款合同"),
    "allocation": ("合同有没有约定还款先抵什么？", "先抵费用、利息还是本金，欠款会不一样。", "借款合同"),
    "lender_natural": (
        "出借人是个人，还是公司？",
        "个人之间的借款，合同从钱到手那天成立，利率上限看那天。",
        "借条、转账记录",
    ),
    "day_count": (
        "合同按一年 360 天还是 365 天计息？按月还是按天？",
        "数天数的办法不同，利息会差一些。",
        "借款合同",
    ),
    "signed_on": ("合同是哪天签的？", "民间借贷的利率上限，看合同成立那天的数字。", "借款合同、借条"),
}


def questions(
    loan: Loan, read: Terms | Unread, limits: Limitation, claims: tuple[WeighedClaim, ...]
) -> tuple[Question, ...]:
    """Everything to ask about one loan: what blocks the ledger first, then claims, then what was assumed."""
    found = [_MISSING[key] for key in read.missing] if isinstance(read, Unread) else []
    found += [_about_claim(claim) for claim in claims if claim.difference]
    if limits.state == "unknown":
        found.append(
            Question(
                "limitation",
                "最后一次催要到您、您答应还、签字或还款，分别是哪天？",
                limits.because,
                "催收函、短信、流水",
            )
        )
    found += [_about_assumed(item) for item in assumptions(loan) if item.key in _ASSUMED]
    return tuple(found)


def _about_claim(weighed: WeighedClaim) -> Question:
    difference, total = weighed.difference or ZERO, weighed.claim.total or ZERO
    more = (
        f"比这里算出的多 {yuan_text(difference)}"
        if difference > 0
        else f"比这里算出的少 {yuan_text(-difference)}"
    )
    return Question(
        f"claim:{weighed.claim.id}",
        f"对方 {weighed.claim.on} 说要还 {yuan_text(total)}，{more}。"
        "请对方逐项列明本金、利息、罚息、费用各多少、怎么算的。",
        "说不清来路的数目，先不要认。",
        "盖章的欠款明细（逐笔）、合同",
    )


def _about_assumed(item: Assumed) -> Question:
    ask, why, document = _ASSUMED[item.key]
    return Question(item.key, ask, f"{item.because}。{why}", document)
