"""Contacts as letters may tell them: with the record's entry behind them, or as the writer's own word.

A contact with an entry in the record is a fact. Without one it may only be stated, and only by somebody
who was there. What is neither is left out of the letter. Only a breach is called one; an unclear finding
becomes a question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yingmen.answer.authority import creditor
from yingmen.answer.letters.model import Fact, Lacking
from yingmen.case import Channel, ContactInitiator, Party
from yingmen.days import date_text
from yingmen.law import Ask, Verdict
from yingmen.lawful.questions import ask_groups
from yingmen.lawful.words import because_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from yingmen.answer.letters.model import Matter
    from yingmen.case import Contact
    from yingmen.document import Citation
    from yingmen.law import Finding

THIRD_PARTIES = frozenset(
    {Party.FAMILY, Party.COLLEAGUE, Party.EMPLOYER, Party.NEIGHBOUR, Party.COMMUNITY, Party.OTHER}
)
_POLICE = frozenset({"police-report", "call-110"})
_HOW = {
    Channel.CALL: "打来电话",
    Channel.ROBOT_CALL: "用机器人打来电话",
    Channel.SMS: "发来短信",
    Channel.IM: "用聊天工具发来消息",
    Channel.EMAIL: "发来电子邮件",
    Channel.LETTER: "寄来信函",
    Channel.VISIT: "上门",
    Channel.PUBLIC_POST: "公开张贴或发布",
}
_OWN_STAFF = "own"
_POLICE_TEXTS = ("zhian-", "xingfa")
_TO_LENDER = "请贷款方说明："
_WHOSE_RULES = frozenset({"lender_kind", "lender_id", "product", "online", "agency_id", "connected"})
"""What says whom a text binds, or what the sentence says already; the reader of a letter knows it."""
EARLIER = (
    "在债权转让以前，是原来的贷款方的事。这封信写给现在的债权人，没有把它们写进来；"
    "要投诉原来的贷款方，先打 12348 问。"
)
_KEEP = "请用 yingmen record add 记下经过、存好录音或截图；不在场的，请在场的人自己写。"


def breaches(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """Every contact with a breach that can be told, with what was broken and by which text."""
    return _told(matter, _any, "有依据、可以写明的不合规联系")


def police_breaches(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """The same, of what is a matter for the police, with the texts the police apply and no others."""
    found = _told(matter, _for_police, "有依据、需要报案的事")
    if isinstance(found, Lacking):
        return found
    return tuple(
        replace(fact, cites=tuple(cite for cite in fact.cites if cite.source.startswith(_POLICE_TEXTS)))
        for fact in found
    )


def third_parties(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """Contacts meant for somebody who owes nothing."""
    found = [
        item for item in contacts(matter) if item.party in THIRD_PARTIES and item.party_liable is not True
    ]
    told = (_contact_fact(matter, item, _third_party_values(matter, item)) for item in found)
    facts = tuple(fact for fact in told if fact is not None)
    if facts or not found:
        return facts or Lacking("联系了别人的记录", "没有找过别人，就不用写；找过的，请写进 [[contact]]。")
    ids = "、".join(item.contact_id for item in found)
    return Lacking("有依据的、联系了别人的记录", f"这几次（{ids}）没有证据，您也不在场。{_KEEP}")


def asked_spouse(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """Contacts that asked the spouse to pay."""
    return _asked(matter, Party.SPOUSE)


def asked_parent(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """Contacts that asked parents or other family to pay."""
    return _asked(matter, Party.FAMILY)


def asked_heir(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """Contacts that asked an heir to pay."""
    return _asked(matter, Party.HEIR)


def open_questions(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """What only the lender can tell of the contacts of this loan: questions, no claims."""
    mine = {item.contact_id for item in contacts(matter)}
    columns = {
        missing.column
        for judged in matter.judgement.contacts
        if judged.contact_id in mine
        for finding in judged.findings
        if finding.verdict == Verdict.UNCLEAR and finding.ask == Ask.LENDER
        for missing in finding.missing
    }
    asked = [group.text for group in ask_groups() if columns & set(group.columns)]
    found = tuple(Fact({"question": _in_first_person(text.removeprefix(_TO_LENDER))}, "") for text in asked)
    return found or Lacking("要问贷款方的事", "没有要问的。")


def contacts(matter: Matter) -> Iterator[Contact]:
    """The collectors' contacts about this loan (or of the whole case) up to the day, earliest first."""
    only = len(matter.case.loan) == 1
    for item in sorted(matter.case.contact, key=lambda one: (one.at, one.contact_id)):
        mine = matter.loan is None or item.loan == matter.loan.id or (only and item.loan is None)
        if mine and item.at.date() <= matter.on and item.initiated_by is not ContactInitiator.DEBTOR:
            yield item


def police_days(matter: Matter) -> tuple[date, ...]:
    """The days on which something happened that is a matter for the police."""
    return tuple(item.at.date() for item, _ in _broken(matter, _for_police))


def untold(matter: Matter) -> tuple[str, ...]:
    """The contacts with a breach that no entry and no witness of ours backs: left out, and said so."""
    return tuple(item.contact_id for item, _ in _broken(matter, _any) if not _tellable(matter, item))


def before_assignment(matter: Matter) -> tuple[str, ...]:
    """The contacts with a breach from before the claim was assigned: no matter of whoever holds it now."""
    broken = _all_broken(matter, _any)
    return tuple(item.contact_id for item, _ in broken if _before_assignment(matter, item))


def _before_assignment(matter: Matter, item: Contact) -> bool:
    since = matter.loan.assigned_on if matter.loan else None
    return since is not None and since <= matter.on and item.at.date() < since


def _any(_finding: Finding) -> bool:
    return True


def _for_police(finding: Finding) -> bool:
    return bool(_POLICE & set(finding.do))


def unsettled(matter: Matter) -> tuple[str, ...]:
    """The contacts on which the borrower still has something to tell before they can be judged."""
    mine = {item.contact_id for item in contacts(matter)}
    return tuple(
        judged.contact_id
        for judged in matter.judgement.contacts
        if judged.contact_id in mine
        and any(one.verdict == Verdict.UNCLEAR and one.ask == Ask.BORROWER for one in judged.findings)
    )


def _told(matter: Matter, wanted: Callable[[Finding], bool], what: str) -> tuple[Fact, ...] | Lacking:
    broken = list(_broken(matter, wanted))
    found = [fact for item, findings in broken if (fact := _breach_fact(matter, item, findings))]
    if found:
        return tuple(found)
    if broken:
        ids = "、".join(item.contact_id for item, _ in broken)
        return Lacking(what, f"这几次（{ids}）没有证据，您也不在场。{_KEEP}")
    if earlier := before_assignment(matter):
        return Lacking(what, f"这几次（{'、'.join(earlier)}）{EARLIER}")
    return Lacking(what, "记录里没有查到这样的事；没有就不用写。有的话，先把那次联系写进 [[contact]]。")


def _broken(
    matter: Matter, wanted: Callable[[Finding], bool]
) -> Iterator[tuple[Contact, tuple[Finding, ...]]]:
    yield from (one for one in _all_broken(matter, wanted) if not _before_assignment(matter, one[0]))


def _all_broken(
    matter: Matter, wanted: Callable[[Finding], bool]
) -> Iterator[tuple[Contact, tuple[Finding, ...]]]:
    judged = {item.contact_id: item for item in matter.judgement.contacts}
    for item in contacts(matter):
        found = judged[item.contact_id].findings if item.contact_id in judged else ()
        broken = tuple(one for one in found if one.verdict == Verdict.BREACH and wanted(one))
        if broken:
            yield item, broken


def _breach_fact(matter: Matter, item: Contact, findings: tuple[Finding, ...]) -> Fact | None:
    rules = matter.judgement.rulebook.rules
    said = "；".join(_finding_text(rules[one.rule].title, one) for one in findings)
    values = {"contact": _what(matter, item), "breach": said}
    return _contact_fact(matter, item, values, _cites(matter, findings))


def _finding_text(title: str, finding: Finding) -> str:
    told = ((name, value) for name, value in finding.because if name not in _WHOSE_RULES)
    why = because_text((name, value) for name, value in told if value is not True)
    text = _in_first_person(f"{title}（{why}）" if why else title)
    return f"{text}（规定的说法是“不宜”，属于劝告）" if finding.advisory else text


def _in_first_person(text: str) -> str:
    """The rulebook speaks to the borrower; in a letter the borrower speaks, and owns up to nothing by it."""
    return text.replace("您欠款", "我被催款").replace("您", "我")


def _cites(matter: Matter, findings: tuple[Finding, ...]) -> tuple[Citation, ...]:
    sure = dict.fromkeys(basis for one in findings for basis in one.basis if not basis.may_be)
    return tuple(matter.book.citation(basis) for basis in sure)


def _asked(matter: Matter, party: Party) -> tuple[Fact, ...] | Lacking:
    """Contacts that asked this person to pay: the writer is the one who was asked, so may state it."""
    found = tuple(
        _fact(matter, item, {"contact": _what(matter, item)})
        for item in contacts(matter)
        if item.party is party and item.party_liable is not True
    )
    what = f"向{party.label}要钱的记录"
    add = f"没有找过{party.label}要钱，就不用写；找过的，请写进 [[contact]]，party = “{party.value}”。"
    return found or Lacking(what, add)


def _contact_fact(
    matter: Matter, item: Contact, values: dict[str, str], cites: tuple[Citation, ...] = ()
) -> Fact | None:
    return _fact(matter, item, values, cites) if _tellable(matter, item) else None


def _fact(matter: Matter, item: Contact, values: dict[str, str], cites: tuple[Citation, ...] = ()) -> Fact:
    entry = matter.evidence.get(item.contact_id, "")
    if not entry:
        return Fact(values, "", own=True, cites=cites)
    return Fact(values, entry, f"{_moment(item)} {_HOW[item.channel]}的记录（{entry}）", cites=cites)


def _tellable(matter: Matter, item: Contact) -> bool:
    """Whether a contact has an entry in the record, or was lived through by the borrower."""
    lived = item.witnessed is True or (item.party is Party.DEBTOR and item.channel is not Channel.PUBLIC_POST)
    return bool(matter.evidence.get(item.contact_id)) or lived


def _what(matter: Matter, item: Contact) -> str:
    return f"{_moment(item)}，{_who(matter, item)}{_HOW[item.channel]}"


def _who(matter: Matter, item: Contact) -> str:
    """Who made the contact, no more than is known: the agency, the lender's staff, or somebody for it."""
    if item.agency_id not in (None, _OWN_STAFF):
        return str(item.agency_id)
    only = matter.case.loan[0] if len(matter.case.loan) == 1 else None
    about = next((loan for loan in matter.case.loan if loan.id == item.loan), only)
    if about is None:
        return "催收的人"
    lender = creditor(about, item.at.date())
    return f"{lender}的人" if item.agency_id == _OWN_STAFF else f"为{lender}催收的人"


def _moment(item: Contact) -> str:
    day = date_text(item.at.date())
    return f"{day} {item.at:%H:%M}" if item.time_known else f"{day}（钟点记不清）"


def _third_party_values(matter: Matter, item: Contact) -> dict[str, str]:
    whom = item.party.label if item.party else ""
    return {"contact": f"{_what(matter, item)}，找的是我的{whom}"}
