from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from yingmen import law
from yingmen.document import Citation
from yingmen.errors import OutsideCoverage, RatesError


def added(*figures: tuple[date, str]) -> tuple[law.Value, ...]:
    return tuple(
        law.Value(on, Decimal(rate), "pboc-lpr", on, law.Checked.REPORTED, on) for on, rate in figures
    )


def test_the_book_is_read_once() -> None:
    assert law.book() is law.book()
    assert law.book().sources["minfadian"] is law.book().sources["minfadian"]


def test_the_law_of_a_day_has_that_days_lpr() -> None:
    day = law.on(date(2024, 10, 21))
    assert (Decimal("0.0310"), Decimal("0.0360")) == (day.lpr_1y, day.lpr_5y)


# 2011-07-07: up to 6 months 6.10, to a year 6.56, to 3 years 6.65, to 5 years 6.90, longer 7.05 percent
@pytest.mark.parametrize(
    ("months", "rate"),
    [
        (1, "0.0610"),
        (6, "0.0610"),
        (7, "0.0656"),
        (12, "0.0656"),
        (13, "0.0665"),
        (36, "0.0665"),
        (37, "0.0690"),
        (60, "0.0690"),
        (61, "0.0705"),
        (360, "0.0705"),
    ],
)
def test_the_benchmark_rate_follows_the_term(months: int, rate: str) -> None:
    assert Decimal(rate) == law.on(date(2011, 7, 7)).benchmark(months)


def test_the_law_of_a_day_lists_what_was_in_force_and_nothing_else() -> None:
    names = [source.id for source in law.on(date(2018, 6, 1)).sources()]
    expected = [
        "geren-xinxi-2017",
        "jinrong-2017",
        "lvshifa",
        "minfa-zongze",
        "minjian-jiedai-2015",
        "nifa-2018",
        "pboc-benchmark",
        "renmin-tiaojie",
        "xiaobaofa",
        "xingfa",
        "xinyongka-2011",
        "xunxin-2013",
        "yinfa-2003-251",
        "yinfa-2016-111",
        "zhengxin",
        "zhian-2012",
    ]
    assert expected == names


def test_the_law_of_a_day_refuses_a_text_not_yet_in_force() -> None:
    with pytest.raises(OutsideCoverage, match="2021-01-01"):
        law.on(date(2020, 12, 31)).basis("minfadian", "680")
    expected = law.book().basis("minfadian", "680")
    assert expected == law.on(date(2021, 1, 1)).basis("minfadian", "680")


def test_the_law_of_a_day_refuses_a_text_no_longer_in_force() -> None:
    with pytest.raises(OutsideCoverage, match="2020-08-19"):
        law.on(date(2020, 8, 20)).basis("minjian-jiedai-2015", "26")


def test_a_basis_carries_the_weight_and_grade_of_its_text() -> None:
    expected = law.Basis("minjian-jiedai-2020", "25", law.Force.INTERPRETATION, law.Checked.TEXT)
    assert expected == law.book().basis("minjian-jiedai-2020", "25")


def test_a_basis_may_grade_itself_lower_but_never_higher() -> None:
    book = law.book()
    assert law.Checked.MEMORY is book.basis("xiaodai-2025", checked="memory").checked
    assert law.Checked.MEMORY is book.basis("minjian-jiedai-1991", "6", checked=law.Checked.TEXT).checked


@pytest.mark.parametrize(
    ("source", "article"), [("minfadain", None), ("minfadian", "9999"), ("xiaodai-2025", "1")]
)
def test_a_basis_on_nothing_is_a_slip_of_ours(source: str, article: str | None) -> None:
    with pytest.raises(LookupError, match=source):
        law.book().basis(source, article)


def test_a_citation_names_the_text_its_number_and_what_it_says() -> None:
    found = law.book().citation(law.book().basis("zhengxin", "17"))
    expected = Citation(
        source="zhengxin",
        name="征信业管理条例（国务院令第631号）",
        article="17",
        force="regulation",
        checked="text",
        gist="本人信用报告每年可以免费查两次。",
    )
    assert expected == found


def test_a_citation_without_article_gives_the_gist_of_the_whole() -> None:
    book = law.book()
    found = book.citation(book.basis("gonggao-2021-3"))
    assert found.article is None
    assert "年化利率" in found.gist


def test_later_figures_hold_until_the_day_before_the_next_publication() -> None:
    # 2026-09-21 is a Monday; the next publication is due on 2026-10-20
    book = law.book().with_values("lpr_1y", added((date(2026, 9, 21), "0.0290")))
    assert Decimal("0.0300") == book.number("lpr_1y", date(2026, 9, 20))
    assert Decimal("0.0290") == book.number("lpr_1y", date(2026, 9, 21))
    assert Decimal("0.0290") == book.number("lpr_1y", date(2026, 10, 19))
    with pytest.raises(OutsideCoverage, match="2026-09-21"):
        book.number("lpr_1y", date(2026, 10, 20))


def test_a_month_left_out_stays_unknown() -> None:
    book = law.book().with_values("lpr_1y", added((date(2026, 11, 20), "0.0290")))
    assert Decimal("0.0300") == book.number("lpr_1y", date(2026, 9, 19))
    assert Decimal("0.0290") == book.number("lpr_1y", date(2026, 11, 20))
    for day in (date(2026, 9, 20), date(2026, 11, 19)):
        with pytest.raises(OutsideCoverage, match="2026-09-19"):
            book.number("lpr_1y", day)


def test_a_figure_of_december_holds_into_january() -> None:
    months = (date(2026, 9, 21), date(2026, 10, 20), date(2026, 11, 20), date(2026, 12, 21))
    book = law.book().with_values("lpr_1y", added(*((day, "0.0290") for day in months)))
    assert date(2027, 1, 19) == book.numbers["lpr_1y"].until
    assert Decimal("0.0290") == book.number("lpr_1y", date(2027, 1, 19))


def test_later_figures_leave_the_first_book_and_other_numbers_alone() -> None:
    book = law.book().with_values("lpr_1y", added((date(2026, 9, 21), "0.0290")))
    assert date(2026, 9, 19) == law.book().numbers["lpr_1y"].until
    assert law.book().numbers["lpr_5y"] is book.numbers["lpr_5y"]
    assert len(law.book().numbers) == len(book.numbers)


def test_no_later_figures_change_nothing() -> None:
    assert law.book().numbers["lpr_1y"] == law.book().with_values("lpr_1y", ()).numbers["lpr_1y"]


@pytest.mark.parametrize(
    "days",
    [
        (date(2026, 8, 20),),
        (date(2024, 1, 22),),
        (date(2026, 10, 20), date(2026, 9, 21)),
        (date(2026, 9, 21), date(2026, 9, 21)),
    ],
)
def test_it_refuses_figures_that_are_not_later_and_in_order(days: tuple[date, ...]) -> None:
    with pytest.raises(RatesError, match="怎么办"):
        law.book().with_values("lpr_1y", added(*((day, "0.03") for day in days)))


def test_it_refuses_later_figures_of_a_number_not_published_monthly() -> None:
    with pytest.raises(RatesError, match="一般诉讼时效年数"):
        law.book().with_values("limitation_years", added((date(2027, 1, 1), "5")))
