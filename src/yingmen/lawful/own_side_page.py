"""The borrower's own side as a section: what the case holds first, the rest in one short list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.document import Bullets, Column, Paragraph, Row, Section, Table, Tone
from yingmen.lawful.own_side_point import Met, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingmen.document import Block
    from yingmen.law import Book
    from yingmen.lawful.own_side_point import Condition, OwnPoint

_LEAD = "对方有规矩，您自己这边也有几条线。看清了，心里就有底：欠钱本身不是犯罪，欠的也还是要还。"
_JUDGED = "这里只把法律的条件和您的记录摆在一起。是不是违法犯罪，由公安和法院判断，本程序不下结论。"
_TONES = {State.APPLIES: Tone.WARN}


def own_side_section(points: Iterable[OwnPoint], book: Book) -> Section:
    """What to watch in one's own conduct, for `papers` to render."""
    found = tuple(points)
    blocks: list[Block] = [Paragraph(_LEAD, Tone.LEAD), Paragraph(_JUDGED, Tone.SMALL)]
    told: set[str] = set()
    for point in found:
        blocks += _with_facts(point, book, said=point.text in told) if point.conditions else []
        told.add(point.text)
    if advice := dict.fromkeys(one for point in found for one in point.keep_safe):
        blocks += [Paragraph("这样做最稳妥", Tone.LEAD), Bullets(tuple(advice))]
    if others := [point for point in found if not point.conditions]:
        blocks.append(_others(others, book))
    return Section("您自己这边", tuple(blocks), "own-side")


def _with_facts(point: OwnPoint, book: Book, *, said: bool) -> list[Block]:
    """A point with its facts: where it stands, what it means, and each condition beside the record.

    A text already `said` of another loan is not said again; a single fact needs no table.
    """
    cites = tuple(book.citation(basis) for basis in point.basis)
    alone = _alone(point.conditions[0]) if len(point.conditions) == 1 else ""
    text = f"{point.title}（{point.state.label}）。{alone}{'' if said else point.text}"
    blocks: list[Block] = [Paragraph(text, _TONES.get(point.state, Tone.PLAIN), cites)]
    if not alone:
        rows = tuple(Row((one.text, one.state.label, one.fact)) for one in point.conditions)
        columns = (Column("条件"), Column("有没有"), Column("您的记录"))
        blocks.append(Table(point.title, columns, rows))
    return blocks


def _alone(condition: Condition) -> str:
    return f"{condition.text}：{condition.fact}" if condition.state is Met.MET else condition.fact


def _others(points: Iterable[OwnPoint], book: Book) -> Table:
    rows = tuple(
        Row((point.title, point.text), tuple(book.citation(basis) for basis in point.basis))
        for point in points
    )
    return Table("还有几条，知道就好", (Column("哪一条"), Column("要点")), rows)
