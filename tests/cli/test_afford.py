"""`yingmen afford` from the outside: JSON, files, plain refusals; and what it must never do."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from cli.running import EXAMPLE, EXAMPLE_DAY, files_in, here
from yingmen.cli.app import _spread

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'schema = 1\n[borrower]\nname = "林"\nkind = "person"\n'
LOAN = """
[[loan]]
id = "a"
lender = "某银行"
lender_kind = "bank"
product = "consumer_loan"
signed_on = 2026-01-15
disbursed_on = 2026-01-15
principal = 12000
received = 12000
repayment = "equal_principal"
term_months = 12
first_due_on = 2026-02-15
nominal_rate = 0.12
penalty_multiple = 1.5
"""
HOUSE = """
[household]
reserve = {reserve}
[household.essentials]
"房租" = 1500
"吃饭" = 1500
[[household.income]]
source = "工资"
observed = [{months}]
"""
STEADY = ", ".join(["6000"] * 12)
OLD = """
[[loan]]
id = "旧"
lender = "周某"
lender_kind = "private"
lender_natural = true
product = "other"
signed_on = 2020-09-01
disbursed_on = 2020-09-01
principal = 5000
received = 5000
repayment = "bullet"
first_due_on = 2021-09-01
nominal_rate = 0
"""


def written(folder: Path, *parts: str) -> Path:
    file = folder / "案件.toml"
    file.write_text(HEAD + "".join(parts), encoding="utf-8")
    return file


def house(reserve: int = 5000, months: str = STEADY) -> str:
    return HOUSE.format(reserve=reserve, months=months)


def asked(file: Path, *more: str) -> dict[str, Any]:
    ran = here("afford", file, "--on", "2026-08-31", "--json", *more)
    assert (0, "") == (ran.code, ran.err)
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_the_json_has_every_promised_key(tmp_path: Path) -> None:
    found = asked(written(tmp_path, LOAN, house()))
    assert {"on", "capacity", "plan"} <= set(found)
    plan = found["plan"]
    assert {"offers", "cost", "holds_probability", "first_shortfall"} <= set(plan)
    (offer,) = plan["offers"]
    assert {"loan_id", "payments", "total", "needs_consent"} <= set(offer)
    assert Decimal(offer["total"]) == sum(Decimal(one["amount"]) for one in offer["payments"])
    assert Decimal(plan["holds_probability"]) >= Decimal("0.9")


def test_capacity_is_what_the_month_leaves(tmp_path: Path) -> None:
    """6,000 come in, 3,000 are needed; the reserve of 5,000 is above its target of one month."""
    assert "3000.00" == asked(written(tmp_path, LOAN, house()))["capacity"]


def test_no_month_of_the_offer_is_above_what_is_free(tmp_path: Path) -> None:
    found = asked(written(tmp_path, LOAN, house(reserve=3000)))
    months: dict[str, Decimal] = {}
    for offer in found["plan"]["offers"]:
        for one in offer["payments"]:
            months[one["on"]] = months.get(one["on"], Decimal(0)) + Decimal(one["amount"])
    assert months
    assert max(months.values()) <= Decimal(found["capacity"])


def test_where_nothing_fits_nothing_is_offered_and_help_is_named(tmp_path: Path) -> None:
    found = asked(written(tmp_path, LOAN, house(reserve=0, months="3000, 3100, 2900, 3000")))
    assert found["plan"] is None
    assert {"change", "mediation", "court"} <= {way["id"] for way in found["relief"]["ways"]}
    ran = here("afford", written(tmp_path, LOAN, house(reserve=0, months="3000, 3100")), "--on", "2026-08-31")
    assert "不要答应任何还款数目" in ran.out
    assert "12348" in ran.out


def test_a_debt_out_of_time_is_offered_nothing_before_it_was_chosen(tmp_path: Path) -> None:
    file = written(tmp_path, LOAN, OLD, house())
    shut = asked(file)
    assert ["旧"] == shut["gated"]
    (gated,) = [one for one in shut["plan"]["offers"] if one["loan_id"] == "旧"]
    assert (True, [], "0.00") == (gated["gated"], gated["payments"], gated["total"])
    assert "还" not in gated["say"]
    opened = asked(file, "--seen", "旧")
    assert [] == opened["gated"]
    (chosen,) = [one for one in opened["plan"]["offers"] if one["loan_id"] == "旧"]
    assert chosen["payments"]


def test_the_example_counts_on_late_charges_stopping_and_says_so() -> None:
    ran = here("afford", EXAMPLE, "--on", EXAMPLE_DAY, "--json")
    plan = json.loads(ran.out)["plan"]
    assert plan["counts_on_late_charges_stopping"] is True
    assert {True} == {one["needs_consent"] for one in plan["offers"]}
    assert Decimal(plan["cost_without_consent"]) > Decimal(plan["cost"])
    assert "都不点头" in here("afford", EXAMPLE, "--on", EXAMPLE_DAY).out.replace("\n", "")


def test_the_same_question_gets_the_same_answer() -> None:
    first, again = (here("afford", EXAMPLE, "--on", EXAMPLE_DAY, "--json").out for _ in range(2))
    assert first == again


def test_the_files_are_written_and_the_table_adds_up(tmp_path: Path) -> None:
    out = tmp_path / "结果"
    ran = here("afford", EXAMPLE, "--on", EXAMPLE_DAY, "--out", out)
    assert (0, "") == (ran.code, ran.err)
    assert ["afford.html", "means.html", "means.pdf", "offers.csv"] == files_in(out)
    rows = list(csv.DictReader((out / "offers.csv").read_text(encoding="utf-8-sig").splitlines()))
    for loan in {row["借款"] for row in rows}:
        mine = [row for row in rows if row["借款"] == loan]
        assert Decimal(mine[0]["一共"]) == sum(Decimal(row["金额"]) for row in mine)


def test_without_income_or_debts_it_says_what_is_missing(tmp_path: Path) -> None:
    ran = here("afford", written(tmp_path, LOAN), "--on", "2026-08-31")
    assert (0, "") == (ran.code, ran.err)
    assert "还不知道" in ran.out
    ran = here("afford", written(tmp_path, house()), "--on", "2026-08-31")
    assert "还没有要还的债" in ran.out


def test_several_bills_may_follow_one_option(tmp_path: Path) -> None:
    """The words of the command line, each with what it must come to."""
    assert ["afford", "a.toml", "--bills", "1.csv", "--bills", "2.csv", "--hold", "0.9"] == _spread(
        ["afford", "a.toml", "--bills", "1.csv", "2.csv", "--hold", "0.9"]
    )
    kept = ["afford", "--bills", "1.csv", "a.toml", "--on", "2026-01-01", "--json"]
    assert kept == _spread(kept)
    assert ["bills", "1.csv", "2.csv"] == _spread(["bills", "1.csv", "2.csv"])
    file = written(tmp_path, LOAN, house())
    ran = here("afford", file, "--bills", tmp_path / "没有1.csv", tmp_path / "没有2.csv")
    assert 2 == ran.code
    assert "没有1.csv" in ran.err


@pytest.mark.parametrize("hold", ["x", "0.2", "1", "NaN", "-0.9", "0.995"])
def test_a_wrong_certainty_is_refused(tmp_path: Path, hold: str) -> None:
    ran = here("afford", written(tmp_path, LOAN, house()), f"--hold={hold}")
    assert (2, "") == (ran.code, ran.out)
    assert "--hold" in ran.err


def test_a_wrong_assumption_is_refused_with_its_name(tmp_path: Path) -> None:
    own = tmp_path / "假设.toml"
    own.write_text("[court]\nmonth = 3\n", encoding="utf-8")
    ran = here("afford", written(tmp_path, LOAN, house()), "--assume", own)
    assert (2, "") == (ran.code, ran.out)
    assert "court.month" in ran.err


def test_bills_can_stand_for_the_income(tmp_path: Path) -> None:
    rows = ["记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要"]
    balance = Decimal(1000)
    for month in range(1, 8):
        for day, amount, what, who in ((5, 6000, "代发工资", "某某公司"), (10, -1500, "转账汇款", "房东")):
            balance += amount
            rows.append(f'2026-{month:02}-{day:02},CNY,"{amount:.2f}","{balance:.2f}",{what},{who},房租')
    bill = tmp_path / "工资卡.csv"
    bill.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = asked(
        written(tmp_path, LOAN, '\n[household]\nreserve = 9000\n[household.essentials]\n"吃饭" = 1500\n'),
        "--bills",
        str(bill),
    )
    assert found["budget"]["income_mean"] is not None
    assert Decimal(found["budget"]["income_mean"]) == 6000


def test_the_brief_carries_the_offer_on_its_second_page(tmp_path: Path) -> None:
    out = tmp_path / "结果"
    ran = here("answer", EXAMPLE, "--on", EXAMPLE_DAY, "--out", out, "--json")
    offer = json.loads(ran.out)["offer"]
    assert offer[0].startswith("每月最多")
    pages = PdfReader(out / "brief.pdf").pages
    assert 2 == len(pages)
    assert "我能提的还法" in pages[1].extract_text()
    assert "我能提的还法" not in pages[0].extract_text()


def test_the_brief_offers_nothing_on_a_debt_out_of_time(tmp_path: Path) -> None:
    file = written(tmp_path, OLD, house())
    assert [] == json.loads(here("answer", file, "--on", "2026-08-31", "--json").out)["offer"]
    seen = here("answer", file, "--on", "2026-08-31", "--seen", "旧", "--json")
    assert json.loads(seen.out)["offer"]
