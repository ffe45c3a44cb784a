"""The one builder of the rulebook's SQL: for a single case and for an audit, on any engine.

Every rule becomes one column: 1 breach, 2 unclear, 3 a text that only perhaps fits, 0 silent. Windows
become two columns each. The text keeps to what sqlite, DuckDB and Spark read alike; in particular it asks
for NULL by comparing a column with itself. The table it reads is called `contact` and holds, besides the
columns of `columns.COLUMNS`, a row number `n`.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from yingmen.lawful.rows import DAY_US, wall_us

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from yingmen.lawful.rule import Measure, Rule, RuleBasis
    from yingmen.lawful.rulebook import Rulebook

SILENT, BREACH, UNCLEAR, NOTE = range(4)
TABLE = "contact"
_MEASURED = "measured"
_DAY = f"at_us - at_us % {DAY_US}"


def judging_sql(book: Rulebook, rules: Sequence[Rule], facts: Sequence[str] = ()) -> str:
    """A query for `n`, one code a rule, and the truth of some facts, for every contact, by `n`."""
    codes = [f"{_code(rule)} AS rule_{place}" for place, rule in enumerate(rules)]
    asked = [f"{fact} AS fact_{place}" for place, fact in enumerate(facts)]
    texts = [*(sql for rule in rules for sql in rule.predicates), *facts]
    used = [item for item in book.measures.values() if any(_reads(sql, item) for sql in texts)]
    columns = ",\n  ".join(["n", *codes, *asked])
    return f"{measured(used)}\nSELECT {columns}\nFROM {_MEASURED}\nORDER BY n"


def places_sql(measure: Measure) -> str:
    """A query for `n` and the low bound of its place in its window, for every contact, by `n`."""
    return f"{measured([measure])}\nSELECT n, {measure.low}\nFROM {_MEASURED}\nORDER BY n"


def values_sql(book: Rulebook, expression: str) -> str:
    """A query for `n` and what a whole-number expression comes to, for every contact, by `n`."""
    used = [item for item in book.measures.values() if _reads(expression, item)]
    return f"{measured(used)}\nSELECT n, {expression}\nFROM {_MEASURED}\nORDER BY n"


def window_sql(measure: Measure, facts: Sequence[str], day_us: int) -> str:
    """A query for `n` and the truth of a measure's facts, for the contacts of a day, in order of time."""
    return (
        f"SELECT n, {', '.join(facts)}\nFROM {TABLE}\n"
        f"WHERE at_us >= {day_us} AND at_us < {day_us + DAY_US} AND {_can(measure.counts)} = 1\n"
        "ORDER BY at_us, contact_id"
    )


def measured(measures: Iterable[Measure]) -> str:
    """The WITH clause that gives `measured`: the contacts with the two columns of each window."""
    used = tuple(measures)
    parts = [part for item in used for part in _window(item)]
    bounds = "".join(f", {_bound(item.id, column)}" for item in used for column in (item.low, item.high))
    joins = "".join(f"\n  LEFT JOIN {item.id} ON {item.id}.of_n = c.n" for item in used)
    parts.append(f"{_MEASURED} AS (\n  SELECT c.*{bounds}\n  FROM {TABLE} c{joins}\n)")
    return "WITH " + ",\n".join(parts)


def _bound(name: str, column: str) -> str:
    """A bound, or 0 on a day that was not looked at because too little happened on it."""
    return f"CASE WHEN {name}.{column} >= 0 THEN {name}.{column} ELSE 0 END AS {column}"


def _code(rule: Rule) -> str:
    core = f"({rule.applies}) AND ({rule.breach})"
    judged = f"{core} AND ({_any(rule.judging)})"
    otherwise = f"CASE WHEN {core} AND ({_any(rule.perhaps)}) THEN {NOTE} ELSE {SILENT} END"
    silent = otherwise if rule.perhaps else str(SILENT)
    return f"CASE WHEN {judged} THEN {BREACH} WHEN NOT ({judged}) THEN {silent} ELSE {UNCLEAR} END"


def _any(bases: Iterable[RuleBasis]) -> str:
    return " OR ".join(f"({binding(basis)})" for basis in bases)


def binding(basis: RuleBasis) -> str:
    """When a text binds an act: on its day, and for whom."""
    dates = [f"at_us >= {_midnight(basis.since)}"]
    dates += [f"at_us < {_midnight(basis.ends)}"] if basis.ends is not None else []
    return " AND ".join([*dates, *([f"({basis.when})"] if basis.when else [])])


def _midnight(day: date) -> int:
    return wall_us(datetime.combine(day, time.min))


def _reads(sql: str, measure: Measure) -> bool:
    return measure.low in sql or measure.high in sql


def _can(counts: str) -> str:
    """1 where a contact counts or may count, 0 where it surely does not."""
    return f"CASE WHEN {counts} THEN 1 WHEN NOT ({counts}) THEN 0 ELSE 1 END"


def _window(measure: Measure) -> list[str]:
    """The parts of a WITH clause that give a measure's bounds for each contact of a busy day.

    A contact whose key is unknown belongs to no group: it counts 0 towards the low bound and 1 towards the
    high bound of every group it could belong to; its own high bound is that of the fullest such group. Both
    bounds take it that the contact itself counts, which its rule asks for besides. A contact whose hour is
    unknown may stand before or after any other of its day whose hour is known.
    """
    name, keys = measure.id, tuple(f"key_{place}" for place in range(len(measure.by)))
    renamed = ", ".join(f"{column} AS {key}" for column, key in zip(measure.by, keys, strict=True))
    candidates = [_candidates(name, key) for key in keys]
    return [
        f"""{name}_day AS (
  SELECT n, debtor_id, {_DAY} AS day_us, at_us, contact_id, {renamed},
    CASE WHEN time_known THEN 1 ELSE 0 END AS timed,
    CASE WHEN {measure.counts} THEN 1 ELSE 0 END AS sure
  FROM {TABLE}
  WHERE {_can(measure.counts)} = 1
)""",
        f"""{name}_total AS (
  SELECT debtor_id AS of_debtor, day_us AS of_day, count(*) AS total
  FROM {name}_day GROUP BY debtor_id, day_us
)""",
        f"""{name}_busy AS (
  SELECT {name}_day.* FROM {name}_day
  JOIN {name}_total ON of_debtor = debtor_id AND of_day = day_us
  WHERE total >= {measure.reach}
)""",
        *candidates,
        _bounds(measure, keys),
    ]


def _candidates(name: str, key: str) -> str:
    """The groups there are on a day, by one of their keys; NULL stands for a group of none of these."""
    return f"""{name}_{key} AS (
  SELECT debtor_id, day_us, {key} FROM {name}_busy GROUP BY debtor_id, day_us, {key}
)"""


def _bounds(measure: Measure, keys: tuple[str, ...]) -> str:
    name = measure.id
    joins = "".join(
        f"""
    JOIN {name}_{key} g{place} ON g{place}.debtor_id = r.debtor_id AND g{place}.day_us = r.day_us
      AND {_fits(f"g{place}.{key}", f"r.{key}")}"""
        for place, key in enumerate(keys)
    )
    fits = " AND ".join(_fits(f"g{place}.{key}", f"s.{key}") for place, key in enumerate(keys))
    same = " AND ".join(f"r.{key} = s.{key}" for key in keys)
    groups = ", ".join(f"g{place}.{key}" for place, key in enumerate(keys))
    return f"""{name} AS (
  SELECT of_n, max(least_) AS {measure.low}, max(most_) AS {measure.high} FROM (
    SELECT r.n AS of_n,
      sum(CASE WHEN r.n = s.n OR s.sure = 1 AND {_BEFORE} AND {same} THEN 1 ELSE 0 END) AS least_,
      sum(CASE WHEN {_NOT_AFTER} AND {fits} THEN 1 ELSE 0 END) AS most_
    FROM {name}_busy r{joins}
    JOIN {name}_busy s ON s.debtor_id = r.debtor_id AND s.day_us = r.day_us
    GROUP BY r.n, {groups}
  ) GROUP BY of_n
)"""


def _fits(group: str, key: str) -> str:
    """Whether a contact with this key could belong to a group: any could whose key is unknown."""
    return f"CASE WHEN {key} = {key} THEN CASE WHEN {group} = {key} THEN 1 ELSE 0 END ELSE 1 END = 1"


_ORDER = "(s.at_us < r.at_us OR s.at_us = r.at_us AND s.contact_id <= r.contact_id)"
_BEFORE = (
    f"(s.timed = 1 AND r.timed = 1 AND {_ORDER}"
    " OR s.timed = 0 AND r.timed = 0 AND s.contact_id <= r.contact_id)"
)
_NOT_AFTER = f"(s.timed = 0 OR r.timed = 0 OR {_ORDER})"
