"""Importing the program's core imports nothing you did not ask for."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("typer", "click", "rich", "jinja2", "tomli_w", "numpy", "duckdb", "django")


def loaded(statement: str) -> set[str]:
    """The modules in memory after a statement, in a fresh interpreter."""
    code = f"{statement}; import sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module", ["yingmen", "yingmen.owe", "yingmen.case", "yingmen.law", "yingmen.owe.rates"]
)
def test_the_core_imports_nothing_heavy(module: str) -> None:
    found = loaded(f"import {module}")
    assert module in found
    assert found & set(HEAVY) == set()


def test_the_map_imports_no_step() -> None:
    assert {name for name in loaded("import yingmen") if name.startswith("yingmen.")} == set()


def test_the_command_line_imports_no_step_before_it_is_asked() -> None:
    found = loaded("import yingmen.cli")
    assert "typer" in found
    assert (
        found & {"pydantic", "jinja2", "yingmen.case", "yingmen.owe", "yingmen.law", "yingmen.papers"}
        == set()
    )
