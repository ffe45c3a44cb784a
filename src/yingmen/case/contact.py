"""One attempt to reach somebody about a debt: the row of an audit file and the `[[contact]]` of a case.

Every fact may be unknown; only who, when and how may not.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import model_validator

from yingmen.case.choices import (
    Channel,
    ContactInitiator,
    LenderKind,
    Party,
    Place,
    PosedAs,
    Product,
    Purpose,
)
from yingmen.case.values import Count, Entry, Minutes, Moment, Name, Yuan, about, choice, is_day_alone


class Contact(Entry, title="一次催收联系"):
    """One attempt to reach somebody about a debt, by whatever channel.

    `at` is Beijing time without an offset; where only the date was given it is that day's midnight and
    `time_known` is false.
    """

    contact_id: Annotated[Name, about("编号", "自己起，整个文件里不能重复")]
    debtor_id: Annotated[Name, about("欠款人编号", "自己的案件不用写")] = "borrower"
    at: Annotated[Moment, about("什么时候", "北京时间，如 2024-01-31T19:30:00；记不清钟点就只写日期")]
    time_known: Annotated[bool, about("钟点是否知道", "只写日期时自动当作不知道")] = True
    channel: Annotated[Channel, choice(Channel), about("用什么方式联系")]
    loan: Annotated[Name | None, about("为哪一笔借款", "写那笔借款的 id")] = None
    lender_id: Annotated[Name | None, about("贷款方编号", "自己的案件不用写")] = None
    agent_id: Annotated[Name | None, about("催收员编号", "工号或自报的姓名")] = None
    number: Annotated[Name | None, about("联系用的号码", "电话号码或任意代号")] = None
    agency_id: Annotated[Name | None, about("催收机构", "own 表示贷款方自己的人；不知道就不写")] = None
    lender_kind: Annotated[Annotated[LenderKind, choice(LenderKind)] | None, about("贷款方是哪一类")] = None
    product: Annotated[Annotated[Product, choice(Product)] | None, about("是哪一种贷款")] = None
    online: Annotated[bool | None, about("是不是网上借的")] = None
    days_overdue: Annotated[Count | None, about("当时逾期几天")] = None
    amount_overdue: Annotated[Yuan | None, about("当时逾期金额（元）")] = None
    minutes: Annotated[Minutes | None, about("持续几分钟")] = None
    initiated_by: Annotated[
        Annotated[ContactInitiator, choice(ContactInitiator)] | None,
        about("谁主动联系的", "collector 催收方，debtor 欠款人；不写就当催收方"),
    ] = None
    connected: Annotated[bool | None, about("有没有联系上人")] = None
    witnessed: Annotated[bool | None, about("记录的人是否全程在场")] = None
    party: Annotated[Annotated[Party, choice(Party)] | None, about("对方要找谁")] = None
    party_liable: Annotated[bool | None, about("被找的人是否也负责还", "或者自己主动提出要还")] = None
    purpose: Annotated[Annotated[Purpose, choice(Purpose)] | None, about("为了什么")] = None
    debtor_lost: Annotated[
        bool | None, about("欠款人是否失联", "号码停用、按规定多次联系无人应答，或去世、丧失行为能力")
    ] = None
    stop_requested: Annotated[bool | None, about("被找的人是否早已要求别再这样联系")] = None
    hour_agreed: Annotated[bool | None, about("是否同意这个时间")] = None
    means_agreed: Annotated[bool | None, about("是否同意这种方式")] = None
    disclosure_agreed: Annotated[bool | None, about("欠款人是否同意告诉别人")] = None
    debt_disclosed: Annotated[bool | None, about("欠款情况是否让无关的人知道了")] = None
    others_present: Annotated[bool | None, about("旁边有没有别人看到或听到")] = None
    place: Annotated[Annotated[Place, choice(Place)] | None, about("上门的地点")] = None
    staff_count: Annotated[Count | None, about("来了几个人")] = None
    id_shown: Annotated[bool | None, about("有没有出示工作证件")] = None
    authorization_shown: Annotated[bool | None, about("有没有出示授权文件")] = None
    lender_named: Annotated[bool | None, about("有没有说明是哪家贷款机构")] = None
    purpose_stated: Annotated[bool | None, about("有没有说明来意")] = None
    informed_recording: Annotated[bool | None, about("对方有没有告知在录音录像")] = None
    recorded: Annotated[bool | None, about("对方有没有录音录像")] = None
    entered: Annotated[bool | None, about("有没有进门", "进到家里，或欠款人的工作区域里")] = None
    entry_consented: Annotated[bool | None, about("进门有没有得到同意")] = None
    asked_to_leave: Annotated[bool | None, about("有没有请他们离开")] = None
    left_when_asked: Annotated[bool | None, about("请他们离开后走了没有")] = None
    minors_present: Annotated[bool | None, about("有没有未成年人在场")] = None
    outsourcing_notified: Annotated[bool | None, about("贷款方是否事先告知委托了这家机构")] = None
    agency_listed: Annotated[bool | None, about("这家机构是否在贷款方公布的名单上")] = None
    violence: Annotated[bool | None, about("有没有动手")] = None
    injured: Annotated[bool | None, about("有没有人受伤")] = None
    threat: Annotated[
        bool | None, about("有没有威胁", "要伤害人身、家人或财物；说要起诉、申请执行、如实报征信不算")
    ] = None
    insult: Annotated[bool | None, about("有没有辱骂")] = None
    detained: Annotated[bool | None, about("有没有不让人走")] = None
    property_damaged: Annotated[bool | None, about("有没有损坏财物")] = None
    property_taken: Annotated[bool | None, about("有没有未经同意拿走东西")] = None
    filmed_private: Annotated[bool | None, about("有没有未经同意拍摄家里或私生活")] = None
    followed: Annotated[bool | None, about("有没有跟踪、堵人、纠缠")] = None
    order_disturbed: Annotated[bool | None, about("有没有扰乱单位或店铺的秩序")] = None
    cash_taken: Annotated[bool | None, about("有没有当场收现金")] = None
    new_loan_urged: Annotated[bool | None, about("有没有劝您再去借钱来还")] = None
    signature_pressured: Annotated[bool | None, about("有没有逼着签字")] = None
    filmed_secretly: Annotated[bool | None, about("有没有偷拍偷录")] = None
    posted_publicly: Annotated[bool | None, about("有没有公开张贴或在网上公布")] = None
    organised: Annotated[bool | None, about("是不是几个人合伙这样做")] = None
    harassed: Annotated[bool | None, about("电话或消息是否多到打乱了正常生活")] = None
    false_document: Annotated[bool | None, about("有没有伪造公文、证件、印章")] = None
    false_statement: Annotated[bool | None, about("有没有说假话骗人")] = None
    fee_charged: Annotated[bool | None, about("有没有收催收费用")] = None
    personal_account: Annotated[bool | None, about("有没有要求把钱转到个人账户")] = None
    private_device: Annotated[bool | None, about("催收员有没有用私人手机或账号")] = None
    posed_as: Annotated[
        Annotated[PosedAs, choice(PosedAs)] | None, about("冒充成什么人", "没有冒充写 none")
    ] = None
    amount_asked: Annotated[bool | None, about("有没有问过欠款怎么算的")] = None
    amount_explained: Annotated[bool | None, about("对方当场解释了没有")] = None
    answer_promised: Annotated[bool | None, about("对方有没有答应哪天答复")] = None
    dispute_open: Annotated[bool | None, about("当时对欠款是否有争议还没解决")] = None
    hardship_told: Annotated[bool | None, about("是否已经说过自己有困难")] = None
    agreement_active: Annotated[bool | None, about("当时是否有分期协议在履行")] = None
    agreement_breached: Annotated[bool | None, about("欠款人是否违反了协议")] = None
    demand_beyond_agreement: Annotated[bool | None, about("要的钱是否超过协议当时该还的")] = None
    terms_explained: Annotated[bool | None, about("要签的东西有没有解释清楚")] = None

    @model_validator(mode="before")
    @classmethod
    def _note_a_date_alone(cls, data: object) -> object:
        """A contact remembered by its date alone has no known hour, unless the file says otherwise."""
        if isinstance(data, Mapping) and data.get("time_known") is None and is_day_alone(data.get("at")):
            return {**data, "time_known": False}
        return data
