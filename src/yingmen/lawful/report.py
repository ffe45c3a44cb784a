"""The answer of `lawful` as a document: the whole picture first, then each contact, worst first.

It says that no rule was broken as readily as that one was; what cannot be said becomes a few questions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from yingmen.days import date_text
from yingmen.document import (
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
from yingmen.law import Ask, Verdict
from yingmen.lawful.beside import hearsay
from yingmen.lawful.questions import MOST_AT_ONCE, open_facts, questions
from yingmen.lawful.report_contact import Shown, contact_section, heaviness, is_danger
from yingmen.lawful.summary import by_rule, timeline
from yingmen.lawful.words import contact_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yingmen.document import Block
    from yingmen.law import Book
    from yingmen.lawful.judge import JudgedContact, Judgement
    from yingmen.lawful.questions import OpenQuestion

_MOST_SECTIONS = 30
_FOOTER = "应门在您自己的电脑上判断，不联网，不收费。它不是律师，结论不代替法律意见；免费法律咨询请打 12348。"
_NONE = "没有违反本规则书里的任何一条。这不等于对方样样都对：规则书没有收的，它不评；您没写的，它不知道。"
_NONE_YET = "写到的事里，还没有一条能断定不合规。有几件事不清楚，答完下面的问题才说得准。"
_STILL_OWED = "对方催收不合规，债也还是要还；对方合规，也不等于数目就对。数目看 yingmen owe。"
_DANGER = "有人正在动手、威胁、强行进门、不肯走或不让您走：先保证安全，打 110，说清地址和正在发生的事。"
_EMPTY = "案件里还没有催收联系。每次来人、来电、来信，记一条 [[contact]]，再来看。"


def report(judgement: Judgement, name: str, book: Book, more: Sequence[Section] = ()) -> Document:
    """The whole answer for the borrower called `name`; `more` are sections to stand after the contacts."""
    first = Section("先看这里", tuple(_first_page(judgement, book)), "summary")
    parts = [first, *_judged(judgement, book), *_asking(judgement), *_rest(judgement), *more, _said_wrongly()]
    subtitle = f"看到 {date_text(judgement.on)} 为止，共 {len(judgement.contacts)} 次联系"
    return Document(f"{name}：这样催，合规吗", subtitle, tuple(parts), _FOOTER)


def of_contact(judgement: Judgement, contact_id: str) -> Judgement:
    """The same judgement, of one contact alone; LookupError where there is none of that id."""
    found = tuple(item for item in judgement.contacts if item.contact_id == contact_id)
    if not found:
        raise LookupError(contact_id)
    return replace(judgement, contacts=found, later=())


def _first_page(judgement: Judgement, book: Book) -> Iterator[Block]:
    if not judgement.contacts:
        yield Paragraph(_EMPTY, Tone.LEAD)
        return
    if any(is_danger(finding) for item in judgement.contacts for finding in item.findings):
        yield Paragraph(_DANGER, Tone.WARN)
    yield KeyFigures(tuple(_figures(judgement)))
    picture = timeline(judgement)
    if picture is not None:
        yield picture
        yield by_rule(judgement, book)
    else:
        open_still = any(item.verdict == Verdict.UNCLEAR for item in judgement.contacts)
        yield Paragraph(_NONE_YET if open_still else _NONE, Tone.LEAD)
    yield Paragraph(_STILL_OWED)
    if judgement.later:
        yield Paragraph(f"{len(judgement.later)} 次联系在这一天之后，这次没有看。", Tone.SMALL)


def _figures(judgement: Judgement) -> Iterator[KeyFigure]:
    counts: dict[Verdict, int] = defaultdict(int)
    for item in judgement.contacts:
        counts[item.verdict] += 1
    tones = {Verdict.BREACH: Tone.WARN}
    for verdict in (Verdict.BREACH, Verdict.UNCLEAR, Verdict.NO_BREACH, Verdict.NOT_COVERED):
        if counts[verdict] or verdict is Verdict.BREACH:
            tone = tones.get(verdict, Tone.PLAIN) if counts[verdict] else Tone.PLAIN
            yield KeyFigure(verdict.label, f"{counts[verdict]} 次", _NOTES.get(verdict, ""), tone)


_NOTES = {
    Verdict.UNCLEAR: "缺几件事，答了就清楚",
    Verdict.NO_BREACH: "本规则书里没有一条被违反",
    Verdict.NOT_COVERED: "2006 年 3 月 1 日以前的不评",
}


def _asking(judgement: Judgement) -> Iterator[Section]:
    """The few questions that would settle most, and what to ask of the lender."""
    mine = questions(judgement, Ask.BORROWER)
    if mine:
        blocks: list[Block] = []
        for item in mine[:MOST_AT_ONCE]:
            blocks += _question(item, judgement)
        left = len(mine) - MOST_AT_ONCE
        more = f"还剩 {left} 个问题，那时再问。" if left > 0 else ""
        blocks.append(Paragraph(f"先答这些就好，补进案件文件，再运行一次。{more}"))
        counted = f"（缺的小事实一共 {open_facts(judgement)} 个，归成 {len(mine)} 个问题。）"
        blocks.append(Paragraph(counted, Tone.SMALL))
        yield Section("还要问清楚的", tuple(blocks), "questions")
    theirs = questions(judgement, Ask.LENDER)
    if theirs:
        asked = tuple(f"{item.text}（涉及 {len(item.contacts)} 次联系）" for item in theirs)
        why = Paragraph("这些只有对方知道，不用您猜，也不影响上面的结论。")
        yield Section("要问贷款方的", (why, Bullets(asked)), "lender")


def _question(item: OpenQuestion, judgement: Judgement) -> Iterator[Block]:
    yield Paragraph(item.text, Tone.LEAD)
    rows = {contact.contact_id: contact.row for contact in judgement.contacts}
    named = [f"{name}：{contact_text(rows[name])}" for name in item.contacts if name in rows]
    yield Bullets(tuple(named[:_MOST_NAMED]))
    more = f"……等 {len(named)} 次。" if len(named) > _MOST_NAMED else ""
    yield Paragraph(f"{more}写法：{item.write}", Tone.SMALL)


_MOST_NAMED = 6


def _judged(judgement: Judgement, book: Book) -> Iterator[Section]:
    """A section for each contact with something to say of, worst first; beyond a number, one table."""
    shown = Shown()
    told = sorted((item for item in judgement.contacts if _told(item)), key=heaviness)
    for item in told[:_MOST_SECTIONS]:
        yield contact_section(item, judgement.rulebook, book, shown)
    if rest := told[_MOST_SECTIONS:]:
        columns = (Column("编号"), Column("什么时候、怎么联系"), Column("违反的"))
        rows = tuple(
            Row((item.contact_id, contact_text(item.row), _titles(item, judgement))) for item in rest
        )
        table = Table("其余有不合规的联系", columns, rows, long=True)
        yield Section("其余有不合规的联系", (table,), "rest")


def _told(item: JudgedContact) -> bool:
    return any(finding.verdict in (Verdict.BREACH, Verdict.NOTE) for finding in item.findings)


def _titles(item: JudgedContact, judgement: Judgement) -> str:
    broken = [finding.rule for finding in item.findings if finding.verdict == Verdict.BREACH]
    return "；".join(judgement.rulebook.rules[rule].title for rule in broken)


def _rest(judgement: Judgement) -> Iterator[Section]:
    """Contacts with nothing broken: those still open, those clear, those too early."""
    kinds = (
        (Verdict.UNCLEAR, "还说不清的", "这几次，写到的事里没有一条能断定不合规；答完上面的问题才说得准。"),
        (Verdict.NO_BREACH, "没有发现不合规的", "这几次没有违反本规则书里的任何一条。"),
        (Verdict.NOT_COVERED, "太早，不评的", "2006 年 3 月 1 日以前的联系，本规则书没有依据，不评。"),
    )
    for verdict, title, text in kinds:
        items = [item for item in judgement.contacts if item.verdict == verdict]
        if items:
            lines = tuple(_line(item) for item in sorted(items, key=_when))
            yield Section(title, (Paragraph(text), Bullets(lines)), str(verdict).replace("_", "-"))


def _when(item: JudgedContact) -> tuple[int, str]:
    return int(item.row.get("at_us") or 0), item.contact_id


def _line(item: JudgedContact) -> str:
    return f"{item.contact_id}：{contact_text(item.row)}" if item.row else item.contact_id


def _said_wrongly() -> Section:
    """What circulates and has no basis, so that nobody is misled."""
    items = tuple(f"“{item.claim}”——{item.truth}" for item in hearsay())
    return Section("网上常说、其实没有依据的", (Bullets(items),), "hearsay")
