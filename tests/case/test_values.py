from __future__ import annotations

from decimal import Decimal

import pytest

from case.files import CONTACT, HEAD, LOAN, loan_case, loan_problem, problem
from yingmen.case import from_data
from yingmen.errors import CaseError


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0", "0.00"),
        ("0.00", "0.00"),
        ("-0.0", "0.00"),
        ("1234.5", "1234.50"),
        ('"1234.56"', "1234.56"),
        ("1e3", "1000.00"),
        ("1.500", "1.50"),
        ("1_000", "1000.00"),
        ("10000", "10000.00"),
    ],
)
def test_an_amount_is_read_to_the_fen(written: str, expected: str) -> None:
    assert expected == str(loan_case(f"received = {written}\n").loan[0].received)


def test_the_largest_amount_is_accepted() -> None:
    text = HEAD + f'[[asset]]\nkind = "x"\nvalue = {10**12}\n'
    assert problem(text.replace(str(10**12), f"{10**12}.01")).line == 7
    assert from_data(
        {"schema": 1, "borrower": {"name": "x", "kind": "person"}, "asset": [{"kind": "x", "value": 10**12}]}
    ).asset[0].value == Decimal(10**12)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("-1", "负号"),
        ("-0.01", "负号"),
        ("0.001", "最多到分"),
        ("1e-40", "最多到分"),
        ("1e-999999", "最多到分"),
        ("1000000000000.01", "小数点"),
        ("1e30", "小数点"),
        ("9" * 400, "小数点"),
        ("-" + "9" * 400, "负号"),
        ("nan", "不要猜"),
        ("inf", "不要猜"),
        ("-inf", "不要猜"),
        ("1e99999999999999999999", "不要猜"),
        ("true", "不要猜"),
        ("2024-01-01", "不要猜"),
        ('"1,000"', "不带逗号"),
        ('"1000元"', "不带逗号"),
        ('"１２３"', "不带逗号"),
        ('"٣"', "不带逗号"),
        ('""', "不带逗号"),
        ('"NaN"', "不带逗号"),
        ('"1e3"', "不带逗号"),
    ],
)
def test_it_refuses_an_amount_that_is_none(written: str, hint: str) -> None:
    found = loan_problem(f"received = {written}\n")
    assert (found.path, found.line) == ("loan[1](网贷).received", 13)
    assert found.expected.startswith("金额，0 到 1000000000000 元之间，最多两位小数")
    assert hint in found.hint


def test_it_refuses_a_binary_float() -> None:
    data = {"schema": 1, "borrower": {"name": "x", "kind": "person"}, "asset": [{"kind": "x", "value": 0.1}]}
    with pytest.raises(CaseError, match="加上引号"):
        from_data(data)


@pytest.mark.parametrize(
    ("line", "at_most"),
    [
        ("nominal_rate = {}", 1000),
        ("daily_rate = {}", 10),
        ("penalty_daily_rate = {}", 10),
        ("minimum_rate = {}", 10),
        ("late_fee_rate = {}", 10),
        ("penalty_multiple = {}", 100),
    ],
)
def test_a_rate_has_a_range_of_its_own(line: str, at_most: int) -> None:
    key = line.split(" ", maxsplit=1)[0]
    assert Decimal(at_most) == getattr(loan_case(line.format(at_most) + "\n").loan[0], key)
    assert Decimal("0.0001234") == getattr(loan_case(line.format('"0.0001234"') + "\n").loan[0], key)
    for wrong in (f"{at_most}.000001", "-0.01", "nan", "inf", "false", "1e-31", '"18%"'):
        found = loan_problem(line.format(wrong) + "\n")
        assert (f"loan[1](网贷).{key}", 13) == (found.path, found.line)


def test_a_percentage_is_answered_with_the_fraction_to_write() -> None:
    assert "24% 写 0.24" in loan_problem('nominal_rate = "18%"\n').hint


@pytest.mark.parametrize(
    "written",
    ["2024-01-31T08:00:00", "08:00:00", "1969-12-31", "2200-01-01", '"2024-1-31"', '"20240131"', "20240131"],
)
def test_it_refuses_a_date_that_is_none(written: str) -> None:
    found = loan_problem(f"signed_on = {written}\n")
    assert (found.path, found.line) == ("loan[1](网贷).signed_on", 13)
    assert "2024-01-31" in found.expected


@pytest.mark.parametrize("written", ["1970-01-01", "2199-12-31", '"2199-12-31"'])
def test_it_accepts_the_first_and_the_last_day(written: str) -> None:
    assert written.strip('"') == str(loan_case(f"signed_on = {written}\n").loan[0].signed_on)


@pytest.mark.parametrize(
    "written",
    [
        "2024-06-01T08:30:00Z",
        "2024-06-01T08:30:00+08:00",
        '"2024-06-01T08:30:00+08:00"',
        '"2024-06-01T08:30Z"',
    ],
)
def test_it_refuses_a_moment_with_an_offset(written: str) -> None:
    found = problem(HEAD + CONTACT.replace("2024-06-01T08:30:00", written))
    assert (found.path, found.line) == ("contact[1](c1).at", 7)
    assert "北京时间" in found.hint


@pytest.mark.parametrize(
    "written", ["08:30:00", '"昨天"', '"2024-06-01T25:00"', '"2024-02-30"', "1", "1969-12-31"]
)
def test_it_refuses_a_moment_that_is_none(written: str) -> None:
    assert problem(HEAD + CONTACT.replace("2024-06-01T08:30:00", written)).path == "contact[1](c1).at"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("term_months = 0", "不小于 1 的整数"),
        ("term_months = 601", "不大于 600 的整数"),
        ("term_months = 1.0", "整数"),
        ("term_months = true", "整数"),
        ('term_months = "12"', "整数"),
        ("statement_day = 32", "不大于 31 的整数"),
        ("due_day = 0", "不小于 1 的整数"),
        ("online = 1", "true 或 false"),
        ('online = "true"', "true 或 false"),
        ("contract_no = 123", "文字"),
        ("payment = 3", "一个列表"),
        ("payment = [3]", "一个表"),
        ('day_count = "act/364"', "以下之一：30/360、act/360、act/365"),
    ],
)
def test_it_says_in_chinese_what_a_value_should_have_been(line: str, expected: str) -> None:
    found = loan_problem(line + "\n")
    assert (expected, 13) == (found.expected, found.line)


@pytest.mark.parametrize(
    ("written", "hint"),
    [('"银行"', "bank"), ('"Bank"', "bank"), ('"microlon"', "microloan"), ('"民间"', "private")],
)
def test_a_chinese_name_or_a_near_miss_gets_the_word_to_write(written: str, hint: str) -> None:
    found = problem(HEAD + LOAN.replace('"bank"', written))
    assert f"是不是想写 {hint}？" == found.hint


@pytest.mark.parametrize("written", ['""', '"  "', f'"{"长" * 201}"', r'"a\u0007"', r'"a\nb"', r'"\u2028"'])
def test_it_refuses_an_id_that_is_empty_long_or_has_control_characters(written: str) -> None:
    assert problem(HEAD + LOAN.replace('"网贷"', written)).path.endswith(".id")


def test_an_id_may_have_two_hundred_characters_of_any_script() -> None:
    name = "𬱖" * 200
    assert (
        name
        == from_data({"schema": 1, "borrower": {"name": name, "kind": "person"}, "contact": []}).borrower.name
    )


def test_a_note_may_have_several_lines() -> None:
    more = '[[loan.payment]]\non = 2024-03-01\namount = 1\nnote = """一\n二"""\n'
    assert loan_case(more).loan[0].payment[0].note == "一\n二"


def test_a_broken_character_in_json_is_refused() -> None:
    with pytest.raises(CaseError, match="控制字符") as caught:
        from_data({"schema": 1, "borrower": {"name": "x\ud800", "kind": "person"}})
    assert "\ud800" not in str(caught.value)
