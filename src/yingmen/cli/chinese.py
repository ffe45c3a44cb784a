"""Help and unknown commands in Chinese: the few English words that Typer brings along, replaced."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from typer.core import TyperCommand, TyperGroup

from yingmen.errors import InputError

_WORDS = {
    "Usage: ": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "\nArguments:\n": "\n参数：\n",
    "\nOptions:\n": "\n选项：\n",
    "\nCommands:\n": "\n命令：\n",
    " <path>": "",
    "[required]": "[必填]",
    "[default: ": "[不写就是 ",
    "Show this message and exit.": "显示这段说明",
}


class ChineseCommand(TyperCommand):
    """A command whose help is all Chinese."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - Typer keeps its context class to itself
        """The help text a user reads."""
        return _in_chinese(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """The whole program, with the same, and with a Chinese answer to a command that does not exist."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the same
        """The help text a user reads."""
        return _in_chinese(super().get_help(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - the same
        """Find the command; InputError, with the nearest name, where there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = get_close_matches(name, list(self.commands), n=1)
            guess = f"，是不是想写 {near[0]}" if near else ""
            raise InputError(f"没有 {name} 这个命令{guess}", remedy=f"看 {ctx.command_path} --help")
        return super().resolve_command(ctx, args)


def _in_chinese(text: str) -> str:
    for english, chinese in _WORDS.items():
        text = text.replace(english, chinese)
    return text
