"""Whatever stands in a file, the program answers or says kindly what is wrong; it never breaks down."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from cli.mutations import MUTATIONS, mutated
from cli.running import EXAMPLE, EXAMPLE_DAY, FLOWS, Ran, files_in, here
from yingmen import case

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """schema = 1
[borrower]
name = "张三"
kind = "person"
[[loan]]
id = "甲"
lender = "某银行"
lender_kind = "bank"
product = "consumer_loan"
disbursed_on = 2024-01-31
principal = 1200.00
repayment = "equal_installment"
term_months = 3
first_due_on = 2024-02-29
nominal_rate = 0.12
penalty_multiple = 1.5
[[loan.payment]]
on = 2024-02-29
amount = 408.03
[[loan.claim]]
id = "c"
on = 2024-06-01
total = 900.00
[[loan]]
id = "乙"
lender = "周某"
lender_kind = "private"
product = "other"
signed_on = 2021-01-01
disbursed_on = 2021-01-01
principal = 10000
repayment = "bullet"
first_due_on = 2022-01-01
nominal_rate = 0.24
"""
VISITED = (
    SMALL
    + """[[contact]]
contact_id = "c1"
at = 2026-03-01T22:00:00
channel = "visit"
loan = "甲"
place = "home"
party = "spouse"
staff_count = 1
entered = true
entry_consented = false
[[contact]]
contact_id = "c2"
at = 2026-03-02
channel = "call"
connected = true
witnessed = true
minutes = 2.5
amount_overdue = 900.00
[door]
at = 2026-08-31T19:30:00
loan = "乙"
claims = "agency"
visitors = 2
called_back = false
number_from = "own"
"""
)
SEEDS = [SMALL.encode(), VISITED.encode(), VISITED.encode(), case.template().encode(), EXAMPLE.read_bytes()]
LIST = (
    FLOWS
    + "".join(f"2024-{month:02d}-28,{-month * 10.5}\n" for month in range(2, 13))
    + '2025-01-01,"-1,000.00"\n'
)
MANY = 2_000
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def check_refusal(ran: Ran, name: str, out: Path) -> None:
    """One clear message for the user, and not a trace of anything else."""
    assert (ran.code, ran.out) == (2, "")
    assert _CHINESE.search(ran.err)
    assert name in ran.err
    assert ran.err.count("怎么办") == 1
    assert "Traceback" not in ran.err
    assert len(ran.err) < 20_000
    assert files_in(out) == []


@pytest.mark.parametrize("part", range(len(MUTATIONS)), ids=list(MUTATIONS))
def test_a_spoilt_case_file_is_answered_or_refused(tmp_path: Path, part: int) -> None:
    file, out, refused = tmp_path / "案件.toml", tmp_path / "out", 0
    for seed in range(part, MANY, len(MUTATIONS)):
        what, data = mutated(SEEDS[seed // len(MUTATIONS) % len(SEEDS)], seed)
        file.write_bytes(data)
        ran = _named(seed, what, "owe", file, "--json", "--on", EXAMPLE_DAY, "--out", out)
        if ran.code:
            refused += 1
            check_refusal(ran, "案件.toml", out)
            continue
        assert json.loads(ran.out)["on"] == EXAMPLE_DAY
        for name in ("owe.html", "ledger.csv"):
            (out / name).unlink()
    assert refused > 0


@pytest.mark.parametrize("part", range(len(MUTATIONS)), ids=list(MUTATIONS))
def test_a_spoilt_list_of_flows_is_answered_or_refused(tmp_path: Path, part: int) -> None:
    file, refused = tmp_path / "流水.csv", 0
    for seed in range(part, MANY, len(MUTATIONS)):
        what, data = mutated(LIST.encode(), seed)
        file.write_bytes(data)
        ran = _named(seed, what, "rate", file, "--json")
        if ran.code:
            refused += 1
            check_refusal(ran, "流水.csv", tmp_path / "out")
        else:
            assert "effective_rate" in json.loads(ran.out)
    assert refused > 0


@pytest.mark.parametrize("part", range(len(MUTATIONS)), ids=list(MUTATIONS))
def test_a_spoilt_case_file_is_judged_or_refused(tmp_path: Path, part: int) -> None:
    file, out, refused = tmp_path / "案件.toml", tmp_path / "out", 0
    for seed in range(part, MANY // 2, len(MUTATIONS)):
        what, data = mutated(SEEDS[seed // len(MUTATIONS) % len(SEEDS)], seed)
        file.write_bytes(data)
        asked = _named(seed, what, "lawful", file, "--json", "--on", EXAMPLE_DAY, "--out", out)
        knocked = _named(seed, what, "door", file, "--json", "--on", EXAMPLE_DAY, "--out", out)
        assert (asked.code, asked.err) == (knocked.code, knocked.err)
        if asked.code:
            refused += 1
            check_refusal(asked, "案件.toml", out)
            continue
        assert [json.loads(ran.out)["on"] for ran in (asked, knocked)] == [EXAMPLE_DAY, EXAMPLE_DAY]
        for name in ("lawful.html", "door.html"):
            (out / name).unlink()
    assert refused > 0


def _named(seed: int, what: str, *arguments: str | Path) -> Ran:
    try:
        return here(*arguments)
    except Exception as error:
        raise AssertionError(f"seed {seed} ({what}) broke it down: {error!r}") from error


FAULTS = [  # what is changed in SMALL, into what, and what the message must name
    ("schema = 1", "", "schema"),
    ("schema = 1", "schema = 2", "第 1 行 schema"),
    ("schema = 1", 'schema = "1"', "第 1 行 schema"),
    ('name = "张三"', 'name = ""', "第 3 行 borrower.name"),
    ('name = "张三"', 'name = "张\\u0000三"', "第 3 行 borrower.name"),
    ('name = "张三"', "name = 3", "第 3 行 borrower.name"),
    ('name = "张三"', "name = 张三", "第 3 行"),
    ('name = "张三"', 'name = "张三', "第 3 行"),
    ('name = "张三"', 'nmae = "张三"', "第 3 行 borrower.nmae"),
    ('kind = "person"', 'kind = "人"', "第 4 行 borrower.kind"),
    ('kind = "person"', 'kind = "person"\nkind = "company"', "第 5 行"),
    ('[borrower]\nname = "张三"\nkind = "person"\n', "", "borrower"),
    ("[borrower]", "[borower]", "borower"),
    ('id = "甲"', 'id = "乙"', "id"),
    ('id = "甲"\n', "", "loan[1].id"),
    ('lender_kind = "bank"', 'lender_kind = "bnak"', "第 8 行 loan[1](甲).lender_kind"),
    ('product = "consumer_loan"\n', "", "loan[1](甲).product"),
    ("disbursed_on = 2024-01-31", "disbursed_on = 2024-02-30", "第 10 行"),
    ("disbursed_on = 2024-01-31", "disbursed_on = 2023-02-29", "第 10 行"),
    ("disbursed_on = 2024-01-31", 'disbursed_on = "2023-02-29"', "第 10 行 loan[1](甲).disbursed_on"),
    ("disbursed_on = 2024-01-31", "disbursed_on = 1900-01-01", "第 10 行 loan[1](甲).disbursed_on"),
    ("disbursed_on = 2024-01-31", "disbursed_on = 2024-01-31T08:00:00", "第 10 行 loan[1](甲).disbursed_on"),
    ("disbursed_on = 2024-01-31", "disbursed_on = 2024-03-31", "loan[1](甲).payment[1].on"),
    ("principal = 1200.00", "principal = -1200.00", "第 11 行 loan[1](甲).principal"),
    ("principal = 1200.00", "principal = 1200.005", "第 11 行 loan[1](甲).principal"),
    ("principal = 1200.00", "principal = 12000000000000", "第 11 行 loan[1](甲).principal"),
    ("principal = 1200.00", "principal = 1e400", "第 11 行 loan[1](甲).principal"),
    ("principal = 1200.00", "principal = nan", "第 11 行 loan[1](甲).principal"),
    ("principal = 1200.00", "principal = -inf", "第 11 行 loan[1](甲).principal"),
    ("principal = 1200.00", "principal = true", "第 11 行 loan[1](甲).principal"),
    ("principal = 1200.00", 'principal = "1200元"', "第 11 行 loan[1](甲).principal"),
    ("principal = 1200.00", "principal = 1,200.00", "第 11 行"),
    ("principal = 1200.00", "principal = 1200.00\nreceived = 1300", "第 12 行 loan[1](甲).received"),
    ("principal = 1200.00", "principal = " + "9" * 5000, "长度"),
    ('repayment = "equal_installment"', 'repayment = "equal_instalment"', "第 12 行 loan[1](甲).repayment"),
    ("term_months = 3", "term_months = 0", "第 13 行 loan[1](甲).term_months"),
    ("term_months = 3", "term_months = 3.0", "第 13 行 loan[1](甲).term_months"),
    ("first_due_on = 2024-02-29", "first_due_on = 2024-01-30", "第 14 行 loan[1](甲).first_due_on"),
    ("nominal_rate = 0.12", "nominal_rate = 0.12\ndaily_rate = 0.0005", "第 16 行 loan[1](甲).daily_rate"),
    ("nominal_rate = 0.12", 'nominal_rate = "12%"', "第 15 行 loan[1](甲).nominal_rate"),
    ("on = 2024-02-29\namount", "on = 2024-01-30\namount", "第 18 行 loan[1](甲).payment[1].on"),
    ("amount = 408.03", "amount = -408.03", "第 19 行 loan[1](甲).payment[1].amount"),
    ("amount = 408.03", 'amount = 408.03\ndesignated = "丙"', "第 20 行 loan[1](甲).payment[1].designated"),
    ("[[loan.claim]]", "[loan.claim]", "loan[1](甲).claim"),
    ("[[loan]]", "[loan]", "loan"),
    ("nominal_rate = 0.24", "nominal_rate = 0.24\nrenews = '乙'", "loan[2](乙).renews"),
    ("nominal_rate = 0.24", "nominal_rate = 0.24\n[[contact]]\nchannel = 'call'", "contact[1].at"),
    ("schema = 1", "x = " + "[" * 5000, "括号"),
]


@pytest.mark.parametrize(
    ("before", "after", "said"), FAULTS, ids=[f"{n}-{x[2]}" for n, x in enumerate(FAULTS)]
)
def test_a_single_fault_is_named_where_it_stands(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in SMALL
    file = tmp_path / "案件.toml"
    file.write_text(SMALL.replace(before, after, 1), encoding="utf-8")
    ran = here("owe", file, "--json", "--on", EXAMPLE_DAY, "--out", tmp_path / "out")
    check_refusal(ran, "案件.toml", tmp_path / "out")
    assert said in ran.err


def test_the_case_they_all_start_from_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "案件.toml"
    file.write_text(SMALL, encoding="utf-8")
    ran = here("owe", file, "--json", "--on", EXAMPLE_DAY)
    assert (ran.code, ran.err) == (0, "")


def test_every_fault_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    text = (
        SMALL.replace("1200.00", "-1").replace("term_months = 3", "term_months = 999").replace("408.03", "x")
    )
    text = text.replace("amount = x", "amount = 1.001")
    file = tmp_path / "案件.toml"
    file.write_text(text, encoding="utf-8")
    said = here("owe", file).err
    assert "有 3 处" in said
    assert all(key in said for key in ("principal", "term_months", "payment[1].amount"))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("gb18030", "GB18030"), ("utf-16", "UTF-16"), ("utf-32-le", "空字节"), ("latin-1", "UTF-8")],
)
def test_another_encoding_is_named_with_how_to_save_anew(tmp_path: Path, encoding: str, said: str) -> None:
    file = tmp_path / "案件.toml"
    text = SMALL if encoding != "latin-1" else "schema = 1\n# caf\xe9\n[borrower]\n"
    file.write_bytes(text.encode(encoding))
    ran = here("owe", file, "--json", "--out", tmp_path / "out")
    check_refusal(ran, "案件.toml", tmp_path / "out")
    assert said in ran.err


def test_the_mark_that_notepad_puts_in_front_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "案件.toml"
    file.write_bytes(SMALL.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    ran = here("owe", file, "--json", "--on", EXAMPLE_DAY)
    assert (ran.code, ran.err) == (0, "")
