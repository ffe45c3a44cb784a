"""The key that signs sessions: made once, kept, and for the owner's eyes alone."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from yingmen.web.secret import private_folder, secret_key

if TYPE_CHECKING:
    from pathlib import Path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_made_once_and_is_the_same_ever_after(tmp_path: Path) -> None:
    made = secret_key(tmp_path / "home")
    assert made == secret_key(tmp_path / "home") == (tmp_path / "home" / "secret_key").read_text("ascii")
    assert len(made) >= 64
    assert len(set(made)) > 20


def test_each_installation_has_another(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "other")


def test_nobody_else_can_read_it_nor_look_into_its_folder(tmp_path: Path) -> None:
    secret_key(tmp_path / "deep" / "home")
    assert (mode(tmp_path / "deep" / "home"), 0o600) == (
        0o700,
        mode(tmp_path / "deep" / "home" / "secret_key"),
    )


def test_what_was_left_open_is_shut(tmp_path: Path) -> None:
    made = secret_key(tmp_path / "home")
    (tmp_path / "home").chmod(0o755)
    (tmp_path / "home" / "secret_key").chmod(0o644)
    assert made == secret_key(tmp_path / "home")
    assert (mode(tmp_path / "home"), mode(tmp_path / "home" / "secret_key")) == (0o700, 0o600)


def test_a_folder_that_is_there_is_given_back(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("x")
    assert tmp_path == private_folder(tmp_path)
    assert "x" == (tmp_path / "kept").read_text()


def test_a_line_put_behind_it_by_hand_changes_nothing(tmp_path: Path) -> None:
    made = secret_key(tmp_path)
    (tmp_path / "secret_key").write_text(f"{made}\n")
    assert made == secret_key(tmp_path)
