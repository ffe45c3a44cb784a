"""How much of what was charged lies above a ceiling, and how much of that has been paid.

Charges are compared with the ceiling period by period, nothing netted across periods. Private lending
has two sums, each netted in itself: what arose in term, and what arose from being late. Every other
lender has one. The yardstick is the outstanding principal x the ceiling x calendar days / 365.
Payments fill charges oldest first, inside each charge the part within the ceiling first.

References: 法释〔2020〕17号 25, 28, 29, 31; 法发〔2017〕22号 2.
Words and tables: `docs/arithmetic/ceilings.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from yingmen.days import days_between
from yingmen.money import ZERO, exact, fen
from yingmen.owe.entries import Share
from yingmen.owe.schedule import MEASURE_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from yingmen.owe.entries import Charge, Exposure, Replay
    from yingmen.owe.regimes import Regime

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Measured:
    """One regime's outcome in yuan: above the ceiling and paid, above and unpaid, and what can be asked back.

    All None where the regime is not judged.
    """

    regime: Regime
    over_paid: Decimal | None
    over_unpaid: Decimal | None
    recoverable: Decimal | None


@dataclass(slots=True)
class _Piece:
    """A charge, or the part of one that falls into a period, and how much of it has been paid (0 to 1)."""

    charge: Charge
    filled: Decimal = ZERO


def measure(regimes: Sequence[Regime], replay: Replay, *, separate_late: bool) -> tuple[Measured, ...]:
    """Hold a replayed ledger against its ceilings; `separate_late`: two sums, as for private lending."""
    with exact():
        pieces = _pieces(regimes, replay)
        _fill(pieces, _paid_charges(replay))
        found = [
            _outcome(regime, pieces, replay.exposures, separate_late=separate_late) for regime in regimes
        ]
        return _without_waived(found, replay.waived)


def _without_waived(found: list[Measured], waived: Decimal) -> tuple[Measured, ...]:
    """What the lender let off is no longer asked: it is taken from the excess first, the latest first."""
    for place in reversed(range(len(found))):
        over = found[place].over_unpaid
        if over is not None:
            off = min(over, waived)
            found[place], waived = replace(found[place], over_unpaid=over - off), waived - off
    return tuple(found)


def _outcome(
    regime: Regime, pieces: list[_Piece], exposures: Iterable[Exposure], *, separate_late: bool
) -> Measured:
    if not regime.judged or regime.annual_rate is None:
        return Measured(regime, None, None, None)
    inside = [piece for piece in pieces if _starts_in(piece.charge, regime)]
    out = [part for exposure in exposures if (part := _clip(exposure, regime))]
    paid, unpaid = _over(regime.annual_rate, inside, out, separate_late=separate_late)
    recoverable = ZERO
    if regime.void_above is not None:
        recoverable = _over(regime.void_above, inside, out, separate_late=separate_late)[0]
    elif regime.effect != "reducible":
        recoverable = paid
    return Measured(regime, fen(paid), fen(unpaid), fen(recoverable))


def _over(
    rate: Decimal, pieces: list[_Piece], exposures: list[Exposure], *, separate_late: bool
) -> tuple[Decimal, Decimal]:
    """What lies above a rate, as (paid, unpaid), summed over the sums that are netted in themselves."""
    paid = unpaid = ZERO
    for late in (False, True) if separate_late else (None,):
        mine = [piece for piece in pieces if late is None or piece.charge.late is late]
        out = [exposure for exposure in exposures if late is None or exposure.late is late]
        total = sum((piece.charge.measured for piece in mine), ZERO)
        above = total - sum((yardstick(exposure, rate) for exposure in out), ZERO)
        if above > 0:
            part_paid, part_unpaid = _split(rate, mine, above)
            paid, unpaid = paid + part_paid, unpaid + part_unpaid
    return paid, unpaid


def _split(rate: Decimal, pieces: list[_Piece], above: Decimal) -> tuple[Decimal, Decimal]:
    """Lay a sum's excess on the charges that exceed their own yardstick, and see what of it is paid."""
    own = [max(piece.charge.measured - _own_yardstick(piece.charge, rate), ZERO) for piece in pieces]
    scale = above / sum(own, ZERO)
    paid = ZERO
    for piece, excess in zip(pieces, own, strict=True):
        within = piece.charge.measured - excess * scale
        paid += max(piece.charge.measured * piece.filled - within, ZERO)
    return paid, above - paid


def yardstick(exposure: Exposure, rate: Decimal) -> Decimal:
    """What a rate allows on principal that was out for some days, by calendar days over 365."""
    return exposure.principal * rate * days_between(exposure.since, exposure.until) / MEASURE_YEAR


def _own_yardstick(charge: Charge, rate: Decimal) -> Decimal:
    return charge.base * rate * days_between(charge.since, charge.until) / MEASURE_YEAR


def _pieces(regimes: Sequence[Regime], replay: Replay) -> list[_Piece]:
    """Charges up to the day of asking, cut where a regime ends, in the order in which payments fill them."""
    charges = [part for charge in replay.charges for part in _to_date(charge, replay)]
    cut = [part for charge in charges for part in cut_charge(charge, regimes)]
    cut.sort(key=_fill_order)
    return [_Piece(charge, Decimal(1) if charge.deducted else ZERO) for charge in cut]


def _to_date(charge: Charge, replay: Replay) -> list[Charge]:
    """An up-front fee counts by day up to the day of asking; what is left counts when the loan ends early."""
    if charge.kind != "upfront_fee":
        return [charge]
    ends = min(day for day in (replay.settled_on, charge.until, replay.on) if day)
    early = _portion(charge, charge.since, ends)
    rest = charge.measured - early.measured if ends < replay.on or ends == replay.settled_on else ZERO
    tail = charge._replace(since=ends, until=ends, amount=charge.amount - early.amount, measured=rest)
    return [part for part in (early, tail) if part.amount]


def cut_charge(charge: Charge, regimes: Sequence[Regime]) -> list[Charge]:
    """Cut a charge where one regime ends and the next begins, by days."""
    cuts = [regime.until + _DAY for regime in regimes if regime.until is not None]
    found, since = [], charge.since
    for cut in sorted(cuts):
        if since < cut < charge.until:
            found.append(_portion(charge, since, cut))
            since = cut
    found.append(_portion(charge, since, charge.until))
    return found


def _portion(charge: Charge, since: date, until: date) -> Charge:
    whole = days_between(charge.since, charge.until)
    if not whole or (since == charge.since and until == charge.until):
        return charge
    part = days_between(since, until)
    return charge._replace(
        since=since,
        until=until,
        amount=charge.amount * part / whole,
        measured=charge.measured * part / whole,
    )


def _starts_in(charge: Charge, regime: Regime) -> bool:
    return regime.since <= charge.since and (regime.until is None or charge.since <= regime.until)


def _clip(exposure: Exposure, regime: Regime) -> Exposure | None:
    since = max(exposure.since, regime.since)
    until = exposure.until if regime.until is None else min(exposure.until, regime.until + _DAY)
    return exposure._replace(since=since, until=until) if since < until else None


def _fill_order(charge: Charge) -> tuple[date, date, str, Decimal]:
    """Oldest first; an up-front fee is as old as the payout it was asked at."""
    posted = charge.since if charge.kind == "upfront_fee" else charge.until
    return posted, charge.since, charge.kind, charge.amount


def _paid_charges(replay: Replay) -> Decimal:
    return sum((amount for name, amount in replay.paid.items() if name != "principal"), ZERO)


def _fill(pieces: list[_Piece], money: Decimal) -> None:
    """Let what was paid on charges fill them in order; charges of one instant share in proportion."""
    for _, group in groupby(pieces, key=lambda piece: _fill_order(piece.charge)[:2]):
        open_pieces = [piece for piece in group if not piece.charge.deducted and piece.charge.amount]
        asked = sum((piece.charge.amount for piece in open_pieces), ZERO)
        if not asked:
            continue
        share = min(money / asked, Decimal(1))
        for piece in open_pieces:
            piece.filled = share
        money -= asked * share


class Allowance:
    """A running measure: what the ceilings make of each posting, for the second lawful figure.

    Room grows with principal x ceiling x days and is used up by charges as they are posted; the two sums
    of private lending have a room each, and so has the rate above which what was paid can be asked back.
    Periods that are not judged support everything.
    """

    def __init__(self, regimes: Sequence[Regime]) -> None:
        self._regimes = tuple(regimes)
        self._room: dict[tuple[int, bool, bool], Decimal] = {}
        self._upfront: list[Charge] = []

    def expose(self, exposure: Exposure) -> None:
        """Room grows by what the ceilings allow on principal that was out; up-front fees use it up."""
        for number, regime in enumerate(self._regimes):
            part = _clip(exposure, regime)
            if part is None or regime.annual_rate is None:
                continue
            used = ZERO if part.late else self._spread_in(part)
            for void, rate in ((False, regime.annual_rate), (True, _void_rate(regime))):
                key = (number, part.late, void)
                self._room[key] = self._room.get(key, ZERO) + yardstick(part, rate) - used

    def spread(self, charge: Charge) -> None:
        """Remember a fee paid up front."""
        self._upfront.append(charge)

    def _spread_in(self, part: Exposure) -> Decimal:
        total = ZERO
        for charge in self._upfront:
            since, until = max(charge.since, part.since), min(charge.until, part.until)
            if since < until:
                total += _portion(charge, since, until).measured
        return total

    def split(self, charges: list[Charge], amount: Decimal) -> Share:
        """A posted amount split by what the ceilings make of it, to the fen."""
        parts = [part for charge in charges for part in cut_charge(charge, self._regimes)]
        whole = sum((part.measured for part in parts), ZERO)
        if not whole:
            return Share(amount)
        taken = [self._take(part) for part in parts]
        supported = fen(amount * sum((one for one, _ in taken), ZERO) / whole)
        kept = fen(amount * sum((both for _, both in taken), ZERO) / whole)
        return Share(supported, kept - supported, amount - kept)

    def _take(self, part: Charge) -> tuple[Decimal, Decimal]:
        """What of a charge is supported, and what of it stays paid once paid."""
        for number, regime in enumerate(self._regimes):
            if _starts_in(part, regime) and regime.judged:
                supported = self._use((number, part.late, False), part.measured)
                kept = self._use((number, part.late, True), part.measured)
                return supported, max(supported, kept)
        return part.measured, part.measured

    def _use(self, key: tuple[int, bool, bool], asked: Decimal) -> Decimal:
        room = self._room.get(key, ZERO)
        allowed = min(asked, max(room, ZERO))
        self._room[key] = room - allowed
        return allowed


def _void_rate(regime: Regime) -> Decimal:
    """The rate above which what was paid can be asked back; mostly the ceiling itself."""
    return regime.void_above or regime.annual_rate or ZERO
