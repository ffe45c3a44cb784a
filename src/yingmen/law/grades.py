"""How strong a text is, and how well it was checked: two ladders, strongest rung first.

>>> Force.STATUTE > Force.CONVENTION, min(Checked.TEXT, Checked.MEMORY).label
(True, '凭记忆，待核')
"""

from __future__ import annotations

from enum import StrEnum


class _Ladder(StrEnum):
    """Words in order of strength: the one written first is the greatest."""

    @property
    def rank(self) -> int:
        """Steps below the strongest word: 0 is the strongest."""
        return list(type(self)).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank > type(self)(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank >= type(self)(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank < type(self)(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank <= type(self)(other).rank


class Force(_Ladder):
    """What weight a text has: from an act of the legislature down to what two parties agreed."""

    STATUTE = "statute"
    INTERPRETATION = "interpretation"
    REGULATION = "regulation"
    RULE = "rule"
    NORMATIVE = "normative"
    STANDARD = "standard"
    CONVENTION = "convention"
    CONTRACT = "contract"

    @property
    def label(self) -> str:
        """The short Chinese name of this weight."""
        return _FORCE[self][0]

    @property
    def plain(self) -> str:
        """What this weight means, in one plain Chinese sentence."""
        return _FORCE[self][1]


class Checked(_Ladder):
    """How a text was checked: read itself, seen in reports, remembered, or written by the user."""

    TEXT = "text"
    REPORTED = "reported"
    MEMORY = "memory"
    CASE = "case"

    @property
    def label(self) -> str:
        """The grade as it stands beside a citation, in Chinese."""
        return _CHECKED[self]


_FORCE = {
    Force.STATUTE: ("法律", "国家法律，人人都要遵守。"),
    Force.INTERPRETATION: ("司法解释", "最高人民法院怎样用法律，各级法院照办。"),
    Force.REGULATION: ("行政法规", "国务院的规定，人人都要遵守。"),
    Force.RULE: ("部门规章", "监管部门的规章，受它监管的机构必须遵守。"),
    Force.NORMATIVE: ("规范性文件", "监管部门或法院的文件，效力低于法律和规章。"),
    Force.STANDARD: ("推荐性国家标准", "推荐性国家标准，不是法律；没做到不等于违法，可以据此投诉。"),
    Force.CONVENTION: ("行业自律规范", "行业自律规范，不是法律；没做到不等于违法，可以据此投诉。"),
    Force.CONTRACT: ("合同约定", "合同里写的或您填写的内容，只管签约的双方。"),
}
_CHECKED = {
    Checked.TEXT: "已核对原文",
    Checked.REPORTED: "据公开报道，未见原文",
    Checked.MEMORY: "凭记忆，待核",
    Checked.CASE: "您的案件文件",
}
