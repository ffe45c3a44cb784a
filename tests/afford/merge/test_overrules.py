"""What the user knows better: join, keep apart, a category for somebody."""

from __future__ import annotations

import pytest

from afford.merge.made import ALIPAY_AT_BANK, CARD, OTHER_CARD, alipay, bank, kinds, merged, told
from yingmen.afford.bills.overrules import NONE, read_overrules
from yingmen.errors import InputError

ROWS = (alipay("03-05", "-50.00"), bank("03-05", "-50.00", ALIPAY_AT_BANK))
MARKS = f'marks = ["alipay/2026-03-05/-50.00", "{CARD}/2026-03-05/-50.00"]'


def test_what_the_user_keeps_apart_stays_apart() -> None:
    found = merged(*ROWS, overrules=read_overrules("a.toml", f"[[apart]]\n{MARKS}"))
    assert 2 == len(found.movements)
    assert [] == kinds(found)


def test_what_the_user_joins_is_one_though_nothing_else_says_so() -> None:
    rows = (alipay("03-05", "-50.00", method=""), bank("03-15", "-50.00", "某某"))
    marks = f'marks = ["alipay/2026-03-05/-50.00", "{CARD}/2026-03-15/-50.00"]'
    found = merged(*rows, overrules=read_overrules("a.toml", f"[[join]]\n{marks}"))
    assert [("-50.00", "food", "")] == told(found)
    assert ["by_hand"] == kinds(found)


def test_a_transfer_the_user_keeps_apart_is_two() -> None:
    rows = (
        bank("03-05", "-3000.00", summary="转账"),
        bank("03-05", "3000.00", account=OTHER_CARD, summary="转账"),
    )
    marks = f'marks = ["{CARD}/2026-03-05/-3000.00", "{OTHER_CARD}/2026-03-05/3000.00"]'
    assert 1 == len(merged(*rows).movements)
    assert 2 == len(merged(*rows, overrules=read_overrules("a.toml", f"[[apart]]\n{marks}")).movements)


def test_somebodys_category_goes_before_every_rule() -> None:
    text = '[[category]]\ncounterparty = "永辉"\ncategory = "business_supplies"'
    found = merged(*ROWS, overrules=read_overrules("a.toml", text))
    assert "business_supplies" == found.movements[0].category
    assert "您自己定的" in found.movements[0].why


def test_a_mark_that_no_row_has_is_said() -> None:
    found = merged(ROWS[0], overrules=read_overrules("a.toml", f"[[join]]\n{MARKS}"))
    assert (f"{CARD}/2026-03-05/-50.00",) == found.unused
    assert 1 == len(found.movements)


def test_an_empty_file_changes_nothing() -> None:
    assert NONE == read_overrules("a.toml", "schema = 1\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("joins = 1", "joins"),
        ("join = 1", "[[join]]"),
        ("[[join]]\n", "marks"),
        ('[[join]]\nmarks = ["a"]', "两个"),
        ('[[join]]\nmarks = ["a", "a"]', "两个"),
        ('[[join]]\nmarks = ["a", "b"]\nwhy = "x"', "why"),
        ('[[category]]\ncounterparty = "a"\ncategory = "cars"', "cars"),
        ('[[category]]\ncounterparty = " "\ncategory = "food"', "counterparty"),
        ('[[join]]\nmarks = ["a", "b"]\n[[apart]]\nmarks = ["b", "a"]', "既要合并又要分开"),
        ("[[join", "TOML"),
    ],
)
def test_a_fault_is_named_with_the_remedy(text: str, said: str) -> None:
    with pytest.raises(InputError) as raised:
        read_overrules("纠正.toml", text)
    assert said in str(raised.value)
    assert "纠正.toml" in str(raised.value)
    assert "怎么办" in str(raised.value)
