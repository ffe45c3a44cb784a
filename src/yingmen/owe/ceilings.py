"""A ledger held against the ceilings that bind it, summed up for one loan or card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yingmen.days import days_between
from yingmen.money import ZERO, exact, fen
from yingmen.owe.excess import Measured, measure
from yingmen.owe.reckoned import Ceiling
from yingmen.owe.regimes import LPR_RULE_SINCE
from yingmen.owe.schedule import MEASURE_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from yingmen.case import Loan
    from yingmen.owe.entries import Charge, Replay
    from yingmen.owe.setting import Setting
    from yingmen.owe.terms import Terms


def loan_ceiling(
    terms: Terms, ledger: Replay, setting: Setting, others: tuple[Charge, ...]
) -> Ceiling | None:
    """The ceilings of a loan; `others` are third parties' fees. None before the loan was paid out."""
    binding = setting.regimes(terms.loan) if ledger.lines else ()
    if not binding:
        return None
    with_others = replace(ledger, charges=(*ledger.charges, *others)) if others else ledger
    counted = with_others if binding[-1].counts_third_parties else ledger
    measured = measure(binding, counted, separate_late=terms.private)
    measured = _cap_renewal(terms, ledger, setting, measured)
    beside = measure(binding, with_others, separate_late=terms.private) if others else ()
    return _summed(measured, beside)


def card_ceiling(loan: Loan, ledger: Replay, setting: Setting) -> Ceiling | None:
    """The ceilings of a card: one sum of all that was charged."""
    binding = setting.regimes(loan) if ledger.lines else ()
    if not binding:
        return None
    return _summed(measure(binding, ledger, separate_late=False), ())


def _summed(measured: tuple[Measured, ...], beside: tuple[Measured, ...]) -> Ceiling:
    judged = [item for item in measured if item.over_paid is not None]
    if not judged:
        return Ceiling(measured, None, None, None, None)
    return Ceiling(
        measured,
        _sum(item.over_paid for item in judged),
        _sum(item.over_unpaid for item in judged),
        _sum(item.recoverable for item in judged),
        _sum(part for item in beside for part in (item.over_paid, item.over_unpaid)) if beside else None,
    )


def _cap_renewal(
    terms: Terms, ledger: Replay, setting: Setting, measured: tuple[Measured, ...]
) -> tuple[Measured, ...]:
    """法释〔2020〕17号 27 ¶2: renewals cost no more than the first principal at the ceiling all along."""
    first = _first_of_chain(terms, setting)
    last = measured[-1]
    if first is None or not terms.private or last.over_unpaid is None or last.regime.annual_rate is None:
        return measured
    opening = ledger.lines[0].balances.principal
    with exact():
        days = days_between(first.loan.disbursed_on, setting.on)
        allowed = first.principal * last.regime.annual_rate * days / MEASURE_YEAR
        charged = sum((charge.measured for charge in ledger.charges), ZERO)
        lawful = (
            opening
            + charged
            - _sum(item.over_paid for item in measured)
            - _sum(item.over_unpaid for item in measured)
        )
        beyond = fen(max(lawful - first.principal - allowed, ZERO))
    return (*measured[:-1], replace(last, over_unpaid=last.over_unpaid + beyond))


def _first_of_chain(terms: Terms, setting: Setting) -> Terms | None:
    """The loan at the start of a chain of renewals, or None where there is no older one."""
    found = None
    while terms.loan.renews in setting.terms:
        found = terms = setting.terms[terms.loan.renews]
    if found is None or found.loan.disbursed_on < LPR_RULE_SINCE:
        return None
    return found


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), ZERO)
