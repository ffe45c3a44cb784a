"""A template and a matter in, a letter out: every fact with its backing, or no letter at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.answer.authority import NoAuthority, authority
from yingmen.answer.deadline import Who
from yingmen.answer.letters.contact_facts import EARLIER, before_assignment, unsettled, untold
from yingmen.answer.letters.dates import deadlines
from yingmen.answer.letters.model import Effect, Letter
from yingmen.answer.letters.page import Page, fits, named
from yingmen.case import BorrowerKind
from yingmen.days import date_text
from yingmen.document import Align, Bullets, Document, Paragraph, Section, SignatureLine, Tone
from yingmen.law import Checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yingmen.answer.authority import Authority
    from yingmen.answer.deadline import Deadline
    from yingmen.answer.letters.model import Matter, Template, Worded

_ROLES = {
    "spouse": ("借款人的配偶", ("spouse", "wife", "husband", "配偶", "妻子", "丈夫")),
    "parent": ("借款人的家人", ("parent", "father", "mother", "family", "家人", "父亲", "母亲")),
    "heir": ("继承人", ("heir", "继承人")),
}
_NEEDS_AUTHORITY = "{authority}"
_TOLD = frozenset({"complaint-lender", "complaint-authority", "police-statement"})
_ORDER = "order"
_MOST_NAMED = 20


def build(template: Template, matter: Matter) -> Letter:
    """Write one letter, or say what stops it."""
    competent = _competent(template, matter)
    page = Page(matter, _fill(template, matter, competent))
    sections = tuple(page.section(part) for part in template.parts)
    ends = deadlines(_deadline_names(template, competent), matter)
    refused = _refused(template, matter, competent, page, ends)
    return Letter(
        id=template.id,
        title=template.title,
        to=page.fill["to"],
        loan_id=matter.loan.id if matter.loan else None,
        document=None if refused else _document(template, page, sections),
        refused=refused,
        effect=_effect(template, matter).value,
        deadlines=ends,
        exhibits=() if refused else tuple(page.exhibits),
        cites=() if refused else tuple(page.cites),
        advice=(*_advice(template, matter, competent, ends), *(() if refused else _unread(page))),
    )


def _effect(template: Template, matter: Matter) -> Effect:
    """What the letter does to this debt: some own up to one only where its years are not surely running."""
    free = matter.words.issuperset(template.acknowledges_unless)
    return template.effect if free else Effect.ACKNOWLEDGES


def _refused(
    template: Template,
    matter: Matter,
    competent: Authority | NoAuthority | None,
    page: Page,
    ends: Iterable[Deadline],
) -> tuple[str, ...]:
    """Why the letter is not written: it does not fit, nobody takes it, it is too late, a fact is missing."""
    found = list(_fitting(template.refusals, matter.words))
    if isinstance(competent, NoAuthority):
        found.append(competent.instead)
    found += [
        f"{item.what}是 {date_text(item.due)}，已经过了。请今天就打 12348 或找律师，问还能怎么办。"
        for item in ends
        if template.deadlines[:1] == (_ORDER,) and item.who is Who.ME and item.certainly_over(matter.on)
    ]
    return tuple(found or page.lacking)


def _competent(template: Template, matter: Matter) -> Authority | NoAuthority | None:
    return authority(matter.creditor_kind, template.subject) if template.to == _NEEDS_AUTHORITY else None


def _deadline_names(template: Template, competent: Authority | NoAuthority | None) -> tuple[str, ...]:
    theirs = "" if competent is None or isinstance(competent, NoAuthority) else competent.deadline
    return (*template.deadlines, theirs) if theirs else template.deadlines


def _fill(template: Template, matter: Matter, competent: Authority | NoAuthority | None) -> dict[str, str]:
    """The names every sentence may use: who writes to whom, about whose debt."""
    order = matter.loan.payment_order if matter.loan else None
    found = {
        "lender": matter.creditor,
        "borrower": matter.case.borrower.name,
        "authority": "" if competent is None or isinstance(competent, NoAuthority) else competent.to,
        "court": (order.court if order else None) or "发出支付令的人民法院",
        "police": f"{matter.case.borrower.city or '受理报案的'}公安机关",
        "role": _ROLES.get(template.writer, ("", ()))[0],
    }
    return {**found, "to": template.to.format_map(found)}


def _document(template: Template, page: Page, sections: tuple[Section, ...]) -> Document:
    to = Section("", (Paragraph(f"致：{page.fill['to']}", Tone.LEAD),))
    body = tuple(section for section in sections if section.blocks)
    enclosed = (Section("附件", (Bullets(tuple(page.exhibits), numbered=True),)),) if page.exhibits else ()
    return Document(template.title, "", (to, *body, *enclosed, _signature(template, page)))


def _signature(template: Template, page: Page) -> Section:
    matter = page.matter
    day = Paragraph(date_text(matter.on), align=Align.RIGHT)
    return Section("", (SignatureLine(_label(template, matter)), day))


def _label(template: Template, matter: Matter) -> str:
    borrower = matter.case.borrower
    if template.writer in _ROLES:
        role, words = _ROLES[template.writer]
        name = next((one.name for one in matter.case.person if one.role.lower() in words and one.name), "")
        return f"{role}{name}签名"
    company = borrower.kind is BorrowerKind.COMPANY
    return f"{borrower.name}盖章" if company else f"{borrower.name}签名"


def _advice(
    template: Template,
    matter: Matter,
    competent: Authority | NoAuthority | None,
    ends: tuple[Deadline, ...],
) -> Iterator[str]:
    """What the borrower should know before sending it; never part of the letter."""
    yield from _fitting(template.advice, matter.words)
    if competent is not None and not isinstance(competent, NoAuthority):
        yield competent.how
    yield from _last_moment(template, matter, ends)
    if template.id in _TOLD and (left := untold(matter)):
        yield f"这几次联系（{_some(left)}）没有证据、您也不在场，没有写进信里。有证据再补。"
    if template.id in _TOLD and (earlier := before_assignment(matter)):
        yield f"这几次联系（{_some(earlier)}）{EARLIER}"
    if template.id in _TOLD and (open_ones := unsettled(matter)):
        yield (
            f"这几次联系（{_some(open_ones)}）还有说不清的地方，没有当成不合规写进信里。"
            "运行 yingmen lawful 看缺什么，补上再写一次。"
        )


def _some(names: tuple[str, ...]) -> str:
    """Names as a note gives them: where there are very many, the first of them and how many in all."""
    named = "、".join(names[:_MOST_NAMED])
    return named if len(names) <= _MOST_NAMED else f"{named}等 {len(names)} 次"


def _last_moment(template: Template, matter: Matter, ends: Iterable[Deadline]) -> Iterator[str]:
    """Where the last safe day for an objection is over, and the last day of all may not be."""
    if template.deadlines[:1] != (_ORDER,):
        return
    for item in ends:
        if matter.on <= item.due and item.act_by and matter.on > item.act_by:
            last = f"{item.what}（{date_text(item.due)}）不上班"
            yield f"{last}：今天就用特快专递寄出，留好凭证，并打 12348 问。"
        elif matter.on > item.due and not item.certainly_over(matter.on):
            yield f"{item.what}可能已经过了，也可能因为放假还没过：今天就交，并马上打 12348 问。"


def _unread(page: Page) -> Iterator[str]:
    """Which texts a letter names that nobody here has read: the borrower is told."""
    found = tuple(cite for cite in page.cites if cite.checked != Checked.TEXT)
    if found:
        yield f"信里引用的这几条，据公开报道写成，没有见到原文：{named(found)}。寄以前最好打 12348 核对。"


def _fitting(items: Iterable[Worded], words: frozenset[str]) -> Iterator[str]:
    return (item.text for item in items if fits(item, words))
