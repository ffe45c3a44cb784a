"""A Django form field for each kind of answer; a clean value is what the case file holds as JSON."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from yingmen.web.asking.kinds import Leaf

UNKNOWN = "不知道"
USUAL = ("房租", "吃饭", "水电燃气", "交通", "电话上网", "看病买药", "孩子上学", "老人", "房贷")
_FREE_ROWS = 3
_OWN, _OWN_TOO = "贷款方自己的人", ("自己的人", "贷款方", "银行自己", "他们自己")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,15}", re.ASCII)
_PER = re.compile("(百|千|万)分之([0-9]+(?:\\.[0-9]+)?|[一二三四五六七八九十])")
_PARTS = {"百": 2, "千": 3, "万": 4}
_DIGITS = "零一二三四五六七八九十"


def tidy_number(text: str) -> str:
    """A number as people write it, as the case file has it: full-width signs, 1,234.50, ¥ and 元."""
    text = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removesuffix("元").strip()
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def tidy_rate(text: str) -> str:
    """A rate as people write it, as a fraction: 24%, 百分之二十 no, but 万分之五 and 千分之1 yes."""
    text = tidy_number(text)
    per = _PER.fullmatch(text)
    if per:
        number = per[2] if _NUMBER.fullmatch(per[2]) else str(_DIGITS.index(per[2]))
        return _moved(number, -_PARTS[per[1]])
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].strip()):
        return _moved(text[:-1].strip(), -2)
    if _NUMBER.fullmatch(text) and Decimal(text) >= 1:
        raise ValidationError(f"您是说 {text}% 吗？是的话请写 {text}%，把百分号带上。")
    return text


def shown_rate(value: object) -> str:
    """A fraction as a percentage, exactly."""
    text = str(value)
    return f"{_moved(text, 2)}%" if _NUMBER.fullmatch(text) else text


def _moved(text: str, places: int) -> str:
    """A number with its point moved; nothing is rounded, whatever its length."""
    sign, digits, exponent = Decimal(text).as_tuple()
    moved = f"{Decimal((sign, digits, int(exponent) + places)):f}"
    return (moved.rstrip("0").rstrip(".") or "0") if "." in moved else moved


class Answer(forms.Field):
    """An answer that may always be left open; None is "not known"."""

    kind = "name"

    def __init__(self, leaf: Leaf) -> None:
        self.leaf, self.kind = leaf, leaf.kind
        super().__init__(required=False, label=leaf.title, help_text=leaf.help, widget=self.widget_for(leaf))

    def widget_for(self, leaf: Leaf) -> forms.Widget:
        """Text on one line, with the keys that the kind needs."""
        attrs = {"class": "weui-input", "autocomplete": "off"}
        if leaf.kind in {"yuan", "rate", "number"}:
            attrs["inputmode"] = "decimal"
        if leaf.kind == "int":
            attrs["inputmode"] = "numeric"
        if leaf.kind == "day":
            return forms.TextInput(attrs={**attrs, "type": "date", "min": "1970-01-01", "max": "2199-12-31"})
        return forms.TextInput(attrs=attrs)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """What is saved, as people write it."""
        if value is None or isinstance(value, bool):
            return value
        if value == "own" and self.leaf.path == "agency_id":
            return _OWN
        is_saved_rate = self.kind == "rate" and not str(value).endswith(("%", "％"))
        return shown_rate(value) if is_saved_rate else str(value)

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """What was typed, as the case file holds it."""
        text = (value or "").strip()
        if not text:
            return None
        if self.leaf.path == "agency_id" and text in {_OWN, *_OWN_TOO}:
            return "own"
        if self.kind == "rate":
            return tidy_rate(text)
        if self.kind in {"yuan", "number", "int"}:
            text = tidy_number(text)
        return int(text) if self.kind == "int" and _WHOLE.fullmatch(text) else text


class OneOf(Answer):
    """One of a few, or not known."""

    def widget_for(self, leaf: Leaf) -> forms.Widget:
        """Radio buttons."""
        offered = leaf.choices or (("yes", "是"), ("no", "否"))
        return forms.RadioSelect(attrs={"class": "weui-check"}, choices=[*offered, ("", UNKNOWN)])

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """Which button is pressed; none where nothing is known yet."""
        return {True: "yes", False: "no"}.get(value, value) if self.kind == "bool" else value

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """The word of the case file, or whether it is so."""
        if self.kind == "bool":
            return {"yes": True, "no": False}.get(value)
        return value or None


class Moment(Answer):
    """A date, with the time of day where it is remembered."""

    def widget_for(self, leaf: Leaf) -> forms.Widget:
        """Two inputs."""
        del leaf
        return DateAndTime()

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """As it is: the widget takes it apart."""
        return value

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """The date alone, or with its time."""
        day, time = ((part or "").strip() for part in value)
        if time and not day:
            raise ValidationError("写了钟点，还差日期。")
        return f"{day}T{time}" if time else day or None


class DateAndTime(forms.MultiWidget):
    """A date, and beside it a time of day that may be left out."""

    def __init__(self) -> None:
        day = forms.TextInput(attrs={"type": "date", "class": "weui-input", "aria-label": "日期"})
        time = forms.TextInput(
            attrs={"type": "time", "class": "weui-input", "aria-label": "钟点，记不清就空着", "step": "any"}
        )
        super().__init__([day, time])

    def decompress(self, value: Any) -> list[Any]:  # noqa: ANN401
        """The two parts of what is saved."""
        return [*re.split("[T ]", str(value or ""), maxsplit=1), ""][:2]


class Lines(Answer):
    """A longer text, or several answers below each other."""

    def widget_for(self, leaf: Leaf) -> forms.Widget:
        """Room for several lines."""
        attrs = {"class": "weui-textarea", "rows": 4, "autocomplete": "off"}
        return forms.Textarea(attrs={**attrs, "inputmode": "decimal"} if leaf.kind == "yuans" else attrs)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """A list, one below the other; notes with an empty line between."""
        between = "\n\n" if self.kind == "notes" else "\n"
        return between.join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """One text, or the list."""
        text = (value or "").replace("\r\n", "\n").strip()
        if self.kind == "note" or not text:
            return text or None
        if self.kind == "notes":
            return [part.strip("\n") for part in re.split("\n\\s*\n", text) if part.strip()]
        return [tidy_number(line) for line in text.splitlines() if line.strip()]


class Rows(Answer):
    """Amounts, each under its own name: the usual ones, and a few more rows."""

    def widget_for(self, leaf: Leaf) -> forms.Widget:
        """Two inputs a row."""
        del leaf
        return NamesAndAmounts()

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """As it is: the widget makes rows of it."""
        return value

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """The names with their amounts."""
        found: dict[str, str] = {}
        for name, amount in value or ():
            if amount and not name:
                raise ValidationError(f"{amount} 元是什么开销？请在左边写上名字。")
            if name and not amount and name not in USUAL:
                raise ValidationError(f"“{name}”还差金额；没有这项就把名字删掉。")
            if amount and name in found:
                raise ValidationError(f"“{name}”写了两行，请合成一行。")
            if amount:
                found[name] = amount
        return found or None


class NamesAndAmounts(forms.Widget):
    """Rows of a name and an amount; the usual names are there already."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str]]:  # noqa: ANN401
        """The rows that were sent."""
        del files
        names, amounts = data.getlist(f"{name}-name"), data.getlist(f"{name}-amount")
        return [(one.strip(), tidy_number(two)) for one, two in zip(names, amounts, strict=False)]

    def rows(self, value: Any) -> list[tuple[str, str, bool]]:  # noqa: ANN401
        """Each row's name and amount, and whether the name is free to write."""
        left = [(name, str(amount)) for name, amount in _pairs(value) if name or amount]
        shown = []
        for usual in USUAL:
            at = next((n for n, (name, _) in enumerate(left) if name == usual), None)
            shown.append((usual, "" if at is None else left.pop(at)[1], False))
        free = [(name, amount, True) for name, amount in left if amount or name not in USUAL]
        return [*shown, *free, *[("", "", True)] * _FREE_ROWS]


def _pairs(value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401
    """The rows of what is saved, or of what was sent."""
    return list(value.items()) if isinstance(value, dict) else list(value or ())


_FIELDS: dict[str, type[Answer]] = {
    "bool": OneOf,
    "choice": OneOf,
    "moment": Moment,
    "note": Lines,
    "notes": Lines,
    "yuans": Lines,
    "rows": Rows,
}


def field_for(leaf: Leaf) -> Answer:
    """The form field of an answer."""
    return _FIELDS.get(leaf.kind, Answer)(leaf)
