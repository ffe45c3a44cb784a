"""Charts of every shape a case could give, for Hypothesis."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import strategies as st

from yingmen.document import Bar, BarChart, Lane, Line, LineChart, Mark, MarkTone, Segment, Timeline

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
NEAR = st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 12, 31))
NAMES = st.text(max_size=60)


def _lines() -> st.SearchStrategy[Line]:
    points = st.lists(st.tuples(st.one_of(DAYS, NEAR), AMOUNTS), max_size=6).map(tuple)
    return st.builds(Line, label=NAMES, points=points)


def line_charts() -> st.SearchStrategy[LineChart]:
    return st.builds(LineChart, title=NAMES, alt=NAMES, lines=st.lists(_lines(), max_size=10).map(tuple))


def bar_charts() -> st.SearchStrategy[BarChart]:
    parts = st.builds(Segment, label=NAMES, value=AMOUNTS, text=NAMES)
    bars = st.builds(Bar, label=NAMES, segments=st.lists(parts, max_size=5).map(tuple), text=NAMES)
    return st.builds(BarChart, title=NAMES, alt=NAMES, bars=st.lists(bars, max_size=6).map(tuple))


def timelines() -> st.SearchStrategy[Timeline]:
    near = st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31))  # noqa: DTZ001 - a contact is wall time
    marks = st.builds(Mark, at=st.one_of(st.datetimes(), near), tone=st.sampled_from(MarkTone), label=NAMES)
    lanes = st.builds(Lane, label=NAMES, marks=st.lists(marks, max_size=30).map(tuple))
    return st.builds(Timeline, title=NAMES, alt=NAMES, lanes=st.lists(lanes, max_size=10).map(tuple))
