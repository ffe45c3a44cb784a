"""One loan's part of the report: what is owed, what it rests on, what to ask, every ledger line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.case import Repayment
from yingmen.days import date_text
from yingmen.document import (
    Align,
    Bar,
    BarChart,
    Column,
    KeyFigure,
    KeyFigures,
    LineChart,
    Paragraph,
    Row,
    Section,
    Segment,
    Table,
    Tone,
)
from yingmen.document import (
    Line as ChartLine,
)
from yingmen.money import ZERO, percent_text, yuan_text
from yingmen.owe.entries import COMPONENTS
from yingmen.owe.report_card import statements_table
from yingmen.owe.report_claims import claim_blocks, question_blocks
from yingmen.owe.sources import cite, ledger_basis
from yingmen.owe.terms import Unread
from yingmen.owe.words import (
    COMPONENT_NAMES,
    LIMITATION_NAMES,
    REPAYMENT_NAMES,
    licensed_verdict,
    over_text,
    private_verdict,
    regime_text,
    span_text,
)

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.document import Block
    from yingmen.law import Book
    from yingmen.owe.entries import Line, Replay
    from yingmen.owe.reckoned import Ceiling, LoanReckoning

_RIGHT = Align.RIGHT


def loan_section(item: LoanReckoning, number: int, book: Book) -> Section:
    """Everything there is to say of one loan: a limitation that may be lost first, then the main thing."""
    loan = item.loan
    blocks: list[Block] = [Paragraph(_contract(item), Tone.SMALL)]
    if isinstance(item.terms, Unread):
        blocks.append(Paragraph(f"{item.terms.because}。", Tone.LEAD))
    elif item.replay is None or not item.replay.lines:
        blocks.append(Paragraph("这一天还没有放款，还不欠钱。", Tone.LEAD))
    else:
        blocks += _ledger_blocks(item, item.replay, book)
    blocks.insert(1 if item.limitation.state != "running" else len(blocks), _limitation(item, book))
    blocks += claim_blocks(item)
    blocks += question_blocks(item)
    if item.replay is not None and item.replay.lines:
        blocks += _plan_blocks(item)
        if item.statements:
            blocks.append(statements_table(item.statements))
        blocks.append(_ledger_table(item.replay, book))
    return Section(f"{loan.lender}（{loan.id}）", tuple(blocks), f"loan-{number}", new_page=True)


def _contract(item: LoanReckoning) -> str:
    loan = item.loan
    if loan.repayment is Repayment.REVOLVING:
        carried = f"带入余额 {yuan_text(loan.principal)}" if loan.principal else "没有带入余额"
        return f"信用卡一类的循环额度，从 {date_text(loan.disbursed_on)} 起记账，{carried}。"
    return (
        f"合同本金 {yuan_text(loan.principal)}，{date_text(loan.disbursed_on)} 放款，"
        f"{REPAYMENT_NAMES[loan.repayment.value]}。"
    )


def _ledger_blocks(item: LoanReckoning, replay: Replay, book: Book) -> list[Block]:
    blocks: list[Block] = [KeyFigures(_figures(item, replay))]
    if replay.overpaid:
        text = f"您多付了 {yuan_text(replay.overpaid)}。这笔钱是您的，可以要求退还。"
        blocks.append(Paragraph(text, Tone.GOOD, (book.citation(book.basis("minfadian", "557")),)))
    blocks.append(_components(replay))
    blocks += _ceiling_blocks(item, book)
    blocks += _third_parties(item)
    blocks += _charts(item, replay)
    return blocks


def _figures(item: LoanReckoning, replay: Replay) -> tuple[KeyFigure, ...]:
    figures = [KeyFigure("按合同，今天欠", yuan_text(replay.balances.total))]
    if item.lawful_total is not None and item.lawful_total != replay.balances.total:
        figures.append(KeyFigure("依法可以要的", yuan_text(item.lawful_total), "超过上限的已去掉"))
        if item.lawful_replayed is not None and item.lawful_replayed != item.lawful_total:
            note = "把多收的当天就抵本金来算；可以主张，不一定支持"
            figures.append(KeyFigure("另一种算法", yuan_text(item.lawful_replayed), note))
    if item.if_reduced_total is not None and item.if_reduced_total != replay.balances.total:
        figures.append(KeyFigure("如果法院酌减", yuan_text(item.if_reduced_total), "要法院同意才算数"))
    cost = item.true_cost
    if cost and cost.nominal_rate is not None and cost.effective_rate is not None:
        note = f"连同复利效果一年 {percent_text(cost.effective_rate)}；每笔费用都算进去了"
        figures.append(KeyFigure("这笔钱真正的年成本", percent_text(cost.nominal_rate), note))
    elif cost:
        figures.append(KeyFigure("这笔钱真正的年成本", "算不出", cost.method))
    return tuple(figures)


def _components(replay: Replay) -> Table:
    rows = [
        Row(
            (
                COMPONENT_NAMES[name],
                yuan_text(getattr(replay.balances, name)),
                yuan_text(replay.paid.get(name, ZERO)),
            )
        )
        for name in COMPONENTS
    ]
    paid = sum(replay.paid.values(), ZERO)
    rows.append(Row(("合计", yuan_text(replay.balances.total), yuan_text(paid)), strong=True))
    return Table("欠款由什么组成", (Column(""), Column("还欠", _RIGHT), Column("已还", _RIGHT)), tuple(rows))


def _ceiling_blocks(item: LoanReckoning, book: Book) -> list[Block]:
    ceiling = item.ceiling
    if ceiling is None:
        return []
    private = item.if_reduced_total is None and ceiling.last.effect != "reducible"
    verdict = private_verdict(item) if private else licensed_verdict(item)
    cites = tuple(cite(basis, book) for basis in ceiling.last.basis)
    blocks: list[Block] = [Paragraph(verdict, cites=cites)]
    rows = tuple(
        Row(
            (span_text(part.regime), regime_text(part.regime), over_text(part)),
            tuple(cite(basis, book) for basis in part.regime.basis),
        )
        for part in ceiling.periods
    )
    blocks.append(Table("利率上限，分段对照", (Column("时间"), Column("上限"), Column("结果")), rows))
    return blocks


def _third_parties(item: LoanReckoning) -> list[Block]:
    if not item.third_party_fees:
        return []
    text = (
        f"另有付给第三方（担保、服务、平台等）的费用 {yuan_text(item.third_party_fees)}，不在贷款方的欠款里。"
    )
    counted = item.ceiling is not None and item.ceiling.last.counts_third_parties
    over = item.ceiling.over_with_third_parties if item.ceiling else None
    if counted:
        text += "这笔借款经平台助贷，按报道的规定，这些费用已经算进综合成本。"
    elif over:
        text += f"如果把它们也算进成本，超出上限的会是 {yuan_text(over)}；算不算进去有争议，可以主张。"
    return [Paragraph(text)]


def _limitation(item: LoanReckoning, book: Book) -> Paragraph:
    limits = item.limitation
    tone = Tone.PLAIN if limits.state == "running" else Tone.WARN
    text = f"{LIMITATION_NAMES[limits.state]}。{limits.because}"
    return Paragraph(text, tone, tuple(cite(basis, book) for basis in limits.basis))


def _charts(item: LoanReckoning, replay: Replay) -> list[Block]:
    charts: list[Block] = [_balance_chart(replay), _where_it_went(replay)]
    if item.ceiling is not None and item.ceiling.last.annual_rate is not None and item.true_cost:
        chart = _cost_chart(item, item.ceiling)
        charts += [chart] if chart else []
    return charts


def _balance_chart(replay: Replay) -> LineChart:
    principal: dict[date, Decimal] = {}
    total: dict[date, Decimal] = {}
    for line in replay.lines:
        principal[line.on], total[line.on] = line.balances.principal, line.balances.total
    alt = (
        f"从 {date_text(replay.lines[0].on)} 的 {yuan_text(replay.lines[0].balances.total)}，"
        f"到 {date_text(replay.on)} 的 {yuan_text(replay.balances.total)}，"
        f"其中本金 {yuan_text(replay.balances.principal)}。"
    )
    lines = (ChartLine("总共欠", tuple(total.items())), ChartLine("其中本金", tuple(principal.items())))
    return LineChart("欠款怎么变过来的", alt, lines)


def _where_it_went(replay: Replay) -> BarChart:
    paid = tuple(
        Segment(COMPONENT_NAMES[name], amount, yuan_text(amount))
        for name in COMPONENTS
        if (amount := replay.paid.get(name, ZERO))
    )
    owed = tuple(
        Segment(COMPONENT_NAMES[name], amount, yuan_text(amount))
        for name in COMPONENTS
        if (amount := getattr(replay.balances, name))
    )
    paid_sum = sum(replay.paid.values(), ZERO)
    words = [f"{part.label} {part.text}" for part in paid]
    alt = f"已还 {yuan_text(paid_sum)}" + ("，其中" + "、".join(words) if words else "") + "。"
    bars = (
        Bar("已还的去了哪", paid, yuan_text(paid_sum)),
        Bar("还欠的是什么", owed, yuan_text(replay.balances.total)),
    )
    return BarChart("每一块钱去了哪里", alt, bars)


def _cost_chart(item: LoanReckoning, ceiling: Ceiling) -> BarChart | None:
    nominal, limit = (item.true_cost.nominal_rate if item.true_cost else None), ceiling.last.annual_rate
    if nominal is None or limit is None or nominal < 0:
        return None
    bars = (
        Bar(
            "真正的年成本", (Segment("年成本", nominal * 100, percent_text(nominal)),), percent_text(nominal)
        ),
        Bar("法律的上限", (Segment("上限", limit * 100, percent_text(limit)),), percent_text(limit)),
    )
    alt = f"按合同每年真正的成本 {percent_text(nominal)}，上限 {percent_text(limit)}。"
    if ceiling.last.effect == "reducible" and item.third_party_fees:
        alt += "年成本把付给第三方的费用也算了进去，上限只看贷款方自己收的，所以两样不能直接相减。"
    return BarChart("成本和上限比一比", alt, bars, unit="%")


def _plan_blocks(item: LoanReckoning) -> list[Block]:
    columns = (Column("应还日"), *(Column(name, _RIGHT) for name in ("本金", "利息", "费用", "合计")))
    rows = tuple(
        Row(
            (
                row.due_on.isoformat(),
                *(
                    yuan_text(part)
                    for part in (row.principal, row.interest, row.fees + row.other_fees, row.total)
                ),
            )
        )
        for row in item.plan
    )
    blocks: list[Block] = [Table("合同的还款计划", columns, rows, long=True)] if rows else []
    used = item.assumed
    if used:
        blocks.append(
            Paragraph("没有写的，这里这样算的：" + "；".join(one.because for one in used) + "。", Tone.SMALL)
        )
    return blocks


def _ledger_table(replay: Replay, book: Book) -> Table:
    used = tuple(name for name in COMPONENTS if any(getattr(line.balances, name) for line in replay.lines))
    titles = (f"欠{COMPONENT_NAMES[name]}" for name in used)
    columns = (
        Column("日期"),
        Column("事项"),
        Column("金额", _RIGHT),
        *(Column(title, _RIGHT) for title in titles),
    )
    rows = tuple(_ledger_row(line, used, book) for line in replay.lines)
    return Table("逐笔账（金额之后是当时还欠的）", columns, rows, long=True)


def _ledger_row(line: Line, used: tuple[str, ...], book: Book) -> Row:
    went = [f"{COMPONENT_NAMES[name]} {yuan_text(part)}" for name, part in line.allocated.items()]
    what = line.what + (f"（{'、'.join(went)}）" if went else "")
    balances = (yuan_text(getattr(line.balances, name)) for name in used)
    cites = tuple(cite(basis, book) for basis in ledger_basis(line, book))
    return Row((line.on.isoformat(), what, yuan_text(line.amount), *balances), cites)
