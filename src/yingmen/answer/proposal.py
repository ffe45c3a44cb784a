"""What the brief can propose: the offer of step 4 in a few lines, where there is anything to live on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.errors import OutsideCoverage

if TYPE_CHECKING:
    from collections.abc import Callable

    from yingmen.afford.afforded import Afforded
    from yingmen.case import Case


def proposed(case: Case, work_out: Callable[[], Afforded]) -> tuple[str, ...]:
    """What can be offered, where the case tells what there is to live on and the law's figures are known.

    `work_out` gives the answer of step 4; it takes a while and is asked only where there is need.
    """
    if case.household is None and case.business is None:
        return ()
    from yingmen.afford.summary import offer_lines  # noqa: PLC0415 - a brief without an offer needs none of it

    try:
        return offer_lines(work_out())
    except OutsideCoverage:  # the brief itself says which figure is not known
        return ()
