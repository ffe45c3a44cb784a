"""Money that changed its place is neither income nor spending; paying off a card is not spending twice."""

from __future__ import annotations

import pytest

from afford.merge.made import CARD, CREDIT, OTHER_CARD, alipay, bank, kinds, merged, told, wechat


def test_a_withdrawal_and_its_arrival_are_one_transfer() -> None:
    left = wechat("03-05", "-100.00", CARD, "招商银行", kind="零钱提现", status="提现已到账")
    found = merged(left, bank("03-06", "100.00", "财付通支付科技有限公司", summary="微信零钱提现"))
    assert [("0.00", "own_transfer", "own_transfer")] == told(found)
    assert ["own_transfer"] == kinds(found)


def test_the_fee_of_a_withdrawal_is_a_cost() -> None:
    left = wechat("03-05", "-100.10", CARD, "招商银行", kind="零钱提现", summary="服务费¥0.10")
    found = merged(left, bank("03-05", "100.00", "财付通", summary="提现"))
    assert [("0.00", "own_transfer", "own_transfer"), ("-0.10", "other_spending", "fee")] == told(found)


def test_a_fee_that_is_not_written_down_is_a_thousandth() -> None:
    # 1000.00 arrives of 1001.00: a fee of 0.1 %, ten fen at least.
    left = alipay("03-05", "-1001.00", "", "招商银行(1234)", summary="余额提现")
    found = merged(left, bank("03-05", "1000.00", "支付宝", summary="提现"))
    assert ["0.00", "-1.00"] == [str(one.amount) for one in found.movements]


def test_a_top_up_and_what_left_the_card_are_one_transfer() -> None:
    into = wechat("03-05", "2000.00", "", CARD, kind=f"转入零钱通-来自{CARD}")
    found = merged(into, bank("03-05", "-2000.00", "财付通"))
    assert [("0.00", "own_transfer", "own_transfer")] == told(found)


def test_a_withdrawal_without_the_banks_statement_is_no_spending() -> None:
    left = wechat("03-05", "-100.00", CARD, "招商银行", kind="零钱提现")
    assert [("-100.00", "own_transfer", "own_transfer")] == told(merged(left))


def test_a_transfer_between_own_cards_is_one() -> None:
    found = merged(
        bank("03-05", "-3000.00", "林小满", summary="跨行转账"),
        bank("03-06", "3000.00", "林小满", OTHER_CARD, summary="他行汇入"),
    )
    assert [("0.00", "own_transfer", "own_transfer")] == told(found)


@pytest.mark.parametrize(
    ("sender", "receiver", "said"),
    [("张三", "李四", "转账"), ("林小满", "林小满", "消费"), ("林小满", "", "代发工资")],
)
def test_other_names_or_other_words_are_no_own_transfer(sender: str, receiver: str, said: str) -> None:
    found = merged(
        bank("03-05", "-3000.00", sender, summary="跨行转账"),
        bank("03-05", "3000.00", receiver, OTHER_CARD, summary=said),
    )
    assert 2 == len(found.movements)
    assert [] == kinds(found)


def test_paying_off_a_credit_card_is_debt_service_once_beside_what_was_bought() -> None:
    found = merged(
        bank("03-01", "-500.00", "永辉超市", account=CREDIT),
        bank("03-20", "-500.00", "招商银行信用卡中心", account=OTHER_CARD, summary="信用卡还款"),
        bank("03-20", "500.00", "", account=CREDIT, summary="还款"),
    )
    assert [("-500.00", "food", "on_credit"), ("-500.00", "debt_service", "repayment")] == told(found)
    assert ["repayment"] == kinds(found)


def test_a_card_paid_off_through_a_wallet_is_one_movement_of_three_bills() -> None:
    found = merged(
        alipay("03-20", "-500.00", "招商银行", OTHER_CARD, summary="信用卡还款"),
        bank("03-20", "-500.00", "支付宝-信用卡还款", account=OTHER_CARD),
        bank("03-21", "500.00", "", account=CREDIT, summary="支付宝还款"),
    )
    assert [("-500.00", "debt_service", "repayment")] == told(found)
    assert 3 == len(found.movements[0].sources)


def test_paying_back_huabei_is_debt_service_and_not_the_purchase_again() -> None:
    found = merged(
        alipay("03-05", "-30.00", method="花呗"),
        alipay("03-10", "-30.00", "花呗", summary="花呗主动还款-2026年03月账单"),
        bank("03-10", "-30.00", "支付宝-花呗还款"),
    )
    assert [("-30.00", "food", "on_credit"), ("-30.00", "debt_service", "")] == told(found)
