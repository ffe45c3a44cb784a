"""The few marks a chart is drawn with; attributes only, so that it shows under the strictest policy."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from yingmen.papers.text import clean, ems, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

Number = Decimal | int

WIDTH = 360
"""Width of every chart: that of a small phone, so that its letters are not shrunk there."""
FONT = 14
SMALL = 12
INK = "#1a1a1a"
GREY = "#c4c4c4"
PAPER = "#ffffff"
_FONTS = "PingFang SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"
_TENTH = Decimal("0.1")


def place(value: Number) -> str:
    """A place in the picture, to the tenth: `12`, `12.5`."""
    tenths = Decimal(value).quantize(_TENTH)
    return f"{tenths:f}".removesuffix(".0")


def sheet(title: str, alt: str) -> Element:
    """An empty picture that says what it shows to whoever cannot see it; `finish` gives it its height."""
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"})
    root.set("aria-labelledby", "title desc")
    root.set("font-family", _FONTS)
    SubElement(root, "title", {"id": "title"}).text = _flat(title)
    SubElement(root, "desc", {"id": "desc"}).text = _flat(alt)
    SubElement(root, "rect", {"x": "0", "y": "0", "width": str(WIDTH), "height": "100%", "fill": PAPER})
    return root


def finish(root: Element, height: Number) -> str:
    """The picture as text, once its height is known."""
    root.set("viewBox", f"0 0 {WIDTH} {place(height)}")
    root.set("width", str(WIDTH))
    root.set("height", place(height))
    return tostring(root, encoding="unicode")


def write(
    parent: Element, at: tuple[Number, Number], text: str, *, size: int = FONT, anchor: str = "start"
) -> Element:
    """A line of text whose foot stands at a place; anchor start, middle or end."""
    x, y = at
    mark = SubElement(parent, "text", {"x": place(x), "y": place(y), "font-size": str(size), "fill": INK})
    mark.set("text-anchor", anchor)
    mark.text = _flat(text)
    return mark


def stroke(
    parent: Element, points: Sequence[tuple[Number, Number]], color: str, *, width: str = "1", dash: str = ""
) -> Element:
    """A line through some places, whole or dashed."""
    path = " ".join(f"{place(x)},{place(y)}" for x, y in points)
    mark = SubElement(parent, "polyline", {"points": path, "fill": "none", "stroke": color})
    mark.set("stroke-width", width)
    if dash:
        mark.set("stroke-dasharray", dash)
    return mark


def box(parent: Element, corner: tuple[Number, Number], size: tuple[Number, Number], fill: str) -> Element:
    """A filled rectangle with a dark edge."""
    (x, y), (width, height) = corner, size
    mark = SubElement(parent, "rect", {"x": place(x), "y": place(y), "fill": fill, "stroke": INK})
    mark.set("width", place(width))
    mark.set("height", place(height))
    return mark


def dot(parent: Element, center: tuple[Number, Number], color: str) -> Element:
    """A point made visible."""
    mark = SubElement(parent, "circle", {"cx": place(center[0]), "cy": place(center[1]), "r": "3"})
    mark.set("fill", color)
    return mark


def width_of(text: str, size: int = FONT) -> int:
    """About how wide a text will be in the picture, rounded up."""
    return int(ems(text) * size) + 1


def lines_of(text: str, width: int, *, size: int = FONT, at_most: int = 2) -> list[str]:
    """A text broken to a width; what is beyond the last line allowed is cut with a sign that says so."""
    room = width / size
    lines = wrap(_flat(text), room, ems)
    if len(lines) <= at_most:
        return lines
    last = wrap(lines[at_most - 1], room - 1, ems)[0]
    return [*lines[: at_most - 1], f"{last}…"]


def _flat(text: str) -> str:
    return " ".join(clean(text).split())
