"""The package's own tables and texts, read once each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """One of this package's TOML files, by its name without the ending."""
    file = resources.files("yingmen.door").joinpath(f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
