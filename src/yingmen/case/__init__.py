"""The one schema of a case: what a borrower knows, as a TOML file, as JSON, and as frozen values.

    parse(text)        a TOML text in, a `Case` out, or a `CaseError` that lists every problem with its line
    decode(data, file) a file's bytes as text
    from_data(data)    the same from data already parsed, JSON's or TOML's
    to_toml, to_data   a case out again, the same when read back
    json_schema        the published schema; template: a commented file to fill in

What is absent is unknown, never zero. Money is Decimal yuan with two decimals, a rate a fraction per year.
"""

from yingmen.case.choices import (
    AcknowledgementKind,
    Allocation,
    BorrowerKind,
    Channel,
    ChargeKind,
    Choice,
    ContactInitiator,
    DeductionKind,
    Every,
    LenderKind,
    Party,
    Place,
    PosedAs,
    Product,
    Purpose,
    Repayment,
)
from yingmen.case.contact import Contact
from yingmen.case.door import Door, DoorClaim, NumberFrom
from yingmen.case.loan import (
    Acknowledgement,
    Charge,
    Claim,
    CreditRecord,
    Deduction,
    Fee,
    Loan,
    Payment,
    PaymentOrder,
    Waiver,
)
from yingmen.case.means import Agreement, Asset, Business, Figure, Household, Income, Installment
from yingmen.case.model import Borrower, Case, Person
from yingmen.case.read import decode, from_data, parse
from yingmen.case.write import json_schema, template, to_data, to_toml

__all__ = [
    "Acknowledgement",
    "AcknowledgementKind",
    "Agreement",
    "Allocation",
    "Asset",
    "Borrower",
    "BorrowerKind",
    "Business",
    "Case",
    "Channel",
    "Charge",
    "ChargeKind",
    "Choice",
    "Claim",
    "Contact",
    "ContactInitiator",
    "CreditRecord",
    "Deduction",
    "DeductionKind",
    "Door",
    "DoorClaim",
    "Every",
    "Fee",
    "Figure",
    "Household",
    "Income",
    "Installment",
    "LenderKind",
    "Loan",
    "NumberFrom",
    "Party",
    "Payment",
    "PaymentOrder",
    "Person",
    "Place",
    "PosedAs",
    "Product",
    "Purpose",
    "Repayment",
    "Waiver",
    "decode",
    "from_data",
    "json_schema",
    "parse",
    "template",
    "to_data",
    "to_toml",
]
