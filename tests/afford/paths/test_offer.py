"""What is put to a creditor, what a court would bring it, and what must not be said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pyxirr import xnpv

from afford.paths.made import ENDS, ON, debt, plan
from yingmen.afford.alternative import alternative, worth
from yingmen.afford.assumptions import assumptions
from yingmen.afford.offer import GATED, Offer, offer_rows, offers, payments_of
from yingmen.money import ZERO

COURT = assumptions().court
MONTHLY = plan((ON, "500"), *((day, "1000") for day in ENDS[:5]), needs_consent=frozenset({"a"}))


def one_offer(**changes: Any) -> Offer:
    return offers((debt(**changes),), MONTHLY, ON, COURT)[0]


def test_payments_are_worth_what_a_second_library_says() -> None:
    dated = [(ON, 500), *((day, 1000) for day in ENDS)]
    theirs = xnpv(0.06, [day for day, _ in dated], [float(amount) for _, amount in dated])
    ours = worth([(day, Decimal(amount)) for day, amount in dated], ON, Decimal("0.06"))
    assert theirs is not None
    assert round(theirs, 2) == float(ours)


def test_a_court_is_worth_its_share_later_less_its_cost() -> None:
    """6,000 x 0.30 / 1.06^1.5 - 6,000 x 0.05: 1,800 / 1.091337 = 1,649.35; less 300 = 1,349.35."""
    found = alternative(debt(), COURT)
    assert Decimal("1349.35") == found.worth
    assert (Decimal("1800.00"), Decimal("300.00"), 18) == (found.recovered, found.cost, found.months)
    assert "不是数据" in found.told
    assert "收回欠款的 30%" in found.told


def test_a_pledge_makes_a_court_worth_more_and_a_hopeless_one_nothing() -> None:
    """6,000 x 0.80 / 1.0913368 - 300 = 4,398.28 - 300."""
    assert Decimal("4098.28") == alternative(debt(secured=True), COURT).worth
    assert ZERO == alternative(debt(), replace(COURT, recovered=Decimal(0))).worth


def test_an_offer_is_the_plan_split_into_now_and_later() -> None:
    found = one_offer()
    assert (Decimal(500), Decimal(5500)) == (found.now, found.total)
    assert tuple((day, Decimal(1000)) for day in ENDS[:5]) == found.instalments
    assert ((ON, Decimal(500)), *found.instalments) == payments_of(found, ON)


def test_an_offer_tells_both_worths() -> None:
    found = one_offer()
    paid = [(ON, Decimal(500)), *((day, Decimal(1000)) for day in ENDS[:5])]
    assert worth(paid, ON, COURT.discount) == found.npv
    assert Decimal("1349.35") == found.npv_alternative
    assert found.better_for_creditor


def test_it_asks_for_what_the_case_calls_for_and_no_more() -> None:
    asks = "；".join(one_offer(asked_to_waive=Decimal(100), arguable=Decimal(180)).asks)
    for words in ("罚息", "100 元", "80 元", "提前到期", "信用记录照实"):
        assert words in asks
    plain = one_offer(rate_late=Decimal(0), due=((ENDS[0], Decimal(6000)),)).asks
    assert ("没到期的部分，不要宣布提前到期",) == plain


def test_what_is_arguable_is_asked_and_not_taken_as_waived() -> None:
    (ask,) = [
        text for text in one_offer(arguable=Decimal(80), asked_to_waive=Decimal(80)).asks if "80 元" in text
    ]
    assert "不当它已经免了" in ask


def test_a_cards_debt_asks_for_the_individual_plan() -> None:
    assert any("个性化分期" in ask for ask in one_offer(minimum=Decimal(600)).asks)
    assert not any("个性化分期" in ask for ask in one_offer().asks)


def test_the_sentence_says_the_figures_and_asks_for_a_written_answer() -> None:
    say = one_offer().say
    for words in (
        "书面说定了，当天先还 500 元",
        "从2026年9月30日起，每月 1,000 元，分 5 期，2027年1月还完",
        "一共 5,500 元",
        "书面答复",
    ):
        assert words in say


def test_a_list_too_long_to_hear_goes_in_writing() -> None:
    uneven = plan(*((day, f"{100 + n}") for n, day in enumerate(ENDS)), needs_consent=frozenset({"a"}))
    (found,) = offers((debt(),), uneven, ON, COURT)
    assert "每月大约 106 元，分 12 期" in found.say
    assert "写在纸上" in found.say


def test_a_plan_by_the_contract_asks_nothing_in_return() -> None:
    (found,) = offers((debt(),), replace(MONTHLY, needs_consent=frozenset()), ON, COURT)
    assert (False, ()) == (found.needs_consent, found.asks)
    assert "按合同来" in found.say


def test_what_is_arguable_is_asked_for_though_the_contract_is_kept() -> None:
    (found,) = offers((debt(arguable=Decimal(80)),), replace(MONTHLY, needs_consent=frozenset()), ON, COURT)
    assert ("有 80 元我有不同看法，请核对后书面答复",) == found.asks


def test_a_debt_the_plan_pays_nothing_on_promises_nothing() -> None:
    (found,) = offers((debt(),), plan(), ON, COURT)
    assert ZERO == found.total
    assert "拿不出钱" in found.say
    assert not re.search(r"\d", found.say)


@pytest.mark.parametrize("state", ["expired", "unknown"])
def test_no_offer_is_spoken_while_the_years_may_be_over(state: str) -> None:
    found = one_offer(limitation=state)
    assert (True, GATED, ZERO, ZERO, (), ()) == (
        found.gated,
        found.say,
        found.now,
        found.total,
        found.instalments,
        found.asks,
    )
    assert not re.search(r"[\d¥]|还|欠|借", found.say)
    assert "12348" in found.told


def test_an_open_gate_lets_the_offer_through() -> None:
    (found,) = offers((debt(limitation="expired"),), MONTHLY, ON, COURT, frozenset({"a"}))
    assert (False, Decimal(5500)) == (found.gated, found.total)


def test_a_spreadsheet_holds_every_payment_offered_and_none_that_is_gated() -> None:
    two = offers((debt(), debt("b", limitation="unknown")), MONTHLY, ON, COURT)
    head, *rows = offer_rows(two, ON)
    assert ("借款", "对谁", "日期", "金额", "一共", "要对方同意", "先不提") == head
    assert ("a", "某银行", "2026-08-31", "500.00", "5500.00", "是", "否") == rows[0]
    assert ("a", "某银行", "2026-09-30", "1000.00", "5500.00", "是", "否") == rows[1]
    assert ("b", "某银行", "", "", "", "", "是") == rows[-1]
    assert Decimal(5500) == sum(Decimal(row[3]) for row in rows if row[3])


def test_a_day_past_counts_as_today() -> None:
    assert Decimal("100.00") == worth(((date(2026, 1, 1), Decimal(100)),), ON, Decimal("0.06"))


def test_uneven_payments_are_told_by_the_greatest_so_that_nobody_hears_less() -> None:
    uneven = plan(
        *((day, f"{100 + 90 * n}") for n, day in enumerate(ENDS[:5])), needs_consent=frozenset({"a"})
    )
    (found,) = offers((debt(),), uneven, ON, COURT)
    assert "最多的一期 460 元" in found.say
    assert "每月大约" not in found.say


def test_few_payments_are_said_one_by_one() -> None:
    (found,) = offers((debt(),), plan((ENDS[0], "100"), (ENDS[4], "70.50")), ON, COURT)
    assert "2026年9月30日还 100 元，2027年1月31日还 70.50 元，一共 170.50 元" in found.say


def test_no_more_than_three_requests_are_said_aloud_and_all_are_written() -> None:
    found = one_offer(asked_to_waive=Decimal(100), arguable=Decimal(100))
    assert 5 == len(found.asks)
    assert "另外几条写在纸上" in found.say
    assert "信用记录" not in found.say


def test_a_person_who_lent_is_not_asked_about_the_credit_record() -> None:
    assert not any("信用记录" in ask for ask in one_offer(kind="private").asks)


def test_what_a_court_rests_on_is_the_same_words_for_every_creditor_of_a_kind() -> None:
    told = {one.told for one in offers((debt(), debt("b", owed="90000")), MONTHLY, ON, COURT)}
    assert 1 == len(told)
