"""Five hundred saves at once, and the process killed in the middle: every acknowledged one is there."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from web.processes import QUOTED, done, found, started

if TYPE_CHECKING:
    from pathlib import Path

IN_ALL, THREADS = 500, 8


@pytest.mark.parametrize("passphrase", ["", QUOTED], ids=["plain", "encrypted"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_acknowledged_save_outlives_the_process(tmp_path: Path, seed: int, passphrase: str) -> None:
    life = random.Random(seed).randint(20, IN_ALL // 2)  # noqa: S311 - a test's own dice
    with started(tmp_path, "save", str(THREADS), str(IN_ALL), passphrase=passphrase) as process:
        assert process.stdout
        said = [process.stdout.readline().strip() for _ in range(life)]
        process.kill()
        said += [line.strip() for line in process.stdout if line.endswith("\n")]
    assert -9 == process.returncode
    there = found(tmp_path, passphrase)
    assert life <= len(said) < IN_ALL
    assert set(said) <= set(there["kept"])
    assert len(there["kept"]) - len(said) <= THREADS
    assert [] == there["problems"]


def test_threads_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    said = done(tmp_path, "save", str(THREADS), "120").split()
    assert {f"k{n}" for n in range(120)} == set(said)
    assert {"kept": sorted(said), "problems": []} == {
        **found(tmp_path),
        "kept": sorted(found(tmp_path)["kept"]),
    }
