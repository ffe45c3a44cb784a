"""Figures as they are said aloud, or shown where more digits would look surer than they are.

A chance is told as times in a hundred, cut down; an assumed share without trailing noughts; money with 元
behind it, as a person says it.

    >>> odds_text(Decimal("0.9404")), share_text(Decimal("0.30")), yuan_said(Decimal("681.00"))
    ('100 次里大约 94 次', '30%', '681 元')
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from yingmen.days import MONTHS_PER_YEAR, date_text
from yingmen.money import exact, fen, yuan_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    Dated = Sequence[tuple[date, Decimal]]

_HUNDRED = 100
_FEW = 3
_ROUGH = Decimal("0.15")


def odds_text(probability: Decimal) -> str:
    """A chance as times in a hundred, never rounded up."""
    times = int((probability * _HUNDRED).to_integral_value(ROUND_DOWN))
    return f"100 次里大约 {times} 次" if times else "100 次里不到 1 次"


def percent_cut(probability: Decimal) -> str:
    """A chance in whole percent for a table, never rounded up."""
    return f"{int((probability * _HUNDRED).to_integral_value(ROUND_DOWN))}%"


def share_text(share: Decimal) -> str:
    """A share somebody assumed, with no more digits than it was given."""
    with exact():
        return f"{(share * _HUNDRED).normalize():f}%"


def yuan_said(amount: Decimal) -> str:
    """Yuan as one says them: whole ones without decimals."""
    return f"{yuan_text(fen(amount)).removesuffix('.00').replace('¥', '')} 元"


def month_said(day: date) -> str:
    """A month as one says it: `2031年4月`."""
    return date_text(day).partition("月")[0] + "月"


def instalments_said(later: Dated) -> tuple[str, str]:
    """Dated instalments as one says them before their sum, ending in a comma, and what is said after it.

    Equal ones are one sum, a few are said one by one, uneven ones are told by their greatest, so that nobody
    hears less than will be asked for.
    """
    if not _level(later) and len(later) <= _FEW:
        return "".join(f"{date_text(day)}还 {yuan_said(amount)}，" for day, amount in later), ""
    first, last = later[0], later[-1]
    if len(later) == 1:
        return f"{date_text(first[0])}还 {yuan_said(first[1])}，", ""
    head, tail = f"从{date_text(first[0])}起，", f"分 {len(later)} 期，{month_said(last[0])}还完，"
    if _level(later):
        balance = "" if last[1] == first[1] else f"最后一期 {yuan_said(last[1])}，"
        return f"{head}每月 {yuan_said(first[1])}，{balance}{tail}", ""
    if _monthly(later) and _nearly_level(later):
        return f"{head}每月大约 {yuan_said(_middle(later))}，{tail}", "；日子和数目，我写在纸上给您"
    most = yuan_said(max(amount for _, amount in later))
    return f"{head}{tail}", f"；最多的一期 {most}，日子和数目，我写在纸上给您"


def _level(later: Dated) -> bool:
    """Whether all instalments but the last, which is no greater, are the same, a month apart."""
    amounts = [amount for _, amount in later]
    return bool(later) and _monthly(later) and len(set(amounts[:-1])) <= 1 and amounts[-1] <= amounts[0]


def _nearly_level(later: Dated) -> bool:
    """Whether all but the last are close together, and the last is no surprise."""
    amounts = [amount for _, amount in later[:-1]]
    near = _middle(later) * _ROUGH
    return max(amounts) - min(amounts) <= near and later[-1][1] <= max(amounts) + near


def _monthly(later: Dated) -> bool:
    months = [day.year * MONTHS_PER_YEAR + day.month for day, _ in later]
    return all(after - before == 1 for before, after in pairwise(months))


def _middle(later: Dated) -> Decimal:
    """The middle one of the instalments, in whole yuan, cut down."""
    amounts = sorted(amount for _, amount in later)
    return amounts[len(amounts) // 2].to_integral_value(ROUND_DOWN)
