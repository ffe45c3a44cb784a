"""Take predicates apart with sqlglot, and refuse what not every engine reads alike.

Used when the rulebook is written or tested, never when it is run: what is found here is stored beside the
rules. Allowed: AND, OR, NOT, IN, CASE, comparisons, bare truths, whole-number + - * %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from yingmen.lawful.columns import COLUMNS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yingmen.lawful.rulebook import Rulebook

Stored = list[Any]
"""A tree as JSON holds it: see `predicate`."""


def stored_trees(book: Rulebook) -> dict[str, Stored]:
    """Every predicate of a rulebook taken apart, in the order of its rules; ValueError if one is refused."""
    bounds = [column for item in book.measures.values() for column in (item.low, item.high)]
    known = {**COLUMNS, **dict.fromkeys(bounds, Kind.INT)}
    texts = [sql for rule in book.rules.values() for sql in rule.predicates]
    texts += [item.counts for item in book.measures.values()]
    return {sql: stored_tree(sql, known) for sql in dict.fromkeys(texts)}


def stored_tree(sql: str, known: Mapping[str, Kind]) -> Stored:
    """One predicate taken apart; ValueError names what is not portable or not a column."""
    try:
        parsed = parse_one(sql, read="sqlite")
    except SqlglotError as error:
        raise ValueError(f"{sql!r} is no predicate: {str(error).splitlines()[0]}") from error
    if wrong := [*_not_portable(parsed), *_unknown_columns(parsed, known), *_wrong_kinds(parsed, known)]:
        raise ValueError(f"{sql!r}: {'; '.join(dict.fromkeys(wrong))}")
    return _tree(parsed)


def _not_portable(parsed: Any) -> Iterator[str]:  # noqa: ANN401 - sqlglot's own tree
    allowed = (
        *(exp.And, exp.Or, exp.Not, exp.In, exp.Case, exp.If, exp.Paren, exp.Column, exp.Identifier),
        *(exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Literal, exp.Neg),
        *(exp.Add, exp.Sub, exp.Mul, exp.Mod),
    )
    for node in parsed.walk():
        if not isinstance(node, allowed):
            yield f"{type(node).__name__} is not portable"
        elif isinstance(node, exp.Identifier) and node.quoted:
            yield f"{node.name} stands in double quotes"
        elif isinstance(node, exp.Literal) and not node.is_string and not node.name.isdigit():
            yield f"{node.name} is no whole number"
        elif isinstance(node, exp.In) and not node.expressions:
            yield "IN without a list"


def _unknown_columns(parsed: Any, known: Iterable[str]) -> Iterator[str]:  # noqa: ANN401 - the same
    yield from (f"no column {node.name}" for node in parsed.find_all(exp.Column) if node.name not in known)


def _wrong_kinds(parsed: Any, known: Mapping[str, Kind]) -> Iterator[str]:  # noqa: ANN401 - the same
    """What stands where only a truth or only a number may stand."""
    for node in parsed.find_all(exp.Column, exp.Literal):
        outer = node
        while isinstance(outer.parent, exp.Paren):
            outer = outer.parent
        kind = known.get(node.name) if isinstance(node, exp.Column) else Kind.INT
        if _asks_for_truth(outer) and kind is not Kind.BOOL:
            yield f"{node.name} is no truth"
        elif (
            isinstance(outer.parent, exp.Add | exp.Sub | exp.Mul | exp.Mod | exp.Neg) and kind is not Kind.INT
        ):
            yield f"{node.name} is no number"


def _asks_for_truth(node: Any) -> bool:  # noqa: ANN401 - the same
    """Whether a part of a predicate stands where it must be true or false."""
    holder = node.parent
    return (
        holder is None
        or isinstance(holder, exp.And | exp.Or | exp.Not)
        or (isinstance(holder, exp.If) and holder.this is node)
    )


def _tree(node: Any) -> Stored:  # noqa: ANN401 - the same
    if isinstance(node, exp.Paren):
        return _tree(node.this)
    if isinstance(node, exp.And | exp.Or):
        join = "and" if isinstance(node, exp.And) else "or"
        return [join, *(_tree(part) for part in node.flatten())]
    if isinstance(node, exp.Not) and isinstance(node.this, exp.Paren):
        return ["not", _tree(node.this)]
    columns = dict.fromkeys(found.name for found in node.find_all(exp.Column))
    return ["is", node.sql(dialect="sqlite"), list(columns)]


def comparisons(sql: str) -> tuple[tuple[str, int], ...]:
    """Every number a predicate compares something with: the something as SQL, and the number."""
    parsed = parse_one(sql, read="sqlite")
    kinds = (exp.LT, exp.LTE, exp.GT, exp.GTE)
    return tuple(
        (node.this.sql(dialect="sqlite"), int(node.expression.name))
        for node in parsed.find_all(*kinds)
        if isinstance(node.expression, exp.Literal)
    )
