"""The kinds of value a case file holds: amounts, rates, days, moments, texts.

Each reader takes what TOML or JSON gives and returns the one form used inside, or raises a
`PydanticCustomError` whose context says in Chinese what was `expected` and, where it helps, a `hint`.
An amount in yuan comes out with two decimals; a rate is a fraction per year (0.24 is 24 %) kept as given.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    model_validator,
)
from pydantic import WithJsonSchema as JsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from yingmen.case.choices import Choice
from yingmen.days import DayCount
from yingmen.money import LARGEST, ZERO, fen

FAULT = "yingmen"
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
LONGEST_NAME, LONGEST_NOTE = 200, 20_000
_FINEST = 30
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?", re.ASCII)
_ZONED = re.compile(r"\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$", re.ASCII | re.IGNORECASE)
_A_DAY = "一个真实存在的日期，如 2024-01-31，在 1970 年到 2199 年之间"
_A_MOMENT = "日期加钟点，如 2024-01-31T19:30:00，记不清钟点就只写日期 2024-01-31"
_TOO_PRECISE = "是不是小数点点错了位置？"


class Entry(BaseModel):
    """A table of the case file: fixed once read, no key beyond those named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: object) -> object:
        """JSON may say null for what is unknown; TOML leaves it out."""
        if isinstance(data, Mapping) and None in data.values():
            return {key: value for key, value in data.items() if value is not None}
        return data


def about(title: str, description: str = "") -> FieldInfo:
    """Say in Chinese what a key is, for the published schema and for messages."""
    info: FieldInfo = Field(title=title, description=description or title)
    return info


def fault(expected: str, hint: str = "") -> PydanticCustomError:
    """Say what a value should have been; `hint` is a whole sentence."""
    return PydanticCustomError(FAULT, "{expected}", {"expected": expected, "hint": hint})


def _number(value: object, expected: str) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value) if abs(value) <= LARGEST * 10 else LARGEST * 10 * (1 if value > 0 else -1)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    raise fault(expected, _number_hint(value))


def _number_hint(value: object) -> str:
    if isinstance(value, float):
        return "在 JSON 里请给数字加上引号，以免小数走样。"
    if isinstance(value, str) and "%" in value.replace("％", "%"):
        return "百分数请改成小数：24% 写 0.24。"
    if isinstance(value, str):
        return "只写数字和小数点，不带逗号、空格、“元”“万”等字。"
    return "不知道就把这一行删掉，不要猜。"


def read_yuan(value: object) -> Decimal:
    """Read an amount in yuan: from 0 to the largest a case may hold, at most two decimals."""
    expected = f"金额，0 到 {LARGEST:f} 元之间，最多两位小数，如 1234.50"
    amount = _number(value, expected)
    if amount < 0:
        raise fault(expected, "金额不写负号；这里都只写多少钱。")
    if amount > LARGEST:
        raise fault(expected, _TOO_PRECISE)
    if fen(amount) != amount:
        raise fault(expected, "金额最多到分，请按凭证上的数字写。")
    return fen(amount) + ZERO


def _bounded(largest: int, expected: str, hint: str) -> Callable[[object], Decimal]:
    def read(value: object) -> Decimal:
        number = _number(value, expected)
        if not 0 <= number <= largest:
            raise fault(expected, hint)
        if number == 0:
            return Decimal(0)
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -_FINEST:
            raise fault(expected, f"小数最多写 {_FINEST} 位。")
        return number

    return read


def read_day(value: object) -> date:
    """Read a date; a date with a time of day is not one."""
    if isinstance(value, datetime):
        raise fault(_A_DAY, "这里只写日期，不写钟点。")
    found = value
    if isinstance(value, str) and _DAY.fullmatch(value):
        found = _from_iso(date.fromisoformat, value, _A_DAY)
    if not isinstance(found, date):
        raise fault(_A_DAY, _day_hint(value))
    return _in_range(found, _A_DAY)


def _day_hint(value: object) -> str:
    if isinstance(value, str):
        return "年月日用短横线连接，月和日都写两位，如 2024-01-31。"
    return "不知道就把这一行删掉，不要猜。"


def read_moment(value: object) -> datetime:
    """Read the local time of a contact; a date alone stands for its midnight."""
    found = value
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        found = _from_iso(datetime.fromisoformat, value, _A_MOMENT)
    elif isinstance(value, str) and _DAY.fullmatch(value):
        found = _from_iso(date.fromisoformat, value, _A_MOMENT)
    if isinstance(found, datetime) and found.tzinfo is None:
        _in_range(found.date(), _A_MOMENT)
        return found
    if isinstance(found, date) and not isinstance(found, datetime):
        return datetime.combine(_in_range(found, _A_MOMENT), time.min)
    zoned = isinstance(found, datetime) or (isinstance(value, str) and _ZONED.search(value))
    raise fault(_A_MOMENT, "写北京时间，去掉末尾的 Z 或 +08:00。" if zoned else "")


def is_day_alone(value: object) -> bool:
    """Whether a moment was given as a date without a time of day."""
    if isinstance(value, str):
        return _DAY.fullmatch(value) is not None
    return isinstance(value, date) and not isinstance(value, datetime)


_D = TypeVar("_D", bound=date)


def _from_iso(read: Callable[[str], _D], text: str, expected: str) -> _D:
    try:
        return read(text)
    except ValueError:
        raise fault(expected, "日历上没有这一天或这个钟点，请核对。") from None


def _in_range(day: date, expected: str) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise fault(expected, "年份是不是写错了？")
    return day


def _worded(longest: int, allowed: str) -> Callable[[str], str]:
    expected = f"不超过 {longest} 个字的文字，不能是空的"

    def read(value: str) -> str:
        if not value.strip():
            raise fault(expected, "不知道就把这一行删掉，不要猜。")
        if len(value) > longest:
            raise fault(expected, f"现在有 {len(value)} 个字。")
        if not value.isprintable() and any(_is_control(char) for char in value if char not in allowed):
            raise fault(expected, "里面有看不见的控制字符，请删掉重新输入。")
        return value

    return read


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}


_E = TypeVar("_E", bound=Enum)


def choice(kind: type[_E]) -> BeforeValidator:
    """Read one of a few fixed words; a Chinese name or a near miss gets the right word as a hint."""
    words = {str(member.value): member for member in kind}
    listing = "、".join(f"{word}（{label}）" if label else word for word, label in labels(kind).items())

    def read(value: object) -> _E:
        if isinstance(value, kind):
            return value
        if isinstance(value, str) and value in words:
            return words[value]
        raise fault(f"以下之一：{listing}", _choice_hint(kind, value))

    return BeforeValidator(read)


def labels(kind: type[Enum]) -> dict[str, str]:
    """The words of a choice with their Chinese names; empty where the word speaks for itself."""
    return {str(member.value): member.label if isinstance(member, Choice) else "" for member in kind}


def _choice_hint(kind: type[Enum], value: object) -> str:
    if not isinstance(value, str):
        return "请给这个词加上引号。"
    named = [word for word, label in labels(kind).items() if value and label.startswith(value)]
    near = named or get_close_matches(value.strip().lower()[:100], labels(kind), n=1, cutoff=0.6)
    return f"是不是想写 {near[0]}？" if near else ""


def read_list(value: object) -> object:
    """Take a list where several are due, and say how to write one where something else stands."""
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, Mapping):
        raise fault("一个列表", "每一项的标题要用双层方括号，如 [[loan]]。")
    raise fault("一个列表", "请写在方括号里，各项用逗号隔开。")


def _plain(number: Decimal) -> str:
    return f"{number:f}"


_AS_TEXT = PlainSerializer(_plain, return_type=str, when_used="json")


def _number_schema(largest: int, pattern: str = r"^\+?[0-9]+(\.[0-9]+)?$") -> JsonSchema:
    number = {"type": "number", "minimum": 0, "maximum": largest}
    return JsonSchema({"anyOf": [number, {"type": "string", "pattern": pattern}]})


def _text_schema(longest: int) -> JsonSchema:
    return JsonSchema({"type": "string", "minLength": 1, "maxLength": longest})


def _up_to(largest: int, expected: str) -> BeforeValidator:
    return BeforeValidator(_bounded(largest, expected, f"不能是负数，也不能超过 {largest}。"))


_PER_YEAR = "年利率，写成小数：24% 写 0.24"
_PER_DAY = "日利率，写成小数：每天万分之五 写 0.0005"
_A_RATIO = "比例，写成小数：5% 写 0.05"
_A_MULTIPLE = "倍数：在合同利率上加收 50% 写 1.5"
_MINUTES = "分钟数，如 3 或 2.5"
_TWO_DECIMALS = r"^\+?[0-9]+(\.[0-9]{1,2}0*)?$"

Yuan = Annotated[Decimal, BeforeValidator(read_yuan), _AS_TEXT, _number_schema(int(LARGEST), _TWO_DECIMALS)]
YearlyRate = Annotated[Decimal, _up_to(1000, _PER_YEAR), _AS_TEXT, _number_schema(1000)]
DailyRate = Annotated[Decimal, _up_to(10, _PER_DAY), _AS_TEXT, _number_schema(10)]
Ratio = Annotated[Decimal, _up_to(10, _A_RATIO), _AS_TEXT, _number_schema(10)]
Multiple = Annotated[Decimal, _up_to(100, _A_MULTIPLE), _AS_TEXT, _number_schema(100)]
Minutes = Annotated[Decimal, _up_to(10_000, _MINUTES), _AS_TEXT, _number_schema(10_000)]

Day = Annotated[date, BeforeValidator(read_day)]
Moment = Annotated[
    datetime,
    BeforeValidator(read_moment),
    JsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$"}),
]
Name = Annotated[str, AfterValidator(_worded(LONGEST_NAME, "")), _text_schema(LONGEST_NAME)]
Note = Annotated[str, AfterValidator(_worded(LONGEST_NOTE, "\n\r\t")), _text_schema(LONGEST_NOTE)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
DayCounted = Annotated[DayCount, choice(DayCount)]

_T = TypeVar("_T")
Many = Annotated[tuple[_T, ...], Strict(strict=False), BeforeValidator(read_list)]
