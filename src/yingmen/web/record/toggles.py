"""The big buttons of the page for writing at the door: what each says of a contact, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yingmen.record.entry import Fact


@dataclass(frozen=True, slots=True)
class Toggle:
    """One button: its name in the form, what is written on it, and the facts it stands for."""

    name: str
    label: str
    facts: tuple[tuple[str, Fact], ...]

    def is_in(self, facts: Mapping[str, object]) -> bool:
        """Whether these facts say what the button says."""
        return all(facts.get(key) == value for key, value in self.facts)


def _one(column: str, label: str, value: Fact = True) -> Toggle:  # noqa: FBT002 - a fact is mostly true
    return Toggle(column, label, ((column, value),))


_COUNTED = "staff_count"


def counted(number: int) -> Toggle:
    """So many people came: a button for a few, written as a number for more."""
    return Toggle(str(number), f"{number} 个人", ((_COUNTED, number),))


COUNTS = tuple(counted(number) for number in (1, 2, 3, 4))
GROUPS: tuple[tuple[str, tuple[Toggle, ...]], ...] = (
    (
        "来的人",
        (
            _one("id_shown", "没出示证件", value=False),
            _one("lender_named", "没说是哪家机构", value=False),
            _one("authorization_shown", "没出示授权文件", value=False),
            Toggle("police", "自称民警", (("posed_as", "police"),)),
            Toggle("court", "自称法院的人", (("posed_as", "court"),)),
        ),
    ),
    (
        "进门",
        (
            Toggle("home", "在我家", (("place", "home"),)),
            _one("entered", "进了门"),
            _one("entry_consented", "我没同意进门", value=False),
            Toggle("stays", "请他们走，不走", (("asked_to_leave", True), ("left_when_asked", False))),
            _one("detained", "不让我走"),
        ),
    ),
    (
        "说的、做的",
        (
            _one("threat", "威胁"),
            _one("insult", "骂人"),
            _one("violence", "动手"),
            _one("injured", "有人受伤"),
            _one("property_damaged", "砸东西"),
            _one("property_taken", "拿走东西"),
            _one("filmed_private", "拍我家里"),
            _one("signature_pressured", "逼签字"),
            _one("cash_taken", "当场收现金"),
            _one("personal_account", "要转到私人账户"),
            _one("new_loan_urged", "劝我再借钱还"),
        ),
    ),
    (
        "旁边的人",
        (
            _one("others_present", "有别人在听"),
            _one("debt_disclosed", "对别人说了欠款"),
            _one("minors_present", "有孩子在场"),
            _one("witnessed", "我全程在场"),
        ),
    ),
)
ALL = tuple(toggle for _, toggles in GROUPS for toggle in toggles)
COLUMNS = frozenset(key for toggle in (*ALL, *COUNTS) for key, _ in toggle.facts)
"""The columns of a contact that the buttons fill; a correction keeps the others as they were."""


def count_in(facts: Mapping[str, object]) -> int | None:
    """How many people came, as these facts say."""
    number = facts.get(_COUNTED)
    return number if isinstance(number, int) else None


def pressed(names: Iterable[str], number: int | None) -> tuple[Toggle, ...]:
    """How many came and the buttons pressed, in the order they stand in; names nobody gave are nothing."""
    chosen = set(names)
    came = () if number is None else (counted(number),)
    return came + tuple(toggle for toggle in ALL if toggle.name in chosen)


def facts_of(toggles: Iterable[Toggle]) -> dict[str, Fact]:
    """What the buttons say as facts of a contact; of two that say the same thing the first stands."""
    found: dict[str, Fact] = {}
    for toggle in toggles:
        for key, value in toggle.facts:
            found.setdefault(key, value)
    return found


def words(toggles: Iterable[Toggle]) -> str:
    """What the buttons say as a sentence."""
    said = "，".join(
        toggle.label if count_in(dict(toggle.facts)) is None else f"来了 {toggle.label}" for toggle in toggles
    )
    return f"{said}。" if said else ""
