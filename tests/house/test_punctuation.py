"""Chinese for users is punctuated as Chinese: full-width beside a Chinese character."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "yingmen"
_HALF_WIDTH = re.compile(r"[\u3400-\u9fff”’》」][,:;()?!]|[,:;()?!][\u3400-\u9fff“‘《「]")


def half_width(text: str) -> list[str]:
    """Each half-width mark beside a Chinese character, with a little of what stands around it."""
    return [text[max(found.start() - 8, 0) : found.end() + 8] for found in _HALF_WIDTH.finditer(text)]


def literals(path: Path) -> list[tuple[int, str]]:
    """Every string of a module that is neither a unreadtring nor a pattern, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unread = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    unread |= {id(part) for node in ast.walk(tree) if is_pattern(node) for part in ast.walk(node)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unread
    ]


def is_pattern(node: ast.AST) -> bool:
    """Whether this is a call of re.compile, whose marks are no punctuation."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"


def values(data: Any) -> list[str]:
    """Every text in a table of TOML, however deep."""
    if isinstance(data, dict):
        return [text for item in data.values() for text in values(item)]
    if isinstance(data, list):
        return [text for item in data for text in values(item)]
    return [data] if isinstance(data, str) else []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_modules_words_are_punctuated_as_chinese(path: Path) -> None:
    assert [(line, part) for line, text in literals(path) for part in half_width(text)] == []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.toml")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_data_files_words_are_punctuated_as_chinese(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [part for value in values(tomllib.loads(text)) for part in half_width(value)] == []


def test_the_check_sees_what_it_is_for() -> None:
    assert half_width("欠多少?") == ["欠多少?"]
    assert half_width("第 3 行:金额") == ["第 3 行:金额"]
    assert half_width("欠多少？第 3 行 a,b 中文（x）") == []
