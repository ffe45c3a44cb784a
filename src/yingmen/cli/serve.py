"""`yingmen serve`: the web app on one's own machine."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingmen.cli.edges import described, read_case
from yingmen.errors import InputError

if TYPE_CHECKING:
    from yingmen.web.options import Options
    from yingmen.web.serve import Certificate

Host = Annotated[str, typer.Option("--host", metavar="地址", help="在本机的哪个地址上开")]
Port = Annotated[int, typer.Option("--port", metavar="端口", help="端口")]
Phone = Annotated[bool, typer.Option("--phone", help="让同一个 Wi-Fi 里的手机也能打开；要设口令")]
Home = Annotated[
    Path | None, typer.Option("--home", metavar="文件夹", help="数据放在哪里；不写就放在您自己的用户文件夹里")
]
Secret = Annotated[bool, typer.Option("--passphrase", help="整个数据库加密，打开时问口令；忘了就打不开")]
Chain = Annotated[Path | None, typer.Option("--certificate", metavar="文件", help="https 用的证书（PEM）")]
Key = Annotated[Path | None, typer.Option("--key", metavar="文件", help="证书的私钥（PEM）")]
First = Annotated[
    Path | None, typer.Option("--case", metavar="案件.toml", help="还没有数据时，先放进这份案件")
]
_PORTS = 65536
_SHORTEST = 6
_LOCAL = ("127.0.0.1", "localhost", "::1")
_PASSCODE, _PASSPHRASE, _ON = "YINGMEN_PASSCODE", "YINGMEN_PASSPHRASE", "YINGMEN_ON"


@described(
    "打开网页：手机和电脑上一步一步用，数据只在您自己的机器里。",
    "例：yingmen serve；手机也要用：yingmen serve --phone",
)
def serve(  # noqa: PLR0913 - what the command offers
    *,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    phone: Phone = False,
    home: Home = None,
    passphrase: Secret = False,
    certificate: Chain = None,
    key: Key = None,
    case: First = None,
) -> None:
    """Serve the app until it is stopped."""
    from yingmen.web import serve as web

    if not phone and host not in _LOCAL:
        raise InputError(
            f"{host} 不是本机的地址", where="--host", remedy="只给本机用就不写；手机要用，加 --phone。"
        )
    if not 0 < port < _PORTS:
        raise InputError(f"没有 {port} 这个端口", where="--port", remedy="写 1 到 65535 之间的数，如 8766。")
    secured = _certificate(certificate, key)
    asked = _options(home, phone=phone, passphrase=passphrase)
    options = web.with_names(replace(asked, secure=secured is not None), host)
    web.ready(options)
    _begin(case)
    _ask_passcode(phone=phone)
    running = web.server("0.0.0.0" if phone else host, port, secured)  # noqa: S104
    with web.stopping_cleanly(running):
        _say(options, host, port, secure=options.secure)
        running.serve()
    sys.stdout.write("已经关了，数据都在。\n")


def _options(home: Path | None, *, phone: bool, passphrase: bool) -> Options:
    from yingmen.web.options import Options, default_home

    options = Options((home or default_home()).absolute(), phone, on=os.environ.get(_ON, ""))
    if not passphrase and not os.environ.get(_PASSPHRASE):
        return options
    new = not _is_there(options.database)
    question = "给数据库设一个口令（忘了就打不开）：" if new else "数据库的口令："
    return replace(options, passphrase=_asked(question, _PASSPHRASE, twice=new))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that may not be looked into is told of when it is opened
        return False


def _asked(question: str, variable: str, *, twice: bool) -> str:
    """What somebody types at the terminal, which does not show it; one that is being set is typed twice."""
    if given := os.environ.get(variable):
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        remedy = f"在终端里运行，它会问；或者把口令放在环境变量 {variable} 里。不要写在命令里。"
        raise InputError("要输入口令，可是这里没有人可问", remedy=remedy)
    answer = _typed(question)
    if twice and len(answer) < _SHORTEST:
        raise InputError(f"口令要 {_SHORTEST} 位以上", remedy="再运行一次，用您记得住、别人猜不到的。")
    if twice and answer != _typed("再输一遍："):
        raise InputError("两遍口令不一样，还没有设", remedy="再运行一次，两遍输成一样的。")
    return answer


def _typed(question: str) -> str:
    try:
        answer = getpass.getpass(question)
    except EOFError:
        answer = ""
    if not answer:
        raise InputError("口令是空的", remedy="再运行一次，输入口令。")
    return answer


def _begin(case: Path | None) -> None:
    from yingmen import case as cases
    from yingmen.web import desk
    from yingmen.web.vault import versions

    if case is None:
        return
    data = cases.to_data(read_case(case))
    if desk.is_begun():
        sys.stdout.write("这里已经有案件了，没有放进新的；要换，在网页的“数据”里上传。\n")
        return
    versions.begin(data, f"来自 {case.name}", desk.now())


def _ask_passcode(*, phone: bool) -> None:
    """Others in the network may ask only behind a passcode."""
    from yingmen.web.gate import passcode

    if phone and not passcode.is_set():
        passcode.put(_asked("给网页设一个口令（6 位以上，手机上打开时要输）：", _PASSCODE, twice=True))


def _certificate(chain: Path | None, key: Path | None) -> Certificate | None:
    from yingmen.web.serve import Certificate

    if (chain is None) != (key is None):
        raise InputError("证书还缺一样", where="--certificate", remedy="--certificate 和 --key 要一起写。")
    return Certificate(chain, key) if chain is not None and key is not None else None


def _say(options: Options, host: str, port: int, *, secure: bool) -> None:
    scheme = "https" if secure else "http"
    if not options.phone:
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"打开了：{scheme}://{shown}:{port}/ （只有这台机器能看；按 Ctrl-C 关）\n")
    elif not options.hosts:
        sys.stdout.write("没有找到局域网，手机还打不开；先把电脑连上 Wi-Fi，再运行一次。\n")
    else:
        _say_to_phone(f"{scheme}://{options.hosts[0]}:{port}/", secure=secure)
    sys.stdout.flush()


def _say_to_phone(address: str, *, secure: bool) -> None:
    import segno

    sys.stdout.write(f"打开了：{address}\n手机连同一个 Wi-Fi，扫一扫：\n")
    segno.make(address, error="m").terminal(out=sys.stdout, compact=True)
    if not secure:
        sys.stdout.write(
            "这一段没有加密，同一个 Wi-Fi 里的别人可能看得到；只在自己家里这样开。按 Ctrl-C 关。\n"
        )
