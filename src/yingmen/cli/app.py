"""The commands joined into one program, and the one place where errors become exit codes."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any

import typer

from yingmen.cli import afford, answer, bills, case, demo, door, lawful, owe, rate, record, rules, serve
from yingmen.cli.chinese import ChineseCommand, ChineseGroup
from yingmen.errors import YingmenError

if TYPE_CHECKING:
    from collections.abc import Sequence

BAD_INPUT = 2
_INTERRUPTED = 130
_EXTRA = "Got unexpected extra argument(s) ("

app = typer.Typer(
    name="yingmen",
    cls=ChineseGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help=(
        "应门：有人上门催收时，先弄清到底欠多少、对方能不能这样做、自己怎么办。\n\n"
        "在您自己的电脑上算，不联网，不收费。它不是律师；免费法律咨询请打 12348。"
    ),
    epilog="例：yingmen init 我的案件.toml，填好后 yingmen owe 我的案件.toml --out 结果",
)
for command in (
    demo.demo,
    case.init,
    case.schema,
    owe.owe,
    rate.rate,
    lawful.lawful,
    door.door,
    afford.afford,
    bills.bills,
    answer.answer,
    serve.serve,
):
    app.command(cls=ChineseCommand, help=command.summary, epilog=command.example)(command)
app.add_typer(record.app, name="record")
app.add_typer(rules.app, name="rules")


def run(arguments: Sequence[str]) -> int:
    """Run the program with these arguments; the exit code is 0, 1 (the answer is no) or 2 (bad input)."""
    _never_choke(sys.stdout)
    try:
        code = int(app(_spread(arguments), standalone_mode=False, prog_name="yingmen") or 0)
        sys.stdout.flush()
    except YingmenError as error:
        return _fail(str(error))
    except typer.TyperException as error:
        return _fail(_usage(error))
    except (BrokenPipeError, SystemExit):  # the reader of a pipe, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if code == _INTERRUPTED:  # Ctrl-C, which Typer has already turned into this code
        _fail("已中断，没有写出文件。")
    return code


def _spread(arguments: Sequence[str]) -> list[str]:
    """Let `--bills` of `afford` be followed by several files: each gets the option before it.

    Only behind the case file, so that `afford --bills a.csv case.toml` still names the case.
    """
    words = list(arguments)
    if words[:1] != ["afford"]:
        return words
    spread: list[str] = []
    case_seen = open_ = False
    for place, word in enumerate(words):
        is_value = not word.startswith("-")
        taken = place > 0 and words[place - 1] in _TAKES_VALUE
        if is_value and open_ and case_seen and not taken:
            spread.append("--bills")
        elif is_value and place > 0 and not taken:
            case_seen = True
        open_ = word == "--bills" or (open_ and is_value)
        spread.append(word)
    return spread


_TAKES_VALUE = frozenset({"--bills", "--hold", "--on", "--out", "--seen", "--assume", "--lpr"})


def _never_choke(stream: object) -> None:
    """Write what a terminal's encoding lacks as its code, rather than stop in the middle of an answer."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def _fail(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return BAD_INPUT


def _usage(error: Any) -> str:  # noqa: ANN401 - Typer keeps the classes of its usage errors to itself
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error)
    context = getattr(error, "ctx", None)
    return f"{_what(error)}\n  怎么办：看 {context.command_path if context else 'yingmen'} --help"


def _what(error: Any) -> str:  # noqa: ANN401 - the same
    """What is wrong with the words of the command line, by the kind of usage error that Typer raised."""
    match type(error).__name__:
        case "NoSuchOption":
            near = f"，是不是想写 {error.possibilities[0]}" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项{near}"
        case "BadOptionUsage":
            return f"{error.option_name} 后面还缺一个值，或者多写了值"
        case "MissingParameter":
            return f"还缺 {_name(error)}"
        case "BadParameter":
            return f"{_name(error)} 不能用：{error.message}"
        case _ if _EXTRA in error.message:
            return f"多写了 {error.message.removeprefix(_EXTRA).rstrip(')')}"
        case _:
            return f"用法不对：{error.message}"


def _name(error: Any) -> str:  # noqa: ANN401 - the same
    return error.param.metavar or error.param.name if error.param else "一个参数"
