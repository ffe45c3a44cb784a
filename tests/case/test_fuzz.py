from __future__ import annotations

import random
from typing import TYPE_CHECKING

from yingmen.case import Case, decode, parse, template, to_toml
from yingmen.errors import CaseError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

VALUES = [
    "nan",
    "-1",
    "1e99",
    "true",
    '"x"',
    "[]",
    "{}",
    "[[1]]",
    "2024-02-30",
    "2023-01-01",
    "''",
    "0x1F",
    '"\\u0000"',
]
EACH = 400


def _flip(rng: random.Random, text: str) -> bytes:
    data = bytearray(text.encode())
    for _ in range(rng.randint(1, 6)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _drop(rng: random.Random, text: str) -> bytes:
    gone = rng.random() / 3
    return "\n".join(row for row in text.split("\n") if rng.random() > gone).encode()


def _swap(rng: random.Random, text: str) -> bytes:
    rows = text.split("\n")
    spots = [n for n, row in enumerate(rows) if " = " in row and not row.startswith("#")]
    for _ in range(rng.randint(1, 4)):
        one, other = rng.sample(spots, 2)
        key, value = rows[one].split(" = ", 1)[0], rows[other].split(" = ", 1)[1]
        rows[one] = f"{key} = {rng.choice([value, *VALUES])}"
    return "\n".join(rows).encode()


def _shuffle(rng: random.Random, text: str) -> bytes:
    rows = text.split("\n")
    rng.shuffle(rows)
    return "\n".join(rows).encode()


def _cut(rng: random.Random, text: str) -> bytes:
    start, end = sorted(rng.sample(range(len(text)), 2))
    return (text[:start] + text[end:]).encode() if rng.random() < 0.5 else text[:end].encode()


WAYS: list[Callable[[random.Random, str], bytes]] = [_flip, _drop, _swap, _shuffle, _cut]


def _read(data: bytes) -> Case | InputError:
    try:
        return parse(decode(data, "乱改.toml"), "乱改.toml")
    except InputError as error:
        return error


def test_two_thousand_spoilt_templates_give_a_case_or_an_explained_error_and_nothing_else() -> None:
    rng = random.Random(20260101)  # noqa: S311 - repeatable mutations, no secrets
    bases = [template(), to_toml(parse(template()))]
    outcomes = [_read(way(rng, bases[n % 2])) for way in WAYS for n in range(EACH)]
    assert len(outcomes) == 2000
    assert {Case, CaseError, InputError} == {type(item) for item in outcomes}


def test_a_problem_of_a_spoilt_template_stands_on_the_line_it_names() -> None:
    rng = random.Random(7)  # noqa: S311 - repeatable mutations, no secrets
    checked = 0
    for _ in range(EACH):
        data = _swap(rng, template())
        error = _read(data)
        rows = data.decode().split("\n")
        for item in error.problems if isinstance(error, CaseError) else ():
            if item.line is None or item.path.startswith("（") or item.found == "（没有写）":
                continue
            key = item.path.split(".")[-1].split("[")[0]
            assert key in rows[item.line - 1]
            checked += 1
    assert checked > 200
