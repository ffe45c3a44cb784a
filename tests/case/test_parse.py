from __future__ import annotations

import time
from datetime import date, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from case.files import CONTACT, HEAD, LOAN, loan_case, problem, problems
from yingmen.case import (
    Borrower,
    BorrowerKind,
    Channel,
    ContactInitiator,
    Every,
    Figure,
    LenderKind,
    Product,
    Repayment,
    from_data,
    parse,
    to_data,
)
from yingmen.days import DayCount
from yingmen.errors import CaseError


def test_it_reads_the_smallest_case() -> None:
    case = parse(HEAD)
    assert Borrower(name="张三", kind=BorrowerKind.PERSON) == case.borrower
    assert (case.loan, case.contact, case.asset, case.agreement, case.person) == ((), (), (), (), ())


def test_it_reads_a_loan_and_leaves_what_is_absent_unknown() -> None:
    (loan,) = loan_case('nominal_rate = 0.24\nday_count = "act/360"\n').loan
    assert Decimal("10000.00") == loan.principal
    assert (loan.lender_kind, loan.product) == (LenderKind.BANK, Product.CONSUMER_LOAN)
    assert (loan.repayment, loan.day_count) == (Repayment.EQUAL_INSTALLMENT, DayCount.ACT_360)
    assert (date(2024, 2, 29), Decimal("0.24")) == (loan.disbursed_on, loan.nominal_rate)
    assert (loan.received, loan.compound, loan.daily_rate) == (None, None, None)


def test_zero_is_a_known_figure_and_not_an_unknown_one() -> None:
    assert Decimal(0) == loan_case("nominal_rate = 0\n").loan[0].nominal_rate


def test_it_reads_every_list_of_a_loan_in_the_order_of_the_file() -> None:
    loan = loan_case(
        '[[loan.deduction]]\nkind = "fee"\namount = 1\npayee = "甲"\n'
        '[[loan.charge]]\non = 2024-03-01\namount = 2\nkind = "cash"\n'
        '[[loan.fee]]\nkind = "账户费"\namount = 3\nevery = "month"\n'
        "[[loan.payment]]\non = 2024-03-02\namount = 4\n"
        '[[loan.payment]]\non = 2024-03-01\namount = "5.10"\ndesignated = "interest"\n'
        '[[loan.acknowledgement]]\non = 2024-04-01\nkind = "promise"\n'
        '[[loan.claim]]\nid = "k"\non = 2024-05-01\nby = "乙"\ntotal = 6\n'
    ).loan[0]
    assert [("fee", Decimal(1), "甲")] == [(item.kind, item.amount, item.payee) for item in loan.deduction]
    assert [(date(2024, 3, 1), Decimal(2), "cash")] == [
        (item.on, item.amount, item.kind) for item in loan.charge
    ]
    assert [(item.kind, item.every) for item in loan.fee] == [("账户费", Every.MONTH)]
    assert [Decimal(4), Decimal("5.10")] == [item.amount for item in loan.payment]
    assert [item.designated for item in loan.payment] == [None, "interest"]
    assert [item.kind for item in loan.acknowledgement] == ["promise"]
    assert [("k", "乙", Decimal(6))] == [(item.id, item.by, item.total) for item in loan.claim]


def test_it_reads_household_business_assets_agreements_and_people() -> None:
    case = loan_case(
        "[household]\nmembers = 3\ndependants = 1\nreserve = 500\n"
        '[household.essentials]\n"房租" = 1200\n'
        '[[household.income]]\nsource = "工资"\namount = 5000\nlow = 4000\nhigh = 6000\n'
        "[business]\nrevenue = 9000\nrent = {observed = [1000, 1100]}\n"
        "wages = {amount = 2, low = 1, high = 3}\n"
        '[[asset]]\nkind = "电动车"\nvalue = 800\nliquid = false\nessential = true\n'
        '[[agreement]]\nwith = "某银行"\nloan = "网贷"\nsigned_on = 2024-07-01\n'
        'installments = [{on = 2024-08-01, amount = 100}]\nconditions = ["免罚息"]\n'
        '[[person]]\nrole = "lawyer"\nname = "王律师"\nphone = "12348"\n'
    )
    assert case.household is not None
    assert {"房租": Decimal("1200.00")} == case.household.essentials
    assert Decimal(4000) == case.household.income[0].low
    assert case.business is not None
    assert Figure(amount=Decimal(9000)) == case.business.revenue
    assert Figure(observed=(Decimal(1000), Decimal(1100))) == case.business.rent
    assert (case.agreement[0].with_, case.agreement[0].conditions) == ("某银行", ("免罚息",))
    assert Decimal(100) == case.agreement[0].installments[0].amount
    assert (case.asset[0].kind, case.person[0].role) == ("电动车", "lawyer")


def test_a_contact_is_by_default_about_the_borrower() -> None:
    (contact,) = parse(HEAD + CONTACT).contact
    assert (contact.debtor_id, contact.channel) == ("borrower", Channel.CALL)
    assert (datetime(2024, 6, 1, 8, 30), True) == (contact.at, contact.time_known)  # noqa: DTZ001 - local time


def test_a_contact_keeps_its_facts_and_leaves_the_others_unknown() -> None:
    more = (
        'initiated_by = "debtor"\nminutes = 2.5\nthreat = false\namount_overdue = 12.34\nposed_as = "none"\n'
    )
    (contact,) = parse(HEAD + CONTACT + more).contact
    assert (ContactInitiator.DEBTOR, Decimal("2.5"), False) == (
        contact.initiated_by,
        contact.minutes,
        contact.threat,
    )
    assert (Decimal("12.34"), "none", None) == (contact.amount_overdue, contact.posed_as, contact.insult)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("at = 2024-06-01", False),
        ('at = "2024-06-01"', False),
        ("at = 2024-06-01T00:00:00", True),
        ('at = "2024-06-01 00:00"', True),
        ("at = 2024-06-01\ntime_known = true", True),
        ("at = 2024-06-01T00:00:00\ntime_known = false", False),
    ],
)
def test_the_hour_is_unknown_where_only_the_date_was_given(lines: str, expected: bool) -> None:
    (contact,) = parse(HEAD + CONTACT.replace("at = 2024-06-01T08:30:00", lines)).contact
    assert (datetime(2024, 6, 1), expected) == (contact.at, contact.time_known)  # noqa: DTZ001 - local time


@pytest.mark.parametrize("name", ["𬱖", "买买提·艾力", "𠮷野家 Ｇｍｂｈ", "e\u0301"])
def test_names_keep_rare_characters_as_given(name: str) -> None:
    assert name == parse(HEAD.replace("张三", name)).borrower.name


def test_a_date_is_read_on_29_february_of_a_leap_year_only() -> None:
    assert date(2024, 2, 29) == loan_case("signed_on = 2024-02-29\n").loan[0].signed_on
    found = problem(HEAD + LOAN + "signed_on = 2023-02-29\n")
    assert (found.line, found.hint) == (13, "日历上没有这一天或这个钟点，请核对。")
    as_text = problem(HEAD + LOAN + 'signed_on = "2023-02-29"\n')
    assert (as_text.line, as_text.hint) == (13, "日历上没有这一天或这个钟点，请核对。")


def test_json_takes_dates_and_amounts_as_text_and_null_as_unknown() -> None:
    contact = {"contact_id": "1", "at": "2024-01-31", "channel": "sms", "time_known": None, "party": None}
    data = {"schema": 1, "borrower": {"name": "x", "kind": "person", "city": None}, "contact": [contact]}
    case = from_data({**data, "loan": None, "asset": [{"kind": "存款", "value": "12.3"}]})
    assert (
        case.contact[0].time_known,
        case.contact[0].party,
        case.contact[0].debtor_id,
    ) == (False, None, "borrower")
    assert (Decimal("12.30"), ()) == (case.asset[0].value, case.loan)


@pytest.mark.parametrize("data", [[], "x", None, 3])
def test_data_that_is_no_table_is_refused(data: object) -> None:
    with pytest.raises(CaseError, match="整个文件"):
        from_data(data)  # type: ignore[arg-type]  # the very mistake


def test_data_with_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(CaseError, match="用文字写的键"):
        from_data({1: 2, "schema": 1})  # type: ignore[dict-item]  # the very mistake


@pytest.mark.parametrize("version", ["2", "true", "1.0", '"1"'])
def test_any_other_version_is_refused(version: str) -> None:
    assert (
        (found := problem(HEAD.replace("schema = 1", f"schema = {version}"))).path,
        found.expected,
        found.line,
    ) == ("schema", "1", 1)


def test_values_are_fixed_once_read() -> None:
    with pytest.raises(ValidationError):
        parse(HEAD).borrower.name = "李四"  # type: ignore[misc]  # the very mistake


def test_all_problems_are_reported_together_in_the_order_of_the_file() -> None:
    text = (
        HEAD.replace('"person"', '"个人"')
        + LOAN
        + "received = 20000\nnominal_rat = 1\n"
        + CONTACT
        + "x = 1\n"
    )
    found = problems(text.replace('channel = "call"', 'channel = "cal"'))
    assert [(item.line, item.path) for item in found] == [
        (4, "borrower.kind"),
        (13, "loan[1](网贷).received"),
        (14, "loan[1](网贷).nominal_rat"),
        (18, "contact[1](c1).channel"),
        (19, "contact[1](c1).x"),
    ]


def test_at_most_fifty_problems_are_shown_and_the_rest_counted() -> None:
    found = problems(HEAD + "".join(f"k{n} = 1\n" for n in range(53)))
    assert len(found) == 51
    assert "…还有 3 处" in str(found[-1])


def test_the_error_names_the_file() -> None:
    with pytest.raises(CaseError, match=r"^我的案件\.toml"):
        parse("schema = 1\n", "我的案件.toml")


def test_ten_loans_with_a_thousand_contacts_are_read_in_about_a_second() -> None:
    loans = "".join(LOAN.replace("网贷", str(n)) for n in range(10))
    facts = "\n".join(f"{key} = false" for key in ("threat", "insult", "violence", "followed", "connected"))
    contacts = "".join(CONTACT.replace('"c1"', f'"{n}"') + facts + "\n" for n in range(1000))
    start = time.perf_counter()
    case = parse(HEAD + loans + contacts)
    assert time.perf_counter() - start < 1.5
    assert (len(case.loan), len(to_data(case)["contact"])) == (10, 1000)
