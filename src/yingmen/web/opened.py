"""The gates a borrower opened: what a loan's years mean was read, and it is to be spoken of all the same.

A choice is kept in the session alone, for one case and one step; it ends with the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yingmen.web.desk import Desk


def opened(request: HttpRequest, desk: Desk, step: int) -> frozenset[str]:
    """The loans of the case whose gate was opened in a step, as far as they are still there."""
    chosen = request.session.get(_key(desk, step), ())
    return frozenset(loan.id for loan in desk.case.loan if loan.id in chosen)


def choose(request: HttpRequest, desk: Desk, step: int) -> None:
    """Open the gate of the loan that a form names, or shut it again."""
    loan, chosen = request.POST.get("loan", ""), opened(request, desk, step)
    if loan in {one.id for one in desk.case.loan}:
        chosen = chosen - {loan} if "shut" in request.POST else chosen | {loan}
    request.session[_key(desk, step)] = sorted(chosen)


def _key(desk: Desk, step: int) -> str:
    return f"opened_{desk.file.pk}_{step}"
