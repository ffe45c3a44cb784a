"""The package's own law data, read file by file the first time each is asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from yingmen.law.number import Number, number_from
from yingmen.law.source import Source, source_from

T = TypeVar("T")
_SUFFIX = ".toml"


class Shelf(Mapping[str, T]):
    """Instruments or numbers by id, in order of id; a file is read when first asked for."""

    def __init__(
        self, names: tuple[str, ...], read: Callable[[str], T], added: Mapping[str, T] | None = None
    ) -> None:
        self._names, self._read, self._added = names, read, dict(added or {})

    def __getitem__(self, name: str) -> T:
        if name in self._added:
            return self._added[name]
        if name not in self._names:
            raise KeyError(name)
        return self._read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def replacing(self, name: str, item: T) -> Shelf[T]:
        """The same shelf with one item in place of another of the same id."""
        return Shelf(self._names, self._read, {**self._added, name: item})


def sources() -> Shelf[Source]:
    """Every instrument this version knows."""
    return Shelf(_names("sources"), _source)


def numbers() -> Shelf[Number]:
    """Every number this version knows."""
    return Shelf(_names("numbers"), _number)


@cache
def _names(folder: str) -> tuple[str, ...]:
    files = resources.files("yingmen.law").joinpath(folder).iterdir()
    return tuple(sorted(file.name.removesuffix(_SUFFIX) for file in files if file.name.endswith(_SUFFIX)))


@cache
def _source(name: str) -> Source:
    return source_from(_table("sources", name))


@cache
def _number(name: str) -> Number:
    return number_from(_table("numbers", name))


def _table(folder: str, name: str) -> dict[str, Any]:
    file = resources.files("yingmen.law").joinpath(folder, name + _SUFFIX)
    table = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    if table["id"] != name:
        raise ValueError(f"{folder}/{name}.toml calls itself {table['id']!r}")
    return table
