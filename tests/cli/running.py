"""Run the program as its users do, in a process of its own, or quickly inside the test's."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from yingmen.cli import run
from yingmen.cli.app import app

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "lin-xiaoman.toml"
EXAMPLE_DAY = "2026-08-31"
FLOWS = "date,amount\n2024-01-01,700\n2024-01-08,-1000\n"


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str


def program(*arguments: str | Path, cwd: Path | None = None) -> Ran:
    """`python -m yingmen` with these arguments, in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "yingmen", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def here(*arguments: str | Path) -> Ran:
    """The same without a process of its own; an exception that gets out fails the test."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def commands() -> list[str]:
    """Every command as it is typed, groups and what is in them too."""
    names = [info.name or info.callback.__name__ for info in app.registered_commands if info.callback]
    for group in app.registered_groups:
        inner = group.typer_instance
        assert inner
        names += [str(group.name), *(f"{group.name} {info.name}" for info in inner.registered_commands)]
    return names


def files_in(folder: Path) -> list[str]:
    """Every file below a folder, hidden ones too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())
