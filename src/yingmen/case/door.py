"""Who stands at the door right now: what the person inside has seen, heard and checked so far."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import model_validator

from yingmen.case.choices import Choice, Party, Place
from yingmen.case.values import Count, Entry, Moment, Name, about, choice, is_day_alone


class DoorClaim(Choice):
    """Who the people at the door say they are."""

    LENDER = "lender", "贷款方自己的人"
    AGENCY = "agency", "受委托的催收公司"
    LAWYER = "lawyer", "律师或律所的人"
    POLICE = "police", "民警"
    COURT = "court", "法院的人"
    GOVERNMENT = "government", "其他机关的人"
    OTHER = "other", "别的人"


class NumberFrom(Choice):
    """Where the number came from that was called to check."""

    OWN = "own", "自己查到的"
    VISITOR = "visitor", "来人给的"


class Door(Entry, title="眼前的一次上门"):
    """The visit that is on now, or expected: every fact may be unknown, and none is to be guessed.

    `at` is Beijing time without an offset; where only the date was given it is that day's midnight and
    `time_known` is false.
    """

    at: Annotated[Moment | None, about("什么时候", "如 2024-01-31T19:30:00；不知道钟点就只写日期")] = None
    time_known: Annotated[bool, about("钟点是否知道", "只写日期时自动当作不知道")] = True
    loan: Annotated[Name | None, about("为哪一笔借款", "写那笔借款的 id")] = None
    claims: Annotated[Annotated[DoorClaim, choice(DoorClaim)] | None, about("来人说自己是什么人")] = None
    asked: Annotated[Annotated[Party, choice(Party)] | None, about("对方要谁还", "不写就当欠款人本人")] = None
    place: Annotated[Annotated[Place, choice(Place)] | None, about("在哪里")] = None
    visitors: Annotated[Count | None, about("来了几个人")] = None
    alone: Annotated[bool | None, about("您是不是一个人在")] = None
    children_home: Annotated[bool | None, about("有没有未成年人在")] = None
    known_in_person: Annotated[bool | None, about("来的是不是借钱给您的那个人本人", "民间借贷才用得上")] = (
        None
    )
    lender_named: Annotated[bool | None, about("有没有说清是哪家贷款机构")] = None
    badge_shown: Annotated[bool | None, about("有没有出示工作证")] = None
    id_card_shown: Annotated[bool | None, about("有没有出示身份证", "姓名、照片和工作证对得上才写 true")] = (
        None
    )
    authorisation_shown: Annotated[bool | None, about("有没有出示委托书或授权书")] = None
    authorisation_sealed: Annotated[bool | None, about("授权书上有没有贷款方的公章")] = None
    agency_listed: Annotated[bool | None, about("催收公司在不在贷款方公布的名单上")] = None
    called_back: Annotated[
        bool | None, about("打电话给贷款方核实的结果", "确认是他们派的写 true，说不是写 false，没打通就不写")
    ] = None
    number_from: Annotated[
        Annotated[NumberFrom, choice(NumberFrom)] | None,
        about("核实用的号码从哪里来", "官网、卡背面、合同上的是 own；来人给的是 visitor"),
    ] = None
    confirmed_officially: Annotated[
        bool | None,
        about("用自己查到的号码核实的结果", "110、该法院、该机关或律师协会：说属实写 true，说没有写 false"),
    ] = None
    cash_asked: Annotated[bool | None, about("有没有要现金")] = None
    personal_account_asked: Annotated[bool | None, about("有没有要您转到个人账户")] = None
    papers_taken: Annotated[bool | None, about("有没有拿走或要扣下您的身份证、手机")] = None
    court_paper_by_chat: Annotated[bool | None, about("有没有用微信发所谓法院文书给您看")] = None
    signature_asked: Annotated[bool | None, about("有没有要您签字")] = None
    entered: Annotated[bool | None, about("有没有进门")] = None
    entry_consented: Annotated[bool | None, about("进门有没有得到同意")] = None
    asked_to_leave: Annotated[bool | None, about("有没有请他们离开")] = None
    left_when_asked: Annotated[bool | None, about("请他们离开后走了没有")] = None
    threat: Annotated[
        bool | None, about("有没有威胁", "要伤害人身、家人或财物；说要起诉、如实报征信不算")
    ] = None
    violence: Annotated[bool | None, about("有没有动手")] = None

    @model_validator(mode="before")
    @classmethod
    def _note_a_date_alone(cls, data: object) -> object:
        """A visit known by its date alone has no known hour, unless the file says otherwise."""
        if isinstance(data, Mapping) and data.get("time_known") is None and is_day_alone(data.get("at")):
            return {**data, "time_known": False}
        return data
