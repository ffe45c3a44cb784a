"""Slips a hand makes in a predicate of the rulebook: each gives another predicate, still allowed SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp, parse_one

from yingmen.case import Channel, ContactInitiator, LenderKind, Party, Place, PosedAs, Product, Purpose
from yingmen.lawful.columns import ALWAYS_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yingmen.case import Choice

_WORDS: Mapping[str, type[Choice]] = {
    "channel": Channel,
    "initiated_by": ContactInitiator,
    "lender_kind": LenderKind,
    "party": Party,
    "place": Place,
    "posed_as": PosedAs,
    "product": Product,
    "purpose": Purpose,
}
_OTHER_SIDE: Mapping[type[exp.Expr], type[exp.Binary]] = {
    exp.LT: exp.LTE,
    exp.LTE: exp.LT,
    exp.GT: exp.GTE,
    exp.GTE: exp.GT,
}
_SECOND = 1_000_000
Slip = tuple[str, exp.Expr]


def slips(sql: str) -> Iterator[tuple[str, str]]:
    """Every predicate one slip away, each with what was done; the same predicate comes once."""
    whole = parse_one(sql, read="sqlite")
    seen = {whole.sql(dialect="sqlite")}
    for place, node in enumerate(whole.walk()):
        for slip in (_joins, _truths, _unknowns, _numbers, _sides, _word_lists, _cases):
            for what, wrong in slip(node):
                text = _with(whole, place, wrong)
                if text not in seen:
                    seen.add(text)
                    yield what, text


def _with(whole: exp.Expr, place: int, wrong: exp.Expr) -> str:
    """The predicate with the node at a place of its walk replaced."""
    copy = whole.copy()
    node = list(copy.walk())[place]
    if node is copy:
        return wrong.sql(dialect="sqlite")
    node.replace(wrong.copy())
    return copy.sql(dialect="sqlite")


def _joins(node: exp.Expr) -> Iterator[Slip]:
    """A part of an AND or OR left out, or the one word for the other."""
    if isinstance(node, exp.And | exp.Or):
        yield f"without {_text(node.right)}", node.left
        yield f"without {_text(node.left)}", node.right
        other = exp.Or if isinstance(node, exp.And) else exp.And
        yield (
            f"{_text(node)} joined the other way",
            exp.Paren(this=other(this=node.left, expression=node.right)),
        )


def _truths(node: exp.Expr) -> Iterator[Slip]:
    """A fact turned round."""
    if isinstance(node, exp.Not):
        yield f"{_text(node)} turned round", node.this
    elif _is_fact(node) and not isinstance(node.parent, exp.Not):
        yield f"{_text(node)} turned round", _not(node)


def _unknowns(node: exp.Expr) -> Iterator[Slip]:
    """An unknown fact taken for a yes or a no."""
    names = {column.name for column in node.find_all(exp.Column)} if _is_fact(node) else set()
    if names - ALWAYS_KNOWN and not node.find_ancestor(exp.Case):
        yield f"unknown is no: {_text(node)}", _case(node, "1 = 1", "1 = 0")
        yield f"unknown is yes: {_text(node)}", _case(_not(node), "1 = 0", "1 = 1")


def _numbers(node: exp.Expr) -> Iterator[Slip]:
    """A number one off; a time of day by a second."""
    if isinstance(node, exp.Literal) and not node.is_string and not _is_constant(node.parent):
        number = int(node.name)
        step = _SECOND if number > _SECOND else 1
        for wrong in (number - step, number + step):
            yield f"{wrong} for {number}", exp.Literal.number(wrong)


def _sides(node: exp.Expr) -> Iterator[Slip]:
    """A boundary that falls to the other side."""
    if other := _OTHER_SIDE.get(type(node)):
        yield f"{_text(node)} with the other boundary", other(this=node.this, expression=node.expression)


def _word_lists(node: exp.Expr) -> Iterator[Slip]:
    """A word left out of a list, or one more in it; a single word is a list of one."""
    if isinstance(node, exp.In):
        words = [word.name for word in node.expressions]
        for word in words if len(words) > 1 else ():
            yield f"{node.this.name} without {word}", _in(node, [item for item in words if item != word])
    elif isinstance(node, exp.EQ | exp.NEQ) and node.this.name in _WORDS:
        words = [node.expression.name]
    else:
        return
    for word in _WORDS[node.this.name]:
        if str(word) not in words:
            wider = _in(node, [*words, str(word)])
            yield f"{_text(node)} and {word} too", _not(wider) if isinstance(node, exp.NEQ) else wider


def _cases(node: exp.Expr) -> Iterator[Slip]:
    """A branch of a CASE left out."""
    if isinstance(node, exp.Case):
        branches, default = node.args["ifs"], node.args.get("default")
        for place, branch in enumerate(branches if len(branches) > 1 else ()):
            left = [*branches[:place], *branches[place + 1 :]]
            yield f"no branch {_text(branch)}", exp.Case(ifs=left, default=default)
        if default is not None:
            yield f"no ELSE in {_text(node)}", exp.Case(ifs=branches)


def _is_fact(node: exp.Expr) -> bool:
    """Whether a node is one fact: a comparison, a list, or a column that stands for a truth by itself."""
    if isinstance(node, exp.Column):
        joins = (exp.And, exp.Or, exp.Not, exp.Paren, exp.If)
        return node.parent is None or isinstance(node.parent, joins)
    return isinstance(node, exp.In | exp.EQ | exp.NEQ | exp.LT | exp.LTE | exp.GT | exp.GTE)


def _is_constant(node: exp.Expr | None) -> bool:
    """Whether a comparison is only a way to write yes or no."""
    return isinstance(node, exp.EQ) and node.find(exp.Column) is None


def _in(node: exp.Expr, words: list[str]) -> exp.In:
    return exp.In(this=node.this.copy(), expressions=[exp.Literal.string(word) for word in words])


def _not(node: exp.Expr) -> exp.Not:
    return exp.Not(this=exp.Paren(this=node.copy()))


def _case(node: exp.Expr, then: str, otherwise: str) -> exp.Case:
    branch = exp.If(this=node.copy(), true=parse_one(then, read="sqlite"))
    return exp.Case(ifs=[branch], default=parse_one(otherwise, read="sqlite"))


def _text(node: exp.Expr) -> str:
    return node.sql(dialect="sqlite")
