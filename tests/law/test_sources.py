from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from yingmen import law

IDS = tuple(law.book().sources)
FILES = Path(law.__file__).parent / "sources"
CIVIL_CODE = (
    "150 152 188 189 192 193 195 465 496 497 509 543 545 546 548 557 560 561 585 667 670 674 675 676 677 678"
    " 679 680 687 688 692 693 997 1003 1004 1011 1024 1032 1033 1034 1036 1037 1064 1161 1165 1167 1170 1183"
    " 1191"
)
CRIMINAL_CODE = "20 175-1 193 196 234 238 245 246 253-1 266 274 275 279 280 293 293-1 307-1 313"
CIVIL_PROCEDURE = "225 227 250 251 252 253 254 255 256 257 258 259 260 261"
LONGEST_GIST = 90  # a few lines on a phone: a gist, not the article
LONGEST_WHOLE = 130  # where no article is known, one gist carries the instrument


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
def test_every_file_says_itself_how_and_when_it_was_checked_and_from_when_it_holds(name: str) -> None:
    table = tomllib.loads((FILES / f"{name}.toml").read_text(encoding="utf-8"))
    assert {"force", "since", "checked", "checked_on"} <= set(table)
    assert table["since"] < table["checked_on"]
    assert name == table["id"]


@pytest.mark.parametrize("name", IDS)
def test_an_instrument_is_graded_as_law_never_as_somebodys_contract(name: str) -> None:
    source = law.book().sources[name]
    assert source.force > law.Force.CONTRACT
    assert source.checked > law.Checked.CASE


@pytest.mark.parametrize("name", IDS)
def test_gists_are_short_and_in_chinese(name: str) -> None:
    source = law.book().sources[name]
    assert len(source.gist) <= LONGEST_WHOLE
    for gist in (*(article.gist for article in source.articles), source.gist or "指。"):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in gist)
        assert gist.endswith("。")
    assert [article.no for article in source.articles if len(article.gist) > LONGEST_GIST] == []


@pytest.mark.parametrize("name", IDS)
def test_an_article_is_a_bare_number_and_no_better_checked_than_its_instrument(name: str) -> None:
    source = law.book().sources[name]
    for article in source.articles:
        assert re.fullmatch(r"[1-9]\d*(-[1-9])?", article.no)
        assert article.checked <= source.checked


@pytest.mark.parametrize("name", IDS)
def test_articles_stand_in_the_order_of_the_text(name: str) -> None:
    numbers = [[int(part) for part in article.no.split("-")] for article in law.book().sources[name].articles]
    assert sorted(numbers) == numbers


@pytest.mark.parametrize("name", IDS)
def test_what_was_not_read_itself_says_what_is_doubtful_or_where_it_was_reported(name: str) -> None:
    source = law.book().sources[name]
    assert source.checked is law.Checked.TEXT or source.note or source.read_at


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("minfadian", CIVIL_CODE),
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
        ("zhengxin", "15 16 17 25 26"),
        ("minfa-zongze", "188"),
        ("minfa-tongze", "135"),
        ("xinyongka-2011", "66 67 68 69 70"),
        ("pboc-lpr", ""),
        ("pboc-benchmark", ""),
        ("xingfa", CRIMINAL_CODE),
        ("zhian-2012", "22 23 26 40 42 43 49 51 52 77 78"),
        ("zhian-2025", "19 25 26 30 47 50 51 56 58 59 62 63 88 90"),
        ("pipl", "5 6 13 23 25 28 44 45 46 47 50 69"),
        ("xiaobaofa", "14 29 50 51"),
        ("lvshifa", "13 55"),
        ("fanyouzuzhi", "2 23"),
        ("minsusongfa", CIVIL_PROCEDURE),
        ("xunxin-2013", "1"),
        ("xinyongka-xingshi-2018", "6 7 8 9 10 11"),
        ("geren-xinxi-2017", "3 5"),
        ("falv-yuanzhu", "31 32"),
        ("renmin-tiaojie", "33"),
        ("gongan-chengxu", "61 178"),
        ("xiaobao-2022", "41"),
        ("xiaojin-2024", ""),
        ("tousu-2020", ""),
        ("gbt-45251-2025", ""),
        ("cba-2026", "22"),
        ("nifa-2018", "13 14 15 16 17 18 19 20 21"),
    ],
)
def test_the_articles_that_the_steps_need_are_there(name: str, articles: str) -> None:
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
        ("xingfa", date(1997, 10, 1), None),
        ("zhian-2012", date(2006, 3, 1), date(2025, 12, 31)),
        ("zhian-2025", date(2026, 1, 1), None),
        ("pipl", date(2021, 11, 1), None),
        ("xiaobaofa", date(2014, 3, 15), None),
        ("lvshifa", date(2018, 1, 1), None),
        ("fanyouzuzhi", date(2022, 5, 1), None),
        ("minsusongfa", date(2024, 1, 1), None),
        ("xunxin-2013", date(2013, 7, 22), None),
        ("xinyongka-xingshi-2018", date(2018, 12, 1), None),
        ("geren-xinxi-2017", date(2017, 6, 1), None),
        ("falv-yuanzhu", date(2022, 1, 1), None),
        ("renmin-tiaojie", date(2011, 1, 1), None),
        ("gongan-chengxu", date(2019, 1, 1), None),
        ("xinyongka-2011", date(2011, 1, 13), None),
        ("xiaobao-2022", date(2023, 3, 1), None),
        ("xiaojin-2024", date(2024, 4, 18), None),
        ("tousu-2020", date(2020, 3, 1), None),
        ("zhengxin", date(2013, 3, 15), None),
        ("shixiao", date(2021, 1, 1), None),
        ("gbt-45251-2025", date(2025, 2, 28), None),
        ("cba-2026", date(2026, 1, 30), None),
        ("nifa-2018", date(2018, 3, 28), None),
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


@pytest.mark.parametrize(
    ("name", "force", "checked"),
    [
        ("minfadian", "statute", "text"),
        ("xingfa", "statute", "text"),
        ("zhian-2012", "statute", "text"),
        ("zhian-2025", "statute", "text"),
        ("pipl", "statute", "text"),
        ("xiaobaofa", "statute", "text"),
        ("lvshifa", "statute", "text"),
        ("fanyouzuzhi", "statute", "text"),
        ("minsusongfa", "statute", "text"),
        ("falv-yuanzhu", "statute", "text"),
        ("renmin-tiaojie", "statute", "text"),
        ("xunxin-2013", "interpretation", "text"),
        ("xinyongka-xingshi-2018", "interpretation", "text"),
        ("geren-xinxi-2017", "interpretation", "text"),
        ("shixiao", "interpretation", "text"),
        ("zhengxin", "regulation", "text"),
        ("gongan-chengxu", "rule", "reported"),
        ("xinyongka-2011", "rule", "reported"),
        ("xiaobao-2022", "rule", "reported"),
        ("xiaojin-2024", "rule", "reported"),
        ("tousu-2020", "rule", "reported"),
        ("gbt-45251-2025", "standard", "reported"),
        ("cba-2026", "convention", "reported"),
        ("nifa-2018", "convention", "reported"),
    ],
)
def test_each_text_of_the_rulebook_has_its_own_weight_and_grade(name: str, force: str, checked: str) -> None:
    source = law.book().sources[name]
    assert (force, checked) == (source.force, source.checked)


@pytest.mark.parametrize("name", ["minfadian", "xingfa", "pipl", "minsusongfa", "zhian-2012", "zhian-2025"])
def test_a_law_read_in_its_text_grades_no_article_lower(name: str) -> None:
    assert {law.Checked.TEXT} == {article.checked for article in law.book().sources[name].articles}


def test_the_public_security_laws_meet_without_gap_or_overlap() -> None:
    old, new = (law.book().sources[name] for name in ("zhian-2012", "zhian-2025"))
    assert old.until is not None
    assert old.until + timedelta(days=1) == new.since
    for day in (date(2006, 3, 1), old.until, new.since, date(2026, 11, 24)):
        assert [source.id for source in (old, new) if source.in_force(day)] == [
            "zhian-2012" if day <= date(2025, 12, 31) else "zhian-2025"
        ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [  # same matter, old and new article: the words that both gists must share
        ("23", "26", "扰乱单位秩序"),
        ("26", "30", "寻衅滋事"),
        ("40", "47", "住宅"),
        ("42", "50", "侮辱"),
        ("43", "51", "打人"),
        ("49", "58", "敲诈"),
        ("49", "59", "损坏财物"),
        ("51", "62", "招摇撞骗"),
        ("52", "63", "假公文"),
        ("22", "25", "六个月"),
        ("78", "90", "公安"),
    ],
)
def test_one_matter_is_told_alike_in_the_old_law_and_the_new(old: str, new: str, words: str) -> None:
    sources = law.book().sources
    assert words in sources["zhian-2012"].article(old).gist
    assert words in sources["zhian-2025"].article(new).gist


def test_an_article_number_that_both_laws_use_never_carries_one_gist() -> None:
    old, new = (
        {article.no: article.gist for article in law.book().sources[name].articles}
        for name in ("zhian-2012", "zhian-2025")
    )
    assert {"26", "51"} == old.keys() & new.keys()
    assert [no for no in old.keys() & new.keys() if old[no] == new[no]] == []
    assert "寻衅滋事" in old["26"]
    assert "扰乱单位秩序" in new["26"]
    assert "冒充国家机关人员" in old["51"]
    assert "打人" in new["51"]


def test_threats_and_blows_moved_away_from_42_and_43() -> None:
    old, new = (law.book().sources[name] for name in ("zhian-2012", "zhian-2025"))
    assert "威胁人身安全" in old.article("42").gist
    assert "打人" in old.article("43").gist
    assert not {"42", "43"} & {article.no for article in new.articles}


@pytest.mark.parametrize("words", ["26 条", "42 条", "43 条", "51 条"])
def test_both_laws_warn_of_the_numbers_that_moved(words: str) -> None:
    assert words in law.book().sources["zhian-2012"].note
    assert words in law.book().sources["zhian-2025"].note


@pytest.mark.parametrize(
    ("name", "no", "figures"),
    [  # penalties as the articles have them: days of detention, yuan
        ("zhian-2012", "40", "10 至 15 日并罚 500 至 1000 元"),
        ("zhian-2012", "42", "5 日以下或罚 500 元以下"),
        ("zhian-2012", "43", "60 岁"),
        ("zhian-2025", "47", "10 至 15 日并罚 1000 至 2000 元"),
        ("zhian-2025", "50", "5 日以下或罚 1000 元以下"),
        ("zhian-2025", "50", "不许接触"),
        ("zhian-2025", "51", "70 岁"),
        ("zhian-2025", "63", "罚 5000 元以下"),
        ("xingfa", "293-1", "2021-03-01 起"),
        ("xingfa", "293-1", "情节严重"),
        ("xingfa", "196", "催了仍不还"),
        ("xinyongka-xingshi-2018", "6", "三个月"),
        ("xinyongka-xingshi-2018", "7", "三十日"),
        ("xinyongka-xingshi-2018", "8", "5 万元"),
        ("minsusongfa", "227", "十五日"),
        ("minfadian", "152", "一年"),
        ("cba-2026", "22", "两名"),
    ],
)
def test_a_gist_keeps_the_figure_that_decides(name: str, no: str, figures: str) -> None:
    assert figures in law.book().sources[name].article(no).gist


@pytest.mark.parametrize("name", [name for name in IDS if not law.book().sources[name].articles])
def test_an_instrument_without_known_articles_tells_the_whole_and_why(name: str) -> None:
    source = law.book().sources[name]
    assert source.gist
    assert source.checked < law.Checked.TEXT


@pytest.mark.parametrize("name", ["gbt-45251-2025", "cba-2026", "xiaojin-2024", "tousu-2020"])
def test_a_text_nobody_could_get_whole_says_so_and_stands_for_itself(name: str) -> None:
    source = law.book().sources[name]
    assert any(word in source.note for word in ("全文没有取得", "条号没有核到"))
    assert source.gist
    assert source.read_at
    assert law.Checked.REPORTED is law.book().basis(name).checked


def test_the_hours_and_the_daily_count_are_those_of_the_standard_and_the_convention() -> None:
    standard, convention = (law.book().sources[name].gist for name in ("gbt-45251-2025", "cba-2026"))
    assert "22:00 至次日 8:00" in standard
    assert "有效电话不超过三次" in standard
    assert "22:00 至 8:00" in convention
    assert "不宜拨过六次" in convention


def test_an_article_added_later_stands_behind_the_one_it_follows() -> None:
    numbers = [article.no for article in law.book().sources["xingfa"].articles]
    assert ("293", "293-1") in pairwise(numbers)


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
