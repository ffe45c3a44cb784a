"""Somebody is at the door: three taps to words to say, without a case, typing, or anything kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from yingmen.case import DoorClaim
from yingmen.door import door_page
from yingmen.law import book
from yingmen.web.gate.access import is_open
from yingmen.web.home import knock
from yingmen.web.vault.models import File, Version

if TYPE_CHECKING:
    from django.test import Client

PAGES = [(who, what) for who, one in enumerate(knock.VISITORS, 1) for what, _ in knock.happenings(one)]


def _links(text: str) -> list[str]:
    return re.findall(r'href="(/k/[0-9a-z/]*)"', text)


@pytest.mark.django_db
def test_three_taps_lead_from_the_first_screen_to_words_to_say(client: Client) -> None:
    first = client.get("/").content.decode()
    assert "/k/" in _links(first)
    who = client.get("/k/").content.decode()
    assert "<form" not in who.split("<nav")[0]
    what = client.get(_links(who)[0]).content.decode()
    assert "“" in what
    said = client.get(next(link for link in _links(what) if "say" in link)).content.decode()
    assert "照着说" in said
    assert "<script>" not in said
    assert not File.objects.exists()
    assert not Version.objects.exists()


@pytest.mark.parametrize(("who", "what"), PAGES)
def test_every_page_says_what_the_door_step_says(client: Client, who: int, what: int) -> None:
    visitor, facts = knock.VISITORS[who - 1], knock.HAPPENINGS[what - 1].facts
    found = knock.answered(visitor, facts)
    response = client.get(reverse("home:knock-say", args=[who, what]))
    page = response.content.decode()
    assert response.status_code == 200
    assert found.now in page
    assert 'href="tel:110"' in page
    assert ("btn danger" in page) is (bool(found.danger) or "110" in found.now)
    for sign in found.check.signs:
        assert sign.text in page


@pytest.mark.parametrize("who", range(1, len(knock.VISITORS) + 1))
def test_the_second_page_says_what_to_look_at(client: Client, who: int) -> None:
    page = client.get(reverse("home:knock-who", args=[who])).content.decode()
    for item in knock.answered(knock.VISITORS[who - 1], {}).check.items:
        assert item.ask in page


def test_confirmed_officials_are_not_kept_out(client: Client) -> None:
    what = next(n for n, one in enumerate(knock.HAPPENINGS, 1) if one.facts == {"confirmed_officially": True})
    who = next(n for n, one in enumerate(knock.VISITORS, 1) if one.claim is DoorClaim.COURT)
    page = client.get(reverse("home:knock-say", args=[who, what])).content.decode()
    assert "请开门" in page
    assert "没有哪条法律要您请催收的人进门" not in page


@pytest.mark.parametrize(
    "address", ["/k/0/", "/k/9/", "/k/1/say/0/", "/k/1/say/13/", "/k/4/say/11/", "/k/8/say/11/"]
)
def test_there_is_no_page_for_other_numbers(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_pages_are_open_to_all() -> None:
    assert all(is_open(view) for view in (knock.knock, knock.who, knock.say))


def test_every_step_and_section_named_is_one_of_the_door_step() -> None:
    from yingmen.door.shelf import table

    steps = {row["id"] for row in table("plan")["step"]}
    sections = {
        section.anchor
        for visitor in knock.VISITORS
        for _, one in knock.happenings(visitor)
        for section in door_page(knock.answered(visitor, one.facts), book()).sections
    }
    for one in knock.HAPPENINGS:
        assert steps.issuperset(one.steps)
        assert sections.issuperset(one.sections)


def test_a_person_who_lent_may_be_known_by_sight(client: Client) -> None:
    number = len(knock.VISITORS)
    what = next(n for n, one in enumerate(knock.HAPPENINGS, 1) if one.facts == {"known_in_person": True})
    page = client.get(reverse("home:knock-say", args=[number, what])).content.decode()
    assert "身份核实过了" in page
    assert "客服" not in page


def test_whether_they_must_be_let_in_is_told_first_where_they_ask_to_come_in(client: Client) -> None:
    law = "没有哪条法律要您请催收的人进门"
    asked = client.get(reverse("home:knock-say", args=[1, 1])).content.decode()
    other = client.get(reverse("home:knock-say", args=[1, 4])).content.decode()
    assert asked.index(law) < asked.index("照着说")
    assert other.index(law) > other.index("照着说")
