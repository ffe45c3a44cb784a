"""One contact on the page: what happened, what was not allowed and why, what to say, do and keep."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from yingmen.document import Bullets, Paragraph, Section, Tone
from yingmen.law import Force, Verdict
from yingmen.lawful.words import because_text, headline_text, rest_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yingmen.document import Block
    from yingmen.law import Basis, Book, Finding
    from yingmen.lawful.judge import JudgedContact
    from yingmen.lawful.rulebook import Rulebook, Step

DANGER = "call-110"
_SOFT = (Force.STANDARD, Force.CONVENTION)
_SOFT_ALONE = "依据是国家标准或行业规范，不是法律：没做到不等于违法，可以据此投诉。"
_ADVISORY = "原文的说法是“不宜”，是劝告，不是禁止。"
_PERHAPS = "还可能沾到别的条文，是不是，由公安和法院认定。"
_NOTED = "条文只是可能沾边，是不是，由公安和法院认定；不算不合规，请留意。"
_SEVERAL = 2
_MOST_SAID = 2
_MOST_STEPS = 4
_MOST_KEPT = 4
_OFFICES = ("complain-", "report-", "court-", "ask-12348")
"""Steps that are somebody to turn to: they are told once for the whole page."""


class Shown:
    """What the page has said so far: a rule's advice is given with its first contact, each sentence once.

    `evidence` names, by contact id, where the record holds a contact.
    """

    def __init__(self, evidence: Mapping[str, str]) -> None:
        self.evidence = evidence
        self._rules: set[str] = set()
        self._said: set[str] = set()

    def untold(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those of rules whose advice has not been given; from now on it is."""
        fresh = [finding for finding in findings if finding.rule not in self._rules]
        self._rules.update(finding.rule for finding in fresh)
        return fresh

    def new(self, items: Iterable[str], most: int) -> tuple[str, ...]:
        """The first `most` of those not said before; from now on they are."""
        fresh = [item for item in dict.fromkeys(items) if item not in self._said][:most]
        self._said.update(fresh)
        return tuple(fresh)


def is_danger(finding: Finding) -> bool:
    """Whether somebody may be in danger while this goes on."""
    return finding.verdict == Verdict.BREACH and finding.do[:1] == (DANGER,)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by weight: danger, then the strongest text, then in the rulebook's order."""
    return sorted(findings, key=lambda item: (not is_danger(item), _rank(item.basis)))


def heaviness(item: JudgedContact) -> tuple[object, ...]:
    """A key that puts the worst contact first, and equals by time."""
    broken = [finding for finding in item.findings if finding.verdict == Verdict.BREACH]
    danger = any(is_danger(finding) for finding in broken)
    strongest = min((_rank(finding.basis) for finding in broken), default=len(Force))
    return (not danger, strongest, -len(broken), item.row.get("at_us"), item.contact_id)


def contact_section(item: JudgedContact, rules: Rulebook, book: Book, shown: Shown) -> Section:
    """A contact with at least one breach or remark; where there are several, what to do comes first."""
    told = broken_and_noted(item)
    fresh = shown.untold(told)
    details: list[Block] = []
    for finding in told:
        write = _broken if finding.verdict == Verdict.BREACH else _noted
        details += write(finding, rules, book)
        if finding in fresh:
            details.append(Paragraph(f"别弄错：{rules.rules[finding.rule].note}", Tone.SMALL))
    advice = list(_advice(fresh, item, rules, shown))
    named = "；".join(filter(None, (f"编号 {item.contact_id}", shown.evidence.get(item.contact_id))))
    first = Paragraph(f"{rest_text(item.row)}（{named}）", Tone.SMALL)
    blocks = [first, *advice, *details] if len(told) > _SEVERAL else [first, *details, *advice]
    if unclear := sum(finding.verdict == Verdict.UNCLEAR for finding in item.findings):
        blocks.append(Paragraph(f"另有 {unclear} 条还说不清，见“还要问清楚的”。", Tone.SMALL))
    broken = sum(finding.verdict == Verdict.BREACH for finding in told)
    verdict = f"{broken} 项不合规" if broken else "请留意"
    return Section(f"{headline_text(item.row)}：{verdict}", tuple(blocks), f"contact-{item.contact_id}")


def broken_and_noted(item: JudgedContact) -> list[Finding]:
    """What a contact's section tells of: what was not allowed, worst first, then remarks."""
    broken = worst_first(finding for finding in item.findings if finding.verdict == Verdict.BREACH)
    return [*broken, *(finding for finding in item.findings if finding.verdict == Verdict.NOTE)]


def fits(step: Step, item: JudgedContact) -> bool:
    """Whether a step is right for the loan a contact was for, as far as that is known."""
    kind, online = item.row.get("lender_kind"), item.row.get("online")
    return step.fits(None if kind is None else str(kind), online=None if online is None else bool(online))


def offices(items: Iterable[JudgedContact], rules: Rulebook) -> tuple[str, ...]:
    """Whom to turn to for what was found, in the order of the steps, each once."""
    right = {
        name
        for item in items
        for finding in broken_and_noted(item)
        for name in finding.do
        if name.startswith(_OFFICES) and fits(rules.steps[name], item)
    }
    return tuple(step.text for name, step in rules.steps.items() if name in right)


def _broken(finding: Finding, rules: Rulebook, book: Book) -> Iterator[Block]:
    rule = rules.rules[finding.rule]
    sure = [basis for basis in finding.basis if not basis.may_be]
    why = because_text(finding.because)
    yield Paragraph(f"不合规：{rule.title}", Tone.LEAD)
    yield Paragraph(f"因为{why}。" if why else "依据：", cites=tuple(map(book.citation, sure)))
    if all(basis.force in _SOFT for basis in sure):
        yield Paragraph(_SOFT_ALONE + (_ADVISORY if finding.advisory else ""), Tone.SMALL)
    perhaps = [basis for basis in finding.basis if basis.may_be]
    if perhaps:
        yield Paragraph(_PERHAPS, Tone.SMALL, tuple(map(book.citation, perhaps)))
    if finding.today:
        cites = tuple(map(book.citation, finding.today))
        yield Paragraph("同样的事放在今天，还要看后来施行的：", Tone.SMALL, cites)


def _noted(finding: Finding, rules: Rulebook, book: Book) -> Iterator[Block]:
    yield Paragraph(f"请留意：{rules.rules[finding.rule].title}", Tone.LEAD)
    yield Paragraph(_NOTED, cites=tuple(map(book.citation, finding.basis)))


def _advice(fresh: list[Finding], item: JudgedContact, rules: Rulebook, shown: Shown) -> Iterator[Block]:
    """A few things to say, do and keep for a contact as a whole; what stands on the page is not repeated."""
    named = {name for finding in fresh for name in finding.do if not name.startswith(_OFFICES)}
    fitting = [step.text for name, step in rules.steps.items() if name in named and fits(step, item)]
    says = shown.new((finding.say for finding in fresh), _MOST_SAID)
    steps = shown.new(fitting, _MOST_STEPS)
    keep = shown.new(_in_turn([finding.evidence for finding in fresh]), _MOST_KEPT)
    if not fresh:
        yield Paragraph("怎么说、怎么办、留什么，同前面说过的。", Tone.SMALL)
    if says:
        yield Paragraph("可以这样说：")
        yield Bullets(tuple(f"“{text}”" for text in says))
    if steps:
        yield Paragraph("怎么办：")
        yield Bullets(steps, numbered=True)
    if keep:
        yield Paragraph("留好这些：")
        yield Bullets(keep)


def _in_turn(lists: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first of each list, then the second of each, and so on."""
    for row in zip_longest(*lists):
        yield from (text for text in row if text is not None)


def _rank(bases: Iterable[Basis]) -> int:
    return min((basis.force.rank for basis in bases if not basis.may_be), default=len(Force))
