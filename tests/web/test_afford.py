"""Step 4 as pages: the same figures as the command's, and bills that are shown before anything is kept."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from support import a_case, bank_loan
from yingmen import case as cases
from yingmen import law
from yingmen.afford.as_json import afford_json
from yingmen.afford.bills import read_bill
from yingmen.afford.bills.merge import merge
from yingmen.afford.budget import budget
from yingmen.afford.means_page import means_document
from yingmen.afford.offer import offer_rows
from yingmen.afford.page import afford_document
from yingmen.cli.afford import afford as command
from yingmen.papers import html, pdf, tables
from yingmen.web import desk
from yingmen.web.plain_words import plain, plainly
from yingmen.web.vault import versions
from yingmen.web.vault.models import Arrival, File, Line, Piece, Version

from .conftest import EXAMPLE

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
ON = date(2026, 8, 31)
BILLS = Path(__file__).parents[1] / "cases" / "bills"
OLD = bank_loan(id="旧", disbursed_on=date(2021, 1, 1), first_due_on=date(2021, 2, 1))
BUTTON = "我看过了，仍要继续"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def kept(household: dict[str, Any] | None, *loans: dict[str, Any]) -> File:
    data = cases.to_data(a_case(*loans))
    at = versions.begin(data | ({"household": household} if household else {}), "新", desk.now())
    return File.objects.get(pk=at.file_id)


def bill(name: str = "alipay.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (BILLS / name).read_bytes())


def sent(client: Client, *files: SimpleUploadedFile) -> Any:
    return client.post("/4/bills/", {"files": list(files)})


def token(page: Any) -> str:
    found = re.search(r'name="figures" value="([^"]+)"', text(page))
    assert found is not None
    return found[1]


def rows() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Version, Line, Piece, Arrival))


def test_with_nothing_known_it_says_where_to_begin(client: Client) -> None:
    page = client.get("/4/")
    assert 200 == page.status_code
    assert "先不排计划" in text(page)
    assert "/4/bills/" in text(page)
    assert "<title>记事本 4</title>" in text(page)
    assert 404 == client.get("/4/paper/means.pdf").status_code


def test_offers_and_figures_are_the_commands(
    client: Client, example: File, capsys: pytest.CaptureFixture[str]
) -> None:
    command(EXAMPLE, on=ON, json=True)
    told = json.loads(capsys.readouterr().out)
    found = desk.desk(example).afforded()
    assert told == json.loads(json.dumps(afford_json(found)))
    page = text(client.get("/4/"))
    case = desk.desk(example).own
    document = plainly(afford_document(found, case.borrower.name, law.book()))
    assert html.fragment(document) in page
    assert "[business]" not in page
    for offer in found.offers:
        assert offer.creditor in page


def test_every_paper_is_saved_as_it_is_rendered(client: Client, example: File) -> None:
    at = desk.desk(example)
    found, name, book = at.afforded(), at.own.borrower.name, law.book()
    head, *lines = offer_rows(found.offers, found.on)
    made = {
        "afford.html": html.render(plainly(afford_document(found, name, book))).encode(),
        "means.html": html.render(plainly(means_document(found.budget, at.own, book))).encode(),
        "means.pdf": pdf.render(plainly(means_document(found.budget, at.own, book))),
        "offers.csv": tables.csv_text(head, lines).encode(),
    }
    for one, content in made.items():
        paper = client.get(f"/4/paper/{one}")
        assert content == paper.content, one
        assert paper["Content-Disposition"].startswith("attachment; filename")
        assert "nosniff" == paper["X-Content-Type-Options"]
        assert "no-store" == paper["Cache-Control"]
    assert 404 == client.get("/4/paper/other.csv").status_code


def test_a_gate_stays_shut_until_it_was_opened(client: Client) -> None:
    kept(
        {"reserve": "5000", "essentials": {"吃饭": "1500"}, "income": [{"source": "工资", "amount": "6000"}]},
        OLD,
    )
    assert BUTTON in text(client.get("/4/"))
    assert ("旧",) == desk.desk().afforded().gated
    client.post("/4/open/", {"loan": "旧"})
    page = text(client.get("/4/"))
    assert BUTTON not in page
    assert "收回，这一笔先不提" in page
    assert BUTTON in text(client.get("/5/")), "each step asks for itself"
    client.post("/4/open/", {"loan": "旧", "shut": "1"})
    assert BUTTON in text(client.get("/4/"))


def test_every_question_has_a_page_and_is_kept(client: Client) -> None:
    assert 200 == client.get("/4/1/1/1/").status_code
    base = desk.desk().base
    client.post("/4/1/1/1/", {"members": "4", "base": base})
    assert 4 == desk.desk().kept.data["household"]["members"]
    from yingmen.web.afford.forms import STEP

    for number, sheet in enumerate(STEP.sheets, 1):
        for question in range(1, len(sheet.questions) + 1):
            assert client.get(f"/4/{number}/1/{question}/").status_code in {200, 302}


def test_a_bill_is_shown_and_nothing_kept_before_it_is_confirmed(client: Client) -> None:
    kept(None)
    before = rows()
    page = sent(client, bill("cmb-debit.csv"))
    assert 200 == page.status_code
    assert "还没有存" in text(page)
    assert "cmb-debit.csv" in text(page)
    assert "工资" in text(page)
    assert "合并了什么，为什么" in text(page)
    assert before == rows()


def test_what_is_confirmed_gives_the_budget_of_the_bills(client: Client) -> None:
    file = kept(None)
    names = ("cmb-debit.csv", "alipay.csv")
    page = sent(client, *map(bill, names))
    merged = merge([read_bill(name, (BILLS / name).read_bytes()) for name in names])
    wanted = budget(desk.desk(file).own, ON, merged)
    places = re.findall(r'name="keep" value="(\d+)"', text(page))
    done = client.post("/4/bills/keep/", {"figures": token(page), "keep": places})
    assert "/4/" == done["Location"]
    found = budget(desk.desk(file).own, ON)
    assert (wanted.income_mean, wanted.income_low) == (found.income_mean, found.income_low)
    assert wanted.needs_total == found.needs_total
    assert "已存下" in text(client.get("/4/"))
    assert (0, 0, 0) == rows()[1:], "the files are not kept"


def test_a_figure_that_was_unticked_is_not_kept(client: Client) -> None:
    file = kept(None)
    page = sent(client, bill("cmb-debit.csv"))
    client.post("/4/bills/keep/", {"figures": token(page), "keep": ["0"]})
    home = desk.desk(file).kept.data["household"]
    assert 1 == len(home.get("income", [])) + len(home.get("essentials", {}))


def test_what_the_case_says_stands(client: Client, example: File) -> None:
    before = desk.desk(example).kept.data["household"]
    page = sent(client, bill("cmb-debit.csv"))
    places = re.findall(r'name="keep" value="(\d+)" checked', text(page))
    client.post("/4/bills/keep/", {"figures": token(page), "keep": places})
    after = desk.desk(example).kept.data["household"]
    assert before["income"] == after["income"]
    assert before["essentials"].items() <= after["essentials"].items()


def test_an_income_of_another_name_is_asked_about(client: Client, example: File) -> None:
    page = sent(client, bill("cmb-debit.csv"))
    assert "是另一笔才打勾" in text(page)
    places = re.findall(r'name="keep" value="(\d+)"', text(page))
    client.post("/4/bills/keep/", {"figures": token(page), "keep": places})
    sources = [one["source"] for one in desk.desk(example).kept.data["household"]["income"]]
    assert "小吃店" == sources[0]
    assert "工资" in sources[1:]


def test_keeping_twice_keeps_once(client: Client) -> None:
    kept(None)
    page = sent(client, bill("cmb-debit.csv"))
    form = {"figures": token(page), "keep": ["0"], "seal": "1"}
    client.post("/4/bills/keep/", {**form, "files": [bill("cmb-debit.csv")]})
    once = rows()
    client.post("/4/bills/keep/", {**form, "files": [bill("cmb-debit.csv")]})
    assert once == rows()


def test_ticked_files_are_sealed_into_the_record(client: Client) -> None:
    file = kept(None)
    page = sent(client, bill("cmb-debit.csv"), bill("alipay.csv"))
    form = {"figures": token(page), "keep": ["0"], "seal": "1"}
    done = client.post("/4/bills/keep/", {**form, "files": [bill("alipay.csv"), bill("cmb-debit.csv")]})
    assert 302 == done.status_code
    (entry,) = desk.desk(file).journal.entries()
    assert "document" == entry.kind
    assert {"alipay.csv", "cmb-debit.csv"} == {one.name for one in entry.attachments}
    assert desk.desk(file).journal.verify().problems == ()


@pytest.mark.parametrize("again", [[], ["alipay.csv"]])
def test_other_files_are_not_sealed_and_nothing_is_lost(client: Client, again: list[str]) -> None:
    kept(None)
    page = sent(client, bill("cmb-debit.csv"))
    before = rows()
    form = {"figures": token(page), "keep": ["0"], "seal": "1", "files": list(map(bill, again))}
    answer = client.post("/4/bills/keep/", form)
    assert 422 == answer.status_code
    assert "再选一次" in text(answer)
    assert before == rows()
    assert 302 == client.post("/4/bills/keep/", {"figures": token(answer), "keep": ["0"]}).status_code


@pytest.mark.parametrize("figures", ["", "x", "e30:1:2"])
def test_figures_that_were_changed_are_refused(client: Client, figures: str) -> None:
    kept(None)
    before = rows()
    answer = client.post("/4/bills/keep/", {"figures": figures, "keep": ["0"]})
    assert 422 == answer.status_code
    assert "再选一次" in text(answer)
    assert before == rows()


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.csv", b""),
        ("照片.csv", b"\xff\xd8\xff\xe0" + bytes(200)),
        ("说明.txt", "今天没有账单".encode()),
        ("坏.xlsx", b"PK\x03\x04" + bytes(50)),
        ("坏.pdf", b"%PDF-1.7 nothing"),
        ("程序.exe", b"MZ" + bytes(300)),
    ],
)
def test_what_is_no_bill_is_refused_kindly(client: Client, name: str, data: bytes) -> None:
    before = rows()
    answer = sent(client, SimpleUploadedFile(name, data))
    assert 422 == answer.status_code
    assert name in text(answer)
    assert 'role="alert"' in text(answer)
    assert before == rows()


def test_a_bomb_is_refused(client: Client) -> None:
    answer = sent(client, SimpleUploadedFile("大.xlsx", bomb()))
    assert 422 == answer.status_code
    assert "大.xlsx" in text(answer)


def test_no_file_at_all_is_asked_for(client: Client) -> None:
    answer = client.post("/4/bills/", {})
    assert 422 == answer.status_code
    assert "还没有选文件" in text(answer)


def test_too_much_at_once_is_told(client: Client, settings: Any) -> None:
    settings.LARGEST_UPLOAD = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = sent(client, bill("cmb-debit.csv"))
    assert 422 == answer.status_code
    assert "太大了" in text(answer)


def test_one_bad_file_does_not_stop_the_others(client: Client) -> None:
    kept(None)
    page = sent(client, SimpleUploadedFile("坏.csv", b"\x00\x01"), bill("cmb-debit.csv"))
    assert 200 == page.status_code
    assert "有 1 个文件没读成" in text(page)
    assert "坏.csv" in text(page)
    assert token(page)


def test_files_of_one_name_are_both_read(client: Client) -> None:
    kept(None)
    second = SimpleUploadedFile("cmb-debit.csv", (BILLS / "icbc.csv").read_bytes())
    page = sent(client, bill("cmb-debit.csv"), second)
    assert "cmb-debit.csv（2）" in text(page)


def test_a_name_is_shown_and_never_obeyed(client: Client) -> None:
    name = "<img src=x onerror=alert(1)>\u202e.csv"
    page = text(sent(client, SimpleUploadedFile(name, b"no")))
    assert "<img src=x" not in page
    assert "\u202e" not in page


def test_bills_without_a_whole_month_say_so(client: Client) -> None:
    kept(None)
    data = "交易日期,收入,支出,余额,对方户名,摘要\n2026-01-05,100.00,,200.00,某人,工资\n".encode()
    page = sent(client, SimpleUploadedFile("短.csv", data))
    assert 200 == page.status_code
    assert "没有要写进案件的新数" in text(page)


def test_money_is_kept_to_the_fen(client: Client) -> None:
    file = kept(None)
    page = sent(client, bill("cmb-debit.csv"))
    places = re.findall(r'name="keep" value="(\d+)"', text(page))
    client.post("/4/bills/keep/", {"figures": token(page), "keep": places})
    home = desk.desk(file).own.household
    assert home is not None
    assert all(isinstance(amount, Decimal) for one in home.income for amount in one.observed)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("写进 [household] 的 reserve，没有就写 0。", "写进“家里的收支”的“应急的存款”，没有就写 0。"),
        ("写进 [[household.income]]，一个一个写进 observed。", "写进“收入”，一个一个写进“各月实际的数”。"),
        ("算不出，先看 yingmen owe。", "算不出，先看第 1 步。"),
        ("在这笔 [[loan]] 里写 assigned_on。", None),
        ("李四[某]的 amount", "李四[某]的 amount"),
        ("没有认出用途的：周桂芳。可以在纠正文件里写明类别。", "没有认出用途的：周桂芳。"),
    ],
)
def test_pages_speak_of_pages(written: str, shown: str | None) -> None:
    assert shown == plain(written) if shown else "[[" not in plain(written)
