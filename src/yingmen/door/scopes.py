"""Whom a text binds, as the rulebook names it: by the lender's kind and the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.case import LenderKind, Product

if TYPE_CHECKING:
    from datetime import date

    from yingmen.case import Loan

_MEMBERS = frozenset({LenderKind.BANK, LenderKind.CONSUMER_FINANCE, LenderKind.AUTO_FINANCE})
_ONLINE = _MEMBERS | {LenderKind.MICROLOAN}


def in_scope(name: str, loan: Loan | None, on: date) -> bool | None:
    """Whether a scope covers a loan on a day; None where that is not known, as after an assignment.

    KeyError for a name that is none.
    """
    return None if loan is None or assigned(loan, on) else _SCOPES[name](loan)


def assigned(loan: Loan, on: date) -> bool:
    """Whether somebody else holds the claim by then, whose kind the loan does not tell."""
    return loan.assigned_on is not None and loan.assigned_on <= on


def _card(loan: Loan) -> bool:
    return loan.lender_kind is LenderKind.BANK and loan.product is Product.CREDIT_CARD


def _cba(loan: Loan) -> bool:
    return loan.lender_kind in _MEMBERS and loan.product in {Product.CREDIT_CARD, Product.CONSUMER_LOAN}


def _nifa(loan: Loan) -> bool | None:
    return loan.online if loan.lender_kind in _ONLINE else False


def _gbt(loan: Loan) -> bool | None:
    return _nifa(loan) if loan.product is Product.CONSUMER_LOAN else False


_SCOPES = {"card": _card, "cba": _cba, "nifa": _nifa, "gbt": _gbt}
