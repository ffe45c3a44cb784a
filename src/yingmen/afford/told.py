"""What a budget has to say beside its figures: what was assumed, and what is still to be found out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """What was `assumed`, each with how to change it, and the questions about what is `missing`."""

    assumed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def __add__(self, other: Told) -> Told:
        """Both, in order, each thing said once."""
        return Told(
            tuple(dict.fromkeys((*self.assumed, *other.assumed))),
            tuple(dict.fromkeys((*self.missing, *other.missing))),
        )
