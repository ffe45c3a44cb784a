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
from yingmen.lawful.beside import beside, hearsay
from yingmen.lawful.columns import LOAN_WIDE
from yingmen.lawful.questions import MOST_AT_ONCE, open_facts, questions
from yingmen.lawful.report_contact import (
    Shown,
    broken_and_noted,
    contact_section,
    heaviness,
    is_danger,
    offices,
)
from yingmen.lawful.summary import by_rule, timeline
from yingmen.lawful.words import contact_text, headline_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yingmen.document import Block
    from yingmen.law import Book
    from yingmen.lawful.judge import JudgedContact, Judgement
    from yingmen.lawful.questions import OpenQuestion

_MOST_SECTIONS = 30
_MOST_NAMED = 6
_SEVERAL = 2
_MOST_HEARSAY = 6
_FOOTER = "应门在您自己的电脑上判断，不联网，不收费。它不是律师，结论不代替法律意见；免费法律咨询请打 12348。"
_NONE = "没有发现不合规。您现在不用为这几次联系做什么。规则书没有收的、您没有写的，这里不评。"
_NONE_YET = "写到的事里，还没有一条能断定不合规。先答“还要问清楚的”第一个问题，能弄清最多的事。"
_STILL_OWED = (
    "都是照您的记录判断的。对方催收不合规，债也还是要还；对方合规，数目也不一定对，数目看第一步“欠多少”。"
)
_DANGER = (
    "人还在，或者又来了：先退到安全的地方，打 110。"
    "人已经走了：今天就把经过记下来，证据留好，可以到派出所报案。"
)
_BROKEN = "先把这些联系的录音、截图、通话记录存好一份，别删。再从下面第一件看起，一件一件办，不用急着答复谁。"
_EMPTY = "案件里还没有催收联系。每次来人、来电、来信，记一条 [[contact]]，再来看。"
_PHONES = "有危险打 110；怀疑是骗子打 96110；免费法律咨询打 12348。"
_ONCE = "同样的事投诉一处、说一次就够，带上上面留好的东西，只说事实。"
_MAYBE = "下面这些法律不用来判断上面的事，只是可能有关。"


def report(
    judgement: Judgement,
    name: str,
    book: Book,
    more: Sequence[Section] = (),
    evidence: Mapping[str, str] | None = None,
) -> Document:
    """The whole answer for the borrower called `name`.

    `more` are sections to stand after the contacts; `evidence` names, by contact id, where the record holds
    a contact.
    """
    first = Section("先看这里", tuple(_first_page(judgement, book)), "summary")
    told = sorted((item for item in judgement.contacts if broken_and_noted(item)), key=heaviness)
    parts = [
        first,
        *_judged(told, judgement, book, evidence or {}),
        *_offices(told, judgement),
        *_asking(judgement),
        *_rest(judgement),
        *more,
        *_beside(told, book),
        _said_wrongly(),
    ]
    subtitle = f"到 {date_text(judgement.on)} 为止，共 {len(judgement.contacts)} 次联系"
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
    yield first_words(judgement)
    yield KeyFigures(tuple(_figures(judgement)))
    yield Paragraph(_PHONES)
    yield Paragraph(_STILL_OWED, Tone.SMALL)
    if judgement.later:
        yield Paragraph(f"{len(judgement.later)} 次联系在这一天之后，这次没有看。", Tone.SMALL)
    broken = any(item.verdict == Verdict.BREACH for item in judgement.contacts)
    if broken and len(judgement.contacts) > 1:
        picture = timeline(judgement)
        yield from () if picture is None else (picture,)
        yield by_rule(judgement, book)


def first_words(judgement: Judgement) -> Paragraph:
    """The one thing to do before reading on; it warns where something dangerous was recorded."""
    verdicts = {item.verdict for item in judgement.contacts}
    if any(is_danger(finding) for item in judgement.contacts for finding in item.findings):
        return Paragraph(_DANGER, Tone.WARN)
    if Verdict.BREACH in verdicts:
        return Paragraph(_BROKEN, Tone.LEAD)
    return Paragraph(_NONE_YET if Verdict.UNCLEAR in verdicts else _NONE, Tone.LEAD)


def _figures(judgement: Judgement) -> Iterator[KeyFigure]:
    counts: dict[Verdict, int] = defaultdict(int)
    for item in judgement.contacts:
        counts[item.verdict] += 1
    tones = {Verdict.BREACH: Tone.WARN}
    for verdict in (Verdict.BREACH, Verdict.UNCLEAR, Verdict.NO_BREACH, Verdict.NOT_COVERED):
        if counts[verdict] or verdict is Verdict.BREACH:
            tone = tones.get(verdict, Tone.PLAIN) if counts[verdict] else Tone.PLAIN
            yield KeyFigure(
                verdict.label, f"{counts[verdict]} 次", _NOTES[verdict] if counts[verdict] else "", tone
            )


_NOTES = {
    Verdict.BREACH: "哪几件、凭什么，见下面",
    Verdict.UNCLEAR: "缺几件事，答了就清楚",
    Verdict.NO_BREACH: "没有一条被违反",
    Verdict.NOT_COVERED: "2006 年 3 月 1 日以前的不评",
}


def _asking(judgement: Judgement) -> Iterator[Section]:
    """The few questions that would settle most, and what to ask of the lender."""
    mine = questions(judgement, Ask.BORROWER)
    if mine:
        blocks: list[Block] = []
        for number, item in enumerate(mine[:MOST_AT_ONCE]):
            again = number > 0 and item.contacts == mine[number - 1].contacts
            blocks += _question(item, judgement, again=again)
        left = len(mine) - MOST_AT_ONCE
        more = f"还剩 {left} 个问题，那时再问。" if left > 0 else ""
        blocks.append(Paragraph(f"先答这几个就好，记不清的空着。写进案件文件，再运行一次。{more}"))
        counted = f"（缺的小事实一共 {open_facts(judgement)} 个，归成 {len(mine)} 个问题。）"
        blocks.append(Paragraph(counted, Tone.SMALL))
        yield Section("还要问清楚的", tuple(blocks), "questions")
    theirs = questions(judgement, Ask.LENDER)
    if theirs:
        asked = tuple(f"{item.text}（涉及 {len(item.contacts)} 次联系）" for item in theirs)
        why = Paragraph("这些只有对方知道，不用您猜，也不影响上面的结论。")
        yield Section("要问贷款方的", (why, Bullets(asked)), "lender")


def _question(item: OpenQuestion, judgement: Judgement, *, again: bool) -> Iterator[Block]:
    yield Paragraph(item.text, Tone.LEAD)
    if len(judgement.contacts) > 1:
        yield Paragraph("说的还是这几次。" if again else _about(item, judgement))
    yield Paragraph(f"写法：{item.write}", Tone.SMALL)


def _about(item: OpenQuestion, judgement: Judgement) -> str:
    """What a question is about: the debts, each once, where it is about a loan, else the contacts."""
    rows = {contact.contact_id: contact.row for contact in judgement.contacts}
    lenders = [rows[name]["lender_id"] for name in item.contacts if name in rows]
    if _OF_THE_LOAN.issuperset(item.columns) and None not in lenders:
        named = "、".join(dict.fromkeys(map(str, lenders)))
        return f"说的是这几笔债，每笔只答一次：{named}。"
    return _which(item.contacts, judgement)


_OF_THE_LOAN = frozenset({*LOAN_WIDE, "lender_id", "agreement_breached", "demand_beyond_agreement"})


def _which(names: Sequence[str], judgement: Judgement) -> str:
    """The contacts a question is about: all of them, or the first ones in a line."""
    if len(names) == len(judgement.contacts):
        return f"说的是全部 {len(names)} 次联系。"
    rows = {item.contact_id: item.row for item in judgement.contacts}
    named = [f"{headline_text(rows[name])}（{name}）" for name in names if name in rows]
    more = f"……一共 {len(named)} 次" if len(named) > _MOST_NAMED else ""
    return f"说的是：{'、'.join(named[:_MOST_NAMED])}{more}。"


def _judged(
    told: Sequence[JudgedContact], judgement: Judgement, book: Book, evidence: Mapping[str, str]
) -> Iterator[Section]:
    """A section for each contact with something to say of, worst first; beyond a number, one table."""
    shown = Shown(evidence)
    for item in told[:_MOST_SECTIONS]:
        yield contact_section(item, judgement.rulebook, book, shown)
    if rest := told[_MOST_SECTIONS:]:
        columns = (Column("编号"), Column("什么时候、怎么联系"), Column("违反的"))
        rows = tuple(
            Row((item.contact_id, contact_text(item.row), _titles(item, judgement))) for item in rest
        )
        table = Table("其余有不合规的联系", columns, rows, long=True)
        yield Section("其余有不合规的联系", (table,), "rest")


def _offices(told: Sequence[JudgedContact], judgement: Judgement) -> Iterator[Section]:
    """Whom to turn to, once for all contacts."""
    if found := offices(told, judgement.rulebook):
        yield Section("可以找谁", (Paragraph(_ONCE), Bullets(found)), "offices")


def _beside(told: Sequence[JudgedContact], book: Book) -> Iterator[Section]:
    """Texts that may be worth knowing beside what was found, each once."""
    remarks = {
        remark.text: remark
        for item in told
        for remark in beside(
            {finding.rule for finding in item.findings if finding.verdict == Verdict.BREACH}, item.row
        )
    }
    if remarks:
        texts = (Paragraph(item.text, Tone.SMALL, (book.citation(item.basis),)) for item in remarks.values())
        yield Section("可能还有关的法律", (Paragraph(_MAYBE), *texts), "beside")


def _titles(item: JudgedContact, judgement: Judgement) -> str:
    broken = [finding.rule for finding in item.findings if finding.verdict == Verdict.BREACH]
    return "；".join(judgement.rulebook.rules[rule].title for rule in broken)


def _rest(judgement: Judgement) -> Iterator[Section]:
    """Contacts with nothing broken: those still open, those clear, those too early."""
    kinds = (
        (Verdict.UNCLEAR, "还说不清的", "这几次，写到的事里没有一条能断定不合规；答完上面的问题才说得准。"),
        (Verdict.NO_BREACH, "没有发现不合规的", "这几次没有违反规则书里的任何一条。"),
        (Verdict.NOT_COVERED, "太早，不评的", "2006 年 3 月 1 日以前的联系，本规则书没有依据，不评。"),
    )
    for verdict, title, text in kinds:
        items = [item for item in judgement.contacts if item.verdict == verdict]
        if items:
            one = len({item.row.get("lender_id") for item in judgement.contacts}) < _SEVERAL
            lines = tuple(_line(item, lender=not one) for item in sorted(items, key=_when))
            yield Section(title, (Paragraph(text), Bullets(lines)), str(verdict).replace("_", "-"))


def _when(item: JudgedContact) -> tuple[int, str]:
    return int(item.row.get("at_us") or 0), item.contact_id


def _line(item: JudgedContact, *, lender: bool) -> str:
    said = f"：{contact_text(item.row, lender=lender)}" if item.row else ""
    return f"{item.contact_id}{said}"


def _said_wrongly() -> Section:
    """What circulates and has no basis, so that nobody is misled."""
    items = tuple(f"“{item.claim}”——{item.truth}" for item in hearsay()[:_MOST_HEARSAY])
    return Section("网上常说、其实没有依据的", (Bullets(items),), "hearsay")
