"""What `yingmen record` reads from its user and from a time stamp server, turned into plain values."""

from __future__ import annotations

import getpass
import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from yingmen.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingmen.case import Case
    from yingmen.record import Journal
    from yingmen.record.index import Sealed

PASSPHRASE = "YINGMEN_PASSPHRASE"  # noqa: S105 - the name of a variable, no secret
_PATIENCE = 30
_DIGITS = 15
_TRUTHS = {"true": True, "是": True, "有": True, "false": False, "否": False, "没有": False}
_HOW = "写成 --fact 项目=内容，如 --fact staff_count=2 或 --fact id_shown=false。"


def facts_of(written: Sequence[str]) -> dict[str, object]:
    """The facts of an entry from `key=value`, each in the type that its column has."""
    found: dict[str, object] = {}
    for text in written:
        key, equals, value = text.replace("＝", "=", 1).partition("=")
        key = key.strip()
        if not equals:
            raise InputError("少了等号", where=f"--fact {text}", remedy=_HOW)
        if key in found:
            raise InputError(f"{key} 写了两次", where=f"--fact {text}", remedy="一个项目只写一次。")
        found[key] = _typed(key, value.strip())
    return found


def _typed(key: str, value: str) -> object:
    """Text stays text unless the column holds a number or a truth; what does not fit is left to be told."""
    kinds = _kinds().get(key, frozenset())
    if "boolean" in kinds:
        return _TRUTHS.get(value.lower(), value)
    is_number = "integer" in kinds and value.isascii() and value.isdigit() and len(value) <= _DIGITS
    return int(value) if is_number else value


@cache
def _kinds() -> dict[str, frozenset[str]]:
    from yingmen.case import Contact

    columns: dict[str, dict[str, Any]] = Contact.model_json_schema()["properties"]
    return {
        name: frozenset(str(kind.get("type")) for kind in (schema, *schema.get("anyOf", ())))
        for name, schema in columns.items()
    }


def loan_of(loan: str | None, case: Case, where: str) -> str | None:
    """The loan an entry is about, if the case has it."""
    known = [item.id for item in case.loan]
    if loan is not None and loan not in known:
        named = f"有的是：{'、'.join(known[:20])}。" if known else "案件里还没有借款。"
        raise InputError(f"没有编号为 {loan} 的借款", where=where, remedy=f"核对 --loan；{named}")
    return loan


def passphrase_for(journal: Journal, *, wanted: bool) -> str | None:
    """The passphrase that writing needs, from the environment or asked for; None where there is none.

    `wanted`: the user wishes one; it can be set only when the key is made, with the first entry.
    """
    if journal.asks_passphrase:
        return _asked(["口令："])
    if not wanted:
        return None
    if journal.store.key() is not None:
        remedy = "去掉 --passphrase 再记。口令只能在记第一条时设；文件夹本身只有您自己的账号能读。"
        raise InputError("这份记录的钥匙早已做好，没有设口令", remedy=remedy)
    return _asked(["给钥匙设一个口令：", "再输入一遍："])


def _asked(questions: Sequence[str]) -> str:
    if given := os.environ.get(PASSPHRASE):
        return given
    if not sys.stdin.isatty():
        remedy = f"在终端里运行，它会问；或者把口令放在环境变量 {PASSPHRASE} 里。不要写在命令里。"
        raise InputError("要输入口令，可是这里没有人可问", remedy=remedy)
    try:
        answers = {getpass.getpass(question) for question in questions}
    except EOFError:
        answers = set()
    if len(answers) != 1 or not next(iter(answers)):
        raise InputError("两遍口令不一样，或者是空的", remedy="再运行一次，重新输入。还没有写下任何东西。")
    return answers.pop()


def fetched(server: str, request: bytes) -> bytes:
    """What the time stamp server that the user named answers; no other address is asked.

    Raises:
        InputError: there is no such server, it does not answer, or it answers far too much.
    """
    from http.client import HTTPException
    from urllib.error import URLError
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    from yingmen.record.stamp import LARGEST

    class NoRedirect(HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            """Stay with the server the user named."""

    if not server.lower().startswith(("https://", "http://")):
        raise InputError("不是网址", where=f"--timestamp {server}", remedy="写成 https:// 开头的完整网址。")
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        question = Request(server, request, headers)  # noqa: S310 - http or https, as checked above
        with build_opener(NoRedirect).open(question, timeout=_PATIENCE) as answer:
            found: bytes = answer.read(LARGEST + 1)
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise InputError("时间戳服务没有答复", where=server, remedy=_OFFLINE) from error
    if len(found) > LARGEST:
        raise InputError("时间戳服务的答复太长，不像时间戳", where=server, remedy=_OFFLINE)
    return found


_OFFLINE = "核对网址和网络，过一会儿再试；也可以不写 --timestamp，先导出没有时间戳的包。记录没有变。"


def index_files(sealed: Sealed, name: str, on: date) -> dict[str, bytes]:
    """The index as the files of a package: HTML always, PDF where the font for it is there."""
    from yingmen.papers import html, pdf
    from yingmen.record.index import index

    document = index(sealed, name, on)
    files = {"index.html": html.render(document).encode()}
    try:
        files["index.pdf"] = pdf.render(document)
    except OutputError as error:
        sys.stdout.write(f"目录只有网页，没有 PDF。{error}\n")
    return files
