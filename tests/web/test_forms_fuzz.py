"""Whatever is in the case, whatever a form is sent: an answer in words, and what is refused changes nothing.

Documents are the example's with parts taken out, or what random answers to the questions made of them.
"""

from __future__ import annotations

import random
from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, resolve
from hypothesis import strategies as st

from web.conftest import EXAMPLE
from web.reached import every_address
from yingmen import case as cases
from yingmen.web import desk
from yingmen.web.afford.forms import STEP as AFFORD
from yingmen.web.asking.kinds import leaf
from yingmen.web.door.forms import STEP as DOOR
from yingmen.web.lawful.forms import STEP as LAWFUL
from yingmen.web.owe.forms import STEP as OWE
from yingmen.web.vault import versions
from yingmen.web.vault.models import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.web.asking.places import Step
    from yingmen.web.asking.sheet import Sheet
    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
FAILED, REFUSED, NOT_A_FORM = 500, 400, 405
STEPS = (OWE, LAWFUL, DOOR, AFFORD)
ALL = sorted({address for address, _ in every_address(get_resolver().url_patterns)})
PAPERS = ("/1/paper/owe.html", "/1/paper/ledger.csv", "/2/paper/lawful.html", "/3/paper/door.html")
PAGES = [
    address for address in (*ALL, *PAPERS, "/all/?kind=4", "/5/paper/letters.html") if "zip" not in address
]
FORMS = [address for address in ALL if not address.startswith("/api/")]
FEWER = hypothesis.settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
MORE = hypothesis.settings(FEWER, max_examples=25)
NAMES = (
    "𠮷田䶮",
    "阿卜杜热合曼·买买提",
    "欧" * 30,
    "\u202e反",
    "<b>&\"'",
    "{{ x }}%s",
    "𠀀" * 15,
    "Ｏ’Ｂrien",
)
DAYS = ("2024-02-29", "2023-02-28", "2025-01-31", "2026-08-31", "2026-09-01", "2031-12-31", "1999-12-31")
SUMS = ("0", "0.01", "1", "9999.99", "50000", "999999999999.99")
SENT = {
    "day": DAYS,
    "moment": tuple(f"{day} 23:59" for day in DAYS),
    "yuan": SUMS,
    "yuans": ("0\n1", "3000"),
    "rate": ("0", "24%", "0.36", "万分之五", "3600%"),
    "number": ("0", "1.5", "99"),
    "int": ("0", "1", "24", "360", "9999"),
    "bool": ("True", "False"),
    "rows": ("",),
}
STRANGE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        (
            *NAMES,
            *DAYS,
            *SUMS,
            "9" * 5000,
            "-1",
            "1e999",
            "NaN",
            "\x00",
            "🙂",
            "[]",
            "null",
            "²",
            "٣",
            "1" * 20,
        )
    ),
)


def example_data() -> Data:
    """The example's case without its claims: what explains them is tested elsewhere and takes long."""
    data = cases.to_data(cases.parse(EXAMPLE.read_text(encoding="utf-8")))
    return {**data, "loan": [{k: v for k, v in loan.items() if k != "claim"} for loan in data["loan"]]}


@contextmanager
def apart() -> Iterator[None]:
    """What is done inside is undone, so that each try begins with the same."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    desk.forget()


def the_file() -> File:
    return versions.files()[0]


def keep(data: Data) -> None:
    versions.save(the_file(), versions.latest(the_file()).number, lambda _: data, "试", desk.now())


def thinned(part: Any, chance: random.Random, share: float) -> Any:
    """A part of a document with some of what is in it taken out."""
    if isinstance(part, list):
        kept = [thinned(one, chance, share) for one in part]
        return [one for one in kept if chance.random() > share / 2 and one != {}]
    if not isinstance(part, dict):
        return part
    return {
        key: thinned(value, chance, share)
        for key, value in part.items()
        if key in {"schema", "id", "contact_id"} or chance.random() > share
    }


def opened(client: Client, address: str) -> int:
    answer = client.get(address)
    status = answer.status_code
    assert status < FAILED, (address, status)
    assert "Traceback" not in answer.getvalue().decode("utf-8", "replace"), address
    return int(status)


@FEWER
@hypothesis.given(st.integers(0, 10_000), st.sampled_from((0.02, 0.1, 0.4)))
def test_every_page_stands_whatever_is_still_lacking(seed: int, share: float) -> None:
    chance, whole = random.Random(seed), example_data()  # noqa: S311 - the same again each time
    lesser = thinned(deepcopy(whole), chance, share)
    lesser["borrower"] = {**whole["borrower"], **lesser.get("borrower", {})}
    with apart():
        keep(lesser)
        for address in PAGES:
            assert opened(Client(), address) in {200, 302, 404, 405, 409}, address


def test_the_pages_that_are_opened_are_those_there_are() -> None:
    assert len(PAGES) > 60
    assert {"/5/brief/", "/book/", "/2/", "/all/", "/5/paper/letters.html"} <= set(PAGES)


def answers(chance: random.Random, sheet: Sheet, fields: tuple[str, ...]) -> dict[str, str]:
    """What somebody may well type: of the right kind, though it need not fit what was answered before."""
    sent: dict[str, str] = {}
    for path in fields:
        one = leaf(sheet.model, path)
        choices = [value for value, _ in one.choices]
        value = chance.choice(choices or SENT.get(one.kind, NAMES))
        sent |= (
            dict(zip((f"{path}_0", f"{path}_1"), value.split(), strict=False)) if one.kind == "moment" else {}
        )
        sent[path] = value
    return sent


def answered(client: Client, step: Step, chance: random.Random) -> None:
    """Answer a question of a step, of an item there is or of a new one."""
    number = chance.randrange(len(step.sheets)) + 1
    sheet = step.sheets[number - 1]
    data = versions.latest(the_file()).data
    item = chance.randint(1, len(data.get(sheet.path, [])) + 1) if sheet.many else 1
    asked = chance.randrange(len(sheet.questions)) + 1
    sent = answers(chance, sheet, sheet.questions[asked - 1].fields)
    refused_nothing(client, step.url("ask", number, item, asked), sent)
    if sheet.inner and chance.random() < 0.5:
        listed(client, step, number, chance)


def listed(client: Client, step: Step, number: int, chance: random.Random) -> None:
    """Write an entry into a list inside the first item."""
    place = chance.randrange(len(step.sheets[number - 1].inner)) + 1
    inner = step.sheets[number - 1].inner[place - 1]
    fields = tuple(path for question in inner.questions for path in question.fields)
    sent = answers(chance, inner, fields)
    refused_nothing(client, step.url("inner_item", number, 1, place, 1), sent)


def refused_nothing(client: Client, address: str, sent: dict[str, Any]) -> int:
    """Send a form; what is not taken has changed nothing."""
    before, lines = versions.latest(the_file()), Line.objects.count()
    status = client.post(address, sent).status_code
    assert status < FAILED, (address, sent, status)
    if status >= REFUSED:
        assert versions.latest(the_file()) == before, (address, sent, status)
        assert Line.objects.count() == lines, (address, sent, status)
    return status


@FEWER
@hypothesis.given(st.integers(0, 10_000))
def test_every_page_stands_whatever_was_answered(seed: int) -> None:
    chance, client = random.Random(seed), Client()  # noqa: S311 - the same again each time
    with apart():
        keep(example_data() if chance.random() < 0.5 else desk.NAMELESS)
        for _ in range(40):
            answered(client, chance.choice(STEPS), chance)
        for address in PAGES:
            opened(Client(), address)


@pytest.mark.parametrize("address", FORMS)
def test_whatever_a_form_is_sent_is_answered_and_nothing_refused_is_kept(address: str) -> None:
    names = names_asked(address)
    with apart():
        if refused_nothing(Client(), address, {}) == NOT_A_FORM:
            return

    @MORE
    @hypothesis.given(st.dictionaries(st.sampled_from(names), STRANGE, max_size=len(names)))
    def held(sent: dict[str, str]) -> None:
        with apart():
            refused_nothing(Client(), address, sent)

    held()


def names_asked(address: str) -> list[str]:
    """The names that the forms of an address go by, and some that none has."""
    view: Any = resolve(address).func
    sheets = view.keywords["step"].sheets if hasattr(view, "keywords") else ()
    every = [each for sheet in sheets for each in (sheet, *sheet.inner)]
    asked = {path for sheet in every for question in sheet.questions for path in question.fields}
    usual = {
        "base",
        "unknown",
        "on",
        "loan",
        "shut",
        "stance",
        "name",
        "files",
        "word",
        "key",
        "to",
        "",
        "票",
    }
    book = {"kind", "text", "at", "count", "more", "facts", "corrects", "written_at", "passcode", "minutes"}
    return sorted(asked | usual | book)
