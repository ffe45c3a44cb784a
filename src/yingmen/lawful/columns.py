"""The columns of the contact table, as rules see them: what kind each is, who can know it.

A rule sees the time only as `at_us` (microseconds of the Beijing wall clock) with `time_known`, and money
only in fen. Every other column has the name and the meaning of the case file's key.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    BOOL = "bool"
    INT = "int"


def _columns() -> dict[str, Kind]:
    text = (
        "contact_id debtor_id lender_id agent_id number agency_id lender_kind product channel initiated_by "
        "party purpose place posed_as"
    )
    whole = "days_overdue amount_overdue_fen at_us staff_count"
    flags = (
        "online time_known connected witnessed party_liable debtor_lost stop_requested hour_agreed "
        "means_agreed disclosure_agreed debt_disclosed others_present id_shown authorization_shown "
        "lender_named purpose_stated informed_recording recorded entered entry_consented asked_to_leave "
        "left_when_asked minors_present outsourcing_notified agency_listed violence injured threat insult "
        "detained property_damaged property_taken filmed_private followed order_disturbed cash_taken "
        "new_loan_urged signature_pressured filmed_secretly posted_publicly organised harassed "
        "false_document false_statement fee_charged personal_account private_device amount_asked "
        "amount_explained answer_promised dispute_open hardship_told agreement_active agreement_breached "
        "demand_beyond_agreement terms_explained"
    )
    kinds = ((text, Kind.TEXT), (whole, Kind.INT), (flags, Kind.BOOL))
    return {name: kind for names, kind in kinds for name in names.split()}


COLUMNS = MappingProxyType(_columns())
"""Every column a rule may name, with what it holds; each but the first few may be unknown."""

ALWAYS_KNOWN = frozenset({"contact_id", "debtor_id", "at_us", "channel", "initiated_by"})
"""Columns that no normalised contact lacks."""

SETTLED_BY_PRESENCE = frozenset(
    {
        "debt_disclosed",
        "others_present",
        "asked_to_leave",
        "violence",
        "injured",
        "threat",
        "insult",
        "detained",
        "property_damaged",
        "property_taken",
        "filmed_private",
        "followed",
        "order_disturbed",
        "cash_taken",
        "new_loan_urged",
        "signature_pressured",
        "amount_asked",
    }
)
"""Flags that whoever was there throughout would have noticed: absent from their record, they are false."""

LENDER_KNOWS = frozenset({"recorded", "agency_listed", "private_device"})
"""Facts that only the other side can know; they are asked of the lender."""

LOAN_WIDE = (
    "lender_kind",
    "product",
    "online",
    "agency_id",
    "agency_listed",
    "outsourcing_notified",
    "agreement_active",
    "dispute_open",
)
"""What a contact takes from its loan where it says nothing itself, besides `lender_id`."""
