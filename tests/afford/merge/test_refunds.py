"""What came back stands beside what was paid, in part or whole, and is no income."""

from __future__ import annotations

from afford.merge.made import CARD, alipay, bank, kinds, merged, told, wechat

NUMBER = "2026030522001400000001"


def test_a_refund_has_its_purchases_category() -> None:
    bought = alipay("03-05 10:00:00", "-80.00", order_id=NUMBER)
    back = alipay(
        "03-20 10:00:00", "80.00", "某某平台", kind="退款", status="退款成功", order_id=f"{NUMBER}_1"
    )
    found = merged(bought, back)
    assert [("-80.00", "food", "refunded"), ("80.00", "food", "refund")] == told(found)
    assert ["refund"] == kinds(found)


def test_a_part_comes_back_and_no_more_than_was_paid() -> None:
    bought = alipay("03-05", "-80.00", order_id=NUMBER)
    parts = [
        alipay(f"03-{10 + n}", "30.00", kind="退款", status="退款成功", order_id=f"{NUMBER}_{n}")
        for n in range(3)
    ]
    found = merged(bought, *parts)
    # 30 + 30 = 60 fit into 80; the third 30 does not, and stands alone.
    assert 2 == kinds(found).count("refund")
    assert ["food", "food", "food", "other_spending"] == [one.category for one in found.movements]


def test_without_a_number_the_shop_and_the_amount_tell() -> None:
    rows = [wechat("03-05", "-80.00", order_id="1"), wechat("03-06", "-20.00", order_id="2")]
    found = merged(*rows, wechat("03-09", "80.00", kind="商户-退款", status="已全额退款", order_id="3"))
    assert ["refunded", "", "refund"] == [" ".join(one.flags) for one in found.movements]


def test_a_banks_refund_of_another_amount_is_not_put_to_whoever_handled_the_money() -> None:
    bought = bank("03-05", "-80.00", "财付通支付科技有限公司")
    found = merged(bought, bank("03-06", "1.04", "财付通支付科技有限公司", summary="退款"))
    assert [] == kinds(found)
    assert ("1.04", "other_spending", "refund") == told(found)[1]


def test_a_refund_comes_back_to_the_card_days_later_and_is_one() -> None:
    bought = alipay("03-05", "-80.00", order_id=NUMBER)
    paid = bank("03-05", "-80.00", "支付宝")
    back = alipay("03-06", "80.00", kind="退款", status="退款成功", order_id=f"{NUMBER}_1")
    found = merged(bought, paid, back, bank("03-11", "80.00", "支付宝", summary="退款"))
    assert [("-80.00", "food", "refunded"), ("80.00", "food", "refund")] == told(found)


def test_an_order_closed_by_its_refund_was_paid() -> None:
    bought = alipay("03-05 18:21:50", "-50.00", "一卡通", "余额宝", status="交易关闭", order_id=NUMBER)
    back = alipay("03-05 18:22:28", "50.00", "一卡通", "余额宝", status="退款成功", order_id=f"{NUMBER}_57")
    found = merged(bought, back)
    assert () == found.left_out
    assert 0 == sum(one.amount for one in found.movements)


def test_a_refund_before_the_purchase_belongs_to_another() -> None:
    found = merged(wechat("03-05", "80.00", kind="商户-退款"), wechat("03-06", "-80.00"))
    assert [] == kinds(found)


def test_what_the_months_come_to_is_net_of_refunds() -> None:
    from yingmen.afford.bills_page import month_sums

    found = merged(
        alipay("03-05", "-80.00", order_id=NUMBER), alipay("03-09", "30.00", kind="退款", order_id=NUMBER)
    )
    assert ["-50.00"] == [str(total) for total in month_sums(found.movements).values()]
    assert CARD == found.movements[0].entries[0].row.method
