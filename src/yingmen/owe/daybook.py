"""The daybook of one loan: running balances, lines, charges and exposures, as they are written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from yingmen.money import ZERO
from yingmen.owe.dues import BOOKED_AS
from yingmen.owe.entries import Balances, Charge, Exposure, Line, Replay, Share

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal


class Limiter(Protocol):
    """Decides, posting by posting, how much of a charge the law supports."""

    def expose(self, exposure: Exposure) -> None:
        """Take note of principal that was out for some days."""

    def spread(self, charge: Charge) -> None:
        """Take note of a fee paid up front, which uses up room as its days pass."""

    def split(self, charges: list[Charge], amount: Decimal) -> Share:
        """A posted amount, split by what the law makes of it."""


class Daybook:
    """Everything written down for one loan. Amounts are yuan, rounded before they get here."""

    keeps_detail = True

    def __init__(self, limiter: Limiter | None) -> None:
        self._limiter = limiter
        self._sums = dict.fromkeys(Balances._fields, ZERO)
        self._lines: list[Line] = []
        self._charges: list[Charge] = []
        self._exposures: list[Exposure] = []
        self.paid: dict[str, Decimal] = {}
        self.overpaid, self.payments, self.waived = ZERO, ZERO, ZERO
        self.settled_on: date | None = None

    @property
    def balances(self) -> Balances:
        """What is outstanding now, by component."""
        return Balances(**self._sums)

    def add(self, part: str, amount: Decimal) -> None:
        """A balance grows."""
        self._sums[BOOKED_AS.get(part, part)] += amount

    def pay(self, part: str, amount: Decimal) -> None:
        """A balance shrinks because it was paid."""
        name = BOOKED_AS.get(part, part)
        self._sums[name] -= amount
        self.paid[name] = self.paid.get(name, ZERO) + amount

    def clear(self) -> None:
        """Every balance goes to nothing, because another loan took it over."""
        self._sums = dict.fromkeys(Balances._fields, ZERO)

    def settle(self, day: date) -> None:
        """All principal has been paid back or called in; the first such day counts."""
        self.settled_on = self.settled_on or day

    def expose(self, exposure: Exposure | None) -> None:
        """Principal was out for some days."""
        if exposure is None:
            return
        self._exposures.append(exposure)
        if self._limiter:
            self._limiter.expose(exposure)

    def charge(self, charges: list[Charge], amount: Decimal) -> Share:
        """Write down what was charged; what the law makes of it (it supports all, without a limiter)."""
        self._charges += charges
        return self._limiter.split(charges, amount) if self._limiter and charges else Share(amount)

    def waive(self, part: str, amount: Decimal) -> None:
        """A balance shrinks because the lender let it off."""
        self._sums[BOOKED_AS.get(part, part)] -= amount
        self.waived += amount

    def pay_tolerated(self, amount: Decimal) -> None:
        """A charge no court would grant was paid all the same, and stays paid."""
        self.paid["interest"] = self.paid.get("interest", ZERO) + amount

    def spread(self, charge: Charge) -> None:
        """Write down a fee paid up front."""
        self._charges.append(charge)
        if self._limiter:
            self._limiter.spread(charge)

    def line(  # noqa: PLR0913, PLR0917 - the columns of a ledger line
        self,
        on: date,
        kind: str,
        what: str,
        amount: Decimal,
        rests_on: tuple[str, ...],
        allocated: Mapping[str, Decimal] | None = None,
    ) -> None:
        """Write a line with the balances as they stand now."""
        went = {name: part for name, part in (allocated or {}).items() if part}
        self._lines.append(Line(on, kind, what, amount, self.balances, rests_on, went))

    def went(self, before: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """Where money went since `paid` stood as it did before."""
        return {name: total - before.get(name, ZERO) for name, total in self.paid.items()}

    def result(self, on: date) -> Replay:
        """The daybook as frozen values."""
        return Replay(
            on=on,
            balances=self.balances,
            lines=tuple(self._lines),
            charges=tuple(self._charges),
            exposures=tuple(self._exposures),
            paid=dict(self.paid),
            overpaid=self.overpaid,
            settled_on=self.settled_on,
            payments=self.payments,
            waived=self.waived,
        )


class Totals(Daybook):
    """A daybook that keeps balances only: for a search that replays one loan hundreds of times."""

    keeps_detail = False

    def __init__(self) -> None:
        super().__init__(None)

    def expose(self, exposure: Exposure | None) -> None:
        """Nothing is kept."""

    def spread(self, charge: Charge) -> None:
        """Nothing is kept."""

    def charge(self, charges: list[Charge], amount: Decimal) -> Share:  # noqa: ARG002 - charges are not kept
        """All of it is asked."""
        return Share(amount)

    def line(self, *_: object) -> None:
        """Nothing is kept."""
