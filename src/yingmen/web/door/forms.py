"""What step 3 asks about a visit, in the order of need: first who it is, then what they do, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.case import Door
from yingmen.case.door import DoorClaim
from yingmen.web.asking.places import Step
from yingmen.web.asking.sheet import Question, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

_OFFICIAL = frozenset({DoorClaim.POLICE.value, DoorClaim.COURT.value, DoorClaim.GOVERNMENT.value})


def _official(door: Mapping[str, Any]) -> bool:
    return door.get("claims") in _OFFICIAL


def _other(door: Mapping[str, Any]) -> bool:
    return not _official(door)


def _shown(door: Mapping[str, Any]) -> bool:
    return _other(door) and door.get("authorisation_shown") is not False


def _agency(door: Mapping[str, Any]) -> bool:
    return _other(door) and door.get("claims") != DoorClaim.LENDER.value


def _called(door: Mapping[str, Any]) -> bool:
    return _other(door) and door.get("called_back") is not None


_WHO = (
    Question(
        ("claims",),
        "来的人说自己是谁？",
        "只照他说的选，是不是真的后面再核实。",
        "先按催收的人对待：不开门，先核实，核实以前不谈欠款。",
    ),
    Question(
        ("violence", "threat"),
        "有没有动手、威胁？",
        "说要伤害您、家人或财物才算威胁；说要起诉、照实报征信不算。有危险先打 110，再回来填。",
        "当作没有看到；有了，随时回来改，第一句就会变成打 110。",
    ),
    Question(
        ("entered", "entry_consented"),
        "他们进门了吗？您同意了没有？",
        "同意了也可以收回。",
        "不说有人擅自进门，也不说没有。",
    ),
    Question(
        ("asked_to_leave", "left_when_asked"),
        "请他们走了吗？走了没有？",
        "说一遍“请离开”就够，不用吵。",
        "不说他们赖着不走；照样教您怎么请。",
    ),
)
_CHECK = (
    Question(
        ("confirmed_officially",),
        "您自己打电话核实了吗？对方怎么说？",
        "民警打 110；法院和别的机关，打自己查到的那个单位的电话。说属实选“是”，说没有这回事选“否”。",
        "没核实之前，先不开门，也不阻拦；核实好了马上开。",
        _official,
    ),
    Question(
        ("called_back",),
        "给贷款方打电话核实了吗？",
        "说是他们派来的选“是”，说没派人选“否”。没打通就选不知道。",
        "没有这一项，核实到不了可以谈的分数，先不谈欠款。",
        _other,
    ),
    Question(
        ("number_from",),
        "核实时打的号码，是哪里来的？",
        "官网、卡背面、合同上的，是自己查到的。来人给的号码不算数。",
        "号码不知道是哪里来的，说“是”不算核实过。",
        _called,
    ),
    Question(
        ("badge_shown", "id_card_shown"),
        "看过工作证、身份证吗？",
        "请他举到猫眼前看，两张上的姓名、照片对得上，身份证才选“是”。",
        "这一项先不给分。",
        _other,
    ),
    Question(
        ("authorisation_shown",),
        "看过委托书或授权书吗？",
        "写明谁委托谁、为哪一笔债。",
        "这一项先不给分。",
        _other,
    ),
    Question(
        ("authorisation_sealed",),
        "授权书上有贷款方的公章吗？",
        "是贷款方的章，不是催收公司的章。",
        "没有章的授权书先不给分。",
        _shown,
    ),
    Question(
        ("agency_listed",),
        "催收公司在不在贷款方公布的名单上？",
        "在贷款方官网、手机软件里查，或者打电话核实时一起问。",
        "这一项先不给分。",
        _agency,
    ),
    Question(
        ("badge_shown", "authorisation_shown"),
        "看过证件和文书吗？",
        "隔着门请对方出示，记下姓名、单位、证号。授权书这一项，这里指法律文书。",
        "照样先打电话核实，真假由电话定。",
        _official,
    ),
    Question(
        ("known_in_person",),
        "来的是不是借钱给您的那个人？",
        "向熟人、个人借的才用得上。替别人来的选“否”。",
        "个人借的，先不当作本人，打您存着的号码核实。",
        _other,
    ),
)
_DOING = (
    Question(
        ("signature_asked", "cash_asked", "personal_account_asked", "papers_taken", "court_paper_by_chat"),
        "他们要您做什么？",
        "一样一样选。要现金、要转个人账户、要拿证件，常常是骗子。",
        "不当作看到过骗子的做法；还是一样：不签字，不给钱，不给证件。",
    ),
    Question(
        ("visitors",),
        "来了几个人？",
        "从猫眼数一数。",
        "不说人数合不合行业的规矩。",
    ),
    Question(
        ("alone", "children_home"),
        "家里有谁？",
        "您一个人在，会多教一句给家人打电话；有孩子在，会教怎么护着孩子。",
        "这两样的话先不说。",
    ),
    Question(
        ("place",),
        "在哪里？",
        "",
        "当作在家里。",
    ),
    Question(
        ("asked",),
        "他们要谁还？",
        "要的是您本人，还是家里人、担保人，说的话不一样。",
        "当作是您本人借的。",
    ),
    Question(
        ("loan",),
        "为哪一笔借款来的？",
        "",
        "每一笔都看一遍，时效和要问的都列出来。",
    ),
    Question(
        ("lender_named",),
        "说清是哪家贷款机构了吗？",
        "",
        "还是先问：替哪家来，为哪一笔？",
        _other,
    ),
    Question(
        ("at",),
        "什么时候来的？",
        "不知道钟点，就只写日期。",
        "当作现在；夜里的话不会说到钟点。",
    ),
)
DOOR = Sheet("door", "这一次上门", Door, (*_WHO, *_CHECK, *_DOING))
STEP = Step("door", (DOOR,))
