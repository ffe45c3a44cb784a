"""How `door` says things: the outcome of the check, the reading of the visit, in plain, kind Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.days import date_text
from yingmen.door.check import Answer
from yingmen.door.history import Reading

if TYPE_CHECKING:
    from yingmen.door.check import Item
    from yingmen.door.visit import Visit

ANSWERS = {
    Answer.VERIFIED: ("核实过了", "可以在门口谈"),
    Answer.NOT_VERIFIED: ("还没核实", "先不谈欠款"),
    Answer.KEEP_SHUT: ("不要开门", "有骗子常用的做法，或者核实过不是"),
    Answer.OFFICIAL: ("是真的，请配合", "开门，看证件和文书"),
}
READINGS = {
    Reading.OUT_OF_REACH: (
        "照记录，对方那时联系不上您，银行业协会的指引把这种情形算作失联。改为上门，算不上违规。"
    ),
    Reading.REACHABLE: (
        "照记录，对方联系得上您。可是没有哪份文件说联系得上就不能上门，所以这不算违规。"
        "可以问他为什么不先打电话，并说好以后怎么联系。"
    ),
    Reading.UNKNOWN: (
        "凭现在的记录，说不准对方是不是已经联系不上您。补上下面几样，才说得清。无论哪样，上门本身都不算违规。"
    ),
    Reading.NO_TEXT: (
        "对这样的贷款、在那一天，我们没有核到哪份文件说明什么时候可以上门。礼貌地上门，不算违规。"
    ),
    Reading.OFFICIAL: "来的人自称是机关的。要不要来，由他们的法律手续决定，不按催收的规矩看。先核实真假。",
}
NO_ORDER = "没有哪份文件规定必须先发信、再打电话、最后才上门。先后顺序不对，不等于违规。"
STATES = {"yes": "有", "no": "没有", "unknown": "还没看"}


def item_text(item: Item, *, only_one: bool) -> str:
    """One thing to ask for, how it stands and how to ask; what decides alone has no points to name."""
    worth = f"，{item.points} 分" if item.points and not only_one else ""
    return f"{item.name}（{_state(item)}{worth}）。{item.ask}"


def _state(item: Item) -> str:
    if item.id in {"called_back", "confirmed", "employed"}:
        return {"yes": "说是真的", "no": "说不是", "unknown": "还没核实"}[item.state]
    if item.id == "known":
        return {"yes": "是本人", "no": "不是本人", "unknown": "还没看清"}[item.state]
    return STATES[item.state]


def subtitle(visit: Visit) -> str:
    """Which visit the page speaks of."""
    who = visit.door.claims.label if visit.door.claims else "还不知道是谁"
    if visit.contact is not None:
        return f"说的是记录里 {date_text(visit.day)} 那一次上门（{visit.contact.contact_id}），已经过去"
    if visit.past:
        return f"说的是 {date_text(visit.day)} 那一次上门，已经过去；来人自称：{who}"
    if visit.door.claims or visit.door.at:
        return f"来人自称：{who}"
    return "还没有写来的是谁，先照这张卡一样一样问"
