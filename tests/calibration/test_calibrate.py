"""The reliability table of the docs is what the script gives, misses included."""

from __future__ import annotations

import re
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "arithmetic" / "afford.md"


@pytest.fixture(scope="module")
def calibrate() -> ModuleType:
    loader = SourceFileLoader("calibrate", str(ROOT / "tools" / "calibrate"))
    spec = spec_from_loader("calibrate", loader)
    assert spec
    module = module_from_spec(spec)
    sys.modules["calibrate"] = module  # its dataclasses look themselves up there
    loader.exec_module(module)
    return module


def test_the_page_is_what_the_script_gives_for_its_seed(calibrate: Any) -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = text.partition(calibrate.BEGIN)[2].partition(calibrate.END)[0].strip()
    assert found == calibrate.section()


def test_a_smaller_sample_of_other_households_is_told_no_more_than_comes_true(calibrate: Any) -> None:
    """Two hundred that the page does not hold: of those told 90% or more, 90% of futures keep the plan."""
    numbers = range(50_000, 50_200)
    some = [one for number in numbers if (one := calibrate.outcome(number, calibrate.AS_BEFORE))]
    safe = [one for one in some if one.stated >= 0.9]
    assert len(safe) > 80
    assert sum(one.kept for one in safe) / len(safe) > 0.9


def test_the_page_shows_the_misses_of_a_world_worse_than_its_record() -> None:
    text = PAGE.read_text(encoding="utf-8")
    harsher = text.partition("### The months to come are worse")[2]
    (difference,) = re.findall(r"^\| all \| 1000 \|.*\| (\S+) \|$", harsher, re.MULTILINE)
    assert float(difference) < -10
    assert "far too high" in text


def test_every_household_counts_once_in_each_table(calibrate: Any) -> None:
    text = PAGE.read_text(encoding="utf-8").partition(calibrate.BEGIN)[2]
    rows = re.findall(r"^\| ([\d%].*?) \| (\d+) \|", text, re.MULTILINE)
    stated = [int(count) for name, count in rows if "%" in name]
    months = [int(count) for name, count in rows if "%" not in name]
    assert [2000, 2000] == [sum(stated), sum(months)]
