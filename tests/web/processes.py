"""The app's own database, used by a process that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SAVING = Path(__file__).parent / "saving.py"
QUOTED = "it's 阳光\" 3"


def started(home: Path, *what: str, passphrase: str = "") -> subprocess.Popen[str]:
    """A process at work on the database in a folder."""
    settings = {"YINGMEN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "yingmen.web.settings"}
    return subprocess.Popen(
        [sys.executable, str(SAVING), *what],
        env={**os.environ, **settings, "YINGMEN_PASSPHRASE": passphrase},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def done(home: Path, *what: str, passphrase: str = "") -> str:
    """What a process says that comes to its end."""
    with started(home, *what, passphrase=passphrase) as process:
        said, complaint = process.communicate()
    assert 0 == process.returncode, complaint
    return said


def found(home: Path, passphrase: str = "") -> dict[str, Any]:
    """What the database holds."""
    answer: dict[str, Any] = json.loads(done(home, "read", passphrase=passphrase))
    return answer


def holding(home: Path, word: bytes) -> Iterator[str]:
    """The files in which these bytes stand as they are."""
    return (path.name for path in home.rglob("*") if path.is_file() and word in path.read_bytes())
