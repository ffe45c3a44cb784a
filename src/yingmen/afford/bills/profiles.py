"""The formats known by name, the banks known by their words, and which way a row's money went.

All of it is data, `profiles.toml`; what no profile knows is read by the meaning of its columns alone.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from yingmen.afford.bills.text import heading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DIGITS = 4
_PARTS = re.compile(r"[\s/()（）]+")
_OWN_NUMBER = re.compile(
    r"(?:卡号|账号|账户|(?:account|card)\s*(?:no|number))(?:(?!日期|时间|起止|期间|date|period)[^\d*x]){0,24}"
    r"([\d*x•][\d*x•\- ]{3,40})",
    re.IGNORECASE,
)
_SPREAD = re.compile(r"([账卡户])\s+([号户])")
_CARD_STATEMENT = ("本期应还", "最低还款", "信用额度", "到期还款日")


@dataclass(frozen=True, slots=True)
class Profile:
    """A format known by name; an unnamed one has `title` "按栏目认出的账单"."""

    title: str = "按栏目认出的账单"
    account: str = ""
    bank: str = ""
    credit: bool = False
    header: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    def knows(self, names: frozenset[str], head: str) -> bool:
        """Whether a bill with these column names and this head is of this format."""
        marked = not self.marks or any(mark.lower() in head.lower() for mark in self.marks)
        return marked and names.issuperset(self.header)


@cache
def _data() -> dict[str, Any]:
    path = resources.files(__package__) / "profiles.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _profiles() -> tuple[Profile, ...]:
    return tuple(
        Profile(
            entry["title"],
            entry.get("account", ""),
            entry.get("bank", ""),
            entry.get("credit", False),
            tuple(entry["header"]),
            tuple(entry.get("marks", ())),
            entry.get("columns", {}),
        )
        for entry in _data()["profile"]
    )


def profile_of(names: Sequence[object], head: str) -> Profile:
    """The profile of a bill with these column names under this head; the unnamed one if none fits."""
    found = frozenset(heading(str(name)) for name in names)
    return next((profile for profile in _profiles() if profile.knows(found, head)), Profile())


def is_card_statement(profile: Profile, head: str) -> bool:
    """Whether this is a credit card's statement, on which spending stands as a positive figure."""
    return profile.credit or any(mark in head for mark in _CARD_STATEMENT)


def account_of(profile: Profile, head: str, *, card: bool = False) -> str:
    """The account a bill is of: a wallet's name, or bank and last digits, `招商银行(1234)`."""
    if profile.account:
        return profile.account
    bank = profile.bank or _bank(head) or "银行"
    return account_name(f"{bank}信用卡" if card else bank, own_digits(head))


def account_name(bank: str, digits: str) -> str:
    """Bank and last digits as wallets write them; the bank alone where the digits are not known."""
    return f"{bank}({digits})" if digits else bank


def own_digits(head: str) -> str:
    """The last four digits of the card's own number in a statement's head; "" where masked or absent."""
    found = _OWN_NUMBER.search(_SPREAD.sub(r"\1\2", head))
    return last_digits(found[1]) if found else ""


def last_digits(number: str) -> str:
    """The last four digits of an account's number; "" where it does not end in four."""
    tail = number.replace(" ", "").replace("-", "")[-_DIGITS:]
    return tail if len(tail) == _DIGITS and tail.isdecimal() else ""


def _bank(head: str) -> str:
    low = head.lower()
    return next(
        (bank for bank, marks in _data()["banks"].items() if any(m.lower() in low for m in marks)), ""
    )


@cache
def _signs() -> dict[str, int]:
    signs = _data()["signs"]
    return dict.fromkeys(signs["in"], 1) | dict.fromkeys(signs["out"], -1)


@lru_cache(maxsize=1_000)
def sign_of(flag: str) -> int:
    """What a column of 收/支 or 借/贷 says: 1 in, -1 out, 0 neither; `借 Dr` says it twice."""
    said = {_signs().get(heading(part), 0) for part in (flag, *_PARTS.split(flag)) if part} - {0}
    return said.pop() if len(said) == 1 else 0


@lru_cache(maxsize=50_000)
def way_of(text: str, status: str = "") -> int:
    """Which way money went by a row's words, then by its status: 1 in, -1 out, 0 where neither tells."""
    ways = _data()["ways"]
    for table, looked_at in ((ways["order"], text), (ways["status"], status)):
        for mark, way in table:
            if mark in looked_at:
                return 1 if way == "in" else -1
    return 0
