"""What a letter is made of: a template's sentences, the facts that back them, and the finished letter.

A sentence says what it is. A `fact` names its backing and is rendered with it; a `statement` is the
writer's own word and says so; a `declaration` says what the letter means and does not mean; `request`, `law`
and `courtesy` assert nothing that happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from yingmen.answer.deadline import Deadline
    from yingmen.case import Case, LenderKind, Loan
    from yingmen.document import Citation, Document, Table
    from yingmen.law import Book
    from yingmen.lawful import Judgement
    from yingmen.owe import LoanReckoning
    from yingmen.owe.entries import Replay


class Kind(StrEnum):
    """What a sentence is."""

    FACT = "fact"
    STATEMENT = "statement"
    DECLARATION = "declaration"
    REQUEST = "request"
    LAW = "law"
    COURTESY = "courtesy"


class Effect(StrEnum):
    """What a letter does to the debt: nothing, or it may count as owning up to it."""

    NONE = "none"
    ACKNOWLEDGES = "acknowledges"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a template; `{names}` in it are filled from the fact it `needs`.

    `each`: once for every fact found; `optional`: left out where there is none; `otherwise`: what to state
    in its place; `tick`: the writer ticks it if it is true. `when`, `unless`: words about the loan.
    """

    kind: Kind
    text: str
    needs: str = ""
    each: bool = False
    optional: bool = False
    otherwise: str = ""
    tick: bool = False
    cites: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a letter and the sentences below it."""

    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Worded:
    """A text that stands only where the words about the loan fit: a refusal, or advice for the borrower."""

    text: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One letter as data: who writes to whom, its parts, when it is refused, the deadlines it starts."""

    id: str
    title: str
    per: str
    to: str
    writer: str
    effect: Effect
    subject: str
    parts: tuple[Part, ...]
    refusals: tuple[Worded, ...]
    advice: tuple[Worded, ...]
    deadlines: tuple[str, ...]
    acknowledges_unless: tuple[str, ...] = ()
    """Where one of these words about the loan is lacking, the letter may count as owning up to it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something on record: the values it fills in and the `backing` it is rendered with.

    `own` marks what rests on the writer's own word alone; it is then rendered as a statement. `table` is
    shown below it, `exhibit` joins the numbered list of enclosures and stands in the place of the backing.
    """

    values: Mapping[str, str]
    backing: str
    exhibit: str = ""
    own: bool = False
    cites: tuple[Citation, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """A fact that is not on record: what is missing, and what to add."""

    what: str
    add: str

    @property
    def text(self) -> str:
        """The lack and its remedy in one line."""
        return f"缺少{self.what}。{self.add}"


@dataclass(frozen=True, slots=True)
class Matter:
    """All a letter may draw on: the case on a day, one loan (None: the whole case), what was found of it.

    `evidence` names, by contact id, the entry of the record that holds the contact; `at_claims` holds, by
    claim id, the ledger of the claim's own day.
    """

    case: Case
    on: date
    book: Book
    evidence: Mapping[str, str]
    judgement: Judgement
    loan: Loan | None
    reckoned: LoanReckoning | None
    at_claims: Mapping[str, Replay]
    creditor: str
    creditor_kind: LenderKind | None
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to sign, or why it is not: `document` None, and `refused` says what to add.

    `cites` are the texts it names. `advice` is for the borrower's own eyes, never part of the letter; so are
    the `deadlines` it starts.
    """

    id: str
    title: str
    to: str
    loan_id: str | None
    document: Document | None
    refused: tuple[str, ...]
    effect: str
    deadlines: tuple[Deadline, ...] = ()
    exhibits: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    advice: tuple[str, ...] = ()
