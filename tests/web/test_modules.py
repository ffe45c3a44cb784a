"""What is written at the door works without a connection: every module of it is kept, and none is long."""

from __future__ import annotations

import re
from pathlib import Path

WEB = Path(__file__).parents[2] / "src" / "yingmen" / "web"
SCRIPTS = WEB / "static" / "web"
FIRST = "record.js"


def needed(name: str, found: frozenset[str] = frozenset()) -> frozenset[str]:
    """A module and all that it imports, however far away."""
    found |= {name}
    for other in re.findall(r'from "\./([a-z]+\.js)"', (SCRIPTS / name).read_text("utf-8")):
        found |= needed(other, found) if other not in found else frozenset()
    return found


def test_the_worker_keeps_every_module() -> None:
    [line] = [line for line in (SCRIPTS / "sw.js").read_text("utf-8").splitlines() if "MODULES =" in line]
    assert {f"{name}.js" for name in re.findall(r'"([a-z]+)"', line)} == needed(FIRST)


def test_the_pages_ask_for_every_module_at_once() -> None:
    text = (WEB / "record/templates/record/script.html").read_text("utf-8")
    assert set(re.findall(r"'web/([a-z]+\.js)'", text)) == needed(FIRST)


def test_no_script_is_long() -> None:
    for path in SCRIPTS.glob("*.js"):
        assert len(path.read_text("utf-8").splitlines()) < 200, path.name
