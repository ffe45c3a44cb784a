"""Amounts over time: what is owed stays flat from one day to the next event, so lines are steps."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from yingmen.money import exact, yuan_text
from yingmen.papers.charts.scale import Axis, date_ticks, money_ticks, short_sum, unit_of
from yingmen.papers.charts.svg import (
    FONT,
    GREY,
    INK,
    SMALL,
    WIDTH,
    dot,
    finish,
    lines_of,
    sheet,
    stroke,
    width_of,
    write,
)
from yingmen.papers.charts.words import EMPTY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from xml.etree.ElementTree import Element

    from yingmen.document import Line, LineChart

    Points = tuple[tuple[Decimal, Decimal], ...]

_LABELS = 112  # room at the right for what each line is called
_TOP, _BOTTOM = 28, 54
_PLOT_HEIGHT = 190
_GAP = 6
_STYLES = (
    ("#1a1a1a", ""),
    ("#1f4e8c", "7 4"),
    ("#8a1c1c", "2 3"),
    ("#1d5e3a", "10 3 2 3"),
    ("#5b2a86", "4 6"),
    ("#7a4a00", "14 4"),
    ("#0b5563", "6 2 2 2 2 2"),
    ("#7d1d5c", "1 5"),
    ("#404040", "12 3 5 3"),
    ("#2b2b80", "3 2"),
)


class _Ending(NamedTuple):
    """A line's name as it will stand beside its last point."""

    lines: tuple[str, ...]
    sum: str

    @property
    def height(self) -> int:
        return len(self.lines) * (FONT + 2) + SMALL + 2 + _GAP


class _Frame(NamedTuple):
    """Where the picture's field lies, and what its axes mean."""

    days: Axis
    money: Axis

    def points(self, line: Line) -> Points:
        ordered = sorted(line.points, key=lambda point: point[0])
        return tuple((self.days.at(Decimal(day.toordinal())), self.money.at(sum_)) for day, sum_ in ordered)


def line_chart(chart: LineChart) -> str:
    """Draw amounts over time as SVG text: dated steps, each line named at its end.

    Lines differ by dash pattern as well as by colour. A chart without points says 没有数据.
    """
    with exact():
        lines = tuple(line for line in chart.lines if line.points)
        root = sheet(chart.title, chart.alt)
        if not lines:
            write(root, (WIDTH // 2, 60), EMPTY, anchor="middle")
            return finish(root, 110)
        endings = tuple(_ending(line) for line in lines)
        height = max(_PLOT_HEIGHT, sum(ending.height for ending in endings))
        frame = _axes(root, lines, height)
        for number, line in enumerate(lines):
            _draw(root, frame.points(line), number)
        _name(root, [frame.points(line)[-1] for line in lines], endings, height)
        return finish(root, _TOP + height + _BOTTOM)


def _ending(line: Line) -> _Ending:
    last = max(line.points, key=lambda point: point[0])[0]
    amount = [value for day, value in line.points if day == last][-1]
    text = yuan_text(amount)
    if width_of(text, SMALL) > _LABELS - 16:
        unit = unit_of([amount])
        text = f"约{short_sum(amount.quantize(unit[0] / 100), unit)}元"
    return _Ending(tuple(lines_of(line.label, _LABELS - 18)), text)


def _axes(root: Element, lines: Sequence[Line], height: int) -> _Frame:
    """Draw both axes with their labels, and give the frame that lies between them."""
    amounts = [amount for line in lines for _, amount in line.points]
    days = [day for line in lines for day, _ in line.points]
    ticks = money_ticks(min(amounts), max(amounts))
    unit = unit_of(ticks)
    labels = [short_sum(tick, unit) for tick in ticks]
    left = max(width_of(label, SMALL) for label in labels) + 10
    first, last = min(days), max(days)
    across = Axis(
        Decimal(first.toordinal()), Decimal(last.toordinal()), Decimal(left), Decimal(WIDTH - _LABELS)
    )
    up = Axis(ticks[0], ticks[-1], Decimal(_TOP + height), Decimal(_TOP))
    for tick, label in zip(ticks, labels, strict=True):
        y = up.at(tick)
        stroke(root, ((left, y), (WIDTH - _LABELS, y)), INK if tick == 0 else GREY)
        write(root, (left - 6, y + 4), label, size=SMALL, anchor="end")
    write(root, (left - 6, 14), "元", size=SMALL, anchor="end")
    _date_axis(root, across, first, last, _TOP + height)
    return _Frame(across, up)


def _date_axis(root: Element, across: Axis, first: date, last: date, foot: int) -> None:
    stroke(root, ((across.start, foot), (across.end, foot)), INK)
    for tick in date_ticks(first, last):
        x = across.at(Decimal(tick.day.toordinal()))
        stroke(root, ((x, foot), (x, foot + 5)), INK)
        write(root, (x, foot + 19), tick.label, size=SMALL, anchor="middle")
        if tick.year:
            write(root, (x, foot + 35), tick.year, size=SMALL, anchor="middle")
    write(root, (WIDTH - _LABELS + 24, foot + 19), "日期", size=SMALL)


def _draw(root: Element, points: Points, number: int) -> None:
    color, dash = _STYLES[number % len(_STYLES)]
    steps = [points[0]]
    for point in points[1:]:
        steps += [(point[0], steps[-1][1]), point]
    if len(points) > 1:
        stroke(root, steps, color, width="2.5", dash=dash)
    dot(root, points[-1], color)


def _name(
    root: Element, ends: Sequence[tuple[Decimal, Decimal]], endings: Sequence[_Ending], height: int
) -> None:
    """Write each line's name beside its end, moved apart where they would overlap."""
    wanted = [y - Decimal(endings[n].height) / 2 for n, (_, y) in enumerate(ends)]
    tops = spread(wanted, [ending.height for ending in endings], Decimal(_TOP), Decimal(_TOP + height))
    edge = WIDTH - _LABELS
    for number, ((x, y), ending, top) in enumerate(zip(ends, endings, tops, strict=True)):
        color, _ = _STYLES[number % len(_STYLES)]
        middle = top + (ending.height - _GAP) / Decimal(2)
        stroke(root, ((x, y), (max(x, Decimal(edge)), y), (edge + 14, middle)), color, width="0.8")
        for row, text in enumerate(ending.lines):
            write(root, (edge + 17, top + FONT + row * (FONT + 2)), text)
        write(root, (edge + 17, top + ending.height - _GAP - 2), ending.sum, size=SMALL)


def spread(
    wanted: Sequence[Decimal], heights: Sequence[int], low: Decimal, high: Decimal
) -> tuple[Decimal, ...]:
    """Tops for labels near where they are wanted, none over another, all between two heights.

    The heights together must fit between `low` and `high`.
    """
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    tops: dict[int, Decimal] = {}
    free = low
    for n in order:
        tops[n] = max(wanted[n], free)
        free = tops[n] + heights[n]
    foot = high
    for n in reversed(order):
        tops[n] = min(tops[n], foot - heights[n])
        foot = tops[n]
    return tuple(tops[n] for n in range(len(wanted)))
