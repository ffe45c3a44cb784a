"""One contact on the page: what happened, what was not allowed and why, what to say, do and keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.document import Bullets, Paragraph, Section, Tone
from yingmen.law import Force, Verdict
from yingmen.lawful.beside import beside
from yingmen.lawful.words import because_text, contact_text, moment_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yingmen.document import Block
    from yingmen.law import Basis, Book, Finding
    from yingmen.lawful.judge import JudgedContact
    from yingmen.lawful.rulebook import Rulebook

DANGER = "call-110"
_SOFT = (Force.STANDARD, Force.CONVENTION)
_SOFT_ALONE = "这一条的依据是推荐性国家标准或行业自律规范，不是法律：没做到不等于违法，可以据此投诉。"
_ADVISORY = "原文的说法是“不宜”，是劝告，不是禁止。"
_PERHAPS = "还可能涉及下面的规定。是不是，由公安机关和法院认定，您只管照实说："
_NOTED = "依据的条文只是可能沾边，是不是要由公安机关和法院认定，所以不算不合规，只请留意。"
_MOST_SAID = 3


class Shown:
    """What the page has said so far, so that advice is given once and not with every contact."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def new(self, items: Iterable[str]) -> list[str]:
        """Those not said before, in order; from now on they are."""
        fresh = [item for item in dict.fromkeys(items) if item not in self._said]
        self._said.update(fresh)
        return fresh


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
    """A contact with at least one breach or remark."""
    broken = worst_first(finding for finding in item.findings if finding.verdict == Verdict.BREACH)
    noted = [finding for finding in item.findings if finding.verdict == Verdict.NOTE]
    blocks: list[Block] = [Paragraph(f"{contact_text(item.row)}（编号 {item.contact_id}）")]
    for finding in broken:
        blocks += _broken(finding, rules, book)
    for finding in noted:
        blocks += _noted(finding, rules, book)
    blocks += _advice(item, [*broken, *noted], rules, shown)
    blocks += _beside(broken, item, book, shown)
    if unclear := sum(finding.verdict == Verdict.UNCLEAR for finding in item.findings):
        blocks.append(Paragraph(f"另有 {unclear} 条规则要看还不知道的事，见“还要问清楚的”。", Tone.SMALL))
    verdict = f"{len(broken)} 项不合规" if broken else "请留意"
    return Section(f"{moment_text(item.row)}：{verdict}", tuple(blocks), f"contact-{item.contact_id}")


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
        yield Paragraph(_PERHAPS, cites=tuple(map(book.citation, perhaps)))
    if finding.today:
        cites = tuple(map(book.citation, finding.today))
        yield Paragraph("同样的事放在今天，还要看后来施行的：", Tone.SMALL, cites)


def _noted(finding: Finding, rules: Rulebook, book: Book) -> Iterator[Block]:
    yield Paragraph(f"请留意：{rules.rules[finding.rule].title}", Tone.LEAD)
    yield Paragraph(_NOTED, cites=tuple(map(book.citation, finding.basis)))


def _advice(item: JudgedContact, findings: list[Finding], rules: Rulebook, shown: Shown) -> Iterator[Block]:
    """What to say, do and keep for a contact as a whole; what stands on the page already is not repeated."""
    kind = item.row.get("lender_kind")
    lender_kind = None if kind is None else str(kind)
    says = shown.new(finding.say for finding in findings)
    names = dict.fromkeys(name for finding in findings for name in finding.do)
    fitting = [rules.steps[name] for name in names if rules.steps[name].fits(lender_kind)]
    steps = shown.new(step.text for step in fitting)
    keep = shown.new(text for finding in findings for text in finding.evidence)
    notes = shown.new(rules.rules[finding.rule].note for finding in findings)
    if not (says or steps or keep):
        yield Paragraph("怎么说、怎么办、留什么，同前面说过的。", Tone.SMALL)
    if says:
        yield Paragraph("可以这样说：")
        yield Bullets(tuple(says[:_MOST_SAID]))
    if steps:
        yield Paragraph("怎么办：")
        yield Bullets(tuple(steps), numbered=True)
    if keep:
        yield Paragraph("留好这些：")
        yield Bullets(tuple(keep))
    yield from (Paragraph(f"别弄错：{note}", Tone.SMALL) for note in notes)


def _beside(broken: list[Finding], item: JudgedContact, book: Book, shown: Shown) -> Iterator[Block]:
    """Texts that may be worth knowing beside what was found, each once on a page."""
    for remark in beside({finding.rule for finding in broken}, item.row):
        if shown.new([remark.text]):
            yield Paragraph(remark.text, Tone.SMALL, (book.citation(remark.basis),))


def _rank(bases: Iterable[Basis]) -> int:
    return min((basis.force.rank for basis in bases if not basis.may_be), default=len(Force))
