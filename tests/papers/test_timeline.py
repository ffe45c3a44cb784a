from __future__ import annotations

import base64
import re
from datetime import datetime, timedelta
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings

from papers.sample import HAPPENED
from papers.strategies import timelines
from papers.test_charts import SVG, assert_inside, texts
from yingmen.document import Document, Lane, Mark, MarkTone, Section, Timeline
from yingmen.papers import html, terminal
from yingmen.papers.charts import timeline_chart, words

NOON = datetime(2026, 3, 1, 12)  # noqa: DTZ001 - a contact is wall time
B, U, P = MarkTone.BREACH, MarkTone.UNCLEAR, MarkTone.PLAIN


def lane(*marks: tuple[int, MarkTone], label: str = "某银行") -> Lane:
    """A lane with marks so many days after the first."""
    return Lane(label, tuple(Mark(NOON + timedelta(days=days), tone, "来电") for days, tone in marks))


def line(*lanes: Lane) -> Timeline:
    return Timeline("标题", "说明", lanes)


def root_of(drawn: Timeline) -> Element:
    return fromstring(timeline_chart(drawn))  # noqa: S314 - our own output


def squares(drawn: Timeline) -> list[float]:
    """Where filled squares stand across the picture, the legend's left out."""
    found = [float(m.attrib["x"]) for m in root_of(drawn).iter(f"{SVG}rect") if m.get("fill") == "#1a1a1a"]
    return found[1:]


def shown(drawn: Timeline, width: int = 80) -> list[str]:
    text = terminal.render(Document("t", "", (Section("", (drawn,)),)), width=width)
    return text.splitlines()


@settings(max_examples=100, deadline=None)
@given(timelines())
def test_any_time_line_is_well_formed_and_stays_in_its_picture(drawn: Timeline) -> None:
    assert_inside(timeline_chart(drawn))


@settings(max_examples=50, deadline=None)
@given(timelines())
def test_the_same_marks_in_any_order_give_the_same_picture_and_words(drawn: Timeline) -> None:
    turned = Timeline(drawn.title, drawn.alt, tuple(Lane(one.label, one.marks[::-1]) for one in drawn.lanes))
    assert timeline_chart(drawn) == timeline_chart(turned)
    assert words(drawn) == words(turned)


@pytest.mark.parametrize("lanes", [(), (Lane("某银行", ()),)])
def test_a_time_line_without_marks_says_so(lanes: tuple[Lane, ...]) -> None:
    assert ["没有数据"] == texts(timeline_chart(line(*lanes)))
    assert "（没有数据）" in shown(line(*lanes))


def test_an_empty_lane_beside_a_full_one_says_so() -> None:
    drawn = line(lane((0, B)), Lane("周某", ()))
    assert "没有数据" in texts(timeline_chart(drawn))
    assert "周某：没有数据" in words(drawn)
    assert "- 周某：没有数据" in shown(drawn)


def test_the_three_tones_differ_by_shape() -> None:
    root = root_of(line(lane((0, B), (10, U), (20, P))))
    filled = [m for m in root.iter(f"{SVG}rect") if m.get("fill") == "#1a1a1a"]
    open_circles = [m for m in root.iter(f"{SVG}circle") if m.get("fill") == "#ffffff"]
    bars = [m for m in root.iter(f"{SVG}polyline") if m.get("stroke-width") == "2.5"]
    assert [2, 2, 2] == [len(filled), len(open_circles), len(bars)]  # one in the legend, one on its day


def test_the_legend_names_only_the_tones_that_are_there() -> None:
    assert ["还说不清", "某银行", "3月1日", "2026年"] == texts(timeline_chart(line(lane((0, U)))))


def test_marks_of_one_day_are_one_sign_with_their_count() -> None:
    drawn = line(lane(*((0, B) for _ in range(7))))
    assert 1 == len(squares(drawn))
    assert "7" in texts(timeline_chart(drawn))


def test_signs_far_apart_stand_on_their_days() -> None:
    # The axis runs from 32 to 316: day 0 at 32, day 50 at 174, day 100 at 316; a square begins 5 before.
    assert [27, 169, 311] == squares(line(lane((0, B), (50, B), (100, B))))


def test_lanes_share_one_axis() -> None:
    drawn = line(lane((0, B), (100, B)), lane((50, B), label="周某"))
    assert [27, 311, 169] == squares(drawn)


def test_signs_that_would_touch_are_joined_with_a_line_below() -> None:
    # 1,000 days over 284 places: day 10 stands 2.84 after day 0.
    drawn = line(lane((0, B), (10, B), (1000, B)))
    thin = [m.attrib["points"] for m in root_of(drawn).iter(f"{SVG}polyline") if m.get("stroke") == "#1a1a1a"]
    assert [27, 311] == squares(drawn)
    assert "2" in texts(timeline_chart(drawn))
    assert any(re.fullmatch(r"32,\S+ 34\.8,\S+", points) for points in thin)


def test_a_thousand_marks_keep_their_number_and_do_not_run_into_each_other() -> None:
    drawn = line(lane(*((n // 5, B) for n in range(1000))))
    counts = [int(text) for text in texts(timeline_chart(drawn)) if text.isdigit()]
    places = squares(drawn)
    assert 1000 == sum(counts)
    assert len(counts) == len(places)
    assert all(after - before >= 14 for before, after in pairwise(places))


def test_ten_lanes_stand_below_each_other_under_their_names() -> None:
    names = [f"第{n}家" for n in range(10)]
    root = root_of(line(*(lane((0, B), label=name) for name in names)))
    feet = [float(m.attrib["y"]) for m in root.iter(f"{SVG}text") if m.text in names]
    assert 10 == len(feet)
    assert sorted(set(feet)) == feet


def test_a_long_name_takes_two_lines_at_most() -> None:
    name = "某某消费金融股份有限公司委托的某某催收服务有限公司" * 4
    written = [text for text in texts(timeline_chart(line(lane((0, B), label=name)))) if "公司" in text]
    assert 2 == len(written)
    assert written[1].endswith("…")


def test_words_tell_each_day_and_count_what_is_the_same() -> None:
    assert (
        "某银行，2026年3月1日：不合规：来电（2 次）；其他：来电",
        "某银行，2026年3月3日：还说不清：来电",
    ) == words(line(lane((2, U), (0, B), (0, P), (0, B))))


def test_the_terminal_gives_a_lane_its_days_with_signs_and_says_what_they_mean() -> None:
    drawn = line(lane((0, B), (0, B), (0, U), (3, P), (306, P)))
    lines = shown(drawn)
    assert "■ 不合规  ○ 还说不清  | 其他" in lines
    assert "- 某银行：2026年3月1日 ■■ ○，3月4日 |，2027年1月1日 |" in lines


def test_the_terminal_counts_more_than_three_of_a_kind() -> None:
    assert "- 某银行：2026年3月1日 ■×4" in shown(line(lane(*((0, B) for _ in range(4)))))


def test_the_page_shows_the_picture_with_its_words_folded_below() -> None:
    page = html.render(Document("t", "", (Section("", (HAPPENED,)),)))
    picture = base64.b64encode(timeline_chart(HAPPENED).encode()).decode()
    assert f'src="data:image/svg+xml;base64,{picture}" alt="{HAPPENED.alt}"' in page
    assert all(f"<li>{sentence}</li>" in page for sentence in words(HAPPENED))


def test_hostile_names_are_only_text() -> None:
    hostile = "</text><script>alert(1)</script>\x00\x1b\u202e\ud800\ufffe&"
    svg = timeline_chart(Timeline(hostile, hostile, (Lane(hostile, (Mark(NOON, B, hostile),)),)))
    assert [] == [mark.tag for mark in fromstring(svg).iter() if "script" in mark.tag]  # noqa: S314 - our own output
    assert not {"\x00", "\x1b", "\u202e", "\ud800", "\ufffe"} & set(svg)
