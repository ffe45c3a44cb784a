"""Every scene in `tests/cases/door` comes out as read there, and so does each of its flipped facts."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from door.scenes import found_in

if TYPE_CHECKING:
    from datetime import date

FOLDER = Path(__file__).parents[1] / "cases" / "door"
SCENES = sorted(FOLDER.glob("*.toml"))


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def tables(scene: dict[str, Any]) -> dict[str, Any]:
    """The parts of a scene that are a case."""
    return {key: scene[key] for key in ("loan", "contact", "door") if key in scene}


def flipped(scene: dict[str, Any], flip: dict[str, Any]) -> dict[str, Any]:
    """The same case with one decisive fact changed."""
    case = deepcopy(tables(scene))
    door = {**case.get("door", {}), **flip.get("door", {})}
    case["door"] = {key: value for key, value in door.items() if key not in flip.get("without", [])}
    if not {"door", "without"} & set(flip) and "door" not in scene:
        del case["door"]
    for item in case.get("contact", []):
        item.update(flip.get("contact", {}).get(item["contact_id"], {}))
        if item.get("connected") == "unknown":
            del item["connected"]
    case["loan"] = [{**loan, **flip.get("loan", {})} for loan in case.get("loan", [])]
    return case


FLIPS = [(path, number) for path in SCENES for number in range(len(load(path)["flip"]))]


def compare(expected: dict[str, Any], case: dict[str, Any], on: date) -> None:
    found = found_in(case, on)
    absent = [step for step in expected.get("no_steps", []) if step in found["steps"]]
    uncited = [text for text in expected.get("no_texts", []) if text in found["texts"]]
    assert ([], []) == (absent, uncited)
    for key in ("steps", "texts", "rules"):
        assert [one for one in expected.get(key, []) if one not in found[key]] == []
    exact = {key: value for key, value in expected.items() if key in found and key not in _PARTIAL}
    assert exact == {key: found[key] for key in exact}


_PARTIAL = {"steps", "texts", "rules"}
KNOWN = {*_PARTIAL, "no_steps", "no_texts"}


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_the_scene_comes_out_as_read(path: Path) -> None:
    scene = load(path)
    compare(scene["expected"], tables(scene), scene["on"])


@pytest.mark.parametrize(("path", "number"), FLIPS, ids=lambda item: getattr(item, "stem", str(item)))
def test_a_fact_turned_round_gives_the_answer_listed(path: Path, number: int) -> None:
    scene = load(path)
    flip = scene["flip"][number]
    compare(flip["expected"], flipped(scene, flip), flip.get("on", scene["on"]))


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_every_scene_has_a_fact_that_decides(path: Path) -> None:
    scene = load(path)
    before = found_in(tables(scene), scene["on"])
    after = [found_in(flipped(scene, flip), flip.get("on", scene["on"])) for flip in scene["flip"]]
    assert any(before != found for found in after)


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_every_word_of_a_scene_is_read(path: Path) -> None:
    scene = load(path)
    known = KNOWN | set(found_in(tables(scene), scene["on"]))
    said = [scene["expected"], *(flip["expected"] for flip in scene["flip"])]
    assert [key for expected in said for key in expected if key not in known] == []


def test_there_are_twenty_scenes_and_every_answer_is_among_them() -> None:
    said = [load(path) for path in SCENES]
    answers = {scene["expected"].get("answer") for scene in said}
    readings = {scene["expected"].get("reading") for scene in said}
    assert len(SCENES) >= 20
    assert {"verified", "not_verified", "keep_shut", "official"} <= answers
    assert {"out_of_reach", "reachable", "unknown", "no_text", "official"} <= readings
