"""What a chart shows, said in words, for whoever cannot see it or reads on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.days import date_text
from yingmen.document import LineChart
from yingmen.money import yuan_text

if TYPE_CHECKING:
    from yingmen.document import Bar, BarChart, Line

EMPTY = "没有数据"


def words(chart: LineChart | BarChart) -> tuple[str, ...]:
    """One sentence for each line or bar of a chart, with its figures."""
    if isinstance(chart, LineChart):
        return tuple(_line(line) for line in chart.lines)
    return tuple(_bar(bar) for bar in chart.bars)


def _line(line: Line) -> str:
    if not line.points:
        return f"{line.label}：{EMPTY}"
    points = sorted(line.points, key=lambda point: point[0])
    (first, start), (last, end) = points[0], points[-1]
    if len(points) == 1:
        return f"{line.label}：{date_text(first)} {yuan_text(start)}"
    told = f"{line.label}：{date_text(first)} {yuan_text(start)} → {date_text(last)} {yuan_text(end)}"
    top_on, top = max(points, key=lambda point: point[1])
    return told if top in (start, end) else f"{told}；最高 {yuan_text(top)}（{date_text(top_on)}）"


def _bar(bar: Bar) -> str:
    parts = "、".join(f"{part.label} {part.text}" for part in bar.segments)
    return "：".join(piece for piece in (bar.label, bar.text, parts) if piece)
