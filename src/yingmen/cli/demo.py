"""`yingmen demo`: the journey so far on the shipped example."""

from __future__ import annotations

import sys
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from yingmen.cli.afford import show as plan_for
from yingmen.cli.answer import Wanted
from yingmen.cli.answer import show as give_answer
from yingmen.cli.door import show as open_door
from yingmen.cli.edges import described, read_book, read_case
from yingmen.cli.lawful import answer as judge
from yingmen.cli.owe import answer as reckon
from yingmen.cli.with_record import Recorded

EXAMPLE = "lin-xiaoman.toml"
EXAMPLE_DAY = date(2026, 8, 31)
Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="结果写到这个文件夹")]


@described("用自带的例子走一遍：一位个体户，三笔债，有人上门。", "例：yingmen demo --out 演示")
def demo(*, out: Out = Path("out")) -> None:
    """Walk the journey so far on the shipped example."""
    sys.stdout.write(f"例子：{EXAMPLE}（人和事都是虚构的），算到 {EXAMPLE_DAY}。\n")
    kept, book = Recorded(read_case(example_path()), {}), read_book(None)
    case = kept.case
    _step(1, "欠多少")
    reckon(case, EXAMPLE_DAY, book, out=out, json=False)
    _step(2, "合规吗")
    judge(kept, EXAMPLE_DAY, where=EXAMPLE, contact=None, out=out, json=False)
    _step(3, "谁上门")
    open_door(case, EXAMPLE_DAY, book, out=out, json=False)
    _step(4, "还得起")
    plan_for(case, EXAMPLE_DAY, book, None, bills=(), out=out, json=False)
    _step(5, "怎么答")
    give_answer(case, EXAMPLE_DAY, book, Wanted(), evidence={}, out=out, json=False)
    _show_web(out / "overview.png")


def _show_web(to: Path) -> None:
    """Start the app on the example, draw its overview, stop it; without a browser the rest still stands."""
    from yingmen.cli import picture

    sys.stdout.write("\n═══ 网页 ═══\n\n")
    if picture.browser() is None:
        sys.stdout.write("没有找到浏览器，这张图没有画。运行 yingmen serve，自己打开看。\n")
        return
    picture.overview(example_path(), EXAMPLE_DAY, to)
    sys.stdout.write(f"网页开过又关了，总览的样子在 {to}。自己开：yingmen serve\n")


def _step(number: int, label: str) -> None:
    sys.stdout.write(f"\n═══ 第 {number} 步：{label} ═══\n\n")


def example_path() -> Path:
    """Where the shipped example lies: inside an installed package, or in `examples/` of a checkout."""
    packaged = Path(str(resources.files("yingmen"))) / "examples" / EXAMPLE
    return packaged if packaged.exists() else Path(__file__).parents[3] / "examples" / EXAMPLE
