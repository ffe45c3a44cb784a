"""What Yingmen cannot do is raised; what others did, or what the record lacks, is a value.

    YingmenError              the root: catch this at an edge
    ├── InputError            what the user gave cannot be used; exit code 2
    │   ├── BillError         a bill or bank statement that cannot be read
    │   ├── CaseError         a case file, with every problem found in it
    │   ├── EntryError        an entry for the record, with every problem found in it
    │   ├── FlowsError        a file of dated amounts
    │   ├── PassphraseError   the passphrase of the record's key: missing, wrong, or none was ever set
    │   └── RatesError        the user's own file of later LPR figures
    ├── OutsideCoverage       a number of the law was asked for on a day it is not known for
    ├── OutputError           a result could not be written; nothing was left half-written
    └── SealBroken            a record is not what was sealed: changed, cut short or mixed up

Every message is for the user, in plain Chinese, and says what happened, where, and what to do next.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class YingmenError(Exception):
    """Something that could not be done, said so that the user knows the next step.

    `what` says what happened, `where` names file and place, `remedy` says what to do.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        head = f"{where}：{what}" if where else what
        super().__init__(f"{head}\n  怎么办：{remedy}" if remedy else head)


class InputError(YingmenError):
    """What the user gave cannot be used as it stands."""


class BillError(InputError):
    """A bill or bank statement that cannot be read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where (`line` and key `path`), what was `found`, what was `expected`."""

    path: str
    found: str
    expected: str
    hint: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """One line for the user, place first."""
        place = f"第 {self.line} 行 {self.path}" if self.line else self.path
        hint = f"。{self.hint}" if self.hint else ""
        return f"{place}：写的是 {self.found}，应当是{self.expected}{hint}"


class CaseError(InputError):
    """A case file that cannot be used, with all its problems together."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file, self.problems = file, tuple(problems)
        lines = "\n".join(f"  {n}. {problem}" for n, problem in enumerate(self.problems, 1))
        super().__init__(
            f"这份案件有 {len(self.problems)} 处需要改：\n{lines}",
            where=file,
            remedy="照上面逐处改好再运行；文件没有被改动。写法可看 yingmen init 新文件.toml。",
        )


class EntryError(InputError):
    """An entry that cannot go into the record, with all its problems together; nothing was written."""

    def __init__(self, problems: Sequence[Problem], where: str = "") -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {n}. {problem}" for n, problem in enumerate(self.problems, 1))
        super().__init__(
            f"这条记录有 {len(self.problems)} 处需要改，还没有写进去：\n{lines}",
            where=where,
            remedy="照上面逐处改好，再记一次。",
        )


class FlowsError(InputError):
    """A file of dated amounts that cannot be used."""


class PassphraseError(InputError):
    """The record's key cannot be used with this passphrase, or without one; nothing was written."""


class RatesError(InputError):
    """The user's own file of later LPR figures cannot be used."""


class OutsideCoverage(YingmenError):  # noqa: N818 - the name says what happened, as LookupError's kin do
    """A number of the law was asked for on a day for which it is not known; it is never guessed."""

    def __init__(self, name: str, on: date, since: date, until: date, known_to: date | None = None) -> None:
        self.name, self.on, self.since, self.until, self.known_to = name, on, since, until, known_to
        known = f"（已知到 {known_to} 公布的一期）" if known_to else ""
        super().__init__(
            f"需要 {on} 的{name}，但本程序只知道 {since} 至 {until} 的{known}，不作推算",
            remedy=_LATER_FIGURE if known_to else "核对日期；日期没错的话，这段时间的规则请问律师（12348）。",
        )


_LATER_FIGURE = (
    "若官方已公布这一天适用的数字，可写进一个小文件，用 --lpr 文件 补上；写法见 docs/guide/1-owe.md。"
    "日期更早的，请问律师（12348）。"
)


class OutputError(YingmenError):
    """A result could not be written; nothing was left half-written."""


_REFUSALS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这里只能读",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "空间用完了",
    errno.EEXIST: "这个位置有同名的文件",
    errno.ENOTDIR: "路径中间有一段是文件",
    errno.EISDIR: "这个位置是文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘出错或已断开",
    errno.EFBIG: "文件太大，这个磁盘放不下",
}


def refusal(error: OSError) -> str:
    """What the system's refusal means, in a few words."""
    return _REFUSALS.get(error.errno or 0, "系统拒绝")


def not_written(error: OSError, where: str) -> OutputError:
    """Say why the system would not write there."""
    return OutputError(
        f"写不进去（{refusal(error)}）",
        where=where,
        remedy="请看这个文件夹能不能写、磁盘是不是满了、文件是否正被别的程序打开，或换一个位置再运行。",
    )


class SealBroken(YingmenError):  # noqa: N818 - the name says what happened
    """A record is not what was sealed; it must not be built upon before somebody has looked."""
