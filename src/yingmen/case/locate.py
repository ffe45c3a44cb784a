"""On which line of a TOML text a key stands, so that a message can say where to look.

`Lines` scans a text that TOML has already accepted: headers, keys at the start of a statement, strings and
brackets over several lines. Where it is not sure it answers None: a wrong line is worse than none.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yingmen.case.fault import Loc, step

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*([A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')[ \t]*""")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[{]|[\]}]|\n"
    r"""|[^"'\#\[\]{}\n]+""",
    re.DOTALL,
)


@dataclass(slots=True)
class Lines:
    """Where headers and statements stand; a statement over several lines is known by its first one only."""

    headers: dict[Loc, int] = field(default_factory=dict)
    statements: dict[Loc, int] = field(default_factory=dict)
    spread: set[Loc] = field(default_factory=set)

    def of(self, loc: Loc, *, absent: bool = False) -> int | None:
        """The line of a value; for an absent key, that of the table it is missing from. None if unsure."""
        exact = self.statements.get(loc) or self.headers.get(loc)
        if exact is not None and not absent:
            return exact
        for end in range(len(loc) - 1, 0, -1):
            above = loc[:end]
            if above in self.statements:
                return None if above in self.spread else self.statements[above]
            if absent and end == len(loc) - 1 and above in self.headers:
                return self.headers[above]
        return None


def lines(text: str, data: Mapping[str, object]) -> Lines:
    """Find the lines of a text that was parsed as `data`; nothing at all if the two do not agree."""
    found = _Scan(text.replace("\r\n", "\n")).run()
    sure = all(_reaches(data, loc) for loc in [*found.headers, *found.statements])
    return found if sure else Lines()


def _reaches(data: object, loc: Loc) -> bool:
    for part in loc:
        data = step(data, part)
    return data is not None


class _Scan:
    """One pass over the statements of a text."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line, self._counted = text, 0, 1, 0
        self.table: Loc = ()
        self.sizes: dict[Loc, int] = {}
        self.found = Lines()

    def run(self) -> Lines:
        while True:
            self._skip(_BLANK)
            if self.at >= len(self.text):
                return self.found
            before = self.at
            self._header() if self.text[self.at] == "[" else self._statement()
            if self.at == before:
                return Lines()

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _line(self) -> int:
        self.line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self.line

    def _header(self) -> None:
        line, many = self._line(), self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        parts = self._keys()
        self.at += 2 if many else 1
        self.table = self._settle(parts, many=many)
        self.found.headers.setdefault(self.table, line)

    def _settle(self, parts: list[str], *, many: bool) -> Loc:
        """Where a header leads: into the last item of each array of tables on the way."""
        loc: Loc = ()
        for n, part in enumerate(parts):
            loc = (*loc, part)
            if many and n == len(parts) - 1:
                self.sizes[loc] = self.sizes.get(loc, 0) + 1
            if loc in self.sizes:
                loc = (*loc, self.sizes[loc] - 1)
        return loc

    def _keys(self) -> list[str]:
        parts: list[str] = []
        while match := _KEY.match(self.text, self.at):
            parts.append(_unquoted(match[1]))
            self.at = match.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return parts

    def _statement(self) -> None:
        line = self._line()
        loc = (*self.table, *self._keys())
        self.at += 1
        self._value()
        self.found.statements[loc] = line
        if self._line() != line:
            self.found.spread.add(loc)

    def _value(self) -> None:
        depth = 0
        while match := _TOKEN.match(self.text, self.at):
            piece = match[0]
            if piece == "\n" and depth == 0:
                return
            depth += (piece in {"[", "{"}) - (piece in {"]", "}"})
            self.at = match.end()


def _unquoted(key: str) -> str:
    if key[0] == '"':
        return str(tomllib.loads(f"key = {key}")["key"])
    return key[1:-1] if key[0] == "'" else key
