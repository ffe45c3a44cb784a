"""What is held in memory, for tests of what has to be let go of."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from yingmen.owe import Reckoning

if TYPE_CHECKING:
    from collections.abc import Sequence


def reckonings(but: Sequence[Reckoning] = ()) -> list[Reckoning]:
    """Every answer about somebody's debts anywhere in memory, but for some."""
    gc.collect()
    others = {id(one) for one in but}
    return [one for one in gc.get_objects() if isinstance(one, Reckoning) and id(one) not in others]
