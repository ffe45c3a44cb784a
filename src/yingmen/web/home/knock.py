"""Somebody is at the door: three taps to what to say, with no case, no typing, and nothing kept.

Who and what are numbers in the address, so that it tells nothing. All words are the door step's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from yingmen import law
from yingmen.case import DoorClaim, from_data
from yingmen.door import answer, door_page
from yingmen.papers.html import fragment
from yingmen.web import desk
from yingmen.web.gate.access import open_to_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from yingmen.document import Document
    from yingmen.door import DoorAnswer

_MOST_SAID = 4
_AT_FIRST = ("check", "sign", "end", "plan-before", "plan-door", "limits")


class Whom(StrEnum):
    """What kind of people stand at the door."""

    COLLECTOR = "collector"
    OFFICIAL = "official"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who somebody at the door says they are: in words, as the door table has it, and of what kind."""

    label: str
    claim: DoorClaim
    whom: Whom


_OFFICIALS = frozenset({DoorClaim.POLICE, DoorClaim.COURT, DoorClaim.GOVERNMENT})
VISITORS = (
    *(
        Visitor(claim.label, claim, Whom.OFFICIAL if claim in _OFFICIALS else Whom.COLLECTOR)
        for claim in DoorClaim
    ),
    Visitor("借钱给我的个人，或者替他来的人", DoorClaim.OTHER, Whom.PRIVATE),
)


@dataclass(frozen=True, slots=True)
class Happening:
    """What they do now: in words, as facts of the door table, and where the door step speaks of it.

    `steps` are those whose words come first, `sections` those of the page that are shown. Where it is for
    one kind of people alone, `whom` says which.
    """

    words: str
    facts: dict[str, Any]
    steps: tuple[str, ...]
    sections: tuple[str, ...]
    whom: Whom | None = None


_CHECKED = {
    "called_back": True,
    "number_from": "own",
    "authorisation_shown": True,
    "authorisation_sealed": True,
    "id_card_shown": True,
}
_MONEY = ("pay-nothing-here", "pay-private", "official-money", "keep-shut")
_BEFORE = ("plan-before", "limits")
HAPPENINGS = (
    Happening("要进门", {}, ("let-in", "official-verify"), ("limits", "plan-before", "check")),
    Happening(
        "没让进，自己进来了",
        {"entered": True, "entry_consented": False},
        ("danger-entered", "danger-110"),
        ("plan-before", "plan-inside", "limits"),
    ),
    Happening(
        "请他们走，就是不走",
        {"asked_to_leave": True, "left_when_asked": False},
        ("danger-would-not-leave", "danger-110"),
        _BEFORE,
    ),
    Happening("要我签字", {"signature_asked": True}, ("sign-nothing",), ("sign", "end")),
    Happening("要现金", {"cash_asked": True}, _MONEY, ("sign", "plan-door", "end")),
    Happening("要我转到个人账户", {"personal_account_asked": True}, _MONEY, ("sign", "plan-door", "end")),
    Happening(
        "要拿走我的证件、手机", {"papers_taken": True}, ("keep-papers", "keep-shut"), ("sign", "plan-door")
    ),
    Happening("威胁我", {"threat": True}, ("danger-110",), _BEFORE),
    Happening("动手了", {"violence": True}, ("danger-110",), _BEFORE),
    Happening(
        "用微信发“法院文书”给我看", {"court_paper_by_chat": True}, ("keep-shut",), ("plan-door", "check")
    ),
    Happening(
        "电话核实过，授权书、身份证也看过，都对",
        _CHECKED,
        ("threshold", "questions-plain", "sign-nothing"),
        ("plan-door", "sign", "end"),
        whom=Whom.COLLECTOR,
    ),
    Happening(
        "电话核实过，没有派人来",
        {"called_back": False, "number_from": "own"},
        ("keep-shut",),
        ("plan-door", "end"),
        whom=Whom.COLLECTOR,
    ),
    Happening(
        "电话核实过，是真的",
        {"confirmed_officially": True},
        ("official-open", "official-keep"),
        ("plan-door", "plan-inside", "sign", "end"),
        whom=Whom.OFFICIAL,
    ),
    Happening(
        "电话核实过，没有这回事",
        {"confirmed_officially": False},
        ("official-doubted",),
        _BEFORE,
        whom=Whom.OFFICIAL,
    ),
    Happening(
        "看清了，是借钱给我的本人",
        {"known_in_person": True},
        ("threshold", "pay-private", "sign-nothing"),
        ("plan-door", "sign", "end"),
        whom=Whom.PRIVATE,
    ),
    Happening(
        "不是本人，是替他来的",
        {"known_in_person": False},
        ("ask-papers-private", "call-back"),
        ("check", "plan-before", "plan-door"),
        whom=Whom.PRIVATE,
    ),
    Happening(
        "问过出借人，没有请人来",
        {"known_in_person": False, "called_back": False, "number_from": "own"},
        ("keep-shut",),
        ("plan-door", "end"),
        whom=Whom.PRIVATE,
    ),
)


def answered(visitor: Visitor | None, facts: dict[str, Any]) -> DoorAnswer:
    """What the door step says of a visit of which only this is known; the hour is the clock's."""
    at = datetime.combine(desk.today(), desk.now().time()).isoformat()
    door = {"at": at, **({"claims": visitor.claim.value} if visitor else {}), **facts}
    loans = [_lent()] if visitor and visitor.whom is Whom.PRIVATE else []
    return answer(from_data({**desk.NAMELESS, "loan": loans, "door": door}), desk.today(), law.book())


def _lent() -> dict[str, Any]:
    """A loan of which nothing is known but that a person lent it; its figures stand on no page."""
    words = {"id": "这一笔", "lender": "借钱给您的人", "lender_kind": "private", "product": "other"}
    return {**words, "repayment": "bullet", "disbursed_on": desk.today().isoformat(), "principal": 1}


def happenings(visitor: Visitor) -> Iterator[tuple[int, Happening]]:
    """What those who say they are this may do next, by number from 1."""
    for number, one in enumerate(HAPPENINGS, 1):
        if one.whom in {None, visitor.whom}:
            yield number, one


@open_to_all
@require_GET
def knock(request: HttpRequest) -> HttpResponse:
    """Tap 1: who do they say they are?"""
    found = answered(None, {})
    claims = list(enumerate((visitor.label for visitor in VISITORS), 1))
    return render(request, "home/knock.html", {**_shown(found, (), ()), "claims": claims})


@open_to_all
@require_GET
def who(request: HttpRequest, who: int) -> HttpResponse:
    """Tap 2: what to do, what to look at and what to say to somebody who says they are this."""
    visitor = _visitor(who)
    context = {"who": who, "claim": visitor.label, "happenings": list(happenings(visitor))}
    return render(request, "home/knock_who.html", {**_shown(answered(visitor, {}), (), _AT_FIRST), **context})


@open_to_all
@require_GET
def say(request: HttpRequest, who: int, what: int) -> HttpResponse:
    """Tap 3: what to say and do when they do this."""
    visitor = _visitor(who)
    one = dict(happenings(visitor)).get(what)
    if one is None:
        raise Http404
    shown = _shown(answered(visitor, one.facts), one.steps, one.sections)
    others = [(number, other) for number, other in happenings(visitor) if number != what]
    context = {"who": who, "claim": visitor.label, "happening": one.words, "happenings": others}
    shown["is_at_door"] = "let-in" in one.steps  # whether they must be let in is what is asked first
    return render(request, "home/knock_who.html", {**shown, **context})


def _visitor(who: int) -> Visitor:
    if not 1 <= who <= len(VISITORS):
        raise Http404
    return VISITORS[who - 1]


def _shown(found: DoorAnswer, first: tuple[str, ...], sections: tuple[str, ...]) -> dict[str, Any]:
    """What a page shows: the one thing to do, whether to call 110, words to say, and the rest below."""
    page = door_page(found, law.book())
    shut = next((step.text for step in found.limits if step.id == "no-duty-to-let-in"), "")
    alarm = bool(found.danger) or "110" in found.now
    return {
        "now": found.now,
        "shut": shut if found.check.answer != "official" else "",
        "alarm": alarm,
        "sayings": _sayings(found, first),
        "signs": [sign.text for sign in found.check.signs],
        "more": fragment(_part(page, sections)) if sections else "",
    }


def _sayings(found: DoorAnswer, first: tuple[str, ...]) -> list[str]:
    """The words of the steps that fit best, then those of the others, each once; in danger no others."""
    steps = [step for step in found.plan if step.id in first or not found.danger]
    ordered = sorted(steps, key=lambda step: first.index(step.id) if step.id in first else len(first))
    return list(dict.fromkeys(step.say for step in ordered if step.say))[:_MOST_SAID]


def _part(page: Document, sections: tuple[str, ...]) -> Document:
    """Some sections of the door step's page, in this order."""
    found = {section.anchor: section for section in page.sections}
    return replace(page, sections=tuple(found[name] for name in sections if name in found), footer="")


urlpatterns = [
    path("", knock, name="knock"),
    path("<int:who>/", who, name="knock-who"),
    path("<int:who>/say/<int:what>/", say, name="knock-say"),
]
