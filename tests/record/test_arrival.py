"""An entry written without a connection has two times; one written at once has the form it always had."""

from __future__ import annotations

from datetime import datetime

from yingmen.record import Draft, Entry, from_line, to_line
from yingmen.record.entry import FIRST, built
from yingmen.record.pages import events_page

WRITTEN = datetime(2026, 8, 31, 19, 30)  # noqa: DTZ001 - wall time in Beijing, as the record has it
ARRIVED = datetime(2026, 8, 31, 21, 5)  # noqa: DTZ001


def entry(arrived_at: datetime | None) -> Entry:
    draft = Draft(kind="note", text="楼道里有人", by="林小满", arrived_at=arrived_at)
    return built(draft, 1, FIRST, WRITTEN)


def test_both_times_are_sealed_and_read_back() -> None:
    line = to_line(entry(ARRIVED))
    assert b'"arrived_at":"2026-08-31T21:05:00"' in line
    assert from_line(line) == entry(ARRIVED)


def test_without_arrival_the_line_says_nothing_of_it() -> None:
    assert b"arrived" not in to_line(entry(None))


def test_a_reader_sees_both_times() -> None:
    assert "2026-08-31 21:05 送到封好" in str(events_page([entry(ARRIVED)], "这里"))
    assert "送到" not in str(events_page([entry(None)], "这里").sections)
