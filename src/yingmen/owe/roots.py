"""At which growth a loan comes out even: every such growth, or the plain word that it cannot be told.

A term is an amount a number of periods away from the start. What is sought is the growth z > 0 of one
period, z = 1 + rate, at which the terms add up to nothing:

    sum of amount / ((1 + part (z - 1)) z ** whole) = 0

With one change of sign in order of time there is exactly one root, because the weight of a later term
falls faster than that of an earlier one. Otherwise, where no term has a part, the running totals from
either end may prove at most one root above and one below 1 (partial summation). Failing that the whole
line is cut into pieces that either hold no root or on which the terms lean one way only: the lean is
log(in / out), the logarithm of each side is convex in that of growth, so the delays at the two ends of a
piece bound its slope. Terms with parts and several changes of sign are searched on a fine grid.

A float only finds the place to start from; signs and roots are worked out in Decimal with 50 digits.

*References*: Descartes' rule for sums of exponentials (Laguerre); C. J. Norstrom, 1972.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from fractions import Fraction
from itertools import accumulate, pairwise
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

_CONTEXT = Context(prec=50, Emax=MAX_EMAX, Emin=MIN_EMIN)
_SETTLED = Decimal("1e-44")
_STEPS = 200
_NEAR = 1e-8
_MARGIN = 8.0
_GRID = 4000
_GRID_BEND = 10.0
_BUDGET = 3_000_000
_CUT = 0.4871
_SHORT = 1e-7
_SLIGHT = 1e-9


class Term(NamedTuple):
    """An amount so many `whole` periods and a `part` of one away from the start."""

    amount: Decimal
    whole: int
    part: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Roots:
    """The growths found, in rising order; not `complete` where there may be others, or fewer."""

    found: tuple[Decimal, ...]
    complete: bool = True

    @property
    def only(self) -> Decimal | None:
        """The growth, if it is certain that there is exactly one."""
        return self.found[0] if len(self.found) == 1 and self.complete else None


def digits() -> AbstractContextManager[Context]:
    """Work with 50 digits and exponents wide enough for a day's loan at any price."""
    return localcontext(_CONTEXT)


def balance(terms: Iterable[Term], growth: Decimal) -> Decimal:
    """What the terms are worth together at the start, at this growth a period."""
    with digits():
        return _evaluate(tuple(terms), growth)[0]


def find_roots(terms: Iterable[Term]) -> Roots:
    """Find every growth a period at which the terms add up to nothing; any order of terms will do."""
    with digits():
        ordered = _ordered(terms)
        turns = _turns(term.amount for term in ordered)
        if turns <= 1:
            return Roots(_single(ordered) if turns else ())
        if any(term.part for term in ordered):
            return Roots(_searched(ordered))
        bounded = _by_totals(ordered)
        if bounded is not None:
            return Roots(bounded)
        return _enclosed(ordered)


def _ordered(terms: Iterable[Term]) -> tuple[Term, ...]:
    sums: dict[tuple[int, Fraction], Decimal] = {}
    for amount, whole, part in terms:
        sums[whole, part] = sums.get((whole, part), Decimal(0)) + amount
    return tuple(Term(sums[place], *place) for place in sorted(sums) if sums[place])


def _turns(amounts: Iterable[Decimal]) -> int:
    """Count the changes of sign, zeros left out."""
    signs = [amount > 0 for amount in amounts if amount]
    return sum(one != other for one, other in pairwise(signs))


def _edge(terms: Sequence[Term]) -> float:
    """A logarithm of growth beyond which, on either side, the first or the last term outweighs the rest."""
    sizes = [abs(term.amount) for term in terms]
    return float((sum(sizes, Decimal(0)) / min(sizes)).ln()) + _MARGIN


def _single(terms: tuple[Term, ...]) -> tuple[Decimal, ...]:
    """The root of terms with one change of sign; none where even a total loss would not balance them.

    Without parts there always is one: far enough to either side the first or the last term outweighs all.
    """
    edge = _edge(terms)
    if any(term.part for term in terms):
        lean = _Lean(terms)
        if (lean.at(-edge)[0] > 0) == (lean.at(edge)[0] > 0):
            return ()
    return (_root(terms, -edge, edge, rising=terms[0].amount > 0),)


def _by_totals(terms: tuple[Term, ...]) -> tuple[Decimal, ...] | None:
    """The roots where the running totals prove at most one above 1 and one below 1; None otherwise."""
    forward = list(accumulate(term.amount for term in terms))
    backward = list(accumulate(term.amount for term in reversed(terms)))
    above, below = _turns(forward), _turns(backward)
    if not forward[-1]:
        return (Decimal(1),) if not above and not below else None
    if above > 1 or below > 1:
        return None
    edge = _edge(terms)
    low = (_root(terms, -edge, 0.0, rising=forward[-1] > 0),) if below else ()
    return (*low, *((_root(terms, 0.0, edge, rising=terms[0].amount > 0),) if above else ()))


class _Point(NamedTuple):
    """A logarithm of growth, the lean there, and the mean delays of what comes in and what goes out."""

    place: float
    lean: float
    gain_delay: float
    loss_delay: float


def _enclosed(terms: tuple[Term, ...]) -> Roots:
    """All roots of terms without parts: pieces are halved until each is empty or leans one way only."""
    edge, lean, budget = _edge(terms), _Lean(terms), _BUDGET // len(terms)
    pieces, found, close = [(lean.point(-edge), lean.point(edge))], list[Decimal](), False
    while pieces and budget:
        low, high = pieces.pop()
        if _leans_one_way(low, high):
            changes = (low.lean > 0) != (high.lean > 0)
            found += [_root(terms, low.place, high.place, rising=high.lean > 0)] if changes else []
        elif _touches(low, high):
            found, close = [*found, Decimal(high.place).exp()], True
        elif not _empty(low, high):
            middle = lean.point(low.place + (high.place - low.place) * _CUT)
            pieces += [(middle, high), (low, middle)]
            budget -= 1
    return Roots(tuple(sorted(found)), complete=not pieces and not close)


def _slopes(low: _Point, high: _Point) -> tuple[float, float]:
    """The least and the greatest slope of the lean on a piece: delays only fall as growth rises."""
    return high.loss_delay - low.gain_delay, low.loss_delay - high.gain_delay


def _leans_one_way(low: _Point, high: _Point) -> bool:
    least, greatest = _slopes(low, high)
    return least > 0 or greatest < 0


def _empty(low: _Point, high: _Point) -> bool:
    """Tell whether the lean cannot reach zero on a piece, starting from its low end."""
    least, greatest = _slopes(low, high)
    width = high.place - low.place
    return low.lean + least * width > 0 if low.lean > 0 else low.lean + greatest * width < 0


def _touches(low: _Point, high: _Point) -> bool:
    """Tell whether a piece is so short that two roots on it could not be told from one that touches."""
    width = high.place - low.place
    return width * max(low.gain_delay, low.loss_delay, 1.0) < _SHORT


def _searched(terms: tuple[Term, ...]) -> tuple[Decimal, ...]:
    """The roots that a fine grid shows, closest about a growth of 1."""
    edge = _edge(terms)
    steps = (n * 2 / _GRID - 1 for n in range(_GRID + 1))
    grid = [edge * math.sinh(_GRID_BEND * step) / math.sinh(_GRID_BEND) for step in steps]
    lean = _Lean(terms)
    signs = [lean.at(place)[0] > 0 for place in grid]
    pairs = zip(pairwise(grid), pairwise(signs), strict=True)
    return tuple(_root(terms, *ends, rising=other) for ends, (one, other) in pairs if one != other)


def _root(terms: tuple[Term, ...], low: float, high: float, *, rising: bool) -> Decimal:
    """The root between two logarithms of growth of opposite leans; `rising` if positive at the high one."""
    guess = Decimal(_guess(terms, low, high, rising=rising)).exp()
    return _polished(terms, Decimal(low).exp(), Decimal(high).exp(), guess, rising=rising)


class _Lean:
    """How far what comes in outweighs what goes out, as a logarithm: nearly straight in that of growth."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms
        self.sides = [_logs(term for term in terms if (term.amount > 0) == gain) for gain in (True, False)]

    def at(self, place: float) -> tuple[float, float]:
        """The lean at a logarithm of growth, and its slope."""
        (gain, gain_delay), (loss, loss_delay) = (_log_sum(*side, place) for side in self.sides)
        return gain - loss, loss_delay - gain_delay

    def point(self, place: float) -> _Point:
        """The lean with the mean delay of either side; too slight for a float, it has its true sign."""
        (gain, gain_delay), (loss, loss_delay) = (_log_sum(*side, place) for side in self.sides)
        lean = gain - loss
        if abs(lean) < _SLIGHT:
            lean = math.copysign(abs(lean) + _SLIGHT**2, _evaluate(self.terms, Decimal(place).exp())[0])
        return _Point(place, lean, gain_delay, loss_delay)


def _logs(side: Iterable[Term]) -> tuple[list[tuple[float, int]], list[float]]:
    """Each term of a side as the logarithm of its size and its delay, and beside it its part."""
    kept = tuple(side)
    logs = [(math.log(abs(term.amount)), term.whole) for term in kept]
    return logs, [float(term.part) for term in kept]


def _log_sum(logs: Sequence[tuple[float, int]], parts: Sequence[float], place: float) -> tuple[float, float]:
    """The logarithm of a sum of terms given by logarithms, and their mean delay."""
    sizes = [size - place * whole for size, whole in logs]
    delays: list[float] = [whole for _, whole in logs]
    if any(parts):
        sizes = [size - _log_part(part, place) for size, part in zip(sizes, parts, strict=True)]
        growth = math.exp(place)
        later = [part and part * growth / math.exp(_log_part(part, place)) for part in parts]
        delays = [delay + more for delay, more in zip(delays, later, strict=True)]
    top = max(sizes)
    weights = [math.exp(size - top) for size in sizes]
    total = math.fsum(weights)
    return top + math.log(total), math.fsum(map(mul, weights, delays)) / total


def _log_part(part: float, place: float) -> float:
    """The logarithm of 1 + part x rate; a whole part (30 odd days of 30) is growth itself."""
    if part == 1:
        return place
    return math.log1p(part * math.expm1(place))


def _guess(terms: tuple[Term, ...], low: float, high: float, *, rising: bool) -> float:
    """Come near the root between two logarithms of growth: Newton's steps, halving where they stray."""
    lean = _Lean(terms)
    place = 0.0 if low < 0 < high else (low + high) / 2
    for _ in range(_STEPS):
        value, slope = lean.at(place)
        low, high = (low, place) if (value > 0) == rising else (place, high)
        following = place - value / slope if slope else math.inf
        if abs(following - place) <= _NEAR * abs(place):
            return min(max(following, low), high)
        place = following if low < following < high else (low + high) / 2
    return place


def _polished(
    terms: tuple[Term, ...], low: Decimal, high: Decimal, guess: Decimal, *, rising: bool
) -> Decimal:
    """Sharpen a guess to 44 digits inside its bracket."""
    growth = guess if low < guess < high else (low * high).sqrt()
    for _ in range(_STEPS):
        value, slope = _evaluate(terms, growth)
        if not value:
            break
        low, high = (low, growth) if (value > 0) == rising else (growth, high)
        following = growth - value / slope if slope else low
        if abs(following - growth) <= growth * _SETTLED:
            break
        growth = following if low < following < high else (low * high).sqrt()
    return growth


def _evaluate(terms: Sequence[Term], growth: Decimal) -> tuple[Decimal, Decimal]:
    """The sum of the terms at a growth, and its slope."""
    weight, inverse, at = Decimal(1), 1 / growth, 0
    powers: dict[int, Decimal] = {}
    shrinks: dict[Fraction, Decimal] = {}
    value = slope = Decimal(0)
    for amount, whole, part in terms:
        gap = whole - at
        if gap not in powers:
            powers[gap] = inverse**gap
        weight, at = weight * powers[gap], whole
        worth = amount * weight
        delay = whole * inverse
        if part:
            if part not in shrinks:
                shrinks[part] = part.denominator / (part.denominator + part.numerator * (growth - 1))
            worth *= shrinks[part]
            delay += shrinks[part] * part.numerator / part.denominator
        value += worth
        slope -= worth * delay
    return value, slope
