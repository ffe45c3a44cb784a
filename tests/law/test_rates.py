from __future__ import annotations

from datetime import date
from decimal import Context, Decimal, localcontext

import pytest

from yingmen import law
from yingmen.errors import OutsideCoverage, RatesError

FILE = "我的利率.toml"
GOOD = """
[[lpr]]
on = 2026-09-21
one_year = "3.00"
five_year = "3.50"

[[lpr]]
on = 2026-10-20
one_year = "2.90"
"""


def entry(on: str = "2026-09-21", one_year: str = '"3.00"', more: str = "") -> str:
    return f"[[lpr]]\non = {on}\none_year = {one_year}\n{more}\n"


def test_percentages_become_fractions_marked_as_the_users_own() -> None:
    one_year, five_year = law.parse_rates(GOOD, FILE)
    assert [Decimal("0.0300"), Decimal("0.0290")] == [value.value for value in one_year]
    assert [Decimal("0.0350")] == [value.value for value in five_year]
    assert {("reported", "用户自行补充")} == {
        (value.checked, value.note) for value in (*one_year, *five_year)
    }


def test_a_figure_written_as_a_number_or_with_a_byte_order_mark_is_read_too() -> None:
    one_year, _ = law.parse_rates("\ufeff" + entry(one_year="2.95"), FILE)
    assert Decimal("0.0295") == one_year[0].value


def test_a_figure_is_exact_whatever_the_callers_decimal_context() -> None:
    with localcontext(Context(prec=1)):
        one_year, _ = law.parse_rates(entry(one_year='"2.95"'), FILE)
    assert Decimal("0.0295") == one_year[0].value


def test_the_users_file_carries_both_numbers_on() -> None:
    book = law.book().with_lpr(GOOD, FILE)
    assert Decimal("0.0290") == book.on(date(2026, 11, 19)).lpr_1y
    assert Decimal("0.0350") == book.on(date(2026, 10, 19)).lpr_5y
    with pytest.raises(OutsideCoverage):
        _ = book.on(date(2026, 10, 20)).lpr_5y
    one_year, _ = law.parse_rates(GOOD, FILE)
    assert one_year[-1] == book.value("lpr_1y", date(2026, 10, 20))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "没有一条"),
        ("lpr = []", "没有一条"),
        ("lpr = 3", "没有一条"),
        ("lpr = [3]", "没有一条"),
        ("[lpr]\non = 2026-09-21\n", "没有一条"),
        ("on: 2026-09-21", "TOML"),
        (entry(on="2026-09-31"), "TOML"),
        ("x = " + "[" * 100_000, "TOML"),
        ("x = " + "9" * 5_000, "TOML"),
        ("rate = 3\n" + entry(), "rate"),
        (entry(more='three_year = "3"'), "three_year"),
        (entry(on='"2026-09-21"'), "不是公布日期"),
        (entry(on="2026-09-21T09:15:00"), "不是公布日期"),
        (entry(on="9999-12-21"), "不是公布日期"),
        (entry(on="20260921"), "不是公布日期"),
        ('[[lpr]]\none_year = "3.00"\n', "没有写 on"),
        ("[[lpr]]\non = 2026-09-21\n", "没有写 one_year"),
        (entry(one_year="true"), "不是一个百分数"),
        (entry(one_year='["3.00"]'), "不是一个百分数"),
        (entry(one_year='"3.00%"'), "不是一个百分数"),
        (entry(one_year='"三"'), "不是一个百分数"),
        (entry(one_year='"３.００"'), "不是一个百分数"),
        (entry(one_year='"-3.00"'), "不是一个百分数"),
        (entry(one_year="nan"), "不是一个百分数"),
        (entry(one_year="inf"), "不是一个百分数"),
        (entry(one_year='"0"'), "3.00"),
        (entry(one_year='"0.03"'), "3.00"),
        (entry(one_year='"30.01"'), "30"),
        (entry(one_year='"300"'), "30"),
        (entry(more='five_year = "350"'), "five_year"),
        (entry() + entry(), "写了两次"),
        (entry(on="2026-10-20") + entry(on="2026-09-21"), "排在了"),
    ],
)
def test_it_refuses_a_bad_file_and_names_file_fault_and_remedy(text: str, says: str) -> None:
    with pytest.raises(RatesError) as caught:
        law.parse_rates(text, FILE)
    assert FILE in caught.value.where
    assert says in str(caught.value)
    assert caught.value.remedy


def test_it_names_the_entry_that_is_wrong() -> None:
    with pytest.raises(RatesError, match="第 2 条") as caught:
        law.parse_rates(entry() + entry(on="2026-10-20", one_year='"300"'), FILE)
    assert "one_year" in str(caught.value)


def test_it_names_the_line_where_toml_ends() -> None:
    with pytest.raises(RatesError, match="第 4 行"):
        law.parse_rates("[[lpr]]\non = 2026-09-21\n\none_year 3\n", FILE)


def test_it_refuses_figures_the_program_already_knows_and_names_the_file() -> None:
    with pytest.raises(RatesError, match="2026-08-20") as caught:
        law.book().with_lpr(entry(on="2026-08-20"), FILE)
    assert caught.value.where.startswith(FILE)
