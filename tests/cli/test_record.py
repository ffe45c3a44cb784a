"""`yingmen record`: written down, listed, verified, taken out, erased; every answer in Chinese."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from cli.running import EXAMPLE, Ran, files_in, here
from record.authority import authority, serving
from yingmen.cli.with_record import record_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VISIT = ("--kind", "visit", "--at", "2026-03-09T19:30", "--text", "来了两个人，一个自称银行的")
PHOTO = b"\xff\xd8\xff\xe1\x00\x40Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0" + bytes(40)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example case in a folder of its own."""
    monkeypatch.delenv("YINGMEN_PASSPHRASE", raising=False)
    path = tmp_path / "我的案件.toml"
    shutil.copy(EXAMPLE, path)
    return path


def add(case: Path, *arguments: str | Path) -> Ran:
    return here("record", "add", case, *(arguments or VISIT))


def entries(case: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(here("record", "list", case, "--json").out)["entries"]
    return found


def test_an_entry_is_written_beside_the_case_and_said_to_be_saved(case: Path) -> None:
    ran = add(
        case, *VISIT, "--fact", "staff_count=2", "--fact", "id_shown=否", "--fact", "number=13800000000"
    )
    assert (0, "") == (ran.code, ran.err)
    assert ran.out.startswith("已保存：第 1 条，上门")
    head = json.loads((case.parent / "我的案件.record" / "head.json").read_bytes())
    assert 1 == head["count"]
    [entry] = entries(case)
    assert {"channel": "visit", "staff_count": 2, "id_shown": False, "number": "13800000000"} == entry[
        "facts"
    ]
    assert ("林小满", "2026-03-09T19:30:00") == (entry["by"], entry["at"])


def test_saved_is_not_said_where_the_head_could_not_be_written(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 0 == add(case).code

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    ran = add(case)
    assert (2, "") == (ran.code, ran.out)
    assert "磁盘满了" in ran.err
    monkeypatch.undo()
    assert 1 == len(entries(case))


def test_attachments_corrections_loans_and_amounts_are_kept(case: Path, tmp_path: Path) -> None:
    (tmp_path / "喆㛃犇 收据.txt").write_text("收到 500 元", encoding="utf-8")
    add(case)
    paid = ("--kind", "payment", "--at", "2026-03-10", "--text", "还了一点", "--amount", "500.00")
    loan = re.findall(r'^id = "(.+)"', case.read_text(encoding="utf-8"), re.MULTILINE)[0]
    ran = add(case, *paid, "--loan", loan, "--attach", tmp_path / "喆㛃犇 收据.txt", "--corrects", "1")
    assert (0, "") == (ran.code, ran.err)
    entry = entries(case)[1]
    assert (loan, "500.00", 1) == (entry["loan"], entry["amount"], entry["corrects"])
    shown = here("record", "list", case).out
    for text in ("还了一点", "500.00", "更正第 1 条", "喆㛃犇"):
        assert text in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "visit"), "还缺"),
        (("--kind", "vist", "--text", "x"), "visit"),
        ((*VISIT, "--fact", "staff_count"), "等号"),
        ((*VISIT, "--fact", "staf_count=2"), "staff_count"),
        ((*VISIT, "--fact", "staff_count=两个"), "staff_count"),
        ((*VISIT, "--fact", "staff_count=2", "--fact", "staff_count=3"), "写了两次"),
        ((*VISIT, "--loan", "没有这笔"), "没有编号为 没有这笔 的借款"),
        ((*VISIT, "--amount", "五百"), "amount"),
        ((*VISIT, "--attach", "没有.jpg"), "没有.jpg"),
        ((*VISIT, "--corrects", "7"), "corrects"),
        (("--kind", "visit", "--at", "昨天", "--text", "x"), "at"),
    ],
)
def test_what_cannot_be_written_is_named_and_nothing_is_written(
    case: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = add(case, *arguments)
    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err
    assert "怎么办" in ran.err
    assert not (case.parent / "我的案件.record" / "journal.jsonl").exists()


def test_a_case_that_is_not_there_is_named(tmp_path: Path) -> None:
    for name in ("list", "verify", "erase"):
        ran = here("record", name, tmp_path / "没有.toml")
        assert (2, True) == (ran.code, "没有.toml" in ran.err)


def test_a_case_without_a_record_has_none(case: Path) -> None:
    assert [] == entries(case)
    assert "还没有记录" in here("record", "verify", case).out
    assert "没有记录" in here("record", "erase", case).out
    assert ["我的案件.toml"] == files_in(case.parent)


def test_a_sound_record_is_said_to_be_sound_and_what_that_does_not_prove(case: Path) -> None:
    add(case)
    ran = here("record", "verify", case)
    assert (0, "") == (ran.code, ran.err)
    assert "都对得上：1 条记录" in ran.out
    assert "不能证明" in ran.out
    found = json.loads(here("record", "verify", case, "--json").out)
    assert (True, 1, []) == (found["is_sound"], found["count"], found["problems"])


def test_a_changed_entry_is_named_and_the_exit_code_is_1(case: Path) -> None:
    add(case)
    add(case)
    path = case.parent / "我的案件.record" / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace("两个人".encode(), "九个人".encode(), 1))
    ran = here("record", "verify", case)
    assert (1, True) == (ran.code, "第 1 条" in ran.out)
    found = here("record", "verify", case, "--json")
    assert (1, 1) == (found.code, json.loads(found.out)["problems"][0]["entry"])
    assert 2 == here("record", "list", case).code
    assert 2 == here("record", "export", case, "--out", case.parent / "out").code
    assert not (case.parent / "out").exists()


def test_bytes_after_the_head_are_kept_aside_and_said_so(case: Path) -> None:
    add(case)
    folder = case.parent / "我的案件.record"
    with (folder / "journal.jsonl").open("ab") as stream:
        stream.write(b'{"half')
    assert "没有记完" in here("record", "verify", case).out
    ran = add(case)
    assert (0, True) == (ran.code, "没有丢" in ran.out)
    assert [b'{"half'] == [path.read_bytes() for path in (folder / "aside").iterdir()]


def test_a_package_is_written_and_its_own_verifier_accepts_it(case: Path, tmp_path: Path) -> None:
    add(case)
    ran = here("record", "export", case, "--out", tmp_path / "交出")
    assert (0, "") == (ran.code, ran.err)
    data = tmp_path / "交出" / "我的案件-记录-1" / "data"
    assert (data / "index.html").read_text(encoding="utf-8").count("来了两个人") > 0
    assert b"%PDF" == (data / "index.pdf").read_bytes()[:4]
    done = subprocess.run([sys.executable, "-I", data / "verify.py"], check=False, capture_output=True)
    assert 0 == done.returncode
    assert "已经有同名的文件夹" in here("record", "export", case, "--out", tmp_path / "交出").err


def test_what_a_photo_gives_away_stops_the_export_until_it_is_agreed_to(case: Path, tmp_path: Path) -> None:
    (tmp_path / "门口.jpg").write_bytes(PHOTO)
    add(case, *VISIT, "--attach", tmp_path / "门口.jpg")
    ran = here("record", "export", case, "--out", tmp_path / "交出")
    assert (1, True, True) == (ran.code, "还没有导出" in ran.out, "第 1 条“门口.jpg”" in ran.out)
    assert not (tmp_path / "交出").exists()
    assert 0 == here("record", "export", case, "--out", tmp_path / "交出", "--yes").code


def test_a_stamp_is_fetched_checked_kept_and_shown(case: Path, tmp_path: Path) -> None:
    add(case)
    centre = authority(tmp_path / "tsa")
    (tmp_path / "root.pem").write_bytes(centre.trusted)
    with serving(centre) as address:
        stamped = ("--timestamp", address, "--tsa-cert", tmp_path / "root.pem")
        ran = here("record", "export", case, "--out", tmp_path / "交出", *stamped)
    assert (0, "") == (ran.code, ran.err)
    assert "已盖时间戳：甲时间戳中心，第 1 到 1 条" in ran.out
    assert (tmp_path / "交出" / "我的案件-记录-2" / "data" / "stamps" / "2" / "response.tsr").is_file()
    assert "甲时间戳中心" in here("record", "verify", case).out
    [found] = json.loads(here("record", "verify", case, "--json").out)["stamps"]
    assert (True, 1, "甲时间戳中心") == (found["is_valid"], found["covers_to"], found["authority"])


def test_another_authority_does_not_pass_and_the_record_stays_as_it_was(case: Path, tmp_path: Path) -> None:
    add(case)
    (tmp_path / "root.pem").write_bytes(authority(tmp_path / "trusted").trusted)
    with serving(authority(tmp_path / "tsa")) as address:
        stamped = ("--timestamp", address, "--tsa-cert", tmp_path / "root.pem")
        ran = here("record", "export", case, "--out", tmp_path / "交出", *stamped)
    assert (2, True) == (ran.code, "时间戳对不上" in ran.err)
    assert 1 == len(entries(case))
    assert not (tmp_path / "交出").exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:9/", "没有答复"),
        ("file:///etc/passwd", "不是网址"),
        ("http://[/", "没有答复"),
    ],
)
def test_a_server_that_does_not_answer_leaves_everything_as_it_was(
    case: Path, tmp_path: Path, address: str, said: str
) -> None:
    add(case)
    (tmp_path / "root.pem").write_bytes(b"")
    stamped = ("--timestamp", address, "--tsa-cert", tmp_path / "root.pem")
    ran = here("record", "export", case, "--out", tmp_path / "交出", *stamped)
    assert (2, True) == (ran.code, said in ran.err)
    assert not (tmp_path / "交出").exists()


@pytest.mark.parametrize("answer", [b"", b"<html>no</html>", bytes(1_000_002)])
def test_an_answer_that_is_no_stamp_is_refused(case: Path, tmp_path: Path, answer: bytes) -> None:
    add(case)
    (tmp_path / "root.pem").write_bytes(b"")
    with serving(answer) as address:
        stamped = ("--timestamp", address, "--tsa-cert", tmp_path / "root.pem")
        ran = here("record", "export", case, "--out", tmp_path / "交出", *stamped)
    assert (2, True) == (ran.code, "时间戳" in ran.err)
    assert 1 == len(entries(case))


def test_a_server_that_sends_elsewhere_is_not_followed(case: Path, tmp_path: Path) -> None:
    add(case)
    centre = authority(tmp_path / "tsa")
    (tmp_path / "root.pem").write_bytes(centre.trusted)
    with serving(centre) as elsewhere, serving(b"", sent_on_to=elsewhere) as address:
        stamped = ("--timestamp", address, "--tsa-cert", tmp_path / "root.pem")
        ran = here("record", "export", case, "--out", tmp_path / "交出", *stamped)
    assert (2, True) == (ran.code, "没有答复" in ran.err)
    assert not (tmp_path / "tsa").exists()


def test_a_case_file_with_a_slip_does_not_stop_a_record_on_the_evening_itself(case: Path) -> None:
    case.write_text("schema = 一", encoding="utf-8")
    assert 2 == add(case).code
    assert 0 == add(case, *VISIT, "--by", "林小满").code


def test_a_stamp_needs_the_authoritys_root(case: Path, tmp_path: Path) -> None:
    add(case)
    ran = here("record", "export", case, "--out", tmp_path / "交出", "--timestamp", "http://127.0.0.1:9/")
    assert (2, True) == (ran.code, "--tsa-cert" in ran.err)


def test_erasing_asks_for_the_cases_name(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case)
    for typed, left in (("不\n", True), ("", True), ("我的案件\n", False)):
        read, write = os.pipe()
        os.write(write, typed.encode())
        os.close(write)
        with os.fdopen(read, encoding="utf-8") as stream:
            monkeypatch.setattr("sys.stdin", stream)
            ran = here("record", "erase", case)
        assert (int(left), left) == (ran.code, (case.parent / "我的案件.record").exists())
    assert ["我的案件.toml"] == files_in(case.parent)


def test_erasing_takes_a_copy_out_first_if_wished(case: Path, tmp_path: Path) -> None:
    add(case)
    ran = here("record", "erase", case, "--export", tmp_path / "留底", "--yes")
    assert (0, "") == (ran.code, ran.err)
    assert not (tmp_path / "我的案件.record").exists()
    assert (tmp_path / "留底" / "我的案件-记录-1" / "data" / "journal.jsonl").is_file()


def test_nothing_is_erased_where_the_copy_could_not_be_written(case: Path, tmp_path: Path) -> None:
    add(case)
    (tmp_path / "留底").write_bytes(b"a file in the way")
    ran = here("record", "erase", case, "--export", tmp_path / "留底", "--yes")
    assert 2 == ran.code
    assert 1 == len(entries(case))


def test_a_passphrase_is_needed_from_then_on(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGMEN_PASSPHRASE", "门后的猫")
    assert 0 == add(case, *VISIT, "--passphrase").code
    assert b"ENCRYPTED" in (case.parent / "我的案件.record" / "key.pem").read_bytes()
    assert 0 == add(case).code
    monkeypatch.setenv("YINGMEN_PASSPHRASE", "门前的狗")
    assert (2, True) == ((ran := add(case)).code, "口令不对" in ran.err)
    monkeypatch.delenv("YINGMEN_PASSPHRASE")
    assert (2, True) == ((ran := add(case)).code, "要输入口令" in ran.err)
    assert 2 == len(entries(case))
    assert 0 == here("record", "verify", case).code


class Terminal:
    """A keyboard with somebody at it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "code"), [(["a", "a", "a"], 0), (["a", "b"], 2), (["", ""], 2)])
def test_a_new_passphrase_is_asked_for_twice_and_an_old_one_once(
    case: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], code: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _: typed.pop(0))
    assert code == add(case, *VISIT, "--passphrase").code
    if code == 0:
        assert 0 == add(case).code
    assert [] == typed


def test_a_passphrase_cannot_be_set_afterwards(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(case)
    monkeypatch.setenv("YINGMEN_PASSPHRASE", "x")
    ran = add(case, *VISIT, "--passphrase")
    assert (2, True) == (ran.code, "没有设口令" in ran.err)
    assert 0 == add(case).code


def test_the_record_lies_beside_the_case(tmp_path: Path) -> None:
    assert tmp_path / "a.record" == record_folder(tmp_path / "a.toml")
    assert tmp_path / "a.record" == record_folder(tmp_path / "a.record")
    assert tmp_path / "案件.record" == record_folder(tmp_path / "案件")


def test_cases_named_after_days_have_a_record_each(tmp_path: Path) -> None:
    assert tmp_path / "2026.03.09.record" == record_folder(tmp_path / "2026.03.09")
    assert tmp_path / "2026.03.10.record" == record_folder(tmp_path / "2026.03.10")


@pytest.mark.parametrize("command", ["add", "list", "verify", "erase", "export"])
@pytest.mark.parametrize("name", ["/", ".", "", "长" * 300, "长" * 5000, "a\0b"])
def test_what_cannot_be_a_case_is_said_so(name: str, command: str, tmp_path: Path) -> None:
    more = {"add": VISIT, "export": ("--out", tmp_path)}.get(command, ())
    ran = here("record", command, name, *more)
    assert (2, "", True) == (ran.code, ran.out, "怎么办" in ran.err)


def test_a_number_with_very_many_digits_is_no_number(case: Path) -> None:
    ran = add(case, *VISIT, "--fact", "staff_count=" + "9" * 5000)
    assert (2, True) == (ran.code, "facts.staff_count" in ran.err)


def test_nothing_is_erased_that_was_written_after_the_copy_was_made(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(case)

    def meanwhile(_: Path) -> bool:
        return add(case).code == 0

    monkeypatch.setattr("yingmen.cli.record._confirmed", meanwhile)
    ran = here("record", "erase", case, "--export", tmp_path / "留底")
    assert (2, True) == (ran.code, "刚刚又记下了新的一条" in ran.err)
    assert 2 == len(entries(case))


def test_attachments_left_without_their_record_can_be_erased(case: Path, tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(PHOTO)
    add(case, *VISIT, "--attach", tmp_path / "照片.jpg")
    folder = record_folder(case)
    for name in ("journal.jsonl", "head.json", "key.pem"):
        (folder / name).unlink()
    assert 1 == here("record", "verify", case).code
    assert 0 == here("record", "erase", case, "--yes").code
    assert not folder.exists()


def unplugged(folder: Path) -> None:
    """The record lies on a disk that is not there now."""
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to("nowhere")


def test_an_entry_about_a_loan_taken_out_since_is_still_judged_and_said(case: Path) -> None:
    loan = re.findall(r'^id = "(.+)"', case.read_text(encoding="utf-8"), re.MULTILINE)[0]
    add(case, *VISIT, "--loan", loan)
    case.write_text('schema = 1\n[borrower]\nname = "林小满"\nkind = "person"\n', encoding="utf-8")
    ran = here("lawful", case, "--json")
    assert "记录第 1 条" in ran.err
    [judged] = json.loads(ran.out)["contacts"]
    assert ("记录-1", 0) == (judged["contact_id"], ran.code)


SPOILT: dict[str, Callable[[Path], Any]] = {
    "an edit": lambda folder: (folder / "journal.jsonl").write_bytes(
        (folder / "journal.jsonl").read_bytes().replace(b"19:30", b"19:31")
    ),
    "another head": lambda folder: (folder / "head.json").write_bytes(b"{}"),
    "no head": lambda folder: (folder / "head.json").unlink(),
    "no key": lambda folder: (folder / "key.pem").unlink(),
    "no journal": lambda folder: (folder / "journal.jsonl").unlink(),
    "a file": lambda folder: folder.rename(folder.with_name("moved")).joinpath("head.json").rename(folder),
    "a link to nowhere": unplugged,
}


@pytest.mark.parametrize("step", ["lawful", "door", "answer"])
@pytest.mark.parametrize("spoilt", SPOILT)
def test_no_step_builds_on_a_record_that_does_not_hold(
    case: Path, tmp_path: Path, spoilt: str, step: str
) -> None:
    add(case)
    SPOILT[spoilt](record_folder(case))
    ran = here(step, case, "--out", tmp_path / "结果")
    assert (2, "", False) == (ran.code, ran.out, (tmp_path / "结果").exists())
    assert "我的案件.record" in ran.err
    assert "怎么办" in ran.err


def test_a_passphrase_is_nowhere_to_be_found_after_an_accident(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in the program itself, while the passphrase is at hand."""
    monkeypatch.setenv("YINGMEN_PASSPHRASE", "cat-behind-the-door")
    add(case, *VISIT, "--passphrase")
    script = (
        "import hashlib, sys\nfrom yingmen.cli import run\n"
        "hashlib.scrypt = lambda *_, **__: 1 / 0\nsys.exit(run(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "record", "add", str(case), *VISIT]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "ZeroDivisionError" in done.stderr
    assert "cat-behind" not in done.stdout + done.stderr
    for path in record_folder(case).rglob("*"):
        assert path.is_dir() or b"cat-behind" not in path.read_bytes()
