"""Take a whole record off the disk: every entry, every attachment, the key, and what lay beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yingmen.record.store import Store

LIMITS = (
    "删掉的是这份记录所在的文件夹。以前导出的包、备份、云盘或手机里的原件不在其内，要另外删；"
    "固态硬盘和手机上删掉的内容，专门的工具有时还能找回一部分。"
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure came to: the places that are `left`, none if all went well."""

    left: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left."""
        return not self.left

    def __str__(self) -> str:
        """What to tell the user."""
        if self.is_complete:
            return f"这份记录已经全部删掉。{LIMITS}"
        listed = "".join(f"\n  {place}" for place in self.left)
        return f"还有 {len(self.left)} 处没有删掉，请看是不是正被别的程序打开，再删一次：{listed}"


def erase(store: Store) -> Erased:
    """Remove everything a record holds, temporary files and what was kept aside included.

    Export first what is to be kept: there is no way back. A record that is already gone is no error.
    """
    return Erased(store.erase())
