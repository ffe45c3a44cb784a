"""Debts and money laid out month by month, in whole fen: what every way of planning starts from.

Two kinds of row. A loan has dues: what is late bears the late rate from the due date, and what that costs
bears nothing. A card whose minimums have been met has a balance that bears the running rate, and beside it
the balance its contract would leave: what lies above is overdue and bears the late rate instead. A card in
arrears is called in: a loan of which everything is due.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from yingmen.afford.months import FEN, Months, months
from yingmen.afford.wishes import NO_WISHES, Wishes
from yingmen.days import days_between
from yingmen.money import exact, fen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.debts import Debt

UNIT = 10**15
"""A daily rate as a whole number of these parts."""


class New(NamedTuple):
    """What falls due within a period: the day, the amount in fen, the days from there to the next period."""

    on: date
    amount: int
    days: int


@dataclass(frozen=True, slots=True)
class Row:
    """One debt over the periods. Amounts in fen; `late` and `running` are daily rates in UNIT parts.

    `opening` is due by the first day (a card: its whole balance), `lead` what being late has cost by then.
    `new[t]` falls due in period t. `path[t]` is what a card's contract would leave open after period t; ()
    for a loan. `deadline` is the first period after
    which nothing overdue may be left. `grows`: charges for being late are to be paid.
    """

    debt: Debt
    opening: int
    lead: int
    new: tuple[tuple[New, ...], ...]
    path: tuple[int, ...]
    late: int
    running: int
    deadline: int
    grows: bool
    in_arrears: bool
    waived: int

    @property
    def loan_id(self) -> str:
        """The loan's id."""
        return self.debt.loan_id

    def coming(self, period: int) -> int:
        """What falls due in a period, in fen."""
        return sum(one.amount for one in self.new[period])

    @property
    def revolving(self) -> bool:
        """Whether it is a card."""
        return bool(self.path)

    @property
    def on_time(self) -> bool:
        """Whether it must be paid on time: a secured loan, a running agreement, a card; none in arrears."""
        return self.comes_first and not self.in_arrears

    @property
    def comes_first(self) -> bool:
        """Whether it is paid before others: secured, promised, or a card whose minimums have been met."""
        debt = self.debt
        return debt.secured or bool(debt.agreement) or (debt.minimum is not None and not self.in_arrears)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a plan in order of loan id; `contract` the same debts if no lender agrees to anything."""

    months: Months
    rows: tuple[Row, ...]
    contract: tuple[Row, ...]
    wishes: Wishes

    @property
    def late_first(self) -> tuple[Row, ...]:
        """Secured loans and agreements already in arrears: they come first, yet cannot be on time."""
        return tuple(row for row in self.rows if row.comes_first and row.in_arrears)

    @property
    def wanted(self) -> tuple[Row, ...]:
        """The rows the borrower wants first, in that order."""
        by_id = {row.loan_id: row for row in self.rows if not row.comes_first}
        return tuple(by_id[name] for name in dict.fromkeys(self.wishes.first) if name in by_id)


def table(debts: Sequence[Debt], cash: Sequence[tuple[date, Decimal]], wishes: Wishes | None) -> Table:
    """Lay out debts over the months of the cash, by the wishes and by the contract alone."""
    found, chosen = months(cash), wishes or NO_WISHES
    ordered = sorted(debts, key=lambda debt: debt.loan_id)
    rows = tuple(_row(debt, found, chosen) for debt in ordered if debt.loan_id not in chosen.left_out)
    bare = Wishes(ask_waiver=False)
    return Table(found, rows, tuple(_row(debt, found, bare) for debt in ordered), chosen)


def charge(amount: int, rate: int, days: int) -> int:
    """What an amount in fen costs over some days at a daily rate in UNIT parts: half up to the fen."""
    return (2 * amount * rate * days + UNIT) // (2 * UNIT)


def _row(debt: Debt, over: Months, wishes: Wishes) -> Row:
    """Lay out one debt."""
    start = _start(debt, over)
    arrears = any(day <= start for day, amount in debt.due if amount > 0)
    called_in = debt.minimum is not None and arrears
    asked = [(start, debt.owed)] if called_in else sorted(debt.due)
    dues, waived = _less([(day, _fen(amount)) for day, amount in asked], _waived(debt, wishes))
    late, grows = parts(debt.rate_late), not wishes.stop_late
    opening, lead = _opening(dues, over, start, late)
    row = Row(
        debt,
        opening=opening,
        lead=lead if grows else 0,
        new=_new(dues, over),
        path=(),
        late=late,
        running=parts(debt.rate_running),
        deadline=over.within(debt.longest) if over.count else 0,
        grows=grows,
        in_arrears=arrears,
        waived=waived,
    )
    return row if debt.minimum is None or called_in else _card(row, over, start)


def _card(row: Row, over: Months, start: date) -> Row:
    """The same debt as a balance: all of it open at once, beside what its contract would leave."""
    owed = _fen(row.debt.owed)
    days = max(days_between(start, over.days[0]), 0) if over.count else 0
    lead = charge(owed, row.running, days)
    dues = [(over.period(day), _fen(amount)) for day, amount in row.debt.due]
    left = owed + lead - sum(amount for period, amount in dues if period < 0)
    path = []
    for period, gap in enumerate(over.gaps):
        left = max(left - sum(amount for when, amount in dues if when == period), 0)
        path.append(left)
        left += charge(left, row.running, gap)
    return replace(row, opening=max(owed - row.waived, 0) + lead, lead=0, path=tuple(path))


def _waived(debt: Debt, wishes: Wishes) -> int:
    return _fen(debt.asked_to_waive) if wishes.ask_waiver else 0


def _start(debt: Debt, over: Months) -> date:
    """The day of asking, or the first day anything is due or paid where nobody has said."""
    days = [day for day, _ in debt.due] + list(over.days[:1])
    return debt.on or min(days)


def _opening(dues: list[tuple[date, int]], over: Months, start: date, late: int) -> tuple[int, int]:
    """What is due by the day the first money comes, and what being late costs until then."""
    first = over.days[0] if over.count else start
    early = [(max(day, start), amount) for day, amount in dues if day <= first]
    costs = sum(charge(amount, late, max(days_between(day, first), 0)) for day, amount in early)
    return sum(amount for _, amount in early), costs


def _new(dues: list[tuple[date, int]], over: Months) -> tuple[tuple[New, ...], ...]:
    """What falls due in each period after the first day, in order of date; the last period costs nothing."""
    found: list[list[New]] = [[] for _ in range(over.count)]
    for day, amount in dues:
        period = over.period(day)
        if 0 <= period < over.count and amount and day > over.days[0]:
            days = days_between(day, over.days[period + 1]) if period < over.count - 1 else 0
            found[period].append(New(day, amount, days))
    return tuple(tuple(row) for row in found)


def _less(dues: list[tuple[date, int]], waived: int) -> tuple[list[tuple[date, int]], int]:
    """Dues with an amount taken off the earliest; what was taken off in all."""
    found, left = [], waived
    for day, amount in dues:
        off = min(amount, left)
        found.append((day, amount - off))
        left -= off
    return found, waived - left


def _fen(amount: Decimal) -> int:
    return int(fen(amount) * FEN)


def parts(rate: Decimal) -> int:
    """A daily rate in UNIT parts."""
    with exact():
        return int((rate * UNIT).to_integral_value())
