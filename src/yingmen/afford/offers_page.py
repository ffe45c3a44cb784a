"""What is put to whom, on the page: one table for all, then each creditor's dates, requests and sentence.

What a court might bring is said as so many times as much, never as a figure that looks measured; what it
rests on is told once.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from yingmen.afford.offer import payments_of
from yingmen.days import date_text
from yingmen.document import Align, Bullets, Column, Paragraph, Row, Section, Table, Tone
from yingmen.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.offer import Offer
    from yingmen.document import Block

_RIGHT = Align.RIGHT
_COLUMNS = (
    Column("对谁"),
    Column("先还", _RIGHT),
    Column("每期", _RIGHT),
    Column("几期", _RIGHT),
    Column("一共", _RIGHT),
    Column("要对方同意吗"),
)
_DATES = (Column("日子"), Column("期数", _RIGHT), Column("每期", _RIGHT))
_CONSENT = "要对方同意才算数；没同意以前，合同怎么写的，仍然按合同算。"
_GATED = "时效已满或说不准。提方案可能让对方重新有权要，先看 yingmen answer 里写的后果，再决定。"
_WAIVED = "请对方减免的，上面的总数里没有算；对方不减，就还要加上。"
_NOBODY = "—"
_STEPS_CONSENT = (
    "先把收支表（means.pdf）一行一行看过，和您的日子对得上，再给人看。",
    "找对人：机构打它自己的官方客服，号码从合同、官网、卡背面上找，不用催收给的号码；向个人借的，和本人谈。",
    "照“可以这样说”开口，请对方书面答复。口头答应的不算数；写下来，看清楚，再签。",
    "钱只付到债主自己的账户，每一笔都留凭据。",
    "拿不准的，签以前打 12348 问，不收费。",
)
_STEPS_CONTRACT = (
    "照表上的日子还，不用求谁同意；钱只付到债主自己的账户，每一笔都留凭据。",
    "有人催得和合同不一样，请他书面说清楚，再打 12348 问，不收费。",
)


def offers_section(offers: Sequence[Offer], on: date) -> Section:
    """All offers in one table, then one after the other."""
    blocks: list[Block] = [Table("对每一家提什么", _COLUMNS, tuple(Row(_cells(one)) for one in offers))]
    if any(one.needs_consent for one in offers):
        blocks.append(Paragraph(_CONSENT, Tone.WARN))
    for one in offers:
        blocks += _offer(one, on)
    return Section("对谁提什么", tuple(blocks), "offers")


def steps_section(offers: Sequence[Offer]) -> Section | None:
    """What to do next, in order; nothing where nothing is offered."""
    open_ = [one for one in offers if not one.gated]
    if not open_:
        return None
    steps = _STEPS_CONSENT if any(one.needs_consent for one in open_) else _STEPS_CONTRACT
    return Section("接下来做什么", (Bullets(steps, numbered=True),), "steps")


def court_told(offers: Sequence[Offer]) -> tuple[str, ...]:
    """What the comparison with a court rests on, each sentence once."""
    return tuple(dict.fromkeys(one.told for one in offers if not one.gated))


def _cells(one: Offer) -> tuple[str, ...]:
    if one.gated:
        return (one.creditor, "先不提", *[_NOBODY] * 4)
    amounts = [amount for _, amount in one.instalments]
    now = yuan_text(one.now) if one.now else _NOBODY
    count = f"{len(amounts)} 期" if amounts else _NOBODY
    consent = "要同意" if one.needs_consent else "不用，照合同"
    return (one.creditor, now, _each(amounts), count, yuan_text(one.total), consent)


def _each(amounts: Sequence[Decimal]) -> str:
    """One sum where all but the last are equal, else the greatest."""
    if not amounts:
        return _NOBODY
    level = len(set(amounts[:-1])) <= 1 and amounts[-1] <= amounts[0]
    return yuan_text(amounts[0]) if level else f"最多 {yuan_text(max(amounts))}"


def _offer(one: Offer, on: date) -> Iterator[Block]:
    yield Paragraph(f"{one.creditor}（{one.loan_id}）", Tone.LEAD)
    if one.gated:
        yield Paragraph(_GATED, Tone.WARN)
        yield Paragraph(f"对方问起，可以这样说：“{one.say}”")
        return
    yield Paragraph(f"可以这样说：“{one.say}”")
    if one.asks:
        yield Paragraph("写在纸上，请对方做到：")
        yield Bullets(one.asks)
    if any("减免" in ask for ask in one.asks):
        yield Paragraph(_WAIVED, Tone.SMALL)
    if one.total:
        yield _dates(one, on)
    if one.needs_consent:
        yield Paragraph(_why_agree(one), Tone.SMALL)


def _dates(one: Offer, on: date) -> Table:
    """Every payment with its day; equal ones that follow each other in one line."""
    rows = [Row(_run(list(run))) for _, run in groupby(payments_of(one, on), key=lambda paid: paid[1])]
    return Table(f"{one.loan_id}：哪天还多少", _DATES, tuple(rows), long=True)


def _run(run: list[tuple[date, Decimal]]) -> tuple[str, str, str]:
    first, last = run[0][0], run[-1][0]
    days = date_text(first) if len(run) == 1 else f"{date_text(first)}到{date_text(last)}"
    return (days, f"{len(run)} 期", yuan_text(run[0][1]))


def _why_agree(one: Offer) -> str:
    """What agreeing is worth to the creditor beside a suit, as a rough multiple."""
    times = int(one.npv / one.npv_alternative) if one.npv_alternative else 0
    if not one.better_for_creditor:
        return "照后面的假设，对方去打官司可能得的更多，也许不答应。"
    if not one.npv_alternative:
        return "照后面的假设，对方去打官司什么也得不到，还是这样还对它好。"
    much = f"大约是打官司的 {times} 倍" if times > 1 else "比打官司多一些"
    return f"对方为什么可能答应：照后面的假设，这样还，它得的{much}。"
