"""`yingmen bills`: what do my bills really show?"""

from __future__ import annotations

import gc
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingmen.cli.edges import AsJson, described, print_document, print_json, read_bytes
from yingmen.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.afford.bills.categories import Rule
    from yingmen.afford.bills.merge import Merged
    from yingmen.afford.bills.model import Reading
    from yingmen.afford.bills.overrules import Overrules

BillFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="账单文件…", help="支付宝、微信、银行流水；CSV、XLS、XLSX 或能选中文字的 PDF，可以一次给几个"
    ),
]
RulesFile = Annotated[
    Path | None, typer.Option("--rules", metavar="文件", help="自己的分类规则，排在自带的规则前面")
]
OverruleFile = Annotated[
    Path | None,
    typer.Option("--overrule", metavar="文件", help="纠正：哪两笔是一笔，哪两笔要分开，谁算哪一类"),
]
BillsOut = Annotated[
    Path | None, typer.Option("--out", metavar="文件夹", help="把网页、每一笔和合并清单写到这个文件夹")
]


@described(
    "账单合在一起：一笔钱只算一次，花在哪里，借了多少。",
    "例：yingmen bills 支付宝.csv 微信.xlsx 招行.csv --out 结果",
)
def bills(
    files: BillFiles,
    *,
    rules: RulesFile = None,
    overrule: OverruleFile = None,
    out: BillsOut = None,
    json: AsJson = False,
) -> None:
    """Put the bills of a household together and show what they say."""
    readings, merged = read_bills(files, rules, overrule)
    if out is not None:
        _write(out, readings, merged)
    if json:
        from yingmen.afford.bills_json import bills_json

        print_json(bills_json(readings, merged))
        return
    from yingmen.afford.bills_page import bills_document

    print_document(bills_document(readings, merged))
    if out is not None:
        names = ("bills.html", "movements.csv", "joined.csv")
        sys.stdout.write(f"\n已写出 {'、'.join(str(out / name) for name in names)}\n")


def read_bills(
    files: Sequence[Path], rules: Path | None = None, overrule: Path | None = None
) -> tuple[list[Reading], Merged]:
    """Read the files a user named and put them together, by the user's rules and overrules."""
    from yingmen.afford.bills import read_bill
    from yingmen.afford.bills.merge import merge

    own, decided = _rules(rules), _overrules(overrule)
    gc.disable()  # rows by the hundred thousand are no garbage; looking through them takes a second
    try:
        readings = [read_bill(name, read_bytes(file)) for file, name in _names(files).items()]
        return readings, merge(readings, decided, own)
    finally:
        gc.enable()


def _names(files: Sequence[Path]) -> dict[Path, str]:
    """What each file is called: its name alone where no two share it, else with its folder."""
    named = dict.fromkeys(files)
    often = Counter(file.name for file in named)
    return {file: file.name if often[file.name] == 1 else str(file) for file in named}


def _rules(path: Path | None) -> tuple[Rule, ...] | None:
    """The user's rules before the shipped ones; None where there are none of the user's."""
    from yingmen.afford.bills.categories import read_rules, shipped

    return None if path is None else (*read_rules(str(path), _text(path)), *shipped())


def _overrules(path: Path | None) -> Overrules:
    from yingmen.afford.bills.overrules import NONE, read_overrules

    return NONE if path is None else read_overrules(str(path), _text(path))


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("不是 UTF-8 文字", where=str(path), remedy="用记事本另存为 UTF-8 再运行。") from None


def _write(out: Path, readings: Sequence[Reading], merged: Merged) -> None:
    from yingmen.afford.bills_page import bills_document, joined_table, movement_table
    from yingmen.papers import files, html, tables

    files.write_all(
        {
            out / "bills.html": html.render(bills_document(readings, merged)),
            out / "movements.csv": tables.csv_text(*movement_table(merged)),
            out / "joined.csv": tables.csv_text(*joined_table(merged)),
        }
    )
