from __future__ import annotations

from datetime import date

import pytest

from yingmen import law

IDS = tuple(law.book().sources)
CIVIL_CODE = (
    "188 189 192 193 195 496 497 509 543 545 546 548 557 560 561 585 667 670 674 675 676 677 678 679 680"
)
LONGEST_GIST = 60  # one line on a phone or two: a gist, not the article


@pytest.mark.parametrize("name", IDS)
def test_every_instrument_is_complete(name: str) -> None:
    source = law.book().sources[name]
    assert name == source.id
    assert source.name
    assert source.issuer
    assert source.until is None or source.since < source.until
    assert source.articles or source.gist
    assert source.read_at or source.checked is not law.Checked.TEXT


@pytest.mark.parametrize("name", IDS)
def test_an_instrument_is_graded_as_law_never_as_somebodys_contract(name: str) -> None:
    source = law.book().sources[name]
    assert source.force > law.Force.CONTRACT
    assert source.checked > law.Checked.CASE


@pytest.mark.parametrize("name", IDS)
def test_gists_are_short_and_in_chinese(name: str) -> None:
    source = law.book().sources[name]
    for gist in (*(article.gist for article in source.articles), source.gist or "指"):
        assert len(gist) <= LONGEST_GIST
        assert any("\u4e00" <= letter <= "\u9fff" for letter in gist)


@pytest.mark.parametrize("name", IDS)
def test_an_article_is_a_bare_number_and_no_better_checked_than_its_instrument(name: str) -> None:
    source = law.book().sources[name]
    for article in source.articles:
        assert article.no.isdecimal()
        assert article.checked <= source.checked


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        (
            "minfadian",
            CIVIL_CODE,
        ),
        ("minjian-jiedai-2020", "1 9 13 24 25 26 27 28 29 30 31"),
        ("minjian-jiedai-pifu-2020", "1"),
        ("minjian-jiedai-2015", "26 28 29 30"),
        ("minjian-jiedai-1991", "6"),
        ("jinrong-2017", "2"),
        ("yinfa-2003-251", "3"),
        ("gonggao-2021-3", ""),
        ("jingui-2025-9", "6"),
        ("jingui-2026-2", ""),
        ("xiaodai-2025", ""),
        ("hetong-tongze", "48 56 64 65"),
        ("shixiao", "2 3 4 8 9 10 11 14 17 19"),
        ("zhengxin", "16 17 25"),
        ("minfa-zongze", "188"),
        ("minfa-tongze", "135"),
        ("xinyongka-2011", "70"),
        ("pboc-lpr", ""),
        ("pboc-benchmark", ""),
    ],
)
def test_the_articles_that_owe_needs_are_there(name: str, articles: str) -> None:
    assert articles.split() == [article.no for article in law.book().sources[name].articles]


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("minfadian", date(2021, 1, 1), None),
        ("minjian-jiedai-2020", date(2020, 8, 20), None),
        ("minjian-jiedai-2015", date(2015, 9, 1), date(2020, 8, 19)),
        ("minjian-jiedai-1991", date(1991, 8, 13), date(2015, 8, 31)),
        ("hetong-tongze", date(2023, 12, 5), None),
        ("minfa-zongze", date(2017, 10, 1), date(2020, 12, 31)),
        ("minfa-tongze", date(1987, 1, 1), date(2017, 9, 30)),
        ("jingui-2026-2", date(2026, 8, 1), None),
    ],
)
def test_an_instrument_holds_from_its_first_to_its_last_day(
    name: str, first: date, last: date | None
) -> None:
    source = law.book().sources[name]
    assert (first, last) == (source.since, source.until)
    assert source.in_force(first)
    assert not source.in_force(date.fromordinal(first.toordinal() - 1))
    assert source.in_force(last or date(2026, 11, 24))
    assert last is None or not source.in_force(date.fromordinal(last.toordinal() + 1))


def test_what_is_known_from_memory_says_so() -> None:
    book = law.book()
    assert law.Checked.MEMORY is book.basis("minjian-jiedai-1991", "6").checked
    assert law.Checked.MEMORY is book.basis("minjian-jiedai-2015", "29").checked
    assert law.Checked.REPORTED is book.basis("minjian-jiedai-2015", "26").checked
    assert law.Checked.TEXT is book.basis("minfadian", "680").checked


def test_the_2020_rule_says_which_wording_was_read() -> None:
    note = law.book().sources["minjian-jiedai-2020"].note
    assert "2021-01-01" in note
    assert "法释〔2020〕6号" in note


def test_it_refuses_an_article_graded_better_than_its_instrument() -> None:
    from yingmen.law.source import source_from

    table = {
        "id": "x",
        "name": "某规定",
        "number": "",
        "issuer": "某部",
        "force": "rule",
        "since": date(2020, 1, 1),
        "checked": "reported",
        "checked_on": date(2026, 11, 24),
        "article": {"1": {"gist": "一句话。", "checked": "text"}},
    }
    with pytest.raises(ValueError, match="article 1"):
        source_from(table)


def test_it_refuses_a_source_file_with_an_unknown_key() -> None:
    from yingmen.law.source import source_from

    with pytest.raises(ValueError, match="sinec"):
        source_from({"sinec": date(2020, 1, 1)})
