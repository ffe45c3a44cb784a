"""Words that may acknowledge a debt stay behind its gate: in no stance, no document, no letter before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import a_case, bank_loan, private_loan
from yingmen import answer as step
from yingmen import law
from yingmen.answer import Stance
from yingmen.answer.letters import Letter
from yingmen.answer.shelf import table
from yingmen.document import Bullets, Document, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yingmen.case import Case

BOOK = law.book()
ON = date(2026, 6, 1)
# Three parts of a month each: the last falls due on 2021-04-01, three years later is 2024-04-01.
EXPIRED = bank_loan(id="旧", disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))
# Due 2026-04-01, three years run to 2029-04-01.
RUNNING = bank_loan(id="新", disbursed_on=date(2026, 1, 1), first_due_on=date(2026, 2, 1))
UNKNOWN = bank_loan(id="疑", disbursed_on=date(2021, 1, 1), first_due_on=None)
ADMITS = re.compile(
    r"我认(?!为)|我欠|我借的|不赖|我还|会还|想还|先还|分期|展期|宽限|缓一缓|困难|手头|商量怎么还"
)
DENIES = ("不认", "不是我借的")


def case_of(*loans: dict[str, Any]) -> Case:
    return a_case(*loans)


def texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.subtitle)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Bullets):
                yield from block.items


def spoken(document: Document) -> list[str]:
    """The words a document gives the borrower to say: what stands in quotation marks behind a heading."""
    return [text for text in texts(document) if re.match(r"^[^“。]*：?“[^”]+”$", text)]


def documents(case: Case, chosen: frozenset[str]) -> tuple[Document, Document]:
    found = step.brief(case, ON, BOOK)
    lines = step.lines(case, ON, BOOK, chosen=chosen)
    return step.brief_document(found, BOOK), step.lines_document(case, lines, found.gates, BOOK)


def gated_rows() -> list[dict[str, Any]]:
    return [row for row in table("lines")["line"] if row.get("effect") == "acknowledges"]


def stem(row: dict[str, Any]) -> str:
    """The longest piece of a row's words in which no name is filled."""
    return max(re.split(r"\{\w+\}", row["say"]), key=len)


def test_a_loan_whose_years_run_has_no_gate() -> None:
    assert step.gates(case_of(RUNNING), ON, BOOK).items == ()


@pytest.mark.parametrize(("loan", "state"), [(EXPIRED, "expired"), (UNKNOWN, "unknown")])
def test_a_loan_whose_years_are_over_or_not_known_has_one(loan: dict[str, Any], state: str) -> None:
    (gate,) = step.gates(case_of(RUNNING, loan), ON, BOOK).items
    assert (loan["id"], state) == (gate.loan_id, gate.state)
    assert {("minfadian", "192"), ("shixiao", "14"), ("shixiao", "19")} <= {
        (basis.source, basis.article) for basis in gate.basis
    }


def test_what_an_admission_does_is_said_in_full() -> None:
    (gate,) = step.gates(case_of(EXPIRED), ON, BOOK).items
    for said in ("2024年4月1日", "签字", "先还一点", "困难说明", "不能再拿时效说事", "债没有消失", "12348"):
        assert said in gate.effect_text


def test_the_last_day_of_the_three_years_has_no_gate_and_the_next_has() -> None:
    case = case_of(EXPIRED)
    assert ("no gate", 0) == ("no gate", len(step.gates(case, date(2024, 4, 1), BOOK).items))
    assert 1 == len(step.gates(case, date(2024, 4, 2), BOOK).items)


def test_a_gate_opens_for_its_own_loan_alone() -> None:
    gates = step.gates(case_of(RUNNING, EXPIRED, UNKNOWN), ON, BOOK)
    chosen = frozenset({"旧"})
    assert [True, True, False] == [gates.open_for(name, chosen) for name in ("新", "旧", "疑")]


def test_words_about_the_whole_case_wait_for_every_gate() -> None:
    gates = step.gates(case_of(RUNNING, EXPIRED, UNKNOWN), ON, BOOK)
    assert not gates.open_for(None, frozenset({"旧"}))
    assert gates.open_for(None, frozenset({"旧", "疑"}))


def test_without_a_loan_nothing_opens() -> None:
    gates = step.gates(case_of(), ON, BOOK)
    assert [None] == [gate.loan_id for gate in gates.items]
    assert not gates.open_for(None, frozenset({"旧"}))


def test_every_row_that_admits_says_so_and_has_another_to_fall_back_on() -> None:
    rows = table("lines")["line"]
    admitting = [row["id"] for row in rows if ADMITS.search(_without_denials(row["say"]))]
    # To dispute only what is above admits the rest; no word of it says so.
    assert sorted([*admitting, "amount-position"]) == sorted(row["id"] for row in gated_rows())


@pytest.mark.parametrize("stance", list(Stance))
@pytest.mark.parametrize("loans", [(), (EXPIRED,), (UNKNOWN,), (EXPIRED, UNKNOWN)], ids=len)
def test_no_stance_admits_anything_while_every_gate_is_shut(
    stance: Stance, loans: tuple[dict[str, Any], ...]
) -> None:
    found = step.lines(case_of(*loans), ON, BOOK, stance=stance)
    assert {"none"} == {line.effect for line in found}
    assert [] == [line.say for line in found if ADMITS.search(_without_denials(line.say))]


@pytest.mark.parametrize("loans", [(), (EXPIRED,), (UNKNOWN,), (EXPIRED, UNKNOWN)], ids=len)
def test_no_document_gives_words_that_admit_while_every_gate_is_shut(
    loans: tuple[dict[str, Any], ...],
) -> None:
    for document in documents(case_of(*loans), frozenset()):
        said = spoken(document)
        assert len(said) >= 5
        assert [] == [text for text in said if ADMITS.search(_without_denials(text.split("“")[1]))]


def test_chosen_words_come_with_a_second_warning_and_the_page_begins_with_what_they_do() -> None:
    case, chosen = case_of(RUNNING, EXPIRED), frozenset({"旧"})
    found = step.lines(case, ON, BOOK, stance=Stance.OWE, chosen=chosen)
    admitting = [line for line in found if line.effect == "acknowledges"]
    assert ["owe-position", "owe-good-faith", "owe-proposal"] == [line.id for line in admitting]
    assert all("其中旧的时效已满或说不准" in line.why for line in admitting)
    gates = step.gates(case, ON, BOOK)
    first = step.lines_document(case, found, gates, BOOK).sections[0]
    assert gates.items[0].effect_text in list(texts(Document("", "", (first,))))


def _without_denials(text: str) -> str:
    for words in DENIES:
        text = text.replace(words, "")
    return text


def loan_of(number: int, kind: str, start: date, *, known: bool) -> dict[str, Any]:
    made = private_loan if kind == "private" else bank_loan
    product = {"product": "credit_card"} if kind == "card" else {}
    return made(
        id=f"贷{number}",
        disbursed_on=start,
        signed_on=start,
        first_due_on=start + timedelta(days=31) if known else None,
        **product,
    )


LOANS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        kind=st.sampled_from(["bank", "card", "private"]),
        start=st.dates(date(2020, 9, 1), date(2026, 3, 1)),
        known=st.booleans(),
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(loans=LOANS, data=st.data())
def test_nothing_gated_is_anywhere_while_its_gate_is_shut(
    loans: list[dict[str, Any]], data: st.DataObject
) -> None:
    case = case_of(*(loan_of(number, **loan) for number, loan in enumerate(loans)))
    names = [loan.id for loan in case.loan]
    chosen = frozenset(data.draw(st.sets(st.sampled_from(names))) if names else ())
    gates = step.gates(case, ON, BOOK)
    found = step.lines(case, ON, BOOK, chosen=chosen)
    shut = {name for name in names if not gates.open_for(name, chosen)}
    assert {gate.loan_id for gate in gates.items if gate.loan_id not in chosen} - {None} == shut
    for line in found:
        assert line.effect == "none" or not shut & set(line.loans)
    _holds_only_open_words(case, chosen, everything_shut=len(shut) == len(names))


def _holds_only_open_words(case: Case, chosen: frozenset[str], *, everything_shut: bool) -> None:
    brief, said = ("\n".join(texts(document)) for document in documents(case, chosen))
    assert [] == [row["id"] for row in gated_rows() if stem(row) in brief]
    if everything_shut:
        assert [] == [row["id"] for row in gated_rows() if stem(row) in said]


def letter(loan_id: str | None, effect: str) -> Letter:
    return Letter("信", "信", "某人", loan_id, Document("信", "", ()), (), effect)


@pytest.mark.parametrize(
    ("loan_id", "effect", "seen", "builds"),
    [
        ("旧", "none", [], True),
        ("旧", "acknowledges", [], False),
        ("旧", "acknowledges", ["旧"], True),
        ("新", "acknowledges", [], True),
        (None, "acknowledges", [], False),
        (None, "acknowledges", ["旧"], True),
    ],
)
def test_a_letter_that_acknowledges_waits_for_its_gate(
    loan_id: str | None, effect: str, seen: list[str], builds: bool
) -> None:
    gates = step.gates(case_of(EXPIRED, RUNNING), ON, BOOK)
    (found,) = step.offered([letter(loan_id, effect)], gates, frozenset(seen))
    assert builds == found.builds
    assert builds or gates.items[0].effect_text in found.why


def test_letters_that_lack_the_same_stand_together() -> None:
    letters = [replace(letter(name, "none"), document=None, refused=("缺合同。",)) for name in ("旧", "新")]
    case = case_of(EXPIRED, RUNNING)
    document = step.letters_document(case, step.offered(letters, step.gates(case, ON, BOOK), frozenset()))
    assert ["信：某银行（旧）、某银行（新）", "缺合同。"] == list(texts(document))[3:]
