"""What kind of answer a key of the case takes, read off its Pydantic model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from yingmen.case import values
from yingmen.case.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

_DAY_COUNTS = {
    "30/360": "一个月算 30 天，一年算 360 天",
    "act/360": "按实际天数，一年算 360 天",
    "act/365": "按实际天数，一年算 365 天",
}


def _reader(kind: Any) -> Any:  # noqa: ANN401 - a type
    """The reader that tells a kind of value from another one."""
    return kind.__metadata__[0]


_NUMBERS = {
    _reader(values.Yuan): "yuan",
    _reader(values.YearlyRate): "rate",
    _reader(values.DailyRate): "rate",
    _reader(values.Ratio): "rate",
    _reader(values.Multiple): "number",
    _reader(values.Minutes): "number",
}
_FOR_FILES = re.compile("[a-z]{2}|T\\d")
"""What tells how to write a key in a file, which no form needs."""
_NOTE = _reader(values.Note)
_PLAIN: dict[object, str] = {bool: "bool", int: "int", datetime: "moment", date: "day", dict: "rows"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One answer: its path in the item (`payment_order.court`), its kind, its words, its choices."""

    path: str
    kind: str
    title: str
    help: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()


def leaf(model: type[BaseModel], path: str) -> Leaf:
    """What stands at a path of a model; raises `KeyError` for a path that the model does not have."""
    head, _, rest = path.partition(".")
    name = next(name for name, field in model.model_fields.items() if (field.alias or name) == head)
    field = model.model_fields[name]
    kind, inner = kind_of(field.annotation, tuple(field.metadata))
    if rest:
        if inner is None:
            raise KeyError(path)
        found = leaf(inner, rest)
        return Leaf(path, found.kind, found.title, found.help, required=False, choices=found.choices)
    return _leaf(path, kind, field)


def leaves(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """The paths of all answers of a model; lists of tables are asked elsewhere and left out."""
    for name, field in model.model_fields.items():
        key = f"{above}{field.alias or name}"
        kind, inner = kind_of(field.annotation, tuple(field.metadata))
        if kind == "table" and inner is not None:
            yield from leaves(inner, f"{key}.")
        elif kind != "tables":
            yield key


def _leaf(path: str, kind: str, field: FieldInfo) -> Leaf:
    title, more = field.title or path, field.description or ""
    choices = _choices(field.annotation) if kind == "choice" else ()
    shown = "" if more == title or kind == "rate" or _FOR_FILES.search(more) else more
    return Leaf(path, kind, title, shown, field.is_required(), choices)


def _choices(annotation: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401 - a type
    kind = next(part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, Enum))
    return tuple(
        (str(item.value), item.label if isinstance(item, Choice) else _DAY_COUNTS.get(item.value, item.value))
        for item in kind
    )


def _parts(annotation: Any) -> list[Any]:  # noqa: ANN401 - a type
    return [annotation] + [found for part in get_args(annotation) for found in _parts(part)]


def kind_of(annotation: Any, metadata: tuple[Any, ...]) -> tuple[str, type[BaseModel] | None]:  # noqa: ANN401
    """The kind of answer, and the model inside where there is one."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return kind_of(inner, (*metadata, *more))
    if origin is tuple:
        kind, model = kind_of(get_args(annotation)[0], ())
        return {"table": "tables", "yuan": "yuans"}.get(kind, "notes"), model
    if origin is not None and origin is not dict and type(None) in get_args(annotation):
        return kind_of(next(one for one in get_args(annotation) if one is not type(None)), metadata)
    return _simple(origin or annotation, metadata)


def _simple(kind: Any, metadata: tuple[Any, ...]) -> tuple[str, type[BaseModel] | None]:  # noqa: ANN401
    if kind in _PLAIN:
        return _PLAIN[kind], None
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return "table", kind
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "choice", None
    if kind is Decimal:
        return next(_NUMBERS[one] for one in metadata if _is_known(one)), None
    return ("note" if _NOTE in metadata else "name"), None


def _is_known(one: object) -> bool:
    return isinstance(one, BeforeValidator) and one in _NUMBERS
