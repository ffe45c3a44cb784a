"""Why a rule says what it says of a contact: the facts that decided, what is missing, the texts that bind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from yingmen.law import Ask
from yingmen.lawful.columns import ALWAYS_KNOWN, LENDER_KNOWS, SETTLED_BY_PRESENCE
from yingmen.lawful.predicate import (
    Leaf,
    Tree,
    Truth,
    all_of,
    any_of,
    deciding_leaves,
    leaves,
    named,
    open_leaves,
    truth,
    weigh,
)
from yingmen.lawful.sql import UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from yingmen.law import Basis
    from yingmen.lawful.rule import Rule
    from yingmen.lawful.rulebook import Rulebook

Facts = Mapping[str, Truth]
Era = tuple[bool, ...]
"""Which of a rule's texts bind on a day, in their order."""


class Reason(NamedTuple):
    """Why a rule gives its verdict, for all contacts alike in the truth of its facts and in the law's dates.

    `because` are the columns that decided; `missing` those that leave it open, `windows` the measures that
    do; `basis` binds the act, and `today` binds such an act now and did not then. `presence` says that
    somebody who was there throughout could tell all that is missing.
    """

    because: tuple[str, ...]
    missing: tuple[str, ...]
    windows: tuple[str, ...]
    ask: Ask
    presence: bool
    basis: tuple[Basis, ...]
    today: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Anatomy:
    """A rule taken apart: what is done, for whom each of its texts binds, and where its facts are fetched.

    `pick` takes the truths of the rule's `facts` out of a row of the judging query; `known` keeps reasons
    already found, since a reason depends on nothing but its key.
    """

    rule: Rule
    conduct: Tree
    scopes: tuple[Tree, ...]
    facts: tuple[str, ...]
    pick: Callable[[Sequence[Any]], tuple[Any, ...]]
    windows: Mapping[str, str]
    known: dict[object, Reason] = field(default_factory=dict)

    def era(self, day: date) -> Era:
        """Which of the rule's texts bind on a day."""
        return tuple([base.binds_on(day) for base in self.rule.bases])

    def reason(self, code: int, truths: tuple[Any, ...], then: Era, now: Era) -> Reason:
        """Why the rule gives `code` where its facts are so, by the law of then and seen from now."""
        key = (code, truths, then, now)
        if key not in self.known:
            self.known[key] = self._reason(code, truths, then, now)
        return self.known[key]

    def _reason(self, code: int, truths: tuple[Any, ...], then: Era, now: Era) -> Reason:
        found = [None if value is None else bool(value) for value in truths]
        facts = dict(zip(self.facts, found, strict=True))
        return self._open(facts, then) if code == UNCLEAR else self._settled(facts, then, now)

    def _settled(self, facts: Facts, then: Era, now: Era) -> Reason:
        held = [truth(scope, facts) is True for scope in self.scopes]
        bases = tuple(zip(self.rule.bases, self.scopes, held, then, now, strict=True))
        decided = all_of([self.conduct, *(scope for _, scope, yes, bound, _ in bases if yes and bound)])
        return Reason(
            because=self._columns(deciding_leaves(weigh(decided, facts))),
            missing=(),
            windows=(),
            ask=Ask.BORROWER,
            presence=False,
            basis=tuple(base.basis for base, _, yes, bound, _ in bases if yes and bound),
            today=tuple(base.basis for base, _, yes, bound, binds in bases if yes and binds and not bound),
        )

    def _open(self, facts: Facts, then: Era) -> Reason:
        """What is open: in the conduct, and in the texts unless one of them surely binds."""
        bases = zip(self.rule.bases, self.scopes, then, strict=True)
        judging = [
            (base, scope)
            for base, scope, bound in bases
            if bound and not base.may_be and truth(scope, facts) is not False
        ]
        whole = weigh(all_of([self.conduct, any_of(scope for _, scope in judging)]), facts)
        still = self._columns(open_leaves(whole))
        windows = tuple(name for name in still if name in self.windows.values())
        missing = tuple(name for name in still if name not in ALWAYS_KNOWN and name not in windows)
        return Reason(
            because=self._columns(deciding_leaves(whole)),
            missing=missing,
            windows=windows,
            ask=Ask.LENDER if missing and not windows and LENDER_KNOWS.issuperset(missing) else Ask.BORROWER,
            presence=bool(missing) and not windows and SETTLED_BY_PRESENCE.issuperset(missing),
            basis=tuple(base.basis for base, _ in judging),
            today=(),
        )

    def _columns(self, found: Iterable[Leaf]) -> tuple[str, ...]:
        """The columns of some facts, once each; a window's two bounds count as the window."""
        return tuple(dict.fromkeys(self.windows.get(name, name) for name in named(found)))


def facts_of(book: Rulebook) -> tuple[str, ...]:
    """The SQL of every fact that any rule looks at, once each."""
    trees = [book.tree(sql) for rule in book.rules.values() for sql in rule.predicates]
    return tuple(dict.fromkeys(leaf.sql for tree in trees for leaf in leaves(tree)))


def anatomies(book: Rulebook) -> tuple[Anatomy, ...]:
    """Every rule taken apart, in the rulebook's order; a row to pick from is the truths of `facts_of`."""
    places = {sql: place for place, sql in enumerate(facts_of(book))}
    windows = {column: item.id for item in book.measures.values() for column in (item.low, item.high)}
    return tuple(_anatomy(rule, book, places, windows) for rule in book.rules.values())


def _anatomy(rule: Rule, book: Rulebook, places: Mapping[str, int], windows: Mapping[str, str]) -> Anatomy:
    conduct = all_of([book.tree(rule.applies), book.tree(rule.breach)])
    scopes = tuple(book.tree(base.when) for base in rule.bases)
    facts = tuple(dict.fromkeys(leaf.sql for tree in (conduct, *scopes) for leaf in leaves(tree)))
    return Anatomy(rule, conduct, scopes, facts, _picker([places[sql] for sql in facts]), windows)


def _picker(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)
