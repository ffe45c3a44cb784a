"""How long the pages take while twenty people click at once, and whether anything acknowledged is lost.

Run it with `make bench`. The real `yingmen serve` is started on the shipped example; twenty users go over the
pages of every step and write into the record in between. Each page's time is set against that of the plainest
page of all in the same run. Nothing is asserted. `web.py SMALL` has fewer users and rounds; `--profile` shows
instead where the time of one page after the other goes, without a server.
"""

from __future__ import annotations

import cProfile
import http.client
import json
import os
import platform
import pstats
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

EXAMPLE = Path(__file__).parents[1] / "examples" / "lin-xiaoman.toml"
ON = "2026-08-31"
PLAINEST = "/plain/"
PAGES = (PLAINEST, "/", "/all/", "/1/", "/2/", "/3/", "/4/", "/5/", "/5/brief/", "/book/", "/book/now/")
WRITE, ALL = "POST /api/record", "all pages"
ENTRIES = (
    {"kind": "note"},
    {"kind": "visit", "at": f"{ON}T19:30:00", "facts": {"party": "debtor", "staff_count": 2}},
)
"""A visit has every step worked out anew, a note does not."""
USERS, ROUNDS = 20, 5
TOKEN = "a" * 32
HEADERS = {"Cookie": f"c={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": "application/json"}
OK = 200
STARTING = 60.0


@dataclass
class Seen:
    """What the users saw: seconds by page, answers that were no answer, and the entries acknowledged."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    saved: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, page: str, took: float, status: int) -> None:
        """Keep one answer."""
        with self.lock:
            self.seconds[page].append(took)
            self.errors[page] += status != OK


# The server, and those who ask it


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(home: Path, port: int) -> Iterator[float]:
    """The real server on the example; gives the seconds until its first page was there."""
    command = [sys.executable, "-m", "yingmen", "serve", "--port", str(port), "--home", str(home)]
    started = time.perf_counter()
    with subprocess.Popen(
        [*command, "--case", str(EXAMPLE)],
        env={**os.environ, "YINGMEN_ON": ON},
        stdout=subprocess.DEVNULL,
    ) as running:
        try:
            wait_for_first_page(port, running)
            yield time.perf_counter() - started
        finally:
            running.terminate()


def wait_for_first_page(port: int, running: subprocess.Popen[bytes]) -> None:
    """Ask again and again until the first page is there."""
    until = time.perf_counter() + STARTING
    while time.perf_counter() < until and running.poll() is None:
        try:
            if asked(http.client.HTTPConnection("127.0.0.1", port), "GET", "/")[0] == OK:
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError("the server did not start")


def asked(line: http.client.HTTPConnection, method: str, path: str, body: str = "") -> tuple[int, bytes]:
    """One question and its answer, read to the end."""
    line.request(method, path, body.encode() or None, HEADERS)
    answer = line.getresponse()
    return answer.status, answer.read()


def user(port: int, rounds: int, seen: Seen) -> None:
    """Somebody who goes over all pages and writes something down after each round."""
    for number in range(rounds):
        for page in PAGES:
            timed(port, "GET", page, "", seen)
        word = secrets.token_hex(8)
        body = json.dumps({"key": f"bench-{word}", "text": word, **ENTRIES[number % len(ENTRIES)]})
        if timed(port, "POST", "/api/record", body, seen) == OK:
            with seen.lock:
                seen.saved.append(word)


def timed(port: int, method: str, page: str, body: str, seen: Seen) -> int:
    """Ask on a connection of its own; one that breaks is an error like any other."""
    started, status = time.perf_counter(), 0
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        status, _ = asked(line, method, page, body)
        line.close()
    except (OSError, http.client.HTTPException):
        status = 0
    seen.note(WRITE if method == "POST" else page, time.perf_counter() - started, status)
    return status


def clicked(port: int, users: int, rounds: int) -> tuple[Seen, float]:
    """Let all of them click at once."""
    seen = Seen()
    people = [threading.Thread(target=user, args=(port, rounds, seen)) for _ in range(users)]
    started = time.perf_counter()
    for each in people:
        each.start()
    for each in people:
        each.join()
    return seen, time.perf_counter() - started


def found(port: int) -> set[str]:
    """What the record holds afterwards."""
    _, answer = asked(http.client.HTTPConnection("127.0.0.1", port), "GET", "/api/record")
    return {entry["text"] for entry in json.loads(answer)["entries"]}


# What is shown


def main(users: int, rounds: int) -> None:
    """Measure and print."""
    home, port = Path(tempfile.mkdtemp(prefix="yingmen-bench-")), free_port()
    try:
        with served(home, port) as starting:
            alone, _ = clicked(port, 1, 3)
            seen, whole = clicked(port, users, rounds)
            lost = {*alone.saved, *seen.saved} - found(port)
    finally:
        shutil.rmtree(home)
    asked_in_all = sum(map(len, seen.seconds.values()))
    console = Console(width=100)
    console.print(table(alone, seen, users))
    console.print(f"start to first page {starting:.2f} s; {asked_in_all / whole:.0f} answers a second")
    console.print(
        f"errors {sum(seen.errors.values())}; acknowledged {len(seen.saved)}, of them lost {len(lost)}"
    )


def table(alone: Seen, seen: Seen, users: int) -> Table:
    """Each page: alone, then with all users; ratios to the plainest page of the same run."""
    machine = f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores"
    made = Table(title=f"{machine}, Python {platform.python_version()}, {users} users")
    for title in ("page", "alone p50 ms", "ratio", "p50 ms", "p95 ms", "ratio", "errors"):
        made.add_column(title, justify="left" if title == "page" else "right")
    single, many = part(alone.seconds[PLAINEST], 50), part(seen.seconds[PLAINEST], 50)
    for found in (alone, seen):
        found.seconds[ALL] = [one for page in PAGES for one in found.seconds[page]]
    for page, times in seen.seconds.items():
        by_itself, half = part(alone.seconds[page], 50), part(times, 50)
        made.add_row(
            page,
            f"{by_itself:.0f}",
            f"{by_itself / single:.1f}",
            f"{half:.0f}",
            f"{part(times, 95):.0f}",
            f"{half / many:.1f}",
            str(seen.errors[page]),
        )
    return made


def part(times: list[float], percent: int) -> float:
    """The milliseconds within which so many of a hundred answers came."""
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1] * 1000


def profile() -> None:
    """Print where the time goes, page by page, each asked for three times before."""
    from yingmen.web import serve  # noqa: PLC0415 - only here is the app in this process
    from yingmen.web.options import Options  # noqa: PLC0415

    home = Path(tempfile.mkdtemp(prefix="yingmen-bench-"))
    try:
        serve.ready(Options(home, on=ON))
        from django.test import Client  # noqa: PLC0415

        from yingmen import case  # noqa: PLC0415
        from yingmen.web import desk  # noqa: PLC0415
        from yingmen.web.vault import versions  # noqa: PLC0415

        versions.begin(case.to_data(case.parse(EXAMPLE.read_text("utf-8"))), "bench", desk.now())
        for page in PAGES:
            profile_page(Client(headers={"host": "localhost"}), page)
    finally:
        shutil.rmtree(home)


def profile_page(client: Client, page: str) -> None:
    """Print the functions of the project in which one page spends the most time."""
    for _ in range(3):
        client.get(page)
    with cProfile.Profile() as measured:
        client.get(page)
    print(page)
    pstats.Stats(measured).sort_stats("cumulative").print_stats("yingmen", 12)


if __name__ == "__main__":
    if sys.argv[1:] == ["--profile"]:
        profile()
    else:
        main(*((5, 1) if sys.argv[1:] else (USERS, ROUNDS)))
