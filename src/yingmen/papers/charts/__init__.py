"""Pictures of money over time, of sums, and of what happened when, as SVG without script or colour."""

from __future__ import annotations

from yingmen.papers.charts.bars import bar_chart
from yingmen.papers.charts.lines import line_chart
from yingmen.papers.charts.timeline import timeline_chart
from yingmen.papers.charts.words import words

__all__ = ["bar_chart", "line_chart", "timeline_chart", "words"]
