"""What step 4 asks: who lives from what, what a month costs, the trade, what is owned; and the bills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.case.means import Asset, Business, Household, Income
from yingmen.web.asking.places import Step
from yingmen.web.asking.sheet import Question, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

INCOME = Sheet(
    "income",
    "收入",
    Income,
    (
        Question(
            ("source", "observed", "amount", "low", "high", "every"),
            "这项收入从哪里来，各多少？",
            "最好把最近几个月实际到手的数一个一个写下，先写早的；只知道大概，就写每月多少。借来的钱不算收入。",
            "先按知道的算，会说清是假设。",
        ),
    ),
)

HOUSEHOLD = Sheet(
    "household",
    "家里的收支",
    Household,
    (
        Question(("members",), "家里几口人一起过？", "看生活要留多少。", "不写，就只看您写的开销。"),
        Question(("dependants",), "其中几个人要靠您养？", "孩子、老人、没有收入的都算。", "不写，就当没有。"),
        Question(
            ("essentials",),
            "每月离不开的开销各多少？",
            "房租、吃饭、水电、看病、上学，先留够这些，剩下的才拿来还债。一年一次的，名字里写上“每年”。",
            "没有这个，就排不出计划，也不会叫您先还。",
        ),
        Question(
            ("reserve",),
            "手头应急的钱有多少？",
            "存款、零钱都算；一分没有就写 0。有这笔钱，计划才守得住。",
            "不写，就先算不出每月能还多少。",
        ),
    ),
    inner=(INCOME,),
)

_COST = "最近一个月大约多少；几个月不一样，就再写差的和好的月份。确实没有就写 0。"
_COST_UNKNOWN = "不写，就算不出生意剩下多少。"


def _figure(key: str, ask: str) -> Question:
    """A monthly figure of the trade, with its bad and good months."""
    fields = tuple(f"{key}.{part}" for part in ("amount", "low", "high", "observed"))
    return Question(fields, ask, _COST, _COST_UNKNOWN)


BUSINESS = Sheet(
    "business",
    "生意的收支",
    Business,
    (
        _figure("revenue", "生意每月收进来多少？"),
        _figure("wages", "每月付给员工的工资多少？"),
        _figure("tax", "每月的税费多少？"),
        _figure("rent", "店铺、厂房每月租金多少？"),
        _figure("supplies", "每月进货、材料多少？"),
        _figure("other", "生意上每月别的开销多少？"),
    ),
)


def _earns(asset: Mapping[str, Any]) -> bool:
    """Whether it may bring in money: what is needed for living is not asked about."""
    return asset.get("essential") is not True


ASSET = Sheet(
    "asset",
    "财产",
    Asset,
    (
        Question(("kind",), "是什么？", "如存款、住房、电动车。"),
        Question(("value",), "大约值多少？", "照现在卖得掉的价钱。", "不写，就不算进去。"),
        Question(("liquid",), "能不能马上变成现金？"),
        Question(
            ("essential",),
            "是不是生活或干活离不开的？",
            "离不开的不会叫您卖：住的、做工用的、看病的，都算。",
            "不知道就当离不开。",
        ),
        Question(("income",), "它每月带来多少收入？", "如出租的房子。没有就写 0。", when=_earns),
    ),
    many=True,
)

STEP = Step("afford", (HOUSEHOLD, BUSINESS, ASSET))
