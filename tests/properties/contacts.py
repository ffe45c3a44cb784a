"""Random contacts as rules see them, with unknowns anywhere, and what is said of many of them at once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from yingmen.case import Channel, ContactInitiator, LenderKind, Party, Place, PosedAs, Product, Purpose
from yingmen.law import Verdict
from yingmen.lawful import rulebook
from yingmen.lawful.columns import ALWAYS_KNOWN, COLUMNS, Kind
from yingmen.lawful.engine import Sqlite
from yingmen.lawful.judge import judge_rows, verdict_of
from yingmen.lawful.rows import DAY_US, settled, wall_us

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yingmen.law import Finding
    from yingmen.lawful.rows import Row, Value

ON = date(2026, 11, 24)
SECOND = 1_000_000
HOUR = 3600 * SECOND
HOURS = (
    *(0, 8 * HOUR - 1, 8 * HOUR, 12 * HOUR),
    *(15 * HOUR, 22 * HOUR - 1, 22 * HOUR, DAY_US - 1),
)
"""Moments of a day, in microseconds: midnight, noon, and both sides of the hours that rules name."""

_OFTEN: dict[str, tuple[Value, ...]] = {
    "lender_id": (None, "A", "B", "A"),
    "number": (None, "1", "2", "1"),
    "agency_id": (None, "own", "华信"),
    "agent_id": (None,),
    "lender_kind": (None, "bank", *LenderKind, "bank", "consumer_finance"),
    "product": (None, "consumer_loan", *Product, "consumer_loan", "credit_card"),
    "online": (None, True, False, True, True),
    "channel": ("call", "visit", *Channel),
    "initiated_by": (None, *ContactInitiator, "collector", "collector"),
    "party": (None, "debtor", *Party, "family", "spouse"),
    "purpose": (None, "demand", *Purpose),
    "place": (None, "home", "workplace", "home", "workplace", *Place),
    "posed_as": (None, *PosedAs),
    "days_overdue": (None, 30),
    "amount_overdue_fen": (None, 123456),
    "staff_count": (None, 0, 1, 2, 3),
    "time_known": (True, True, False),
}
_FLAG: tuple[Value, ...] = (None, True, False)


def turning_days() -> tuple[date, ...]:
    """The days around every date on which a text of the rulebook begins or ends, and two ordinary days."""
    bases = [base for rule in rulebook().rules.values() for base in rule.bases]
    dates = {day for base in bases for day in (base.since, base.ends) if day is not None}
    near = {day + timedelta(step) for day in dates for step in (-1, 0, 1)}
    return tuple(sorted({*near, date(2026, 6, 1), date(2019, 5, 5)}))


def midnight(day: date) -> int:
    """The first microsecond of a day as rules see it."""
    return wall_us(datetime.combine(day, time.min))


DAYS = turning_days()


def row_from(picks: Sequence[int], contact_id: str, days: Sequence[date] = DAYS) -> Row:
    """A normalised row: each number picks one value of one column."""
    row: dict[str, Value] = {
        name: _word(_pick(_OFTEN.get(name, _FLAG), number))
        for name, number in zip(COLUMNS, picks, strict=False)
    }
    day, hour = _pick(days, picks[-2]), _pick(HOURS, picks[-1])
    at = midnight(day) + (hour if row["time_known"] else 0)
    return settled({**row, "contact_id": contact_id, "debtor_id": "d", "at_us": at})


PICKS = len(COLUMNS) + 2
"""How many numbers make a row."""


def _pick(choices: Sequence[Any], number: int) -> Any:
    return choices[number % len(choices)]


def _word(value: Value) -> Value:
    return str(value) if isinstance(value, str) else value


def rows(days: Sequence[date] = DAYS) -> st.SearchStrategy[Row]:
    """One contact with anything unknown."""
    return st.binary(min_size=PICKS, max_size=PICKS).map(lambda picks: row_from(picks, "c", days))


def many_rows(days: Sequence[date], size: int) -> list[Row]:
    """Always the same rows, with anything unknown; each of a debtor of its own."""
    source = Random(size)  # noqa: S311 - the same picks in every run
    picked = [row_from(source.randbytes(PICKS), f"c{n}", days) for n in range(size)]
    return [{**row, "debtor_id": f"d{n}"} for n, row in enumerate(picked)]


IN_SCOPE: dict[str, Value] = {"lender_kind": "bank", "product": "consumer_loan", "online": True}
_HARMLESS: dict[str, Value] = {
    **{name: False if kind is Kind.BOOL else None for name, kind in COLUMNS.items()},
    **dict.fromkeys(("lender_named", "recorded", "debtor_lost"), True),
    "agency_id": "own",
    "posed_as": "none",
    "purpose": "notify",
}


def call(contact_id: str, at_us: int, **facts: Value) -> Row:
    """A call to the debtor in the scope of both rules on numbers, harmless and all known unless said."""
    who: dict[str, Value] = {"channel": "call", "initiated_by": "collector", "party": "debtor"}
    whose: dict[str, Value] = {"debtor_id": "d", "lender_id": "A", "number": "1"}
    sure: dict[str, Value] = {"contact_id": contact_id, "at_us": at_us, "time_known": True}
    return {**_HARMLESS, **IN_SCOPE, **who, **whose, **sure, **facts}


_BUSY: tuple[tuple[str, tuple[Value, ...]], ...] = (
    ("connected", (True, True, True, False, None)),
    ("party", ("debtor", "debtor", "debtor", None, "family")),
    ("lender_id", ("A", "A", "A", None, "B")),
    ("number", ("1", "1", "1", None, "2")),
    ("time_known", (True, True, True, False)),
    ("means_agreed", (False, None, True, False)),
    ("product", ("consumer_loan", "consumer_loan", None, "mortgage")),
)
HOUR_OF_DAY = "at"
"""The name under which a contact's hour is made unknown."""
VARIED = frozenset({HOUR_OF_DAY, *(name for name, _ in _BUSY)})
"""The facts in which the calls of a busy day differ."""
BUSY_DAY = date(2026, 6, 1)


@st.composite
def busy_days(draw: st.DrawFn) -> list[Row]:
    """The calls of one day, most of them alike, so that the third and fourth, sixth and seventh are there.

    Some days are remembered without any hour.
    """
    size, connected, hours = draw(st.integers(3, 9)), draw(st.booleans()), draw(st.booleans())
    width = len(_BUSY) + 1
    picks = draw(st.binary(min_size=width * size, max_size=width * size))
    calls = [_busy_call(n, picks[n * width : (n + 1) * width], connected=connected) for n in range(size)]
    return calls if hours else [weaker(row, HOUR_OF_DAY) for row in calls]


def _busy_call(n: int, picks: bytes, *, connected: bool) -> Row:
    facts = {name: _pick(choices, number) for (name, choices), number in zip(_BUSY, picks, strict=False)}
    if not connected and facts["connected"] is not None:
        facts["connected"] = not facts["connected"]
    hour = _pick(HOURS, picks[-1]) if facts["time_known"] else 0
    return call(f"c{n}", midnight(BUSY_DAY) + hour, **facts)


# One fact less


def weaker(row: Row, name: str) -> Row:
    """A row with one fact made unknown; without its hour it stands at midnight."""
    if name == HOUR_OF_DAY:
        return {**row, "time_known": False, "at_us": _us(row) - _us(row) % DAY_US}
    return {**row, name: None}


def known(row: Row) -> Iterator[str]:
    """The facts of a row that could be unknown and are not."""
    for name, value in row.items():
        if name == "time_known":
            if value:
                yield HOUR_OF_DAY
        elif name not in ALWAYS_KNOWN and value is not None:
            yield name


# What is said


def judged(contacts: Sequence[Row]) -> tuple[tuple[Finding, ...], ...]:
    """The findings of each row by the rulebook as shipped."""
    with Sqlite(contacts) as engine:
        return judge_rows(contacts, engine, ON, rulebook())


SILENT = "silent"


def rule_verdicts(findings: Iterable[Finding]) -> Mapping[str, str]:
    """What each rule says of a contact; a mere remark is silence."""
    said = {item.rule: str(item.verdict) for item in findings if item.verdict != Verdict.NOTE}
    return {rule: said.get(rule, SILENT) for rule in rulebook().rules}


def contact_verdict(findings: Sequence[Finding]) -> str:
    """What is said of a contact as a whole."""
    return str(verdict_of(findings))


def apart(groups: Sequence[Sequence[Row]]) -> list[Row]:
    """Several versions of the same contacts in one table, each of a debtor of its own."""
    return [{**row, "debtor_id": f"d{place}"} for place, group in enumerate(groups) for row in group]


def on_days_apart(groups: Sequence[Sequence[Row]]) -> list[Row]:
    """The same for the calls of a day, each version on a day of its own; the law is alike on all of them."""
    return [
        {**row, "at_us": midnight(BUSY_DAY) + place * DAY_US + _us(row) % DAY_US}
        for place, group in enumerate(groups)
        for row in group
    ]


def _us(row: Row) -> int:
    at = row["at_us"]
    assert isinstance(at, int)
    return at


def kind_values(name: str) -> tuple[Value, ...]:
    """Some values a column may hold, others than those that rules name among them."""
    words = {"party": Party, "purpose": Purpose, "place": Place, "posed_as": PosedAs, "product": Product}
    if name == "lender_kind":
        return tuple(map(str, LenderKind))
    if name in words:
        return tuple(map(str, words[name]))
    return {Kind.BOOL: (False, True), Kind.INT: (0, 1, 2, 9), Kind.TEXT: ("A", "B", "Z", "own")}[
        COLUMNS[name]
    ]
