"""The rulebook: every rule, window and next step this version knows, read from its data once and kept.

`rules/*.toml` holds the rules by topic; `rules/predicates.json` holds their predicates taken apart. The
latter is written anew by the development tool `tools/predicates` and checked by `yingmen rules test`.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any

from yingmen import law
from yingmen.lawful.predicate import NOTHING, Tree, tree_from
from yingmen.lawful.rule import Measure, Rule, measure_from, rule_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yingmen.law import Book

_FOLDER = "yingmen.lawful"
_TREES = "predicates.json"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: what, for what, and for which lenders it is the right place.

    No `lender_kinds` means for all; `online` means only for loans lent over the internet.
    """

    id: str
    text: str
    lender_kinds: frozenset[str]
    online: bool

    def fits(self, lender_kind: str | None, *, online: bool | None) -> bool:
        """Whether this step is right for a loan; what is not known of it leaves the step standing."""
        kind = not self.lender_kinds or lender_kind is None or lender_kind in self.lender_kinds
        return kind and not (self.online and online is False)


@dataclass(frozen=True, eq=False)
class Rulebook:
    """All rules by id, in the order of their files; the windows; the steps; the predicates taken apart.

    Two rulebooks are equal if they are one.
    """

    rules: Mapping[str, Rule]
    measures: Mapping[str, Measure]
    steps: Mapping[str, Step]
    trees: Mapping[str, Tree]

    def tree(self, sql: str) -> Tree:
        """A predicate taken apart; LookupError where it was changed and the stored trees were not."""
        if not sql:
            return NOTHING
        if sql not in self.trees:
            raise LookupError(f"no stored tree for the predicate {sql!r}; run: make predicates")
        return self.trees[sql]

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything that decides a verdict, so that two findings can be told to share a text."""
        said = [
            (
                rule.id,
                rule.applies,
                rule.breach,
                [
                    (
                        *(item.basis.source, item.basis.article, item.when, str(item.since), str(item.until)),
                        *(str(item.basis.force), str(item.basis.checked), item.may_be),
                    )
                    for item in rule.bases
                ],
            )
            for rule in self.rules.values()
        ]
        counted = [(item.id, item.counts, item.by) for item in self.measures.values()]
        text = json.dumps([said, counted], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def rulebook() -> Rulebook:
    """The rulebook as shipped."""
    return rulebook_from(rule_files(), law.book())


def rulebook_from(files: Mapping[str, Mapping[str, Any]], book: Book, trees: str | None = None) -> Rulebook:
    """A rulebook out of its TOML tables by file stem; ValueError or LookupError where one is wrong."""
    rules: dict[str, Rule] = {}
    for topic, table in files.items():
        for item in table.get("rule", ()):
            rule = rule_from(item, topic, files["scopes"], book)
            if rule.id in rules:
                raise ValueError(f"two rules are called {rule.id}")
            rules[rule.id] = rule
    measures = [measure_from(item) for item in files["measures"]["measure"]]
    steps = [
        Step(item["id"], item["text"], frozenset(item.get("lender_kinds", ())), item.get("online", False))
        for item in files["steps"]["step"]
    ]
    stored = json.loads(trees if trees is not None else _text(_TREES))
    found = Rulebook(
        rules,
        {item.id: item for item in measures},
        {item.id: item for item in steps},
        {sql: tree_from(tree) for sql, tree in stored.items()},
    )
    _refuse_unknown_steps(found)
    return found


def _refuse_unknown_steps(found: Rulebook) -> None:
    for rule in found.rules.values():
        if unknown := sorted(set(rule.do) - set(found.steps)):
            raise ValueError(f"rule {rule.id}: no such step: {', '.join(unknown)}")


@cache
def rule_files() -> Mapping[str, Mapping[str, Any]]:
    """The shipped TOML tables by file stem, in order of name: rules, scopes, windows, steps and remarks."""
    return _files()


def _files() -> dict[str, dict[str, Any]]:
    folder = resources.files(_FOLDER).joinpath("rules").iterdir()
    names = sorted(file.name for file in folder if file.name.endswith(".toml"))
    return {name.removesuffix(".toml"): tomllib.loads(_text(name)) for name in names}


def _text(name: str) -> str:
    return resources.files(_FOLDER).joinpath("rules", name).read_text(encoding="utf-8")
