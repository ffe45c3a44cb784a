"""What to say as a page for the phone: one stance after the other, the words first, the reason below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.answer.stance import Stance
from yingmen.document import Document, Paragraph, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yingmen.answer.gate import Gates
    from yingmen.answer.lines import Line
    from yingmen.case import Case
    from yingmen.document import Block
    from yingmen.law import Book

_FOOTER = "应门在您自己的电脑上计算，不联网，不收费。它不是律师；免费法律咨询请打 12348。"
_HOW = "挑一种符合实情的说，只说引号里的话，慢慢说，说完就停。灰字是给您自己看的理由，不用念。"
_GATED = (
    "下面这几笔，会认账的话先不给您。请先看清后果，问过 12348。还是决定要说的，选定那一笔，再生成一次；"
    "已经选定的，那句话下面会再提醒一次。"
)


def lines_document(case: Case, found: Iterable[Line], gates: Gates, book: Book) -> Document:
    """The lines as a document, for `papers` to render; what opening a gate would do comes first."""
    every = tuple(found)
    names = {loan.id: f"{loan.lender}（{loan.id}）" for loan in case.loan}
    stances = tuple(stance for stance in Stance if any(line.stance is stance for line in every))
    spoken = tuple(
        _section(stance, [line for line in every if line.stance is stance], names, book) for stance in stances
    )
    first = Section("先看这里", tuple(_first(gates, book)), "first")
    return Document("可以这样说", f"{case.borrower.name}，给自己看的", (first, *spoken), _FOOTER)


def _first(gates: Gates, book: Book) -> Iterator[Block]:
    yield Paragraph(_HOW)
    if gates.items:
        yield Paragraph(_GATED, Tone.WARN)
    for gate in gates.items:
        yield Paragraph(gate.effect_text, cites=tuple(book.citation(basis) for basis in gate.basis))


def _section(stance: Stance, found: list[Line], names: Mapping[str, str], book: Book) -> Section:
    blocks = [block for line in found for block in _spoken(line, names, book)]
    return Section(stance.label, tuple(blocks), stance.value.replace("_", "-"))


def _spoken(line: Line, names: Mapping[str, str], book: Book) -> Iterator[Block]:
    yield Paragraph(f"{line.part.label}：“{line.say}”", Tone.LEAD)
    if len(line.loans) < len(names):
        yield Paragraph(f"只对这{_few(line)}说：{'、'.join(names[loan] for loan in line.loans)}。")
    yield Paragraph(line.why, Tone.SMALL, tuple(book.citation(basis) for basis in line.basis))


def _few(line: Line) -> str:
    return "一笔" if len(line.loans) == 1 else "几笔"
