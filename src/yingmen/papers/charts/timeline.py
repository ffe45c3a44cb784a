"""What happened when: a lane for each who acted, a sign for each act, told apart by shape and not by colour.

A lane stands under its own name and has a row for each tone it holds. Signs that would run into each
other become one, with a count beside it and a line below it as long as the days it stands for.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from yingmen.document import MarkTone
from yingmen.money import exact
from yingmen.papers.charts.scale import Axis, date_ticks
from yingmen.papers.charts.svg import (
    FONT,
    GREY,
    INK,
    PAPER,
    SMALL,
    WIDTH,
    box,
    dot,
    finish,
    lines_of,
    sheet,
    stroke,
    width_of,
    write,
)
from yingmen.papers.charts.words import EMPTY, TONE_NAMES, by_day, tones_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from xml.etree.ElementTree import Element

    from yingmen.document import Lane, Timeline
    from yingmen.papers.charts.scale import DateTick

_SIDE = 12
_LEFT, _RIGHT = 32, 44  # room for half a date at the left, for a sign's count at the right
_LINE = FONT + 5
_ROW = 20
_HALF = 5  # half a sign
_APART = 4
_FOOT = 46


class _Group(NamedTuple):
    """Signs drawn as one: from its first day's place to its last one's, and how many it stands for."""

    first: Decimal
    last: Decimal
    stands_for: int

    @property
    def end(self) -> Decimal:
        """Where the next sign may begin."""
        beside = _APART + width_of(str(self.stands_for), SMALL) if self.stands_for > 1 else 0
        return self.first + _HALF + beside + _APART


def timeline_chart(chart: Timeline) -> str:
    """Draw what happened on which day as SVG text: a filled square, an open circle or a small bar each.

    A time line without marks says 没有数据.
    """
    with exact():
        root = sheet(chart.title, chart.alt)
        tones = tones_of(chart)
        if not tones:
            write(root, (WIDTH // 2, 60), EMPTY, anchor="middle")
            return finish(root, 110)
        days = [mark.at.date() for lane in chart.lanes for mark in lane.marks]
        across = _across(min(days), max(days))
        ticks = date_ticks(min(days), max(days))
        foot = _legend(root, tones)
        for lane in chart.lanes:
            foot = _lane(root, lane, across, ticks, foot)
        _dates(root, across, ticks, foot)
        return finish(root, foot + _FOOT)


def _across(first: date, last: date) -> Axis:
    low, high = Decimal(first.toordinal()), Decimal(last.toordinal())
    return Axis(low, high, Decimal(_LEFT), Decimal(WIDTH - _RIGHT))


def _legend(root: Element, tones: Sequence[MarkTone]) -> int:
    """What each sign means, side by side at the top; gives the foot."""
    x = _SIDE + _HALF
    for tone in tones:
        _sign(root, (Decimal(x), Decimal(_LINE - _HALF + 1)), tone)
        write(root, (x + _HALF + _APART, _LINE), TONE_NAMES[tone], size=SMALL)
        x += 2 * _HALF + _APART + width_of(TONE_NAMES[tone], SMALL) + FONT
    return _LINE + _HALF


def _lane(root: Element, lane: Lane, across: Axis, ticks: Sequence[DateTick], top: int) -> int:
    """Draw a lane below `top`: its name, then a row for each tone it holds; gives its foot."""
    for line in lines_of(lane.label, WIDTH - 2 * _SIDE):
        top += _LINE
        write(root, (_SIDE, top), line).set("font-weight", "bold")
    top += _HALF
    tones = [tone for tone in MarkTone if any(mark.tone is tone for mark in lane.marks)]
    if not tones:
        write(root, (_SIDE, top + _LINE - _HALF), EMPTY, size=SMALL)
        return top + _ROW
    foot = top + _ROW * len(tones)
    for tick in ticks:
        x = across.at(Decimal(tick.day.toordinal()))
        stroke(root, ((x, top), (x, foot)), GREY)
    for number, tone in enumerate(tones):
        _row(root, lane, tone, across, Decimal(top + _ROW * number + _ROW // 2))
    stroke(root, ((_SIDE, foot), (WIDTH - _SIDE, foot)), GREY)
    return foot


def _row(root: Element, lane: Lane, tone: MarkTone, across: Axis, middle: Decimal) -> None:
    days = by_day(mark for mark in lane.marks if mark.tone is tone)
    places = ((across.at(Decimal(day.toordinal())), len(marks)) for day, marks in days.items())
    for group in _groups(places):
        x = group.first
        if group.stands_for > 1:
            _beside(root, (x + _HALF + _APART, middle + _APART), str(group.stands_for))
        if group.last > x:
            foot = middle + _HALF + 2
            stroke(root, ((x, foot), (group.last, foot)), INK)
        _sign(root, (x, middle), tone)


def _groups(places: Iterable[tuple[Decimal, int]]) -> Iterator[_Group]:
    """Signs in order of place, those joined that would stand on each other."""
    group: _Group | None = None
    for x, count in places:
        if group and x - _HALF < group.end:
            group = _Group(group.first, x, group.stands_for + count)
            continue
        if group:
            yield group
        group = _Group(x, x, count)
    if group:
        yield group


def _beside(root: Element, at: tuple[Decimal, Decimal], count: str) -> None:
    """A count beside a sign, on paper of its own so that no line runs through it."""
    (x, y), width = at, width_of(count, SMALL)
    box(root, (x - 1, y - SMALL + 2), (width + 1, SMALL), PAPER).set("stroke", "none")
    write(root, at, count, size=SMALL)


def _sign(root: Element, center: tuple[Decimal, Decimal], tone: MarkTone) -> None:
    x, y = center
    if tone is MarkTone.BREACH:
        box(root, (x - _HALF, y - _HALF), (2 * _HALF, 2 * _HALF), INK)
    elif tone is MarkTone.UNCLEAR:
        circle = dot(root, center, PAPER)
        circle.set("r", str(_HALF))
        circle.set("stroke", INK)
        circle.set("stroke-width", "1.8")
    else:
        stroke(root, ((x, y - _HALF), (x, y + _HALF)), INK, width="2.5")


def _dates(root: Element, across: Axis, ticks: Sequence[DateTick], foot: int) -> None:
    stroke(root, ((_SIDE, foot), (WIDTH - _SIDE, foot)), INK)
    for tick in ticks:
        x = across.at(Decimal(tick.day.toordinal()))
        stroke(root, ((x, foot), (x, foot + 5)), INK)
        write(root, (x, foot + 19), tick.label, size=SMALL, anchor="middle")
        if tick.year:
            write(root, (x, foot + 35), tick.year, size=SMALL, anchor="middle")
