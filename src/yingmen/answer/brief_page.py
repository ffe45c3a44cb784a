"""The brief as two pages of A4: one for the door, one about the money, for the borrower's eyes alone.

Sources stand in small print at the foot of page two, not as notes: so it stays two pages, and the door has
room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.answer.claimed import difference_text
from yingmen.answer.words import loan_name, sources_text
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
from yingmen.owe.words import LIMITATION_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from yingmen.answer.brief import Brief, Owed, Told
    from yingmen.document import Block
    from yingmen.door.check import Item
    from yingmen.law import Book

UNKNOWN = "还算不出"
MOST_LOANS = 8
ENOUGH = 7
"""From how many points of the check at the door one may talk, as `door` has it."""
_MOST_NAMED, _MOST_HELPERS = 3, 3
_FOOTER = "应门在您自己的电脑上计算，不联网，不收费。它不是律师；免费法律咨询请打 12348。"
_ROLES = {"lawyer": "律师", "friend": "朋友", "family": "家人", "lender": "贷款方", "mediator": "调解员"}
_LENDER_BLANK = "贷款方：号码自己查（官网、银行卡背面、合同），写在这里 ＿＿＿＿＿＿＿＿＿＿＿＿"
_DANGER = "有人动手、威胁、硬闯、请了不走：先打 110，人安全了再说别的。"
_EXPLAINED = (
    "“今天依法欠”：向个人等借的，已去掉法律不支持的；银行等机构的，“可以请法院减”还包含在内，法院同意了才能少还。"
    "“多出”是和对方说的那天依法该还的比；下面问话里的差额，是和那天的合同账比。"
)
_ANSWER = "这一天我书面答复：哪些数对得上，哪些要对方说明。这是答应回话，不是答应还钱。到期真的回。"
_NO_LOANS = "案件里还没有借款。先问下面三件事；写进借款，再来一次，就有数目了。"


def brief_document(found: Brief, book: Book) -> Document:
    """The two pages, for `papers` to render."""
    subtitle = f"{found.borrower}，{date_text(found.on)}。给自己看的：第一页放在门边，第二页别给来人看。"
    return Document("有人上门时", subtitle, (_door(found), _money(found, book)), _FOOTER)


def _door(found: Brief) -> Section:
    blocks: tuple[Block, ...] = (
        Paragraph(found.danger or _DANGER, Tone.WARN),
        Paragraph("谁可以来", Tone.LEAD),
        _bullets(found.who),
        *_items(found),
        Paragraph("五句话", Tone.LEAD),
        *(Paragraph(f"{n}. “{said}”", Tone.LEAD) for n, said in enumerate(found.say, 1)),
        Paragraph("不签，不给", Tone.LEAD),
        _bullets(found.sign),
        Paragraph("打给谁", Tone.LEAD),
        Bullets((*found.call, *_helpers(found), _LENDER_BLANK)),
    )
    return Section("第一页 门口", blocks, "door")


def _items(found: Brief) -> tuple[Block, ...]:
    """What to ask for and what each is worth; an official is not scored, only confirmed."""
    scored = all(item.points < ENOUGH for item in found.items)
    title = f"要他出示、您来核实：有了就得分，{ENOUGH} 分以上才谈欠款" if scored else "要他出示、您来核实"
    items = tuple(f"{item.name}{_worth(item, scored=scored)}。{item.ask}" for item in found.items)
    return (Paragraph(title, Tone.LEAD), Bullets(items, numbered=True))


def _worth(item: Item, *, scored: bool) -> str:
    return f"（{item.points} 分）" if scored else ""


def _bullets(told: Iterable[Told]) -> Bullets:
    return Bullets(tuple(one.text for one in told))


def _helpers(found: Brief) -> tuple[str, ...]:
    """The people the borrower wrote down with a number, who may be called."""
    return tuple(
        f"{_ROLES.get(person.role, person.role)}{f' {person.name}' if person.name else ''}：{person.phone}"
        for person in found.helpers[:_MOST_HELPERS]
    )


def _money(found: Brief, book: Book) -> Section:
    blocks: list[Block] = [KeyFigures(_figures(found))]
    blocks += _gates(found)
    if found.loans:
        blocks += [_table(found), Paragraph(f"{_unknown(found)}{_EXPLAINED}", Tone.SMALL)]
    else:
        blocks.append(Paragraph(_NO_LOANS))
    blocks += [Paragraph("要问清的三件事", Tone.LEAD), Bullets(found.asks, numbered=True)]
    if found.offer:
        blocks += [Paragraph(_OFFER, Tone.LEAD), Bullets(found.offer)]
    blocks += [
        Paragraph(f"什么时候答复：{date_text(found.answer_by.day)}前", Tone.LEAD),
        Paragraph(_answer(found)),
    ]
    basis = [basis for one in (*found.who, *found.sign) for basis in one.basis]
    basis += [basis for item in found.loans for basis in item.basis]
    basis += [basis for gate in found.gates.items for basis in gate.basis]
    blocks.append(Paragraph(sources_text(basis, book), Tone.SMALL))
    return Section("第二页 钱", tuple(block for block in blocks if block != _EMPTY), "money", new_page=True)


_EMPTY = Paragraph("", Tone.SMALL)
_OFFER = "我能提的还法（今天只听，写下来再谈）"


def _answer(found: Brief) -> str:
    counted = "三个工作日" if found.answer_by.working else "三天（那一年的放假安排还没公布，按日历数）"
    return f"从今天起{counted}。{_ANSWER}"


def _unknown(found: Brief) -> str:
    """Why no amount was worked out, where a figure of the law is not known."""
    return f"数目还算不出：{found.unknown.what}。" if found.unknown else ""


def _figures(found: Brief) -> tuple[KeyFigure, ...]:
    """What is owed and what was claimed, over every loan for which it is known, and the day to answer."""
    figures = []
    if owed := [item.owed for item in found.loans if item.owed is not None]:
        missing = len(found.loans) - len(owed)
        note = f"另有 {missing} 笔还算不出" if missing else f"共 {len(owed)} 笔"
        note += "；时效已满或说不准的也在内" if found.gates.items else ""
        figures.append(KeyFigure("今天依法欠", yuan_text(sum(owed, ZERO)), note))
    if more := [item.claimed.difference for item in found.loans if item.claimed and item.claimed.difference]:
        total = sum(more, ZERO)
        figures.append(KeyFigure(difference_text(total), yuan_text(abs(total)), f"{len(more)} 笔合计"))
    figures.append(KeyFigure("我书面答复的日子", f"{date_text(found.answer_by.day)}前"))
    return tuple(figures)


def _gates(found: Brief) -> list[Block]:
    """What one sentence could cost, before everything that might lead to one."""
    names = {item.loan.id: loan_name(item.loan) for item in found.loans}
    shut = [gate for gate in found.gates.items if gate.loan_id is not None]
    if not shut:
        return []
    listed = "；".join(
        f"{names[str(gate.loan_id)]}{LIMITATION_NAMES[gate.state]}" for gate in shut[:_MOST_NAMED]
    )
    more = f"；等 {len(shut)} 笔" if len(shut) > _MOST_NAMED else ""
    text = (
        f"先别说“我认、我还”，不签字，不先还一点，不写困难说明和分期方案：{listed}{more}。这样做可能让您不能再拿时效说事。"
        "真被起诉，要在一审自己提出时效，法院不会替您提。债没有消失，愿意还随时可以还；先问 12348。"
    )
    return [Paragraph(text, Tone.WARN)]


def _table(found: Brief) -> Table:
    right = Align.RIGHT
    titles = ("今天依法欠", "可以请法院减", "对方说（哪天）", "多出")
    columns = (Column("借款"), *(Column(title, right) for title in titles), Column("时效"))
    states = {gate.loan_id: gate.state for gate in found.gates.items}
    shown, rest = _split(found.loans)
    rows = [_row(item, states.get(item.loan.id, "running")) for item in shown]
    return Table("每一笔", columns, tuple(rows + ([_rest(rest)] if rest else [])))


def _split(loans: tuple[Owed, ...]) -> tuple[tuple[Owed, ...], tuple[Owed, ...]]:
    """All loans where they fit on the page, else the largest, and the rest."""
    if len(loans) <= MOST_LOANS:
        return loans, ()
    ordered = tuple(sorted(loans, key=_size, reverse=True))
    return ordered[: MOST_LOANS - 1], ordered[MOST_LOANS - 1 :]


def _size(item: Owed) -> Decimal:
    return max(item.owed or ZERO, item.claimed.total if item.claimed else ZERO)


def _row(item: Owed, state: str) -> Row:
    said = item.claimed
    return Row(
        (
            loan_name(item.loan),
            _amount(item.owed),
            _amount(item.reducible) if item.reducible else "—",
            f"{yuan_text(said.total)}（{said.on.month}月{said.on.day}日）" if said else "没有说",
            _amount(said.difference) if said else "—",
            LIMITATION_NAMES[state],
        )
    )


def _rest(rest: tuple[Owed, ...]) -> Row:
    """The loans that have no row of their own, in one line, as far as their figures are known."""
    cells = (
        _sum(item.owed for item in rest),
        _sum(item.reducible or None for item in rest),
        _sum(item.claimed.total if item.claimed else None for item in rest),
        _sum(item.claimed.difference if item.claimed else None for item in rest),
    )
    return Row((f"其余 {len(rest)} 笔，知道的合计", *cells, "逐笔另看"), strong=True)


def _sum(amounts: Iterable[Decimal | None]) -> str:
    known = [amount for amount in amounts if amount is not None]
    return yuan_text(sum(known, ZERO)) if known else "—"


def _amount(amount: Decimal | None) -> str:
    return UNKNOWN if amount is None else yuan_text(amount)
