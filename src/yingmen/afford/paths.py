"""Ten thousand ways the coming months may go, drawn from the months this household has seen.

Reading chosen: a circular block bootstrap in two stages. Months on record are drawn in blocks of neighbours,
so that a bad month brings the one after it along; a block is the cube root of the number of months, rounded
(6 to 15 months: 2, 16 to 42: 3). First each path draws itself a record as long as the real one, then its
months from that record: what was seen is itself only a sample, and a path must be allowed to find the real
average lower. Sources with equally long records are drawn together, month by month, so that what fell
together falls together; others on their own. Bad luck (`Shock`) then strikes month by month.

Shapes: `free` is paths × months, in whole fen: what is left after needs, below zero where needs are not
covered. Month 0 is the first whole calendar month after `on`; a record is taken to end just before it.
The same seed gives the same paths. Money left over in a good month is kept.

*References*: Politis and Romano 1992 (circular blocks); Hall, Horowitz and Jing 1995 (the cube root).
*Limitations*: what never happened on record is known to shocks alone; see `docs/arithmetic/afford.md` for
how the chance fared against households that do not behave like this.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from math import cbrt
from typing import TYPE_CHECKING

from yingmen.afford.assumptions import assumptions
from yingmen.afford.history import history
from yingmen.days import MONTHS_PER_YEAR, add_months
from yingmen.money import fen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    import numpy as np
    import numpy.typing as npt

    from yingmen.afford.assumptions import Assumptions, Shock
    from yingmen.afford.history import History
    from yingmen.afford.spread import Stream

    Fen = npt.NDArray[np.int64]

SEED = 20260101
COUNT = 10_000
_PARTS = 10_000  # a share of income lost, in ten-thousandths, so that fen stay whole


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Many ways the months may go: free cash by path and month in fen, and which shock was on when.

    `ends` are the months' last days. `saved` is what has come together by each of them, with a zero first:
    paths × (months + 1). `struck` holds a bit per shock of `shocks`. `told` says what was made up.
    """

    on: date
    ends: tuple[date, ...]
    free: Fen
    saved: Fen
    struck: npt.NDArray[np.uint8]
    shocks: tuple[Shock, ...]
    told: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many paths there are."""
        return int(self.free.shape[0])


def month_ends(on: date, months: int) -> tuple[date, ...]:
    """The last days of the whole calendar months after a day's own month."""
    first = on.replace(day=1)
    return tuple(add_months(first, n + 2) - timedelta(days=1) for n in range(months))


def paths(  # noqa: PLR0913 - seed and number are what repeats a draw, beside what is drawn
    streams: Sequence[Stream],
    needs_total: Decimal,
    months: int,
    seed: int = SEED,
    n: int = COUNT,
    *,
    on: date,
    assumed: Assumptions | None = None,
) -> Paths:
    """Draw `n` paths of free cash over so many months after `on`.

    `needs_total` is what living costs in a month, yearly costs spread, in yuan. `assumed` default to the
    shipped ones; no shocks there, no bad luck beyond what was seen.
    """
    import numpy as np  # noqa: PLC0415 - heavy: loaded where paths are drawn

    chosen = assumed or assumptions()
    rng = np.random.default_rng(seed)
    known = [history(stream, chosen) for stream in streams]
    incomes = _incomes(rng, known, n, months)
    incomes, cost, struck = _strike(rng, incomes, chosen.shocks, (n, months))
    free = incomes.sum(axis=0, dtype=np.int64) - cost - int(fen(needs_total) * 100)
    saved = np.zeros((n, months + 1), dtype=np.int64)
    np.cumsum(free, axis=1, out=saved[:, 1:])
    told = tuple(one.told for one in known if one.told)
    return Paths(on, month_ends(on, months), free, saved, struck, chosen.shocks, told)


def without_shocks(assumed: Assumptions) -> Assumptions:
    """The same assumptions with bad luck left out."""
    return replace(assumed, shocks=())


def block(months: int) -> int:
    """How many neighbouring months are drawn together from a record of so many."""
    return max(1, round(cbrt(months)))


def _incomes(rng: np.random.Generator, known: list[History], n: int, months: int) -> Fen:
    """What comes in, source × path × month; equally long records share their draw."""
    import numpy as np  # noqa: PLC0415 - heavy: loaded where paths are drawn

    incomes = np.zeros((len(known), n, months), dtype=np.int64)
    drawn: dict[int, npt.NDArray[np.int32]] = {}
    for row, one in enumerate(known):
        real = len(one.pool) == one.seen
        if real and one.seen in drawn:
            which = drawn[one.seen]
        else:
            which = _draw(rng, len(one.pool), block(one.seen) if real else 1, (n, months))
            if real:
                drawn[one.seen] = which
        pool = np.array(one.pool, dtype=np.int64)
        season = np.resize(np.array(one.season, dtype=np.int64), months)
        lowest = min(0, int(pool.min()))
        incomes[row] = np.maximum(pool[which] + season, lowest)
    return incomes


def _draw(rng: np.random.Generator, size: int, length: int, shape: tuple[int, int]) -> npt.NDArray[np.int32]:
    """Which month of the record each month of each path is, through a record of the path's own."""
    import numpy as np  # noqa: PLC0415 - heavy: loaded where paths are drawn

    n, _ = shape
    own = _blocks(rng, size, length, (n, size))
    return np.take_along_axis(own, _blocks(rng, size, length, shape), axis=1).astype(np.int32, copy=False)


def _blocks(
    rng: np.random.Generator, size: int, length: int, shape: tuple[int, int]
) -> npt.NDArray[np.int32]:
    """Positions 0 to size - 1 in circular runs of `length`, cut to the shape."""
    import numpy as np  # noqa: PLC0415 - heavy: loaded where paths are drawn

    n, months = shape
    starts = rng.integers(0, size, (n, -(-months // length), 1), dtype=np.int32)
    runs = ((starts + np.arange(length)) % size).astype(np.int32)
    return runs.reshape(n, -1)[:, :months]


def _strike(
    rng: np.random.Generator, incomes: Fen, shocks: tuple[Shock, ...], shape: tuple[int, int]
) -> tuple[Fen, Fen, npt.NDArray[np.uint8]]:
    """Incomes after bad luck, what it costs on top, and a bit per shock where it was on."""
    import numpy as np  # noqa: PLC0415 - heavy: loaded where paths are drawn

    cost = np.zeros(shape, dtype=np.int64)
    struck = np.zeros(shape, dtype=np.uint8)
    for bit, shock in enumerate(shocks):
        kept = _PARTS - int(shock.lost * _PARTS)
        groups = [slice(row, row + 1) for row in range(len(incomes))] if shock.each else [slice(None)]
        for rows in groups:
            hit = _spells(rng, shock, shape)
            incomes[rows] = np.where(hit, incomes[rows] * kept // _PARTS, incomes[rows])
            cost += hit * np.int64(fen(shock.cost) * 100)
            struck |= hit.astype(np.uint8) << np.uint8(bit)
    return incomes, cost, struck


def _spells(rng: np.random.Generator, shock: Shock, shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """The months in which a shock is on: it may begin in any month and lasts its length."""
    import numpy as np  # noqa: PLC0415 - heavy: loaded where paths are drawn

    monthly = 1 - (1 - float(shock.chance)) ** (1 / MONTHS_PER_YEAR)
    begun = np.cumsum(rng.random(shape, dtype=np.float32) < monthly, axis=1, dtype=np.int16)
    before = np.zeros_like(begun)
    before[:, shock.months :] = begun[:, : -shock.months]
    return begun > before
