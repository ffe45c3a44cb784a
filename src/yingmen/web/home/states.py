"""How far each step is, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.web.desk import Desk

NOTHING, DONE = "还没填", "好了"


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the overview: its number, its name, how far it is, and where it is."""

    number: int
    name: str
    state: str
    address: str

    @property
    def is_done(self) -> bool:
        """Whether nothing is lacking."""
        return self.state == DONE


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do now, why, and where."""

    what: str
    why: str
    address: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A loan on the overview: whose it is, what it is, and whether something is lacking."""

    lender: str
    product: str
    lacking: str


def steps(desk: Desk) -> tuple[Step, ...]:
    """The five steps with their states."""
    found = (
        ("真正欠多少", _owe(desk), "owe:answer"),
        ("他们做的合不合规", _lawful(desk), "lawful:answer"),
        ("门口怎么办", DONE if desk.case.door else NOTHING, "door:answer"),
        ("还得起多少", _afford(desk), "afford:answer"),
        ("怎么答：要说的、要写的", _answer(desk), "answer:answer"),
    )
    return tuple(
        Step(number, name, state, reverse(view)) for number, (name, state, view) in enumerate(found, 1)
    )


def next_thing(desk: Desk) -> Next:
    """What is best done now: the first thing that the rest waits for."""
    return next(_wanted(desk))


def loans(desk: Desk) -> tuple[Owed, ...]:
    """Every loan of the document, those that are not complete yet too."""
    lacking = {item.position: "、".join(item.briefly) for item in desk.left_out if item.table == "loan"}
    names = {loan.id: loan.product.label for loan in desk.own.loan}
    return tuple(
        Owed(
            str(item.get("lender") or item.get("id") or f"第 {position + 1} 笔"),
            names.get(item.get("id"), ""),
            lacking.get(position, ""),
        )
        for position, item in enumerate(desk.kept.data.get("loan", []))
    )


def _wanted(desk: Desk) -> Iterator[Next]:
    if not desk.kept.data.get("loan"):
        yield Next(
            "写下一笔借款", "知道欠谁的、哪天借的、还过多少，才算得出真正欠多少。", reverse("owe:answer")
        )
    if _left(desk, "loan"):
        yield Next("把没写完的那笔借款写完", "没写完的先不算，写完就算进去。", reverse("owe:answer"))
    if not desk.case.contact:
        yield Next("记下他们怎么联系您的", "电话、消息、上门都行，一次记一条。", reverse("record:now"))
    if _left(desk, "contact"):
        yield Next("把没写完的那次联系写完", "写完才看得出合不合规。", reverse("lawful:answer"))
    if _afford(desk) != DONE:
        yield Next("写下家里每月的收支", "先留够吃饭、房租，再看能还多少。", reverse("afford:answer"))
    if desk.case.door is None:
        yield Next("想好下次上门怎么办", "来的人说自己是谁，该看什么证件，先过一遍。", reverse("door:answer"))
    yield Next("看两页纸和要说的话", "都填好了：可以打印、保存，门口照着说。", reverse("answer:answer"))


def _left(desk: Desk, table: str) -> int:
    return sum(item.table == table for item in desk.left_out)


def _owe(desk: Desk) -> str:
    left = _left(desk, "loan")
    if left:
        return f"还差 {left} 笔没写完"
    return DONE if desk.own.loan else NOTHING


def _lawful(desk: Desk) -> str:
    left = _left(desk, "contact")
    if left:
        return f"还差 {left} 次没写完"
    return DONE if desk.case.contact else NOTHING


def _afford(desk: Desk) -> str:
    home = desk.own.household
    if home is None and desk.own.business is None:
        return NOTHING
    has_income = bool(home and home.income) or bool(desk.own.business and desk.own.business.revenue)
    lacking = [] if has_income else ["收入"]
    lacking += [] if home and home.essentials else ["每月必需的开销"]
    return f"还差{'、'.join(lacking)}" if lacking else DONE


def _answer(desk: Desk) -> str:
    return DONE if desk.own.loan else "还差第 1 步"
