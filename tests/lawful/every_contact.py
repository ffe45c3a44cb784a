"""Every contact that two versions of a rule could tell apart: all facts they look at, in all combinations."""

from __future__ import annotations

import re
from datetime import datetime, time
from itertools import product
from typing import TYPE_CHECKING

from yingmen.lawful.columns import COLUMNS, Kind
from yingmen.lawful.predicate import leaves
from yingmen.lawful.rows import JUDGED_SINCE, wall_us

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from yingmen.lawful.predicate import Leaf
    from yingmen.lawful.rows import Row, Value
    from yingmen.lawful.rule import Measure, Rule
    from yingmen.lawful.rulebook import Rulebook

_ANOTHER = "another"
_NEVER_UNKNOWN = ("channel", "initiated_by")
_NOON = wall_us(datetime(2026, 3, 2, 12))  # noqa: DTZ001 - wall time in Beijing, as in the case file
_COUNTS: Mapping[str, Value] = {
    "at_us": _NOON,
    "channel": "call",
    "party": "debtor",
    "lender_id": "bank-a",
    "number": "n1",
    "lender_kind": "bank",
    "product": "consumer_loan",
    "online": True,
}
"""A call to the debtor within the scope of every text that counts calls."""


def every_contact(books: Sequence[Rulebook]) -> Iterator[tuple[Row, ...]]:
    """Rows with each fact true, false and unknown, each word that differs and none, on each day of change.

    Where a rule counts calls, they come one by one, each after as many others of its day as there may be.
    """
    found = [leaf for book in books for tree in book.trees.values() for leaf in leaves(tree)]
    counted = [item for book in books for rule in book.rules.values() for item in _windows(book, rule)]
    if counted:
        yield from _after_full_windows(found, counted[0])
        return
    moments = [wall_us(datetime.combine(day, time(12))) for day in sorted(_days(books))]
    facts = enumerate(_combined({"at_us": moments} | {name: _values(name, found) for name in _names(found)}))
    yield tuple(_row(f"debtor {n}", each) for n, each in facts)


def _windows(book: Rulebook, rule: Rule) -> Iterator[Measure]:
    return (item for item in book.measures.values() if item.low in rule.breach)


def _after_full_windows(found: Sequence[Leaf], window: Measure) -> Iterator[tuple[Row, ...]]:
    """Every call within the scope of the texts, after calls that surely count; its group known or not."""
    values = {name: _values(name, found) for name in ("channel", "initiated_by", "connected", "party")}
    values |= {name: (_COUNTS[name], None) for name in window.by}
    counts = {**_COUNTS, "connected": "NOT connected" not in window.counts}
    for n, each in enumerate(_combined(values)):
        earlier = [_row(f"debtor {n}", {**counts, "contact_id": f"o{m}"}) for m in range(window.reach)]
        yield (*earlier, _row(f"debtor {n}", {**counts, "at_us": _NOON + 1, **each}))


def _combined(values: Mapping[str, Sequence[Value]]) -> Iterator[dict[str, Value]]:
    return (dict(zip(values, each, strict=True)) for each in product(*values.values()))


def _names(found: Sequence[Leaf]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for leaf in found for name in leaf.columns))


def _values(name: str, found: Sequence[Leaf]) -> tuple[Value, ...]:
    if COLUMNS[name] is Kind.BOOL:
        return (True, False, None)
    assert COLUMNS[name] is Kind.TEXT
    return (*_words(name, found), _ANOTHER, *([] if name in _NEVER_UNKNOWN else [None]))


def _words(name: str, found: Sequence[Leaf]) -> tuple[str, ...]:
    """One word of each group that every fact takes alike."""
    lists = [re.findall(r"'(\w+)'", leaf.sql) for leaf in found if name in leaf.columns]
    groups = {tuple(word in words for words in lists): word for words in lists for word in words}
    return tuple(groups.values())


def _days(books: Sequence[Rulebook]) -> Iterator[date]:
    bases = {base for book in books for rule in book.rules.values() for base in rule.bases}
    days = {JUDGED_SINCE, *(base.since for base in bases), *(base.ends for base in bases)}
    return (day for day in days if day is not None and day >= JUDGED_SINCE)


def _row(debtor_id: str, facts: Mapping[str, Value]) -> Row:
    own: Mapping[str, Value] = {"contact_id": "c", "debtor_id": debtor_id, "time_known": True}
    return {**dict.fromkeys(COLUMNS), "channel": "visit", "initiated_by": "collector", **own, **facts}
