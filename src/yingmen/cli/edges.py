"""What every command shares at the edge: reading files, today's date, writing answers."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yingmen.errors import InputError, OutsideCoverage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yingmen.case import Case
    from yingmen.document import Document
    from yingmen.law import Book

LARGEST_FILE = 50_000_000
LATEST_DAY = date(2100, 12, 31)
_NARROW, _WIDE = 60, 110


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} 不是日期，请写成 2026-03-09 这样") from None
    if day > LATEST_DAY:
        raise typer.BadParameter(f"{text} 太远了，最晚算到 {LATEST_DAY}")
    return day


CasePath = Annotated[
    Path, typer.Argument(metavar="案件.toml", help="案件文件；用 yingmen init 可以生成一份来填")
]
OnDay = Annotated[
    date | None,
    typer.Option("--on", metavar="日期", parser=_day, help="算到哪一天，如 2026-03-09；不写就是今天"),
]
AsJson = Annotated[bool, typer.Option("--json", help="只输出一份 JSON，给程序用")]
OutDir = Annotated[Path | None, typer.Option("--out", metavar="文件夹", help="把网页和逐笔账写到这个文件夹")]
LprFile = Annotated[
    Path | None, typer.Option("--lpr", metavar="文件", help="自己补充的 LPR（本程序只知道到 2026-08-20）")
]


def described(summary: str, example: str) -> Callable[[Any], Any]:
    """What `--help` says of a command, in Chinese, and the example at its end."""

    def mark(command: Any) -> Any:  # noqa: ANN401 - a Typer command keeps its own signature
        command.summary, command.example = summary, example
        return command

    return mark


@contextmanager
def naming(case: Path) -> Iterator[None]:
    """Say whose case it was that could not be worked out, where the error does not name it already."""
    try:
        yield
    except OutsideCoverage as error:  # the law book does not know whose case it was asked for
        raise InputError(error.what, where=str(case), remedy=error.remedy) from error
    except InputError as error:
        if str(case) in error.where:
            raise
        raise InputError(error.what, where=f"{case} {error.where}".strip(), remedy=error.remedy) from error


def today() -> date:
    """The day the command is run: the only clock, read here at the edge and passed down."""
    return date.today()  # noqa: DTZ011 - the user's own calendar day is meant


def read_bytes(path: Path) -> bytes:
    """Read a file the user named, or say what is wrong with it."""
    try:
        with path.open("rb") as stream:  # a pipe or a device has no size to ask for beforehand
            data = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise InputError("没有这个文件", where=str(path), remedy="核对文件名和所在文件夹。") from None
    except IsADirectoryError:
        raise InputError("这是文件夹，不是文件", where=str(path), remedy="写出里面那个文件的名字。") from None
    except OSError as error:
        remedy = "核对文件是否存在、有没有权限读。"
        raise InputError(f"读不了（{error.strerror}）", where=str(path), remedy=remedy) from None
    if len(data) > LARGEST_FILE:
        raise InputError("文件太大，不像是要的文件", where=str(path), remedy="核对文件名。")
    return data


def read_case(path: Path) -> Case:
    """Read a case file."""
    from yingmen import case

    return case.parse(case.decode(read_bytes(path), str(path)), str(path))


def read_book(lpr: Path | None) -> Book:
    """The law as shipped, with the user's own later LPR figures if a file is named."""
    from yingmen import case, law

    book = law.book()
    return book if lpr is None else book.with_lpr(case.decode(read_bytes(lpr), str(lpr)), str(lpr))


def print_json(value: object) -> None:
    """Write one JSON document to standard output, and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_document(document: Document) -> None:
    """Write a document to the terminal, as wide as it is within reason."""
    from yingmen.papers import terminal

    width = min(max(shutil.get_terminal_size((80, 24)).columns, _NARROW), _WIDE)
    sys.stdout.write(terminal.render(document, width=width, color=sys.stdout.isatty()))
