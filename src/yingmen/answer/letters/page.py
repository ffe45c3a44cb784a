"""The body of a letter written out: facts with their backing, statements as statements, requests numbered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yingmen.answer.letters.facts import FACTS
from yingmen.answer.letters.model import Kind, Lacking
from yingmen.document import Bullets, Paragraph, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yingmen.answer.letters.model import Fact, Matter, Part, Sentence
    from yingmen.document import Block, Citation

STATED = "我陈述："
TICK = "（属实请打 √：□）"
_ENDS = "。？！"


class Page:
    """Writes the parts of one letter, and gathers on the way what it encloses and what it lacks."""

    def __init__(self, matter: Matter, fill: Mapping[str, str]) -> None:
        self.fill = fill
        self.exhibits: dict[str, None] = {}
        self.lacking: dict[str, None] = {}
        self.matter = matter

    def section(self, part: Part) -> Section:
        """A part of the letter as a section; without blocks where none of its sentences stands."""
        blocks: list[Block] = []
        asked: list[str] = []
        for sentence in part.sentences:
            if not fits(sentence, self.matter.words):
                continue
            if sentence.kind is Kind.REQUEST:
                asked += self._requests(sentence)
                continue
            blocks += _numbered(asked)
            asked = []
            blocks += self._blocks(sentence)
        return Section(part.title, (*blocks, *_numbered(asked)))

    def _requests(self, sentence: Sentence) -> Iterator[str]:
        for fact in self._facts(sentence):
            yield _ended(self._filled(sentence.text, fact))

    def _blocks(self, sentence: Sentence) -> Iterator[Block]:
        found = list(self._facts(sentence))
        if not found and sentence.otherwise:
            yield Paragraph(_ended(f"{STATED}{self._filled(sentence.otherwise, None)}"))
        cites = cited(self.matter, sentence.cites)
        if sentence.kind is Kind.LAW and not cites:
            return
        for fact in found:
            yield self._paragraph(sentence, fact, cites)
            if fact is not None and fact.table is not None:
                yield fact.table

    def _paragraph(self, sentence: Sentence, fact: Fact | None, cites: tuple[Citation, ...]) -> Paragraph:
        text = self._filled(sentence.text, fact)
        if sentence.kind is Kind.LAW:
            return Paragraph(_ended(f"{named(cites)}：{text}"), cites=cites)
        all_cites = (*cites, *(bare(self.matter, cite) for cite in (fact.cites if fact else ())))
        if sentence.kind is Kind.STATEMENT or (fact is not None and fact.own):
            return Paragraph(_ended(f"{STATED}{text}{TICK if sentence.tick else ''}"), cites=all_cites)
        if sentence.kind is Kind.FACT and fact is not None:
            return Paragraph(_ended(f"{text}（依据：{fact.backing}）"), cites=all_cites)
        return Paragraph(_ended(text), cites=all_cites)

    def _facts(self, sentence: Sentence) -> Iterator[Fact | None]:
        """What a sentence rests on, once for each time it is to be written; nothing where it cannot be."""
        if not sentence.needs:
            yield None
            return
        found = FACTS[sentence.needs](self.matter)
        if isinstance(found, Lacking):
            if not sentence.optional and not sentence.otherwise:
                self.lacking[found.text] = None
            return
        for fact in found if sentence.each else found[:1]:
            if fact.exhibit:
                self.exhibits[fact.exhibit] = None
            yield fact

    def _filled(self, text: str, fact: Fact | None) -> str:
        return text.format_map({**self.fill, **(fact.values if fact else {})})


def fits(item: object, words: frozenset[str]) -> bool:
    """Whether every word of an item's `when` and none of its `unless` holds."""
    when: tuple[str, ...] = getattr(item, "when", ())
    unless: tuple[str, ...] = getattr(item, "unless", ())
    return words.issuperset(when) and words.isdisjoint(unless)


def cited(matter: Matter, names: tuple[str, ...]) -> tuple[Citation, ...]:
    """Texts named `source article`, those in force on the day; without the gist, which speaks to us."""
    found = []
    for name in names:
        source, _, article = name.partition(" ")
        if matter.book.sources[source].in_force(matter.on):
            found.append(bare(matter, matter.book.citation(matter.book.basis(source, article or None))))
    return tuple(found)


def named(cites: tuple[Citation, ...]) -> str:
    """Texts as a sentence names them: 《民法典》第 546 条, several joined."""
    return "、".join(f"《{cite.name}》" + (f"第 {cite.article} 条" if cite.article else "") for cite in cites)


def bare(matter: Matter, cite: Citation) -> Citation:
    """A text by its name alone: numbers from memory, and gists meant for the borrower, go to nobody else."""
    name = matter.book.sources[cite.source].name if cite.source in matter.book.sources else cite.name
    return replace(cite, name=name, gist="")


def _numbered(items: list[str]) -> tuple[Block, ...]:
    return (Bullets(tuple(items), numbered=True),) if items else ()


def _ended(text: str) -> str:
    return text if text[-1] in _ENDS else f"{text}。"
