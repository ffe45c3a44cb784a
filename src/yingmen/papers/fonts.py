"""The letters a paper is set in: Noto Sans SC, and an honest answer where it lacks a character.

The two weights are fetched at set-up (`tools/fonts`) and lie in the folder `fonts` beside this module.
Fonts of the system are never used, so that a paper looks the same everywhere. Any other .ttf or .otf
file laid in that folder helps out where Noto Sans SC has no glyph.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from yingmen.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "fonts"
FILES = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")
FAMILY = "Noto Sans SC"
STAND_IN = "〓"
"""Stands where a character cannot be printed, as typesetters do, so that a hand can fill it in."""

_ALIKE = str.maketrans({"☐": "□", "☑": "√", "✔": "✓", "✗": "×", "✘": "×", "↩": "←", "⚠": "△"})
_REMEDY = "请在项目文件夹里运行 make 或 tools/fonts，它会取来字体；终端、网页和 DOCX 的结果不受影响。"
_BY_RANGES = 12  # the format of a character map that covers all of Unicode


def files(folder: Path | None = None) -> tuple[Path, ...]:
    """The fonts a paper may use, the two weights of Noto Sans SC first.

    Raises:
        OutputError: a weight of Noto Sans SC is not there, and how to get it.
    """
    folder = folder or FOLDER
    own = tuple(folder / name for name in FILES)
    missing = [path for path in own if not path.is_file()]
    if missing:
        raise OutputError("缺少排版用的字体，PDF 做不出来", where=str(missing[0]), remedy=_REMEDY)
    more = (path for path in folder.iterdir() if path.suffix.lower() in (".ttf", ".otf"))
    return (*own, *sorted(set(more) - set(own)))


def lacking(text: str) -> tuple[str, ...]:
    """The characters of a text that no font here can print, once each, in the order they come.

    Raises:
        OutputError: a font is missing or damaged.
    """
    held = _held(files())
    return tuple(dict.fromkeys(sign for sign in text.translate(_ALIKE) if not _printable(sign, held)))


def printable(text: str) -> str:
    """The text with a stand-in for each character that no font here can print; look-alikes are used first.

    Raises:
        OutputError: a font is missing or damaged.
    """
    return text.translate(_ALIKE).translate({ord(sign): STAND_IN for sign in lacking(text)})


def _printable(sign: str, held: frozenset[int]) -> bool:
    return ord(sign) in held or sign == "\n" or _unseen(sign)


def _unseen(sign: str) -> bool:
    """Joiners and variation selectors only say how their neighbours look; they have no glyph."""
    return unicodedata.category(sign) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(sign, "")


@cache
def _held(paths: tuple[Path, ...]) -> frozenset[int]:
    """Every code point that all weights of the text font, or one of the others, have a glyph for."""
    own, more = paths[: len(FILES)], paths[len(FILES) :]
    common = frozenset.intersection(*(_covered(path) for path in own))
    return common.union(*(_covered(path) for path in more))


def _covered(path: Path) -> frozenset[int]:
    try:
        ranges = list(_ranges(path.read_bytes()))
    except (struct.error, KeyError) as error:
        raise OutputError("这个字体文件坏了，PDF 做不出来", where=str(path), remedy=_REMEDY) from error
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def _ranges(font: bytes) -> Iterator[tuple[int, int]]:
    """Ranges of code points with a glyph, from the full-Unicode character map of an OpenType font."""
    (tables,) = struct.unpack_from(">H", font, 4)
    at = dict(struct.unpack_from(">4s4xI4x", font, 12 + 16 * n) for n in range(tables))[b"cmap"]
    (maps,) = struct.unpack_from(">H", font, at + 2)
    for number in range(maps):
        start = at + struct.unpack_from(">4xI", font, at + 4 + 8 * number)[0]
        if struct.unpack_from(">H", font, start)[0] == _BY_RANGES:
            (groups,) = struct.unpack_from(">I", font, start + 12)
            yield from (struct.unpack_from(">II", font, start + 16 + 12 * n) for n in range(groups))
            return
