"""Figures for letters, all from `owe`: what was claimed, the ledger of that day, what is above a ceiling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.answer.letters.model import Fact, Lacking
from yingmen.days import date_text
from yingmen.document import Align, Column, Row, Table
from yingmen.money import yuan_text
from yingmen.owe.entries import COMPONENTS
from yingmen.owe.words import COMPONENT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from yingmen.answer.letters.model import Matter
    from yingmen.case import Claim
    from yingmen.owe.claims import WeighedClaim
    from yingmen.owe.entries import Line, Replay

_NO_CLAIM = Lacking("对方说的数目", "请把对方哪天、说要还多少写进 [[loan.claim]]，最好有短信、函件。")
_NO_LEDGER = Lacking("逐笔账", "这笔账还算不出来，请先运行 yingmen owe，把它问的利率、期数、还款日补全。")
_AGREES = Lacking("可以异议的差额", "对方的数不比逐笔账多，不用写；想看明细，用“请提供合同、账目”那封。")
_NOT_OVER = Lacking("超过上限的数目", "逐笔账里没有查到超过上限、还没有付的部分。")
_RIGHT = Align.RIGHT


def claims(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """What the other side said is owed, each time it named a sum."""
    named = matter.loan.claim if matter.loan else ()
    found = tuple(_claim(item) for item in named if item.on <= matter.on and item.total is not None)
    return found or _NO_CLAIM


def differences(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """Where a claim is higher than the ledger of its own day, and by how much."""
    if matter.reckoned is None or matter.reckoned.replay is None:
        return _NO_LEDGER
    if not any(item.on <= matter.on and item.total is not None for item in matter.reckoned.loan.claim):
        return _NO_CLAIM
    return tuple(_difference(weighed, then) for weighed, then in _higher(matter)) or _AGREES


def recalculation(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """The ledger itself, line by line, up to the day of the latest claim that is too high."""
    if matter.reckoned is None or matter.reckoned.replay is None:
        return _NO_LEDGER
    found = list(_higher(matter))
    if not found:
        return _AGREES
    ledger = found[-1][1]
    values = {"counted_to": date_text(ledger.on)}
    return (Fact(values, "逐笔账", table=_ledger_table(ledger)),)


def over(matter: Matter) -> tuple[Fact, ...] | Lacking:
    """What is asked above the legal ceiling and not yet paid."""
    item = matter.reckoned
    ceiling = item.ceiling if item else None
    if item is None or item.replay is None or ceiling is None or not ceiling.over_unpaid:
        return _NOT_OVER
    reducible = item.if_reduced_total is not None
    unpaid = yuan_text(ceiling.over_unpaid)
    text = f"到 {date_text(matter.on)}，利息、罚息、费用合计超过法律上限、还没有付的是 {unpaid}"
    text += "，可以请求法院调减" if reducible else "，法律不支持对方要这一部分"
    cites = tuple(map(matter.book.citation, ceiling.last.basis))
    return (Fact({"over": text}, _ledger_backing(item.replay), cites=cites),)


def _higher(matter: Matter) -> Iterator[tuple[WeighedClaim, Replay]]:
    """The claims that are above the ledger of their day, with that ledger, in order of day."""
    weighed = matter.reckoned.claims if matter.reckoned else ()
    for item in sorted(weighed, key=lambda one: one.claim.on):
        ledger = matter.at_claims.get(item.claim.id)
        above = item.difference is not None and item.difference > 0
        if above and item.claim.on <= matter.on and ledger is not None and ledger.lines:
            yield item, ledger


def _claim(item: Claim) -> Fact:
    return Fact({"claim": f"{_said(item)} {_yuan(item.total)}"}, "", own=True)


def _difference(item: WeighedClaim, ledger: Replay) -> Fact:
    text = (
        f"{_said(item.claim)} {_yuan(item.claim.total)}；按合同和已知的还款重算到同一天是 {_yuan(item.ours)}"
        f"（{_ledger_backing(ledger)}），多出 {_yuan(item.difference)}"
    )
    return Fact({"difference": text}, "", own=True)


def _said(claim: Claim) -> str:
    return f"{date_text(claim.on)}，{claim.by or '催收的人'}说要还"


def _ledger_backing(ledger: Replay) -> str:
    return f"逐笔账，算到 {date_text(ledger.lines[-1].on)}" if ledger.lines else "逐笔账"


def _ledger_table(ledger: Replay) -> Table:
    used = tuple(name for name in COMPONENTS if any(getattr(line.balances, name) for line in ledger.lines))
    columns = (
        Column("日期"),
        Column("事项"),
        Column("金额", _RIGHT),
        *(Column(COMPONENT_NAMES[name], _RIGHT) for name in used),
    )
    rows = tuple(_ledger_row(line, used) for line in ledger.lines)
    return Table("逐笔账（金额之后是重算到当时的各项余额）", columns, rows, long=True)


def _ledger_row(line: Line, used: tuple[str, ...]) -> Row:
    balances = (yuan_text(getattr(line.balances, name)) for name in used)
    return Row((line.on.isoformat(), line.what, yuan_text(line.amount), *balances))


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else yuan_text(amount)
