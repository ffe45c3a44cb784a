"""A chart of rates is counted in per cent, a chart of money in yuan."""

from __future__ import annotations

from decimal import Decimal

from yingmen.document import Bar, BarChart, Segment
from yingmen.papers import charts

BARS = (Bar("年成本", (Segment("年成本", Decimal(24), "24.00%"),), "24.00%"),)


def test_a_chart_of_rates_says_per_cent_on_its_axis() -> None:
    drawn = charts.bar_chart(BarChart("成本", "年成本 24.00%", BARS, unit="%"))
    assert ("%</text>" in drawn, "元" in drawn) == (True, False)


def test_a_chart_of_money_says_yuan_on_its_axis() -> None:
    assert "元</text>" in charts.bar_chart(BarChart("成本", "年成本 24.00%", BARS))
