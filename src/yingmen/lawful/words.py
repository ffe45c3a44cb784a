"""How the facts of a contact are said in plain Chinese; the words themselves are data."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from yingmen.case import (
    Channel,
    ContactInitiator,
    LenderKind,
    Party,
    Place,
    PosedAs,
    Product,
    Purpose,
)
from yingmen.days import date_text
from yingmen.lawful.rows import wall_time
from yingmen.lawful.rulebook import rule_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yingmen.case import Choice
    from yingmen.law.finding import Fact
    from yingmen.lawful.rows import Row

_CHOICES: Mapping[str, type[Choice]] = {
    "channel": Channel,
    "initiated_by": ContactInitiator,
    "lender_kind": LenderKind,
    "party": Party,
    "place": Place,
    "posed_as": PosedAs,
    "product": Product,
    "purpose": Purpose,
}
_OWN = "own"
_OWN_STAFF = "贷款方自己的人"
_TOLD_ALREADY = ("channel", "initiated_by", "at", "time_known", "party", "place")
"""What the lines above a finding say already."""
_WHOSE_RULES = ("lender_kind", "product", "online", "agency_id")
"""What says whom a text binds, rather than what was done."""


def fact_text(column: str, value: Fact) -> str:
    """One known fact of a contact, as a clause."""
    if isinstance(value, bool):
        return str(_words()["fact"][column][not value])
    return str(_words()["value"][column]).format(_value_text(column, value))


def because_text(because: Iterable[tuple[str, Fact]]) -> str:
    """The facts that decided, in one line; what the contact's own line says is not repeated."""
    told = [(name, value) for name, value in because if name not in _TOLD_ALREADY]
    done_first = sorted(told, key=lambda fact: fact[0] in _WHOSE_RULES)
    return "；".join(fact_text(name, value) for name, value in done_first)


def called(contact_id: str) -> str:
    """What a contact is called in a sentence; one out of the sealed record says so by its name already."""
    return contact_id if contact_id.startswith("记录-") else f"记录 {contact_id}"


def contact_text(row: Row, *, lender: bool = True) -> str:
    """One contact in a line: when, how, who began, whom it was meant for, where and for which lender."""
    return "，".join((headline_text(row), *_parts(row, lender=lender)))


def headline_text(row: Row) -> str:
    """When a contact was and of what kind."""
    return f"{moment_text(row)} {_label(Channel, row['channel'])}"


def rest_text(row: Row) -> str:
    """What the headline does not say of a contact."""
    return "，".join(_parts(row, lender=True)) or "找的是欠款人本人"


def moment_text(row: Row) -> str:
    """When a contact was, as far as it is known."""
    at = wall_time(int(row["at_us"] or 0))
    return (
        f"{date_text(at.date())} {at:%H:%M}" if row["time_known"] else f"{date_text(at.date())}（钟点不清）"
    )


def _parts(row: Row, *, lender: bool) -> Iterator[str]:
    if row["initiated_by"] == ContactInitiator.DEBTOR:
        yield "是欠款人找对方的"
    if row["party"] not in (None, Party.DEBTOR):
        yield f"找的是{_label(Party, row['party'])}"
    if row["place"] is not None:
        yield _label(Place, row["place"]).split("（")[0]
    if lender and row["lender_id"] is not None:
        yield f"为{row['lender_id']}的债"


def _label(kind: type[Choice], value: object) -> str:
    return next(member.label for member in kind if member == value)


def _value_text(column: str, value: Fact) -> str:
    if column in _CHOICES:
        return _label(_CHOICES[column], value)
    if column == "agency_id" and value == _OWN:
        return _OWN_STAFF
    if column == "at":
        return f"{datetime.fromisoformat(str(value)):%H:%M:%S}"
    return str(value)


@cache
def _words() -> Mapping[str, Any]:
    return rule_files()["words"]
