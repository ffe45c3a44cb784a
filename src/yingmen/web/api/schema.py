"""What programs send and what they are answered. A case and an entry are the core's own models."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WrapValidator

from yingmen import case as cases
from yingmen.case import Case
from yingmen.case.values import Moment, Yuan
from yingmen.record import Entry

LARGEST_NUMBER = 1_000_000_000
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]


def _read(data: object, _: Callable[[object], Case]) -> Case:
    """Read a case as a file is read, so that a slip gets the same helpful answer."""
    return data if isinstance(data, Case) else cases.from_data(data, "case")  # type: ignore[arg-type]


WholeCase = Annotated[Case, WrapValidator(_read)]


class Sent(BaseModel):
    """What a program sends: no key beyond those named, no text for a number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class CaseChange(Sent):
    """A case as it should be, and the number of the document it was made from."""

    base: Number
    case: WholeCase


class Return(Sent):
    """Go back to document `to`, while `base` is the newest."""

    to: Number
    base: Number


class Writing(Sent):
    """Something to write down; the same `key` again is not written down twice."""

    key: Annotated[str, Field(pattern="^[A-Za-z0-9_-]{8,64}$")]
    kind: Annotated[str, Field(min_length=1, max_length=20)]
    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    by: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    at: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    facts: dict[str, str | int | bool] = Field(default_factory=dict, max_length=100)
    corrects: Number | None = None
    loan: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    amount: Yuan | None = None


class Seen(BaseModel):
    """The loans whose gate is open: what their years mean was read."""

    seen: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list, max_length=100)


class Numbered(BaseModel):
    """A document's number."""

    number: Number


class Slip(BaseModel):
    """One thing to put right: where, what was found, what was expected, and a hint."""

    path: str
    found: str
    expected: str
    hint: str


class Refusal(BaseModel):
    """What could not be done, where, what to do about it, and every single thing to put right."""

    what: str
    remedy: str
    where: str = ""
    problems: list[Slip] = Field(default_factory=list)


class LeftOut(BaseModel):
    """An item of a list that is not complete yet and so is no part of the case."""

    table: str
    position: Annotated[int, Field(ge=0)]
    lacking: list[str]
    item: dict[str, Any]


class Kept(Numbered):
    """A document: the case it makes, and what is not complete yet."""

    case: Case
    left_out: list[LeftOut]


class Clash(Refusal):
    """Another was saved meanwhile: what was sent, and what stands now."""

    mine: Case | None = None
    theirs: Kept | None = None


class Version(Numbered):
    """A document that once stood."""

    saved_at: Moment
    what: str


class Versions(BaseModel):
    """Every document, the newest first."""

    versions: list[Version]


class Answer(BaseModel):
    """A step's answer for a day, as the command with --json prints it."""

    model_config = ConfigDict(extra="allow")

    on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Owed(Answer):
    """Step 1."""

    loans: list[dict[str, Any]]


class Judged(Answer):
    """Step 2."""

    contacts: list[dict[str, Any]]
    own_side: list[dict[str, Any]]


class Opened(Answer):
    """Step 3."""

    plan: list[Any]


class Afforded(Answer):
    """Step 4."""

    budget: dict[str, Any]


class Answered(Answer):
    """Step 5."""

    lines: list[Any]
    letters: list[dict[str, Any]]


class SealedEntry(Entry):
    """An entry with its seal."""

    seal: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Entries(BaseModel):
    """Everything written down, the oldest first."""

    entries: list[SealedEntry]


class Written(BaseModel):
    """The number of the entry that was written down."""

    entry: Number


class Verified(BaseModel):
    """Whether the record stands as it was sealed."""

    model_config = ConfigDict(extra="allow")

    is_sound: bool
    count: Annotated[int, Field(ge=0)]
    problems: list[dict[str, Any]]
