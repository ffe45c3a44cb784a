"""Pictures of money over time and of sums side by side, as SVG text that needs no script and no colour."""

from __future__ import annotations

from yingmen.papers.charts.bars import bar_chart
from yingmen.papers.charts.lines import line_chart
from yingmen.papers.charts.words import words

__all__ = ["bar_chart", "line_chart", "words"]
