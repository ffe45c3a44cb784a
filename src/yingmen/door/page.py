"""The answer on one page for a frightened person with a phone: the one thing to do now comes first.

Then the five things to ask for, what to say, what not to sign or hand over, how to end it, whom to call;
all the rest stands below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.document import Bullets, Document, KeyFigure, KeyFigures, Paragraph, Section, Tone
from yingmen.door.check import Answer
from yingmen.door.history import Reading
from yingmen.door.words import ANSWERS, NO_ORDER, READINGS, item_text, subtitle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from yingmen.document import Block, Citation
    from yingmen.door.answer import DoorAnswer
    from yingmen.door.debts import Debt
    from yingmen.door.plan import Step
    from yingmen.law import Basis, Book

    Citer = Callable[[Iterable[Basis]], tuple[Citation, ...]]

_TITLES = {
    "before": "开门以前",
    "door": "在门口",
    "inside": "进了门的话",
    "end": "收尾",
    "after": "人走以后",
}
_PHONES = ("110：有危险、赖着不走、核实民警", "96110：怀疑是骗子", "12348：免费法律咨询")
_FOOTER = "应门在您自己的电脑上计算，不联网，不收费。它不是律师，结论不代替法律意见；免费法律咨询请打 12348。"
_MOST_SAID = 6
_SAID_BELOW = frozenset({"sign", "inside", "end"})


def door_page(found: DoorAnswer, book: Book) -> Document:
    """The whole answer as a document, for `papers` to render."""
    sections = (
        _first(found),
        _items(found),
        _sayings(found),
        _not_to_sign(found, book),
        _ending(found, book),
        Section("打哪个电话", (Bullets(_PHONES),), "phones"),
        *_rest(found, book),
    )
    filled = tuple(section for section in sections if section.blocks)
    return Document("谁在门口，现在怎么办", subtitle(found.visit), filled, _FOOTER)


def _first(found: DoorAnswer) -> Section:
    """The one thing to do, big, and where the check stands."""
    tone = Tone.WARN if _is_alarming(found) else Tone.LEAD
    label, note = ANSWERS[found.check.answer]
    figure = KeyFigure("来的人", label, f"{found.check.score} 分，满分 {found.check.of} 分；{note}")
    signs = tuple(sign.text for sign in found.check.signs)
    seen: tuple[Block, ...] = (Paragraph("看到了这些："), Bullets(signs)) if signs else ()
    return Section("现在先做这一件", (Paragraph(found.now, tone), KeyFigures((figure,)), *seen), "now")


def _is_alarming(found: DoorAnswer) -> bool:
    return not found.visit.past and (bool(found.danger) or found.check.answer is Answer.KEEP_SHUT)


def _items(found: DoorAnswer) -> Section:
    items = tuple(item_text(item) for item in found.check.items)
    return Section("要他出示、您来核实", (Bullets(items, numbered=True),), "check")


def _sayings(found: DoorAnswer) -> Section:
    """What to say first; whether to let anybody in is never suggested here."""
    spoken = (step for step in found.plan if step.say and step.part not in _SAID_BELOW)
    said = tuple(dict.fromkeys(f"“{step.say}”" for step in spoken))
    return Section("可以这样说", (Bullets(said[:_MOST_SAID]),) if said else (), "say")


def _not_to_sign(found: DoorAnswer, book: Book) -> Section:
    return Section("不签，不给", _steps(found.plan, "sign", _citer(book)), "sign")


def _ending(found: DoorAnswer, book: Book) -> Section:
    return Section("怎么收尾", _steps(found.plan, "end", _citer(book)), "end")


def _rest(found: DoorAnswer, book: Book) -> tuple[Section, ...]:
    cite = _citer(book)
    parts = tuple(
        Section(_TITLES[part], _steps(found.plan, part, cite), f"plan-{part}")
        for part in ("before", "door", "inside", "after")
    )
    limits = tuple(Paragraph(step.text, cites=cite(step.basis)) for step in found.limits)
    return (
        *parts,
        _history(found, cite),
        Section("两边的分寸", limits, "limits"),
        Section("他要的这笔债", tuple(_debts(found.debts, cite)), "loans"),
    )


def _citer(book: Book) -> Citer:
    return lambda bases: tuple(book.citation(basis) for basis in bases)


def _steps(plan: Iterable[Step], part: str, cite: Citer) -> tuple[Block, ...]:
    """The steps of one part, the minute first, then what to say."""
    return tuple(Paragraph(_step_text(step), cites=cite(step.basis)) for step in plan if step.part == part)


def _step_text(step: Step) -> str:
    said = f"可以说：“{step.say}”" if step.say else ""
    return f"第 {step.minute} 分钟：{step.text}{said}"


def _history(found: DoorAnswer, cite: Citer) -> Section:
    read = found.warranted
    blocks: list[Block] = [Paragraph(READINGS[read.reading], cites=cite(read.basis))]
    if read.reading is not Reading.OFFICIAL:
        blocks.append(Paragraph(NO_ORDER))
    if read.because:
        blocks += [Paragraph("记录里有："), Bullets(tuple(fact.text for fact in read.because))]
    if read.missing:
        blocks += [Paragraph("还缺："), Bullets(tuple(fact.text for fact in read.missing))]
    return Section("这一趟该不该来", tuple(blocks), "warranted")


def _debts(debts: Iterable[Debt], cite: Citer) -> Iterable[Block]:
    for debt in debts:
        yield Paragraph(f"{debt.lender}（{debt.loan_id}）", Tone.LEAD)
        yield Paragraph(debt.limitation.because, cites=cite(debt.limitation.basis))
        yield Paragraph(debt.signing)
        if debt.questions:
            yield Bullets(debt.questions, numbered=True)
