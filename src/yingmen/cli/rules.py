"""`yingmen rules`: what the rulebook holds, and whether it does what its hand-written cases expect."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingmen.cli.chinese import ChineseCommand, ChineseGroup
from yingmen.cli.edges import AsJson, described, print_document, print_json, read_bytes
from yingmen.errors import InputError

if TYPE_CHECKING:
    from yingmen.lawful.trial import Trial

NO = 1
RuleId = Annotated[str, typer.Argument(metavar="规则编号", help="yingmen rules list 列出的编号")]
CasesDir = Annotated[
    Path | None, typer.Option("--cases", metavar="文件夹", help="自己的例子文件夹；不写就用自带的")
]

app = typer.Typer(
    cls=ChineseGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="规则书：有哪些规则、各凭什么条文、例子都对不对。",
    epilog="例：yingmen rules show visit-one-collector",
)


@described("列出每条规则：编号、说的是什么、依据的分量、从哪天起。", "例：yingmen rules list --json")
def list_(*, json: AsJson = False) -> None:
    """List the rules."""
    from yingmen.lawful import rulebook, rules_document, rules_json

    if json:
        print_json(rules_json(rulebook()))
        return
    print_document(rules_document(rulebook()))


@described("看一条规则的全文：判断的条件、条文、怎么说、怎么办。", "例：yingmen rules show hours-night")
def show(rule: RuleId, *, json: AsJson = False) -> None:
    """Show one rule whole."""
    from yingmen import law
    from yingmen.lawful import rule_document, rule_json, rulebook

    book = rulebook()
    if rule not in book.rules:
        raise _no_such(rule, list(book.rules))
    if json:
        print_json(rule_json(book.rules[rule]))
        return
    print_document(rule_document(book.rules[rule], book, law.book()))


@described("用手写的例子考一遍规则书，并说出还有什么没有例子；有错就退出码 1。", "例：yingmen rules test")
def try_out(*, cases: CasesDir = None, json: AsJson = False) -> int:
    """Try the rulebook on its hand-written cases."""
    from yingmen.lawful import rulebook
    from yingmen.lawful.check import check, check_document, check_json

    found = check(rulebook(), _trials(cases or cases_path()))
    if json:
        print_json(check_json(found))
    else:
        print_document(check_document(found))
    return 0 if found.passed else NO


def cases_path() -> Path:
    """Where the hand-written cases lie: inside an installed package, or in `tests/` of a checkout."""
    packaged = Path(str(resources.files("yingmen"))) / "lawful" / "cases"
    return packaged if packaged.exists() else Path(__file__).parents[3] / "tests" / "cases" / "lawful"


def _trials(folder: Path) -> list[Trial]:
    from yingmen import case
    from yingmen.lawful.trial import trials_from

    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        remedy = "写出装着例子的文件夹；里面每条规则一个 .toml。"
        raise InputError("里面没有例子", where=str(folder), remedy=remedy)
    return [
        trial for file in files for trial in trials_from(case.decode(read_bytes(file), str(file)), str(file))
    ]


def _no_such(rule: str, known: list[str]) -> InputError:
    from difflib import get_close_matches

    near = get_close_matches(rule, known, n=1)
    guess = f"是不是想写 {near[0]}？" if near else ""
    return InputError(f"没有 {rule} 这条规则", remedy=f"{guess}全部编号看 yingmen rules list。")


for name, command in (("list", list_), ("show", show), ("test", try_out)):
    app.command(name, cls=ChineseCommand, help=command.summary, epilog=command.example)(command)
