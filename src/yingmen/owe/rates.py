"""What credit really costs a year: what arrived set against everything that has to be paid, by date.

Two rates, both from dated amounts alone, received positive and paid negative:

- `nominal_rate`: the rate of a unit-period times the unit-periods of a year, by the actuarial method of
  Regulation Z, Appendix J; odd days before a whole period bear simple interest;
- `effective_rate`: the rate r at which the sum of amount / (1 + r) ** (days / 365) is nothing (XIRR).

Whoever gets 700 and pays back 1000 seven days later pays a nominal 365/7 × 3/7 = 22.35 (2235 %) a year:

    >>> from datetime import date
    >>> cost = true_cost([Flow(date(2024, 1, 1), Decimal(700)), Flow(date(2024, 1, 8), Decimal(-1000))])
    >>> cost.to_json()["nominal_rate"]
    '22.34693878'

Where no rate or more than one fits, none is given and `method` says why.

*References*: 12 CFR 1026, Appendix J (b). *Checked with*: the examples of its paragraph (c); pyxirr.
*Limitations*: the term starts with the first flow; nothing is known of when interest starts otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - a named tuple's types stay readable at run time
from decimal import ROUND_DOWN, Context, Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple

from yingmen.days import days_between
from yingmen.money import percent_text, rate_text
from yingmen.owe.roots import Roots, Term, balance, digits, find_roots
from yingmen.owe.unit_period import UnitPeriod, count_periods, find_unit_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DAYS_PER_YEAR = 365
_DIGITS = 25
_NPV_STEP = Decimal("1e-12")
_HALF_WIDTH = Decimal("2e-10")
_CLOSEST = Decimal("1e-12")
_TWO_DATES = 2
_NAMED_ROOTS = 6


class Flow(NamedTuple):
    """Money that changed hands on a day, in yuan: received positive, paid negative."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TrueCost:
    """What credit costs a year, as fractions, and how that was found; None where no single rate fits.

    `npv` is what the flows are worth on the first day at the effective rate, in yuan: as good as nothing.
    `sign_change` holds two rates close about it at which that worth has opposite signs.
    """

    nominal_rate: Decimal | None
    effective_rate: Decimal | None
    method: str
    npv: Decimal | None = None
    sign_change: tuple[Decimal, Decimal] | None = None

    def to_json(self) -> dict[str, object]:
        """The rates for a program to read, as strings; a rate that does not exist is null."""
        return {
            "nominal_rate": None if self.nominal_rate is None else rate_text(self.nominal_rate),
            "effective_rate": None if self.effective_rate is None else rate_text(self.effective_rate),
            "method": self.method,
            "check": {
                "npv": None if self.npv is None else f"{self.npv:f}",
                "sign_change": None
                if self.sign_change is None
                else [f"{rate:f}" for rate in self.sign_change],
            },
        }


def true_cost(flows: Iterable[Flow]) -> TrueCost:
    """Work out what credit costs a year from everything received and paid, in any order."""
    sums = _by_date(flows)
    if refusal := _refusal(sums):
        return TrueCost(None, None, refusal)
    days = _by_days(sums)
    roots = find_roots(days)
    if roots.only is None:
        return TrueCost(None, None, _why_none(roots))
    rate = _rounded(roots.only, _DAYS_PER_YEAR)
    nominal, method = _nominal(sums)
    return TrueCost(nominal, rate, method, _npv(days, rate), _sign_change(rate))


def _by_date(flows: Iterable[Flow]) -> dict[date, Decimal]:
    """Add up the flows of each day, leave out days that come to nothing, and put them in order."""
    sums: dict[date, Decimal] = {}
    with digits():
        for on, amount in flows:
            sums[on] = sums.get(on, Decimal(0)) + amount
    return {on: sums[on] for on in sorted(sums) if sums[on]}


def _refusal(sums: Mapping[date, Decimal]) -> str:
    """Say why no rate can be asked for, or nothing."""
    if len(sums) < _TWO_DATES:
        return "不能算利率：同一天的收付相抵以后，有钱进出的日子不到两天。请补上收到的钱和每次还的钱。"
    if len({amount > 0 for amount in sums.values()}) == 1:
        side = "收到" if next(iter(sums.values())) > 0 else "付出"
        return f"不能算利率：各笔都是{side}的钱，没有一收一付。收到的写正数，付出的写负数，请检查正负号。"
    return ""


def _by_days(sums: Mapping[date, Decimal]) -> tuple[Term, ...]:
    first = next(iter(sums))
    return tuple(Term(amount, days_between(first, on)) for on, amount in sums.items())


def _why_none(roots: Roots) -> str:
    """Say why there is no single rate: none fits, several fit, or it cannot be proved."""
    rates = dict.fromkeys(percent_text(_rounded(growth, _DAYS_PER_YEAR)) for growth in roots.found)
    named = "、".join(list(rates)[:_NAMED_ROOTS]) + (" 等" if len(rates) > _NAMED_ROOTS else "")
    if not roots.complete and roots.found:
        return f"不给出利率：净现值在 {named} 处碰到零或紧挨着零，不能证明只有一个利率符合，所以不猜。"
    if not roots.complete:
        return "不给出利率：收付来回的次数太多，不能证明只有一个利率符合，所以不猜。"
    if not roots.found:
        return "没有利率：任何利率都不能使收到的和付出的折算后相等。"
    return f"不给出利率：有 {len(roots.found)} 个年利率同样符合这些收付（{named}），选哪一个都是猜。"


def _nominal(sums: Mapping[date, Decimal]) -> tuple[Decimal | None, str]:
    """The unit-period rate times the unit-periods of a year, and how both rates were found."""
    unit = find_unit_period(sums)
    dates = tuple(sums)
    spans = count_periods(unit, dates[0], dates)
    growth = find_roots(Term(sums[on], *span) for on, span in zip(dates, spans, strict=True)).only
    effective = "实际年利率：按日折算使收付相等的利率（XIRR，实际天数/365）。"
    if growth is None:
        return None, f"名义年利率不能确定：{unit.text}，按期折算没有唯一的利率。{effective}"
    rate = _nominal_rate(growth, unit)
    return rate, f"名义年利率：{unit.text}，每期利率乘一年期数（精算法，美国 Z 条例附录 J）。{effective}"


def _nominal_rate(growth: Decimal, unit: UnitPeriod) -> Decimal:
    with digits():
        rate = (growth - 1) * unit.per_year.numerator / unit.per_year.denominator
        return _trimmed(rate)


def _rounded(growth: Decimal, periods: int) -> Decimal:
    """The yearly rate of a growth a period; the yearly growth is kept to 25 digits."""
    with digits():
        yearly = growth**periods
    yearly = Context(prec=_DIGITS).create_decimal(yearly)
    with localcontext(Context(prec=2 * _DIGITS + abs(yearly.adjusted()))):
        return yearly - 1


def _trimmed(rate: Decimal) -> Decimal:
    """Keep 24 decimals, or 25 digits of a rate over one."""
    with digits():
        return rate.quantize(Decimal(1).scaleb(max(rate.adjusted(), 0) - _DIGITS + 1)) + 0


def _npv(days: tuple[Term, ...], rate: Decimal) -> Decimal:
    """What the flows are worth on the first day at a yearly rate, to twelve decimals of a yuan.

    Where nearly all is lost years later, that day's worth of each flow is astronomic and so is what is
    left of their sum: it is then given to the digits it has.
    """
    with digits():
        worth = balance(days, ((1 + rate).ln() / _DAYS_PER_YEAR).exp())
        return worth if worth.adjusted() > _DIGITS else worth.quantize(_NPV_STEP) + 0


def _sign_change(rate: Decimal) -> tuple[Decimal, Decimal]:
    """Two rates close about the root, apart by at most 1e-9 of it, twelve decimals or more.

    Near a rate of nothing they are 1e-12 away; near a total loss they stay above -1.
    """
    with digits():
        half = min(max(_CLOSEST, abs(rate) * _HALF_WIDTH), (1 + rate) * _HALF_WIDTH)
    step = Decimal(1).scaleb(min(half.adjusted(), _CLOSEST.adjusted()))
    with localcontext(Context(prec=2 * _DIGITS + abs(step.adjusted()) + abs(rate.adjusted()))):
        middle, half = rate.quantize(step), half.quantize(step, rounding=ROUND_DOWN)
        return middle - half, middle + half
