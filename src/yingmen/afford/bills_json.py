"""What the bills show, for a program: money as strings with two decimals, days as ISO dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.afford.bills_page import month_sums
from yingmen.money import money_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yingmen.afford.bills.joined import Joined
    from yingmen.afford.bills.merge import LeftOut, Merged, Movement
    from yingmen.afford.bills.model import Reading


def bills_json(readings: Sequence[Reading], merged: Merged) -> dict[str, Any]:
    """Files with their proof, movements, what was joined, months with their sums, what was left out."""
    return {
        "files": [
            _file(one) for one in sorted(readings, key=lambda reading: (reading.account, reading.file))
        ],
        "movements": [_movement(one) for one in merged.movements],
        "joined": [_joined(one) for one in merged.joined],
        "months": _months(merged),
        "left_out": [_left_out(one) for one in merged.left_out],
        "unused": list(merged.unused),
    }


def _file(one: Reading) -> dict[str, Any]:
    return {
        "file": one.file,
        "format": one.format,
        "account": one.account,
        "rows": len(one.transactions),
        "proven": one.proven,
        "columns": [{"column": took.column, "as": took.as_what, "sure": took.sure} for took in one.columns],
        "gaps": [
            {"row": gap.row, "expected": money_text(gap.expected), "found": money_text(gap.found)}
            for gap in one.gaps
        ],
        "left_out": [{"row": row, "why": why} for row, why in one.left_out],
    }


def _movement(one: Movement) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "amount": money_text(one.amount),
        "counterparty": one.counterparty,
        "summary": one.summary,
        "category": one.category,
        "flags": sorted(one.flags),
        "why": one.why,
        "marks": list(one.marks),
        "sources": _sources(one.sources),
    }


def _joined(one: Joined) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "on": one.on.isoformat(),
        "amount": money_text(one.amount),
        "why": one.why,
        "marks": list(one.marks),
        "sources": _sources(one.sources),
    }


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "amount": money_text(one.amount),
        "counterparty": one.counterparty,
        "why": one.why,
        "marks": list(one.marks),
        "sources": _sources(one.sources),
    }


def _months(merged: Merged) -> list[dict[str, Any]]:
    sums = month_sums(merged.movements)
    return [
        {
            "month": f"{year}-{month:02}",
            "complete": whole,
            "sums": {key[2]: money_text(sums[key]) for key in sorted(sums) if key[:2] == (year, month)},
        }
        for year, month, whole in merged.months
    ]


def _sources(sources: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"file": file, "row": row} for file, row in sources]
