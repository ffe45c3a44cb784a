"""Which column of a bill holds what: found by the columns' names, settled by the cells below them.

A row of names may stand anywhere in the first two hundred rows. A name counts as certain only if the cells
below it hold what it promises. Without any row of names the cells alone decide, and that is a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yingmen.afford.bills.headings import meanings, title, weight
from yingmen.afford.bills.model import Took
from yingmen.afford.bills.moments import clock, moment
from yingmen.afford.bills.profiles import sign_of
from yingmen.afford.bills.text import heading, money, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yingmen.afford.bills.model import Sure
    from yingmen.afford.bills.sheets import Table
    from yingmen.afford.bills.text import Cell

_LOOK_AT = 200
_SAMPLE = 200
_SHOWN = 12
_MOST = 0.9
_SOME = 0.5
_MANY = ("summary",)
_NEVER_TWICE = ("day", "hour")
_MAY_BE_SIGNS = {"kind"}
_LAST = 10_000
_HALVES = {"income", "expense"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's columns are: `head` is the row of names' index (-1: none), `at` role to columns."""

    head: int
    at: Mapping[str, tuple[int, ...]]
    names: tuple[str, ...]
    took: tuple[Took, ...]

    def one(self, role: str) -> int | None:
        """The column of a role, None where the bill has none."""
        return self.at.get(role, (None,))[0]

    def noted(self, took: Took) -> Layout:
        """The same layout with one more note on a column."""
        return replace(self, took=(*(old for old in self.took if old.column != took.column), took))


@dataclass(frozen=True, slots=True)
class _Claim:
    role: str
    column: int
    sure: Sure
    rank: int
    fits: float


def layout(table: Table, fixed: Mapping[str, str] | None = None) -> Layout | None:
    """The layout of a table, or None where no day and no money can be found in it.

    `fixed` maps names of columns to roles (or to "" for: none), as a named profile knows them.
    """
    head = _head(table)
    if head is None:
        return _without_names(table)
    head, names = _names(table, head)
    below = [row for _, row in table.rows[head + 1 : head + 1 + _SAMPLE]]
    claims = [claim for n in range(len(names)) for claim in _claims(n, heading(names[n]), below, fixed or {})]
    chosen = _chosen(claims)
    if "day" not in chosen or not chosen.keys() & {"amount", "income", "expense"}:
        return None
    return Layout(
        head, {role: tuple(c.column for c in cs) for role, cs in chosen.items()}, names, _took(chosen, names)
    )


def headings_found(table: Table) -> tuple[str, ...]:
    """The names of the columns that a table seems to have, for an error to show."""
    rows = [tuple(filter(None, map(words, row))) for _, row in table.rows[:_LOOK_AT]]
    return max(rows, key=len, default=())[:_SHOWN]


def unread(table: Table) -> str:
    """Which column has its name but holds nothing readable, with a cell of it; "" where that is not it."""
    head = _head(table)
    if head is None:
        return ""
    head, names = _names(table, head)
    below = [row for _, row in table.rows[head + 1 : head + 1 + _SAMPLE]]
    for n, name in enumerate(names):
        roles = {meaning.role for meaning in meanings(heading(name))} & {"day", "amount", "income", "expense"}
        cells = [row[n] for row in below if len(row) > n and words(row[n])]
        if roles and cells and all(_fits(role, cells) < _SOME for role in roles):
            return f"“{name}”这一栏读不出来，例如“{words(cells[0])[:20]}”"
    return ""


def _head(table: Table) -> int | None:
    weights = [weight(row) for _, row in table.rows[:_LOOK_AT]]
    best = max(weights, default=0)
    return weights.index(best) if best else None


def _names(table: Table, head: int) -> tuple[int, tuple[str, ...]]:
    """The row that the names end in, and the names; of `发生额` above 借方 and 贷方 the lower ones count."""
    names = [words(cell) for cell in table.rows[head][1]]
    under = [words(cell) for cell in table.rows[head + 1][1]] if head + 1 < len(table.rows) else []
    said = [cell for cell in under if cell]
    if not said or not all(map(_is_half, said)):
        return head, tuple(names)
    wide = max(len(names), len(under))
    names, under = (row + [""] * (wide - len(row)) for row in (names, under))
    return head + 1, tuple(low or high for high, low in zip(names, under, strict=True))


def _is_half(name: str) -> bool:
    return any(meaning.role in _HALVES for meaning in meanings(heading(name)))


def _claims(column: int, name: str, below: list[Sequence[Cell]], fixed: Mapping[str, str]) -> list[_Claim]:
    """What one column may be, each with the share of its cells that fit."""
    cells = [row[column] for row in below if len(row) > column and words(row[column])]
    if name in fixed:
        role = fixed[name]
        return [_Claim(role, column, "certain", -1, max(_fits(role, cells), _SOME))] if role else []
    found = [_Claim(m.role, column, m.sure, m.rank, _fits(m.role, cells)) for m in meanings(name)]
    if {claim.role for claim in found} <= _MAY_BE_SIGNS and _all_signs(cells):
        found.append(_Claim("sign", column, "likely", _LAST, 1.0))
    return found


def _all_signs(cells: list[Cell]) -> bool:
    """Whether a column of another name, `交易类型`, says nothing but 借 and 贷."""
    return bool(cells) and all(sign_of(words(cell)) for cell in cells)


_TESTS: dict[str, Callable[[Cell], object]] = {
    "day": lambda cell: moment(cell) or _short_day(cell),
    "hour": lambda cell: clock(cell) and not moment(cell),
    "amount": lambda cell: money(cell) is not None,
    "income": lambda cell: money(cell) is not None,
    "expense": lambda cell: money(cell) is not None,
    "balance": lambda cell: money(cell) is not None,
}


def _short_day(cell: Cell) -> bool:
    text = words(cell)
    return len(text) in {3, 4, 5} and text.replace("/", "").replace("-", "").isdecimal()


def _fits(role: str, cells: list[Cell]) -> float:
    """The share of cells that hold what a role needs; an empty column fits, only not as a day."""
    test = _TESTS.get(role)
    if test is None:
        return 1.0
    if not cells:
        return 0.0 if role in _NEVER_TWICE else 1.0
    return sum(map(bool, map(test, cells))) / len(cells)


def _chosen(claims: list[_Claim]) -> dict[str, list[_Claim]]:
    """Give each role its best column: days first, so that `交易时间` beside a day is an hour."""
    chosen: dict[str, list[_Claim]] = {}
    used: set[int] = set()
    order = sorted(
        claims, key=lambda c: (_turn(c.role), c.fits < _SOME, c.sure != "certain", c.rank, c.column)
    )
    for claim in order:
        unusable = claim.role in _TESTS and claim.fits < _SOME and claim.role != "balance"
        if claim.column in used or unusable or (claim.role in chosen and claim.role not in _MANY):
            continue
        chosen.setdefault(claim.role, []).append(claim)
        used.add(claim.column)
    return chosen


def _turn(role: str) -> int:
    return {"day": 0, "income": 1, "expense": 1, "balance": 1, "sign": 2}.get(role, 3)


def _took(chosen: dict[str, list[_Claim]], names: tuple[str, ...]) -> tuple[Took, ...]:
    found = sorted((claim.column, claim) for claims in chosen.values() for claim in claims)
    return tuple(Took(names[n] or f"第 {n + 1} 栏", _as_what(claim), _sure(claim)) for n, claim in found)


def _as_what(claim: _Claim) -> str:
    unread = "（读不出来，没有用上）" if claim.role in _TESTS and claim.fits < _SOME else ""
    return f"{title(claim.role)}{unread}"


def _sure(claim: _Claim) -> Sure:
    if claim.fits < _SOME:
        return "guess"
    return claim.sure if claim.fits >= _MOST else "likely"


def _without_names(table: Table) -> Layout | None:
    """A layout from the cells alone: the first column of days, the columns of money that carry decimals."""
    rows = [row for _, row in table.rows[:_SAMPLE] if any(moment(cell) for cell in row[:4])]
    width = max(map(len, rows), default=0)
    columns = {n: [row[n] for row in rows if len(row) > n and words(row[n])] for n in range(width)}
    days = [n for n, cells in columns.items() if cells and _fits("day", cells) >= _MOST]
    sums = [n for n, cells in columns.items() if cells and n not in days and _with_decimals(cells) >= _MOST]
    if not days or not sums:
        return None
    at: dict[str, tuple[int, ...]] = {"day": (days[0],), "amount": (sums[0],)}
    if len(sums) > 1:
        at["balance"] = (sums[1],)
    rest = [
        n for n, cells in columns.items() if cells and n not in (*days, *sums) and not _all_numbers(cells)
    ]
    at |= {"summary": tuple(rest)} if rest else {}
    names = tuple(f"第 {n + 1} 栏" for n in range(width))
    found = sorted((n, role) for role, ns in at.items() for n in ns)
    return Layout(-1, at, names, tuple(Took(names[n], title(role), "guess") for n, role in found))


def _with_decimals(cells: list[Cell]) -> float:
    return sum("." in words(cell) and money(cell) is not None for cell in cells) / len(cells)


def _all_numbers(cells: list[Cell]) -> bool:
    return all(money(cell) is not None for cell in cells)
