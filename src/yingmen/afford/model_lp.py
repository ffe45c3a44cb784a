"""The least-cost plan as a linear programme on HiGHS, solved stage by stage to proven optimum.

Per debt and period four unknowns: what is paid, what is left open in all, and what of it bears charges: of a
loan what is overdue from before, and what of the new dues stays unpaid (at most those dues, since these have
been late for fewer days and cost less); of a card what lies above the contract's path. Per period one: money
kept for later. All in yuan. Each stage keeps what the stages before it reached, within a hundred-millionth.

*Limitations*: of several dues of one debt between two month ends the days late are averaged. Floating point
inside; `methods.follow` pays the result out to the fen and judges that.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from yingmen.afford.months import FEN
from yingmen.afford.table import UNIT, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.afford.methods import Way
    from yingmen.afford.pots import Pot

_KINDS = 4
_PAY, _OPEN, _OLD, _NEW = range(_KINDS)
_KEEPS = 1e-8
_INFINITE = float("inf")
_SMALLER_IDS = 1e-3
_CLOSED, _ROUNDING = 0.01, 100
Terms = dict[int, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """How to pay as the solver found it, and whether each stage was proven."""

    intent: Way
    proven: bool


class Model:
    """The programme over a table: columns, rows, and the bounds that make it strict or elastic."""

    def __init__(self, sheet: Table) -> None:
        self.sheet, self.count = sheet, sheet.months.count
        self.size = (_KINDS * len(sheet.rows) + 1) * self.count
        self.upper = [_INFINITE] * self.size
        self.rows: list[tuple[float, float, Terms]] = []
        for n, row in enumerate(sheet.rows):
            (self._card if row.revolving else self._loan)(n, row)
        self._purse()

    def at(self, n: int, kind: int, period: int) -> int:
        """The column of a debt's unknown in a period."""
        return (n * self.count + period) * _KINDS + kind

    def left(self, n: int, period: int) -> tuple[int, ...]:
        """The columns whose sum is overdue on a debt after a period."""
        kinds = (_NEW,) if self.sheet.rows[n].revolving else (_OLD, _NEW)
        return tuple(self.at(n, kind, period) for kind in kinds)

    def forbidden(self) -> set[int]:
        """The columns that are zero in a plan that works out."""
        found: set[int] = set()
        for n, row in enumerate(self.sheet.rows):
            overdue = _NEW if row.revolving else _OPEN
            for period in range(self.count):
                if row.on_time or period in {row.deadline, self.count - 1}:
                    found.add(self.at(n, overdue, period))
                if period >= row.deadline:
                    found.add(self.at(n, _OPEN, period))
        return found

    def lateness(self, rows: Sequence[Row]) -> Terms:
        """What stays overdue on some debts, times the days it does."""
        ids, found = {row.loan_id for row in rows}, {}
        for n, row in enumerate(self.sheet.rows):
            for period, gap in enumerate(self.sheet.months.gaps) if row.loan_id in ids else ():
                found.update(dict.fromkeys(self.left(n, period), float(gap or 1)))
        return found

    def charges(self) -> Terms:
        """What the debts cost: late charges by the contract, and a card's interest."""
        found: Terms = {}
        for n, row in enumerate(self.sheet.rows):
            late, running = row.late / UNIT, row.running / UNIT
            for period, gap in enumerate(self.sheet.months.gaps):
                bearing = self.at(n, _OPEN if row.revolving else _OLD, period)
                found[bearing] = gap * (running if row.revolving else late)
                fresh = self._fresh(row, period)[1] * late
                above = gap * max(late - running, 0.0)
                found[self.at(n, _NEW, period)] = above if row.revolving else fresh
        return found

    def earliness(self) -> Terms:
        """How late payments are, smaller ids a little heavier: what decides between plans of one cost."""
        rows = self.sheet.rows
        return {
            self.at(n, _PAY, period): (period + 1) * (1 + _SMALLER_IDS * (len(rows) - n))
            for n in range(len(rows))
            for period in range(self.count)
        }

    def _fresh(self, row: Row, period: int) -> tuple[int, float]:
        """What falls due in a period after its first day, in fen, and the days from there to the next period.

        Where that happens on several days, the days are their average.
        """
        later = [one for one in row.new[period] if one.on > self.sheet.months.days[period]]
        amount = sum(one.amount for one in later)
        return amount, sum(one.amount * one.days for one in later) / amount if amount else 0.0

    def _loan(self, n: int, row: Row) -> None:
        late = row.late / UNIT if row.grows else 0.0
        for period in range(self.count):
            pay, left, old, new = (self.at(n, kind, period) for kind in range(_KINDS))
            self.upper[new] = self._fresh(row, period)[0] / FEN
            due = (row.coming(period) + (0 if period else row.opening)) / FEN
            bearing, whole, lead = {pay: 1.0, old: 1.0, new: 1.0}, {pay: 1.0, left: 1.0}, row.lead / FEN
            if period:
                days, gap, lead = self._fresh(row, period - 1)[1], self.sheet.months.gaps[period - 1], 0.0
                before, fresh = self.at(n, _OLD, period - 1), self.at(n, _NEW, period - 1)
                bearing |= {before: -1.0, fresh: -1.0}
                whole |= {self.at(n, _OPEN, period - 1): -1.0, before: -late * gap, fresh: -late * days}
            self.rows.append((due, _INFINITE, bearing))
            self.rows.append((due + lead, due + lead, whole))

    def _card(self, n: int, row: Row) -> None:
        running = row.running / UNIT
        extra = max(row.late / UNIT - running, 0.0) if row.grows else 0.0
        for period in range(self.count):
            pay, balance, unused, above = (self.at(n, kind, period) for kind in range(_KINDS))
            self.upper[unused] = 0.0
            terms, due = {pay: 1.0, balance: 1.0}, 0.0 if period else row.opening / FEN
            if period:
                gap = self.sheet.months.gaps[period - 1]
                terms[self.at(n, _OPEN, period - 1)] = -1 - running * gap
                terms[self.at(n, _NEW, period - 1)] = -extra * gap
            self.rows.append((due, due, terms))
            self.rows.append((-row.path[period] / FEN, _INFINITE, {above: 1.0, balance: -1.0}))

    def _purse(self) -> None:
        first = _KINDS * len(self.sheet.rows) * self.count
        for period, cash in enumerate(self.sheet.months.cash):
            terms = {self.at(n, _PAY, period): 1.0 for n in range(len(self.sheet.rows))}
            terms[first + period] = 1.0
            if period:
                terms[first + period - 1] = -1.0
            self.rows.append((cash / FEN, cash / FEN, terms))


def solve(sheet: Table) -> Answer:
    """Solve all stages; where no plan works out, the one that misses least."""
    model = Model(sheet)
    if not sheet.rows or not model.count:
        return Answer(_intent(model, [0.0] * model.size), proven=True)
    forbidden = model.forbidden()
    stages = [model.lateness([row]) for row in sheet.wanted]
    if sheet.late_first:
        stages.insert(0, model.lateness(sheet.late_first))
    stages += [model.charges(), model.earliness()]
    found = _in_stages(model, stages, dict.fromkeys(forbidden, 0.0))
    if found is None:
        on_time = model.lateness([row for row in sheet.rows if row.on_time])
        least = [on_time, dict.fromkeys(forbidden, 1.0)]
        found = _in_stages(model, [*(stage for stage in least if stage), *stages], {})
    if found is None:
        return Answer(_intent(model, [0.0] * model.size), proven=False)
    return Answer(_intent(model, found), proven=True)


def _in_stages(model: Model, stages: Sequence[Terms], bounds: Terms) -> list[float] | None:
    """Reach each aim without giving up the earlier ones; None where it cannot be proven to be reached."""
    solver = _load(model, bounds)
    for number, stage in enumerate(stages):
        if number:
            reached = stages[number - 1]
            best = solver.getInfo().objective_function_value
            most = best + _KEEPS * (1 + abs(best))
            solver.addRow(-_INFINITE, most, len(reached), list(reached), list(reached.values()))
        costs = [stage.get(column, 0.0) for column in range(model.size)]
        solver.changeColsCost(model.size, list(range(model.size)), costs)
        solver.run()
        if solver.getModelStatus().name != "kOptimal":
            return None
    return list(solver.getSolution().col_value)


def _load(model: Model, bounds: Terms) -> Any:  # noqa: ANN401 - HiGHS's own object, which ships no types
    import highspy  # noqa: PLC0415 - heavy: loaded where a plan is solved
    import numpy as np  # noqa: PLC0415 - heavy: loaded where a plan is solved
    from highspy._core import _Highs  # noqa: PLC0415 - the public wrapper prints a banner to stdout

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = model.size, len(model.rows)
    lp.col_cost_ = np.zeros(model.size)
    lp.col_lower_ = np.zeros(model.size)
    upper = [min(most, bounds.get(column, most)) for column, most in enumerate(model.upper)]
    lp.col_upper_ = np.array(upper)
    lp.row_lower_ = np.array([low for low, _, _ in model.rows])
    lp.row_upper_ = np.array([high for _, high, _ in model.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(list(accumulate((len(terms) for *_, terms in model.rows), initial=0)))
    lp.a_matrix_.index_ = np.array([column for *_, terms in model.rows for column in terms])
    lp.a_matrix_.value_ = np.array([value for *_, terms in model.rows for value in terms.values()])
    solver = _Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - HiGHS's own way to set an option
    solver.setOptionValue("threads", 1)
    solver.passModel(lp)
    return solver


def _intent(model: Model, values: Sequence[float]) -> Way:
    """Pay what the solver wanted by each period, less what was paid; what it closes is closed to the fen."""
    wanted = [0.0] * len(model.sheet.rows)

    def way(sheet: Table, pots: Sequence[Pot], purse: int) -> None:
        asked = []
        for n, pot in enumerate(pots):
            wanted[n] += values[model.at(n, _PAY, pot.period)]
            amount = max(round(wanted[n] * FEN) - sum(pot.paid), 0)
            if pot.row.on_time and pot.due <= amount + _ROUNDING:
                amount = max(amount, pot.due)
            closes = values[model.at(n, _OPEN, pot.period)] < _CLOSED and pot.payable <= amount + _ROUNDING
            asked.append((not pot.row.comes_first, not closes, n, pot.payable if closes else amount))
        for *_, n, amount in sorted(asked):
            purse -= pots[n].pay(min(amount, purse), sheet.months)

    return way
