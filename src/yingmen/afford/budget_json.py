"""The budget for a program to read: money as text with two decimals, what is not known as null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.money import money_text

if TYPE_CHECKING:
    from decimal import Decimal

    from yingmen.afford.budget import Budget, BusinessBudget, Need, Stream


def budget_json(found: Budget) -> dict[str, Any]:
    """A budget as plain values; `capacity` is what can go to the debts in a mean month."""
    return {
        "on": found.on.isoformat(),
        "income": [_stream(stream) for stream in found.streams],
        "income_mean": _money(found.income_mean),
        "income_low": _money(found.income_low),
        "needs": [_need(need) for need in found.needs],
        "needs_total": _money(found.needs_total),
        "irregular": [_need(need) for need in found.irregular],
        "irregular_total": _money(found.irregular_total),
        "reserve": {
            "target": _money(found.reserve_target),
            "now": _money(found.reserve_now),
            "monthly": _money(found.reserve_monthly),
        },
        "business": None if found.business is None else _business(found.business),
        "free": _money(found.free),
        "capacity": _money(found.capacity),
        "assumed": list(found.assumed),
        "missing": list(found.missing),
    }


def _business(found: BusinessBudget) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "revenue": None if found.revenue is None else _stream(found.revenue),
        "costs": [_stream(cost) for cost in found.costs],
        "surplus": None if found.surplus is None else _stream(found.surplus),
        "drawings": [_stream(stream) for stream in found.drawings],
        "apart": found.apart,
        "liability": list(found.liability),
    }


def _stream(stream: Stream) -> dict[str, Any]:
    return {
        "source": stream.source,
        "observed": [money_text(amount) for amount in stream.observed],
        "low": money_text(stream.low),
        "mean": money_text(stream.mean),
        "high": money_text(stream.high),
        "zero_months": stream.zero_months,
        "seasonal": stream.seasonal,
        "basis": stream.basis,
    }


def _need(need: Need) -> dict[str, str]:
    return {
        "name": need.name,
        "category": need.category,
        "monthly": money_text(need.monthly),
        "basis": need.basis,
        "reference": need.reference,
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else money_text(amount)
