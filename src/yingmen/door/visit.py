"""The visit that is asked about: the one at the door now, the latest one on record, or none yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from yingmen.case import Channel, ContactInitiator, Door, DoorClaim, LenderKind, PosedAs, Purpose
from yingmen.errors import InputError

if TYPE_CHECKING:
    from datetime import date, datetime

    from yingmen.case import Case, Contact, Loan

OFFICIALS = frozenset({DoorClaim.POLICE, DoorClaim.COURT, DoorClaim.GOVERNMENT})
_POSED = {
    PosedAs.POLICE: DoorClaim.POLICE,
    PosedAs.COURT: DoorClaim.COURT,
    PosedAs.PROCURATOR: DoorClaim.GOVERNMENT,
    PosedAs.GOVERNMENT: DoorClaim.GOVERNMENT,
    PosedAs.LAWYER: DoorClaim.LAWYER,
    PosedAs.LENDER: DoorClaim.LENDER,
}
_SAME_NAME = (
    "loan", "place", "lender_named", "agency_listed", "entered", "entry_consented", "asked_to_leave",
    "left_when_asked", "threat", "violence",
)  # fmt: skip


class Kind(StrEnum):
    """What kind of visitor it is, which decides what is to be checked."""

    LICENSED = "licensed"
    PRIVATE = "private"
    OFFICIAL = "official"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: its facts, whether it is over, the loans it may be about, who is recorded as an impostor.

    `contact` is the contact it was read from, if it was not the case's own `[door]` table.
    """

    door: Door
    on: date
    past: bool = False
    contact: Contact | None = None
    loans: tuple[Loan, ...] = ()

    @property
    def loan(self) -> Loan | None:
        """The loan it is about, where that is known or there is only one."""
        return self.loans[0] if len(self.loans) == 1 else None

    @property
    def day(self) -> date:
        """The day of the visit; where it is not known, the day of asking."""
        return self.door.at.date() if self.door.at else self.on

    @property
    def kind(self) -> Kind:
        """What kind of visitor it claims to be, or comes for."""
        if self.door.claims in OFFICIALS:
            return Kind.OFFICIAL
        kinds = {loan.lender_kind is LenderKind.PRIVATE for loan in self.loans}
        if self.contact and self.contact.lender_kind:
            kinds = {self.contact.lender_kind is LenderKind.PRIVATE}
        if len(kinds) == 1:
            return Kind.PRIVATE if kinds == {True} else Kind.LICENSED
        return Kind.UNKNOWN

    @property
    def posed(self) -> bool:
        """Whether the record says outright that they were not who they claimed to be."""
        return self.contact is not None and self.contact.posed_as in _POSED


def visit_of(case: Case, on: date) -> Visit:
    """The visit a case asks about on a day; InputError where its loan is not in the case."""
    if case.door is not None:
        past = case.door.at is not None and case.door.at.date() < on
        return Visit(case.door, on, past, loans=_loans(case, case.door.loan))
    latest = max(_visits(case, on), key=lambda item: (item.at, item.contact_id), default=None)
    if latest is None:
        return Visit(Door(), on, loans=case.loan)
    return Visit(_as_door(latest), on, past=True, contact=latest, loans=_loans(case, latest.loan))


def _visits(case: Case, on: date) -> list[Contact]:
    return [
        item
        for item in case.contact
        if item.channel is Channel.VISIT
        and item.initiated_by is not ContactInitiator.DEBTOR
        and item.at.date() <= on
    ]


def _loans(case: Case, name: str | None) -> tuple[Loan, ...]:
    if name is None:
        return case.loan
    found = tuple(loan for loan in case.loan if loan.id == name)
    if not found:
        remedy = "把 [door] 里的 loan 改成本文件里一笔借款的 id；不知道是哪一笔就删掉这一行。"
        raise InputError(f"文件里没有 id 为 {name} 的借款", where="[door] loan", remedy=remedy)
    return found


def _as_door(contact: Contact) -> Door:
    """What a recorded visit tells of who came; a fact it does not hold stays unknown."""
    signing = contact.purpose is Purpose.SIGN or contact.signature_pressured
    return Door(
        at=contact.at,
        time_known=contact.time_known,
        claims=_claimed(contact),
        asked=contact.party,
        visitors=contact.staff_count,
        children_home=contact.minors_present,
        badge_shown=contact.id_shown,
        authorisation_shown=contact.authorization_shown,
        cash_asked=contact.cash_taken or None,
        personal_account_asked=contact.personal_account,
        signature_asked=signing or None,
        **{name: getattr(contact, name) for name in _SAME_NAME},
    )


def _claimed(contact: Contact) -> DoorClaim | None:
    if contact.posed_as in _POSED:
        return _POSED[contact.posed_as]
    if contact.agency_id is None:
        return None
    return DoorClaim.LENDER if contact.agency_id == "own" else DoorClaim.AGENCY


def moment(visit: Visit) -> datetime | None:
    """When they came, where the hour is known."""
    return visit.door.at if visit.door.time_known else None
