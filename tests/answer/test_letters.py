"""Letters: each says only what is on record, or does not build."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from properties.strategies import days_of, loans, yuan
from support import a_case, bank_loan, private_loan
from yingmen import case as cases
from yingmen import law
from yingmen.answer import gates, letters_document, offered
from yingmen.answer.letters import Letter, letters
from yingmen.answer.letters.model import Kind, Sentence
from yingmen.answer.letters.page import BOX, DECLARED, STATED, STATED_BELOW, TICKED_BELOW
from yingmen.answer.letters.templates import template_from, templates
from yingmen.document import Bullets, Document, Paragraph, SignatureLine, Table
from yingmen.owe import reckon, reckoning_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yingmen.case import Case

BOOK = law.book()
ON = date(2026, 6, 1)
IDS = {
    *("request-papers", "dispute-amount", "hardship-plan", "stop-third-parties", "personal-data"),
    *("not-my-debt-spouse", "not-my-debt-parent", "not-my-debt-heir"),
    *("complaint-lender", "complaint-authority", "complaint-credit-record"),
    *("police-statement", "payment-order", "credit-record"),
}
# 1,200 yuan in three monthly parts from 1 February 2026; nothing was paid.
LOAN = bank_loan(disbursed_on=date(2026, 1, 1), first_due_on=date(2026, 2, 1))
ENTRY = "记录第 7 条，2026-05-11 写下"


def contact(**more: Any) -> dict[str, Any]:
    """Two people at the borrower's door by day, the borrower there, as a bank's own staff."""
    known = {"contact_id": "c1", "at": "2026-05-10T10:00:00", "channel": "visit", "place": "home"}
    return {**known, "party": "debtor", "purpose": "demand", "agency_id": "own", "witnessed": True, **more}


THREAT = contact(threat=True)
FAMILY = contact(channel="call", place=None, party="family", witnessed=None, debt_disclosed=True)


def case_of(*found: dict[str, Any], loan: Mapping[str, Any] = LOAN, **tables: Any) -> Case:
    contacts = [{key: value for key, value in item.items() if value is not None} for item in found]
    return a_case(dict(loan), contact=contacts, **tables)


def letter(
    name: str, case: Case, evidence: Mapping[str, str] | None = None, on: date = ON, loan: str = "a"
) -> Letter:
    found = {(item.id, item.loan_id): item for item in letters(case, on, BOOK, evidence or {})}
    return found.get((name, loan)) or found[name, None]


def written(found: Letter) -> str:
    assert () == found.refused
    assert found.document is not None
    return "\n".join(texts(found.document))


def sentences(name: str) -> list[Sentence]:
    (template,) = [item for item in templates() if item.id == name]
    return [one for part in template.parts for one in part.sentences]


def texts(document: Document) -> Iterator[str]:
    yield document.title
    for section in document.sections:
        yield section.title
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Bullets):
                yield from block.items
            elif isinstance(block, SignatureLine):
                yield block.label
            elif isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row.cells)


def cites(found: Letter) -> set[tuple[str, str | None]]:
    """The texts a letter says it names; the letter does name each of them."""
    text = written(found)
    assert [] == [one.name for one in found.cites if f"《{one.name}》" not in text]
    return {(one.source, one.article) for one in found.cites}


def listed(found: Letter, below: str) -> tuple[str, ...]:
    """The list that stands right below a sentence of a letter."""
    assert found.document is not None
    blocks = [block for section in found.document.sections for block in section.blocks]
    after = next(n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text == below)
    following = blocks[after + 1]
    assert isinstance(following, Bullets)
    return following.items


# ---- What every letter keeps to ----


def test_there_are_these_letters_and_each_has_a_test_here() -> None:
    assert IDS == {item.id for item in templates()}
    names = [name for name in globals() if name.startswith("test_the_")]
    assert [item for item in sorted(IDS) if f"test_the_{item.replace('-', '_')}_letter" not in names] == []


def test_it_refuses_a_template_whose_fact_names_no_backing() -> None:
    data = {
        "id": "x",
        "title": "x",
        "to": "x",
        "effect": "none",
        "part": [{"title": "", "sentence": [{"kind": "fact", "text": "他打了我"}]}],
    }
    with pytest.raises(ValueError, match="a fact names no backing"):
        template_from(data)


def test_it_refuses_a_template_whose_law_names_no_text() -> None:
    sentence = {"kind": "law", "text": "法律规定如此"}
    data = {
        "id": "x",
        "title": "x",
        "to": "x",
        "effect": "none",
        "part": [{"title": "", "sentence": [sentence]}],
    }
    with pytest.raises(ValueError, match="names no text"):
        template_from(data)


def test_every_text_a_template_cites_is_in_the_law_data() -> None:
    named = [
        name for item in templates() for part in item.parts for one in part.sentences for name in one.cites
    ]
    assert len(named) > 20
    for name in named:
        source, _, article = name.partition(" ")
        assert source == BOOK.basis(source, article or None).source


def test_no_letter_cites_the_crime_that_is_not_in_the_data() -> None:
    everything = json.dumps([repr(item) for item in templates()], ensure_ascii=False)
    assert "xingfa 243" not in everything
    assert "刑法" not in everything


def test_only_the_hardship_letter_owns_up_to_the_debt() -> None:
    found = letters(case_of(), ON, BOOK, {})
    assert {"hardship-plan"} == {item.id for item in found if item.effect == "acknowledges"}


def test_no_letter_but_the_hardship_letter_speaks_of_owing_or_paying() -> None:
    owning = re.compile(r"我欠|我会还|我愿意|分期|我还款|尽快还")
    said = {
        item.id: sentence.text
        for item in templates()
        if item.effect.value == "none"
        for part in item.parts
        for sentence in part.sentences
        if owning.search(sentence.text)
    }
    assert {} == said


def test_no_sentence_promises_a_payment() -> None:
    promise = re.compile(r"保证.*还|承诺.*还清|一定还|将于.*支付|每月还\s*\{|先还")
    texts_ = [one.text for item in templates() for part in item.parts for one in part.sentences]
    assert [] == [text for text in texts_ if promise.search(text)]


def test_statements_say_that_they_are() -> None:
    found = letter("hardship-plan", case_of())
    ticked = listed(found, TICKED_BELOW)
    said = {
        kind: [one for one in sentences("hardship-plan") if one.kind is kind and not one.needs]
        for kind in (Kind.STATEMENT, Kind.DECLARATION)
    }
    assert [2, 1] == [len(ticked), len(said[Kind.DECLARATION])]
    assert {f"{BOX}{one.text}。" for one in said[Kind.STATEMENT] if one.tick} == set(ticked)
    stated = [f"{STATED}{one.text}" for one in said[Kind.STATEMENT] if not one.tick]
    stated += [f"{DECLARED}{one.text}" for one in said[Kind.DECLARATION]]
    assert [] == [one for one in stated if one not in written(found)]


def test_several_statements_are_one_list_that_says_so() -> None:
    home = {"essentials": {"房租": 1500}, "income": [{"source": "打零工", "amount": 4000}]}
    found = listed(letter("hardship-plan", case_of(household=home)), STATED_BELOW)
    assert ["近来的收入", "每月必需的开销", "困难的原因是"] == [item.partition("：")[0] for item in found]


def test_every_template_states_declares_asks_or_names_what_it_rests_on() -> None:
    # Nothing but a fact, a statement or a declaration may say that something happened.
    happened = re.compile(r"打来|上门|还款\s*¥|收到了")
    loose = (Kind.REQUEST, Kind.LAW, Kind.COURTESY)
    assert [] == [
        one.text
        for name in sorted(IDS)
        for one in sentences(name)
        if one.kind in loose and happened.search(one.text)
    ]


def test_what_only_the_writer_can_know_is_left_to_tick() -> None:
    found = letter("hardship-plan", case_of())
    assert "□ 我愿意在能力范围内商量怎么还。" in listed(found, TICKED_BELOW)


def test_a_letter_is_addressed_signed_and_dated() -> None:
    document = letter("request-papers", case_of()).document
    assert document is not None
    assert Paragraph("致：某银行", document.sections[0].blocks[0].tone) == document.sections[0].blocks[0]  # type: ignore[union-attr]
    signature, day = document.sections[-1].blocks
    assert SignatureLine("张三签名") == signature
    assert isinstance(day, Paragraph)
    assert "2026年6月1日" == day.text


def test_a_company_seals_its_letter() -> None:
    document = letter("request-papers", a_case(LOAN, kind="company")).document
    assert document is not None
    assert SignatureLine("张三盖章") == document.sections[-1].blocks[0]


def test_a_letter_names_no_number_that_is_from_memory() -> None:
    text = written(letter("request-papers", case_of()))
    assert "《民法典》第 546 条" in text
    assert "主席令" not in text


def test_a_case_without_loans_still_has_the_letter_for_the_whole_case() -> None:
    found = letters(a_case(contact=[THREAT]), ON, BOOK, {"c1": ENTRY})
    assert ["police-statement"] == [item.id for item in found]
    assert found[0].document is not None


def test_advice_and_deadlines_are_no_part_of_a_letter() -> None:
    found = letter("complaint-lender", case_of(THREAT), {"c1": ENTRY})
    text = written(found)
    assert len(found.advice) >= 2
    assert len(found.deadlines) == 3
    assert [] == [one for one in (*found.advice, *(end.note for end in found.deadlines)) if one in text]


# ---- One test for each letter ----


def test_the_request_papers_letter() -> None:
    found = letter("request-papers", case_of(loan={**LOAN, "contract_no": "HT-7"}))
    text = written(found)
    assert "合同编号 HT-7，出借方 某银行。" in text
    assert [word for word in ("合同", "逐笔账", "委托书", "转让的通知") if word not in text] == []
    assert {("minfadian", "509"), ("minfadian", "546"), ("xiaobao-2022", "41")} == cites(found)
    assert "不表示我承认" in text


def test_a_request_without_a_contract_rests_on_the_ledger_or_states() -> None:
    assert "2026年1月1日 放款的一笔借款（依据：我的逐笔账，2026年1月1日 一行）" in written(
        letter("request-papers", case_of())
    )
    unread = {key: value for key, value in LOAN.items() if key != "nominal_rate"}
    assert f"{STATED}贵方提到我有一笔款项未还" in written(letter("request-papers", case_of(loan=unread)))


def test_an_assigned_claim_is_asked_of_the_assignee() -> None:
    loan = {**LOAN, "assigned_on": date(2026, 4, 1), "assignee": "某资产公司"}
    found = letter("request-papers", case_of(loan=loan))
    assert "某资产公司" == found.to
    assert f"{STATED}据称债权在 2026年4月1日 转给了某资产公司" in written(found)


def test_the_dispute_amount_letter() -> None:
    # 30/360 at 12 % a year on 1,200: by 1 April 12 + 12 + 12 = 36 is the most three months can bring;
    # the letter's figure is the ledger's own, the difference theirs less ours.
    claim = [{"id": "短信", "on": date(2026, 4, 1), "by": "某催收公司", "total": "2000"}]
    case = case_of(loan={**LOAN, "claim": claim, "contract_no": "HT-7"})
    ours = reckon(case, date(2026, 4, 1), BOOK).loans[0].total
    assert ours is not None
    assert 1200 < ours <= 1236
    text = written(letter("dispute-amount", case))
    assert f"{STATED}2026年4月1日，某催收公司说要还 ¥2,000.00；" in text
    assert f"是 ¥{ours:,.2f}（逐笔账，算到 2026年4月1日），多出 ¥{2000 - ours:,.2f}" in text
    assert "不表示我承认这笔款项" in text


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "缺少对方说的数目"),
        ({"claim": [{"id": "x", "on": date(2026, 4, 1), "total": "1"}]}, "对方的数不比逐笔账多"),
        ({"nominal_rate": None, "claim": [{"id": "x", "on": date(2026, 4, 1), "total": "9999"}]}, "缺少"),
    ],
)
def test_it_disputes_no_amount_without_a_claim_that_is_too_high(changes: dict[str, Any], reason: str) -> None:
    loan = {key: value for key, value in {**LOAN, **changes}.items() if value is not None}
    found = letter("dispute-amount", case_of(loan=loan))
    assert found.document is None
    assert reason in "".join(found.refused)


def test_it_disputes_no_amount_of_a_debt_out_of_time() -> None:
    # Three parts to 1 April 2021; three years later is 1 April 2024.
    old = bank_loan(disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))
    claim = [{"id": "x", "on": date(2026, 4, 1), "total": "9999"}]
    found = letter("dispute-amount", case_of(loan={**old, "claim": claim}))
    assert found.document is None
    assert "时效看来已满" in found.refused[0]


def test_the_hardship_plan_letter() -> None:
    home = {"essentials": {"房租": 1500}, "income": [{"source": "打零工", "amount": 4000}]}
    found = letter("hardship-plan", case_of(household=home))
    text = written(found)
    assert "acknowledges" == found.effect
    assert "每月必需的开销：合计 ¥1,500.00（房租）" in text
    assert "近来的收入：打零工，每月 ¥4,000.00" in text
    assert "我没有承诺哪一天付多少" in text
    assert ("xinyongka-2011", "70") not in cites(found)
    assert "时效" in "".join(found.advice)


def test_a_cards_plan_is_up_to_five_years() -> None:
    card: dict[str, Any] = {
        "product": "credit_card",
        "repayment": "revolving",
        "daily_rate": "0.0005",
        "statement_day": 5,
        "due_day": 25,
        "minimum_rate": "0.1",
        "charge": [{"on": date(2026, 1, 10), "amount": "3000", "kind": "purchase"}],
    }
    bare = {k: v for k, v in LOAN.items() if k not in {"nominal_rate", "term_months", "first_due_on"}}
    found = letter("hardship-plan", case_of(loan={**bare, **card}))
    assert ("xinyongka-2011", "70") in cites(found)
    assert "期限在规定的五年以内" in written(found)


def test_the_stop_third_parties_letter() -> None:
    case = case_of(FAMILY)
    assert "phone" in "".join(letter("stop-third-parties", case, {"c1": ENTRY}).refused)
    data = cases.to_data(case)
    data["borrower"]["phone"] = "13900000000"
    found = letter("stop-third-parties", cases.from_data(data, "x"), {"c1": ENTRY})
    text = written(found)
    assert "找的是我的家人亲戚（见附件 1）" in text
    assert f"2026年5月10日 10:00 打来电话的记录（{ENTRY}）" in text
    assert f"{STATED}我的联系电话是 13900000000" in text
    assert (f"2026年5月10日 10:00 打来电话的记录（{ENTRY}）",) == found.exhibits


def test_it_tells_nothing_the_borrower_neither_lived_nor_holds() -> None:
    found = letter("stop-third-parties", case_of(FAMILY))
    assert found.document is None
    assert "c1" in "".join(found.refused)
    assert "yingmen record add" in "".join(found.refused)


def test_the_not_my_debt_spouse_letter() -> None:
    asked = contact(party="spouse", channel="call", place=None)
    person = [{"role": "配偶", "name": "李四"}]
    found = letter("not-my-debt-spouse", case_of(asked, person=person), {"c1": ENTRY})
    text = written(found)
    assert {("minfadian", "1064")} == cites(found)
    assert "借款人的配偶李四签名" in text
    assert "□ 我没有在合同上签字，事后也没有认过这笔债。" in listed(found, TICKED_BELOW)


def test_a_spouse_who_is_liable_gets_no_such_letter() -> None:
    asked = contact(party="spouse", party_liable=True)
    assert letter("not-my-debt-spouse", case_of(asked), {"c1": ENTRY}).document is None


def test_the_not_my_debt_parent_letter() -> None:
    found = letter("not-my-debt-parent", case_of(FAMILY))
    assert f"{STATED}2026年5月10日 10:00，某银行的人打来电话，找的是我" in written(found)
    assert {("minfadian", "465"), ("pipl", "47")} == cites(found)


def test_the_not_my_debt_heir_letter() -> None:
    found = letter("not-my-debt-heir", case_of(contact(party="heir")))
    text = written(found)
    assert {("minfadian", "1161")} == cites(found)
    assert "继承人签名" in text
    assert "实际价值以内负责。" in listed(found, TICKED_BELOW)[2]


def test_the_personal_data_letter() -> None:
    found = letter("personal-data", case_of())
    assert {("pipl", no) for no in ("44", "45", "46", "47", "50")} == cites(found)
    assert () == found.deadlines
    private = letter("personal-data", case_of(loan=private_loan()), loan="p")
    assert private.document is None


def test_the_complaint_lender_letter() -> None:
    found = letter("complaint-lender", case_of(THREAT), {"c1": ENTRY})
    text = written(found)
    assert "2026年5月10日 10:00，某银行的人上门：" in text
    assert "（见附件 1）。有关规定：《治安管理处罚法（2025年修订）》第 50 条" in text
    assert f"上门的记录（{ENTRY}）" in text
    assert ("zhian-2025", "50") in cites(found)
    # 1 June + 15, 30 and 60 days: 16 June, 1 July, 31 July.
    assert [date(2026, 6, 16), date(2026, 7, 1), date(2026, 7, 31)] == [end.due for end in found.deadlines]


def test_a_breach_without_an_entry_is_stated_as_the_writers_own_word() -> None:
    text = written(letter("complaint-lender", case_of(THREAT)))
    assert f"{STATED}2026年5月10日 10:00，某银行的人上门：" in text


def test_no_breach_makes_no_complaint() -> None:
    found = letter("complaint-lender", case_of(contact(channel="sms", place=None)), {"c1": ENTRY})
    assert found.document is None
    assert "没有就不用写" in "".join(found.refused)


def test_an_unclear_finding_is_never_a_claim() -> None:
    # How many came is unknown: the rule on two collectors is unclear, the threat is a breach.
    card = {**LOAN, "product": "credit_card"}
    unclear, known = case_of(THREAT, loan=card), case_of(contact(threat=True, staff_count=1), loan=card)
    assert "不到两个人" not in written(letter("complaint-lender", unclear, {"c1": ENTRY}))
    assert "上门催收的不到两个人" in written(letter("complaint-lender", known, {"c1": ENTRY}))
    assert "c1）还有说不清的地方" in "".join(letter("complaint-lender", unclear, {"c1": ENTRY}).advice)


def test_what_the_rulebook_says_to_the_borrower_is_said_by_the_borrower() -> None:
    told = contact(threat=True, signature_pressured=True, others_present=True, debt_disclosed=True)
    for name in ("complaint-lender", "complaint-authority", "police-statement"):
        text = written(letter(name, case_of(told), {"c1": ENTRY}))
        assert [] == re.findall("您(?!好)|我欠", text)


def test_the_complaint_authority_letter() -> None:
    found = letter("complaint-authority", case_of(THREAT), {"c1": ENTRY})
    assert "国家金融监督管理总局当地派出机构" == found.to
    assert "12378" in "".join(found.advice)
    assert [15, 30, 60] == [(end.due - end.since).days for end in found.deadlines]
    assert f"致：{found.to}" in written(found)


def test_a_microlenders_complaint_goes_to_the_local_authority_and_starts_no_known_days() -> None:
    loan = {**LOAN, "lender_kind": "microloan"}
    found = letter("complaint-authority", case_of(THREAT, loan=loan), {"c1": ENTRY})
    assert ("地方金融管理部门", ()) == (found.to, found.deadlines)


def test_no_authority_takes_a_complaint_about_a_private_lender() -> None:
    found = letter("complaint-authority", case_of(THREAT, loan=private_loan()), {"c1": ENTRY}, loan="p")
    assert found.document is None
    assert "110" in found.refused[0]


def test_the_police_statement_letter() -> None:
    found = letter("police-statement", case_of(THREAT), {"c1": ENTRY})
    text = written(found)
    assert "受理报案的公安机关" == found.to
    assert found.loan_id is None
    assert {("zhian-2025", "50"), ("zhian-2025", "90")} <= cites(found)
    assert "捏造事实诬告陷害他人" in text
    assert "我没有编造，也没有夸大" in text
    # Six months from 10 May 2026.
    assert [date(2026, 11, 10)] == [end.due for end in found.deadlines]


def test_what_is_no_matter_for_the_police_is_not_reported() -> None:
    found = letter("police-statement", case_of(FAMILY), {"c1": ENTRY})
    assert found.document is None


def order(received_on: date) -> dict[str, Any]:
    return {
        **LOAN,
        "payment_order": {"received_on": received_on, "court": "某区人民法院", "case_no": "（2026）督 1 号"},
    }


def test_the_payment_order_letter() -> None:
    found = letter("payment-order", case_of(loan=order(date(2026, 5, 25))))
    text = written(found)
    assert "某区人民法院" == found.to
    assert "2026年5月25日 收到某区人民法院的支付令，案号 （2026）督 1 号（见附件 1）" in text
    assert "对支付令所说的债务本身提出书面异议" in text
    # Day 1 is 26 May, day 15 is 9 June 2026.
    assert [date(2026, 6, 9)] == [end.due for end in found.deadlines]
    assert {("minsusongfa", "225"), ("minsusongfa", "227")} == cites(found)
    assert "不算异议" in "".join(found.advice)


def test_it_objects_to_no_order_that_was_not_received() -> None:
    found = letter("payment-order", case_of())
    assert found.document is None
    assert "payment_order" in found.refused[0]


def test_an_order_out_of_time_is_sent_to_a_lawyer_at_once() -> None:
    found = letter("payment-order", case_of(loan=order(date(2026, 5, 1))))
    assert found.document is None
    assert "2026年5月16日，已经过了" in found.refused[0]
    assert "12348" in found.refused[0]


def test_an_order_raises_limitation_only_where_it_is_over() -> None:
    old = {"disbursed_on": date(2021, 1, 1), "first_due_on": date(2021, 2, 1)}
    running, over = order(date(2026, 5, 25)), {**order(date(2026, 5, 25)), **old}
    assert "诉讼时效期间已经届满" not in written(letter("payment-order", case_of(loan=running)))
    assert "诉讼时效期间已经届满" in written(letter("payment-order", case_of(loan=over)))


RECORD = {"read_on": date(2026, 5, 20), "says": "逾期 3 期，余额 1236 元", "wrong": "第 2 期当天已经还了"}


def test_the_credit_record_letter() -> None:
    paid = [{"on": date(2026, 2, 1), "amount": "412"}]
    found = letter("credit-record", case_of(loan={**LOAN, "credit_record": RECORD, "payment": paid}))
    text = written(found)
    assert "信用报告（2026年5月20日）这样写：“逾期 3 期，余额 1236 元”（见附件 1）" in text
    assert ("2026年5月20日 的信用报告",) == found.exhibits
    assert f"{STATED}我认为不对的地方是：第 2 期当天已经还了" in text
    assert f"{STATED}2026年2月1日 还款 ¥412.00" in text
    assert [date(2026, 6, 21)] == [end.due for end in found.deadlines]
    assert {("zhengxin", "25")} == cites(found)


def test_the_complaint_credit_record_letter() -> None:
    without = letter("complaint-credit-record", case_of(loan={**LOAN, "credit_record": RECORD}))
    assert without.document is None
    assert "objected_on" in "".join(without.refused)
    record = {**RECORD, "objected_on": date(2026, 5, 1)}
    found = letter("complaint-credit-record", case_of(loan={**LOAN, "credit_record": record}))
    assert "中国人民银行当地分支机构" == found.to
    assert "我在 2026年5月1日 已经向对方提出异议" in written(found)
    assert [date(2026, 7, 1)] == [end.due for end in found.deadlines]
    assert {("zhengxin", "25"), ("zhengxin", "26")} == cites(found)


# ---- Over many cases ----

AMOUNT = re.compile(r"-?¥[\d,]+\.\d\d")
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})-(\d\d)-(\d\d)")


@st.composite
def situations(draw: st.DrawFn) -> tuple[Case, date]:
    """A loan with claims, an order, a record, and contacts of every party, asked about on some day."""
    loan = draw(loans())
    on = draw(days_of(loan))
    when = st.integers(0, 900).map(lambda days: loan["disbursed_on"] + timedelta(days))
    loan["claim"] = [
        {"id": f"k{n}", "on": draw(when), "by": "某公司", "total": draw(yuan(1, 30_000_000))}
        for n in range(2)
    ]
    loan["payment_order"] = {"received_on": draw(when)}
    loan["credit_record"] = {"read_on": draw(when), "says": "逾期", "wrong": "没有逾期"}
    parties = st.sampled_from(("debtor", "spouse", "family", "heir", "colleague"))
    found = [
        {
            "contact_id": f"c{n}",
            "at": draw(when),
            "channel": draw(st.sampled_from(("call", "visit", "sms"))),
            "party": draw(parties),
            "purpose": "demand",
            "threat": draw(st.booleans()),
            "witnessed": draw(st.booleans()),
        }
        for n in range(draw(st.integers(0, 3)))
    ]
    return a_case(loan, contact=found), on


def known_figures(case: Case, on: date) -> tuple[set[str], set[date]]:
    """Every amount and day of the case and of what `owe` says of it, on the day and on each claim's day."""
    days = {on, *(claim.on for loan in case.loan for claim in loan.claim if claim.on <= on)}
    told = [reckoning_json(reckon(case, day, BOOK), BOOK) for day in days]
    plain = json.dumps([told, cases.to_data(case)], default=str)
    amounts = {f"{float(number):.2f}" for number in re.findall(r"-?\d+(?:\.\d+)?", plain)}
    dated = {date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", plain)}
    return {f"-¥{one[1:]}" if one[:1] == "-" else f"¥{one}" for one in amounts}, days | dated


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(situations())
def test_no_letter_holds_a_figure_that_is_not_on_record(situation: tuple[Case, date]) -> None:
    case, on = situation
    amounts, days = known_figures(case, on)
    for found in letters(case, on, BOOK, {"c0": "记录"}):
        assert (found.document is None) == bool(found.refused)
        text = "\n".join(texts(found.document)) if found.document else ""
        said = {amount.replace(",", "") for amount in AMOUNT.findall(text)}
        dated = {date(*(int(part) for part in match if part)) for match in DAY.findall(text)}
        assert (found.id, set(), set()) == (found.id, said - amounts, dated - days)
        assert [] == re.findall(r"\{|None", "".join((text, *found.refused, *found.advice)))


def test_a_letter_that_may_own_up_warns_the_borrower_on_the_list_and_not_in_itself() -> None:
    case = case_of()
    found = offered(letters(case, ON, BOOK, {}), gates(case, ON, BOOK), frozenset())
    (warned,) = [one for one in found if one.builds and one.letter.effect != "none"]
    warning = "这封信可能被当作认账"
    assert 1 == sum(text.startswith(warning) for text in texts(letters_document(case, found)))
    assert warning not in written(warned.letter)
