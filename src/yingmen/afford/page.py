"""The answer of `afford` as a document: what is free, what to offer to whom, will it hold, what else helps.

An offer that the household cannot keep is never shown; what needs a lender's consent says so every time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.afford.chance import band_chart
from yingmen.afford.compared_page import compared_section
from yingmen.afford.offers_page import offers_section, steps_section
from yingmen.afford.spoken import odds_text
from yingmen.afford.summary import plan_lead
from yingmen.days import date_text
from yingmen.document import Bullets, Document, KeyFigure, KeyFigures, Paragraph, Section, Tone
from yingmen.money import ZERO, yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from yingmen.afford.afforded import Afforded
    from yingmen.afford.chance import Chance
    from yingmen.afford.relief import Relief
    from yingmen.document import Block
    from yingmen.law import Book

UNKNOWN = "还不知道"
_FOOTER = "应门在您自己的电脑上计算，不联网，不收费。它不是律师；免费法律咨询请打 12348。"
_STOPS = (
    "罚息照合同一直计下去，没有一份计划守得住。下面这份要对方点头：您按期还，他们就停计罚息。"
    "点头以前别当作已经停了；都不点头，照同样的数还，算到最后是 {cost}。"
)
_LENT = (
    "头一两笔到期，早过下一回进钱：先从应急的钱里垫 {amount}，按时还上；以后每月留一点补回去，一年内补满。"
)
_LUCK = "怎么算的：把您过去各月的收入打乱了抽一万次。不是保证；没发生过的事，它想不到。"
_TIGHT = (
    "哪个月眼看不够，提前几天告诉对方，请他书面顺延；不要借新的来补。真多出来的钱，先留够应急，再商量提前还。"
)


def afford_document(found: Afforded, name: str, book: Book) -> Document:
    """The whole answer for the borrower called `name`."""
    sections = [Section("先看这里", tuple(_first(found)), "summary")]
    if found.offers:
        steps = steps_section(found.offers)
        sections += [offers_section(found.offers, found.on), *([steps] if steps else [])]
    if found.plan is not None:
        sections += [*_chances(found), compared_section(found)]
    if found.relief is not None:
        sections.append(_relief(found.relief, book))
    if found.budget.missing or found.unread:
        sections.append(_missing(found))
    if found.budget.assumed:
        sections.append(Section("这些是假设的", (Bullets(found.budget.assumed),), "assumed"))
    return Document(f"{name}：还得起多少", f"算到{date_text(found.on)}为止", tuple(sections), _FOOTER)


def _first(found: Afforded) -> Iterator[Block]:
    yield Paragraph(_lead(found), Tone.LEAD)
    budget = found.budget
    needed = None if budget.needs_total is None else budget.needs_total + (budget.irregular_total or ZERO)
    yield KeyFigures(
        (
            KeyFigure("平均每月进来", _money(budget.income_mean), _low(budget.income_low)),
            *((KeyFigure("过日子每月要", _money(needed), "一年一次的摊在里面"),) if needed != 0 else ()),
            KeyFigure("每月能拿出来还债", _money(budget.capacity), "先留生活，再留应急的钱"),
        )
    )
    if found.plan is None and found.relief is None and found.held.why:
        yield Paragraph(found.held.why, Tone.WARN)
    if found.plan is not None and found.stops:
        yield Paragraph(_STOPS.format(cost=yuan_text(found.plan.cost_without_consent)), Tone.WARN)
    if found.lent:
        yield Paragraph(_LENT.format(amount=yuan_text(found.lent)))


def _lead(found: Afforded) -> str:
    if not found.debts and not found.unread:
        return "案件里还没有要还的债。先写借款，再来看还得起多少。"
    if found.plan is None or found.chance is None:
        return "现在不要答应任何还款数目。先看下面为什么，和还有什么办法。"
    return f"{plan_lead(found.plan, found.on)}。{_odds(found.chance)}。没写进收支表的钱，不要答应。"


def _odds(chance: Chance) -> str:
    return f"像过去那样的日子，{odds_text(chance.probability)}守得住"


def _chances(found: Afforded) -> Iterator[Section]:
    if found.chance is None:
        return
    text = f"{_odds(found.chance)}。{found.chance.why}"
    blocks = (Paragraph(text), band_chart(found.chance), Paragraph(_TIGHT), Paragraph(_LUCK, Tone.SMALL))
    yield Section("守得住吗", blocks, "chance")


def _relief(found: Relief, book: Book) -> Section:
    """Nothing fits: what living needs, what would have to change, what help there is, whom to ask."""
    blocks: list[Block] = [Paragraph(found.plain, Tone.WARN)]
    if found.changes:
        blocks += [Paragraph("要有什么变化才还得起："), Bullets(found.changes)]
    blocks.append(Paragraph(f"有人催，可以这样说：“{found.say}”"))
    blocks.append(Paragraph("还有这些办法，从上往下想：", Tone.LEAD))
    for way in found.ways:
        named = f"（{'、'.join(way.loans)}）" if way.loans else ""
        text = f"{way.title}{named}：{way.text}找谁：{way.whom}。"
        blocks.append(Paragraph(text, cites=tuple(map(book.citation, way.basis))))
    return Section("还不起的时候", tuple(blocks), "relief")


def _missing(found: Afforded) -> Section:
    lacking = [f"{name}：这笔的账还算不出，先看 yingmen owe。" for name in found.unread]
    return Section("还要补上的", (Bullets((*found.budget.missing, *lacking)),), "missing")


def _low(amount: Decimal | None) -> str:
    return "" if amount is None else f"差的月份 {yuan_text(amount)}"


def _money(amount: Decimal | None) -> str:
    return UNKNOWN if amount is None else yuan_text(amount)
