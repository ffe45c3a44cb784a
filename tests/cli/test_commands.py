"""What every command promises: exit codes, Chinese messages, no traceback, and the small commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cli.running import EXAMPLE, EXAMPLE_DAY, commands, files_in, here, program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "用法"),
        ("bogus", "没有 bogus 这个命令"),
        ("own x.toml", "是不是想写 owe"),
        ("--json", "没有 --json 这个选项"),
        ("owe", "还缺 案件.toml"),
        ("rate", "还缺 FLOWS.csv"),
        ("init", "还缺 新文件.toml"),
        ("owe x.toml --jsno", "是不是想写 --json"),
        ("owe x.toml --on", "--on 后面还缺一个值"),
        ("owe x.toml y.toml", "多写了 y.toml"),
        ("owe x.toml --on 2026-02-29", "2026-02-29 不是日期"),
        ("owe x.toml --on 明天", "明天 不是日期"),
        ("owe 没有.toml", "没有.toml"),
        ("rate 没有.csv", "没有.csv"),
        ("owe x.toml --lpr 没有.toml", "x.toml"),
        ("owe .", "文件夹"),
        ("rate .", "文件夹"),
        ("owe ''", "文件夹"),
        ("init .", "已经存在"),
        ("lawful", "还缺 案件.toml"),
        ("lawful x.toml --contact", "--contact 后面还缺一个值"),
        ("door", "还缺 案件.toml"),
        ("rules", "用法"),
        ("rules lits", "是不是想写 list"),
        ("rules show", "还缺 规则编号"),
        ("rules show hours", "rules list"),
        ("rules show visit-one-colector", "是不是想写 visit-one-collector"),
        ("rules test --cases .", "里面没有例子"),
    ],
)
def test_a_wrong_command_line_gets_a_chinese_answer_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = here(*shlex.split(line))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    plain = re.sub(r"yingmen [a-z ]+", "", ran.err)
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", plain)  # three English words in a row: not translated
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    "line", ["", "bogus", "owe", "owe 没有.toml", "rate .", "owe x.toml --on 2026-02-29"]
)
def test_it_exits_with_2_and_no_traceback_as_a_process_too(tmp_path: Path, line: str) -> None:
    ran = program(*shlex.split(line), cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", ["", *commands()])
def test_help_is_chinese_and_gives_an_example(command: str) -> None:
    ran = program(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "例：yingmen" in ran.out
    assert not re.search(r"Usage|Options|Commands|Show this|required", ran.out)


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "锁.toml"
    file.write_text("schema = 1", encoding="utf-8")
    file.chmod(0)
    monkeypatch.setattr("pathlib.Path.open", _refuse)  # root may read everything
    ran = here("owe", file)
    assert (ran.code, ran.out) == (2, "")
    assert "锁.toml" in ran.err
    assert "权限" in ran.err


def _refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.toml").open("wb") as stream:
        stream.truncate(60_000_000)
    ran = here("owe", tmp_path / "big.toml")
    assert (ran.code, ran.out) == (2, "")
    assert "太大" in ran.err


def test_a_device_that_never_ends_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "endless.toml").symlink_to("/dev/zero")
    ran = here("owe", tmp_path / "endless.toml")
    assert ran.code == 2
    assert "怎么办" in ran.err


def test_init_writes_a_case_that_owe_accepts(tmp_path: Path) -> None:
    made = program("init", "我的案件.toml", cwd=tmp_path)
    assert (made.code, made.err) == (0, "")
    assert "yingmen owe 我的案件.toml" in made.out
    ran = program("owe", "我的案件.toml", "--on", EXAMPLE_DAY, "--json", cwd=tmp_path)
    assert (ran.err, json.loads(ran.out)["on"]) == ("", EXAMPLE_DAY)


def test_init_does_not_touch_a_file_that_is_there(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("我填了一晚上", encoding="utf-8")
    ran = program("init", file)
    assert (ran.code, ran.out) == (2, "")
    assert "a.toml" in ran.err
    assert "--force" in ran.err
    assert file.read_text(encoding="utf-8") == "我填了一晚上"


def test_init_overwrites_when_it_is_told_to(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("旧的", encoding="utf-8")
    assert here("init", file, "--force").code == 0
    assert "schema = 1" in file.read_text(encoding="utf-8")


def test_init_cannot_write_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    ran = here("init", tmp_path / "a" / "b.toml")
    assert (ran.code, ran.out) == (2, "")
    assert "怎么办" in ran.err
    assert files_in(tmp_path) == ["a"]


def test_schema_is_one_json_document() -> None:
    ran = program("schema")
    assert (ran.code, ran.err) == (0, "")
    assert {"schema", "borrower"} == set(json.loads(ran.out)["required"])


def test_demo_works_from_any_folder(tmp_path: Path) -> None:
    ran = program("demo", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    found = files_in(tmp_path)
    assert {
        "out/afford.html", "out/brief.html", "out/brief.pdf", "out/door.html", "out/lawful.html",
        "out/ledger.csv", "out/letters.html", "out/lines.html", "out/means.html", "out/means.pdf",
        "out/offers.csv", "out/overview.png", "out/owe.html",
    } == {name for name in found if "letters/" not in name}  # fmt: skip
    assert "out/letters/request-papers-网贷.docx" in found
    assert [name for name in found if "letters/" in name and not name.endswith((".docx", ".pdf"))] == []
    assert "虚构" in ran.out


@pytest.mark.parametrize("arguments", [["schema"], ["owe", str(EXAMPLE), "--on", EXAMPLE_DAY], ["--help"]])
def test_a_reader_that_stops_early_is_no_error(arguments: list[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "yingmen", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
        process.wait(timeout=60)
    assert (process.returncode, said) == (0, b"")


def test_output_in_another_encoding_does_not_crash() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yingmen", "owe", EXAMPLE, "--on", EXAMPLE_DAY],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"12348" in done.stdout
