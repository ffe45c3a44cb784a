"""What was found, and the texts it rests on: values to be collected, never raised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingmen.law.grades import Checked, Force

Fact = str | int | bool | Decimal | date | None
"""One thing known about an act or a debt; None is unknown."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The text an answer rests on: source id, article ("42", None where it has none), weight and grade.

    `may_be` marks a text that perhaps binds too (police and courts decide); it never makes a breach.
    """

    source: str
    article: str | None
    force: Force
    checked: Checked
    may_be: bool = False


class Verdict(StrEnum):
    """What can be said of an act: broken, not clear yet, worth a remark, not broken, or too old to judge."""

    BREACH = "breach"
    UNCLEAR = "unclear"
    NOTE = "note"
    NO_BREACH = "no_breach"
    NOT_COVERED = "not_covered"

    @property
    def label(self) -> str:
        """The verdict in plain Chinese."""
        return _VERDICT[self]


_VERDICT = {
    Verdict.BREACH: "不合规",
    Verdict.UNCLEAR: "还说不清",
    Verdict.NOTE: "请留意",
    Verdict.NO_BREACH: "没有发现不合规",
    Verdict.NOT_COVERED: "太早，本程序不评",
}


class Missing(NamedTuple):
    """A fact to ask for: the key of the `record` it belongs to, and the `column` that is unknown there."""

    record: str
    column: str


class Ask(StrEnum):
    """Who can tell what is missing."""

    BORROWER = "borrower"
    LENDER = "lender"


class Finding(NamedTuple):
    """What was found about one act: by which rule, because of which facts, on which texts, what to do.

    `because` are the facts relied on as (column, value); `basis` binds the act, and `today` are the texts
    that bind such an act now but did not then; `missing` is what leaves it open and `ask` who can tell;
    `advisory` marks a text that only advises. `say` is what to say at the door, in plain Chinese; `do` are
    ids of next steps; `evidence` is what to keep.
    """

    verdict: Verdict
    rule: str
    because: tuple[tuple[str, Fact], ...] = ()
    basis: tuple[Basis, ...] = ()
    missing: tuple[Missing, ...] = ()
    ask: Ask = Ask.BORROWER
    advisory: bool = False
    today: tuple[Basis, ...] = ()
    say: str = ""
    do: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


def bases_json(bases: Iterable[Basis]) -> list[dict[str, Any]]:
    """The texts an answer rests on, for a program to read: one object each, in the order given."""
    return [
        {
            "source": basis.source,
            "article": basis.article,
            "force": str(basis.force),
            "checked": str(basis.checked),
            "may_be": basis.may_be,
        }
        for basis in bases
    ]
