"""A payment in a wallet's bill and in the card's statement is one; nothing else is joined."""

from __future__ import annotations

import pytest

from afford.merge.made import (
    ALIPAY_AT_BANK,
    CARD,
    CREDIT,
    OTHER_CARD,
    WECHAT_AT_BANK,
    alipay,
    bank,
    kinds,
    merged,
    row,
    told,
    wechat,
)


def test_a_wallets_payment_and_the_cards_are_one_and_the_shop_is_known() -> None:
    found = merged(alipay("03-05 12:30:00", "-50.00"), bank("03-05", "-50.00", ALIPAY_AT_BANK))
    assert [("-50.00", "food", "")] == told(found)
    assert ["wallet_and_card"] == kinds(found)
    assert (("alipay.csv", 1), (f"{CARD}.csv", 1)) == found.movements[0].sources
    assert "永辉超市" == found.movements[0].counterparty


@pytest.mark.parametrize("posted", ["03-04", "03-05", "03-06"])
def test_a_day_earlier_or_later_is_the_same_payment(posted: str) -> None:
    assert 1 == len(merged(wechat("03-05", "-50.00"), bank(posted, "-50.00", WECHAT_AT_BANK)).movements)


@pytest.mark.parametrize(
    "other",
    [
        bank("03-07", "-50.00", WECHAT_AT_BANK),
        bank("03-05", "-50.01", WECHAT_AT_BANK),
        bank("03-05", "-50.00", ALIPAY_AT_BANK),
        bank("03-05", "-50.00", WECHAT_AT_BANK, account=OTHER_CARD),
        bank("03-05", "-50.00", "某某服装店"),
        bank("03-05", "50.00", WECHAT_AT_BANK),
    ],
    ids=["two days", "a fen", "another wallet", "another card", "another shop", "the other way"],
)
def test_what_differs_is_another_payment(other: object) -> None:
    assert 2 == len(merged(wechat("03-05", "-50.00"), other).movements)  # type: ignore[arg-type] # rows of one list


@pytest.mark.parametrize(
    ("method", "movements"),
    [("零钱", 2), ("招商银行", 1), ("招商银行(1234)", 1), ("招商银行信用卡", 2), ("/", 2)],
)
def test_only_what_was_paid_with_the_card_is_in_the_cards_statement(method: str, movements: int) -> None:
    paid = wechat("03-05", "-50.00", method=method)
    assert movements == len(merged(paid, bank("03-05", "-50.00", WECHAT_AT_BANK)).movements)


def test_a_statement_of_an_unknown_bank_is_joined_for_want_of_a_better_one() -> None:
    paid, posted = wechat("03-05", "-50.00"), bank("03-05", "-50.00", WECHAT_AT_BANK, account="银行")
    assert 1 == len(merged(paid, posted).movements)
    assert 2 == len(merged(paid, posted, bank("03-05", "-50.00", WECHAT_AT_BANK)).movements)


def test_two_equal_payments_of_a_day_in_both_bills_are_two() -> None:
    rows = [wechat(f"03-05 12:0{n}:00", "-2.00", order_id=f"4200000{n}") for n in (1, 2)]
    found = merged(*rows, *[bank("03-05", "-2.00", WECHAT_AT_BANK, balance=b) for b in ("98.00", "96.00")])
    assert ["-2.00", "-2.00"] == [str(one.amount) for one in found.movements]


def test_equal_payments_each_posted_a_day_late_all_find_theirs() -> None:
    """The 6th's is nearest to what was posted for the 5th's; taking that would leave one of each alone."""
    rows = [wechat("03-05", "-2.00", order_id="42000001"), wechat("03-06", "-2.00", order_id="42000002")]
    posted = [bank("03-06", "-2.00", WECHAT_AT_BANK), bank("03-07", "-2.00", WECHAT_AT_BANK)]
    assert 2 == len(merged(*rows, *posted).movements)


def test_a_shops_bill_a_wallets_and_a_cards_are_one_payment() -> None:
    shop = row("jd", "03-05 12:00:00", "-99.00", counterparty="京东自营", method="微信支付", summary="奶粉")
    found = merged(
        shop, wechat("03-05 12:00:03", "-99.00", "京东商城平台商户"), bank("03-05", "-99.00", WECHAT_AT_BANK)
    )
    assert [("-99.00", "food", "")] == told(found)
    assert 3 == len(found.movements[0].sources)


def test_bought_on_credit_is_spending_on_the_day_it_was_bought() -> None:
    assert [("-30.00", "food", "on_credit")] == told(merged(alipay("03-05", "-30.00", method="花呗")))
    found = merged(
        alipay("03-05", "-30.00", method=CREDIT), bank("03-06", "-30.00", "支付宝-永辉超市", account=CREDIT)
    )
    assert [("-30.00", "food", "on_credit")] == told(found)


def test_a_closed_order_is_left_out_and_said_so() -> None:
    found = merged(alipay("03-05", "-50.00", status="交易关闭"))
    assert () == found.movements
    assert ["订单关闭或没有成功，钱没有动"] == [one.why for one in found.left_out]


def test_a_closed_order_does_not_take_the_cards_row_of_a_paid_one() -> None:
    closed = alipay("03-05 12:00:00", "-50.00", status="交易关闭", order_id="2026030501")
    paid = alipay("03-05 12:05:00", "-50.00", order_id="2026030502")
    found = merged(closed, paid, bank("03-05", "-50.00", ALIPAY_AT_BANK))
    assert ["wallet_and_card"] == kinds(found)
    assert 1 == len(found.movements)


@pytest.mark.parametrize("method", ["亲友代付", "亲属卡", "亲情卡"])
def test_what_somebody_else_paid_is_not_the_borrowers_money(method: str) -> None:
    found = merged(alipay("03-05", "-50.00", method=method))
    assert ([], 1) == (told(found), len(found.left_out))


def test_what_the_borrower_paid_for_a_relative_is() -> None:
    assert [("-50.00", "other_spending", "")] == told(
        merged(alipay("03-05", "-50.00", "某某", kind="亲友代付", summary="亲情卡"))
    )
