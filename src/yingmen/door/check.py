"""Is this person who they say they are? A check of under a minute, scored out of ten.

The table is `check.toml`. Without a call back to the lender, on a number found by oneself, nobody reaches
the seven points from which one may talk; one sign of an impostor outweighs every point.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from yingmen.case import DoorClaim, NumberFrom
from yingmen.door.shelf import table
from yingmen.door.visit import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from yingmen.case import Door
    from yingmen.door.visit import Visit


class Answer(StrEnum):
    """What the check comes to."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    KEEP_SHUT = "keep_shut"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to ask for: what it is worth, whether it was met (None: not known yet), how to ask."""

    id: str
    name: str
    points: int
    met: bool | None
    ask: str

    @property
    def state(self) -> str:
        """Met, not met or not known, as a word."""
        return "unknown" if self.met is None else "yes" if self.met else "no"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something an impostor does, that was seen."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome: points reached out of `of`, item by item, and the signs seen."""

    answer: Answer
    score: int
    of: int
    items: tuple[Item, ...]
    signs: tuple[Sign, ...]


def check(visit: Visit) -> Check:
    """Weigh what was shown and confirmed at the door."""
    scheme = _scheme(visit)
    items = tuple(_item(row, visit.door) for row in scheme["item"])
    score = sum(item.points for item in items if item.met)
    seen = _seen(visit)
    signs = tuple(Sign(row["id"], row["text"]) for row in table("check")["sign"] if seen[row["id"]])
    answer = _answer(visit, reached=score >= scheme["pass"], signs=bool(signs))
    return Check(answer, score, sum(item.points for item in items), items, signs)


def lender_confirms(door: Door) -> bool | None:
    """What the lender said when called back; a number given by the visitor proves nothing either way.

    A "yes" counts only where the number is known to be one's own find, a "no" unless it was the visitor's.
    """
    if door.number_from is NumberFrom.VISITOR:
        return None
    if door.called_back and door.number_from is not NumberFrom.OWN:
        return None
    return door.called_back


def _sealed(door: Door) -> bool | None:
    return False if door.authorisation_shown is False else door.authorisation_sealed


_FACTS: dict[str, Callable[[Door], bool | None]] = {
    "lender_confirms": lender_confirms,
    "official_confirms": lambda door: door.confirmed_officially,
    "sealed": _sealed,
    "shown": lambda door: door.authorisation_shown,
    "id_card": lambda door: door.id_card_shown,
    "listed": lambda door: door.agency_listed,
    "badge": lambda door: door.badge_shown,
    "known": lambda door: door.known_in_person,
}


def _scheme(visit: Visit) -> dict[str, Any]:
    schemes = {row["id"]: row for row in table("check")["scheme"]}
    scheme: dict[str, Any] = schemes[_scheme_name(visit)]
    return scheme


def _scheme_name(visit: Visit) -> str:
    if visit.kind is Kind.OFFICIAL:
        return "official"
    if visit.kind is Kind.PRIVATE:
        return "private_sent" if visit.door.known_in_person is False else "private_self"
    return "own_staff" if visit.door.claims is DoorClaim.LENDER else "agency"


def _item(row: dict[str, Any], door: Door) -> Item:
    return Item(row["id"], row["name"], row["points"], _FACTS[row["fact"]](door), row["ask"])


def _seen(visit: Visit) -> dict[str, bool]:
    """Which signs of an impostor the facts show.

    A private lender may take cash or name an own account; for somebody sent it is a sign until the lender
    has confirmed them. What nobody has confirmed or denied yet is no sign.
    """
    door = visit.door
    money = visit.kind is not Kind.PRIVATE or (
        door.known_in_person is False and lender_confirms(door) is not True
    )
    return {
        "lender_denies": visit.kind is not Kind.OFFICIAL and lender_confirms(door) is False,
        "official_denies": door.confirmed_officially is False,
        "posed": visit.posed,
        "papers_taken": bool(door.papers_taken),
        "cash": bool(door.cash_asked) and money,
        "personal_account": bool(door.personal_account_asked) and money,
        "court_paper_by_chat": bool(door.court_paper_by_chat),
    }


def _answer(visit: Visit, *, reached: bool, signs: bool) -> Answer:
    """Officials who are confirmed are never to be kept out, whatever else was seen."""
    if visit.kind is Kind.OFFICIAL and reached and not visit.posed:
        return Answer.OFFICIAL
    if signs:
        return Answer.KEEP_SHUT
    return Answer.VERIFIED if reached and visit.kind is not Kind.OFFICIAL else Answer.NOT_VERIFIED
