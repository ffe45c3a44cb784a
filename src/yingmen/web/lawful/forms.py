"""What step 2 asks about one contact: when, how and whom first, then what happened, by the way it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.case import Channel, Contact
from yingmen.web.asking.places import Step
from yingmen.web.asking.sheet import Question, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

_VISIT = Channel.VISIT.value
_SPOKEN = frozenset({Channel.CALL.value, Channel.ROBOT_CALL.value, _VISIT})


def _visit(contact: Mapping[str, Any]) -> bool:
    return contact.get("channel") == _VISIT


def _entered(contact: Mapping[str, Any]) -> bool:
    return _visit(contact) and contact.get("entered") is not False


def _called(contact: Mapping[str, Any]) -> bool:
    return contact.get("channel") in {Channel.CALL.value, Channel.ROBOT_CALL.value}


def _spoken(contact: Mapping[str, Any]) -> bool:
    return contact.get("channel") in _SPOKEN


def _loose(contact: Mapping[str, Any]) -> bool:
    return contact.get("loan") is None


_FIRST = (
    Question(("channel",), "他们用什么方式联系的？", "一次联系填一条。", "空着，这一次先不看。"),
    Question(
        ("at",),
        "是什么时候？",
        "通话记录、微信、短信里能查到。夜里的联系，钟点很要紧。",
        "日期空着，这一次先不看；只缺钟点，夜里那几条说不清。",
    ),
    Question(
        ("loan",),
        "为哪一笔借款？",
        "管银行、消费金融、小贷的规定不一样。",
        "哪些规定管得到他们，可能说不清。",
    ),
    Question(("initiated_by",), "谁先联系谁的？", "您打过去问的，选欠款人。", "当作是催收的人主动联系。"),
    Question(
        ("party",),
        "他们找的是谁？",
        "找家人、同事、朋友，规矩不一样。",
        "找没找错人，说不清。",
    ),
    Question(
        ("connected",),
        "接通了吗？",
        "没接通的来电也算一次打扰，另有规矩。",
        "接通才管的那几条说不清。",
        _called,
    ),
    Question(("purpose",), "他们为了什么？", "", "有几条要看是不是催还款，说不清。"),
    Question(
        ("witnessed",),
        "您从头到尾都在场吗？",
        "电话是您自己接的，也选“是”。选了“是”，下面没选的事就当作没有发生。",
        "没写的事不当作没有，会有很多条说不清。",
    ),
)
_HAPPENED = (
    Question(
        ("violence", "threat", "insult", "detained", "injured"),
        "有没有这些事？",
        "威胁是说要伤人、伤家人、毁东西；说要起诉、照实报征信不算。",
        "在场的话当作没有；不在场就说不清。",
    ),
    Question(
        (
            "property_damaged",
            "property_taken",
            "filmed_private",
            "followed",
            "order_disturbed",
            "cash_taken",
            "new_loan_urged",
            "signature_pressured",
        ),
        "还有没有这些事？",
        "",
        "在场的话当作没有；不在场就说不清。",
    ),
    Question(
        ("debt_disclosed", "others_present"),
        "有没有让别人知道您欠钱？",
        "家人、同事、邻居听到、看到都算。",
        "在场的话当作没有；不在场就说不清。",
    ),
    Question(
        (
            "posed_as",
            "false_document",
            "false_statement",
            "fee_charged",
            "personal_account",
            "posted_publicly",
            "harassed",
            "organised",
            "filmed_secretly",
        ),
        "有没有用过这些手法？",
        "一样一样选。没有冒充的，选没有冒充。",
        "不当作有，也不当作没有，这几条先说不清。",
    ),
    Question(
        ("hour_agreed", "means_agreed", "disclosure_agreed"),
        "您事先同意过吗？",
        "同意在这个时间、用这种方式联系，或者同意告诉别人。",
        "同意过就不算不合规，所以先说不清。",
    ),
)
_AT_THE_DOOR = (
    Question(
        ("place", "staff_count", "minors_present"),
        "在哪里？来了几个人？有没有孩子在？",
        "",
        "看地点、人数的那几条说不清。",
        _visit,
    ),
    Question(
        ("id_shown", "authorization_shown", "purpose_stated"),
        "有没有亮明身份、说明来意？",
        "",
        "要出示证件的那几条说不清。",
        _visit,
    ),
    Question(
        ("entered", "entry_consented"),
        "进门了吗？您同意了没有？",
        "",
        "擅自进门那一条说不清。",
        _visit,
    ),
    Question(
        ("asked_to_leave", "left_when_asked"),
        "请他们走了吗？走了没有？",
        "",
        "赖着不走那一条说不清。",
        _visit,
    ),
)
_WHO = (
    Question(
        ("lender_named",),
        "说清是哪家贷款机构了吗？",
        "",
        "要说明身份的那几条说不清。",
    ),
    Question(
        ("agency_id", "outsourcing_notified"),
        "来催的是哪家？",
        "外面的公司写名字；贷款方自己的人，就写“贷款方自己的人”。",
        "管催收公司的那几条说不清。",
    ),
    Question(
        ("lender_kind", "product", "online"),
        "是哪一类贷款？",
        "已经选了是哪一笔借款，就不用再填。",
        "哪些规定管得到他们，说不清。",
        _loose,
    ),
    Question(
        ("party_liable", "debtor_lost", "stop_requested"),
        "被找的人是什么情形？",
        "担保人、共同借款人也负责还；早就说过别再找的，选“是”。",
        "找别人的那几条说不清。",
    ),
)
_MORE = (
    Question(
        ("number", "minutes"),
        "哪个号码？多久？",
        "同一个号码一天打几次，要看号码。号码可以写任意代号。",
        "数次数的那几条说不清。",
        _spoken,
    ),
    Question(
        ("amount_asked", "amount_explained", "answer_promised", "dispute_open"),
        "问过欠款怎么算吗？",
        "",
        "问了不答的那一条说不清。",
    ),
    Question(
        ("hardship_told", "agreement_active", "agreement_breached", "demand_beyond_agreement"),
        "有没有说过难处，有没有分期协议？",
        "",
        "协议期间催收的那几条说不清。",
    ),
    Question(
        ("terms_explained",),
        "要签的东西，解释清楚了吗？",
        "没有要您签字，就跳过。",
        "签字那一条说不清。",
    ),
    Question(
        ("informed_recording", "recorded", "agency_listed", "private_device"),
        "录音、名单、私人手机：知道就填",
        "多半只有对方知道，不用猜。",
        "会列成要问贷款方的，不影响别的。",
    ),
)
CONTACT = Sheet(
    "contact",
    "联系",
    Contact,
    (*_FIRST, *_HAPPENED, *_AT_THE_DOOR, *_WHO, *_MORE),
    many=True,
    start=lambda number: {"contact_id": f"联系{number + 1}"},
    ask="他们怎么联系您的",
    why="一次来电、一条消息、一次上门，各记一条。刚发生的，用“记一笔”更快，还会封存。",
)
STEP = Step("lawful", (CONTACT,))
