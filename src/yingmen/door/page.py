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
    from collections.abc import Callable, Iterable, Sequence

    from yingmen.document import Block, Citation
    from yingmen.door.answer import DoorAnswer
    from yingmen.door.debts import Debt
    from yingmen.law import Basis, Book

    Citer = Callable[[Iterable[Basis]], tuple[Citation, ...]]

_TITLES = {
    "before": "开门以前",
    "door": "在门口",
    "inside": "进了门的话",
    "end": "收尾",
    "after": "人走以后",
}
_PHONES = (
    "110：有危险、请走不走、核实民警",
    "96110：怀疑是骗子",
    "12348：免费法律咨询（没有核到官方出处，打不通就查当地司法局的电话）",
)
_CALL = "有危险打 110；怀疑是骗子打 96110；免费法律咨询打 12348。"
_FOOTER = "应门在您自己的电脑上计算，不联网，不收费。它不是律师，结论不代替法律意见；免费法律咨询请打 12348。"
_MOST_SAID = 6
_SAID_BELOW = frozenset({"sign", "inside", "end"})
_UNTIMED = frozenset({"sign", "after"})
_ON_THE_PAGE = "phones"
"""The step that the page's own section of phones stands for."""


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
    score = "" if _only_one(found) else f"；核实到 {found.check.score} 分，满分 {found.check.of} 分"
    figure = KeyFigure("来的人", label, f"{note}{score}")
    signs = tuple(sign.text for sign in found.check.signs)
    seen: tuple[Block, ...] = (Paragraph("看到了这些："), Bullets(signs)) if signs else ()
    blocks = (Paragraph(found.now, tone), KeyFigures((figure,)), *seen, Paragraph(_CALL))
    return Section("现在先做这一件", blocks, "now")


def _only_one(found: DoorAnswer) -> bool:
    """Whether one thing alone decides, so that points tell nothing."""
    return sum(item.points > 0 for item in found.check.items) == 1


def _is_alarming(found: DoorAnswer) -> bool:
    return not found.visit.past and (bool(found.danger) or found.check.answer is Answer.KEEP_SHUT)


def _items(found: DoorAnswer) -> Section:
    items = tuple(item_text(item, only_one=_only_one(found)) for item in found.check.items)
    shut = found.check.answer is Answer.KEEP_SHUT
    return Section(
        "核实到哪一步" if shut else "要他出示、您来核实", (Bullets(items, numbered=True),), "check"
    )


def _sayings(found: DoorAnswer) -> Section:
    """What to say first; whether to let anybody in is never suggested here."""
    said = tuple(f"“{text}”" for text in _said_first(found))
    return Section("可以这样说", (Bullets(said),) if said else (), "say")


def _said_first(found: DoorAnswer) -> tuple[str, ...]:
    spoken = (step.say for step in found.plan if step.say and step.part not in _SAID_BELOW)
    return tuple(dict.fromkeys(spoken))[:_MOST_SAID]


def _not_to_sign(found: DoorAnswer, book: Book) -> Section:
    return Section("不签，不给", _steps(found, "sign", _citer(book)), "sign")


def _ending(found: DoorAnswer, book: Book) -> Section:
    return Section("怎么收尾", _steps(found, "end", _citer(book)), "end")


def _rest(found: DoorAnswer, book: Book) -> tuple[Section, ...]:
    cite = _citer(book)
    parts = tuple(
        Section(_TITLES[part], _steps(found, part, cite), f"plan-{part}")
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


def _steps(found: DoorAnswer, part: str, cite: Citer) -> tuple[Block, ...]:
    """The steps of one part: the minute where it changes, what to do, what to say unless it stands above."""
    steps = [step for step in found.plan if step.part == part and step.id != _ON_THE_PAGE]
    above = _said_first(found)
    blocks: list[Block] = []
    for before, step in zip([None, *steps], steps, strict=False):
        timed = part not in _UNTIMED and (before is None or before.minute != step.minute)
        minute = _minute(step.minute) if timed else ""
        said = f"可以说：“{step.say}”" if step.say and step.say not in above else ""
        blocks.append(Paragraph(f"{minute}{step.text}{said}", cites=cite(step.basis)))
    return tuple(blocks)


def _minute(minute: int) -> str:
    return f"第 {minute} 分钟：" if minute else "马上："


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


def _debts(debts: Sequence[Debt], cite: Citer) -> Iterable[Block]:
    """Each loan; what a signature does to a loan that stands alone is said above."""
    for debt in debts:
        yield Paragraph(f"{debt.lender}（{debt.loan_id}）", Tone.LEAD)
        yield Paragraph(debt.limitation.because, cites=cite(debt.limitation.basis))
        if len(debts) > 1:
            yield Paragraph(debt.signing)
        if debt.questions:
            yield Bullets(debt.questions, numbered=True)
