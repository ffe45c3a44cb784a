from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings

from papers.sample import MADE_OF, OVER_TIME
from papers.strategies import bar_charts, line_charts
from yingmen.document import Bar, BarChart, Line, LineChart, Segment
from yingmen.papers.charts import bar_chart, line_chart, words
from yingmen.papers.charts.lines import spread
from yingmen.papers.charts.scale import DateTick, date_ticks, money_ticks, short_sum, unit_of

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 24)


def chart(*lines: tuple[tuple[date, Decimal], ...]) -> LineChart:
    return LineChart("标题", "说明", tuple(Line(f"第{n}条", points) for n, points in enumerate(lines, 1)))


def texts(svg: str) -> list[str]:
    return [mark.text or "" for mark in fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own output


def places(root: Element) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for mark in root.iter():
        get = mark.attrib.get
        if mark.tag == f"{SVG}polyline":
            pairs = [pair.split(",") for pair in mark.attrib["points"].split()]
            found += [(float(x), float(y)) for x, y in pairs]
        elif mark.tag == f"{SVG}circle":
            found.append((float(get("cx", "")), float(get("cy", ""))))
        elif mark.tag in (f"{SVG}text", f"{SVG}rect") and "x" in mark.attrib and get("height") != "100%":
            x, y = float(get("x", "")), float(get("y", ""))
            found += [(x, y), (x + float(get("width", "0")), y + float(get("height", "0")))]
    return found


def assert_inside(svg: str) -> None:
    root = fromstring(svg)  # noqa: S314 - our own output
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    # 0.2: a bar's last part may be rounded up by a tenth at either end
    outside = [(x, y) for x, y in places(root) if not (0 <= x <= width + 0.2 and 0 <= y <= height + 0.2)]
    assert outside == []


@settings(max_examples=150, deadline=None)
@given(line_charts())
def test_any_line_chart_is_well_formed_and_stays_in_its_picture(drawn: LineChart) -> None:
    assert_inside(line_chart(drawn))


@settings(max_examples=150, deadline=None)
@given(bar_charts())
def test_any_bar_chart_is_well_formed_and_stays_in_its_picture(drawn: BarChart) -> None:
    assert_inside(bar_chart(drawn))


def test_a_chart_without_data_says_so() -> None:
    assert texts(line_chart(LineChart("空", "", ()))) == ["没有数据"]
    assert texts(line_chart(chart(()))) == ["没有数据"]
    assert texts(bar_chart(BarChart("空", "", ()))) == ["没有数据"]


def test_one_point_is_a_dot_with_its_name_and_sum() -> None:
    svg = line_chart(chart(((DAY, Decimal("1234567.89")),)))
    assert svg.count("<circle") == 1
    assert {"第1条", "¥1,234,567.89", "11月24日", "2026年", "元", "日期"} <= set(texts(svg))


def test_a_sum_stays_flat_until_the_day_it_changes() -> None:
    svg = line_chart(chart(((DAY, Decimal(100)), (date(2026, 12, 4), Decimal(50)))))
    [line] = [m for m in fromstring(svg).iter(f"{SVG}polyline") if m.attrib["stroke-width"] == "2.5"]  # noqa: S314 - our own output
    (_, first), (turn, flat), (end, last) = [p.split(",") for p in line.attrib["points"].split()]
    assert (first, turn) == (flat, end)
    assert float(last) > float(first)


def test_the_same_points_in_any_order_give_the_same_picture() -> None:
    points = ((DAY, Decimal(1)), (date(2027, 1, 1), Decimal(2)), (date(2027, 2, 1), Decimal(3)))
    assert line_chart(chart(points)) == line_chart(chart(points[::-1]))


@pytest.mark.parametrize("amount", ["0", "0.01", "500", "999999999999.99", "-80"])
def test_equal_values_of_any_size_can_be_drawn(amount: str) -> None:
    value = Decimal(amount)
    assert_inside(line_chart(chart(((DAY, value), (date(2027, 1, 1), value)))))


def test_ten_lines_differ_without_colour() -> None:
    lines = tuple(((DAY, Decimal(n)), (date(2027, 1, 1), Decimal(n + 1))) for n in range(10))
    root = fromstring(line_chart(chart(*lines)))  # noqa: S314 - our own output
    thick = [mark for mark in root.iter(f"{SVG}polyline") if mark.attrib["stroke-width"] == "2.5"]
    assert len({mark.attrib.get("stroke-dasharray", "") for mark in thick}) == 10


def test_the_parts_of_a_bar_differ_without_colour_and_keep_their_filling_in_every_bar() -> None:
    one, two = Segment("本金", Decimal(60), "¥60.00"), Segment("利息", Decimal(40), "¥40.00")
    svg = bar_chart(BarChart("t", "", (Bar("甲", (one, two)), Bar("乙", (two,)))))
    root = fromstring(svg)  # noqa: S314 - our own output
    fills = [m.attrib["fill"] for m in root.iter(f"{SVG}rect") if m.attrib["height"] == "22"]
    assert len(fills) == 3
    assert fills[0] != fills[1]
    assert fills[1] == fills[2]


def test_bars_are_as_long_as_their_sums_from_zero() -> None:
    # the scale runs from 0 to 100 over 336 units: 50 is 168 of them, 25 is 84
    bars = (
        Bar("全", (Segment("a", Decimal(100), ""),)),
        Bar("半", (Segment("a", Decimal(50), ""), Segment("b", Decimal(25), ""))),
    )
    root = fromstring(bar_chart(BarChart("t", "", bars)))  # noqa: S314 - our own output
    widths = [m.attrib["width"] for m in root.iter(f"{SVG}rect") if m.attrib["height"] == "22"]
    assert widths == ["336", "168", "84"]


def test_every_figure_of_a_bar_chart_is_written_in_it() -> None:
    written = " ".join(texts(bar_chart(MADE_OF)))
    for figure in ("¥1,234,567.89", "¥1,000,000.00", "¥200,000.00", "¥34,567.89", "¥765.43"):
        assert figure in written


def test_a_chart_names_and_describes_itself_and_needs_nothing_from_outside() -> None:
    for svg in (line_chart(OVER_TIME), bar_chart(MADE_OF)):
        root = fromstring(svg)  # noqa: S314 - our own output
        assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
        assert svg.count("http") == 1  # the name space
        assert all("style" not in mark.attrib for mark in root.iter())


def test_drawing_twice_gives_the_same_text() -> None:
    assert (line_chart(OVER_TIME), bar_chart(MADE_OF)) == (line_chart(OVER_TIME), bar_chart(MADE_OF))


def test_hostile_names_are_only_text() -> None:
    hostile = "</text><script>alert(1)</script>\x00\x1b\u202e\ud800\ufffe&"
    svg = line_chart(LineChart(hostile, hostile, (Line(hostile, ((DAY, Decimal(1)),)),)))
    assert [mark.tag for mark in fromstring(svg).iter() if "script" in mark.tag] == []  # noqa: S314 - our own output
    assert not {"\x00", "\x1b", "\u202e", "\ud800", "\ufffe"} & set(svg)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0", "0", ["0", "50", "100"]),
        ("0", "100", ["0", "50", "100"]),
        ("300", "1000", ["0", "500", "1,000"]),
        ("0", "12345.67", ["0", "0.5万", "1万", "1.5万"]),
        ("0", "1234567.89", ["0", "50万", "100万", "150万"]),
        ("-50", "40", ["-50", "0", "50"]),
        ("0", "0.03", ["0", "0.01", "0.02", "0.03"]),
        ("0", "300000000", ["0", "1亿", "2亿", "3亿"]),
    ],
)
def test_money_axes_have_round_sums_and_chinese_units(low: str, high: str, expected: list[str]) -> None:
    ticks = money_ticks(Decimal(low), Decimal(high))
    assert expected == [short_sum(tick, unit_of(ticks)) for tick in ticks]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (DAY, DAY, [("11月24日", "2026年")]),
        (
            date(2026, 12, 30),
            date(2027, 1, 4),
            [("12月30日", "2026年"), ("1月1日", "2027年"), ("1月3日", "")],
        ),
        (date(2026, 1, 15), date(2026, 5, 2), [("2月", "2026年"), ("3月", ""), ("4月", ""), ("5月", "")]),
        (date(2026, 11, 2), date(2027, 3, 1), [("12月", ""), ("1月", "2027年"), ("2月", ""), ("3月", "")]),
        (date(2024, 1, 15), date(2026, 11, 24), [("1月", "2025年"), ("1月", "2026年")]),
        (date(2000, 5, 1), date(2026, 1, 1), [("1月", "2010年"), ("1月", "2020年")]),
    ],
)
def test_date_axes_have_whole_days_months_or_years(
    start: date, end: date, expected: list[tuple[str, str]]
) -> None:
    assert expected == [(tick.label, tick.year) for tick in date_ticks(start, end)]


def test_a_date_tick_stands_on_its_day() -> None:
    assert date_ticks(date(2026, 1, 15), date(2026, 5, 2))[0] == DateTick(date(2026, 2, 1), "2月", "2026年")


def test_labels_move_apart_and_stay_in_the_field() -> None:
    tops = spread([Decimal(90), Decimal(90), Decimal(5)], [20, 20, 20], Decimal(0), Decimal(100))
    assert tops == (Decimal(60), Decimal(80), Decimal(5))


def test_a_chart_can_be_told_in_words() -> None:
    assert words(
        chart(((DAY, Decimal(5)), (date(2026, 12, 1), Decimal(9)), (date(2027, 1, 1), Decimal(1))), ())
    ) == (
        "第1条：2026年11月24日 ¥5.00 → 2027年1月1日 ¥1.00；最高 ¥9.00（2026年12月1日）",
        "第2条：没有数据",
    )
    assert words(MADE_OF)[2] == "某某银行：¥8,765.43：本金 ¥8,000.00、费用 ¥765.43"
