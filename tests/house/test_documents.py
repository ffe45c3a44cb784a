"""Every command the documents show works as it is shown."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cli.running import here
from house.documents import FLOWS, PAGES, ROOT, commands, files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_works(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text(encoding="utf-8")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "flows.csv").write_text(FLOWS, encoding="utf-8")  # the README's name for such a file
    for name, content in files(text).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lines = commands(text)
    assert lines
    for line in lines:
        program, *arguments = shlex.split(line)
        if arguments[0] == "serve" and "--help" not in arguments:
            stays_open(arguments, tmp_path)
            continue
        ran = here(*arguments)
        assert (line, program, ran.code, ran.err) == (line, "yingmen", 0, "")


def stays_open(arguments: list[str], folder: Path) -> None:
    """Start a server as the page says, in a home of its own, see that it says where it is, and stop it."""
    words = [sys.executable, "-m", "yingmen", *arguments]
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        server.terminate()
        server.communicate(timeout=30)
    assert said.startswith("打开了：http://127.0.0.1:8765/")
    assert server.returncode == 0


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda page: page.name
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [part.partition(")")[0].partition("#")[0] for part in text.split("](")[1:]]
    dead = [name for name in targets if name and ":" not in name and not (page.parent / name).exists()]
    assert dead == []
