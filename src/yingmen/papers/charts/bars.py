"""Sums side by side: each bar stands under its own name, and its parts are named just below it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree.ElementTree import SubElement

from yingmen.money import exact
from yingmen.papers.charts.scale import Axis, money_ticks, short_sum, unit_of
from yingmen.papers.charts.svg import (
    FONT,
    GREY,
    INK,
    PAPER,
    SMALL,
    WIDTH,
    box,
    finish,
    lines_of,
    sheet,
    stroke,
    width_of,
    write,
)
from yingmen.papers.charts.words import EMPTY

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from yingmen.document import Bar, BarChart, Segment

    Fills = dict[str, str]

_SIDE = 12
_ROOM = WIDTH - 2 * _SIDE
_LINE = FONT + 5
_THICK = 22
_SWATCH = 12
_PLAIN = (INK, PAPER)
_HATCHES = ("M0,8 L8,0", "M0,0 L8,8", "M0,4 L8,4", "M4,0 L4,8", "M0,4 L8,4 M4,0 L4,8", "M3,3 L5,5 M3,5 L5,3")
_NOTHING = Decimal(0)


def bar_chart(chart: BarChart) -> str:
    """Draw sums side by side as SVG text, from zero on one scale, parts told apart by hatching.

    A part below zero has no length. A chart without bars says 没有数据.
    """
    with exact():
        root = sheet(chart.title, chart.alt)
        if not chart.bars:
            write(root, (WIDTH // 2, 60), EMPTY, anchor="middle")
            return finish(root, 110)
        fills = _fills(root, chart)
        ticks = money_ticks(_NOTHING, max(_length(bar) for bar in chart.bars))
        scale = Axis(ticks[0], ticks[-1], Decimal(_SIDE), Decimal(WIDTH - _SIDE))
        foot = 6
        for bar in chart.bars:
            foot = _bar(root, bar, scale, fills, foot)
        return finish(root, _axis(root, scale, ticks, foot, chart.unit))


def _length(bar: Bar) -> Decimal:
    return sum((max(part.value, _NOTHING) for part in bar.segments), _NOTHING)


def _fills(root: Element, chart: BarChart) -> Fills:
    """One way of filling for each name of a part, the same in every bar; hatches are drawn once."""
    names = dict.fromkeys(part.label for bar in chart.bars for part in bar.segments)
    kinds = len(_PLAIN) + len(_HATCHES)
    defs = SubElement(root, "defs")
    for number, path in enumerate(_HATCHES):
        pattern = SubElement(defs, "pattern", {"id": f"hatch-{number}", "patternUnits": "userSpaceOnUse"})
        pattern.set("width", "8")
        pattern.set("height", "8")
        SubElement(pattern, "rect", {"width": "8", "height": "8", "fill": PAPER})
        SubElement(pattern, "path", {"d": path, "stroke": INK, "stroke-width": "1.2", "fill": "none"})
    return {name: _fill(number % kinds) for number, name in enumerate(names)}


def _fill(number: int) -> str:
    order = (INK, "url(#hatch-0)", PAPER, *(f"url(#hatch-{n})" for n in range(1, len(_HATCHES))))
    return order[number]


def _bar(root: Element, bar: Bar, scale: Axis, fills: Fills, top: int) -> int:
    """Draw one bar below `top`: its name and sum, its length, the names of its parts; gives its foot."""
    foot = _heading(root, bar, top)
    x = scale.start
    for part in bar.segments:
        width = scale.at(max(part.value, _NOTHING)) - scale.start
        box(root, (x, foot), (width, _THICK), fills[part.label])
        x += width
    stroke(root, ((scale.start, foot - 3), (scale.start, foot + _THICK + 3)), INK, width="2")
    return _parts(root, bar.segments, fills, foot + _THICK + 4) + 12


def _heading(root: Element, bar: Bar, top: int) -> int:
    beside = width_of(bar.label) + width_of(bar.text) + FONT <= _ROOM
    for line in lines_of(bar.label, _ROOM):
        top += _LINE
        write(root, (_SIDE, top), line).set("font-weight", "bold")
    for line in lines_of(bar.text, _ROOM) if bar.text else ():
        top += 0 if beside else _LINE
        write(root, (WIDTH - _SIDE, top), line, anchor="end")
    return top + 7


def _parts(root: Element, parts: tuple[Segment, ...], fills: Fills, top: int) -> int:
    """Name the parts of a bar from left to right, on as many lines as they need; gives the foot."""
    x, indent, gap = _SIDE, _SWATCH + 5, 14
    top += _LINE
    for part in parts:
        lines = lines_of(f"{part.label} {part.text}", _ROOM - indent, size=SMALL)
        width = indent + max(width_of(line, SMALL) for line in lines)
        if x > _SIDE and (x + width > WIDTH - _SIDE or len(lines) > 1):
            x, top = _SIDE, top + _LINE
        box(root, (x, top - _SWATCH + 2), (_SWATCH, _SWATCH), fills[part.label])
        for row, line in enumerate(lines):
            write(root, (x + indent, top + row * _LINE), line, size=SMALL)
        top += (len(lines) - 1) * _LINE
        x += width + gap
    return top


def _axis(root: Element, scale: Axis, ticks: tuple[Decimal, ...], foot: int, counted_in: str) -> int:
    unit = unit_of(ticks)
    stroke(root, ((scale.start, foot), (scale.end, foot)), GREY)
    for number, tick in enumerate(ticks):
        x = scale.at(tick)
        stroke(root, ((x, foot), (x, foot + 5)), INK)
        anchor = "start" if number == 0 else "end" if number == len(ticks) - 1 else "middle"
        unit_name = counted_in if number == len(ticks) - 1 else ""
        write(root, (x, foot + 18), f"{short_sum(tick, unit)}{unit_name}", size=SMALL, anchor=anchor)
    return foot + 28
