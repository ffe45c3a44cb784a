"""What step 1 asks: who borrowed, and each loan from the contract to what the other side says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.case import Borrower, Loan
from yingmen.web.asking.places import Step
from yingmen.web.asking.sheet import Question, Sheet
from yingmen.web.desk import NAMELESS
from yingmen.web.owe.forms_lists import LISTS

if TYPE_CHECKING:
    from collections.abc import Mapping


def _card(loan: Mapping[str, Any]) -> bool:
    return loan.get("repayment") == "revolving"


def _lent(loan: Mapping[str, Any]) -> bool:
    return not _card(loan)


def _private(loan: Mapping[str, Any]) -> bool:
    return loan.get("lender_kind") == "private"


def _parts(loan: Mapping[str, Any]) -> bool:
    return loan.get("repayment") not in {None, "bullet", "revolving"}


def _without(key: str, card: bool | None = None) -> Any:  # noqa: ANN401, FBT001 - a function
    """Asked where the rival key is not known: only one of the two is written."""
    return lambda loan: loan.get(key) is None and card in {None, _card(loan)}


def _assigned(loan: Mapping[str, Any]) -> bool:
    return bool(loan.get("assigned_on"))


BORROWER = Sheet(
    "borrower",
    "您的情况",
    Borrower,
    (
        Question(
            ("name",),
            "怎么称呼您？",
            "写信、写记录时要用。生僻字、间隔号照身份证写；不想写就跳过。",
            "跳过的话，先写“本人”，算账不受影响。",
        ),
        Question(
            ("kind",),
            "借款的是谁？",
            "开小店、办了个体户执照的，选个体工商户；有的规定对个人和公司不一样。",
            "不知道就先按个人算。",
        ),
        Question(
            ("city",),
            "您住在哪个城市？",
            "有的规定各地不一样。",
            "不写的话，只用全国的规定。",
        ),
        Question(
            ("phone",),
            "写信时留哪个电话？",
            "信里要有一个能联系到您的方式；平时不会用到，也不会发给任何人。",
            "不写的话，信里那一处空着，您手写。",
        ),
    ),
    start=lambda number: dict(NAMELESS["borrower"]) if not number else {},
)

_CONTRACT = (
    Question(
        ("lender",),
        "钱是谁借给您的？",
        "写合同上的出借人，不是手机软件的名字。在借款合同第一页，或者软件里“我的合同”。",
        "这一项空着，这一笔先不算。",
    ),
    Question(
        ("lender_kind",),
        "出借人是哪一类？",
        "看是谁出的钱，不看是谁介绍的。向个人或普通公司借的，选民间借贷。",
        "利率的上限看这一项；空着，这一笔先不算。",
    ),
    Question(
        ("lender_natural",),
        "出借人是个人吗？",
        "两个个人之间借钱，合同从钱到手那天起算。",
        "不知道的话，上限按哪天算说不准，会列成要问清楚的事。",
        _private,
    ),
    Question(("product",), "这是哪一种借款？", "看合同名称或软件里的产品名称。", "空着，这一笔先不算。"),
    Question(
        ("online",),
        "是在网上借的吗？",
        "用手机软件或网页借的，选是。",
        "不知道的话，网贷的规定用不用得上说不准。",
        _lent,
    ),
    Question(
        ("repayment",),
        "约定怎么还？",
        "看合同或还款计划。每月还一样多，一般是等额本息；信用卡选循环额度；到期一次还的，选到期一次还本付息。",
        "空着，这一笔先不算。",
    ),
    Question(
        ("contract_no",), "合同编号是多少？", "写信时要写明是哪一份合同。", "不写的话，信里用日期和金额来指。"
    ),
    Question(
        ("signed_on",),
        "合同是哪天签的？",
        "民间借贷的利率上限，看合同成立那天的数字。",
        "不知道的话，先按放款那天算，并且会说明。",
    ),
)
_MONEY = (
    Question(
        ("disbursed_on",),
        "钱是哪天到账的？",
        "看银行流水、支付账单。信用卡写从哪天记起：那天以前都还清了的日子。",
        "空着，这一笔先不算。",
    ),
    Question(
        ("principal",),
        "合同上写借了多少？",
        "写合同上的数，不是到手的数。信用卡写记起那天之前欠的本金，都还清了写 0。",
        "空着，这一笔先不算。",
    ),
    Question(
        ("received",),
        "实际到手多少？",
        "先扣的利息不算本金，到手多少才算多少。看到账那天的流水。",
        "不知道的话，先当全部到手，算出来可能偏多。",
        _lent,
    ),
)
_DATES = (
    Question(
        ("term_months",),
        "一共分多少期？",
        "看还款计划，按月还，几个月就是几期。",
        "不知道就排不出每期应还多少，这一笔的账还算不出来。",
        _parts,
    ),
    Question(
        ("on_demand",),
        "是不是没有约定哪天还？",
        "借条上没写还款日的，选是。",
        "不知道的话，会列成要问清楚的事。",
        lambda loan: loan.get("repayment") == "bullet",
    ),
    Question(
        ("first_due_on",),
        "第一个还款日是哪天？",
        "到期一次还的，写到期那天。",
        "不知道就不知道从哪天起算逾期，这一笔的账还算不出来。",
        lambda loan: _lent(loan) and not loan.get("on_demand"),
    ),
    Question(
        ("last_due_on",),
        "最后一期是另一个日子吗？",
        "和前面各期同一天的，跳过。",
        "跳过的话，当作每期都是同一天。",
        _parts,
    ),
)
_RATES = (
    Question(
        ("nominal_rate",),
        "合同上的年利率是多少？",
        "只写了月利率的，乘 12。没有约定利息的写 0。写的是日利率的，跳过，下一问再写。",
        "年利率、日利率都不知道，利息就算不出来。",
        _without("daily_rate", card=False),
    ),
    Question(
        ("daily_rate",),
        "合同上的日利率是多少？",
        "例如每天万分之五，写 0.05%，也可以写 万分之五。信用卡在账单背面或领用合约里。",
        "不知道的话，利息算不出来，会列成要问清楚的事。",
        _without("nominal_rate"),
    ),
    Question(
        ("day_count",),
        "合同怎么数天数？",
        "合同里“日利率＝年利率÷360”就是一年按 360 天。",
        "不知道的话，按这类借款通常的算法，利息会差一点。",
        _lent,
    ),
    Question(
        ("penalty_multiple",),
        "逾期的罚息是合同利率的几倍？",
        "“在合同利率上加收 50%”写 1.5。约定每天收多少的，跳过，下一问再写。",
        "不知道的话，逾期按合同利率继续计息。",
        _without("penalty_daily_rate", card=False),
    ),
    Question(
        ("penalty_daily_rate",),
        "逾期每天的罚息是多少？",
        "例如每天千分之一，写 0.1%，也可以写 千分之一。",
        "不知道的话，逾期按合同利率继续计息。",
        _without("penalty_multiple", card=False),
    ),
    Question(
        ("compound",),
        "欠的利息还要再算利息吗？",
        "合同里叫“复利”。没有约定就选否。",
        "不知道的话，先不算复利，并且会说明。",
    ),
    Question(
        ("allocation",),
        "还的钱先抵什么？",
        "合同有约定才选。",
        "不知道的话，按法律规定的顺序：先费用，再利息，后本金。",
        _lent,
    ),
)
_CARD = (
    Question(
        ("statement_day",),
        "账单日是每月几号？",
        "账单上、手机银行里都有。",
        "不知道的话，账单排不出来。",
        _card,
    ),
    Question(("due_day",), "还款日是每月几号？", "账单上有。", "不知道的话，账单排不出来。", _card),
    Question(
        ("minimum_rate",),
        "最低还款是欠款的百分之几？",
        "一般在领用合约里，例如 10%。",
        "不知道的话，违约金算不出来。",
        _card,
    ),
    Question(
        ("late_fee_rate",),
        "违约金是百分之几？",
        "按最低还款没还的部分算，例如 5%。",
        "不知道的话，违约金算不出来。",
        _card,
    ),
    Question(("credit_limit",), "信用额度是多少？", "知道才写。", "不知道也能算。", _card),
)
_SINCE = (
    Question(
        ("accelerated_on",),
        "对方有没有通知全部提前到期？",
        "短信、信函里“宣布全部提前到期”的日子；没有就跳过。",
        "跳过的话，当作没有。",
        _lent,
    ),
    Question(("sued_on",), "有没有被起诉？哪天？", "收到起诉状的日子；没有就跳过。", "跳过的话，当作没有。"),
    Question(
        ("assigned_on",),
        "债有没有转给别人？哪天？",
        "收到转让通知的日子；没有就跳过。",
        "跳过的话，当作没有。",
    ),
    Question(("assignee",), "转给了谁？", "写通知上的名称。", "不知道的话，会列成要问清楚的事。", _assigned),
    Question(
        ("broker",), "是哪个平台介绍的？", "助贷、中介平台的名字；没有就跳过。", "不知道也能算。", _lent
    ),
    Question(
        ("secured",), "有没有抵押或质押？", "房子、车子押给了对方的，选是。", "不知道的话，当作说不准。"
    ),
    Question(("guarantor",), "有没有担保人？", "有人替您签字担保的，选是。", "不知道的话，当作说不准。"),
    Question(
        ("agency_id",),
        "现在由谁来催收？",
        "写催收公司的名字；贷款方自己的人来催的，就写“贷款方自己的人”。",
        "不知道的话，合规那一步会列成要问清楚的事。",
    ),
    Question(
        ("agency_listed",),
        "这家催收公司在贷款方公布的名单上吗？",
        "在贷款方的官网或软件里查“合作机构”。",
        "没查过就选不知道。",
        lambda loan: loan.get("agency_id") not in {None, "own"},
    ),
)

LOAN = Sheet(
    "loan",
    "借款",
    Loan,
    _CONTRACT + _MONEY + _DATES + _RATES + _CARD + _SINCE,
    many=True,
    inner=LISTS,
    start=lambda number: {"id": f"借款{number + 1}"},
    ask="您的各笔借款",
    why="一笔一笔来。先写催得最急的那一笔也行；写好一笔，结果里就有一笔。",
)
STEP = Step("owe", (BORROWER, LOAN))
