"""Which letters are there to sign, which wait behind a gate, and which still lack something.

Advice and deadlines stand here, for the borrower alone; they are no part of any letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.document import Bullets, Document, Paragraph, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yingmen.answer.gate import Gates
    from yingmen.answer.letters import Letter
    from yingmen.case import Case
    from yingmen.document import Block

_FOOTER = "应门在您自己的电脑上计算，不联网，不收费。它不是律师；免费法律咨询请打 12348。"
_READ_FIRST = (
    "发出以前，从头到尾看一遍：有一句不属实，就改掉或划掉。签上名字和日期，留一份底，留好寄出或提交的凭证。"
    "一次寄一封就够，不用都寄。"
)
_OWNS_UP = "这封信可能被当作认账。看明白下面几条，想好了再寄；不寄，也没有关系。"


@dataclass(frozen=True, slots=True)
class Offered:
    """A letter and whether the borrower gets it: `why` says what it lacks, or what stands behind its gate."""

    letter: Letter
    why: tuple[str, ...]
    gated: bool = False

    @property
    def builds(self) -> bool:
        """Whether it is there to sign."""
        return self.letter.document is not None and not self.gated


def offered(letters: Iterable[Letter], gates: Gates, chosen: frozenset[str]) -> tuple[Offered, ...]:
    """Every letter, those that acknowledge a debt only where the gate of their loan is open."""
    return tuple(_offered(letter, gates, chosen) for letter in letters)


def letters_document(case: Case, found: Iterable[Offered]) -> Document:
    """The list of letters as a document, for `papers` to render."""
    every = tuple(found)
    names = {loan.id: f"{loan.lender}（{loan.id}）" for loan in case.loan}
    ready = [block for one in every if one.builds for block in _ready(one, names)]
    gated = [block for one in every if one.gated for block in _waiting([one], names)]
    groups: dict[tuple[str, tuple[str, ...]], list[Offered]] = {}
    for one in every:
        if not one.builds and not one.gated:
            groups.setdefault((one.letter.title, one.why), []).append(one)
    lacking = [block for group in groups.values() for block in _waiting(group, names)]
    sections = (
        Section("先看这里", (Paragraph(_READ_FIRST, Tone.LEAD),), "first"),
        Section("写好的", tuple(ready), "ready"),
        Section("先看清后果的", tuple(gated), "gated"),
        Section("还缺材料的", tuple(lacking), "lacking"),
    )
    filled = tuple(section for section in sections if section.blocks)
    return Document("要写的信", f"{case.borrower.name}，给自己看的", filled, _FOOTER)


def _offered(letter: Letter, gates: Gates, chosen: frozenset[str]) -> Offered:
    gated = letter.effect != "none" and not gates.open_for(letter.loan_id, chosen)
    if not gated:
        return Offered(letter, letter.refused)
    before = gates.items if letter.loan_id is None else (gates.of(letter.loan_id),)
    effects = tuple(gate.effect_text for gate in before if gate is not None and gate.loan_id not in chosen)
    return Offered(letter, (*effects, *letter.refused), gated=True)


def _ready(one: Offered, names: dict[str, str]) -> Iterator[Block]:
    yield _heading([one], names)
    yield Paragraph(f"寄给：{one.letter.to}")
    if one.letter.effect != "none":
        yield Paragraph(_OWNS_UP, Tone.WARN)
    if notes := (*one.letter.advice, *(deadline.text for deadline in one.letter.deadlines)):
        yield Bullets(notes)


def _waiting(group: list[Offered], names: dict[str, str]) -> Iterator[Block]:
    """Letters that wait for the same things, together."""
    yield _heading(group, names)
    yield Bullets(group[0].why)


def _heading(group: list[Offered], names: dict[str, str]) -> Paragraph:
    about = "、".join(names[one.letter.loan_id] for one in group if one.letter.loan_id is not None)
    return Paragraph(group[0].letter.title + (f"：{about}" if about else ""), Tone.LEAD)
