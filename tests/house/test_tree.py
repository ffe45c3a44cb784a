"""Nothing in the tree points to a machine it was made on or to the place packages came from."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Put together here, so that this file does not hold them itself.
PLACES = ["/wo" + "rk/", "../sha" + "red", "/ro" + "ot/", "/ho" + "me/"]
HOSTS = ["py" + "pi.org", "python" + "hosted", "file" + "://", "--index" + "-url", "--find" + "-links"]
_SKIPPED = {".git", ".venv", "out", "dist", "__pycache__"}


def tree() -> list[Path]:
    """Every file of the project: what git would keep, or else what lies there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - wherever git is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = [name for name in listed.stdout.split("\0") if name]
    found = [ROOT / name for name in names] if names else sorted(ROOT.rglob("*"))
    return [path for path in found if path.is_file() and not _SKIPPED & set(path.relative_to(ROOT).parts)]


def holding(words: list[str], files: list[Path]) -> list[str]:
    texts = [(path, path.read_bytes().decode("utf-8", errors="replace")) for path in files]
    return [f"{path.relative_to(ROOT)}: {word}" for path, text in texts for word in words if word in text]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    files = tree()
    assert ROOT / "pyproject.toml" in files
    assert holding(PLACES, files) == []


def test_no_lock_file_names_where_packages_came_from() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert {"run.txt", "dev.txt"} <= {path.name for path in locks}
    assert holding(HOSTS, locks) == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_locked_package_has_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line[:1].isalnum()]
    assert packages
    assert [line for line in packages if "--hash=sha256:" not in line] == []
