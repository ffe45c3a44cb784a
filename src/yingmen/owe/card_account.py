"""A card's books kept day by day: postings, payments, closings, due dates.

On one day: what the due date of the day before brings comes first, then what is posted, refunds, payments,
then the day's own due date, and last a closing. The readings stand in `yingmen.owe.card`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.days import days_between
from yingmen.money import ZERO, fen
from yingmen.owe.card_debt import CardDebt
from yingmen.owe.card_events import Plan, Posting, Step, Turn, steps
from yingmen.owe.card_items import Bears, Item
from yingmen.owe.card_statement import Issued, Statement, Tally, minimum_payment
from yingmen.owe.entries import Charge

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.owe.card_terms import CardTerms
    from yingmen.owe.entries import Replay

_COLUMN = {"purchase": "purchases", "cash": "cash", "fee": "fees"}
_WHAT = {"purchase": "消费", "cash": "取现", "fee": "费用"}


class CardAccount:
    """One card's books, replayed once up to a day."""

    def __init__(self, terms: CardTerms) -> None:
        self._terms, self._debt = terms, CardDebt(terms)
        self._tally = Tally(terms.principal)
        self._closed_on = terms.opened
        self._issued: list[Issued] = []
        self._plans: list[Plan] = []
        self._paid_on: date | None = None
        self._long_overdue = False

    def run(self, on: date) -> tuple[Replay, tuple[Statement, ...]]:
        """Everything up to and including a day."""
        self._carry_in()
        for event in steps(self._terms, on):
            self._debt.advance(event.on, late=self._overdue)
            if isinstance(event, Posting):
                self._enter(event)
            else:
                self._turn(event)
        self._debt.advance(on, late=self._overdue)
        self._post_interest(on, ("accrued", "上次账单日以来的利息"))
        return self._debt.result(on), tuple(issued.statement for issued in self._issued)

    @property
    def _overdue(self) -> bool:
        return any(issued.overdue for issued in self._issued)

    def _carry_in(self) -> None:
        principal, opened = self._terms.principal, self._terms.opened
        if principal:
            self._debt.post(Item(opened, "principal", principal, Bears.ALWAYS, at_once=True))
            self._debt.line(opened, "carried_in", "带入的余额", principal, "principal")

    # What is posted

    def _enter(self, posting: Posting) -> None:
        if posting.kind == "refund":
            self._refund(posting)
        elif posting.kind == "payment":
            self._pay(posting)
        elif posting.months:
            self._plan(posting)
        else:
            self._post(posting)

    def _post(self, posting: Posting) -> None:
        self._tally.add(_COLUMN[posting.kind], posting.amount)
        if posting.kind == "fee":
            self._post_fee(posting.on, posting.amount, posting.what or _WHAT["fee"], posting.key)
            return
        cash = posting.kind == "cash"
        bears = Bears.ALWAYS if cash else Bears.UNLESS_PAID
        self._debt.post(Item(posting.on, "principal", posting.amount, bears, cash=cash))
        self._debt.line(posting.on, posting.kind, _WHAT[posting.kind], posting.amount, "charge")
        self._debt.use_credit(posting.on)

    def _plan(self, posting: Posting) -> None:
        """A planned purchase is owed at once, and billed part by part."""
        self._plans.append(Plan(posting))
        self._debt.plan(posting.amount)
        what = f"分期消费，分 {posting.months} 期"
        self._debt.line(posting.on, "purchase", what, posting.amount, "charge")

    def _post_fee(self, day: date, amount: Decimal, what: str, key: str) -> None:
        charge = Charge("fee", self._closed_on, day, ZERO, amount, amount, late=self._overdue)
        self._post_charge(Item(day, "fees", amount, self._fee_bears), [charge], ("fee", what, key))

    @property
    def _fee_bears(self) -> Bears:
        return Bears.ALWAYS if self._terms.readings.fees_bear else Bears.NEVER

    def _post_charge(self, item: Item, charges: list[Charge], words: tuple[str, str, str]) -> None:
        """Post a charge; `words` are its line's kind, what it is, and the contract key it rests on."""
        amount, (kind, what, key) = item.left, words
        self._debt.book.charge(charges, amount)
        self._debt.post(item)
        self._debt.line(item.on, kind, what, amount, key)
        self._debt.use_credit(item.on)

    # What is paid

    def _refund(self, posting: Posting) -> None:
        self._tally.add("refunds", posting.amount)
        self._debt.refund(posting.on, posting.amount)
        if self._terms.readings.refund_meets_minimum:
            self._credit(posting, is_payment=False)
        self._settle_paid(posting.on)

    def _pay(self, posting: Posting) -> None:
        self._tally.add("payments", posting.amount)
        if posting.on != self._paid_on:
            self._paid_on, self._long_overdue = posting.on, self._is_long_overdue(posting.on)
        by_choice = self._terms.principal_first or posting.designated == "principal"
        principal_first = by_choice or self._long_overdue
        self._debt.pay(posting.on, posting.amount, principal_first=principal_first)
        self._credit(posting)
        self._settle_paid(posting.on)

    def _credit(self, posting: Posting, *, is_payment: bool = True) -> None:
        for issued in self._issued:
            issued.credit(posting.on, posting.amount, is_payment=is_payment)

    def _settle_paid(self, day: date) -> None:
        """Statements of which nothing is open any more are met, and nothing about them is overdue."""
        for issued in self._issued:
            statement = issued.statement
            if self._debt.open_amount(statement.closed_on):
                continue
            issued.overdue = False
            if day <= statement.due_on:
                issued.settle(full=True)

    def _is_long_overdue(self, day: date) -> bool:
        """Whether payments of a day reach principal first, as the card stands before the first of them."""
        unmet = [issued.statement.due_on for issued in self._issued if issued.overdue]
        limit = self._terms.readings.principal_first_after
        return bool(unmet) and days_between(min(unmet), day) > limit

    # What the calendar brings

    def _turn(self, turn: Turn) -> None:
        if turn.step is Step.CLOSE:
            self._close(turn)
        elif turn.step is Step.DUE:
            self._fall_due(turn)
        else:
            self._after_due(turn)

    def _fall_due(self, turn: Turn) -> None:
        issued = self._issued[turn.number]
        issued.fall_due(self._debt.open_amount(issued.statement.closed_on))

    def _after_due(self, turn: Turn) -> None:
        """The due date has passed: interest is waived or lost, and a short payment costs a late fee."""
        issued = self._issued[turn.number]
        self._debt.end_grace(issued.statement.closed_on, full=bool(issued.statement.full_paid))
        fee = fen(issued.short * self._terms.late_fee_rate)
        if fee:
            charge = Charge("penalty", issued.statement.due_on, turn.on, ZERO, fee, fee, late=True)
            self._tally.add("late_fee", fee)
            words = ("penalty", "没还够最低还款额的违约金", "late_fee_rate")
            self._post_charge(Item(turn.on, "penalty", fee, at_once=True), [charge], words)

    def _close(self, turn: Turn) -> None:
        day = turn.on
        self._post_interest(day, ("interest", "账单日计入的利息"))
        for plan in self._plans:
            self._bill(plan, day)
        self._plans = [plan for plan in self._plans if plan.left]
        balance = self._debt.balance
        statement = self._tally.close(day, self._terms.due_on(day), balance, self._minimum())
        self._closed_on = self._debt.closed_on = day
        self._issued.append(Issued(statement))
        if balance <= 0:
            self._issued[-1].settle(full=True)
        self._debt.line(day, "statement", "出账单", max(balance, ZERO), "statement_day")

    def _minimum(self) -> Decimal:
        terms, debt = self._terms, self._debt
        over = ZERO
        if terms.credit_limit is not None:
            over = max(debt.principal + debt.planned - terms.credit_limit, ZERO)
        return minimum_payment(terms.minimum_rate, debt.principal, debt.charges, over, debt.balance)

    def _bill(self, plan: Plan, day: date) -> None:
        """One part of an instalment plan becomes a purchase of this statement, and its fee a fee."""
        part, fee = plan.bill()
        self._tally.add("purchases", part)
        self._debt.bill(Item(day, "principal", part, Bears.UNLESS_PAID))
        if fee:
            self._tally.add("fees", fee)
            self._post_fee(day, fee, "分期手续费", "fee_rate")

    def _post_interest(self, day: date, words: tuple[str, str]) -> None:
        self._post_days(day, "interest", (*words, "daily_rate"))
        self._post_days(day, "compound", ("compound", "对欠付利息计的复利", "compound"))

    def _post_days(self, day: date, part: str, words: tuple[str, str, str]) -> None:
        """Post what the days not posted yet have cost: interest, or interest on interest."""
        charges, amount = self._debt.interest(part)
        if not amount:
            return
        self._tally.add("interest", amount)
        bears = Bears.ALWAYS if part == "interest" and self._terms.compound else Bears.NEVER
        self._post_charge(Item(day, part, amount, bears), charges, words)
