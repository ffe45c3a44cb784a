"""An entry: its one form as bytes, and every slip in a draft answered with the right thing."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.writing import NOW, draft, upload
from yingmen.case import Contact
from yingmen.case.values import Name
from yingmen.errors import EntryError
from yingmen.record import Entry, EntryKind, from_line, to_line
from yingmen.record.entry import FACT_COLUMNS, FIRST, MOST_ATTACHMENTS, built
from yingmen.record.store import LONGEST_LINE


def entry(**more: Any) -> Entry:
    return built(draft(**more), 7, FIRST, NOW)


def said(**more: Any) -> str:
    with pytest.raises(EntryError) as raised:
        entry(**more)
    return str(raised.value)


def test_an_entry_is_one_line_with_sorted_keys_and_nothing_unknown() -> None:
    line = to_line(entry(text="他说“今晚就来”\n喆㛃犇", kind="call", at="2026-03-09", amount="1,".strip(",")))
    assert (
        line
        == (
            '{"amount":"1.00","at":"2026-03-09","attachments":[],"by":"林小满","facts":{"channel":"call"},'
            '"kind":"call","n":7,"previous":"' + "0" * 64 + '","text":"他说“今晚就来”\\n喆㛃犇",'
            '"written_at":"2026-03-09T20:15:00"}\n'
        ).encode()
    )


def test_a_date_remembered_without_its_hour_is_no_midnight() -> None:
    assert date(2026, 3, 9) == entry(at="2026-03-09").at
    assert datetime(2026, 3, 9) == entry(at="2026-03-09T00:00").at  # noqa: DTZ001 - wall time
    assert b'"at":"2026-03-09"' in to_line(entry(at=date(2026, 3, 9)))
    assert b'"at":"2026-03-09T00:00:00"' in to_line(entry(at="2026-03-09 00:00"))


@given(
    text=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60).filter(
        str.strip
    ),
    kind=st.sampled_from(["note", "document", "payment", "promise", "statement"]),
    at=st.none()
    | st.dates(date(1970, 1, 1), date(2199, 12, 31))
    | st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)),  # noqa: DTZ001
    amount=st.none() | st.decimals(0, 10**9, places=2),
)
def test_any_entry_is_read_back_from_its_line(text: str, kind: str, at: Any, amount: Any) -> None:
    made = entry(text=text, kind=kind, at=at, amount=amount)
    line = to_line(made)
    assert (made, 1) == (from_line(line), line.count(b"\n"))


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace(b'"n":7', b'"n": 7'),
        lambda line: line.replace(b'"n":7', b'"n":7.0'),
        lambda line: line.replace(b'"n":7', b'"n":"7"'),
        lambda line: line.replace(b'"n":7', b'"n":0'),
        lambda line: line.replace(b'"n":7', b'"n":7,"n":7'),
        lambda line: line.replace(b'"n":7', b'"n":7,"m":7'),
        lambda line: line.replace(b'"n":7', b'"loan":null,"n":7'),
        lambda line: line.replace(b'"kind":"note"', b'"kind":"rumour"'),
        lambda line: line.replace("林".encode(), b"\\u6797"),
        lambda line: line.replace("林".encode(), b"\xff"),
        lambda line: line.rstrip(b"\n"),
        lambda line: line[:-2] + b"\n",
        lambda line: b"\xef\xbb\xbf" + line,
        lambda line: line.replace(b"\n", b"\r\n"),
        lambda _: b"[" * 100_000 + b"\n",
        lambda _: b"[]\n",
        lambda _: b"\n",
        lambda _: b"",
    ],
)
def test_there_is_no_second_form_of_a_line(change: Any) -> None:
    line = to_line(entry())
    assert change(line) != line
    with pytest.raises(ValueError, match=r".*"):
        from_line(change(line))


def test_the_longest_entry_is_a_line_that_is_read_whole() -> None:
    words = [name for name in FACT_COLUMNS if get_args(Contact.model_fields[name].annotation)[:1] == (Name,)]
    facts = dict.fromkeys(words, "犇" * 200) | {"channel": "visit"}
    longest = built(draft("\n喆" * 10_000, kind="visit", facts=facts, loan="犇" * 200), 10**9, FIRST, NOW)
    names = MOST_ATTACHMENTS * (255 * 4 * 2 + 300)
    assert len(words) > 3
    assert len(to_line(longest)) + names < LONGEST_LINE


def test_facts_are_kept_as_a_contact_holds_them() -> None:
    facts = {"threat": True, "staff_count": 3, "amount_overdue": 1200, "minutes": "2.50", "party": "spouse"}
    expected = facts | {"channel": "visit", "amount_overdue": "1200.00", "minutes": "2.50"}
    assert expected == entry(kind="visit", facts=facts).facts


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "visti"}, ["kind", "是不是想写 visit？"]),
        ({"text": "  "}, ["text"]),
        ({"by": ""}, ["by"]),
        ({"at": "昨天晚上"}, ["at", "记不清钟点就只写日期"]),
        ({"at": "2026-02-30"}, ["日历上没有这一天"]),
        ({"amount": "1,200"}, ["amount", "不带逗号"]),
        ({"kind": "visit", "facts": {"thraet": True}}, ["facts.thraet", "是不是想写 threat？"]),
        ({"kind": "visit", "facts": {"threat": "是"}}, ["facts.threat", "“是”写 true"]),
        ({"kind": "visit", "facts": {"staff_count": -1}}, ["facts.staff_count", "不小于 0"]),
        ({"kind": "visit", "facts": {"at": "2026-03-09"}}, ["facts.at", "时间和借款另有地方写"]),
        ({"kind": "visit", "facts": {"channel": "call"}}, ["facts.channel", "visit（上门）"]),
        ({"kind": "message"}, ["facts.channel", "sms（短信）"]),
        ({"kind": "note", "facts": {"threat": True}}, ["facts", "另记一条上门、电话或消息"]),
        ({"corrects": 7}, ["corrects", "只能更正已经写下的一条"]),
        ({"corrects": "3"}, ["corrects", "整数"]),
        ({"attachments": (upload("a", b""),) * 51}, ["51 个附件"]),
    ],
)
def test_a_slip_is_answered_with_the_right_thing(more: dict[str, Any], words: list[str]) -> None:
    found = said(**more)
    assert [] == [word for word in words if word not in found]
    assert "还没有写进去" in found


def test_every_slip_is_told_at_once() -> None:
    found = said(kind="visit", by="", at="昨天", facts={"threat": "是", "insult": 1})
    assert ["by", "at", "facts.threat", "facts.insult"] == [
        path for path in ("by", "at", "facts.threat", "facts.insult") if f" {path}：" in found
    ]


def test_every_kind_has_its_name_in_chinese() -> None:
    names = {"上门", "电话", "消息或信件", "备注", "文件", "还款", "对方答应我的", "我的陈述"}
    assert names == {kind.label for kind in EntryKind}


def test_a_line_is_json_that_anybody_can_read() -> None:
    assert "林小满" == json.loads(to_line(entry()))["by"]
