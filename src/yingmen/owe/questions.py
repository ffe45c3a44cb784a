"""What to ask about a loan: made from what is missing, arguable or does not add up, most money first.

Each question says why it matters, what a good answer contains, and which document shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.money import ZERO, yuan_text
from yingmen.owe.terms import Assumed, Terms, Unread, assumptions

if TYPE_CHECKING:
    from decimal import Decimal

    from yingmen.case import Loan
    from yingmen.owe.card_terms import CardTerms
    from yingmen.owe.claims import WeighedClaim
    from yingmen.owe.limitation import Limitation


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to find out: the question, why, what a good answer holds, the document, the yuan at stake."""

    about: str
    ask: str
    why: str
    good_answer: str
    document: str
    amount: Decimal | None = None


_MISSING = {
    "nominal_rate": (
        "合同约定的利率是多少？是年利率还是日利率？",
        "不知道利率，利息和合计都算不出来。",
        "写明年利率或日利率的那一条",
        "借款合同、借款页面截图",
    ),
    "term_months": (
        "合同约定分多少期还？",
        "不知道期数，就排不出每期应还多少，也不知道整笔债哪天到期。",
        "总期数，和每期应还的日子、金额",
        "借款合同、还款计划表",
    ),
    "first_due_on": (
        "第一期（一次还清的，就是到期那天）是哪天？如果没有约定还款日，请写 on_demand = true。",
        "不知道还款日，就不知道从哪天起算逾期，时效也说不准。",
        "写明还款日的那一条",
        "借款合同、还款计划表",
    ),
}
_CARD_MISSING = (
    "这张卡的{}是多少？",
    "不知道它，账单就排不出来。",
    "账单或章程上写明的数",
    "信用卡账单、领用合约",
)
_UNSETTLED = ("", "和合同不一样，算出来的数就不一样。", "合同或账单上写明的那一条", "信用卡账单、领用合约")
_ASSUMED = {
    "received": (
        "实际到手多少钱？放款时有没有先扣？",
        "先扣的利息不能算本金。",
        "到账金额",
        "放款当天的银行流水",
    ),
    "deduction": (
        "放款时有没有先扣利息或费用？各扣了多少？",
        "先扣的利息不算本金，先扣的费用算成本。",
        "每一笔扣款的名目和金额",
        "放款当天的银行流水",
    ),
    "fee": (
        "除了利息，还收过什么费？每笔多少，谁收的？",
        "费用也算借款的成本。",
        "每笔费用的名目、金额、日期、收款方",
        "合同、扣款记录",
    ),
    "payment": (
        "到今天为止还过哪些款？每笔哪天、多少？",
        "漏记一笔，欠款就会多算。",
        "每笔还款的日期和金额",
        "银行流水、支付账单",
    ),
    "penalty_multiple": (
        "合同有没有约定逾期的罚息或违约金？怎么算？",
        "没有约定时，按约定的利率继续计息。",
        "写明罚息怎么算的那一条",
        "借款合同",
    ),
    "compound": (
        "合同有没有约定，欠付的利息还要再计利息？",
        "没有约定的，不应当利上滚利。",
        "写明复利的那一条，没有就是没有约定",
        "借款合同",
    ),
    "allocation": (
        "合同有没有约定还款先抵什么？",
        "先抵费用、利息还是本金，欠款会不一样。",
        "写明抵扣顺序的那一条",
        "借款合同",
    ),
    "lender_natural": (
        "出借人是个人，还是公司？",
        "个人之间的借款，合同从钱到手那天成立，利率上限看那天。",
        "出借人的姓名或公司全名",
        "借条、转账记录",
    ),
    "day_count": (
        "合同按一年 360 天还是 365 天计息？按月还是按天？",
        "数天数的办法不同，利息会差一些。",
        "写明计息天数的那一条",
        "借款合同",
    ),
    "signed_on": (
        "合同是哪天签的？",
        "民间借贷的利率上限，看合同成立那天的数字。",
        "签字那天的日期",
        "借款合同、借条",
    ),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What has been worked out of a loan when its questions are made; amounts in yuan."""

    claims: tuple[WeighedClaim, ...]
    over: Decimal | None = None
    third_party_fees: Decimal | None = None
    more: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Asks:
    """Everything to ask about a loan but its limitation, which is asked about between `first` and `last`.

    `first` has what blocks the ledger, then most money first; `last` has what was assumed.
    """

    first: tuple[Question, ...]
    last: tuple[Question, ...]

    def all(self, limits: Limitation) -> tuple[Question, ...]:
        """Every question, in the order to ask them."""
        return (*self.first, *_about_limitation(limits), *self.last)


def asks(loan: Loan, read: Terms | CardTerms | Unread, known: Known) -> Asks:
    """What to ask about a loan, from what is missing, what was worked out, and what was assumed."""
    missing = read.missing if isinstance(read, Unread) else ()
    blocking = [Question(key, *_MISSING.get(key, _card_missing(key))) for key in missing]
    weighty = [*_about_claims(loan, known.claims), *_about_ceiling(known), *_about_third_parties(known)]
    weighty.sort(key=lambda one: (-(one.amount or ZERO), one.about))
    used = assumptions(loan) if isinstance(read, Unread) else read.assumed
    return Asks((*blocking, *weighty, *known.more), tuple(_about_assumed(item) for item in used))


def _card_missing(key: str) -> tuple[str, str, str, str]:
    ask, why, good, document = _CARD_MISSING
    return ask.format(f" {key} "), why, good, document


def _about_claims(loan: Loan, claims: tuple[WeighedClaim, ...]) -> list[Question]:
    found = []
    holders = {loan.lender.strip(), (loan.assignee or "").strip()}
    for weighed in claims:
        if weighed.difference:
            found.append(_about_difference(weighed, weighed.difference))
        if weighed.claim.by and weighed.claim.by.strip() not in holders:
            found.append(_about_authority(weighed))
    return found


def _about_difference(weighed: WeighedClaim, difference: Decimal) -> Question:
    total = weighed.claim.total or ZERO
    apart = f"比这里算出的{'多' if difference > 0 else '少'} {yuan_text(abs(difference))}"
    return Question(
        f"claim:{weighed.claim.id}",
        f"对方 {weighed.claim.on} 说要还 {yuan_text(total)}，{apart}。{_what_to_ask(weighed)}",
        "说不清来路的数目，先不要认。",
        "本金、利息、罚息、复利、费用各多少，从哪天到哪天，按合同哪一条",
        "盖章的逐笔欠款明细、借款合同（信用卡是领用合约和账单）",
        abs(difference),
    )


def _what_to_ask(weighed: WeighedClaim) -> str:
    if not weighed.explained or weighed.explanation is None:
        return "请对方逐项列明各多少、怎么算的。"
    theirs = "；".join(option.theirs for option in weighed.explanation.exact[0].options)
    return f"像是这样算的：{theirs}。请对方说明合同哪一条这样约定。"


def _about_authority(weighed: WeighedClaim) -> Question:
    return Question(
        f"authority:{weighed.claim.id}",
        f"{weighed.claim.by}不是合同上的出借方。它是受委托催收，还是买下了这笔债？",
        "受委托的要有委托手续；债权转让没有通知您的，对您不发生效力。",
        "委托书写明委托谁、催哪一笔、到哪天；或者转让通知",
        "委托书，或债权转让通知（民法典第 546 条）",
        weighed.claim.total,
    )


def _about_ceiling(known: Known) -> list[Question]:
    if not known.over:
        return []
    return [
        Question(
            "ceiling",
            f"到今天为止，超过利率上限的有 {yuan_text(known.over)}。对方按什么收的这一部分？",
            "民间借贷超过上限的，法院不支持；机构的借款，可以请求法院酌减。",
            "每一项收费的依据，和愿不愿意减下来",
            "借款合同、逐笔收费明细",
            known.over,
        )
    ]


def _about_third_parties(known: Known) -> list[Question]:
    if not known.third_party_fees:
        return []
    return [
        Question(
            "third_party_fees",
            f"付给第三方的费用到今天是 {yuan_text(known.third_party_fees)}。提供了什么服务？已经付了多少？",
            "它们是不是贷款的成本有争议；没有真正服务的，可以要求退。",
            "服务内容、收费标准、每笔付款记录",
            "担保合同、服务合同、付款记录",
            known.third_party_fees,
        )
    ]


def _about_limitation(limits: Limitation) -> list[Question]:
    if limits.state != "unknown":
        return []
    return [
        Question(
            "limitation",
            "最后一次催要到您、您答应还、签字或还款，分别是哪天？",
            limits.because,
            "每件事的日期，和当时说了什么、签了什么",
            "催收函、短信、流水",
        )
    ]


def _about_assumed(item: Assumed) -> Question:
    ask, why, good, document = _ASSUMED.get(item.key, _UNSETTLED)
    if item.key not in _ASSUMED:
        ask = f"{item.because}。合同上是怎么写的？"
    return Question(item.key, ask, f"{item.because}。{why}", good, document)
