"""Wrong versions of the rulebook's rules, one slip in each, and whether a rule's hand-written cases notice.

A slip is in one predicate (a part left out, turned round, a number one off, a word too many or too few, an
unknown fact taken for an answer) or in one text behind the rule (left out, a day off, bound for others).
Not made are versions that the rulebook refuses to load, and days no contact is judged on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lawful.slips import slips
from yingmen.lawful.columns import COLUMNS, Kind
from yingmen.lawful.engine import Sqlite
from yingmen.lawful.judge import judge_rows
from yingmen.lawful.parse import stored_tree
from yingmen.lawful.predicate import tree_from
from yingmen.lawful.rows import JUDGED_SINCE, rows_of, wall_time
from yingmen.lawful.rulebook import Rulebook, rule_files, rulebook
from yingmen.lawful.trial import JUDGED, NOT_COVERED, SILENT, Said, trials_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from yingmen.law import Basis, Finding
    from yingmen.lawful.predicate import Tree
    from yingmen.lawful.rows import Row
    from yingmen.lawful.rule import Measure, Rule, RuleBasis
    from yingmen.lawful.trial import Try

CASES = Path(__file__).parents[1] / "cases" / "lawful"
_DAY = timedelta(days=1)
_KEYS = ("lender_id", "number", "agency_id", "agent_id", "product")
_NARROWER = ("initiated_by = 'collector'", "channel = 'visit'", "party = 'debtor'")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rulebook of one rule with one slip in it, and what the slip is."""

    what: str
    book: Rulebook


class Bench:
    """The tries of one rule: those of a lone contact side by side, the others each in a table of its own."""

    def __init__(self, tries: Iterable[Try]) -> None:
        judged = [item for item in tries if item.expected.verdict != NOT_COVERED]
        lone = [item for item in judged if len(item.case.contact) == 1]
        alone = [[item] for item in judged if len(item.case.contact) > 1]
        self._tables = tuple(map(_table, [lone, *alone] if lone else alone))

    def noticed(self, books: Iterable[Mutant]) -> Iterator[tuple[Mutant, str]]:
        """Each mutant with the first try that it fails, or nothing."""
        for mutant in books:
            yield mutant, next(filter(None, (_failed(mutant.book, table) for table in self._tables)), "")


class _Table(NamedTuple):
    """Tries whose contacts are judged together, each try under debtors of its own."""

    tries: tuple[Try, ...]
    rows: tuple[Row, ...]


def _table(tries: Sequence[Try]) -> _Table:
    return _Table(tuple(tries), tuple(row for n, attempt in enumerate(tries) for row in _rows_of(attempt, n)))


def _failed(book: Rulebook, table: _Table) -> str:
    """Where the first try stands that a rulebook fails, or nothing."""
    judged = [n for n, row in enumerate(table.rows) if row["contact_id"] == JUDGED]
    said = says(book, table.rows)
    pairs = zip(table.tries, judged, strict=True)
    return next((attempt.where for attempt, n in pairs if said[n] != attempt.expected), "")


def says(book: Rulebook, rows: Sequence[Row]) -> tuple[Said, ...]:
    """What a rulebook of one rule says of each row."""
    days = [wall_time(int(row["at_us"] or 0)).date() for row in rows]
    with Sqlite(rows) as engine:
        return tuple(map(_said, judge_rows(rows, engine, max(days), book)))


def bench_of(rule_id: str) -> Bench:
    """The bench of a rule's own file of cases."""
    file = CASES / f"{rule_id}.toml"
    trials = trials_from(file.read_text(encoding="utf-8"), file.name)
    return Bench(attempt for trial in trials for attempt in trial.tries)


def shipped(rule_id: str) -> Mutant:
    """The rule as it is, alone in its rulebook."""
    book = rulebook()
    return Mutant("as shipped", _alone(book.rules[rule_id], book.measures))


def mutants_of(rule_id: str) -> Iterator[Mutant]:
    """Every wrong version of a rule, each once."""
    measures, rule = rulebook().measures, rulebook().rules[rule_id]
    seen = {rule}
    for what, wrong in _wrong_rules(rule):
        if wrong not in seen and wrong.judging:
            seen.add(wrong)
            yield Mutant(what, _alone(wrong, measures))
    for what, window in _wrong_measures(rule):
        yield Mutant(what, _alone(rule, {**measures, window.id: window}))


def _wrong_rules(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for what, sql in slips(rule.applies):
        yield f"applies: {what}", replace(rule, applies=sql)
    for sql in _NARROWER:
        if sql not in rule.applies.split(" AND "):
            yield f"applies: only {sql}", replace(rule, applies=f"({rule.applies}) AND {sql}")
    for what, sql in slips(rule.breach):
        yield f"breach: {what}", replace(rule, breach=sql)
    for what, bases in _wrong_bases(rule):
        yield what, replace(rule, bases=tuple(bases))


def _wrong_bases(rule: Rule) -> Iterator[tuple[str, Sequence[RuleBasis]]]:
    bases = rule.bases
    for place, base in enumerate(bases):
        name = f"{base.basis.source} {base.basis.article or ''}".strip()
        yield f"{name}: left out", [*bases[:place], *bases[place + 1 :]]
        for what, wrong in (*_wrong_texts(base), *_wrong_scopes(base, rule)):
            yield f"{name}: {what}", [*bases[:place], wrong, *bases[place + 1 :]]
        for later, other in enumerate(bases[place + 1 :], place + 1):
            swapped = list(bases)
            swapped[place] = replace(base, since=other.since, until=other.until)
            swapped[later] = replace(other, since=base.since, until=base.until)
            yield f"{name}: days swapped with {other.basis.source}", swapped


def _wrong_texts(base: RuleBasis) -> Iterator[tuple[str, RuleBasis]]:
    yield "may_be flipped", replace(base, basis=replace(base.basis, may_be=not base.may_be))
    for step in (-_DAY, _DAY):
        if max(base.since, base.since + step) > JUDGED_SINCE:
            yield f"since {base.since + step}", replace(base, since=base.since + step)
        if base.until is not None:
            yield f"until {base.until + step}", replace(base, until=base.until + step)


def _wrong_scopes(base: RuleBasis, rule: Rule) -> Iterator[tuple[str, RuleBasis]]:
    """For nobody in particular, for another circle, or with a slip in the circle's own predicate."""
    scopes: Mapping[str, str] = rule_files()["scopes"]["scope"]
    for name, sql in {"everybody": "", **scopes}.items():
        yield f"for {name}", replace(base, when=sql)
    unheard = base.may_be or _covered(base, rule)
    for what, sql in slips(base.when) if base.when else ():
        if not (unheard and what.startswith("unknown is no:")):
            yield what, replace(base, when=sql)


def _covered(base: RuleBasis, rule: Rule) -> bool:
    """Whether texts without a circle bind on each of its days: its open facts are then never asked for."""
    free = [item for item in rule.judging if not item.when]
    days = {base.since, *(item.ends for item in free if item.ends is not None and item.ends > base.since)}
    return all(any(item.binds_on(max(day, JUDGED_SINCE)) for item in free) for day in days)


def _wrong_measures(rule: Rule) -> Iterator[tuple[str, Measure]]:
    for item in rulebook().measures.values():
        if item.low in rule.breach:
            yield f"{item.id}: reach {item.reach + 1}", replace(item, reach=item.reach + 1)
            for what, keys in _wrong_groups(item.by):
                yield f"{item.id}: {what}", replace(item, by=keys)
            for what, sql in slips(item.counts):
                yield f"{item.id} counts: {what}", replace(item, counts=sql)


def _wrong_groups(by: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A key of a window's groups left out, or one too many."""
    for key in by if len(by) > 1 else ():
        yield f"not by {key}", tuple(name for name in by if name != key)
    for key in _KEYS:
        if key not in by:
            yield f"by {key} too", (*by, key)


def _alone(rule: Rule, measures: Mapping[str, Measure]) -> Rulebook:
    windows = [item for item in measures.values() if item.low in rule.breach]
    texts = [*rule.predicates, *(item.counts for item in windows)]
    trees = {sql: _tree(sql) for sql in texts}
    return Rulebook({rule.id: rule}, measures, rulebook().steps, trees)


@cache
def _tree(sql: str) -> Tree:
    bounds = [column for item in rulebook().measures.values() for column in (item.low, item.high)]
    return tree_from(stored_tree(sql, {**COLUMNS, **dict.fromkeys(bounds, Kind.INT)}))


def _rows_of(attempt: Try, n: int) -> Iterator[Row]:
    for row in rows_of(attempt.case, _last_day(attempt)).judged:
        yield {**row, "debtor_id": f"debtor {n} ({row['debtor_id']})"}


def _last_day(attempt: Try) -> date:
    return max(item.at.date() for item in attempt.case.contact)


def _said(findings: Sequence[Finding]) -> Said:
    """What is to be compared with the expectation, as `trial.said_by` puts it."""
    if not findings:
        return Said(SILENT)
    (found,) = findings
    missing = [f"{item.record} {item.column}".removeprefix(f"{JUDGED} ") for item in found.missing]
    basis = () if found.verdict == "unclear" else tuple(map(_cited, found.basis))
    return Said(str(found.verdict), basis, frozenset(missing))


def _cited(basis: Basis) -> str:
    return f"{'may be ' * basis.may_be}{basis.source} {basis.article or ''}".strip()
