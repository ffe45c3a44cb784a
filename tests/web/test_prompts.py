"""What is asked at the terminal when the app starts: not shown, typed twice when it is new, told plainly."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from yingmen.cli.serve import _is_there

from .test_serve import asked, command, environment, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET, OTHER = "窗前的猫246810", "门后的狗13579"
_PATIENCE = 120
_AT_A_TERMINAL = "import os, sys; os.open(os.ttyname(0), os.O_RDWR); os.execv(sys.argv[1], sys.argv[1:])"
"""Opening its terminal makes a session's first process the one that the terminal belongs to."""


@dataclass
class Terminal:
    """A program at a terminal, and what the terminal has shown."""

    process: subprocess.Popen[bytes]
    handle: int
    shown: str = ""

    def type(self, text: str, *, after: str) -> None:
        """Type a line once a question is shown."""
        self.wait_for(after)
        os.write(self.handle, text.encode() + b"\n")

    def wait_for(self, text: str) -> None:
        """Read until something is shown."""
        end = time.monotonic() + _PATIENCE
        while text not in self.shown:
            assert time.monotonic() < end, self.shown
            assert self._read(), self.shown

    def _read(self) -> bool:
        """Read a little; not when it has ended."""
        if not select.select([self.handle], [], [], 1)[0]:
            return self.process.poll() is None
        with contextlib.suppress(OSError):  # Linux's way to say that nobody holds the terminal any more
            got = os.read(self.handle, 65536)
            self.shown += got.decode()
            return bool(got)
        return False

    def end(self) -> int:
        """How it ended, with all that it showed."""
        end = time.monotonic() + _PATIENCE
        while self._read():
            assert time.monotonic() < end, self.shown
        return self.process.wait(_PATIENCE)


@contextlib.contextmanager
def at_terminal(home: Path, port: int, *more: str) -> Iterator[Terminal]:
    """The program, started at a terminal of its own."""
    ours, theirs = pty.openpty()
    line = [sys.executable, "-c", _AT_A_TERMINAL, *command(home, port, *more)]
    with subprocess.Popen(
        line, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=environment()
    ) as process:
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            os.close(ours)


def begun(home: Path, port: int) -> None:
    """A store that somebody began, with the passphrase typed twice; it serves, and stops."""
    with at_terminal(home, port, "--passphrase") as terminal:
        terminal.type(SECRET, after="给数据库设一个口令")
        terminal.type(SECRET, after="再输一遍")
        terminal.wait_for("打开了")
        assert asked(port, "/all/")[0] == 200
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.end() == 0
        assert SECRET not in terminal.shown


def test_a_new_passphrase_is_typed_twice_unseen_and_opens_it_again(tmp_path: Path) -> None:
    home, port = tmp_path / "notes", free_port()
    begun(home, port)
    with at_terminal(home, port, "--passphrase") as terminal:
        terminal.type(SECRET, after="数据库的口令")
        terminal.wait_for("打开了")
        assert asked(port, "/all/")[0] == 200
        assert "再输一遍" not in terminal.shown
        assert SECRET not in terminal.shown
    with at_terminal(home, port, "--passphrase") as terminal:
        terminal.type(OTHER, after="数据库的口令")
        assert terminal.end() == 2
        assert "口令不对" in terminal.shown
        assert "怎么办" in terminal.shown
        assert OTHER not in terminal.shown
        assert "Traceback" not in terminal.shown


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [(SECRET, OTHER, "两遍口令不一样"), ("", "", "口令是空的"), ("短", "", "6 位")],
)
def test_a_slip_sets_nothing(tmp_path: Path, first: str, second: str, said: str) -> None:
    home = tmp_path / "notes"
    with at_terminal(home, free_port(), "--passphrase") as terminal:
        terminal.type(first, after="给数据库设一个口令")
        if second:
            terminal.type(second, after="再输一遍")
        assert terminal.end() == 2
        assert said in terminal.shown
        assert "Traceback" not in terminal.shown
    assert not (home / "store.sqlite3").exists()


def test_a_phones_passcode_is_typed_twice_too(tmp_path: Path) -> None:
    port = free_port()
    with at_terminal(tmp_path, port, "--phone") as terminal:
        terminal.type("246810", after="给网页设一个口令")
        terminal.type("246811", after="再输一遍")
        assert terminal.end() == 2
        assert "两遍口令不一样" in terminal.shown


def test_ctrl_c_at_the_question_leaves_nothing(tmp_path: Path) -> None:
    home = tmp_path / "notes"
    with at_terminal(home, free_port(), "--passphrase") as terminal:
        terminal.wait_for("给数据库设一个口令")
        os.write(terminal.handle, b"\x03")
        assert terminal.end() == 130
        assert "已中断" in terminal.shown
        assert "Traceback" not in terminal.shown
    assert not home.exists()


@pytest.mark.parametrize("closed", ["<&-", "</dev/null", "<<< 246810"])
def test_where_nobody_can_be_asked_it_says_how_to_give_it(tmp_path: Path, closed: str) -> None:
    line = ["bash", "-c", f'exec "$@" {closed}', "sh", *command(tmp_path, free_port(), "--passphrase")]
    done = subprocess.run(
        line, capture_output=True, encoding="utf-8", env=environment(), timeout=_PATIENCE, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "这里没有人可问" in done.stderr
    assert "YINGMEN_PASSPHRASE" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_looked_into_is_as_good_as_new(tmp_path: Path) -> None:
    assert not _is_there(tmp_path / ("x" * 300))
    assert not _is_there(tmp_path / "none")
    assert _is_there(tmp_path)
