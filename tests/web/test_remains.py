"""What stays behind: after erasing, after an export was broken off, after a crash, of an upload."""

from __future__ import annotations

import contextlib
import gc
import http.client
import json
import re
import resource
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.storage import storages
from django.test import Client, override_settings

from web.reached import PASSCODE, unlock
from yingmen.web import settings as own
from yingmen.web.gate import passcode
from yingmen.web.home import data, package
from yingmen.web.vault.models import Setting

from .test_serve import free_port, served

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).parents[2] / "examples" / "lin-xiaoman.toml"
MARK = "曇鸞之印7391"
SHARED = Path("/dev/shm")  # noqa: S108 - only looked into
FORM = "application/x-www-form-urlencoded"


class Told(NamedTuple):
    """An answer."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage


class Browser:
    """A browser on this machine with its cookies."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def asked(self, method: str, address: str, body: bytes = b"", kind: str = FORM, most: int = -1) -> Told:
        """The answer, or the beginning of it: then the connection is broken off."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection), self._asked(connection, method, address, body, kind) as answer:
            return Told(answer.status, answer.read(None if most < 0 else most), answer.headers)

    def _asked(self, connection: http.client.HTTPConnection, *what: Any) -> http.client.HTTPResponse:
        method, address, body, kind = what
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, address, body, {"Cookie": cookies, "Content-Type": kind})
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def sends(self, address: str, page: str, most: int = -1, **fields: str) -> Told:
        """What a page's form is answered."""
        return self.asked("POST", address, urlencode({**fields, **self.word(page)}).encode(), most=most)

    def word(self, page: str) -> dict[str, str]:
        """The word a page's forms send back."""
        text = self.asked("GET", page).body.decode()
        return {"csrfmiddlewaretoken": text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]}

    def puts_a_film(self) -> None:
        """Write an entry down with a file that holds the mark many times."""
        parts = {**self.word("/book/now/"), "kind": "note", "text": MARK}
        lines = [
            f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in parts.items()
        ]
        lines.append(f'--x\r\nContent-Disposition: form-data; name="file"; filename="{MARK}.txt"\r\n\r\n')
        body = "".join(lines).encode() + MARK.encode() * 200_000 + b"\r\n--x--\r\n"
        assert self.asked("POST", "/book/send/", body, "multipart/form-data; boundary=x").status == 302


def holding(*folders: Path) -> Iterator[str]:
    """The files of these folders in which the mark stands, as it is or escaped."""
    words = (MARK.encode(), MARK.encode("utf-16-le"), json.dumps(MARK)[1:-1].encode())
    for path in (path for folder in folders for path in folder.rglob("*")):
        if MARK in path.name or (path.is_file() and any(word in path.read_bytes() for word in words)):
            yield path.name


def exports(home: Path) -> list[Path]:
    """The folders that exports of this home made."""
    with override_settings(HOME=home):
        return list(SHARED.glob(f"{package._mark()}*"))  # noqa: SLF001 - what it is called


def test_erasing_leaves_no_byte_of_anybody_in_any_file(tmp_path: Path) -> None:
    case, home, temp, port = tmp_path / "case.toml", tmp_path / "home", tmp_path / "temp", free_port()
    temp.mkdir()
    case.write_text(EXAMPLE.read_text("utf-8").replace("林小满", MARK), "utf-8")
    with served(home, port, "--case", str(case), TMPDIR=str(temp)) as process:
        browser = Browser(port)
        browser.puts_a_film()
        assert browser.asked("GET", f"/nobody/{'x' * 9}/?name={urlencode({'a': MARK})}").status == 404
        assert browser.sends("/data/all.zip", "/data/", most=10).body
        assert set(holding(home)) & {"store.sqlite3", "store.sqlite3-wal"}, "it was there before"
        assert not list(holding(temp)), "an upload leaves nothing, and needs nothing of the disk"
        gone = browser.sends("/data/gone/", "/data/gone/", word=data.ERASE_WORD)
        page = gone.body.decode()
        assert (gone.status, MARK in page) == (200, False)
        assert gone.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert not list(holding(home, temp))
        assert not exports(home)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert not list(holding(home, temp))


def test_a_broken_off_upload_leaves_nothing(tmp_path: Path) -> None:
    home, temp, port = tmp_path / "home", tmp_path / "temp", free_port()
    temp.mkdir()
    with served(home, port, TMPDIR=str(temp)):
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        connection.putrequest("POST", "/book/send/")
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.putheader("Content-Length", str(9_000_000))
        connection.endheaders(head + MARK.encode() * 200_000)
        connection.close()
        assert Browser(port).asked("GET", "/plain/").status == 200
        assert not list(holding(home, temp))
        assert not list(temp.iterdir())


def test_an_export_that_was_broken_off_or_never_begun_leaves_nothing(tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    with served(home, port, "--case", str(EXAMPLE)):
        browser = Browser(port)
        browser.puts_a_film()
        for _ in range(3):
            assert browser.sends("/data/all.zip", "/data/", most=10).body
        end = time.monotonic() + 20
        while exports(home) and time.monotonic() < end:
            time.sleep(0.1)
        assert not exports(home)


@pytest.mark.usefixtures("example")
def test_an_export_that_nobody_reads_is_gone_with_its_answer(client: Client) -> None:
    home = Path(own.HOME)
    before = len(exports(home))
    answer = client.post("/data/all.zip")
    assert len(exports(home)) == before + 1
    del answer
    gc.collect()
    assert len(exports(home)) == before


def test_an_export_that_was_killed_is_swept_away_at_the_next_start(tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    with override_settings(HOME=home):
        mine = package._place() / f"{package._mark()}abc"  # noqa: SLF001 - as one is called
    with override_settings(HOME=tmp_path / "other"):
        others = package._place() / f"{package._mark()}abc"  # noqa: SLF001 - the same
    for folder in (mine, others):
        folder.mkdir()
        (folder / "file").write_text(MARK, "utf-8")
    try:
        with served(home, port):
            assert not mine.exists()
        assert others.exists(), "another's export may be going on"
    finally:
        (others / "file").unlink()
        others.rmdir()


def test_a_crash_writes_no_memory_to_the_disk(tmp_path: Path) -> None:
    with served(tmp_path, free_port()) as process:
        assert resource.prlimit(process.pid, resource.RLIMIT_CORE) == (0, 0)


def test_a_file_from_anybody_stays_in_memory() -> None:
    assert own.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert type(storages["default"]).__name__ == "InMemoryStorage"
    assert own.FILE_UPLOAD_PERMISSIONS == 0o600


@override_settings(PASSWORD_HASHERS=own.PASSWORD_HASHERS)
@pytest.mark.django_db
def test_the_passcodes_hash_takes_memory_too_and_an_older_one_still_opens() -> None:
    passcode.put(PASSCODE)
    kind, work, _, block, lanes, _ = Setting.objects.get(name="passcode").value.split("$")
    assert kind == "scrypt"
    assert (int(work), int(block), int(lanes)) >= (2**14, 8, 5)
    assert unlock(Client()).status_code == 302
    older = make_password(PASSCODE, hasher="pbkdf2_sha256")
    Setting.objects.filter(name="passcode").update(value=older)
    assert int(re.findall(r"\$([0-9]+)\$", older)[0]) >= 600_000
    assert unlock(Client(), "000000").status_code == 403
    assert unlock(Client()).status_code == 302
