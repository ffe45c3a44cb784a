"""One page of A4 that shows anybody what comes in, what living takes, and what is left for the debts.

Reasoned after the UK's Standard Financial Statement: income, needs with their evidence, what comes once or
twice a year, saving, secured debts before the others, what is left. Every sum on the page is the sum of the
lines above it, to the fen; lines beyond what a page holds are put together in one, never dropped.

A debt whose limitation has run out or cannot be told is counted but not named or totalled here: a page that
goes to the lender must not become an acknowledgement by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.case import BorrowerKind
from yingmen.days import date_text
from yingmen.document import (
    Align,
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
from yingmen.errors import OutsideCoverage
from yingmen.money import ZERO, exact, yuan_text
from yingmen.owe import reckon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from yingmen.afford.budget import Budget, BusinessBudget, Need, Stream
    from yingmen.case import Case
    from yingmen.document import Block
    from yingmen.law import Book
    from yingmen.owe import LoanReckoning

UNKNOWN = "还不知道"
_LONGEST_NAME, _SHORTEST_NAME, _LONGEST_LENDER, _LONGEST_WORD = 10, 6, 20, 36


@dataclass(frozen=True, slots=True)
class Room:
    """How many lines of each kind one page has room for; what is beyond stands together in one line.

    `note_length` is in characters.
    """

    incomes: int
    needs: int
    costs: int
    irregular: int
    debts: int
    notes: int
    note_length: int


HOUSEHOLD = Room(incomes=3, needs=6, costs=0, irregular=1, debts=3, notes=3, note_length=60)
BUSINESS = Room(incomes=2, needs=3, costs=3, irregular=1, debts=3, notes=2, note_length=50)
_FOOTER = "应门在您自己的电脑上计算，不联网，不收费。它不是律师；免费法律咨询请打 12348。"
_NOT_A_PROMISE = "这张表只说明收支，不是认账，也不是答应还款；和别的材料不一致的地方，先改对再给人看。"
_HIDDEN = "另有 {n} 笔没有列：时效已满或说不准，列出来可能被当成认账，先看 yingmen answer。"
_SECURED = {True: "有抵押或质押，先顾", False: "没有抵押", None: "有没有抵押还没写"}
_LINE = (Column("项目"), Column("每月", Align.RIGHT), Column("从哪里来、怎么核对"))
_OWED = (Column("欠谁的"), Column("今天按合同欠", Align.RIGHT), Column("说明"))


def means_document(found: Budget, case: Case, book: Book) -> Document:
    """A statement of means for one A4 page; `case` gives the names and debts, `book` the law of the day."""
    with exact():
        room = BUSINESS if found.business and found.business.named else HOUSEHOLD
        sections = (
            _figures(found),
            _month(found, room),
            _debts(found, case, book, room),
            _notes(found, room),
        )
    subtitle = f"算到{date_text(found.on)}；单位：元{_people(case)}"
    filled = tuple(section for section in sections if section.blocks)
    return Document(f"{_short(case.borrower.name)}的收支表", subtitle, filled, _FOOTER)


def _people(case: Case) -> str:
    home = case.household
    if home is None or home.members is None or case.borrower.kind is BorrowerKind.COMPANY:
        return ""
    kept = f"，其中 {home.dependants} 人要靠养" if home.dependants is not None else ""
    return f"；家里 {home.members} 口人{kept}"


def _figures(found: Budget) -> Section:
    low = "" if found.income_low is None else f"各项都差的月份 {yuan_text(found.income_low)}"
    left = KeyFigure("平均每月能还债的", _money(found.capacity), _left_note(found))
    needed = None if found.needs_total is None else found.needs_total + (found.irregular_total or ZERO)
    figures = (
        KeyFigure("平均每月收入", _money(found.income_mean), low),
        KeyFigure("每月必需", _money(needed), "含一年几次的，按月摊"),
        left,
    )
    return Section("", (KeyFigures(figures),), "figures")


def _left_note(found: Budget) -> str:
    if found.free is None:
        return "还缺事实，见下面要补的"
    return "扣掉必需和应急的钱以后" if found.free >= 0 else f"还差 {yuan_text(-found.free)}，先顾生活"


def _month(found: Budget, room: Room) -> Section:
    """The month as one table: in, needed, spread, put by, left."""
    rows = (
        *_business_rows(found.business, room),
        *_income_rows(found, room),
        *_need_rows(found, room),
        *_end_rows(found),
    )
    return Section("", (Table("每个月的收支", _LINE, rows),), "month")


def _business_rows(found: BusinessBudget | None, room: Room) -> tuple[Row, ...]:
    """The trade's lines above the household's: what it takes in, what it pays before its owner."""
    if found is None or not found.named:
        return ()
    revenue = (_stream_row(found.revenue),) if found.revenue else (Row(("营业收入", UNKNOWN, "")),)
    costs = [_stream_row(cost, "减：") for cost in found.costs[: room.costs]]
    if rest := found.costs[room.costs :]:
        costs.append(Row((f"减：其他 {len(rest)} 项成本", _sum(cost.mean for cost in rest), "")))
    left = _money(found.surplus.mean if found.surplus else None)
    return (*revenue, *costs, Row(("生意剩下", left, "先付成本，剩下的才能拿回家"), strong=True))


def _income_rows(found: Budget, room: Room) -> tuple[Row, ...]:
    shown, rest = found.streams[: room.incomes], found.streams[room.incomes :]
    rows = [_stream_row(stream) for stream in shown]
    if rest:
        rows.append(Row((f"其他 {len(rest)} 项收入", _sum(stream.mean for stream in rest), "")))
    return (*rows, Row(("收入合计", _money(found.income_mean), ""), strong=True))


def _stream_row(stream: Stream, before: str = "") -> Row:
    return Row((before + _short(stream.source), yuan_text(stream.mean), _spread_text(stream)))


def _spread_text(stream: Stream) -> str:
    """Where it is from and how it swings, in a few words."""
    said = [stream.basis]
    if stream.low != stream.high:
        said.append(f"{yuan_text(stream.low)} 到 {yuan_text(stream.high)}")
    if stream.observed:
        zero = f"，{stream.zero_months} 个月没有" if stream.zero_months else ""
        said.append(f"看了 {len(stream.observed)} 个月{zero}")
    return "；".join((*said, "有淡季") if stream.seasonal else said)


def _need_rows(found: Budget, room: Room) -> tuple[Row, ...]:
    if found.needs_total is None:
        return (Row(("必需合计", UNKNOWN, ""), strong=True),)
    rows = (*_listed(found.needs, room.needs, ""), *_listed(found.irregular, room.irregular, "（按月摊）"))
    total = found.needs_total + (found.irregular_total or ZERO)
    return (*rows, Row(("必需合计", _money(total), ""), strong=True)) if rows else ()


def _listed(items: Sequence[Need], most: int, after: str) -> tuple[Row, ...]:
    shown, rest = items[:most], items[most:]
    rows = tuple(
        Row(
            (
                _short(item.name, _SHORTEST_NAME if after else _LONGEST_NAME) + after,
                yuan_text(item.monthly),
                _short(item.reference, _LONGEST_WORD),
            )
        )
        for item in shown
    )
    more = Row((f"其他 {len(rest)} 项{after}", _sum(item.monthly for item in rest), "收据或付款记录"))
    return (*rows, more) if rest else rows


def _end_rows(found: Budget) -> tuple[Row, ...]:
    now = "现有的还不知道" if found.reserve_now is None else f"现有 {yuan_text(found.reserve_now)}"
    goal = "" if found.reserve_target is None else f"，目标 {yuan_text(found.reserve_target)}"
    left = Row(("剩下能还债的", _money(found.free), "收入合计减必需，再减应急"), strong=True)
    return (Row(("留作应急", _money(found.reserve_monthly), now + goal)), left)


def _debts(found: Budget, case: Case, book: Book, room: Room) -> Section:
    """The debts that may be named, secured ones first, each as the contract stands on the day."""
    if not case.loan:
        return Section("", (), "loans")
    try:
        loans = reckon(case, found.on, book).loans
    except OutsideCoverage as unknown:
        return Section("", (Paragraph(f"欠的还算不出：{unknown.what}。", Tone.SMALL),), "loans")
    named = sorted(
        (loan for loan in loans if loan.limitation.state == "running"),
        key=lambda loan: loan.loan.secured is not True,
    )
    hidden = len(loans) - len(named)
    blocks: list[Block] = [Table("欠的", _OWED, _debt_rows(named, room))] if named else []
    if hidden:
        blocks.append(Paragraph(_HIDDEN.format(n=hidden), Tone.SMALL))
    return Section("", tuple(blocks), "loans")


def _debt_rows(loans: Sequence[LoanReckoning], room: Room) -> tuple[Row, ...]:
    shown, rest = loans[: room.debts], loans[room.debts :]
    rows = [
        Row((_short(loan.loan.lender, _LONGEST_LENDER), _money(loan.total), _SECURED[loan.loan.secured]))
        for loan in shown
    ]
    if rest:
        rows.append(Row((f"其他 {len(rest)} 笔", _owed(rest), "")))
    return (*rows, Row(("合计", _owed(loans), ""), strong=True))


def _owed(loans: Sequence[LoanReckoning]) -> str:
    """The sum of what is owed; not known unless each part is."""
    known = [loan.total for loan in loans if loan.total is not None]
    return _money(sum(known, ZERO) if len(known) == len(loans) else None)


def _notes(found: Budget, room: Room) -> Section:
    """Who pays a business's debts, what was assumed, what to find out, what this page is not."""
    liability = found.business.liability[:1] if found.business else ()
    blocks: list[Block] = [Paragraph(text, Tone.SMALL) for text in liability]
    if found.missing:
        blocks.append(Paragraph(f"还要补的（补上才准）：{_some(found.missing, room)}", Tone.SMALL))
    if found.assumed:
        blocks.append(Paragraph(f"这样算的：{_some(found.assumed, room)}", Tone.SMALL))
    blocks.append(Paragraph(_NOT_A_PROMISE, Tone.SMALL))
    return Section("", tuple(blocks), "notes")


def _some(texts: Sequence[str], room: Room) -> str:
    """The first few, numbered, and how many more there are."""
    shown = texts[: room.notes]
    told = "".join(f"（{n}）{_short(text, room.note_length)}" for n, text in enumerate(shown, 1))
    rest = len(texts) - len(shown)
    return f"{told}另有 {rest} 项，见 yingmen afford 的输出。" if rest else told


def _short(text: str, most: int = _LONGEST_NAME) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _sum(amounts: Iterable[Decimal]) -> str:
    return yuan_text(sum(amounts, ZERO))


def _money(amount: Decimal | None) -> str:
    return UNKNOWN if amount is None else yuan_text(amount)
