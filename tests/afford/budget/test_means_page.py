"""The statement of means: one page of A4 whatever the case holds, every sum the sum of its lines."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from afford.budget.households import ON, home
from support import a_case, bank_loan, private_loan
from yingmen import case as cases
from yingmen import law
from yingmen.afford.budget import budget
from yingmen.afford.means_page import UNKNOWN, means_document
from yingmen.document import Paragraph, Table
from yingmen.papers import html, pdf, terminal

if TYPE_CHECKING:
    from yingmen.case import Case
    from yingmen.document import Document

EXAMPLE = Path(__file__).parents[3] / "examples" / "lin-xiaoman.toml"
BOOK = law.book()
LONG = "阿卜杜拉·买买提·喆㛃犇一位名字正好写满三十个字的借款人啊啊啊" * 6
RUNNING = bank_loan(id="新", disbursed_on=date(2026, 3, 1), first_due_on=date(2026, 4, 1))
EXPIRED = bank_loan(id="旧", lender="老银行", disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))
FIGURE = {"observed": ["12345678.11", "0"] * 6, "low": "1", "high": "99999999.99"}
KINDS = ["房租", "吃饭", "水电", "电话", "看病", "学费", "公交", "给父母", "别的", "保险"]
FULL: dict[str, Any] = {
    "members": 99,
    "dependants": 98,
    "reserve": "1",
    "essentials": {
        f"{kind}{every}{LONG}"[:180]: "1234567.89" for every in ("", "（每年）") for kind in KINDS
    },
    "income": [{"source": f"{n}{LONG}"[:190], **FIGURE} for n in range(12)],
}
BUSINESS = dict.fromkeys(["revenue", "wages", "tax", "rent", "supplies", "other"], FIGURE)


def page(case: Case, on: date = ON) -> Document:
    return means_document(budget(case, on), case, BOOK)


def tables(document: Document) -> dict[str, Table]:
    blocks = [block for section in document.sections for block in section.blocks]
    return {block.caption: block for block in blocks if isinstance(block, Table)}


def words(document: Document) -> str:
    return terminal.render(document, width=400)


def money(text: str) -> Decimal:
    return Decimal(re.sub(r"[¥,]", "", text))


@pytest.mark.parametrize("kind", ["person", "sole_trader", "company"])
@pytest.mark.parametrize("business", [{}, {"business": BUSINESS}, {"business": {"revenue": "1"}}], ids=len)
@pytest.mark.parametrize("household", [None, FULL], ids=["bare", "full"])
@pytest.mark.parametrize("loans", [0, 12])
def test_it_is_one_page_whatever_the_case_holds(
    kind: str, business: dict[str, Any], household: dict[str, Any] | None, loans: int
) -> None:
    many = [{**RUNNING, "id": f"{n}{LONG}"[:100], "lender": LONG[:190]} for n in range(loans)]
    case = a_case(*many, EXPIRED, kind=kind, **business, **({"household": household} if household else {}))
    paper = pypdf.PdfReader(io.BytesIO(pdf.render(page(case), case_no="YM-0")))
    assert 1 == len(paper.pages)


def test_the_example_fits_and_says_what_is_left() -> None:
    case = cases.parse(EXAMPLE.read_text(encoding="utf-8"))
    document = page(case, date(2026, 8, 31))
    paper = pypdf.PdfReader(io.BytesIO(pdf.render(document)))
    assert 1 == len(paper.pages)
    assert "¥4,129.17" in paper.pages[0].extract_text()
    assert "¥4,129.17" in html.render(document)


@pytest.mark.parametrize("business", [{}, {"business": BUSINESS}], ids=["household", "trade"])
def test_every_sum_is_the_sum_of_the_lines_above_it(business: dict[str, Any]) -> None:
    document = page(a_case(kind="sole_trader", household=FULL, **business))
    since, sums = Decimal(0), {}
    for row in tables(document)["每个月的收支"].rows:
        name, amount = row.cells[0], money(row.cells[1])
        if row.strong:
            sums[name], since = (amount, since), Decimal(0)
        else:
            since += -amount if name.startswith("减：") else amount
    left, reserve = sums.pop("剩下能还债的")
    assert all(said == added for said, added in sums.values())
    assert sums["收入合计"][0] - sums["必需合计"][0] - reserve == left


def test_the_debts_add_up_beyond_those_that_are_named() -> None:
    loans = [{**RUNNING, "id": str(n), "principal": str(1000 + n)} for n in range(9)]
    rows = tables(page(a_case(*loans, household=home())))["欠的"].rows
    assert sum(money(row.cells[1]) for row in rows[:-1]) == money(rows[-1].cells[1])
    assert "其他 6 笔" == rows[-2].cells[0]


def test_secured_debts_stand_first() -> None:
    loans = (RUNNING, {**RUNNING, "id": "房", "lender": "房贷银行", "secured": True})
    rows = tables(page(a_case(*loans, household=home())))["欠的"].rows
    assert "房贷银行" == rows[0].cells[0]


def test_a_debt_that_may_be_too_old_is_neither_named_nor_totalled() -> None:
    document = page(a_case(RUNNING, EXPIRED, household=home()))
    assert "老银行" not in words(document)
    assert "另有 1 笔没有列" in words(document)
    assert 2 == len(tables(document)["欠的"].rows)  # the one that runs, and the sum


def test_each_need_stands_beside_what_it_can_be_checked_by() -> None:
    rows = {row.cells[0]: row for row in tables(page(a_case(household=home())))["每个月的收支"].rows}
    assert "租房合同、转账记录" == rows["房租"].cells[2]
    assert "低保标准" in rows["吃饭"].cells[2]


def test_what_is_not_known_is_said_and_asked_never_shown_as_zero() -> None:
    document = page(a_case(household=home(income=None)))
    rows = {row.cells[0]: row for row in tables(document)["每个月的收支"].rows}
    assert (UNKNOWN, UNKNOWN) == (rows["收入合计"].cells[1], rows["剩下能还债的"].cells[1])
    assert "household.income" in words(document)


def test_it_says_that_it_is_no_acknowledgement_and_no_promise() -> None:
    assert "不是认账" in words(page(a_case(private_loan(), household=home())))


def test_it_says_when_living_comes_first() -> None:
    poor = home(income=[{"source": "工资", "amount": "2000"}])
    assert "还差 ¥841.67" in words(page(a_case(household=poor)))  # 2000 − 2700 − 141.67


def test_law_not_known_for_the_day_leaves_the_debts_out_and_says_so() -> None:
    loan = private_loan(
        signed_on=date(2026, 9, 25), disbursed_on=date(2026, 9, 25), first_due_on=date(2027, 9, 25)
    )
    document = page(a_case(loan, household=home()), date(2027, 10, 1))
    texts = [
        block.text
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]
    assert any("还算不出" in text for text in texts)


@pytest.mark.parametrize("business", [{}, {"business": BUSINESS}], ids=["household", "trade"])
def test_it_is_one_page_with_the_longest_remarks(business: dict[str, Any]) -> None:
    many = [{**RUNNING, "id": str(n), "lender": LONG[:190]} for n in range(12)]
    case = a_case(*many, EXPIRED, kind="sole_trader", household=FULL, **business)
    full = replace(budget(case, ON), assumed=(LONG,) * 9, missing=(LONG,) * 9)
    paper = pypdf.PdfReader(io.BytesIO(pdf.render(means_document(full, case, BOOK), case_no="YM-0")))
    assert 1 == len(paper.pages)
