"""What the record holds of visits, calls and messages, as contacts that `lawful` judges.

An entry that corrects another stands in its place; where several correct the same one, the last stands. A
correction that is no visit, call or message itself takes the contact back.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

from yingmen import case as cases
from yingmen.record.entry import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yingmen.case import Case
    from yingmen.record.entry import Entry


@dataclass(frozen=True, slots=True)
class FromRecord:
    """A case with the record's contacts in it.

    `entries` tells from which entries a contact comes, by its contact_id: the one that stands first, then
    those it corrects, newest first. `undated` are the numbers of contacts of which not even the day is known;
    they cannot be judged and are left out. `strays` are the numbers of contacts about a loan that the case
    does not hold, as where it was taken out later: they are about none while that is so.
    """

    case: Case
    entries: Mapping[str, tuple[int, ...]]
    undated: tuple[int, ...]
    strays: tuple[int, ...]


def contacts_from(entries: Iterable[Entry], case: Case) -> FromRecord:
    """Add what the record holds of contacts to a case, after those it has, in the order of the record.

    A contact is called "记录-" and the number of its entry; where the case has a contact of that name, a
    further number stands behind it, the lowest that is free.
    """
    found = standing(entries)
    contacts = [(entry, earlier) for entry, earlier in found if entry.kind in CHANNELS]
    dated = [(entry, earlier) for entry, earlier in contacts if entry.at is not None]
    taken = frozenset(contact.contact_id for contact in case.contact)
    names = [_contact_id(entry, taken) for entry, _ in dated]
    data, known = cases.to_data(case), frozenset(loan.id for loan in case.loan)
    made = [_contact(entry, name, known) for (entry, _), name in zip(dated, names, strict=True)]
    data["contact"] = [*data.get("contact", ()), *made]
    return FromRecord(
        cases.from_data(data, "记录"),
        {name: (entry.n, *earlier) for (entry, earlier), name in zip(dated, names, strict=True)},
        tuple(entry.n for entry, _ in contacts if entry.at is None),
        tuple(entry.n for entry, _ in contacts if entry.loan is not None and entry.loan not in known),
    )


def standing(entries: Iterable[Entry]) -> list[tuple[Entry, tuple[int, ...]]]:
    """The entries that stand, each with the numbers of those it took the place of, newest first.

    They come in the order in which their first version was written.
    """
    first: dict[int, int] = {}
    versions: dict[int, list[Entry]] = {}
    for entry in entries:
        root = first.get(entry.corrects, entry.corrects) if entry.corrects else entry.n
        first[entry.n] = root
        versions.setdefault(root, []).append(entry)
    return [
        (each[-1], tuple(entry.n for entry in reversed(each[:-1]))) for _, each in sorted(versions.items())
    ]


def _contact_id(entry: Entry, taken: frozenset[str]) -> str:
    """What the contact of an entry is called: a name that no contact of the case has, nor another entry's."""
    name = f"记录-{entry.n}"
    behind = (f"{name}-{number}" for number in count(2))
    return next(free for free in chain((name,), behind) if free not in taken)


def _contact(entry: Entry, name: str, known: frozenset[str]) -> dict[str, object]:
    about = {"loan": entry.loan} if entry.loan in known else {}
    return {
        "channel": CHANNELS[entry.kind][0],
        **entry.facts,
        **about,
        "contact_id": name,
        "at": entry.at,
    }
