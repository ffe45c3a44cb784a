"""What is owed on a card and where money goes; every change is written into a daybook.

All amounts are yuan. `planned` is the part of instalment plans that no statement has billed yet: it is owed,
but no payment reaches it before its closing. Money beyond all billed and posted items waits as a credit
(`book.overpaid`) and meets whatever is posted next.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from yingmen.money import ZERO, fen
from yingmen.owe.card_items import Bears, Item, Span, in_order, refund_order, total
from yingmen.owe.daybook import Daybook
from yingmen.owe.entries import Charge, Exposure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from yingmen.owe.card_terms import CardTerms
    from yingmen.owe.entries import Replay


class CardDebt:
    """The items owed on one card, and its daybook."""

    def __init__(self, terms: CardTerms) -> None:
        self._rate = terms.daily_rate
        self._day = terms.opened
        self.closed_on = terms.opened - timedelta(days=1)
        self.items: list[Item] = []
        self.planned = ZERO
        self.book = Daybook(None)

    # What is owed

    @property
    def principal(self) -> Decimal:
        """Principal posted or billed, without what plans have not billed yet."""
        return total(self.items, "principal")

    @property
    def charges(self) -> Decimal:
        """All interest, fees and late fees posted and unpaid."""
        return total(self.items) - self.principal

    @property
    def balance(self) -> Decimal:
        """What a statement closing now would show: below zero where money waits for the cardholder."""
        return total(self.items) - self.book.overpaid

    def open_amount(self, closed_on: date) -> Decimal:
        """What is unpaid of everything posted up to a closing."""
        return total(item for item in self.items if item.on <= closed_on)

    # Days pass

    def advance(self, day: date, *, late: bool) -> None:
        """Count the days up to this one on everything owed."""
        if day <= self._day:
            return
        span = Span(self._day, day, late)
        for item in self.items:
            item.count(span)
        if out := self.principal + self.planned:
            self.book.expose(Exposure(*span[:2], out, late=late))
        self._day = day

    def end_grace(self, closed_on: date, *, full: bool) -> None:
        """The purchases of a statement cost no interest if it was paid in full, else all of it."""
        for item in self.items:
            if item.bears is Bears.UNLESS_PAID and item.on <= closed_on:
                if full:
                    item.waive()
                else:
                    item.bears = Bears.ALWAYS
        self.items = [item for item in self.items if not item.done]

    def interest(self, part: str) -> tuple[list[Charge], Decimal]:
        """Take the interest of all days not posted yet, or the compound: its charges by span, its amount."""
        bearing = [item for item in self.items if item.bears is Bears.ALWAYS]
        on_interest = [item for item in bearing if (item.part == "interest") is (part == "compound")]
        bases: dict[Span, Decimal] = {}
        weights: dict[Span, Decimal] = {}
        for item in on_interest:
            for span, owed in item.owed:
                base = owed if item.part == "principal" else ZERO
                bases[span] = bases.get(span, ZERO) + base
                weights[span] = weights.get(span, ZERO) + owed * span.days
            item.owed.clear()
        self.items = [item for item in self.items if not item.done]
        whole = sum(weights.values(), ZERO)
        amount = fen(whole * self._rate)
        if not amount:
            return [], ZERO
        return [
            _charge(part, span, bases[span], amount * weights[span] / whole) for span in sorted(bases)
        ], amount

    # Money moves

    def post(self, item: Item) -> None:
        """Something is owed."""
        self.items.append(item)
        self.book.add(item.part, item.left)
        if item.part == "principal":
            self.book.settled_on = None

    def plan(self, amount: Decimal) -> None:
        """A purchase is owed that statements will bill part by part."""
        self.planned += amount
        self.book.add("principal", amount)
        self.book.settled_on = None

    def bill(self, item: Item) -> None:
        """A part of a plan is billed, and meets money that waits for it."""
        self.planned -= item.left
        self.items.append(item)
        self.use_credit(item.on)

    def line(self, on: date, kind: str, what: str, amount: Decimal, key: str) -> None:
        """Write a line that rests on a key of the contract."""
        self.book.line(on, kind, what, amount, (f"contract/{key}",))

    def pay(self, day: date, amount: Decimal, *, principal_first: bool) -> None:
        """Apply a payment; what nothing can absorb waits as a credit."""
        before = dict(self.book.paid)
        left = self._take(amount, in_order(self.items, self.closed_on, principal_first=principal_first), day)
        self.book.payments += amount
        if applied := amount - left:
            went = self.book.went(before)
            self.book.line(day, "payment", "还款", applied, ("contract/allocation",), went)
        self._keep(day, left)

    def refund(self, day: date, amount: Decimal) -> None:
        """A shop gave money back: purchases shrink, then cash; beyond these it is the holder's own money."""
        left = amount
        order = refund_order(self.items, self.closed_on)
        for item in (item for item in order if item.part == "principal"):
            part = min(item.left, left)
            item.left -= part
            left -= part
            self.book.add("principal", -part)
        self._note_settled(day)
        self.line(day, "refund", "退款", amount - left, "charge")
        if left:
            self.pay(day, left, principal_first=False)

    def use_credit(self, day: date) -> None:
        """Money paid too much before meets what has been posted."""
        credit = self.book.overpaid
        if not credit:
            return
        before = dict(self.book.paid)
        order = in_order(self.items, self.closed_on, principal_first=False)
        self.book.overpaid = self._take(credit, order, day)
        if used := credit - self.book.overpaid:
            went = self.book.went(before)
            self.book.line(day, "credit_used", "先前多付的钱抵扣", used, ("contract/allocation",), went)

    def result(self, on: date) -> Replay:
        """The daybook as frozen values."""
        return self.book.result(on)

    def _keep(self, day: date, left: Decimal) -> None:
        if left:
            self.book.overpaid += left
            self.book.line(day, "overpaid", "多付的钱", left, ("minfadian/557",))

    def _take(self, left: Decimal, order: Iterable[Item], day: date) -> Decimal:
        for item in order:
            part = min(item.left, left)
            if not part:
                break
            item.left -= part
            left -= part
            self.book.pay(item.part, part)
        self._note_settled(day)
        return left

    def _note_settled(self, day: date) -> None:
        if not self.principal + self.planned:
            self.book.settle(day)


def _charge(part: str, span: Span, base: Decimal, amount: Decimal) -> Charge:
    """The share of a posting that one span bore; its base is principal, so compound has none."""
    return Charge(part, span.since, span.until, base, amount, amount, late=span.late)
