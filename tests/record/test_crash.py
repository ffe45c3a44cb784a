"""Power cuts, kills, full disks, two windows at once: no acknowledged entry is lost, and `verify` is true."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from record.writing import NOW, draft, upload
from yingmen.errors import OutputError
from yingmen.record import FolderStore, Journal, disk

if TYPE_CHECKING:
    from collections.abc import Callable

CHILD = Path(__file__).parent / "child.py"
IN_ALL, KILLS, LANES = 1000, 20, 2


def started(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, CHILD, folder, name, count]
    return subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, encoding="utf-8")


def acknowledged(line: str) -> tuple[int, str]:
    number, text = line.split()
    return int(number), text


def killed_at_random(folder: Path, chance: random.Random, life: int) -> list[tuple[int, str]]:
    """Let a writer acknowledge `life` entries, kill it somewhere in the next, and return what it said."""
    with started(folder, f"w{life}x{chance.random()}", 10_000) as writer:
        assert writer.stdout
        said = [acknowledged(writer.stdout.readline()) for _ in range(life)]
        time.sleep(chance.random() * 0.03)
        writer.kill()
        return said + [acknowledged(line) for line in writer.stdout if line.endswith("\n")]


def lane(folder: Path, seed: int) -> tuple[int, int]:
    """Writers killed one after the other on one record; returns entries acknowledged, and kills."""
    chance, said, kills = random.Random(seed), dict[int, str](), 0  # noqa: S311 - a test's own dice
    journal = Journal(FolderStore(folder))
    while len(said) < IN_ALL // LANES or kills < KILLS // LANES:
        said |= dict(killed_at_random(folder, chance, chance.randint(1, 60)))
        kills += 1
        found = journal.verify()
        assert () == found.problems
        assert said == {n: text for n, text in said.items() if found.entries[n - 1].text == text}
        assert len(found.entries) - len(said) <= kills
    return len(said), kills


def test_no_acknowledged_entry_is_lost_to_writers_killed_at_random(tmp_path: Path) -> None:
    with ThreadPoolExecutor(LANES) as pool:
        done = list(pool.map(lane, (tmp_path / f"{n}.record" for n in range(LANES)), range(LANES)))
    assert sum(count for count, _ in done) >= IN_ALL
    assert sum(kills for _, kills in done) >= KILLS
    for n in range(LANES):
        store = FolderStore(tmp_path / f"{n}.record")
        Journal(store).append(draft("收尾"), NOW)
        assert [] == list((store.folder / "tmp").iterdir())
        assert 0 == Journal(store).verify().tail


def test_two_writers_at_once_lose_nothing_and_mix_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "a.record"
    writers = [started(folder, name, 40) for name in ("left", "right")]
    said = [writer.communicate()[0].splitlines() for writer in writers]
    assert [0, 0] == [writer.returncode for writer in writers]
    found = Journal(FolderStore(folder)).verify()
    assert ((), 0, ()) == (found.problems, found.tail, found.unnamed)
    assert sorted(acknowledged(line) for lines in said for line in lines) == [
        (entry.n, entry.text) for entry in found.entries
    ]
    for name in ("left", "right"):
        own = [entry.text for entry in found.entries if entry.text.startswith(name)]
        assert [f"{name}-{n}" for n in range(40)] == own


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "a.record")
    with store.lock(), pytest.raises(OutputError, match="另一个窗口正在往这份记录里写"):
        Journal(FolderStore(store.folder, patience=0.05)).append(draft(), NOW)
    assert not Journal(store).is_begun


class Disk:
    """The system calls of a folder store, counted; from `full_at` on, `fails` of them find no space left."""

    def __init__(self, patch: pytest.MonkeyPatch, full_at: int, fails: float) -> None:
        self.calls, self.full_at, self.fails = 0, full_at, fails
        patch.setattr("yingmen.record.folder.sync", self.counted(disk.sync))
        patch.setattr("yingmen.record.folder.sync_folder", self.counted(disk.sync_folder))
        patch.setattr(tempfile, "mkstemp", self.counted(tempfile.mkstemp))
        patch.setattr(Path, "replace", self.counted(Path.replace))
        patch.setattr(Path, "mkdir", self.counted(Path.mkdir))
        patch.setattr(os, "open", self.counted(os.open))

    def counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            writes = call is not os_open or bool(arguments[1] & os.O_APPEND)
            self.calls += writes
            if writes and self.full_at <= self.calls < self.full_at + self.fails:
                raise OSError(errno.ENOSPC, "No space left on device")
            return call(*arguments, **named)

        return counted


os_open = os.open


def said_of_a_full_disk(journal: Journal) -> str:
    try:
        journal.append(draft("没存好的", attachments=(upload("a.txt", b"a" * 99),)), NOW)
    except OutputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("fails", [1, float("inf")], ids=["one call fails", "stays full"])
@pytest.mark.parametrize("begun", [False, True], ids=["first entry", "later entry"])
def test_a_full_disk_at_any_step_loses_nothing_that_was_acknowledged(
    tmp_path: Path, *, begun: bool, fails: float
) -> None:
    refused = 0
    for step in range(1, 100):
        store = FolderStore(tmp_path / f"{step}.record")
        before = [Journal(store).append(draft("早先的"), NOW)] if begun else []
        with pytest.MonkeyPatch.context() as patch:
            disk = Disk(patch, step, fails)
            said = said_of_a_full_disk(Journal(store))
        refused += "磁盘满了" in said
        if disk.calls < step:
            break
        found = Journal(store).verify()
        assert () == found.problems
        assert before == list(found.entries[: len(before)])
        assert "后来的" == Journal(store).append(draft("后来的"), NOW).text
        assert () == Journal(store).verify().problems
        assert before == list(Journal(store).entries()[: len(before)])
    assert 8 <= refused == step - 1


def test_a_line_half_written_on_a_full_disk_is_taken_back(tmp_path: Path) -> None:
    """The system itself stops the file from growing in the middle of the line."""
    store = FolderStore(tmp_path / "a.record")
    first = Journal(store).append(draft("一" * 400), NOW)
    size = store.size()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, limits[1]))
    try:
        with pytest.raises(OutputError, match="写不进去"):
            Journal(store).append(draft("二" * 400), NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert size == store.size()
    assert ((first,), ()) == (Journal(store).verify().entries, Journal(store).verify().problems)
    assert 2 == Journal(store).append(draft("二"), NOW).n


STEPS = ("open", "fsync", "replace", "mkdir", "close", "write")


def killed_at_step(folder: Path, step: int, *, after: bool) -> tuple[int, bytes]:
    """Write two entries in a child that kills itself before or after its nth call to the system.

    Returns what it acknowledged, and the signal that ended it, 0 if it came to its end.
    """
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        die_at(step, after=after)
        for text in ("甲", "乙"):
            Journal(FolderStore(folder)).append(
                draft(text, attachments=(upload("a.txt", text.encode()),)), NOW
            )
            os_write(write, text.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as said:
        acknowledged = said.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), acknowledged


def die_at(step: int, *, after: bool) -> None:
    calls = iter(range(1, 10_000))

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            is_last = next(calls) == step
            if is_last and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            try:
                return call(*arguments, **named)
            finally:
                if is_last:
                    os.kill(os.getpid(), signal.SIGKILL)

        return counted

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


os_write = os.write


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "after the call"])
@pytest.mark.parametrize("begun", [False, True], ids=["first entry", "later entry with a tail"])
def test_a_kill_at_any_call_to_the_system_loses_nothing_acknowledged(
    tmp_path: Path, *, begun: bool, after: bool
) -> None:
    said = b""
    for step in range(1, 200):
        store = FolderStore(tmp_path / f"{step}.record")
        if begun:
            Journal(store).append(draft("早先的"), NOW)
            with store.lock():
                store.append(b"half a line")
        code, said = killed_at_step(store.folder, step, after=after)
        expected = ["早先的"] * begun + list(said.decode())
        found = Journal(store).verify()
        assert ((), expected) == (found.problems, [entry.text for entry in found.entries][: len(expected)])
        Journal(store).append(draft("后来的"), NOW)
        found = Journal(store).verify()
        assert ((), 0, "后来的") == (found.problems, found.tail, found.entries[-1].text)
        assert [] == list((store.folder / "tmp").iterdir())
        assert not begun or any(
            b"half a line" == path.read_bytes() for path in (store.folder / "aside").iterdir()
        )
        if code == 0:
            break
        assert -signal.SIGKILL == code
    assert 20 < step < 199
    assert "甲乙" == said.decode()
