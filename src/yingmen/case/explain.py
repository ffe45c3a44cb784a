"""What the schema found wrong, said in Chinese with the nearest right thing to write."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from yingmen.case.fault import NOT_WRITTEN, Fault, Loc, shown, step
from yingmen.case.model import Case
from yingmen.case.values import FAULT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import ValidationError
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

Keys = dict[tuple[str, ...], str]
_MOST_GUESSED = 500
_DELETE = "不认识的内容请删掉，不要猜。"
_TABLES = {"model_type", "model_attributes_type", "dict_type", "mapping_type"}
_BOUNDS = {"greater_than_equal": ("不小于", "ge"), "less_than_equal": ("不大于", "le")}
_EXPECTED = {
    "invalid_key": ("用文字写的键", _DELETE),
    "bool_type": ("true 或 false", "“是”写 true，“否”写 false，不加引号；不知道就删掉这一行。"),
    "bool_parsing": ("true 或 false", "“是”写 true，“否”写 false，不加引号；不知道就删掉这一行。"),
    "int_type": ("整数", "只写数字，不加引号，不带小数点。"),
    "int_from_float": ("整数", "只写数字，不加引号，不带小数点。"),
    "string_type": ("文字", "请给它加上英文双引号。"),
    "string_unicode": ("文字", "里面有坏掉的字符，请删掉重新输入。"),
    "tuple_type": ("一个列表", "请写在方括号里，各项用逗号隔开。"),
}


def explain(error: ValidationError, data: Mapping[str, object]) -> list[Fault]:
    """Everything the schema found wrong in `data`, in the order of the schema."""
    details = error.errors(include_url=False, include_input=True)
    return [_fault(item, data, guess=n < _MOST_GUESSED) for n, item in enumerate(details)]


def _fault(item: ErrorDetails, data: Mapping[str, object], *, guess: bool) -> Fault:
    loc, kind = _real(item["loc"]), item["type"]
    if kind == "missing":
        return _missing(loc)
    if kind == "extra_forbidden":
        return _unknown(loc, data, guess=guess)
    expected, hint = _wording(loc, kind, item.get("ctx", {}))
    return Fault(loc[:-1] if kind == "invalid_key" else loc, shown(item["input"]), expected, hint)


def _wording(loc: Loc, kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """What a value should have been, and what to do, for each kind of error."""
    if kind == FAULT:
        return context["expected"], context["hint"]
    if kind in _BOUNDS:
        word, key = _BOUNDS[kind]
        return f"{word} {context[key]} 的整数", "请核对这个数。"
    if kind in _TABLES:
        return "一个表", f"它的各项要写在标题 {_header(loc)} 下面，一项一行。"
    return _EXPECTED.get(kind, ("这一项能接受的值", "写法可看 yingmen schema。"))


def _real(loc: Loc) -> Loc:
    """Drop Pydantic's own marker for "the key itself" from a loc."""
    return loc[:-1] if loc and loc[-1] == "[key]" else loc


def _header(loc: Loc) -> str:
    name = ".".join(keys_only(loc))
    return f"[[{name}]]" if loc and isinstance(loc[-1], int) else f"[{name}]"


def _missing(loc: Loc) -> Fault:
    return Fault(
        loc, NOT_WRITTEN, known_keys().get(keys_only(loc), "必须写的一项"), _missing_hint(loc), absent=True
    )


def _missing_hint(loc: Loc) -> str:
    if keys_only(loc) == ("schema",):
        return "请在文件最前面加一行 schema = 1。"
    if keys_only(loc) == ("borrower",):
        return "请加上 [borrower] 这一段，写明 name 和 kind。"
    if loc[-1] in {"id", "contact_id"}:
        return "请自己起一个不重复的短名字。"
    return "这一项必须写；请查合同、账单、转账或通话记录。"


def _unknown(loc: Loc, data: Mapping[str, object], *, guess: bool) -> Fault:
    value: object = data
    for part in loc:
        value = step(value, part)
    return Fault(
        loc, f"不认识的键，值是 {shown(value)}", "应门认识的键", _unknown_hint(loc) if guess else _DELETE
    )


def _unknown_hint(loc: Loc) -> str:
    *table, key = keys_only(loc) or ("",)
    here = [path[-1] for path in known_keys() if path[:-1] == tuple(table)]
    near = get_close_matches(_tidy(key), here, n=1, cutoff=0.6)
    if near:
        return f"是不是想写 {near[0]}？"
    elsewhere = sorted({path[:-1] for path in known_keys() if path[-1] == key and len(path) > 1})
    if elsewhere:
        return f"{key} 要写在 {' 或 '.join(_table_text(path) for path in elsewhere[:3])} 下面。"
    return _DELETE


def _tidy(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip().lower())[:100]


def _table_text(path: tuple[str, ...]) -> str:
    name = ".".join(path)
    return f"[{name}]" if path in _SINGLE else f"[[{name}]]"


_SINGLE = {("borrower",), ("household",), ("business",), ("door",)}


def keys_only(loc: Loc) -> tuple[str, ...]:
    """A loc without positions, to look a key up by."""
    return tuple(part for part in loc if isinstance(part, str))


@cache
def known_keys() -> Keys:
    """Every key of a case by its path, with what it is called in Chinese."""
    return dict(_keys_of(Case, ()))


def _keys_of(model: type[BaseModel], above: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
    found = []
    for name, field in model.model_fields.items():
        path = (*above, field.alias or name)
        found.append((path, _described(field)))
        for inner in _models_in(field.annotation):
            found += _keys_of(inner, path)
    return found


def _described(field: FieldInfo) -> str:
    title, more = field.title or "", field.description or ""
    return title if more == title or not title else f"{title}（{more}）"


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]
