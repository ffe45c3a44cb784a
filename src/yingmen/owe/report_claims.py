"""What others claim of a loan and how they may have come to it, and what to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.days import date_text
from yingmen.document import Align, Bullets, Column, Paragraph, Row, Table, Tone
from yingmen.money import ZERO, yuan_text
from yingmen.owe.words import COMPONENT_NAMES

if TYPE_CHECKING:
    from decimal import Decimal

    from yingmen.document import Block
    from yingmen.owe.claim_search import Explained
    from yingmen.owe.claims import WeighedClaim
    from yingmen.owe.reckoned import LoanReckoning

_RIGHT = Align.RIGHT


def claim_blocks(item: LoanReckoning) -> list[Block]:
    """Each figure somebody named, beside the ledger of that day, and what explains the difference."""
    if not item.claims:
        return []
    columns = (Column("谁、哪天"), Column("说要还", _RIGHT), Column("账上", _RIGHT), Column("相差", _RIGHT))
    rows = tuple(
        Row((_who(one), _text(one.claim.total), _text(one.ours), _text(one.difference)))
        for one in item.claims
    )
    table = Table("对方说的数目（和说的那天的账比）", columns, rows)
    told = [Paragraph(text) for one in item.claims for text in _told(one)]
    return [table, *told]


def question_blocks(item: LoanReckoning) -> list[Block]:
    """What to ask, most money first, each with what a good answer holds and where it stands."""
    if not item.questions:
        return []
    asks = tuple(f"{one.ask}（要有：{one.good_answer}。看：{one.document}）" for one in item.questions)
    return [Paragraph("还要问清楚的", Tone.LEAD), Bullets(asks, numbered=True)]


def _who(weighed: WeighedClaim) -> str:
    return f"{weighed.claim.by or '对方'}，{date_text(weighed.claim.on)}"


def _told(weighed: WeighedClaim) -> list[str]:
    """The difference by component where the claim names them, then what explains it."""
    parts = [f"{COMPONENT_NAMES[name]}相差 {yuan_text(part)}" for name, part in weighed.differences.items()]
    told = [f"{_who(weighed)}，分项看：{'、'.join(parts)}。"] if parts else []
    return told + ([explanation_text(weighed)] if weighed.explanation else [])


def explanation_text(weighed: WeighedClaim) -> str:
    """How a claim may have come about, in a sentence or three; what is not explained is said as plainly."""
    found = weighed.explanation
    if found is None:
        return ""
    tried = f"试了 {found.tried} 种算法"
    if found.exact:
        others = len(found.exact) - 1
        ties = f"另有 {others} 种组合也对得上，要看合同才知道是哪一种。" if others else ""
        return f"{_who(weighed)}的数目，这样算正好对上，一分不差：{_ways(found.exact[0])}。（{tried}）{ties}"
    if found.nearest is None:
        return f"{tried}，没有一种更接近对方的数目。{yuan_text(abs(weighed.difference or ZERO))} 说不清来路。"
    return (
        f"{_who(weighed)}的数目，最接近的算法是：{_ways(found.nearest)}。"
        f"这样算，还有 {yuan_text(abs(found.nearest.apart))} 说不清来路。"
        f"（{tried}；只是凑得最近，不等于对方真是这样算的）"
    )


def _ways(explained: Explained) -> str:
    return "；".join(f"{option.theirs}（账上：{option.ours}）" for option in explained.options)


def _text(amount: Decimal | None) -> str:
    return "还算不出" if amount is None else yuan_text(amount)
