"""What leaves a window open: which facts of which contacts of the day are not known."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from yingmen.law import Missing
from yingmen.lawful.predicate import leaves, named, open_leaves, weigh
from yingmen.lawful.rows import DAY_US
from yingmen.lawful.sql import places_sql, window_sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yingmen.lawful.engine import Engine
    from yingmen.lawful.predicate import Tree
    from yingmen.lawful.rows import Row, Value
    from yingmen.lawful.rule import Measure
    from yingmen.lawful.rulebook import Rulebook


class Windows:
    """The windows of some rows, looked into only where a finding needs it, and each only once."""

    def __init__(self, rows: Sequence[Row], engine: Engine, book: Rulebook) -> None:
        self._rows, self._engine, self._book = rows, engine, book
        self._places: dict[str, Mapping[int, int]] = {}
        self._days: dict[tuple[str, int], tuple[tuple[Row, tuple[Missing, ...]], ...]] = {}

    def place(self, name: str, n: int) -> int:
        """The least place of a contact in its window."""
        if name not in self._places:
            measure = self._book.measures[name]
            self._places[name] = {int(n): int(low) for n, low in self._engine.fetch(places_sql(measure))}
        return self._places[name][n]

    def missing(self, name: str, n: int) -> Iterator[Missing]:
        """The facts, of this contact and of others, on which the place of this contact depends."""
        measure, row = self._book.measures[name], self._rows[n]
        mates = [item for item in self._day(measure, _day_of(row)) if _may_count(measure, row, item[0])]
        full = _full_groups(measure, row, [other for other, _ in mates])
        others = [item for item in mates if any(_fits(measure, item[0], group) for group in full)]
        for _, unknown in others:
            yield from unknown
        yield from _hours(row, [other for other, _ in others])

    def _day(self, measure: Measure, day: int) -> tuple[tuple[Row, tuple[Missing, ...]], ...]:
        """The contacts of a day that count or may count, each with what is not known of that."""
        key = (measure.id, day)
        if key not in self._days:
            tree = self._book.tree(measure.counts)
            facts = tuple(dict.fromkeys(leaf.sql for leaf in leaves(tree)))
            self._days[key] = tuple(
                (
                    self._rows[n],
                    tuple(_open(measure, self._rows[n], tree, dict(zip(facts, truths, strict=True)))),
                )
                for n, *truths in self._engine.fetch(window_sql(measure, facts, day))
            )
        return self._days[key]


def _day_of(row: Row) -> int:
    return int(row["at_us"] or 0) // DAY_US * DAY_US


def _may_count(measure: Measure, row: Row, other: Row) -> bool:
    """Whether a contact may stand in the same group and not after this one."""
    if other["debtor_id"] != row["debtor_id"]:
        return False
    if any(None not in (row[key], other[key]) and row[key] != other[key] for key in measure.by):
        return False
    timed = row["time_known"] and other["time_known"]
    return not timed or _order(other) <= _order(row)


def _full_groups(measure: Measure, row: Row, others: Sequence[Row]) -> list[tuple[Value, ...]]:
    """The groups this contact may belong to that can be full; what is in no such group changes nothing."""
    keys = [[row[key]] if row[key] is not None else _known(others, key) for key in measure.by]
    return [group for group in product(*keys) if _members(measure, others, group) >= measure.reach]


def _members(measure: Measure, others: Iterable[Row], group: Sequence[Value]) -> int:
    return sum(_fits(measure, other, group) for other in others)


def _known(others: Sequence[Row], key: str) -> list[Value]:
    """What a key is known to be in some contact; None stands for a group of none of these."""
    return list(dict.fromkeys([*(other[key] for other in others), None]))


def _fits(measure: Measure, other: Row, group: Sequence[Value]) -> bool:
    """Whether a contact could belong to a group: any could whose key is unknown."""
    return all(other[key] in (None, value) for key, value in zip(measure.by, group, strict=True))


def _open(measure: Measure, other: Row, tree: Tree, facts: Mapping[str, Any]) -> Iterator[Missing]:
    known = {sql: None if value is None else bool(value) for sql, value in facts.items()}
    names = [*named(open_leaves(weigh(tree, known))), *(key for key in measure.by if other[key] is None)]
    yield from (Missing(str(other["contact_id"]), name) for name in names)


def _hours(row: Row, others: Sequence[Row]) -> Iterator[Missing]:
    """Every hour there is to ask for, where it is open which of the others stand before a contact."""
    if any(_order_open(row, other) for other in others):
        untimed = (item for item in (row, *others) if not item["time_known"])
        yield from (Missing(str(item["contact_id"]), "time_known") for item in untimed)


def _order_open(row: Row, other: Row) -> bool:
    """Whether another contact may stand before this one or after it."""
    if row["time_known"] or other["time_known"]:
        return bool(row["time_known"]) is not bool(other["time_known"])
    return str(other["contact_id"]) > str(row["contact_id"])


def _order(row: Row) -> tuple[int, str]:
    return int(row["at_us"] or 0), str(row["contact_id"])
