"""Yuan as Decimal, and the one rounding policy.

Every figure that is posted to a ledger or shown is rounded half up to the fen by `fen`, and nowhere
else. Between postings nothing is rounded: work inside `exact()`, whose 34 digits and half-up rule do
not depend on what the caller's program has set.

    >>> from decimal import Decimal
    >>> fen(Decimal("0.005")), fen(Decimal("-0.005"))
    (Decimal('0.01'), Decimal('-0.01'))
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, localcontext
from typing import TYPE_CHECKING

from yingmen.errors import InputError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal(1_000_000_000_000)
"""The largest amount a case may hold, in yuan; beyond it a slipped decimal point is likelier."""

_RATE_STEP = Decimal("0.00000001")
_EXACT = Context(prec=34, rounding=ROUND_HALF_UP)


def exact() -> AbstractContextManager[Context]:
    """Work out money with 34 digits, whatever the caller's decimal context is."""
    return localcontext(_EXACT)


def fen(amount: Decimal) -> Decimal:
    """Round an amount in yuan half up to the fen: the one rounding of the project.

    InputError for an amount beyond 32 digits of yuan, which only a slipped date or rate can lead to.
    """
    try:
        return amount.quantize(CENT, rounding=ROUND_HALF_UP, context=_EXACT)
    except InvalidOperation:
        raise InputError(
            "算出来的数大得不可能是真的", remedy="核对日期和利率：多半是年份写错了，或者利率多写了几位。"
        ) from None


def money_text(amount: Decimal) -> str:
    """Write yuan for a program to read: two decimals, no sign of currency, `1234.50`."""
    return f"{fen(amount) + ZERO:f}"


def yuan_text(amount: Decimal) -> str:
    """Write yuan for a person to read: `¥1,234.50`, a minus before the sign of currency."""
    rounded = fen(amount)
    return f"-¥{-rounded:,.2f}" if rounded < 0 else f"¥{abs(rounded):,.2f}"


def rate_text(rate: Decimal) -> str:
    """Write a yearly rate for a program to read: a fraction with eight decimals, `0.15400000`."""
    with localcontext(Context(prec=max(34, rate.adjusted() + 20), rounding=ROUND_HALF_UP)):
        return f"{rate.quantize(_RATE_STEP):f}"


def percent_text(rate: Decimal) -> str:
    """Write a yearly rate for a person to read: `15.40%`; trailing zeros beyond two decimals go."""
    with localcontext(Context(prec=max(34, rate.adjusted() + 20), rounding=ROUND_HALF_UP)):
        return f"{(rate * 100).quantize(CENT):,f}%"


def shares(amount: Decimal, weights: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """Split an amount by weight to the fen so that the parts add up to it.

    What rounding down leaves over goes, a fen each, to the parts that lost most, earlier parts first.
    """
    total = sum(weights)
    if total <= 0:
        return tuple(ZERO for _ in weights)
    with exact():
        ideal = [amount * weight / total for weight in weights]
        floors = [(part // CENT) * CENT for part in ideal]
        left = int((fen(amount) - sum(floors)) / CENT)
        order = sorted(range(len(weights)), key=lambda n: (floors[n] - ideal[n], n))
        extra = set(order[:left])
        return tuple(fen(part + CENT if n in extra else part) for n, part in enumerate(floors))
