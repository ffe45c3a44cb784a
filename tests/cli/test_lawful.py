"""`yingmen lawful` and `yingmen rules` from the outside: JSON, exit codes, files, plain refusals."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from cli.running import EXAMPLE, EXAMPLE_DAY, files_in, here, program

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'schema = 1\n[borrower]\nname = "林"\nkind = "person"\n'
VISIT = """
[[contact]]
contact_id = "c1"
at = 2026-02-01T10:00:00
channel = "visit"
staff_count = 1
lender_kind = "bank"
product = "credit_card"
"""
WRONG = """
rule = "visit-one-collector"
[[case]]
name = "银行信用卡一个人上门也可以"
contact.at = 2026-02-01T10:00:00
contact.channel = "visit"
contact.staff_count = 1
contact.lender_kind = "bank"
contact.product = "credit_card"
tries = [{ expect = "silent" }]
"""


def asked(*arguments: str | Path) -> dict[str, Any]:
    ran = here(*arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.fixture
def visit(tmp_path: Path) -> Path:
    file = tmp_path / "案件.toml"
    file.write_text(HEAD + VISIT, encoding="utf-8")
    return file


def test_the_json_has_every_promised_key(visit: Path) -> None:
    found = asked("lawful", visit, "--on", "2026-03-01")
    assert "2026-03-01" == found["on"]
    assert re.fullmatch(r"[0-9a-f]{16}", found["rulebook"])
    (contact,) = found["contacts"]
    assert ("c1", "breach") == (contact["contact_id"], contact["verdict"])
    (finding,) = [item for item in contact["findings"] if item["rule"] == "visit-one-collector"]
    basis = {
        "source": "cba-2026", "article": "22", "force": "convention", "checked": "reported", "may_be": False,
    }  # fmt: skip
    assert ("breach", "borrower", False, [], [basis], []) == (
        finding["verdict"],
        finding["ask"],
        finding["advisory"],
        finding["missing"],
        finding["basis"],
        finding["today"],
    )
    assert {
        "channel": "visit", "initiated_by": "collector", "staff_count": 1, "lender_kind": "bank",
        "product": "credit_card",
    } == finding["because"]  # fmt: skip
    assert finding["say"]
    assert "record" in finding["do"]
    assert finding["evidence"]


def test_contacts_come_in_the_order_of_the_case_and_later_ones_are_named() -> None:
    found = asked("lawful", EXAMPLE, "--on", "2026-08-22")
    assert ["c1", "c2", "c3", "c4", "c5"] == [item["contact_id"] for item in found["contacts"]]
    assert ["c6"] == found["later"]


def test_an_unclear_finding_names_contact_and_column(visit: Path) -> None:
    visit.write_text(HEAD + VISIT.replace("staff_count = 1\n", ""), encoding="utf-8")
    (contact,) = asked("lawful", visit, "--on", "2026-03-01")["contacts"]
    (finding,) = [item for item in contact["findings"] if item["rule"] == "visit-one-collector"]
    assert [{"contact_id": "c1", "column": "staff_count"}] == finding["missing"]
    assert ("unclear", "unclear") == (contact["verdict"], finding["verdict"])


def test_one_contact_can_be_asked_for(visit: Path) -> None:
    assert ["c3"] == [
        item["contact_id"]
        for item in asked("lawful", EXAMPLE, "--on", EXAMPLE_DAY, "--contact", "c3")["contacts"]
    ]
    ran = here("lawful", visit, "--contact", "c9", "--on", "2026-03-01")
    assert (2, "") == (ran.code, ran.out)
    assert "没有编号为 c9 的联系" in ran.err
    assert "有的是：c1" in ran.err


def test_a_contact_after_the_day_asked_for_is_said_to_be_later() -> None:
    ran = here("lawful", EXAMPLE, "--on", "2026-08-22", "--contact", "c6")
    assert (2, "") == (ran.code, ran.out)
    assert "编号为 c6 的联系在 2026-08-22 之后" in ran.err


def test_a_case_without_contacts_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "空.toml"
    file.write_text(HEAD, encoding="utf-8")
    ran = here("lawful", file)
    assert (0, "") == (ran.code, ran.err)
    assert "还没有催收联系" in ran.out


def test_the_page_is_written_whole(tmp_path: Path) -> None:
    ran = program("lawful", EXAMPLE, "--on", EXAMPLE_DAY, "--out", tmp_path / "结果")
    assert (0, "") == (ran.code, ran.err)
    assert ["结果/lawful.html"] == files_in(tmp_path)
    text = (tmp_path / "结果" / "lawful.html").read_text(encoding="utf-8")
    assert "12348" in text
    assert "http" not in re.sub(r"http-equiv|http://www.w3.org", "", text)


def test_the_list_of_rules_gives_force_and_first_day() -> None:
    rules = {item["id"]: item for item in asked("rules", "list")["rules"]}
    assert 40 == len(rules)
    assert ("convention", "2026-01-30") == (
        rules["visit-one-collector"]["force"],
        rules["visit-one-collector"]["since"],
    )
    assert ("statute", "2006-03-01") == (rules["threat"]["force"], rules["threat"]["since"])
    assert ("standard", "2025-02-28") == (rules["hours-night"]["force"], rules["hours-night"]["since"])
    ran = here("rules", "list")
    assert [name for name in rules if name not in ran.out] == []


def test_a_rule_is_shown_whole() -> None:
    found = asked("rules", "show", "home-entered-without-consent")
    assert ["minfadian", "zhian-2012", "zhian-2025", "cba-2026", "xingfa"] == [
        item["source"] for item in found["basis"]
    ]
    assert ["2025-12-31"] == [item["until"] for item in found["basis"] if item["source"] == "zhian-2012"]
    ran = here("rules", "show", "home-entered-without-consent")
    assert "别弄错" in ran.out


def test_the_rulebook_passes_its_own_cases() -> None:
    found = asked("rules", "test")
    assert (True, 40, [], [], []) == (
        found["passed"],
        found["rules"],
        found["problems"],
        found["failures"],
        found["gaps"],
    )
    assert found["cases"] >= 200


def test_a_wrong_case_makes_the_answer_no(tmp_path: Path) -> None:
    (tmp_path / "我的.toml").write_text(WRONG, encoding="utf-8")
    ran = here("rules", "test", "--cases", tmp_path)
    assert (1, "") == (ran.code, ran.err)
    assert "应当是 silent，规则说 breach（cba-2026 22）" in ran.out.replace("\n", "")
    assert "没有缺 staff_count 的例子" in ran.out


def test_a_case_file_with_a_slip_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "我的.toml").write_text(WRONG.replace("expect", "expects"), encoding="utf-8")
    ran = here("rules", "test", "--cases", tmp_path)
    assert (2, "") == (ran.code, ran.out)
    assert "我的.toml 第 1 条第 1 次" in ran.err
