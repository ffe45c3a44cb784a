"""What the report says first: what is owed, what may go, what is claimed, what to ask, what to beware of."""

from __future__ import annotations

from datetime import date
from typing import Any

from support import a_case, bank_loan, private_loan
from yingmen import law
from yingmen.document import Bullets, KeyFigures, Paragraph, Table, Tone
from yingmen.owe import reckon, report

ON = date(2022, 6, 1)
CLAIM = {"id": "c", "on": date(2022, 5, 1), "by": "某催收公司", "total": "200000"}


def first_page(*loans: dict[str, Any], on: date = ON) -> tuple[Any, ...]:
    book = law.book()
    return report(reckon(a_case(*loans), on, book), book).sections[0].blocks


def texts(blocks: tuple[Any, ...]) -> str:
    told = [block.text for block in blocks if isinstance(block, Paragraph)]
    return "\n".join(told + [item for block in blocks if isinstance(block, Bullets) for item in block.items])


def test_the_first_figure_is_what_is_owed_by_the_contract() -> None:
    # 100000 at 24 % from 1 January 2021 to 1 June 2022: 365 days in term, 151 days going on: 33928.77.
    figures = next(block for block in first_page(private_loan()) if isinstance(block, KeyFigures))
    assert "¥133,928.77" == figures.items[0].value


def test_every_loan_stands_in_the_overview() -> None:
    table = next(block for block in first_page(private_loan(), bank_loan()) if isinstance(block, Table))
    assert ["周某（p）", "某银行（a）"] == [row.cells[0] for row in table.rows]


def test_the_weightiest_questions_stand_on_the_first_page_dearest_first() -> None:
    asked = next(
        block for block in first_page(private_loan(claim=[CLAIM])) if isinstance(block, Bullets)
    ).items
    assert ["不是合同上的出借方" in asked[0], "比这里算出的多" in asked[1], len(asked)] == [True, True, 3]


def test_a_warning_about_limitation_comes_before_the_overview_and_the_next_steps() -> None:
    blocks = first_page(private_loan(), on=date(2026, 6, 1))
    kinds = [getattr(block, "tone", None) is Tone.WARN for block in blocks]
    table = next(n for n, block in enumerate(blocks) if isinstance(block, Table))
    assert kinds.index(True) < table


def test_nothing_is_warned_of_while_the_years_run() -> None:
    assert all(getattr(block, "tone", None) is not Tone.WARN for block in first_page(private_loan()))


def test_what_a_court_might_take_off_is_never_said_as_settled() -> None:
    loan = bank_loan(nominal_rate="0.36", penalty_multiple="1.5")
    book = law.book()
    told = texts(report(reckon(a_case(loan), date(2024, 9, 1), book), book).sections[1].blocks)
    assert ("减不减、减多少由法院决定" in told, "可以请求法院酌减" in told or "请求法院酌减" in told) == (
        True,
        True,
    )


def test_it_says_as_plainly_that_nothing_is_above_the_ceiling() -> None:
    book = law.book()
    told = texts(report(reckon(a_case(private_loan(nominal_rate="0.10")), ON, book), book).sections[1].blocks)
    assert "没有超过法律的上限" in told


def test_an_empty_case_says_what_to_do() -> None:
    assert "先写一笔 [[loan]]" in texts(first_page())


def test_nobody_is_sent_to_a_lender_whose_claim_may_be_too_old() -> None:
    # Due on 1 January 2022, so the three years were over after 1 January 2025.
    told = texts(first_page(private_loan(), on=date(2025, 1, 2)))
    assert (True, False) == ("先打 12348 问清楚" in told, "尽早联系出借方" in told)


def test_where_the_years_run_it_says_that_what_is_lawful_is_to_be_paid() -> None:
    told = texts(first_page(private_loan(), on=date(2025, 1, 1)))
    assert (False, True) == ("先打 12348 问清楚" in told, "尽早联系出借方" in told)


def test_of_two_loans_only_the_one_still_in_time_is_to_be_talked_about() -> None:
    recent = bank_loan(disbursed_on=date(2024, 10, 1), first_due_on=date(2024, 11, 1))
    told = texts(first_page(private_loan(), recent, on=date(2025, 1, 2)))
    assert ["周某（p）：时效已满或说不准" in told, "时效还在的几笔，" in told] == [True, True]


def test_a_loan_whose_years_may_be_over_says_so_before_its_figures() -> None:
    book = law.book()
    for on, place in ((date(2025, 1, 2), True), (date(2025, 1, 1), False)):
        blocks = report(reckon(a_case(private_loan()), on, book), book).sections[1].blocks
        told = next(
            n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and "时效" in block.text
        )
        figures = next(n for n, block in enumerate(blocks) if isinstance(block, KeyFigures))
        assert place == (told < figures)
