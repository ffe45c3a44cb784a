"""The answer of `owe` as a document: the whole case on one page, then each loan on its own.

Page one says, in the borrower's words, what is owed by the contract, what the law does not support or a
court might take off, what is claimed, and what to be careful with before signing or paying anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from yingmen.money import ZERO, yuan_text
from yingmen.owe.report_loan import loan_section
from yingmen.owe.sources import cite
from yingmen.owe.terms import Unread
from yingmen.owe.words import LIMITATION_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from yingmen.document import Block
    from yingmen.law import Book
    from yingmen.owe.reckoned import LoanReckoning, Reckoning

UNKNOWN = "还算不出"
_MOST_ASKED = 3
_FOOTER = "应门在您自己的电脑上计算，不联网，不收费。它不是律师，结论不代替法律意见；免费法律咨询请打 12348。"
_CAREFUL = (
    "先别急着签字、答应还款或先还一点。时效已满或说不准的债，签字、口头或微信答应、先还一部分，"
    "都可能让对方重新有权要。先看清下面这几笔："
)
_EXPLAINED = (
    "“去掉有争议的”：民间借贷去掉法律不支持的部分；银行等机构去掉可以请求法院酌减的部分，"
    "后者要法院同意才算数。"
)


def report(reckoning: Reckoning, book: Book) -> Document:
    """The whole answer as a document, for `papers` to render."""
    title = f"{reckoning.case.borrower.name}：我到底欠多少"
    loans = tuple(loan_section(item, n, book) for n, item in enumerate(reckoning.loans, 1))
    return Document(
        title, f"算到 {date_text(reckoning.on)} 为止", (_first_page(reckoning, book), *loans), _FOOTER
    )


def _first_page(reckoning: Reckoning, book: Book) -> Section:
    if not reckoning.loans:
        return Section(
            "先看这里", (Paragraph("案件里还没有借款。先写一笔 [[loan]]，再来算。", Tone.LEAD),), "summary"
        )
    blocks: list[Block] = [KeyFigures(_figures(reckoning))]
    blocks += _careful(reckoning, book)
    blocks.append(_overview(reckoning))
    blocks.append(Paragraph(_EXPLAINED, Tone.SMALL))
    if asks := _weightiest(reckoning):
        blocks += [Paragraph("先问这几件", Tone.LEAD), Bullets(asks, numbered=True)]
    blocks.append(Paragraph("下一步", Tone.LEAD))
    blocks.append(Bullets(_next_steps(reckoning), numbered=True))
    return Section("先看这里", tuple(blocks), "summary")


def _figures(reckoning: Reckoning) -> tuple[KeyFigure, ...]:
    known = [item for item in reckoning.loans if item.total is not None]
    missing = len(reckoning.loans) - len(known)
    note = f"另有 {missing} 笔还算不出" if missing else f"共 {len(known)} 笔"
    figures = [KeyFigure("按合同，今天一共欠", yuan_text(_sum(item.total for item in known)), note)]
    private = [item for item in known if item.lawful_total is not None and item.total != item.lawful_total]
    if private:
        gone = _sum((item.total or ZERO) - (item.lawful_total or ZERO) for item in private)
        figures.append(KeyFigure("其中法律不支持的", yuan_text(gone), "民间借贷超过上限的部分"))
    reducible = [
        item for item in known if item.if_reduced_total is not None and item.total != item.if_reduced_total
    ]
    if reducible:
        less = _sum((item.total or ZERO) - (item.if_reduced_total or ZERO) for item in reducible)
        figures.append(KeyFigure("可以请求法院酌减的", yuan_text(less), "减不减由法院决定，还不能不还"))
    claimed = [claim for item in known for claim in item.claims[-1:] if claim.difference]
    if claimed:
        apart = _sum(claim.difference for claim in claimed)
        word = "对方说的比账上多" if apart >= 0 else "对方说的比账上少"
        figures.append(
            KeyFigure(word, yuan_text(abs(apart)), "先请对方逐项列明", Tone.WARN if apart > 0 else Tone.PLAIN)
        )
    return tuple(figures)


def _careful(reckoning: Reckoning, book: Book) -> list[Block]:
    """What could be lost by one signature comes before everything that might lead to one."""
    risky = [item for item in reckoning.loans if item.limitation.state != "running"]
    if not risky:
        return []
    blocks: list[Block] = [Paragraph(_CAREFUL, Tone.WARN)]
    for item in risky:
        text = f"{_name(item)}：{LIMITATION_NAMES[item.limitation.state]}。{item.limitation.because}"
        blocks.append(Paragraph(text, cites=tuple(cite(basis, book) for basis in item.limitation.basis)))
    return blocks


def _overview(reckoning: Reckoning) -> Table:
    columns = (
        Column("借款"),
        Column("按合同欠", Align.RIGHT),
        Column("去掉有争议的", Align.RIGHT),
        Column("对方说", Align.RIGHT),
        Column("时效"),
    )
    return Table("每一笔", columns, tuple(_overview_row(item) for item in reckoning.loans))


def _overview_row(item: LoanReckoning) -> Row:
    less = item.lawful_total if item.if_reduced_total is None else item.if_reduced_total
    claim = item.claims[-1].claim.total if item.claims else None
    return Row(
        (
            _name(item),
            _text(item.total),
            _text(less),
            "没有说" if claim is None else yuan_text(claim),
            LIMITATION_NAMES[item.limitation.state],
        )
    )


def _weightiest(reckoning: Reckoning) -> tuple[str, ...]:
    """The questions with most money behind them, over all loans."""
    asks = [(one, item) for item in reckoning.loans for one in item.questions if one.amount]
    asks.sort(key=lambda ask: (-(ask[0].amount or ZERO), ask[1].loan.id, ask[0].about))
    return tuple(f"{_name(item)}：{one.ask}" for one, item in asks[:_MOST_ASKED])


def _next_steps(reckoning: Reckoning) -> tuple[str, ...]:
    steps = []
    if any(isinstance(item.terms, Unread) and item.terms.missing for item in reckoning.loans):
        steps.append("先补上算不出的那几笔缺的内容，见各笔下面的“还要问清楚的”。")
    if any(claim.difference for item in reckoning.loans for claim in item.claims):
        steps.append(
            "对方说的数目和账上对不上的，请对方给逐笔明细，再谈还多少。可以说：“请把本金、利息、罚息、费用分开列给我。”"
        )
    steps += _about_paying(reckoning)
    steps.append("要签任何东西之前，先拍照发给家人或律师看。免费法律咨询：12348。")
    return tuple(steps)


def _about_paying(reckoning: Reckoning) -> list[str]:
    """Whom to talk to about paying; never a step that could give away a limitation."""
    risky = [_name(item) for item in reckoning.loans if item.limitation.state != "running"]
    steps = []
    if risky:
        steps.append(f"{'、'.join(risky)}：时效已满或说不准，先打 12348 问清楚，再决定怎么和对方说。")
    if len(risky) < len(reckoning.loans):
        which = "时效还在的几笔，" if risky else ""
        steps.append(f"{which}没有超过上限的部分是该还的，尽早联系出借方商量怎么还；算清楚不等于不还。")
    return steps


def _name(item: LoanReckoning) -> str:
    return f"{item.loan.lender}（{item.loan.id}）"


def _text(amount: Decimal | None) -> str:
    return UNKNOWN if amount is None else yuan_text(amount)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), ZERO)
