"""The doorstep brief: two pages whatever the case holds, the figures of `owe`, nothing that could be lost."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import html5lib
import pypdf
import pytest

from support import a_case, bank_loan, private_loan
from yingmen import answer as step
from yingmen import law
from yingmen.answer.brief_page import ENOUGH, MOST_LOANS
from yingmen.document import Bullets, Document, KeyFigures, Paragraph, Table, Tone
from yingmen.door.shelf import table as door_table
from yingmen.papers import html, pdf, terminal

if TYPE_CHECKING:
    from yingmen.answer import Brief
    from yingmen.case import Case

BOOK = law.book()
ON = date(2026, 6, 1)  # a Monday
# 1,200 yuan in three parts of 400 at 12 % a year, 30/360, so 12, 8 and 4 yuan of interest by the due dates.
RUNNING = bank_loan(id="新", disbursed_on=date(2026, 3, 1), first_due_on=date(2026, 4, 1))
EXPIRED = bank_loan(id="旧", disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))
LONG = "阿卜杜拉·买买提·喆㛃犇一位名字正好写满三十个字的借款人啊啊啊"


def made(*loans: dict[str, Any], on: date = ON, **tables: Any) -> Brief:
    return step.brief(a_case(*loans, **tables), on, BOOK)


def paper(case: Case, on: date = ON) -> Document:
    return step.brief_document(step.brief(case, on, BOOK), BOOK)


def pages(document: Document) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(document, case_no="YM-0")))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def leads(document: Document, page: int) -> list[str]:
    return [
        block.text
        for block in document.sections[page].blocks
        if isinstance(block, Paragraph) and block.tone is Tone.LEAD
    ]


def the_table(document: Document) -> Table:
    (found,) = [block for block in document.sections[1].blocks if isinstance(block, Table)]
    return found


def test_page_one_is_the_door_and_page_two_the_money() -> None:
    document = paper(a_case(RUNNING))
    assert [("door", False), ("money", True)] == [(s.anchor, s.new_page) for s in document.sections]
    assert ["谁可以来", "五句话", "不签，不给", "打给谁"] == [
        text for text in leads(document, 0) if not text.startswith("要他出示") and "“" not in text
    ]
    assert ["要问清的三件事", "什么时候答复：2026年6月4日前"] == leads(document, 1)


@pytest.mark.parametrize(
    "tables", [{}, {"door": {"claims": "court"}}, {"door": {"claims": "agency"}}], ids=str
)
@pytest.mark.parametrize("loans", [(), (RUNNING,), (private_loan(),), (RUNNING, private_loan())], ids=len)
def test_there_are_five_sentences_whoever_comes(
    loans: tuple[dict[str, Any], ...], tables: dict[str, Any]
) -> None:
    assert 5 == len(made(*loans, **tables).say)


def test_the_money_is_what_is_owed_as_of_right_and_the_difference_is_of_the_claims_day() -> None:
    # On 2026-04-01 the first part is due: 400 + 12; the rest, 800, is owed but not due: 1,212 in all.
    claim = {"id": "c", "on": date(2026, 4, 1), "by": "某人", "total": "1500"}
    (loan,) = made(RUNNING | {"claim": [claim]}).loans
    assert loan.claimed is not None
    assert (Decimal(1500), Decimal("288.00")) == (loan.claimed.total, loan.claimed.difference)


def test_of_a_private_loan_what_the_law_does_not_support_is_gone() -> None:
    # Four times the LPR of 3.85 % is 15.4 %: of 60,000 yuan of interest in the year 15,400 are supported.
    (loan,) = made(private_loan(nominal_rate="0.60"), on=date(2022, 1, 1)).loans
    assert (Decimal("115400.00"), None) == (loan.owed, loan.reducible)


def test_what_a_court_may_take_off_a_bank_stands_beside_and_is_not_taken_off() -> None:
    dear = bank_loan(nominal_rate="0.48", disbursed_on=date(2026, 3, 1), first_due_on=date(2026, 4, 1))
    (loan,) = made(dear).loans
    assert loan.owed is not None
    assert loan.reducible is not None
    assert loan.reducible > 0
    (row,) = the_table(paper(a_case(dear))).rows
    assert f"¥{loan.reducible:,.2f}" == row.cells[2]
    assert f"¥{loan.owed:,.2f}" == row.cells[1]


def test_the_latest_claim_counts_and_none_from_after_the_day() -> None:
    claims = [
        {"id": "a", "on": date(2026, 5, 2), "total": "1300"},
        {"id": "b", "on": date(2026, 5, 1), "total": "1400"},
        {"id": "c", "on": ON + timedelta(days=1), "total": "9999"},
        {"id": "d", "on": date(2026, 5, 3)},
    ]
    (loan,) = made(RUNNING | {"claim": claims}).loans
    assert loan.claimed is not None
    assert Decimal(1300) == loan.claimed.total


def test_three_questions_are_asked_with_or_without_a_loan() -> None:
    claim = {"id": "c", "on": date(2026, 5, 1), "by": "某公司", "total": "9999"}
    asks = made(RUNNING | {"claim": [claim]}).asks
    assert (3, 3) == (len(asks), len(made().asks))
    assert all(text.startswith("某银行（新）：") for text in asks[:2])
    assert "本金、利息、罚息、费用" in made().asks[0]


def test_a_second_question_of_a_kind_waits_for_the_first_of_another() -> None:
    # Each loan's claim is 9,999 by somebody unknown: "who are you" weighs 9,999, "how much" a little less.
    claims = [{"id": f"c{n}", "on": date(2026, 5, 1), "by": "某公司", "total": "9999"} for n in range(2)]
    asks = made(*(RUNNING | {"id": f"贷{n}", "claim": [claims[n]]} for n in range(2))).asks
    assert ["受委托催收", "说要还", "受委托催收"] == [
        next(word for word in ("受委托催收", "说要还") if word in text) for text in asks
    ]


def test_the_day_to_answer_is_the_third_working_day_and_a_year_not_yet_known_is_said_to_be() -> None:
    assert (date(2026, 6, 4), True) == (made().answer_by.day, made().answer_by.working)
    late = made(on=date(2090, 6, 1))
    assert (date(2090, 6, 4), False) == (late.answer_by.day, late.answer_by.working)
    assert "还没公布" in html.render(step.brief_document(late, BOOK))


def test_an_old_debt_warns_on_both_pages() -> None:
    document = paper(a_case(RUNNING, EXPIRED))
    first, second = pages(document)
    assert "有的债时效已满或说不准" in first
    assert "某银行（旧）时效已满" in second
    assert "一审自己提出时效" in second
    assert "时效已满" not in "".join(pages(paper(a_case(RUNNING))))


def test_danger_comes_before_all_else() -> None:
    document = paper(a_case(RUNNING, door={"threat": True}))
    first = document.sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert (Tone.WARN, True) == (first.tone, first.text.startswith("先打 110"))


def test_an_official_is_met_with_other_words() -> None:
    said = made(RUNNING, door={"claims": "court"}).say
    assert "核实好马上开门" in said[0]
    assert [] == [text for text in said if "请回吧" in text]
    assert "先核实，不阻拦" in html.render(paper(a_case(RUNNING)))


def test_from_seven_points_one_may_talk_as_at_the_door() -> None:
    assert {ENOUGH} == {row["pass"] for row in door_table("check")["scheme"] if row["id"] != "official"}


def test_the_people_one_may_call_are_those_in_the_case() -> None:
    people = [{"role": "lawyer", "name": "王律师", "phone": "0519-1"}, {"role": "friend", "name": "老李"}]
    bullets = [
        block for block in paper(a_case(person=people)).sections[0].blocks if isinstance(block, Bullets)
    ]
    assert "律师 王律师：0519-1" in bullets[-1].items
    assert [] == [text for text in bullets[-1].items if "老李" in text]
    assert [True, True] == [
        any(text.startswith(number) for text in bullets[-1].items) for number in ("110", "12348")
    ]


def test_a_day_beyond_the_known_figures_still_gives_the_door() -> None:
    # No interest agreed at all: from the due date the LPR of that day, which nobody knows for 2030 yet.
    loan = private_loan(
        nominal_rate="0",
        signed_on=date(2026, 1, 1),
        disbursed_on=date(2026, 1, 1),
        first_due_on=date(2030, 1, 1),
    )
    found = made(loan, on=date(2031, 1, 1))
    assert [None] == [item.owed for item in found.loans]
    assert "还算不出" in html.render(step.brief_document(found, BOOK))


CASES = {
    "none": a_case(),
    "one": a_case(RUNNING),
    "rare names": a_case(RUNNING | {"lender": "喆㛃犇小额贷款有限公司"}),
}


def twelve(**changes: Any) -> Case:
    loans = [
        bank_loan(
            id=f"第{n + 1}笔",
            lender=f"一个三十个字的贷款方名称写得非常非常长的股份有限公司分公司{n:02}",
            disbursed_on=date(2026, 3, 1),
            first_due_on=date(2026, 4, 1),
            principal=str(10_000_000 + n),
            claim=[{"id": f"c{n}", "on": date(2026, 5, 1), "by": "某催收有限公司", "total": "99999999.99"}],
        )
        | changes
        for n in range(12)
    ]
    people = [{"role": "lawyer", "name": LONG, "phone": "0519-12345678"}] * 5
    case = a_case(*loans, person=people)
    return case.model_copy(update={"borrower": case.borrower.model_copy(update={"name": LONG})})


CASES["twelve"] = twelve()
CASES["twelve expired"] = twelve(disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1), claim=[])
CASES["twelve unknown"] = twelve(disbursed_on=date(2021, 1, 1), first_due_on=None)
CASES["twelve sold"] = twelve(assigned_on=date(2026, 5, 1), assignee="某资产管理有限公司")


@pytest.mark.parametrize("name", CASES)
def test_it_is_two_pages_of_a4_whatever_the_case_holds(name: str) -> None:
    first, second = pages(paper(CASES[name]))
    assert "第一页门口" in first
    assert "打给谁" in first
    assert "第二页钱" in second
    assert "什么时候答复" in second


def test_twelve_loans_show_the_largest_and_a_line_for_the_rest() -> None:
    rows = the_table(paper(CASES["twelve"])).rows
    assert MOST_LOANS == len(rows)
    assert f"其余 {12 - MOST_LOANS + 1} 笔，知道的合计" == rows[-1].cells[0]
    # Each row of the rest claims 99,999,999.99: five of them are 499,999,999.95.
    assert "¥499,999,999.95" == rows[-1].cells[3]


def test_no_figure_of_the_money_is_lost_in_the_sum() -> None:
    figures = next(b for b in paper(CASES["twelve"]).sections[1].blocks if isinstance(b, KeyFigures))
    owed = sum((item.owed or Decimal(0) for item in step.brief(CASES["twelve"], ON, BOOK).loans), Decimal(0))
    assert ("今天依法欠", f"¥{owed:,.2f}") == (figures.items[0].label, figures.items[0].value)


@pytest.mark.parametrize("name", CASES)
def test_it_shows_on_a_phone_and_on_the_terminal(name: str) -> None:
    document = paper(CASES[name])
    html5lib.HTMLParser(strict=True).parse(html.render(document))
    assert "五句话" in terminal.render(document, width=40)


def test_a_claim_below_the_ledger_is_not_asked_about() -> None:
    # 1,200 yuan lent and nothing paid: a claim of 100 is lower, one of 99,999 higher than whatever is owed.
    said = {
        total: made(RUNNING | {"claim": [{"id": "k", "on": date(2026, 5, 1), "total": total}]}).asks
        for total in ("100", "99999")
    }
    assert [False, True] == ["比这里算出的" in "".join(asks) for asks in said.values()]


def test_the_five_sentences_stand_out_from_the_rest() -> None:
    document = paper(a_case(RUNNING))
    spoken = [text for text in leads(document, 0) if "“" in text]
    assert [f"{n}. “" for n in range(1, 6)] == [text[:4] for text in spoken]


def test_long_names_keep_their_beginning_and_end() -> None:
    lender = "一个三十个字的贷款方名称写得非常非常长的股份有限公司第十二分公司"
    (row,) = the_table(paper(a_case(RUNNING | {"lender": lender}))).rows
    assert "一个三十个字的贷…公司第十二分公司（新）" == row.cells[0]
