"""The hand-written cases of the rulebook, as tests read them."""

from __future__ import annotations

from pathlib import Path

from yingmen.lawful.trial import Trial, trials_from

FOLDER = Path(__file__).parents[1] / "cases" / "lawful"
FILES = sorted(FOLDER.glob("*.toml"))


def trials(path: Path) -> tuple[Trial, ...]:
    return trials_from(path.read_text(encoding="utf-8"), path.name)


def all_trials() -> list[Trial]:
    return [trial for path in FILES for trial in trials(path)]
