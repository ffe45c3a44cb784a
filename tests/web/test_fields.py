"""How answers are typed: with the right keys, remembered by no browser, and slips told in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from html5lib import parseFragment

from web.test_asking import MODELS
from yingmen import case as cases
from yingmen.web.asking.fields import USUAL, field_for, tidy_rate
from yingmen.web.asking.kinds import leaf, leaves
from yingmen.web.lawful.forms import CONTACT
from yingmen.web.owe.forms import LOAN
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.test import Client

    from yingmen.web.vault.models import File

KEYS = {"yuan": "decimal", "rate": "decimal", "number": "decimal", "int": "numeric", "yuans": "decimal"}


def inputs(kind: str) -> list[dict[str, str]]:
    """The attributes of every input there is for a kind of answer."""
    found = []
    for model in MODELS:
        for path in leaves(model):
            if (one := leaf(model, path)).kind == kind and kind != "rows":
                drawn = parseFragment(field_for(one).widget.render("x", None), namespaceHTMLElements=False)
                found += [dict(tag.attrib) for tag in (*drawn.iter("input"), *drawn.iter("textarea"))]
    assert found
    return found


def page_of(question: int, sheet: int = 2, step: int = 1) -> str:
    return f"/{step}/{sheet}/1/{question}/"


def number(questions: Sequence[Any], path: str) -> int:
    return next(n for n, one in enumerate(questions, 1) if path in one.fields)


# What a phone offers


@pytest.mark.parametrize("kind", ["name", "yuan", "rate", "number", "int", "day", "note", "yuans", "notes"])
def test_no_browser_offers_what_was_typed_before(kind: str) -> None:
    assert {"off"} == {one.get("autocomplete") for one in inputs(kind)}


@pytest.mark.parametrize("kind", ["name", "note", "notes", *KEYS])
def test_a_phone_shows_the_keys_that_the_answer_needs(kind: str) -> None:
    assert {KEYS.get(kind)} == {one.get("inputmode") for one in inputs(kind)}


def test_a_day_is_picked_from_the_days_there_can_be() -> None:
    for one in inputs("day"):
        assert ("date", "1970-01-01", "2199-12-31") == (one["type"], one["min"], one["max"])


def test_a_moment_is_a_day_and_a_time_of_day_to_any_second() -> None:
    day, time = inputs("moment")[:2]
    assert ("date", "time", "any") == (day["type"], time["type"], time["step"])
    assert "日期" in day["aria-label"]
    assert "钟点" in time["aria-label"]


# What is typed


@pytest.mark.parametrize("typed", ["24", "1", "1.5", "24.0"])
def test_a_rate_that_forgot_its_sign_is_asked_about(typed: str) -> None:
    with pytest.raises(ValidationError, match=f"您是说 {typed}% 吗"):
        tidy_rate(typed)


@pytest.mark.parametrize(
    ("typed", "rate"), [("千分之一", "0.001"), ("百分之五", "0.05"), ("百分之2", "0.02"), ("0.999", "0.999")]
)
def test_a_rate_in_parts_is_that_rate(typed: str, rate: str) -> None:
    assert rate == tidy_rate(typed)


def test_a_time_of_day_without_its_day_is_asked_about() -> None:
    field = field_for(leaf(cases.Contact, "at"))
    with pytest.raises(ValidationError, match="还差日期"):
        field.clean(["", "09:30"])
    assert "2026-08-30T09:30" == field.clean(["2026-08-30", "09:30"])
    assert "2026-08-30" == field.clean(["2026-08-30", " "])


def test_notes_are_told_apart_by_an_empty_line() -> None:
    field = field_for(leaf(cases.Agreement, "conditions"))
    typed = "免掉罚息\r\n和复利\r\n \r\n\r\n不再上门\r\n"
    assert ["免掉罚息\n和复利", "不再上门"] == field.clean(typed)
    assert "免掉罚息\n和复利\n\n不再上门" == field.prepare_value(field.clean(typed))


def test_amounts_stand_one_a_line_as_people_write_them() -> None:
    field = field_for(leaf(cases.Income, "observed"))
    assert ["5000.50", "4800"] == field.clean("￥5,000.50\r\n\r\n4800元\r\n")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("", "30")], "30 元是什么开销"),
        ([("狗粮", "")], "“狗粮”还差金额"),
        ([("房租", "900"), ("房租", "800")], "“房租”写了两行"),
    ],
)
def test_rows_that_say_half_are_asked_about(rows: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        field_for(leaf(cases.Household, "essentials")).clean(rows)


def test_usual_rows_left_empty_are_nothing() -> None:
    field = field_for(leaf(cases.Household, "essentials"))
    data = QueryDict(mutable=True)
    for name, amount in ((USUAL[0], " 1,200.00 元"), (USUAL[1], ""), ("", "")):
        data.appendlist("x-name", name)
        data.appendlist("x-amount", amount)
    assert {USUAL[0]: "1200.00"} == field.clean(field.widget.value_from_datadict(data, {}, "x"))


@pytest.mark.parametrize("typed", ["自己的人", "贷款方", "银行自己", "他们自己", "贷款方自己的人"])
def test_the_lenders_own_people_are_known_by_any_of_their_names(typed: str) -> None:
    assert "own" == field_for(leaf(cases.Loan, "agency_id")).clean(typed)
    assert typed == field_for(leaf(cases.Loan, "lender")).clean(typed)


# When it was


def test_a_day_without_its_time_is_shown_without_one_and_a_time_makes_it_known(
    client: Client, example: File
) -> None:
    address = page_of(number(CONTACT.questions, "at"), sheet=1, step=2)

    def sent(time: str) -> dict[str, Any]:
        base = versions.latest(example).number
        data = {"base": str(base), "at_0": "2026-08-20", "at_1": time}
        assert client.post(address, data).status_code == 302
        return next(iter(versions.latest(example).data["contact"]))

    assert "2026-08-20" == sent("")["at"]
    page = client.get(address).content.decode()
    assert 'value="2026-08-20"' in page
    assert 'value="00:00' not in page
    first = sent("21:30")
    assert ("2026-08-20T21:30", True) == (first["at"], first.get("time_known", True))
    assert 'value="21:30"' in client.get(address).content.decode()


def forget_the_hour(example: File) -> None:
    """Let the first contact be one of which only the day is known."""

    def unknown(data: Any) -> Any:
        data["contact"][0] |= {"at": "2026-08-20T00:00:00", "time_known": False}
        return data

    versions.save(example, 1, unknown, "改", versions.latest(example).saved_at)


def test_a_moment_whose_time_was_never_known_shows_its_day_alone(client: Client, example: File) -> None:
    forget_the_hour(example)
    address = page_of(number(CONTACT.questions, "at"), sheet=1, step=2)
    page = client.get(address)
    assert 'value="2026-08-20"' in page.content.decode()
    assert "00:00" not in page.content.decode()
    sent = {"base": page.context["base"], "at_0": "2026-08-20", "at_1": "21:30"}
    assert client.post(address, sent).status_code == 302
    assert "time_known" not in versions.latest(example).data["contact"][0]


def test_another_answer_leaves_it_unknown_what_time_it_was(client: Client, example: File) -> None:
    forget_the_hour(example)
    address = page_of(number(CONTACT.questions, "channel"), sheet=1, step=2)
    sent = {"base": client.get(address).context["base"], "channel": "letter"}
    assert client.post(address, sent).status_code == 302
    first = versions.latest(example).data["contact"][0]
    assert ("letter", False) == (first["channel"], first["time_known"])


# Two windows


def test_two_windows_read_both_answers_each_with_its_name_and_when(client: Client, example: File) -> None:
    address = page_of(number(LOAN.questions, "lender"))
    client.post(address, {"base": "1", "lender": "甲公司"})
    page = client.post(address, {"base": "1", "lender": "乙公司", "csrfmiddlewaretoken": "x" * 32})
    text = page.content.decode()
    saved = versions.latest(example).saved_at.strftime("%H:%M")
    assert f"在 {saved} 存过" in text
    assert leaf(cases.Loan, "lender").title in text
    assert text.index("您刚填的：<strong>乙公司") < text.index("另一处存的：<strong>甲公司")
    assert "还没有这一项" not in text
    assert ["lender"] == [name for name, _ in page.context["sent"]]


def test_two_windows_with_a_new_item_read_that_the_other_has_none_of_it(
    client: Client, example: File
) -> None:
    del example
    client.post("/1/2/4/1/", {"base": "1", "lender": "甲"})
    page = client.post("/1/2/4/1/", {"base": "1", "lender": "乙"})
    assert "还没有这一项" in page.content.decode()


def test_an_entry_of_a_loan_that_is_gone_meanwhile_is_said_to_be_gone(client: Client, example: File) -> None:
    payments = next(n for n, sheet in enumerate(LOAN.inner, 1) if sheet.path == "payment")
    client.post("/1/2/1/remove/", {"base": "1"})
    page = client.post(f"/1/2/1/list/{payments}/1/", {"base": "1", "on": "2026-05-31", "amount": "7"})
    assert page.status_code == 409
    assert "删掉了" in page.content.decode()
    assert "7" not in [
        payment["amount"]
        for loan in versions.latest(example).data["loan"]
        for payment in loan.get("payment", [])
    ]
