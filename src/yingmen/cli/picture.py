"""The demonstration's last step: the web app started on the example, one page of it as a picture, stopped."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from yingmen.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",  # a page of our own on loopback, and root has no sandbox
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=500,1400",
)
_PATIENCE = 30


def browser() -> str | None:
    """The browser that draws the picture, where there is one."""
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


def overview(example: Path, on: date, to: Path) -> None:
    """Start the app on a case for a day, draw its overview, stop it again.

    Raises:
        OutputError: the app did not start, or the browser drew nothing.
    """
    program = browser()
    if program is None:
        raise OutputError("没有找到浏览器，画不了网页的图", remedy="装上 chromium 再运行一次。")
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, _served(Path(scratch) / "home", example, on) as port:
        _drawn(program, f"http://127.0.0.1:{port}/all/", Path(scratch), to)


@contextmanager
def _served(home: Path, example: Path, on: date) -> Iterator[int]:
    port = _free_port()
    words = ("serve", "--home", str(home), "--port", str(port), "--case", str(example))
    command = [sys.executable, "-m", "yingmen", *words]
    environment = {**os.environ, "YINGMEN_ON": on.isoformat()}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise OutputError("网页没有打开", remedy="运行 yingmen serve 看它怎么说。")


def _drawn(program: str, address: str, scratch: Path, to: Path) -> None:
    profile, picture = scratch / "profile", scratch / "picture.png"
    command = [program, *_FLAGS, f"--user-data-dir={profile}", f"--screenshot={picture}", address]
    subprocess.run(command, capture_output=True, timeout=_PATIENCE * 2, check=False)
    if not picture.exists():
        raise OutputError("浏览器没有画出网页", remedy="换一个新些的 chromium 再试。")
    shutil.move(picture, to)
