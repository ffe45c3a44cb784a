"""Every loan of a case replayed together, since one payment can reach several debts to one lender.

What the debtor said a payment is for decides; where nothing was said and several debts to one lender
stand open, Civil Code 560 decides: what is due, then what is least secured, then what weighs heaviest,
then what fell due first, then by proportion. A loan that renews an older one takes its debt over.

References: Civil Code 545, 546, 560, 561; 法释〔2020〕17号 27.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from yingmen.errors import InputError
from yingmen.money import ZERO, shares
from yingmen.owe.account import Account

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from yingmen.case import Loan
    from yingmen.owe.daybook import Limiter
    from yingmen.owe.entries import Replay
    from yingmen.owe.terms import Terms

_WITHIN_A_LOAN = ("principal", "interest")


class _Paid(NamedTuple):
    """A payment as it was made: the loan it stands under, the amount, what the debtor said it is for."""

    on: date
    loan_id: str
    amount: Decimal
    designated: str | None

    @property
    def target(self) -> str | None:
        """The loan the debtor named, or None where the law decides."""
        if self.designated in _WITHIN_A_LOAN:
            return self.loan_id
        return self.designated


def replay(
    terms: Mapping[str, Terms],
    loans: Iterable[Loan],
    on: date,
    *,
    limiter: Callable[[Terms], Limiter | None] = lambda _: None,
    unsupported: Callable[[Terms, Replay], Decimal] = lambda _terms, _replay: ZERO,
) -> dict[str, Replay]:
    """The ledgers of all loans whose terms are known, by loan id, as they stand on a day.

    `limiter` may cap what is charged (for the second lawful figure); `unsupported` says how much of a
    renewed loan's balance the law does not let into the new principal.
    """
    books = _Books(terms, limiter, unsupported)
    payments = sorted(_payments(terms, loans, on), key=_payment_order)
    for day in sorted({*(paid.on for paid in payments), *_payouts(terms, on)}):
        today = [paid for paid in payments if paid.on == day]
        books.open_new(day)
        for paid in [paid for paid in today if books.is_open(paid)]:
            today.remove(paid)
            books.pay(paid)
        books.renew(day)
        for paid in today:
            books.pay(paid)
    return books.close(on)


def creditor(loan: Loan, day: date) -> str:
    """Who holds the claim on a day: the lender, or whom it was assigned to."""
    if loan.assigned_on is not None and loan.assigned_on <= day and loan.assignee:
        return loan.assignee.strip()
    return loan.lender.strip()


class _Books:
    """The accounts of a case, opened on their days of payout."""

    def __init__(
        self,
        terms: Mapping[str, Terms],
        limiter: Callable[[Terms], Limiter | None],
        unsupported: Callable[[Terms, Replay], Decimal],
    ) -> None:
        self._terms, self._limiter, self._unsupported = terms, limiter, unsupported
        order = sorted(
            terms.values(), key=lambda item: (item.loan.disbursed_on, self._depth(item), item.loan_id)
        )
        self._waiting = [item for item in order if item.loan.renews not in terms]
        self._renewing = [item for item in order if item.loan.renews in terms]
        self._accounts: dict[str, Account] = {}
        self._renewed: dict[str, str] = {}

    def _depth(self, terms: Terms) -> int:
        """How many older loans a loan goes back to."""
        depth = 0
        while (older := terms.loan.renews) in self._terms and older:
            terms, depth = self._terms[older], depth + 1
        return depth

    def is_open(self, paid: _Paid) -> bool:
        """Whether the loan a payment is for has been paid out."""
        return self._loan_paid(paid) in self._accounts

    def open_new(self, day: date) -> None:
        """Open the books of loans paid out by a day, except those that take over an older one."""
        while self._waiting and self._waiting[0].loan.disbursed_on <= day:
            terms = self._waiting.pop(0)
            self._accounts[terms.loan_id] = Account(terms, self._limiter(terms))

    def renew(self, day: date) -> None:
        """Let loans made by a day take over the older ones, after what was paid on those that day."""
        while self._renewing and self._renewing[0].loan.disbursed_on <= day:
            terms = self._renewing.pop(0)
            old = self._accounts[terms.loan.renews or ""]
            self._accounts[terms.loan_id] = Account(self._taken_over(terms, old), self._limiter(terms))

    def _taken_over(self, terms: Terms, old: Account) -> Terms:
        """A new loan's terms, without the part of the old one's charges that the law keeps out.

        Where the old loan's own principal had been cut down by law, the papers count interest on the
        whole of it, so that the new principal is at most what the old ledger comes to.
        """
        day = terms.loan.disbursed_on
        old.close(day)
        ledger = old.result(day)
        opening, principal = ledger.lines[0].balances.principal, terms.face
        if terms.private:
            unsupported = self._unsupported(old.terms, ledger)
            cut_down = opening < old.terms.face
            principal = min(principal, ledger.balances.total) if cut_down else principal
            principal = max(principal - unsupported, ZERO)
        old.settle_by_renewal(day, terms.loan_id)
        self._renewed[old.terms.loan_id] = terms.loan_id
        return replace(terms, principal=principal)

    def _loan_paid(self, paid: _Paid) -> str:
        """The loan a payment is for; once that was taken over, the loan that took it over."""
        found = paid.target or paid.loan_id
        while found in self._renewed:
            found = self._renewed[found]
        return found

    def pay(self, paid: _Paid) -> None:
        """Apply a payment to the loan it is for, or as the law spreads it."""
        target = self._loan_paid(paid)
        if target not in self._accounts:
            raise InputError(
                f"{paid.on} 的一笔还款指定还给 {target}，但那时这笔借款还没有放款",
                where=f"loan({paid.loan_id}).payment",
                remedy="核对 designated 和还款日期。",
            )
        for account in self._accounts.values():
            account.advance(paid.on)
        own = self._accounts[target]
        left = paid.amount
        siblings = self._siblings(own, paid.on)
        if paid.target is None and len(siblings) > 1:
            left = self._pay_by_law(siblings, left, paid.on, own)
        elif left:
            left = own.pay(paid.on, left, paid.designated if paid.designated in _WITHIN_A_LOAN else None)
        if left:
            own.keep_overpaid(paid.on, left)

    def _siblings(self, own: Account, day: date) -> list[Account]:
        whose = creditor(own.terms.loan, day)
        return [
            account
            for loan_id, account in sorted(self._accounts.items())
            if loan_id not in self._renewed and creditor(account.terms.loan, day) == whose
        ]

    def _pay_by_law(self, siblings: list[Account], left: Decimal, day: date, own: Account) -> Decimal:
        """Civil Code 560: due debts in the statute's order, what is left to the loan it stands under."""
        owing = sorted((account for account in siblings if account.due(day)), key=_rank)
        for _, equals in groupby(owing, key=_rank):
            group = list(equals)
            dues = tuple(account.due(day) for account in group)
            parts = shares(min(left, sum(dues, ZERO)), dues)
            for account, part in zip(group, parts, strict=True):
                if part:
                    left -= part
                    left += account.pay(day, part, None, "minfadian/560")
        for account in (own, *(account for account in siblings if account is not own)):
            if left:
                left = account.pay(day, left)
        return left

    def close(self, on: date) -> dict[str, Replay]:
        for loan_id, account in self._accounts.items():
            if loan_id not in self._renewed:
                account.close(on)
        return {loan_id: account.result(on) for loan_id, account in self._accounts.items()}


def _rank(account: Account) -> tuple[bool, Decimal, date]:
    """Civil Code 560 paragraph 2, what comes first sorts first: unsecured, heavier, earlier due."""
    loan, due_on = account.terms.loan, account.oldest_due() or account.day
    secured = bool(loan.secured) or bool(loan.guarantor)
    return secured, -account.terms.late_rate(due_on).yearly, due_on


def _payouts(terms: Mapping[str, Terms], on: date) -> set[date]:
    return {item.loan.disbursed_on for item in terms.values() if item.loan.disbursed_on <= on}


def _payments(terms: Mapping[str, Terms], loans: Iterable[Loan], on: date) -> list[_Paid]:
    """Payments up to a day that reach a loan whose ledger is known."""
    found = []
    for loan in loans:
        for payment in loan.payment:
            paid = _Paid(payment.on, loan.id, payment.amount, payment.designated)
            if payment.on <= on and (paid.target or loan.id) in terms and payment.amount:
                found.append(paid)
    return found


def _payment_order(paid: _Paid) -> tuple[date, int, str, str, Decimal]:
    """The order in which payments of one day are applied, whatever the order of entry."""
    rank = {"principal": 0, "interest": 1}.get(paid.designated or "", 2)
    return paid.on, rank, paid.target or "", paid.loan_id, paid.amount
