"""The contact table in DuckDB, so that one text of the rulebook runs over a case and over millions.

DuckDB comes with the extra `audit` and is imported only when a table is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.errors import YingmenError
from yingmen.lawful.columns import COLUMNS, Kind
from yingmen.lawful.engine import pick
from yingmen.lawful.sql import TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Any, Self

    from duckdb import DuckDBPyConnection

    from yingmen.lawful.rows import Row

_TYPES = {Kind.TEXT: "VARCHAR", Kind.BOOL: "BOOLEAN", Kind.INT: "BIGINT"}
_COLUMNS = {"n": "BIGINT", **{name: _TYPES[kind] for name, kind in COLUMNS.items()}}
CREATE = f"CREATE TABLE {TABLE} ({', '.join(f'{name} {kind}' for name, kind in _COLUMNS.items())})"
"""The statement that makes the contact table in DuckDB."""
_INSERT = f"INSERT INTO {TABLE} SELECT {', '.join(f'unnest(?::{kind}[])' for kind in _COLUMNS.values())}"


class Duck:
    """Contacts in a DuckDB table in memory, numbered from 0 in their order; close it after use.

    YingmenError where DuckDB is not installed. The rows are those of a case: they pass through Python.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._connection = _opened()
        self._connection.execute(CREATE)
        values = [(n, *pick(row)) for n, row in enumerate(rows)]
        if values:  # a whole column at a time, which is much faster than row by row
            self._connection.execute(_INSERT, [list(column) for column in zip(*values, strict=True)])

    def fetch(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """Every row of the answer, in its order."""
        return self._connection.execute(sql).fetchall()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()


def _opened() -> DuckDBPyConnection:
    try:
        import duckdb  # noqa: PLC0415 - an extra, and heavy: only who audits pays for it
    except ImportError as error:
        raise YingmenError(
            "批量核查要用 DuckDB，这台电脑上还没有装",
            where="yingmen audit",
            remedy="在联网的电脑上运行 pip install 'yingmen[audit]'，装好后再试。",
        ) from error
    return duckdb.connect(":memory:")
