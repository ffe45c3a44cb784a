"""The server itself: a private home, the tables as they should be, a few threads, and a clean stop."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import signal
import socket
from dataclasses import dataclass, replace
from threading import Event, Thread
from typing import TYPE_CHECKING

from yingmen.errors import InputError, OutputError, PassphraseError, not_written
from yingmen.web.options import Options, to_environment
from yingmen.web.secret import private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cheroot.wsgi import Server

PORT = 8765
_THREADS = 5
_QUEUE = 128
_TIMEOUT = 30
_HEADER_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of a certificate and its key, for https."""

    chain: Path
    key: Path


def ready(options: Options) -> None:
    """Make home, secrets and tables ready; afterwards Django can be used.

    Raises:
        OutputError: the home folder cannot be written.
        PassphraseError: the store is encrypted under another passphrase, or not encrypted.
    """
    os.umask(0o077)
    _keep_no_core()
    try:
        private_folder(options.home)
        to_environment(options)
        os.environ["DJANGO_SETTINGS_MODULE"] = "yingmen.web.settings"
        _prepare()
    except OSError as error:
        raise not_written(error, str(options.home)) from error


def _keep_no_core() -> None:
    """Let no copy of the memory be written to the disk should the program crash."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # where there are no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _prepare() -> None:
    import django
    from django.core.management import call_command
    from django.db import DatabaseError, OperationalError

    django.setup()
    from yingmen.web.home import package

    try:
        call_command("migrate", verbosity=0)
        call_command("clearsessions")
    except OperationalError as error:
        raise OutputError(
            "数据这会儿打不开：磁盘满了、不能写，或者另一个程序正占着",
            remedy="看看磁盘还有没有地方，别的窗口里是不是还开着；再运行一次。数据没有动。",
        ) from error
    except DatabaseError as error:
        raise PassphraseError(
            "打不开这份数据：它加了密，口令不对或者没有写；也可能它没有加密",
            remedy="加密过的，加上 --passphrase 再输一次；没有加密的，去掉 --passphrase。数据没有动。",
        ) from error
    package.sweep()
    call_command("collectstatic", verbosity=0, interactive=False)


def with_names(options: Options, host: str) -> Options:
    """The options with the names this machine may be asked under: its own addresses where others may ask."""
    if not options.phone:
        return replace(options, hosts=(host,) if _is_address(host) else ())
    return replace(options, hosts=addresses())


def _is_address(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def addresses() -> tuple[str, ...]:
    """This machine's addresses in the local network, the one a phone most likely reaches first."""
    found: dict[str, None] = {}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent by this
        found[probe.getsockname()[0]] = None
    with contextlib.suppress(OSError):
        for item in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found[str(item[4][0])] = None
    return tuple(name for name in found if not ipaddress.ip_address(name).is_loopback)


def server(host: str, port: int, certificate: Certificate | None = None) -> Server:
    """A server bound to an address, not yet answering.

    Raises:
        OutputError: the port is taken or may not be used.
        InputError: the certificate cannot be used.
    """
    from cheroot.wsgi import Server
    from django.conf import settings

    from yingmen.web import edge
    from yingmen.web.wsgi import application

    made = Server((host, port), application, numthreads=_THREADS, request_queue_size=_QUEUE, timeout=_TIMEOUT)
    made.max_request_body_size = settings.LARGEST_UPLOAD
    made.max_request_header_size = _HEADER_BYTES
    made.ConnectionClass = edge.Connection  # type: ignore[assignment, unused-ignore]
    made.error_log = edge.note  # type: ignore[method-assign, assignment]
    made.server_name = "notes"
    if certificate is not None:
        try:
            made.ssl_adapter = edge.Adapter(str(certificate.chain), str(certificate.key))
        except OSError as error:
            raise InputError(
                "证书用不了", where=str(certificate.chain), remedy="核对证书和私钥两个文件。"
            ) from error
    try:
        made.prepare()
    except OSError as error:
        remedy = "可能已经开着一个了；关掉它，或者换一个端口：--port 8766。"
        raise OutputError(f"{host} 的端口 {port} 用不了", remedy=remedy) from error
    return made


@contextlib.contextmanager
def stopping_cleanly(running: Server) -> Iterator[None]:
    """Finish what is being answered when the program is asked to stop; asked twice, it stops at once.

    Nothing is raised into the server from the side: what it holds at that moment it lets go of by itself.
    """
    asked = Event()
    stopping = Thread(target=_stop_when, args=(running, asked))
    stopping.start()

    def stop(name: int, _: object) -> None:
        signal.signal(name, before[signal.Signals(name)])
        asked.set()

    before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        asked.set()
        stopping.join()
        for name, action in before.items():
            signal.signal(name, action)


def _stop_when(running: Server, asked: Event) -> None:
    asked.wait()
    running.stop()
