"""Equal instalments: the same sum to a creditor every month, whole yuan where the money allows.

Nobody can say fifty-six different sums at the door, nor keep a standing order for them. Where paying a
little sooner or later costs nothing, a plan that shares the money by what is open is smoothed: what each
creditor gets over the months, divided by the months, rounded up; the last instalment is what is left. The
months' money, the deadlines, the total and the last day are those of the plan that is smoothed, or better;
where they cannot be, that plan stays.

    two debts, 1,000 and 500 yuan, seven months of 215 yuan: 142.86 and 71.43 to the fen, 214.29 together
    0.71 is left: 0.14 makes 143, 0.57 makes 72; the last instalments are 1,000 - 6 x 143 = 142 and 68
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.afford.methods import by_share, follow, what_comes_first
from yingmen.afford.months import FEN
from yingmen.afford.table import table
from yingmen.money import fen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingmen.afford.debts import Debt
    from yingmen.afford.methods import Way
    from yingmen.afford.plan import Cash, Payments, Plan
    from yingmen.afford.pots import Pot
    from yingmen.afford.table import Table
    from yingmen.afford.wishes import Wishes


def even(debts: Sequence[Debt], cash: Cash, wishes: Wishes | None = None) -> Plan:
    """Each creditor the same sum every month, by what is open; pro rata where that costs or lasts longer."""
    sheet = table(debts, cash, wishes)
    shared = follow(sheet, by_share, "pro_rata")
    if not shared.feasible or shared.cleared_on is None:
        return shared
    level = follow(sheet, _equal(_levels(sheet, shared)), "even")
    keeps = level.feasible and level.cleared_on is not None and level.cleared_on <= shared.cleared_on
    return level if keeps and level.cost <= shared.cost else shared


def _equal(levels: dict[str, int]) -> Way:
    """Pay what must be on time, on the day of asking by share, from then on the same to each every month."""

    def way(sheet: Table, pots: Sequence[Pot], purse: int) -> None:
        if pots and _is_today(sheet, pots[0].period):
            by_share(sheet, pots, purse)
            return
        left = what_comes_first(sheet, pots, purse)
        for pot in pots:
            left -= pot.pay(min(levels.get(pot.row.loan_id, 0), left, pot.payable), sheet.months)

    return way


def _is_today(sheet: Table, period: int) -> bool:
    """Whether a period begins on the day of asking: money kept beyond the reserve, paid at once."""
    return period == 0 and any(row.debt.on == sheet.months.days[0] for row in sheet.rows)


def _levels(sheet: Table, shared: Plan) -> dict[str, int]:
    """How much each creditor gets a month, in fen: rounded up to the fen, then to the yuan while it fits."""
    first = 1 if _is_today(sheet, 0) else 0
    days = sheet.months.days[first : sheet.months.count]
    paid = {name: rows for name, rows in shared.payments if rows}
    count = max(1, sum(day <= _last(shared) for day in days))
    rest = {name: _after(rows, days[0]) for name, rows in paid.items()} if days else {}
    levels = {name: -(-amount // count) for name, amount in rest.items()}
    spare = min(sheet.months.cash[first : first + count], default=0) - sum(levels.values())
    for name in sorted(levels, key=lambda one: (-levels[one], one)):
        up = -levels[name] % FEN
        if up <= spare:
            levels[name] += up
            spare -= up
    return levels


def _after(rows: Payments, first: date) -> int:
    return sum(int(fen(amount) * FEN) for day, amount in rows if day >= first)


def _last(plan: Plan) -> date:
    return max(day for _, rows in plan.payments for day, _ in rows)
