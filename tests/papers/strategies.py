"""Charts of every shape a case could give, for Hypothesis."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from yingmen.document import Bar, BarChart, Line, LineChart, Segment

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
