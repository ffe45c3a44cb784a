"""Categories come from a table: the first rule that fits decides and says its word; users may change it."""

from __future__ import annotations

import pytest

from afford.merge.made import alipay, bank, reading, told
from yingmen.afford.bills.categories import CATEGORIES, Rule, Table, read_rules, shipped
from yingmen.afford.bills.merge import merge
from yingmen.errors import InputError


@pytest.mark.parametrize(
    ("amount", "who", "summary", "category"),
    [
        ("-1500.00", "王房东", "三月房租", "rent"),
        ("-35.50", "张记面馆", "", "food"),
        ("-120.00", "国网某省电力", "电费", "utilities"),
        ("-66.00", "某某大药房", "", "medicine"),
        ("-900.00", "某某实验小学", "学杂费", "school"),
        ("-4.00", "某市地铁", "", "transport"),
        ("-200.00", "某某人寿", "保险费", "other_essential"),
        ("6800.00", "某某公司", "代发工资", "wage"),
        ("320.00", "某某众包", "配送费", "trade"),
        ("1000.00", "妈妈", "转账", "family"),
        ("900.00", "某市人社局", "失业金", "benefit"),
        ("800.00", "住房公积金管理中心", "代发住房公积金", "benefit"),
        ("-2100.00", "某某银行", "房贷扣款", "debt_service"),
        ("3000.00", "某某小贷", "借款到账", "new_borrowing"),
        ("1200.00", "", "收钱码经营收款", "business_revenue"),
        ("-4000.00", "李四", "代发工资", "business_wages"),
        ("-300.00", "国家税务总局某市税务局", "", "business_tax"),
        ("-2500.00", "赵六", "三月铺租", "business_rent"),
        ("-800.00", "张记批发", "", "business_supplies"),
        ("0.12", "余额宝", "余额宝-2026.03.05-收益发放", "other_income"),
        ("-42.00", "某某书店", "", "other_spending"),
        ("42.00", "某某", "", "other_income"),
    ],
)
def test_the_shipped_table_knows(amount: str, who: str, summary: str, category: str) -> None:
    assert category == Table(shipped()).sort(bank("03-05", amount, who, summary=summary)).category


def test_every_rule_of_the_shipped_table_names_a_category_there_is() -> None:
    assert {rule.category for rule in shipped()} <= set(CATEGORIES)
    assert set(CATEGORIES) == {rule.category for rule in shipped()}


def test_it_says_by_which_rule_and_word() -> None:
    found = Table([Rule("吃的", "food", ("面馆",))]).sort(bank("03-05", "-9.00", "张记面馆"))
    assert "规则“吃的”：写着“面馆”" == found.why
    assert "没有合适的规则" == Table([]).sort(bank("03-05", "-9.00", "张记面馆")).why


def test_the_first_rule_that_fits_decides() -> None:
    rules = [Rule("a", "school", ("书",)), Rule("b", "food", ("食堂",))]
    row = bank("03-05", "-9.00", "学校食堂", summary="书")
    assert "school" == Table(rules).sort(row).category
    assert "food" == Table(rules[::-1]).sort(row).category


def test_a_rule_for_money_that_came_in_leaves_out_what_went_out() -> None:
    table = Table([Rule("a", "wage", ("工资",), sign="in")])
    assert "other_spending" == table.sort(bank("03-05", "-9.00", "", summary="工资")).category
    assert "wage" == table.sort(bank("03-05", "9.00", "", summary="工资")).category


def test_a_rule_may_look_at_the_counterparty_alone_and_letters_have_no_case() -> None:
    table = Table([Rule("a", "transport", ("etc",), where="counterparty")])
    assert "transport" == table.sort(bank("03-05", "-9.00", "某某ETC")).category
    assert "other_spending" == table.sort(bank("03-05", "-9.00", "", summary="ETC")).category


def test_a_users_rules_are_read_and_go_first() -> None:
    own = read_rules("我的.toml", '[[rule]]\ncategory = "school"\nwords = ["永辉"]\n')
    found = merge([reading([alipay("03-05", "-9.00", method="余额")])], rules=(*own, *shipped()))
    assert [("-9.00", "school", "")] == told(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rule = 1", "[[rule]]"),
        ("[[rule", "TOML"),
        ('[[rule]]\ncategory = "cars"\nwords = ["a"]', "cars"),
        ('[[rule]]\ncategory = "food"\nwords = []', "words"),
        ('[[rule]]\ncategory = "food"\nwords = ["a"]\nsign = "plus"', "sign"),
        ('[[rule]]\ncategory = "food"\nwords = ["a"]\nwhere = "summary"', "where"),
        ('[[rule]]\ncategory = "food"\nword = ["a"]', "word"),
    ],
)
def test_a_fault_in_a_rule_is_named(text: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read_rules("我的.toml", text)
    assert said in str(raised.value)
    assert "我的.toml" in str(raised.value)
