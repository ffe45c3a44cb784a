"""Where the rulebook's SQL runs: anything that answers a query over the contacts of one table.

Here it is sqlite in memory, for a case; nothing is written anywhere and nothing is kept afterwards.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from yingmen.lawful.columns import COLUMNS, Kind
from yingmen.lawful.sql import TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Any, Self

    from yingmen.lawful.rows import Row


class Engine(Protocol):
    """Something that answers the rulebook's queries over one table of contacts."""

    def fetch(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """Every row of the answer, in its order; a truth is a bool or 0 and 1, None where unknown."""
        ...


pick = itemgetter(*COLUMNS)
"""A row's values in the order of the table's columns after `n`."""

_TYPES = {Kind.TEXT: "TEXT", Kind.BOOL: "INTEGER", Kind.INT: "INTEGER"}
_CREATE = (
    f"CREATE TABLE {TABLE} (n INTEGER PRIMARY KEY, "
    f"{', '.join(f'{name} {_TYPES[kind]}' for name, kind in COLUMNS.items())})"
)
_INSERT = f"INSERT INTO {TABLE} VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"  # noqa: S608 - fixed names


_idle: deque[sqlite3.Connection] = deque()  # connections with an empty table and statements already compiled


class Sqlite:
    """The contacts of a case in a table in memory, numbered from 0 in their order; close it after use."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._connection = _idle.pop() if _idle else _opened()
        values = [(n, *pick(row)) for n, row in enumerate(rows)]
        self._connection.executemany(_INSERT, values)

    def fetch(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """Every row of the answer, in its order."""
        return self._connection.execute(sql).fetchall()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - a fixed name
        _idle.append(self._connection)


def _opened() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA secure_delete = ON")  # what was judged is overwritten, not only forgotten
    connection.execute(_CREATE)
    return connection
