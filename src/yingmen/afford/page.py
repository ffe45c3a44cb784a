"""The answer of `afford` as a document: what is free, what to offer to whom, will it hold, what else helps.

An offer that the household cannot keep is never shown; what needs a lender's consent says so every time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.afford.chance import band_chart
from yingmen.afford.frontier import frontier_chart, frontier_table
from yingmen.days import date_text
from yingmen.document import (
    Align,
    Bullets,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from yingmen.money import ZERO, percent_text, yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from yingmen.afford.afforded import Afforded
    from yingmen.afford.offer import Offer
    from yingmen.afford.plan import Plan
    from yingmen.afford.relief import Relief
    from yingmen.document import Block
    from yingmen.law import Book

UNKNOWN = "还不知道"
_METHODS = {
    "optimum": "这份计划",
    "snowball": "先还最小的",
    "avalanche": "先还最贵的",
    "pro_rata": "按欠款多少分",
    "as_asked": "对方要多少还多少",
}
_FOOTER = "应门在您自己的电脑上计算，不联网，不收费。它不是律师；免费法律咨询请打 12348。"
_CONSENT = "要对方同意才算数；没同意以前，合同怎么写的，仍然按合同算。"
_STOPS = (
    "罚息照合同一直计下去，没有一份计划守得住。下面这份要对方点头：您按期还，他们就停计罚息。"
    "点头以前别当作已经停了；都不点头，照同样的数还，算到最后是 {cost}。"
)
_GATED = "时效已满或说不准。提方案可能让对方重新有权要，先看 yingmen answer 里写的后果，再决定。"
_LUCK = "“守得住”是把您过去各月的收入打乱了抽一万次算的，不是保证；没发生过的事，它想不到。"
_COURT = "打官司能拿回多少，是假设，不是数据，可以自己改。"


def afford_document(found: Afforded, name: str, book: Book) -> Document:
    """The whole answer for the borrower called `name`."""
    sections = [Section("先看这里", tuple(_first(found)), "summary")]
    if found.plan is not None:
        sections += [*_offers(found), *_chances(found), *_comparison(found)]
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
            KeyFigure("过日子每月要", _money(needed), "一年一次的摊在里面"),
            KeyFigure("每月能拿出来还债", _money(budget.capacity), "先留生活，再留应急的钱"),
        )
    )
    if found.plan is not None and found.chance is not None:
        if found.stops:
            yield Paragraph(_STOPS.format(cost=yuan_text(found.plan.cost_without_consent)), Tone.WARN)
        yield Paragraph(f"{found.frontier.why or found.held.why}{_LUCK}", Tone.SMALL)


def _lead(found: Afforded) -> str:
    if not found.debts and not found.unread:
        return "案件里还没有要还的债。先写借款，再来看还得起多少。"
    if found.plan is None or found.chance is None:
        return "现在不要答应任何还款数目。先看下面为什么，和还有什么办法。"
    monthly = _money(found.monthly)
    end = f"，{date_text(found.plan.cleared_on)}还完" if found.plan.cleared_on else ""
    held = percent_text(found.chance.probability)
    return f"每月最多拿出 {monthly}{end}，守得住的可能是 {held}。没写进收支表的钱，不要答应。"


def _offers(found: Afforded) -> Iterator[Section]:
    """What to offer to whom: part now, dated instalments, what is asked in return, the sentence to say."""
    columns = (
        Column("对谁"),
        Column("现在还", Align.RIGHT),
        Column("每期", Align.RIGHT),
        Column("几期"),
        Column("一共", Align.RIGHT),
        Column("要对方同意吗"),
    )
    rows = tuple(Row(_offer_cells(one)) for one in found.offers)
    blocks: list[Block] = [Table("对每一家提什么", columns, rows)]
    for one in found.offers:
        blocks += _offer(one)
    if any(one.needs_consent for one in found.offers):
        blocks.append(Paragraph(_CONSENT, Tone.WARN))
    yield Section("对谁提什么", tuple(blocks), "offers")


def _offer_cells(one: Offer) -> tuple[str, ...]:
    if one.gated:
        return (one.creditor, "先不提", "—", "—", "—", "—")
    amounts = [amount for _, amount in one.instalments]
    each = "—" if not amounts else _range(min(amounts), max(amounts))
    count = f"{len(amounts)} 期" if amounts else "—"
    consent = "要" if one.needs_consent else "不用，照合同"
    return (one.creditor, yuan_text(one.now), each, count, yuan_text(one.total), consent)


def _range(low: Decimal, high: Decimal) -> str:
    return yuan_text(low) if low == high else f"{yuan_text(low)} 至 {yuan_text(high)}"


def _offer(one: Offer) -> Iterator[Block]:
    yield Paragraph(f"{one.creditor}（{one.loan_id}）", Tone.LEAD)
    if one.gated:
        yield Paragraph(_GATED, Tone.WARN)
        return
    if one.instalments:
        first, last = one.instalments[0][0], one.instalments[-1][0]
        yield Paragraph(f"从{date_text(first)}到{date_text(last)}，每期的日子和数目见 offers.csv。")
    if one.asks:
        yield Paragraph("请对方做到：")
        yield Bullets(one.asks)
    yield Paragraph(f"可以这样说：“{one.say}”")
    worth = (
        f"这个还法对对方今天值 {yuan_text(one.npv)}，打官司加执行估计值 {yuan_text(one.npv_alternative)}。"
    )
    yield Paragraph(worth + one.told, Tone.SMALL)


def _chances(found: Afforded) -> Iterator[Section]:
    if found.chance is None:
        return
    first = found.chance.first_break
    most = f"最容易断在{date_text(first)}。" if first else ""
    text = f"守得住的可能是 {percent_text(found.chance.probability)}。{most}{found.chance.why}"
    yield Section("守得住吗", (Paragraph(text), band_chart(found.chance)), "chance")


def _comparison(found: Afforded) -> Iterator[Section]:
    """The plan beside the rules of thumb, and beside what each monthly sum would bring both sides."""
    columns = (
        Column("还法"),
        Column("一共付出", Align.RIGHT),
        Column("对方都不同意时", Align.RIGHT),
        Column("还完"),
        Column("排得开吗"),
    )
    plans = [plan for plan in (found.plan, *found.compared) if plan is not None]
    rows = tuple(Row(_method_cells(plan), strong=plan is found.plan) for plan in plans)
    blocks: list[Block] = [Table("同样的钱，几种还法", columns, rows)]
    if found.frontier.points:
        blocks += [
            frontier_chart(found.frontier),
            frontier_table(found.frontier),
            Paragraph(_COURT, Tone.SMALL),
        ]
    yield Section("和别的还法比", tuple(blocks), "compared")


def _method_cells(plan: Plan) -> tuple[str, ...]:
    end = date_text(plan.cleared_on) if plan.cleared_on else "—"
    lack = max(plan.shortfalls, key=lambda one: one[1], default=None)
    fits = "排得开" if plan.feasible else "排不开" if lack is None else f"最多差 {yuan_text(lack[1])}"
    return (
        _METHODS.get(plan.method, plan.method),
        yuan_text(plan.cost),
        yuan_text(plan.cost_without_consent),
        end,
        fits,
    )


def _relief(found: Relief, book: Book) -> Section:
    """Nothing fits: what living needs, what would have to change, what help there is, whom to ask."""
    blocks: list[Block] = [Paragraph(found.plain, Tone.WARN)]
    if found.changes:
        blocks += [Paragraph("要有什么变化才还得起："), Bullets(found.changes)]
    blocks.append(Paragraph("还有这些办法：", Tone.LEAD))
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
