"""The plan beside other ways to pay, and what each monthly sum would bring both sides, on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.afford.frontier import frontier_chart, frontier_table
from yingmen.afford.offers_page import court_told
from yingmen.days import date_text
from yingmen.document import Align, Column, Paragraph, Row, Section, Table, Tone
from yingmen.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.afford.afforded import Afforded
    from yingmen.afford.plan import Plan
    from yingmen.document import Block

_METHODS = {
    "optimum": "一共付得最少",
    "even": "每月一样多",
    "snowball": "先还最小的",
    "avalanche": "先还最贵的",
    "pro_rata": "按欠款多少分",
    "as_asked": "对方要多少还多少",
}
_COLUMNS = (
    Column("还法"),
    Column("60 个月内付出", Align.RIGHT),
    Column("对方都不同意时", Align.RIGHT),
    Column("哪天还完"),
    Column("钱够吗"),
)
_UNAGREED = "“对方都不同意时”：照同样的数还，罚息照合同算，没还上的也算进去。"
_READ = (
    "每月拿得越多，越早还完，也越容易断。“推荐”是够稳的里面、一共付得最少的。“各有取舍”：换一种，您和对方总有"
    "一边要让。“不如别的”：另有一种，一边更好，另一边不差。“折成今天”：晚到的钱打了折，半路断掉的也算进去了。"
)


def compared_section(found: Afforded) -> Section:
    """The plan and the rules of thumb under the same money, then the plans that were weighed."""
    return Section("和别的还法比", tuple(_blocks(found)), "compared")


def _blocks(found: Afforded) -> Iterator[Block]:
    plan = found.plan
    others = [one for one in found.compared if plan is None or one.payments != plan.payments]
    rows = [] if plan is None else [Row(_cells(plan, f"这份计划（{_named(plan)}）"), strong=True)]
    rows += [Row(_cells(one, _named(one))) for one in others]
    yield Table("同样的钱，几种还法", _COLUMNS, tuple(rows))
    if any(one.needs_consent for one in (plan, *others) if one):
        yield Paragraph(_UNAGREED, Tone.SMALL)
    if found.frontier.points:
        yield Paragraph(found.frontier.why)
        yield frontier_chart(found.frontier)
        yield frontier_table(found.frontier)
        yield Paragraph(_READ, Tone.SMALL)
        yield from (Paragraph(told, Tone.WARN) for told in court_told(found.offers))


def _named(plan: Plan) -> str:
    return _METHODS.get(plan.method, plan.method)


def _cells(plan: Plan, name: str) -> tuple[str, ...]:
    end = date_text(plan.cleared_on) if plan.cleared_on else "—"
    lack = max(plan.shortfalls, key=lambda one: one[1], default=None)
    enough = "钱够" if plan.feasible else "钱不够" if lack is None else f"钱不够，最多差 {yuan_text(lack[1])}"
    return name, yuan_text(plan.cost), yuan_text(plan.cost_without_consent), end, enough
