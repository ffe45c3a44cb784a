"""What letters hold back: figures of a debt that may be out of time, other people's doings, days gone by."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from support import a_case, bank_loan, payment, private_loan
from yingmen import answer as step
from yingmen import law
from yingmen.answer.letters import Letter, letters
from yingmen.case import to_toml
from yingmen.cli.answer import answer
from yingmen.document import Bullets, Document, KeyFigures, Paragraph, SignatureLine, Table
from yingmen.errors import InputError, OutputError
from yingmen.papers import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yingmen.case import Case

BOOK = law.book()
ON = date(2026, 6, 1)
CLAIM = [{"id": "k", "on": date(2026, 5, 1), "by": "某公司", "total": "9999"}]
# Three parts of 400 yuan at 1 % a month on what is left. The last of each falls due on 1 April: of 2026, its
# years run to 2029; of 2021, they ran out on 2024-04-01, and the payment of 2025-01-01, after them, may have
# given the defence away: not known.
RUNNING = bank_loan(disbursed_on=date(2026, 1, 1), first_due_on=date(2026, 2, 1), claim=CLAIM)
EXPIRED = bank_loan(disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1), claim=CLAIM)
UNKNOWN = {**EXPIRED, "payment": [payment(date(2025, 1, 1), "5")]}
RECORD = {"read_on": date(2026, 5, 20), "says": "逾期 3 期", "wrong": "早就还了"}
# 400 + 12, 400 + 8, 400 + 4 yuan, each on its due day: nothing is left.
PAID_OFF = [
    payment(date(2021, 2, 1), "412"),
    payment(date(2021, 3, 1), "408"),
    payment(date(2021, 4, 1), "404"),
]


def found(case: Case, name: str, on: date = ON) -> Letter:
    return next(one for one in letters(case, on, BOOK, {}) if one.id == name)


def text_of(letter: Letter) -> str:
    assert () == letter.refused
    assert letter.document is not None
    return "\n".join(texts(letter.document))


def texts(document: Document) -> Iterator[str]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Bullets):
                yield from block.items
            elif isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row.cells)
            else:
                assert isinstance(block, SignatureLine | KeyFigures)


# ---- A debt that may be out of time ----


def test_a_recalculation_of_a_debt_that_may_be_out_of_time_waits_for_its_gate() -> None:
    case = a_case(UNKNOWN)
    letter, gates = found(case, "dispute-amount"), step.gates(case, ON, BOOK)
    assert "acknowledges" == letter.effect
    shut, chosen = (step.offered([letter], gates, frozenset(seen))[0] for seen in ((), ("a",)))
    assert (False, True) == (shut.builds, chosen.builds)
    assert gates.items[0].effect_text in shut.why


def test_a_recalculation_of_a_debt_whose_years_run_has_no_gate() -> None:
    assert "none" == found(a_case(RUNNING), "dispute-amount").effect


@pytest.mark.parametrize("loan", [EXPIRED, UNKNOWN], ids=["expired", "unknown"])
def test_an_objection_to_an_order_gives_no_figure_of_ours_for_a_debt_that_may_be_out_of_time(
    loan: dict[str, Any],
) -> None:
    order = {"payment_order": {"received_on": date(2026, 5, 25)}}
    assert "¥" not in text_of(found(a_case({**loan, **order}), "payment-order"))
    assert "¥9,999.00" in text_of(found(a_case({**RUNNING, **order}), "payment-order"))


def test_no_payment_is_told_for_a_debt_that_may_be_out_of_time() -> None:
    paid = {"payment": [payment(date(2025, 1, 1), "5")], "credit_record": RECORD}
    assert "¥5.00" not in text_of(found(a_case({**UNKNOWN, **paid}), "credit-record"))


def test_payments_that_left_nothing_are_told_however_old() -> None:
    text = text_of(found(a_case({**EXPIRED, "payment": PAID_OFF, "credit_record": RECORD}), "credit-record"))
    assert [] == [paid for paid in ("¥412.00", "¥408.00", "¥404.00") if paid not in text]


def test_nobody_asks_for_time_on_a_debt_that_is_paid() -> None:
    letter = found(a_case({**EXPIRED, "payment": PAID_OFF}), "hardship-plan")
    assert letter.document is None
    assert "已经没有要还的了" in letter.refused[0]


def test_a_loan_not_yet_paid_out_is_no_paid_debt() -> None:
    later = bank_loan(disbursed_on=date(2026, 7, 1), first_due_on=date(2026, 8, 1), contract_no="HT-7")
    assert () == found(a_case(later), "hardship-plan").refused


@pytest.mark.parametrize("loans", [(EXPIRED,), (UNKNOWN,), ()], ids=["expired", "unknown", "no loan"])
def test_the_brief_asks_nothing_that_tells_of_payments_where_a_debt_may_be_out_of_time(
    loans: tuple[dict[str, Any], ...],
) -> None:
    asks = step.brief(a_case(*({**loan, "claim": []} for loan in loans)), ON, BOOK).asks
    assert 3 == len(asks)
    assert [] == [ask for ask in asks if "我还" in ask]


# ---- Where a figure of the law is not known ----

# A private contract of October 2026: its ceiling is four times the one-year LPR of that day, not known yet.
LATER = private_loan(
    signed_on=date(2026, 10, 1),
    disbursed_on=date(2026, 10, 1),
    first_due_on=date(2026, 11, 1),
    claim=[{"id": "k", "on": date(2026, 11, 2), "total": "999999"}],
    payment_order={"received_on": date(2026, 11, 20)},
)
NOVEMBER = date(2026, 11, 24)


def test_letters_without_figures_are_written_where_the_laws_figures_are_not_known() -> None:
    case = a_case(LATER)
    assert "2026年11月20日" in text_of(found(case, "payment-order", NOVEMBER))
    assert () == found(case, "request-papers", NOVEMBER).refused
    refused = found(case, "dispute-amount", NOVEMBER)
    assert refused.document is None
    assert "缺少逐笔账" in "".join(refused.refused)


def test_the_brief_says_which_figure_of_the_law_is_not_known() -> None:
    brief = step.brief(a_case(LATER), NOVEMBER, BOOK)
    assert brief.unknown is not None
    assert "2026-10-01" in "\n".join(texts(step.brief_document(brief, BOOK)))


def test_the_command_answers_all_the_same_and_tells_how_to_add_the_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(file_of(tmp_path, LATER), on=NOVEMBER, json=True)
    out = capsys.readouterr()
    assert [None] == [loan["owed"] for loan in json.loads(out.out)["loans"]]
    assert "--lpr" in out.err


# ---- Whose doing, and when ----


def contact(name: str, at: str) -> dict[str, Any]:
    known = {"contact_id": name, "at": at, "channel": "visit", "place": "home", "lender_kind": "bank"}
    return {**known, "party": "debtor", "purpose": "demand", "witnessed": True, "threat": True}


SOLD = bank_loan(
    disbursed_on=date(2026, 1, 1),
    first_due_on=date(2026, 2, 1),
    assigned_on=date(2026, 5, 1),
    assignee="某资产公司",
)


def test_whoever_holds_the_claim_now_is_not_told_off_for_what_the_lender_did() -> None:
    case = a_case(SOLD, contact=[contact("前", "2026-04-10T10:00:00"), contact("后", "2026-05-10T10:00:00")])
    for name in ("complaint-lender", "complaint-authority"):
        letter = found(case, name)
        assert ["2026年5月10日"] == re.findall(r"2026年\d+月10日", text_of(letter))
        assert "（前）在债权转让以前" in "".join(letter.advice)
    assert "2026年4月10日" in text_of(found(case, "police-statement"))


def test_what_only_the_former_lender_did_makes_no_complaint_to_its_successor() -> None:
    letter = found(a_case(SOLD, contact=[contact("前", "2026-04-10T10:00:00")]), "complaint-lender")
    assert letter.document is None
    assert "（前）在债权转让以前" in letter.refused[0]


# ---- Days ----


def order(received_on: date) -> Case:
    return a_case({**RUNNING, "claim": [], "payment_order": {"received_on": received_on}})


@pytest.mark.parametrize(
    ("ago", "written"),
    [(0, True), (1, True), (15, True), (16, False)],
    ids=["today", "yesterday", "last day", "a day late"],
)
def test_an_order_can_be_objected_to_for_fifteen_days(ago: int, *, written: bool) -> None:
    # 1 June 2026 is a Monday; 15 days from 17 May end on it, from 16 May on Sunday 31 May, which may move it.
    on = date(2026, 6, 2)
    letter = found(order(on - timedelta(ago)), "payment-order", on)
    assert written == (letter.document is not None)


def test_an_order_that_has_not_come_yet_starts_no_days() -> None:
    letter = found(order(date(2026, 6, 3)), "payment-order")
    assert ((), None) == (letter.deadlines, letter.document)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 9, 30), ""),  # the last working day before the holiday
        (date(2026, 10, 2), "今天就用特快专递寄出"),
        (date(2026, 10, 8), "今天就交"),  # the first working day after it
    ],
)
def test_an_order_that_ends_in_a_holiday_is_hurried(on: date, said: str) -> None:
    # 20 September + 15 = 5 October 2026, inside the National Day holiday (1 to 7 October).
    letter = found(order(date(2026, 9, 20)), "payment-order", on)
    assert letter.document is not None
    assert (said != "", True) == ("今天就" in "".join(letter.advice), said in "".join(letter.advice))


def test_an_order_of_long_ago_is_too_late_in_a_year_without_a_calendar_too() -> None:
    # 25 December 2026 + 15 = 9 January 2027.
    letter = found(order(date(2026, 12, 25)), "payment-order", date(2027, 6, 1))
    assert letter.document is None
    assert "2027年1月9日，已经过了" in letter.refused[0]


# ---- The command ----


def file_of(folder: Path, *loans: dict[str, Any]) -> Path:
    path = folder / "案件.toml"
    path.write_text(to_toml(a_case(*loans)), encoding="utf-8")
    return path


def plain(name: str) -> dict[str, Any]:
    return bank_loan(id=name, disbursed_on=date(2026, 1, 1), first_due_on=date(2026, 2, 1))


@pytest.mark.parametrize(
    "names",
    [
        ("a_-3", "a/", "a_"),
        ("a_-2", "a/", "a_", "a\\"),
        ("é", "e\u0301"),
        ("..", "."),
        ("A", "a"),
        ("贷" * 59 + "一", "贷" * 59 + "二"),
    ],
)
def test_no_letter_takes_anothers_file_name(tmp_path: Path, names: tuple[str, ...]) -> None:
    out = tmp_path / "出"
    answer(file_of(tmp_path, *map(plain, names)), on=ON, out=out, letter=["request-papers"])
    written = [path.name for path in (out / "letters").iterdir()]
    assert [len(names)] * 2 == [sum(name.endswith(end) for name in written) for end in (".docx", ".pdf")]
    assert [] == [name for name in written if not name.startswith("request-papers")]
    assert max(len(name.encode()) for name in written) <= 255


def test_a_letters_name_hides_no_turn_of_direction(tmp_path: Path) -> None:
    # The right-to-left override makes `a<RLO>fdp` look like another kind of file.
    answer(file_of(tmp_path, plain("a\u202eb")), on=ON, out=tmp_path / "出", letter=["request-papers"])
    assert "request-papers-a_b.pdf" in {path.name for path in (tmp_path / "出" / "letters").iterdir()}


def test_a_letter_that_does_not_exist_is_refused_beside_all(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="love"):
        answer(file_of(tmp_path, plain("a")), on=ON, letter=["all", "love"])


def test_without_the_font_nothing_is_written_and_the_message_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "空").mkdir()
    monkeypatch.setattr(fonts, "FOLDER", tmp_path / "空")
    with pytest.raises(OutputError, match="缺少排版用的字体"):
        answer(file_of(tmp_path, plain("a")), on=ON, out=tmp_path / "出")
    assert not (tmp_path / "出").exists()


def test_a_file_in_the_folders_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "出").write_text("我的", encoding="utf-8")
    with pytest.raises(OutputError, match="同名"):
        answer(file_of(tmp_path, plain("a")), on=ON, out=tmp_path / "出")
    assert "我的" == (tmp_path / "出").read_text(encoding="utf-8")


def test_json_has_these_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(file_of(tmp_path, EXPIRED), on=ON, json=True)
    told = json.loads(capsys.readouterr().out)
    rows = {name: list(told[name][0]) for name in ("loans", "gates", "lines", "letters")}
    assert {
        "loans": ["loan_id", "owed", "reducible", "claimed", "claimed_on", "difference"],
        "gates": ["loan_id", "state", "effect", "open", "basis"],
        "lines": ["id", "stance", "part", "loans", "say", "why", "effect", "basis"],
        "letters": [
            *("id", "title", "to", "loan_id", "builds", "gated", "why", "effect", "advice", "deadlines"),
        ],
    } == rows


def test_json_tells_a_gated_letter_from_one_that_lacks_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(file_of(tmp_path, EXPIRED), on=ON, json=True)
    told = {one["id"]: one for one in json.loads(capsys.readouterr().out)["letters"]}
    states = [(told[name]["builds"], told[name]["gated"]) for name in ("hardship-plan", "credit-record")]
    assert [(False, True), (False, False)] == states
