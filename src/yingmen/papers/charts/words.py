"""What a chart shows, said in words, for whoever cannot see it or reads on a terminal."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from yingmen.days import date_text
from yingmen.document import LineChart, MarkTone, Timeline
from yingmen.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from yingmen.document import Bar, BarChart, Lane, Line, Mark

EMPTY = "没有数据"
TONE_NAMES = {MarkTone.BREACH: "不合规", MarkTone.UNCLEAR: "还说不清", MarkTone.PLAIN: "其他"}
TONE_SIGNS = {MarkTone.BREACH: "■", MarkTone.UNCLEAR: "○", MarkTone.PLAIN: "|"}

_SIGNS_AT_MOST = 3  # more of one kind on one day are counted


def words(chart: LineChart | BarChart | Timeline) -> tuple[str, ...]:
    """One sentence for each line, bar, or day of a lane, with its figures."""
    if isinstance(chart, LineChart):
        return tuple(_line(line) for line in chart.lines)
    if isinstance(chart, Timeline):
        return tuple(sentence for lane in chart.lanes for sentence in _lane(lane))
    return tuple(_bar(bar) for bar in chart.bars)


def tones_of(chart: Timeline) -> tuple[MarkTone, ...]:
    """The tones that a time line's marks have, the gravest first."""
    found = {mark.tone for lane in chart.lanes for mark in lane.marks}
    return tuple(tone for tone in MarkTone if tone in found)


def by_day(marks: Iterable[Mark]) -> dict[date, list[Mark]]:
    """Marks by the day they fall on, in order of day, tone, moment and label."""
    days: defaultdict[date, list[Mark]] = defaultdict(list)
    order = list(MarkTone)
    for mark in sorted(marks, key=lambda one: (one.at.date(), order.index(one.tone), one.at, one.label)):
        days[mark.at.date()].append(mark)
    return dict(days)


def signs(lane: Lane) -> str:
    """A lane as its days with their signs: `2026年3月1日 ■■○ 3月4日 |×12`; the year where it changes."""
    told, year = [], 0
    for day, marks in by_day(lane.marks).items():
        when = date_text(day) if day.year != year else f"{day.month}月{day.day}日"
        told.append(f"{when} {_signs_of(marks)}")
        year = day.year
    return "，".join(told) or EMPTY


def _signs_of(marks: Iterable[Mark]) -> str:
    counts = Counter(TONE_SIGNS[mark.tone] for mark in marks)
    return " ".join(sign * n if n <= _SIGNS_AT_MOST else f"{sign}×{n}" for sign, n in counts.items())


def _lane(lane: Lane) -> tuple[str, ...]:
    days = by_day(lane.marks)
    if not days:
        return (f"{lane.label}：{EMPTY}",)
    return tuple(f"{lane.label}，{date_text(day)}：{_day(marks)}" for day, marks in days.items())


def _day(marks: Iterable[Mark]) -> str:
    counts = Counter((TONE_NAMES[mark.tone], mark.label) for mark in marks)
    return "；".join(
        f"{tone}：{label}" + (f"（{n} 次）" if n > 1 else "") for (tone, label), n in counts.items()
    )


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
