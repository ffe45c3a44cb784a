"""`yingmen answer`: which papers it writes, what it says of gates and letters, what it refuses."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from support import a_case, bank_loan
from yingmen.answer import case_no
from yingmen.case import to_toml
from yingmen.cli.answer import answer
from yingmen.errors import InputError
from yingmen.record import Draft, EntryKind, FolderStore, Journal

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2026, 6, 1)
NOTED = datetime(2026, 5, 20, 11)  # noqa: DTZ001 - wall time, as the record keeps it
RUNNING = bank_loan(id="新/笔", disbursed_on=date(2026, 3, 1), first_due_on=date(2026, 4, 1))
EXPIRED = bank_loan(id="旧", disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))


def file_of(folder: Path, *loans: dict[str, Any]) -> Path:
    path = folder / "案件.toml"
    path.write_text(to_toml(a_case(*loans)), encoding="utf-8")
    return path


def answered(capsys: pytest.CaptureFixture[str], path: Path, **options: Any) -> dict[str, Any]:
    answer(path, on=ON, json=True, **options)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_it_writes_brief_lines_and_letters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "结果"
    answer(file_of(tmp_path, RUNNING), on=ON, out=out)
    names = sorted(path.name for path in out.iterdir())
    assert ["brief.html", "brief.pdf", "letters", "letters.html", "lines.html"] == names
    letters = {path.name for path in (out / "letters").iterdir()}
    assert {"request-papers-新_笔.docx", "request-papers-新_笔.pdf"} <= letters
    assert b"%PDF" == (out / "brief.pdf").read_bytes()[:4]
    assert "有人上门时" in capsys.readouterr().out


def test_json_holds_what_was_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, file_of(tmp_path, RUNNING, EXPIRED))
    assert ["on", "answer_by", "loans", "gates", "lines", "offer", "letters"] == list(found)
    assert ("2026-06-01", "2026-06-04") == (found["on"], found["answer_by"])
    assert {"id", "title", "builds", "why"} <= set(found["letters"][0])
    assert ["新/笔", "旧"] == [loan["loan_id"] for loan in found["loans"]]


def test_a_letter_of_hardship_for_an_old_debt_is_written_only_once_its_gate_was_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_of(tmp_path, EXPIRED)
    before = answered(capsys, path, letter=["hardship-plan"], out=tmp_path / "前")
    after = answered(capsys, path, letter=["hardship-plan"], seen=["旧"], out=tmp_path / "后")
    assert [(False, True)] == [(one["builds"], bool(one["why"])) for one in before["letters"]]
    assert not (tmp_path / "前" / "letters").exists()
    assert [gate["open"] for gate in (*before["gates"], *after["gates"])] == [False, True]
    acknowledging = {line["effect"] for line in after["lines"]} - {"none"}
    assert {"acknowledges"} == acknowledging
    assert {"none"} == {line["effect"] for line in before["lines"]}


def test_the_terminal_says_how_a_gate_is_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(file_of(tmp_path, EXPIRED), on=ON)
    out = capsys.readouterr().out
    assert "--seen 旧" in out
    assert "不能再拿时效说事" in out


def test_one_stance_and_one_letter_can_be_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answered(capsys, file_of(tmp_path, RUNNING), stance="not_now", letter=["request-papers"])
    assert {"not_now"} == {line["stance"] for line in found["lines"]}
    assert {"request-papers"} == {one["id"] for one in found["letters"]}
    assert 1 < len(
        {one["id"] for one in answered(capsys, file_of(tmp_path, RUNNING), letter=["all"])["letters"]}
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"stance": "kind"}, ("--stance", "kind", "not_now")),
        ({"letter": ["love"]}, ("--letter", "love", "request-papers")),
        ({"seen": ["别的"]}, ("--seen", "别的", "旧")),
    ],
    ids=["stance", "letter", "seen"],
)
def test_it_refuses_what_does_not_exist_and_names_what_does(
    tmp_path: Path, options: dict[str, Any], words: tuple[str, ...]
) -> None:
    with pytest.raises(InputError) as caught:
        answer(file_of(tmp_path, EXPIRED), on=ON, **options)
    assert [] == [word for word in words if word not in str(caught.value)]


def test_a_borrower_has_one_number_whatever_the_loans() -> None:
    assert case_no(a_case(RUNNING)) == case_no(a_case(EXPIRED))
    assert case_no(a_case(RUNNING)).startswith("YM-")


def test_what_the_record_holds_of_contacts_is_judged_and_named_by_its_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_of(tmp_path, RUNNING | {"lender_kind": "bank", "product": "credit_card"})
    visit = Draft(
        kind=EntryKind.VISIT,
        at="2026-05-20T10:00:00",
        by="张三",
        text="来了一个人，骂人。",
        facts={"party": "debtor", "purpose": "demand", "witnessed": True, "insult": True},
    )
    Journal(FolderStore(path.with_suffix(".record"))).append(visit, NOTED)
    found = answered(capsys, path, letter=["complaint-lender"], out=tmp_path / "出")
    assert [True] == [one["builds"] for one in found["letters"]]
    reader = pypdf.PdfReader(tmp_path / "出" / "letters" / "complaint-lender-新_笔.pdf")
    assert "封存记录第1条" in "".join("".join(page.extract_text().split()) for page in reader.pages)
