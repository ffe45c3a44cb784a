"""The app as a user starts it, and a page of the browser as a user holds it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ON = "2026-08-31"
_PATIENCE = 60


@contextlib.contextmanager
def serving(home: Path, **more: str) -> Iterator[str]:
    """The address of the app over a home; stopped afterwards as a user stops it."""
    port = _free_port()
    command = [sys.executable, "-m", "yingmen", "serve", "--home", str(home), "--port", str(port)]
    environment = os.environ | {"YINGMEN_ON": ON} | more
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        _wait(process, f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def set_passcode(page: Page, address: str, passcode: str) -> None:
    """Set one on the page for it, as its owner does."""
    page.goto(f"{address}/passcode/")
    for label in ("新口令（6 位以上）", "再输一遍"):
        page.get_by_label(label).fill(passcode)
    page.get_by_role("button", name="设口令").click()
    page.get_by_text("口令设好了").wait_for()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(_PATIENCE * 10):
        if process.poll() is not None:
            raise AssertionError((process.communicate()[1] or b"").decode())
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=10):  # noqa: S310 - our own
            return
        time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")


@contextlib.contextmanager
def page_of(
    browser: Browser, *, script: bool = True, size: tuple[int, int] = (360, 780), **more: Any
) -> Iterator[Page]:
    """A page in a context of its own."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=script, locale="zh-CN", **more
    )
    context.set_default_timeout(15000)
    yield context.new_page()
    context.close()
