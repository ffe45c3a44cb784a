"""A `Case` out again: as data for JSON, as a TOML file, and the schema of both."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from importlib import resources
from typing import Any

from yingmen.case.choices import Choice
from yingmen.case.model import Case
from yingmen.case.values import labels
from yingmen.days import DayCount

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def to_data(case: Case) -> dict[str, Any]:
    """Everything a case knows as JSON takes it: amounts and rates as text, dates in ISO form.

    Keys that are unknown are left out. `from_data(to_data(case)) == case`.
    """
    return case.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def to_toml(case: Case) -> str:
    """Write a case as a TOML file that `parse` reads back as the same case; amounts stay exact."""
    import tomli_w  # noqa: PLC0415 - only needed when a case is written

    return tomli_w.dumps(_plain(case.model_dump(by_alias=True, exclude_defaults=True)))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a case
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return f"{value:f}" if isinstance(value, Decimal) else value


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (2020-12) of a case, titles and descriptions in Chinese."""
    schema = Case.model_json_schema(by_alias=True, mode="validation")
    choices = {kind.__name__: kind for kind in _choices()}
    for name, definition in schema["$defs"].items():
        if name in choices:
            definition["title"], definition["description"] = _choice_text(choices[name])
        else:
            definition["description"] = definition["title"]
    schema["description"] = (
        "应门案件文件：TOML 和 JSON 用同一份格式；金额是数字或文字，单位元，最多两位小数。"
    )
    return {"$schema": _DIALECT, **schema}


def _choices() -> list[type[Enum]]:
    return [DayCount, *Choice.__subclasses__()]


def _choice_text(kind: type[Enum]) -> tuple[str, str]:
    listing = "；".join(f"{word} {label}".strip() for word, label in labels(kind).items())
    return "从这些词里选一个", listing


def template() -> str:
    """A case file with a plain comment on each line, to be filled in; it loads as it stands."""
    return resources.files("yingmen.case").joinpath("template.toml").read_text("utf-8")
