"""The overview's one thing to do next, and how far each step is, while a case is being filled in."""

from __future__ import annotations

from typing import Any

import pytest

from support import bank_loan
from yingmen import case as cases
from yingmen.web import desk
from yingmen.web.home import states
from yingmen.web.vault import versions

pytestmark = pytest.mark.django_db
LOAN = cases.to_data(
    cases.from_data({"schema": 1, "borrower": {"name": "张三", "kind": "person"}, "loan": [bank_loan()]}, "")
)["loan"]
CONTACT = [{"contact_id": "c1", "at": "2026-08-01T19:30:00", "channel": "visit"}]
PAY = [{"source": "工资", "amount": "5000"}]
FILLED: list[dict[str, Any]] = [
    {},
    {"loan": [*LOAN, {"id": "新"}]},
    {"loan": LOAN},
    {"contact": [*CONTACT, {"contact_id": "c2"}]},
    {"contact": CONTACT},
    {"household": {"essentials": {"food": "900"}}},
    {"household": {"income": PAY}},
    {"household": {"income": PAY, "essentials": {"food": "900"}}},
    {"door": {"claims": "agency"}},
]
NEXT = [
    ("写下一笔借款", "/1/"),
    ("把没写完的那笔借款写完", "/1/"),
    ("记下他们怎么联系您的", "/book/now/"),
    ("把没写完的那次联系写完", "/2/"),
    ("写下家里每月的收支", "/4/"),
    ("写下家里每月的收支", "/4/"),
    ("写下家里每月的收支", "/4/"),
    ("想好下次上门怎么办", "/3/"),
    ("看两页纸和要说的话", "/5/"),
]
STATES = [
    "还没填 还没填 还没填 还没填 还差第 1 步",
    "还差 1 笔没写完 还没填 还没填 还没填 好了",
    "好了 还没填 还没填 还没填 好了",
    "好了 还差 1 次没写完 还没填 还没填 好了",
    "好了 好了 还没填 还没填 好了",
    "好了 好了 还没填 还差收入 好了",
    "好了 好了 还没填 还差每月必需的开销 好了",
    "好了 好了 还没填 好了 好了",
    "好了 好了 好了 好了 好了",
]


@pytest.mark.parametrize("far", range(len(FILLED)))
def test_what_to_do_next_is_the_first_thing_the_rest_waits_for(far: int) -> None:
    here = desk.desk()
    document = dict(here.kept.data)
    for more in FILLED[: far + 1]:
        document |= more
    versions.save(here.file, here.base, lambda _: document, "填", desk.now())
    at = desk.desk()
    found = states.next_thing(at)
    assert NEXT[far] == (found.what, found.address)
    assert STATES[far] == " ".join(step.state for step in states.steps(at))
