"""An answer on the terminal: the main thing first, figures whole, sources numbered at the end."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from yingmen.document import (
    Align,
    BarChart,
    Bullets,
    KeyFigures,
    LineChart,
    Paragraph,
    SignatureLine,
    Table,
    Timeline,
    Tone,
)
from yingmen.money import ZERO
from yingmen.papers.charts.words import EMPTY, TONE_NAMES, TONE_SIGNS, signs, tones_of, words
from yingmen.papers.labels import cited_as, numbers, sign_here, standing
from yingmen.papers.terminal_tables import laid_out
from yingmen.papers.text import cleaned, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from rich.console import RenderableType

    from yingmen.document import Bar, Block, Citation, Document, KeyFigure, Section

    Numbers = Mapping[Citation, int]

_NARROWEST = 30
_STYLES = {
    Tone.PLAIN: "",
    Tone.LEAD: "bold",
    Tone.WARN: "bold red",
    Tone.GOOD: "green",
    Tone.SMALL: "dim",
}
_WORDS = {Tone.LEAD: "▌", Tone.WARN: "【注意】", Tone.GOOD: "【放心】"}
_RULE = "_" * 16
_FILLS = "█▒░▓#=+o"


def render(document: Document, *, width: int = 80, color: bool = False) -> str:
    """Write an answer for a terminal of some width, counted in columns; below 30 it is set as for 30.

    Without `color` the text holds no escape codes, so that it may go to a file or another program.
    """
    document, width = cleaned(document), max(width, _NARROWEST)
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for part in _document(document, width):
        console.print(part, no_wrap=True, overflow="ignore", crop=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _document(document: Document, width: int) -> Iterator[RenderableType]:
    cited = numbers(document)
    yield _lines(document.title, width, style="bold")
    if document.subtitle:
        yield _lines(document.subtitle, width)
    for section in document.sections:
        yield from _section(section, cited, width)
    if cited:
        yield from _notes(cited, width)
    if document.footer:
        yield ""
        yield _lines(document.footer, width, style="dim")


def _heading(title: str, width: int) -> Iterator[RenderableType]:
    yield ""
    yield _lines(title, width, style="bold cyan")
    longest = max(cell_len(line) for line in wrap(title, width, cell_len))
    yield Text("─" * longest, style="cyan")


def _section(section: Section, cited: Numbers, width: int) -> Iterator[RenderableType]:
    if section.title:
        yield from _heading(section.title, width)
    for number, block in enumerate(section.blocks):
        if number or not section.title:
            yield ""
        yield from _block(block, cited, width)


def _block(block: Block, cited: Numbers, width: int) -> Iterator[RenderableType]:
    match block:
        case Paragraph():
            yield _paragraph(block, cited, width)
        case SignatureLine():
            yield _lines(f"{sign_here(block.label)}{_RULE}", width)
        case KeyFigures():
            yield _key_figures(block, width)
        case Bullets():
            yield from _bullets(block, width)
        case Table():
            yield from laid_out(block, cited, width)
        case LineChart() | BarChart() | Timeline():
            yield from _chart(block, width)


def _lines(text: str, width: int, *, style: str = "", first: str = "", rest: str = "") -> Text:
    """A text broken to a width; `first` stands before its first line and `rest` before the others."""
    room = width - max(cell_len(first), cell_len(rest))
    lines = wrap(text, room, cell_len)
    return Text("\n".join((rest if n else first) + line for n, line in enumerate(lines)), style=style)


def _paragraph(block: Paragraph, cited: Numbers, width: int) -> Text:
    marks = "".join(f"[{cited[cite]}]" for cite in block.cites)
    lead = _WORDS.get(block.tone, "")
    first, rest = ("▌ ", "▌ ") if block.tone is Tone.LEAD else (lead, "")
    lines = _lines(block.text + marks, width, style=_STYLES[block.tone], first=first, rest=rest)
    if block.align is Align.RIGHT:
        return Text("\n").join(_pushed(line, width) for line in lines.split("\n"))
    return lines


def _pushed(line: Text, width: int) -> Text:
    return Text(" " * max(width - line.cell_len, 0)).append_text(line)


def _key_figures(block: KeyFigures, width: int) -> RenderableType:
    """The figures in a frame, one below the other, so that they are seen before all else."""
    if not block.items:
        return Text(f"（{EMPTY}）")
    inner = width - 4
    label = min(max(cell_len(item.label) for item in block.items), inner // 2)
    value = max(cell_len(item.value) for item in block.items)
    beside = label + 2 + value <= inner
    parts = [line for item in block.items for line in _key_figure(item, label, value if beside else 0, inner)]
    return Panel(Text("\n").join(parts), width=width, padding=(0, 1))


def _key_figure(item: KeyFigure, label: int, value: int, inner: int) -> Iterator[Text]:
    style = _STYLES[item.tone] or "bold"
    tone = _WORDS[item.tone] if item.tone in (Tone.WARN, Tone.GOOD) else ""
    *before, last = wrap(item.label, label if value else inner, cell_len)
    yield from map(Text, before)
    if value:
        line = Text(last + " " * (label - cell_len(last) + 2 + value - cell_len(item.value)))
        yield line.append(item.value, style)
    else:
        yield Text(last)
        yield from (Text(f"  {line}", style) for line in wrap(item.value, inner - 2, cell_len))
    if tone or item.note:
        yield _lines(tone + item.note, inner, style="dim", first="  ", rest="  ")


def _bullets(block: Bullets, width: int) -> Iterator[Text]:
    last = len(str(len(block.items)))
    for number, item in enumerate(block.items, 1):
        first = f"{number:>{last}}. " if block.numbered else "- "
        yield _lines(item, width, first=first, rest=" " * len(first))


def _chart(chart: LineChart | BarChart | Timeline, width: int) -> Iterator[RenderableType]:
    yield _lines(chart.title, width, style="bold")
    if chart.alt:
        yield _lines(chart.alt, width)
    if isinstance(chart, BarChart) and chart.bars:
        yield from _bars(chart, width)
    elif isinstance(chart, Timeline) and tones_of(chart):
        yield from _lanes(chart, width)
    elif isinstance(chart, LineChart) and chart.lines:
        for sentence in words(chart):
            yield _lines(sentence, width, first="- ", rest="  ")
    else:
        yield Text(f"（{EMPTY}）")


def _lanes(chart: Timeline, width: int) -> Iterator[RenderableType]:
    """Per lane its days with a sign for each thing that happened; what the signs mean comes first."""
    meanings = "  ".join(f"{TONE_SIGNS[tone]} {TONE_NAMES[tone]}" for tone in tones_of(chart))
    yield _lines(meanings, width, style="dim")
    for lane in chart.lanes:
        yield _lines(f"{lane.label}：{signs(lane)}", width, first="- ", rest="  ")


def _bars(chart: BarChart, width: int) -> Iterator[RenderableType]:
    names = dict.fromkeys(part.label for bar in chart.bars for part in bar.segments)
    fills = {name: _FILLS[number % len(_FILLS)] for number, name in enumerate(names)}
    longest = max(sum((max(part.value, ZERO) for part in bar.segments), ZERO) for bar in chart.bars)
    room = min(width, 60) - 2
    for bar in chart.bars:
        yield _lines(f"{bar.label}  {bar.text}".rstrip(), width)
        if longest:
            yield Text("  " + _bar(bar, fills, room, longest))
        parts = "  ".join(f"{fills[part.label]} {part.label} {part.text}" for part in bar.segments)
        yield Padding(_lines(parts, width - 2, style="dim"), (0, 0, 0, 2))


def _bar(bar: Bar, fills: Mapping[str, str], room: int, longest: Decimal) -> str:
    """The parts of a bar as runs of signs; ends are rounded once each, so the whole keeps its length."""
    drawn, total = "", ZERO
    for part in bar.segments:
        total += max(part.value, ZERO)
        least = 1 if total and not drawn else 0
        drawn += fills[part.label] * max(round(total * room / longest) - len(drawn), least)
    return drawn


def _notes(cited: Numbers, width: int) -> Iterator[RenderableType]:
    yield from _heading("依据", width)
    for cite, number in cited.items():
        first = f"[{number}] "
        yield _lines(cited_as(cite), width, first=first, rest=" " * len(first))
        rest = " " * len(first)
        yield _lines(standing(cite), width, style="dim", first=rest, rest=rest)
        if cite.gist:
            yield _lines(cite.gist, width, style="dim", first=rest, rest=rest)
