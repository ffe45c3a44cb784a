from __future__ import annotations

from datetime import date, datetime

import pytest

from support import a_case
from yingmen.case import Door, from_data, parse, to_data, to_toml
from yingmen.errors import CaseError

HEAD = 'schema = 1\n[borrower]\nname = "张三"\nkind = "person"\n'


def test_a_door_with_nothing_known_is_a_door() -> None:
    assert Door() == parse(f"{HEAD}[door]\n").door
    assert parse(HEAD).door is None


def test_a_date_alone_leaves_the_hour_unknown() -> None:
    door = parse(f"{HEAD}[door]\nat = 2026-06-01\n").door
    assert door is not None
    assert (datetime(2026, 6, 1), False) == (door.at, door.time_known)  # noqa: DTZ001 - local time
    door = parse(f"{HEAD}[door]\nat = 2026-06-01T22:00:00\n").door
    assert door is not None
    assert door.time_known


def test_a_door_comes_back_as_it_was_written() -> None:
    case = a_case(door={"at": date(2026, 6, 1), "claims": "court", "number_from": "own", "visitors": 2})
    assert case == parse(to_toml(case))
    assert case == from_data(to_data(case))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('claims = "法院"', "court"),
        ('number_from = "me"', "visitor"),
        ("alone = 1", "true"),
        ("alnoe = true", "alone"),
    ],
)
def test_it_refuses_what_it_does_not_know_and_names_the_nearest(line: str, said: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse(f"{HEAD}[door]\n{line}\n")
    assert said in str(caught.value)
