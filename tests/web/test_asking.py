"""One question a page: every key has a field, nothing answered is lost, nothing is silently overwritten."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from yingmen import case as cases
from yingmen.case import values
from yingmen.record import Draft
from yingmen.web import desk
from yingmen.web.asking.fields import NamesAndAmounts, field_for, shown_rate, tidy_rate
from yingmen.web.asking.kinds import leaf, leaves
from yingmen.web.asking.places import answer_at, put, with_answers
from yingmen.web.asking.words import called
from yingmen.web.lawful.forms import CONTACT
from yingmen.web.owe.forms import BORROWER, LOAN
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from django.test import Client
    from pydantic import BaseModel

    from yingmen.web.vault.models import File

MODELS = (
    cases.Borrower,
    cases.Loan,
    cases.Deduction,
    cases.Charge,
    cases.Fee,
    cases.Payment,
    cases.Waiver,
    cases.Acknowledgement,
    cases.Claim,
    cases.Contact,
    cases.Door,
    cases.Household,
    cases.Income,
    cases.Business,
    cases.Asset,
    cases.Agreement,
    cases.Installment,
    cases.Person,
)
EARLIEST = datetime.combine(values.FIRST_DAY, time.min)
YUAN = st.decimals("0", "9999999.99", places=2, allow_nan=False).map(str)
RATE = st.decimals("0", "0.99999999", places=8, allow_nan=False).map("{:f}".format)


def each_leaf() -> list[tuple[type[BaseModel], str]]:
    return [(model, path) for model in MODELS for path in leaves(model)]


@pytest.mark.parametrize(("model", "path"), each_leaf(), ids=lambda one: getattr(one, "__name__", one))
def test_every_key_has_a_field_in_chinese_that_may_be_left_open(model: type[BaseModel], path: str) -> None:
    field = field_for(leaf(model, path))
    assert not field.required
    assert any("\u4e00" <= sign <= "\u9fff" for sign in str(field.label))
    empty = field.widget.value_from_datadict(QueryDict(""), {}, path)
    assert field.clean(empty) is None


def sent_back(path: str, model: type[BaseModel], value: Any) -> Any:
    """What is read from a form that shows a saved value and is sent as it stands."""
    field = field_for(leaf(model, path))
    shown = field.prepare_value(value)
    data = QueryDict(mutable=True)
    if leaf(model, path).kind == "rows":
        for name, amount, _ in field.widget.rows(shown):
            data.appendlist(f"{path}-name", name)
            data.appendlist(f"{path}-amount", amount)
    elif leaf(model, path).kind == "moment":
        for n, part in enumerate(field.widget.decompress(shown)):
            data[f"{path}_{n}"] = part
    else:
        data[path] = "" if shown is None else str(shown)
    return field.clean(field.widget.value_from_datadict(data, {}, path))


@given(YUAN)
def test_an_amount_comes_back_as_it_was(text: str) -> None:
    assert sent_back("principal", cases.Loan, text) == text


@given(RATE)
def test_a_rate_comes_back_as_it_was(text: str) -> None:
    again = sent_back("nominal_rate", cases.Loan, text)
    assert TypeAdapter(values.YearlyRate).validate_python(again) == Decimal(text)


@given(st.dates(values.FIRST_DAY, values.LAST_DAY))
def test_a_day_comes_back_as_it_was(day: Any) -> None:
    assert sent_back("signed_on", cases.Loan, day.isoformat()) == day.isoformat()


@given(st.datetimes(EARLIEST), st.booleans())
def test_a_moment_comes_back_as_it_was(moment: Any, known: bool) -> None:
    text = moment.isoformat() if known else moment.date().isoformat()
    assert sent_back("at", cases.Contact, text) == text


@given(st.text(st.characters(categories=["L", "N"], include_characters="·𠮷〇"), min_size=1, max_size=200))
def test_a_name_comes_back_as_it_was(name: str) -> None:
    assert sent_back("lender", cases.Loan, name) == name


@given(st.lists(YUAN, min_size=1, max_size=12))
def test_amounts_come_back_one_a_line(amounts: list[str]) -> None:
    assert sent_back("observed", cases.Income, amounts) == amounts


@given(st.dictionaries(st.sampled_from(("房租", "吃饭", "狗粮", "𠮷·")), YUAN, min_size=1))
def test_essentials_come_back_row_by_row(essentials: dict[str, str]) -> None:
    assert sent_back("essentials", cases.Household, essentials) == essentials


@pytest.mark.parametrize("known", [True, False, None])
def test_yes_no_and_not_known_come_back(known: bool | None) -> None:
    assert sent_back("online", cases.Loan, known) is known


@pytest.mark.parametrize(
    ("typed", "rate"),
    [
        ("24%", "0.24"),
        ("24 ％", "0.24"),
        ("0.24", "0.24"),
        ("15.4%", "0.154"),
        ("万分之五", "0.0005"),
        ("千分之1", "0.001"),
        ("0%", "0"),
        ("0", "0"),
        ("120%", "1.2"),
    ],
)
def test_a_rate_may_be_written_as_people_do(typed: str, rate: str) -> None:
    assert tidy_rate(typed) == rate


def test_a_rate_is_shown_as_a_percentage() -> None:
    assert [shown_rate(one) for one in ("0.24", "0.0005", "0", "0.2376")] == ["24%", "0.05%", "0%", "23.76%"]


@pytest.mark.parametrize(
    ("typed", "saved"),
    [("1,234.50", "1234.50"), ("１２３４", "1234"), ("￥500", "500"), ("500元", "500"), ("0", "0")],
)
def test_an_amount_may_be_written_as_people_do(typed: str, saved: str) -> None:
    assert field_for(leaf(cases.Loan, "principal")).clean(typed) == saved


def test_a_figure_written_as_one_number_is_its_amount() -> None:
    assert answer_at({"revenue": "100"}, "revenue.amount") == "100"
    changed = with_answers({"revenue": "100"}, {"revenue.low": "50"})
    assert changed == {"revenue": {"amount": "100", "low": "50"}}
    assert with_answers(changed, {"revenue.low": None, "revenue.amount": None}) == {}


def test_taking_away_the_last_entry_takes_away_the_list() -> None:
    assert put({"loan": [{"id": "a", "fee": [{}]}]}, ("loan", 0, "fee", 0), None) == {"loan": [{"id": "a"}]}


def asked(field: str) -> str:
    number = next(n for n, one in enumerate(LOAN.questions, 1) if field in one.fields)
    return f"/1/2/1/{number}/"


def loan_now(file: File) -> dict[str, Any]:
    found: dict[str, Any] = versions.latest(file).data["loan"][0]
    return found


def test_not_knowing_removes_the_answer_and_says_what_that_changes(client: Client, example: File) -> None:
    page = client.get(asked("nominal_rate"))
    assert "利息就算不出来" in page.content.decode()
    sent = client.post(asked("nominal_rate"), {"base": page.context["base"], "unknown": "1"})
    assert sent.status_code == 302
    assert "nominal_rate" not in loan_now(example)


def test_not_knowing_ones_own_name_goes_back_to_the_beginning(client: Client, example: File) -> None:
    client.post("/1/1/1/1/", {"base": "1", "unknown": "1"})
    assert versions.latest(example).data["borrower"]["name"] == "本人"
    assert desk.desk(example).own.borrower.name == "本人"


def test_going_back_shows_what_was_answered(client: Client, example: File) -> None:
    del example
    page = client.get(asked("nominal_rate"))
    assert 'value="23.76%"' in page.content.decode()
    before = client.get(page.context["before"])
    assert before.status_code == 200
    assert 'value="2025-04-15"' in client.get(asked("first_due_on")).content.decode()
    assert "checked" in client.get(asked("product")).content.decode()


def test_a_wrong_answer_is_kept_on_the_page_with_plain_words_beside_it(client: Client, example: File) -> None:
    page = client.post(asked("principal"), {"base": "1", "principal": "五万块"})
    text = page.content.decode()
    assert page.status_code == 422
    assert 'value="五万块"' in text
    assert "最多两位小数" in text
    assert 'aria-invalid="true"' in text
    described = text.split('aria-describedby="')[1].split('"')[0].split()
    assert all(f'id="{name}"' in text for name in described)
    assert loan_now(example)["principal"] == "50000.00"


def test_what_does_not_fit_the_rest_of_the_item_is_said(client: Client, example: File) -> None:
    page = client.post(asked("received"), {"base": "1", "received": "60000"})
    assert page.status_code == 422
    assert "到手的钱不会比合同本金多" in page.content.decode()
    late = client.post(asked("disbursed_on"), {"base": "1", "disbursed_on": "2025-06-01"})
    assert late.status_code == 422
    assert "对不上" in late.content.decode()
    assert loan_now(example)["disbursed_on"] == "2025-03-15"


@pytest.mark.parametrize("day", ["2025-02-28", "2024-02-29", "2025-12-31", "2025-01-31"])
def test_the_last_day_of_a_month_is_a_day(client: Client, example: File, day: str) -> None:
    assert client.post(asked("signed_on"), {"base": "1", "signed_on": day}).status_code == 302
    assert loan_now(example)["signed_on"] == day


@pytest.mark.parametrize("day", ["2025-02-29", "2025-04-31", "2025-13-01", "昨天", "1969-12-31"])
def test_a_day_that_never_was_is_refused(client: Client, example: File, day: str) -> None:
    assert client.post(asked("signed_on"), {"base": "1", "signed_on": day}).status_code == 422
    assert loan_now(example)["signed_on"] == "2025-03-15"


@pytest.mark.parametrize("name", ["𠮷田·阿依古丽", "<script>alert(1)</script>", '" onfocus="x', "{{ 7 }}"])
def test_names_are_kept_and_shown_as_they_are(client: Client, example: File, name: str) -> None:
    from django.utils.html import escape

    assert client.post(asked("lender"), {"base": "1", "lender": name}).status_code == 302
    assert loan_now(example)["lender"] == name
    for url in (asked("lender"), "/1/2/", "/1/", asked("product")):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert '" onfocus="x' not in page
    assert escape(name) in client.get(asked("lender")).content.decode()


def test_control_characters_and_choices_that_are_none_are_refused(client: Client, example: File) -> None:
    del example
    assert client.post(asked("lender"), {"base": "1", "lender": "a\x07b"}).status_code == 422
    assert client.post(asked("product"), {"base": "1", "product": "gold"}).status_code == 422
    assert client.post(asked("term_months"), {"base": "1", "term_months": "9" * 5000}).status_code == 422


def test_two_windows_see_both_answers_and_choose(client: Client, example: File) -> None:
    client.post(asked("lender"), {"base": "1", "lender": "甲公司"})
    page = client.post(asked("lender"), {"base": "1", "lender": "乙公司"})
    assert page.status_code == 409
    assert "甲公司" in page.content.decode()
    assert "乙公司" in page.content.decode()
    assert loan_now(example)["lender"] == "甲公司"
    chosen = client.post(page.context["again"], {"base": page.context["base"], **dict(page.context["sent"])})
    assert chosen.status_code == 302
    assert loan_now(example)["lender"] == "乙公司"


def test_two_windows_with_different_answers_keep_both(client: Client, example: File) -> None:
    client.post(asked("lender"), {"base": "1", "lender": "甲公司"})
    assert client.post(asked("contract_no"), {"base": "1", "contract_no": "X-1"}).status_code == 302
    assert (loan_now(example)["lender"], loan_now(example)["contract_no"]) == ("甲公司", "X-1")


def test_two_new_loans_in_two_windows_both_stay(client: Client, example: File) -> None:
    client.post("/1/2/4/1/", {"base": "1", "lender": "甲"})
    page = client.post("/1/2/4/1/", {"base": "1", "lender": "乙"})
    assert page.status_code == 409
    client.post(page.context["again"], {"base": page.context["base"], **dict(page.context["sent"])})
    loans = versions.latest(example).data["loan"]
    assert [loan["lender"] for loan in loans[3:]] == ["甲", "乙"]
    assert len({loan["id"] for loan in loans}) == 5


def test_sending_a_new_loan_twice_adds_one(client: Client, example: File) -> None:
    for _ in range(2):
        client.post("/1/2/4/1/", {"base": "1", "lender": "甲"})
    assert len(versions.latest(example).data["loan"]) == 4


def test_an_item_changed_elsewhere_is_found_by_its_name_or_said_to_be_gone(
    client: Client, example: File
) -> None:
    client.post("/1/2/1/remove/", {"base": "1"})
    gone = client.post(asked("lender"), {"base": "1", "lender": "乙"})
    assert gone.status_code == 409
    assert "删掉了" in gone.content.decode()
    moved = client.post("/1/2/3/1/", {"base": "1", "lender": "乙"})
    assert moved.context["again"] == "/1/2/2/1/"
    assert [loan["id"] for loan in versions.latest(example).data["loan"]] == ["信用卡", "老周"]


def test_removing_asks_once_and_leaves_nothing_pointing_at_it(client: Client, example: File) -> None:
    page = client.get("/1/2/1/remove/")
    assert len(versions.latest(example).data["loan"]) == 3
    client.post("/1/2/1/remove/", {"base": page.context["base"]})
    here = desk.desk(example)
    assert [loan.id for loan in here.own.loan] == ["信用卡", "老周"]
    assert len(here.own.contact) == 6


def test_removing_a_loan_says_which_entries_are_about_it_and_leaves_them(
    client: Client, example: File
) -> None:
    here = desk.desk(example)
    name = here.own.loan[0].id
    assert "条记录是关于这一笔的" not in client.get("/1/2/1/remove/").content.decode()
    for loan in (name, None, name):
        draft = Draft(kind="visit", text="来过", by="林小满", at="2026-08-30", loan=loan)
        here.journal.append(draft, desk.now())
    page = client.get("/1/2/1/remove/")
    assert "有 2 条记录是关于这一笔的（第 1、3 条）" in page.content.decode()
    assert "条记录是关于" not in client.get("/1/2/2/remove/").content.decode()
    assert client.post("/1/2/1/remove/", {"base": page.context["base"]}).status_code == 302
    assert [entry.loan for entry in here.journal.entries()] == [name, None, name]
    assert {contact.loan for contact in desk.desk().case.contact[-3:]} == {None}


def test_a_record_that_does_not_hold_does_not_keep_a_loan(client: Client, example: File) -> None:
    here = desk.desk(example)
    draft = Draft(kind="visit", text="来过", by="林小满", at="2026-08-30", loan=here.own.loan[0].id)
    here.journal.append(draft, desk.now())
    line = example.lines.get()
    line.data = bytes(line.data).replace("来过".encode(), "走了".encode())
    line.save()
    assert "第 1 条" in client.get("/1/2/1/remove/").content.decode()


def test_a_wrong_answer_to_what_is_no_longer_asked_is_told_all_the_same(
    client: Client, example: File
) -> None:
    del example
    number = next(n for n, one in enumerate(LOAN.questions, 1) if "term_months" in one.fields)
    sent = client.post(f"/1/2/2/{number}/", {"base": "1", "term_months": "x"})
    assert sent.status_code == 422


def payments() -> int:
    return next(n for n, one in enumerate(LOAN.inner, 1) if one.path == "payment")


def test_a_payment_is_added_changed_and_removed(client: Client, example: File) -> None:
    url = f"/1/2/1/list/{payments()}/"
    assert "2637.57" in client.get(url).content.decode()
    added = client.post(f"{url}12/", {"base": "1", "on": "2026-05-31", "amount": "0"})
    assert added["Location"] == url
    assert loan_now(example)["payment"][11] == {"on": "2026-05-31", "amount": "0"}
    client.post(f"{url}12/", {"base": "2", "on": "2026-05-31", "amount": "8.5", "note": "微信"})
    assert loan_now(example)["payment"][11] == {"on": "2026-05-31", "amount": "8.5", "note": "微信"}
    client.post(f"{url}12/remove/", {"base": "3"})
    assert len(loan_now(example)["payment"]) == 11
    assert client.get(f"{url}14/").status_code == 404


def test_an_entry_of_a_loan_that_moved_meanwhile_stays_with_its_loan(client: Client, example: File) -> None:
    client.post("/1/2/1/remove/", {"base": "1"})
    page = client.post(f"/1/2/3/list/{payments()}/3/", {"base": "1", "on": "2026-05-31", "amount": "7"})
    assert page.status_code == 409
    assert page.context["again"] == f"/1/2/2/list/{payments()}/3/"
    client.post(page.context["again"], {"base": page.context["base"], **dict(page.context["sent"])})
    assert versions.latest(example).data["loan"][1]["payment"][2]["amount"] == "7"


def test_rows_that_are_refused_are_all_shown_again() -> None:
    widget = NamesAndAmounts()
    sent = [("房租", "1"), ("房租", "2"), ("狗粮", "")]
    assert [row[:2] for row in widget.rows(sent) if row[1] or row[0] == "狗粮"] == sent


def test_which_loan_it_is_about_is_chosen_from_those_there_are(client: Client, example: File) -> None:
    del example
    number = next(n for n, one in enumerate(CONTACT.questions, 1) if "loan" in one.fields)
    page = client.get(f"/2/1/1/{number}/").content.decode()
    assert "海棠消费金融有限公司" in page
    assert "checked" in page


def test_the_lenders_own_people_are_written_in_words() -> None:
    field = field_for(leaf(cases.Loan, "agency_id"))
    assert field.prepare_value("own") == "贷款方自己的人"
    assert field.clean("贷款方自己的人") == "own"


def test_no_help_speaks_of_files(client: Client, example: File) -> None:
    del example
    for number in range(1, len(LOAN.inner) + 1):
        page = client.get(f"/1/2/1/list/{number}/1/").content.decode()
        assert "同写" not in page
        assert "month，" not in page


def test_an_entry_without_what_it_needs_is_not_kept(client: Client, example: File) -> None:
    page = client.post(f"/1/2/1/list/{payments()}/12/", {"base": "1", "amount": "100"})
    assert page.status_code == 422
    assert "想不起来" in page.content.decode()
    assert len(loan_now(example)["payment"]) == 11


def test_only_what_applies_is_asked(client: Client, example: File) -> None:
    del example
    assert client.get("/1/2/2" + asked("term_months")[6:]).status_code == 302
    page = client.get("/1/2/2" + asked("statement_day")[6:])
    assert page.status_code == 200
    assert f"共 {page.context['places']} 问" in page.content.decode()


@pytest.mark.parametrize(
    "url", ["/1/9/", "/1/2/99/1/", "/1/2/1/99/", "/1/2/0/1/", "/1/2/1/list/99/", "/1/1/2/1/"]
)
def test_there_is_no_page_for_other_numbers(client: Client, example: File, url: str) -> None:
    del example
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("sheet", [BORROWER, LOAN, *LOAN.inner], ids=lambda sheet: sheet.path)
def test_every_question_says_what_not_knowing_means(sheet: Any) -> None:
    for question in sheet.questions:
        for path in question.fields:
            assert question.unknown or leaf(sheet.model, path).required or sheet.why
        assert question.ask.endswith(("？", "写"))


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        ({"at": "2026-08-05T09:12", "channel": "visit"}, "联系 2：8月5日 上门"),
        ({"at": "2026-08-05"}, "联系 2：8月5日"),
        ({"channel": "sms"}, "联系 2：短信"),
        ({"at": "昨天"}, "联系 2"),
        ({}, "联系 2"),
    ],
)
def test_a_contact_is_told_from_another_by_its_day_and_way(contact: dict[str, str], name: str) -> None:
    assert called(CONTACT, contact, 2) == name


def test_the_question_comes_before_why_it_is_asked(client: Client, example: File) -> None:
    del example
    page = client.get("/1/1/1/1/").content.decode()
    assert page.index("怎么称呼您") < page.index("写信、写记录时要用")


def test_an_amount_that_is_none_is_told_in_few_words(client: Client, example: File) -> None:
    del example
    page = client.post("/1/2/1/10/", {"base": "1", "principal": "很多"}).content.decode()
    assert "这里只写一个数，如 1234.50" in page
    assert "不带逗号" not in page
