"""Files as they go wrong in life, by seed: a slip of the finger, a wrong encoding, a line pasted twice."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]

AMOUNTS = [
    "-1",
    "0",
    "-0.00",
    "0.005",
    "1e5",
    "1e999",
    "nan",
    "-nan",
    "inf",
    "-inf",
    "+inf",
    "NaN",
    "1_000",
    "0x10",
    "007",
    "1.",
    ".5",
    "1,000",
    "￥5",
    "5元",
    "9999999999999",
    "99999999999999999999999999999999",
    "1.000000000000000000000000000000001",
    "true",
    "''",
    "[]",
    "{}",
    "'''",
    '"1000"',
    "24%",
]
DATES = [
    "2023-02-29",
    "2100-02-29",
    "2024-02-30",
    "2024-13-01",
    "2024-00-10",
    "0000-01-01",
    "9999-12-31",
    "1900-01-01",
    "2199-12-31",
    "2200-01-01",
    "2024-1-1",
    "2024/01/01",
    "20240101",
    "01-01-2024",
    "2024-01-01T10:00:00",
    "2024-01-01T10:00:00Z",
    "2024-02-29",
    "1969-12-31",
]
WORDS = (
    "bank",
    "private",
    "bullet",
    "flat_fee",
    "interest_only",
    "equal_principal",
    "month",
    "year",
    "网贷",
    "💰",
)
CONTROLS = [
    "\0",
    "\x01",
    "\x1b[31m",
    "\x7f",
    "\u0085",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ufffe",
    "\r",
    "\v",
    "\U000e0001",
]
_AMOUNT = re.compile(rb"(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-])")
_DATE = re.compile(rb"\d{4}-\d\d-\d\d")
_WORD = re.compile(rb"[a-z_]{3,}")
_VALUE = re.compile(rb"(?<== )[^\n#]+|(?<=,)[^\n,]+")


def _replaced(pattern: re.Pattern[bytes], choices: tuple[str, ...] | list[str]) -> Mutation:
    def mutate(data: bytes, chance: random.Random) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return data
        one = chance.choice(found)
        return data[: one.start()] + chance.choice(choices).encode() + data[one.end() :]

    return mutate


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 1, 2, 8])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def delete_bytes(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice([1, 2, 5, 40]) :]


def cut_short(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _lines(change: Callable[[list[bytes], int, int], list[bytes]]) -> Mutation:
    def mutate(data: bytes, chance: random.Random) -> bytes:
        lines = data.split(b"\n")
        return b"\n".join(change(lines, chance.randrange(len(lines)), chance.randrange(len(lines))))

    return mutate


def _swap_lines(lines: list[bytes], one: int, other: int) -> list[bytes]:
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def swap_values(data: bytes, chance: random.Random) -> bytes:
    found = list(_VALUE.finditer(data))
    if len(found) < 2:
        return data
    one, other = sorted(chance.sample(found, 2), key=lambda match: match.start())
    return b"".join(
        [data[: one.start()], other[0], data[one.end() : other.start()], one[0], data[other.end() :]]
    )


def _text_in(make: Callable[[random.Random], str]) -> Mutation:
    def mutate(data: bytes, chance: random.Random) -> bytes:
        place = chance.randrange(len(data))
        return data[:place] + make(chance).encode(errors="surrogatepass") + data[place:]

    return mutate


def _recoded(encodings: list[str]) -> Mutation:
    def mutate(data: bytes, chance: random.Random) -> bytes:
        return data.decode().encode(chance.choice(encodings), errors="replace")

    return mutate


def _nested(chance: random.Random) -> str:
    depth = chance.choice([2, 50, 500, 5_000])
    bracket = chance.choice(["[", "{a=", '"', "a.", "[[", "'''"])
    return f"\nx = {bracket * depth}"


MUTATIONS: dict[str, Mutation] = {
    "bits flipped": flip_bits,
    "bytes deleted": delete_bytes,
    "cut short": cut_short,
    "a line twice": _lines(lambda lines, one, _: [*lines[:one], lines[one], *lines[one:]]),
    "a line pasted elsewhere": _lines(lambda lines, one, other: [*lines[:one], lines[other], *lines[one:]]),
    "a line lost": _lines(lambda lines, one, _: lines[:one] + lines[one + 1 :]),
    "two lines swapped": _lines(_swap_lines),
    "two values swapped": swap_values,
    "another amount": _replaced(_AMOUNT, AMOUNTS),
    "another date": _replaced(_DATE, DATES),
    "another word": _replaced(_WORD, WORDS),
    "another value": _replaced(_VALUE, [*AMOUNTS, *DATES, *WORDS]),
    "nested deeply": _text_in(_nested),
    "very long": _text_in(lambda chance: chance.choice("9a中\"'[ ,") * chance.choice([300, 5_000, 200_000])),
    "a control character": _text_in(lambda chance: chance.choice(CONTROLS)),
    "another encoding": _recoded(
        ["gb18030", "utf-16", "utf-16-be", "utf-8-sig", "utf-7", "latin-1", "utf-32"]
    ),
}


def mutated(data: bytes, seed: int) -> tuple[str, bytes]:
    """A file with one fault, now and then several; what was done, and the bytes."""
    chance = random.Random(seed)  # noqa: S311 - a seed makes the same faults each time
    names = list(MUTATIONS)
    done = [names[seed % len(names)], *chance.choices(names, k=chance.choice([0, 0, 0, 1, 3]))]
    for name in done:
        try:
            data = MUTATIONS[name](data, chance) or b"\n"
        except UnicodeDecodeError:  # the text is broken already and cannot be recoded
            continue
    return " + ".join(done), data
