"""What money was for: the first rule of a table that fits decides, and says which word it went by.

The table is data, `categories.toml`, and a user's own file of the same form goes before it:

    [[rule]]
    id       = "房租"
    category = "rent"
    words    = ["房租", "租金"]
    sign     = "out"             # or "in"; absent: both
    where    = "counterparty"    # absent: counterparty, summary and kind together

Figures are never judged, only words. What no rule fits is `other_spending` or `other_income`, and says
so.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from yingmen.afford.bills.names import words
from yingmen.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yingmen.afford.bills.model import Transaction

OWN_TRANSFER = "own_transfer"
DEBT_SERVICE = "debt_service"
NEW_BORROWING = "new_borrowing"
OTHER_SPENDING = "other_spending"
OTHER_INCOME = "other_income"
CATEGORIES = {
    "rent": "房租、房贷以外的住房",
    "food": "吃饭买菜",
    "utilities": "水电燃气通信",
    "medicine": "看病买药",
    "school": "上学",
    "transport": "交通",
    "other_essential": "其他必需",
    "wage": "工资",
    "trade": "做小生意、跑单的收入",
    "family": "家人给的钱",
    "benefit": "补贴、养老金、公积金",
    OTHER_INCOME: "其他进账",
    DEBT_SERVICE: "还债",
    NEW_BORROWING: "新借的钱",
    OTHER_SPENDING: "其他花费",
    OWN_TRANSFER: "自己的钱换地方",
    "business_revenue": "生意：营业收入",
    "business_wages": "生意：发工资",
    "business_tax": "生意：税费",
    "business_rent": "生意：店租",
    "business_supplies": "生意：进货",
}
_KEYS = {"id", "category", "words", "sign", "where"}
_PLACES = {"", "counterparty"}
_SIGNS = {"", "in", "out"}
_REMEDY = "照 docs/guide/4-afford.md 里规则表的写法改好再运行。"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the table: any of `words` (casefolded) puts a movement into `category`."""

    id: str
    category: str
    words: tuple[str, ...]
    sign: str = ""
    where: str = ""


class Sorted(NamedTuple):
    """A category and why: the rule and the word it went by."""

    category: str
    why: str


class _Wanted(NamedTuple):
    """A word looked for, the number of its rule, and the rule."""

    number: int
    word: str
    rule: Rule


class Table:
    """A rule table made ready: words by their first character, so that a row meets few of them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._by_first: dict[str, list[_Wanted]] = {}
        for number, rule in enumerate(self.rules):
            for word in rule.words:
                self._by_first.setdefault(word[0], []).append(_Wanted(number, word, rule))
        self._known: dict[tuple[str, bool], Sorted] = {}

    def sort(self, row: Transaction) -> Sorted:
        """What a row's money was for, by the first rule that fits."""
        key = (words(row), row.amount > 0)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._decide(*key)
        return found

    def _decide(self, said: str, came_in: bool) -> Sorted:  # noqa: FBT001 - the two halves of a key
        text = said.casefold()
        who = text.partition("\n")[0]
        best: _Wanted | None = None
        for first in sorted(set(text) & self._by_first.keys()):
            for wanted in self._by_first[first]:
                if (best is None or wanted.number < best.number) and _fits(
                    wanted, text, who, came_in=came_in
                ):
                    best = wanted
        if best is None:
            return Sorted(OTHER_INCOME if came_in else OTHER_SPENDING, "没有合适的规则")
        return Sorted(best.rule.category, f"规则“{best.rule.id}”：写着“{best.word}”")


def _fits(wanted: _Wanted, text: str, who: str, *, came_in: bool) -> bool:
    rule = wanted.rule
    if rule.sign and came_in != (rule.sign == "in"):
        return False
    return wanted.word in (who if rule.where else text)


@lru_cache(maxsize=1)
def shipped() -> tuple[Rule, ...]:
    """The rules that come with the program."""
    text = resources.files("yingmen.afford.bills").joinpath("categories.toml").read_text(encoding="utf-8")
    return read_rules("categories.toml", text)


def read_rules(name: str, text: str) -> tuple[Rule, ...]:
    """Read a rule table. InputError with the rule that cannot be used."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"不是能读的 TOML（{error}）", where=name, remedy=_REMEDY) from None
    rows = data.get("rule")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError("里面没有 [[rule]]", where=name, remedy=_REMEDY)
    return tuple(_rule(f"{name} 第 {number} 条规则", row) for number, row in enumerate(rows, 1))


def _rule(where: str, row: Mapping[str, Any]) -> Rule:
    fault = _fault(row)
    if fault:
        raise InputError(fault, where=where, remedy=_REMEDY)
    found = tuple(dict.fromkeys(word.casefold() for word in row["words"]))
    return Rule(
        str(row.get("id", row["category"])), row["category"], found, row.get("sign", ""), row.get("where", "")
    )


def _fault(row: Mapping[str, Any]) -> str:
    """What is wrong with a rule; empty where nothing is."""
    unknown = sorted(row.keys() - _KEYS)
    if unknown:
        return f"不认识 {unknown[0]}"
    if row.get("category") not in CATEGORIES:
        return f"类别 {row.get('category')} 不在这里面：{'、'.join(CATEGORIES)}"
    said = row.get("words")
    if not isinstance(said, list) or not said or not all(isinstance(word, str) and word for word in said):
        return "words 要写一个以上的词"
    if row.get("sign", "") not in _SIGNS:
        return "sign 只能写 in 或 out"
    return "" if row.get("where", "") in _PLACES else "where 只能写 counterparty"
