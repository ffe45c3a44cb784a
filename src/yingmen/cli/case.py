"""`yingmen init` and `yingmen schema`: a case file to fill in, and what may stand in one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from yingmen.cli.edges import described, print_json
from yingmen.errors import OutputError

NewFile = Annotated[Path, typer.Argument(metavar="新文件.toml", help="要生成的文件")]
Force = Annotated[bool, typer.Option("--force", help="文件已存在也覆盖")]


@described("生成一份带说明的案件文件，照着填就行。", "例：yingmen init 我的案件.toml")
def init(file: NewFile, *, force: Force = False) -> None:
    """Write a commented case file to fill in."""
    from yingmen import case
    from yingmen.papers import files

    if file.exists() and not force:
        remedy = "换个名字，或确认不要旧文件后加 --force。"
        raise OutputError("文件已经存在，没有动它", where=str(file), remedy=remedy)
    files.write_all({file: case.template()})
    sys.stdout.write(f"已生成 {file}。填好后运行：yingmen owe {file}\n")


@described("输出案件文件的 JSON Schema（给程序和编辑器用）。", "例：yingmen schema > case.schema.json")
def schema() -> None:
    """Print the case file's JSON Schema."""
    from yingmen import case

    print_json(case.json_schema())
