"""The answer of `owe` for a program to read: money as strings with two decimals, rates with eight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingmen.law import bases_json
from yingmen.money import ZERO, money_text, rate_text
from yingmen.owe.card_statement import COLUMNS
from yingmen.owe.entries import COMPONENTS
from yingmen.owe.sources import ledger_basis
from yingmen.owe.terms import Terms, Unread

if TYPE_CHECKING:
    from decimal import Decimal

    from yingmen.law import Book
    from yingmen.owe.card_statement import Statement
    from yingmen.owe.claim_search import Explained
    from yingmen.owe.claims import WeighedClaim
    from yingmen.owe.entries import Line, Replay
    from yingmen.owe.excess import Measured
    from yingmen.owe.limitation import Limitation
    from yingmen.owe.questions import Question
    from yingmen.owe.reckoned import Ceiling, LoanReckoning, Reckoning
    from yingmen.owe.schedule import Instalment

STATEMENT_AMOUNTS = ("opening", *COLUMNS, "closing", "minimum", "paid_by_due")


def reckoning_json(reckoning: Reckoning, book: Book) -> dict[str, Any]:
    """A whole reckoning as plain values, ready to be written as JSON."""
    return {"on": reckoning.on.isoformat(), "loans": [loan_json(item, book) for item in reckoning.loans]}


def loan_json(item: LoanReckoning, book: Book) -> dict[str, Any]:
    """One loan's answer; what is not known is null."""
    return {
        "loan_id": item.loan.id,
        "lender": item.loan.lender,
        **_balances(item.replay),
        "true_cost": _cost(item),
        "ceiling": _ceiling(item.ceiling) if item.ceiling else None,
        "lawful_total": _money(item.lawful_total),
        "lawful_replayed": _money(item.lawful_replayed),
        "if_reduced_total": _money(item.if_reduced_total),
        "overpaid": _money(item.replay.overpaid if item.replay else None),
        "third_party_fees": _money(item.third_party_fees),
        "unread": item.terms.because if isinstance(item.terms, Unread) else None,
        "assumed": [{"key": one.key, "value": one.value, "because": one.because} for one in item.assumed],
        "limitation": _limitation(item.limitation),
        "claims": [_claim(claim) for claim in item.claims],
        "questions": [_question(one) for one in item.questions],
        "schedule": [_instalment(row) for row in item.plan] if isinstance(item.terms, Terms) else [],
        "statements": [_statement(one) for one in item.statements],
        "ledger": [_line(line, book) for line in item.replay.lines] if item.replay else [],
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else money_text(amount)


def _rate(rate: Decimal | None) -> str | None:
    return None if rate is None else rate_text(rate)


def _balances(replay: Replay | None) -> dict[str, str | None]:
    if replay is None:
        return dict.fromkeys((*COMPONENTS, "total"))
    found = {name: money_text(getattr(replay.balances, name)) for name in COMPONENTS}
    return {**found, "total": money_text(replay.balances.total)}


def _cost(item: LoanReckoning) -> dict[str, Any]:
    if item.true_cost is None:
        return {"nominal_rate": None, "effective_rate": None, "method": None, "check": None}
    return item.true_cost.to_json()


def _ceiling(ceiling: Ceiling) -> dict[str, Any]:
    last = ceiling.last
    return {
        "regime": last.name,
        "annual_rate": _rate(last.annual_rate),
        "effect": last.effect,
        "void_above": _rate(last.void_above),
        "judged": last.judged,
        "periods": [_period(item) for item in ceiling.periods],
        "over": _money(ceiling.over),
        "over_paid": _money(ceiling.over_paid),
        "over_unpaid": _money(ceiling.over_unpaid),
        "recoverable": _money(ceiling.recoverable),
        "recoverable_arguable": last.effect != "reducible" and last.void_above is None,
        "over_with_third_parties": _money(ceiling.over_with_third_parties),
        "basis": bases_json(last.basis),
    }


def _period(item: Measured) -> dict[str, Any]:
    regime = item.regime
    over = None if item.over_paid is None or item.over_unpaid is None else item.over_paid + item.over_unpaid
    return {
        "since": regime.since.isoformat(),
        "until": regime.until.isoformat() if regime.until else None,
        "regime": regime.name,
        "annual_rate": _rate(regime.annual_rate),
        "effect": regime.effect,
        "void_above": _rate(regime.void_above),
        "judged": regime.judged,
        "over": _money(over),
        "over_paid": _money(item.over_paid),
        "over_unpaid": _money(item.over_unpaid),
        "recoverable": _money(item.recoverable),
        "basis": bases_json(regime.basis),
    }


def _limitation(limits: Limitation) -> dict[str, Any]:
    return {
        "state": limits.state,
        "expires_on": limits.expires_on.isoformat() if limits.expires_on else None,
        "restarted_on": limits.restarted_on.isoformat() if limits.restarted_on else None,
        "because": limits.because,
        "basis": bases_json(limits.basis),
    }


def _claim(weighed: WeighedClaim) -> dict[str, Any]:
    found = weighed.explanation
    exact = found.exact if found else ()
    return {
        "claim_id": weighed.claim.id,
        "on": weighed.claim.on.isoformat(),
        "by": weighed.claim.by,
        "total": _money(weighed.claim.total),
        "ours": _money(weighed.ours),
        "difference": _money(weighed.difference),
        "differences": {name: money_text(part) for name, part in weighed.differences.items()},
        "explained_by": _assumptions(exact[0]) if exact else [],
        "ties": [_assumptions(one) for one in exact[1:]],
        "tried": found.tried if found else 0,
        "unexplained": _money(weighed.unexplained),
        "nearest": _nearest(found.nearest) if found and found.nearest else None,
    }


def _assumptions(explained: Explained) -> list[dict[str, str]]:
    return [
        {"assumption": option.axis, "ours": option.ours, "theirs": option.theirs}
        for option in explained.options
    ]


def _nearest(explained: Explained) -> dict[str, Any]:
    return {
        "assumptions": _assumptions(explained),
        "total": money_text(explained.total),
        "unexplained": money_text(explained.apart),
    }


def _question(one: Question) -> dict[str, str | None]:
    return {
        "about": one.about,
        "ask": one.ask,
        "why": one.why,
        "good_answer": one.good_answer,
        "document": one.document,
        "amount": _money(one.amount),
    }


def _statement(one: Statement) -> dict[str, Any]:
    days = {"closed_on": one.closed_on.isoformat(), "due_on": one.due_on.isoformat()}
    amounts = {name: money_text(getattr(one, name)) for name in STATEMENT_AMOUNTS}
    return {**days, **amounts, "full_paid": one.full_paid}


def _instalment(row: Instalment) -> dict[str, str]:
    return {
        "due_on": row.due_on.isoformat(),
        "principal": money_text(row.principal),
        "interest": money_text(row.interest),
        "fees": money_text(row.fees + row.other_fees),
        "total": money_text(row.total),
    }


def _line(line: Line, book: Book) -> dict[str, Any]:
    return {
        "on": line.on.isoformat(),
        "kind": line.kind,
        "what": line.what,
        "amount": money_text(line.amount),
        **{name: money_text(getattr(line.balances, name)) for name in COMPONENTS},
        "allocated": {name: money_text(part + ZERO) for name, part in line.allocated.items()},
        "basis": bases_json(ledger_basis(line, book)),
    }


def ledger_table(reckoning: Reckoning, book: Book) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Every ledger line of a case for a spreadsheet, as (columns, rows); amounts as plain decimals."""
    columns = ("loan_id", "on", "kind", "what", "amount", *COMPONENTS, "basis")
    rows = [
        (
            item.loan.id,
            line.on.isoformat(),
            line.kind,
            line.what,
            money_text(line.amount),
            *(money_text(getattr(line.balances, name)) for name in COMPONENTS),
            " ".join(f"{basis.source}:{basis.article}" for basis in ledger_basis(line, book)),
        )
        for item in reckoning.loans
        if item.replay
        for line in item.replay.lines
    ]
    return columns, rows
