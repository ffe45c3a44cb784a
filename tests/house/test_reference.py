"""The generated pages are up to date, and every command stands in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cli.running import commands
from yingmen import case, errors, law
from yingmen.lawful import rulebook
from yingmen.lawful.beside import hearsay, waiting

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def test_the_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "reference", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_there_is_no_undocumented_command() -> None:
    names = commands()
    assert {"owe", "rate", "init", "schema", "demo", "lawful", "door", "rules test"} <= set(names)
    assert [name for name in names if f"\n## yingmen {name}\n" not in page("commands.md")] == []


def test_every_key_of_a_case_file_is_described() -> None:
    schema = case.json_schema()
    keys = [key for table in [schema, *schema["$defs"].values()] for key in table.get("properties", {})]
    assert len(keys) > 100
    assert [key for key in keys if f"| `{key}` |" not in page("case.md")] == []


def test_every_text_and_number_of_the_law_is_listed() -> None:
    book, text = law.book(), page("law.md")
    assert [name for name in book.sources if f"### `{name}`" not in text] == []
    assert [name for name in book.numbers if f"| `{name}` |" not in text] == []


def test_every_rule_is_listed_with_its_conditions() -> None:
    text = page("law.md")
    assert [
        rule.id for rule in rulebook().rules.values() if f"### `{rule.id}` {rule.title}" not in text
    ] == []


def test_the_limits_name_what_circulates_and_what_awaits_its_text() -> None:
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    assert "{{" not in text
    assert len(hearsay()) >= 6
    assert [item.claim for item in hearsay() if item.claim not in text] == []
    assert [item.about for item in waiting() if item.about not in text] == []
    assert [
        item.id for item in law.book().sources.values() if item.checked != "text" and item.id not in text
    ] == []


def test_every_error_has_its_smallest_example() -> None:
    kinds = [
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type)
        and issubclass(kind, errors.YingmenError)
        and kind is not errors.YingmenError
    ]
    assert len(kinds) >= 6
    assert [name for name in kinds if f"\n## {name}\n" not in page("errors.md")] == []
