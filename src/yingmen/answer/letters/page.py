"""The body of a letter written out: facts with their backing, statements as statements, requests numbered.

A text is cited by name in the sentence that rests on it, as a reader of letters expects; the letter itself
carries no notes. What is enclosed is numbered, and a fact points to its number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from yingmen.answer.letters.facts import FACTS
from yingmen.answer.letters.model import Kind, Lacking
from yingmen.document import Bullets, Paragraph, Section
from yingmen.law import Force

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yingmen.answer.letters.model import Fact, Matter, Part, Sentence
    from yingmen.document import Block, Citation, Table

STATED = "我陈述："
DECLARED = "我声明："
STATED_BELOW = "我陈述如下："
TICKED_BELOW = "我陈述如下（属实的在 □ 里打 √，不属实的划掉）："
BOX = "□ "
_REQUEST, _TICK, _STATEMENT = "request", "tick", "statement"
_ENDS = "。？！＿"
_AFTER = "〇一二三四五六七八九"
_SOFT = (Force.STANDARD, Force.CONVENTION)


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence ready to be set: `run` tells which neighbours it is listed with ("": none)."""

    run: str
    text: str
    own: bool = False
    table: Table | None = None


class Page:
    """Writes the parts of one letter; gathers on the way what it encloses, what it cites, what it lacks."""

    def __init__(self, matter: Matter, fill: Mapping[str, str]) -> None:
        self.fill = fill
        self.exhibits: dict[str, None] = {}
        self.cites: dict[Citation, None] = {}
        self.lacking: dict[str, None] = {}
        self.matter = matter

    def section(self, part: Part) -> Section:
        """A part of the letter as a section; without blocks where none of its sentences stands."""
        fitting = [sentence for sentence in part.sentences if fits(sentence, self.matter.words)]
        lines = [line for sentence in fitting for line in self._lines(sentence)]
        blocks = (block for run, found in groupby(lines, _run) for block in _set(run, tuple(found)))
        return Section(part.title, tuple(blocks))

    def _lines(self, sentence: Sentence) -> Iterator[_Line]:
        found = list(self._facts(sentence))
        if not found and sentence.otherwise:
            yield _Line("", self._filled(sentence.otherwise, None), own=True)
        cites = cited(self.matter, sentence.cites)
        if sentence.kind is Kind.LAW and not cites:
            return
        self.cites |= dict.fromkeys(cites)
        for fact in found:
            yield self._line(sentence, fact, cites)

    def _line(self, sentence: Sentence, fact: Fact | None, cites: tuple[Citation, ...]) -> _Line:
        text = self._filled(sentence.text, fact)
        if sentence.kind is Kind.LAW:
            return _Line("", f"{named(cites)}：{text}")
        if sentence.kind is Kind.DECLARATION:
            return _Line("", f"{DECLARED}{text}")
        if sentence.kind is Kind.REQUEST or sentence.tick:
            return _Line(_TICK if sentence.tick else _REQUEST, text)
        if sentence.kind is Kind.STATEMENT:
            return _Line(_STATEMENT, text, own=True)
        run = f"each {sentence.text}" if sentence.each else ""
        told = text + self._backing(text, fact)
        return _Line(run, told, own=fact is not None and fact.own, table=fact.table if fact else None)

    def _backing(self, text: str, fact: Fact | None) -> str:
        """What a sentence rests on, where it does not name it already, and the texts on the matter."""
        if fact is None:
            return ""
        texts = f"。有关规定：{named(self._bare(fact.cites))}" if fact.cites else ""
        if fact.exhibit:
            return f"（见附件 {list(self.exhibits).index(fact.exhibit) + 1}）{texts}"
        return f"（依据：{fact.backing}）{texts}" if not fact.own and fact.backing not in text else texts

    def _bare(self, found: Iterable[Citation]) -> tuple[Citation, ...]:
        cites = tuple(bare(self.matter, cite) for cite in found)
        self.cites |= dict.fromkeys(cites)
        return cites

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


def _run(line: _Line) -> str:
    return line.run


def _set(run: str, lines: tuple[_Line, ...]) -> Iterator[Block]:
    """Neighbours of one kind as a list, a sentence that stands alone as a paragraph."""
    if run == _REQUEST:
        yield Bullets(tuple(_ended(line.text) for line in lines), numbered=True)
    elif run == _TICK:
        yield Paragraph(TICKED_BELOW)
        yield Bullets(tuple(_ended(BOX + line.text) for line in lines), numbered=True)
    elif run and len(lines) > 1:
        yield from _listed(lines)
    else:
        for line in lines:
            yield Paragraph(_ended(_owned(line)))
            if line.table is not None:
                yield line.table


def _listed(lines: tuple[_Line, ...]) -> Iterator[Block]:
    if all(line.own for line in lines):
        yield Paragraph(STATED_BELOW)
        yield Bullets(tuple(_ended(line.text) for line in lines), numbered=True)
    else:
        yield Bullets(tuple(_ended(_owned(line)) for line in lines), numbered=True)


def _owned(line: _Line) -> str:
    return f"{STATED}{line.text}" if line.own else line.text


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
    """Texts as a sentence names them: 《民法典》第 546 条, several joined; what is no law says what it is."""
    articles: dict[tuple[str, str], list[str]] = {}
    for cite in cites:
        found = articles.setdefault((cite.name, cite.force), [])
        if cite.article and cite.article not in found:
            found.append(cite.article)
    return "、".join(_named(name, force, numbers) for (name, force), numbers in articles.items())


def _named(name: str, force: str, numbers: list[str]) -> str:
    plain = sorted((number for number in numbers if number.isdigit()), key=int)
    parts = [f"第 {'、'.join(plain)} 条"] if plain else []
    parts += [_inserted(number) for number in numbers if number not in plain]
    return f"《{name}》{'、'.join(parts)}" + (f"（{Force(force).label}）" if force in _SOFT else "")


def _inserted(article: str) -> str:
    number, _, after = article.partition("-")
    return f"第 {number} 条之{_AFTER[int(after)]}" if number.isdigit() and after.isdigit() else article


def bare(matter: Matter, cite: Citation) -> Citation:
    """A text by its name alone: numbers from memory, and gists meant for the borrower, go to nobody else."""
    name = matter.book.sources[cite.source].name if cite.source in matter.book.sources else cite.name
    return replace(cite, name=name, gist="")


def _ended(text: str) -> str:
    return text if text[-1] in _ENDS else f"{text}。"
