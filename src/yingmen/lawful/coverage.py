"""What the hand-written cases leave untried: a side of a number, a missing fact, a day the law changed.

For developers and lawyers who change the rulebook; used by `yingmen rules test` alone.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from yingmen.lawful.columns import ALWAYS_KNOWN
from yingmen.lawful.engine import Sqlite
from yingmen.lawful.parse import comparisons
from yingmen.lawful.predicate import leaves
from yingmen.lawful.rows import JUDGED_SINCE, rows_of
from yingmen.lawful.sql import values_sql
from yingmen.lawful.trial import JUDGED, SILENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from yingmen.lawful.rule import Rule
    from yingmen.lawful.rulebook import Rulebook
    from yingmen.lawful.trial import Trial, Try

LEAST_CASES = 5
_SECOND = 1_000_000
_CLOCK = "at_us"


class Gap(NamedTuple):
    """Something the cases of a rule do not try, in plain Chinese."""

    rule: str
    what: str


def gaps(book: Rulebook, trials: Sequence[Trial]) -> tuple[Gap, ...]:
    """Everything the rulebook's cases leave untried, rule by rule."""
    by_rule: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_rule[trial.rule].append(trial)
    found = [gap for rule in book.rules.values() for gap in _gaps(rule, book, by_rule[rule.id])]
    return (*found, *_scope_gaps(book, trials))


def _gaps(rule: Rule, book: Rulebook, trials: Sequence[Trial]) -> Iterator[Gap]:
    tries = [attempt for trial in trials for attempt in trial.tries]
    if len(trials) < LEAST_CASES:
        yield Gap(rule.id, f"例子只有 {len(trials)} 个，至少要 {LEAST_CASES} 个")
    checks = (_verdicts, _texts, _days, lambda rule, tries: _facts(rule, book, tries))
    for check in checks:
        yield from (Gap(rule.id, what) for what in check(rule, tries))
    yield from (Gap(rule.id, what) for what in _boundaries(rule, book, tries))


def _verdicts(rule: Rule, tries: Sequence[Try]) -> Iterator[str]:
    """A clear breach, and facts clearly outside while a text is in force."""
    if not any(item.expected.verdict == "breach" for item in tries):
        yield "没有明确不合规的例子"
    outside = [_day(item) for item in tries if item.expected.verdict == SILENT]
    if not any(base.binds_on(day) for day in outside for base in rule.judging):
        yield "没有明确不在规则里的例子"


def _texts(rule: Rule, tries: Sequence[Try]) -> Iterator[str]:
    cited = {text for item in tries for text in item.expected.basis}
    for base in rule.bases:
        text = f"{'may be ' * base.may_be}{base.basis.source} {base.basis.article or ''}".strip()
        if text not in cited:
            yield f"没有引到 {text} 的例子"


def _days(rule: Rule, tries: Sequence[Try]) -> Iterator[str]:
    tried = {_day(item) for item in tries}
    starts = {base.since for base in rule.bases} | {base.ends for base in rule.bases}
    for first in sorted(day for day in starts if day is not None and day >= JUDGED_SINCE):
        for day in (first - timedelta(days=1), first):
            if day not in tried:
                yield f"没有 {day} 的例子（{first} 起依据有变）"


def _facts(rule: Rule, book: Rulebook, tries: Sequence[Try]) -> Iterator[str]:
    """Each fact the conduct turns on, missing once."""
    found = [leaf for sql in (rule.applies, rule.breach) for leaf in leaves(book.tree(sql))]
    bounds = {column: item for item in book.measures.values() for column in (item.low, item.high)}
    counted = [bounds[name] for leaf in found for name in leaf.columns if name in bounds]
    found += [leaf for item in counted for leaf in leaves(book.tree(item.counts))]
    names = dict.fromkeys(name for leaf in found for name in leaf.columns)
    names |= dict.fromkeys(key for item in counted for key in item.by)
    asked = _asked(tries)
    for name in names:
        if (
            name not in ALWAYS_KNOWN
            and name not in bounds
            and name not in asked
            and not _never_open(name, found)
        ):
            yield f"没有缺 {name} 的例子"


def _never_open(name: str, found: Iterable[object]) -> bool:
    """Whether every fact about a column reads its absence as an answer, so that it is never asked for."""
    about = [leaf for leaf in found if name in leaf.columns]  # type: ignore[attr-defined] # leaves
    return all(leaf.sql.startswith("CASE") and " ELSE " in leaf.sql for leaf in about)  # type: ignore[attr-defined] # leaves


def _boundaries(rule: Rule, book: Rulebook, tries: Sequence[Try]) -> Iterator[str]:
    """Each number in the conduct from both sides: at it, and one step below."""
    for expression, number in dict.fromkeys([*comparisons(rule.applies), *comparisons(rule.breach)]):
        step = _SECOND if _CLOCK in expression else 1
        values = {_value(expression, book, item) for item in tries}
        if number not in values:
            yield f"没有 {expression} 恰好等于 {number} 的例子"
        if not any(number - step <= value < number for value in values if value is not None):
            yield f"没有 {expression} 差一点到 {number} 的例子"


def _value(expression: str, book: Rulebook, attempt: Try) -> int | None:
    """What an expression comes to for the judged contact of a try."""
    rows = rows_of(attempt.case, max(item.at.date() for item in attempt.case.contact)).judged
    places = [n for n, row in enumerate(rows) if row["contact_id"] == JUDGED]
    if not places:
        return None
    with Sqlite(rows) as engine:
        found = dict(engine.fetch(values_sql(book, expression)))
    value = found[places[0]]
    return None if value is None else int(value)


def _scope_gaps(book: Rulebook, trials: Sequence[Trial]) -> Iterator[Gap]:
    """Each fact that decides for whom a text binds, missing once somewhere in the rulebook."""
    for sql in dict.fromkeys(base.when for rule in book.rules.values() for base in rule.judging if base.when):
        users = {rule.id for rule in book.rules.values() if any(base.when == sql for base in rule.judging)}
        asked = _asked(item for trial in trials if trial.rule in users for item in trial.tries)
        if not any(_decides(sql, book.rules[rule]) for rule in users):
            continue
        names = dict.fromkeys(name for leaf in leaves(book.tree(sql)) for name in leaf.columns)
        yield from (
            Gap("、".join(sorted(users)), f"没有缺 {name} 的例子（{sql}）")
            for name in names
            if name not in asked
        )


def _decides(sql: str, rule: Rule) -> bool:
    """Whether on some day a text under this condition binds and none without a condition does."""
    bound = [base for base in rule.judging if base.when == sql]
    free = [base for base in rule.judging if not base.when]
    days = [base.since for base in rule.judging]
    return any(
        any(base.binds_on(day) for base in bound) and not any(base.binds_on(day) for base in free)
        for day in days
    )


def _asked(tries: Iterable[Try]) -> set[str]:
    return {text.split()[-1] for item in tries for text in item.expected.missing}


def _day(attempt: Try) -> date:
    return next(item.at.date() for item in attempt.case.contact if item.contact_id == JUDGED)
