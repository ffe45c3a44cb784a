"""A predicate taken apart: which facts it joins by AND, OR and NOT, and what follows when one is unknown.

The rulebook's SQL is parsed once, when it is tested; what was found is stored beside the rules as trees:
`["and", tree, …]`, `["or", tree, …]`, `["not", tree]`, or `["is", sql, [columns]]` for one fact. Here the
truth of the facts comes from the engine that runs the SQL; only their joining is done in Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Truth = bool | None
"""True, false, or None where it is unknown."""


class Leaf(NamedTuple):
    """One fact: the SQL that asks for it and the columns it looks at."""

    sql: str
    columns: tuple[str, ...]


class Tree(NamedTuple):
    """Facts joined: `join` is "is" (one `leaf`), "not" (one part), "and" or "or" (any number of parts)."""

    join: str
    parts: tuple[Tree, ...] = ()
    leaf: Leaf | None = None


class Weighed(NamedTuple):
    """A predicate with the truth of each of its parts."""

    tree: Tree
    truth: Truth
    parts: tuple[Weighed, ...]


NOTHING = Tree("and")
"""The predicate that is always true."""


def tree_from(stored: Sequence[object]) -> Tree:
    """A tree out of its stored form."""
    join, *rest = stored
    if join == "is":
        sql, columns = rest
        return Tree("is", leaf=Leaf(str(sql), tuple(map(str, columns))))  # type: ignore[call-overload] # JSON
    return Tree(str(join), tuple(tree_from(part) for part in rest))  # type: ignore[arg-type] # JSON


def all_of(trees: Iterable[Tree]) -> Tree:
    """Predicates that must all hold."""
    return Tree("and", tuple(trees))


def any_of(trees: Iterable[Tree]) -> Tree:
    """Predicates of which one must hold."""
    return Tree("or", tuple(trees))


def leaves(tree: Tree) -> Iterator[Leaf]:
    """The facts of a predicate, in the order they are written; the same one may come twice."""
    if tree.leaf is not None:
        yield tree.leaf
    for part in tree.parts:
        yield from leaves(part)


def named(found: Iterable[Leaf]) -> tuple[str, ...]:
    """The columns some facts look at, once each."""
    return tuple(dict.fromkeys(name for leaf in found for name in leaf.columns))


def weigh(tree: Tree, facts: Mapping[str, Truth]) -> Weighed:
    """A predicate with the truth of each part, given the truth of its facts by their SQL."""
    if tree.leaf is not None:
        return Weighed(tree, facts[tree.leaf.sql], ())
    parts = tuple([weigh(part, facts) for part in tree.parts])
    return Weighed(tree, _joined(tree.join, [part.truth for part in parts]), parts)


def truth(tree: Tree, facts: Mapping[str, Truth]) -> Truth:
    """Whether a predicate holds, given the truth of its facts by their SQL."""
    return weigh(tree, facts).truth


def _joined(join: str, found: Sequence[Truth]) -> Truth:
    """The truth of parts joined, by the strong three-valued logic of SQL."""
    if join == "not":
        return None if found[0] is None else not found[0]
    decisive = join == "or"
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def open_leaves(weighed: Weighed) -> Iterator[Leaf]:
    """The unknown facts that leave a predicate open: those in parts that are not settled without them."""
    if weighed.truth is not None:
        return
    if weighed.tree.leaf is not None:
        yield weighed.tree.leaf
    for part in weighed.parts:
        yield from open_leaves(part)


def deciding_leaves(weighed: Weighed) -> Iterator[Leaf]:
    """The known facts that make a predicate what it is, or that already hold in one that is still open."""
    if weighed.tree.leaf is not None:
        if weighed.truth is not None:
            yield weighed.tree.leaf
        return
    for part in weighed.parts:
        if weighed.tree.join != "or" or part.truth is weighed.truth:
            yield from deciding_leaves(part)
