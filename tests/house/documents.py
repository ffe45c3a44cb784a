"""Commands as the documents show them: in ```console blocks after "$ ", or indented after .venv/bin/.

A block opened as "```csv NAME" or "```toml NAME" is a file the page asks the reader to write; it is written
before the commands run. A page may use files that its own earlier commands made, and examples/.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "README.zh-CN.md", *(ROOT / "docs" / "guide").glob("*.md")])
FLOWS = "date,amount\n2024-01-01,700\n2024-01-08,-1000\n"
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4}(?:\.venv/bin/)(yingmen [^\n#]*)", re.MULTILINE)


def files(text: str) -> dict[str, str]:
    """The files that a page asks its reader to write, by name."""
    return {name: content for _, name, content in _BLOCK.findall(text) if name}


def commands(text: str) -> list[str]:
    """The lines that a page asks its reader to run, in order."""
    found = [
        (block.start(), line.removeprefix("$ "))
        for block in _BLOCK.finditer(text)
        if block[1] == "console"
        for line in block[3].splitlines()
        if line.startswith("$ ")
    ]
    found += [(match.start(), match[1].strip()) for match in _INDENTED.finditer(text)]
    return [line for _, line in sorted(found, key=lambda item: item[0])]
