"""The server as it is started: its first page, its files, its refusals, its end."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import sqlite3
import ssl
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as django_settings
from django.core.management import call_command

from yingmen.web import faults, serve
from yingmen.web.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSCODE, OTHER = "246810", "另一句"
SILENCED = {"security.W004", "security.W008", "security.W012", "security.W016"}
_BEGUN = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YINGMEN", "DJANGO"))}
    return {**kept, **more, "PYTHONWARNINGS": "error,ignore::ResourceWarning"}


def command(home: Path, port: int, *more: str) -> list[str]:
    return [sys.executable, "-m", "yingmen", "serve", "--home", str(home), "--port", str(port), *more]


@contextlib.contextmanager
def served(home: Path, port: int, *more: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """The program, started as its users start it and answering; killed if a test leaves it running."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command(home, port, *more), stdout=pipe, stderr=pipe, encoding="utf-8", env=environment(**variables)
    ) as process:
        try:
            wait_for(process, port)
            yield process
        finally:
            process.kill()


def wait_for(process: subprocess.Popen[str], port: int) -> None:
    end = time.monotonic() + _BEGUN
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    process.kill()
    raise AssertionError(process.communicate())


def asked(
    port: int, address: str = "/", method: str = "GET", **headers: str
) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, address, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.headers


def refused(home: Path, port: int, *more: str, **variables: str) -> str:
    """What is said when it does not start: one message, exit code 2, no traceback."""
    done = subprocess.run(
        command(home, port, *more),
        capture_output=True,
        encoding="utf-8",
        env=environment(**variables),
        timeout=180,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert "怎么办" in done.stderr
    return done.stderr


def modes(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) & 0o077
        for path in (folder, *folder.rglob("*"))
    }


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_shows_its_first_page_and_stops_cleanly(tmp_path: Path, end: signal.Signals) -> None:
    home, port = tmp_path / "家" / "notes", free_port()
    with served(home, port) as process:
        status, page, headers = asked(port)
        assert (status, "有人上门" in page) == (200, True)
        assert headers["Server"] == "notes"
        assert asked(port, "/static/web/app.css")[0] == 200
        assert asked(port, "/nobody/knows/?name=somebody")[0] == 404
        assert asked(port, "/hide/", "POST")[0] == 403
        status, page, headers = asked(port, Host="evil.example")
        assert (status, "这个地址打不开" in page, headers["X-Frame-Options"]) == (400, True, "DENY")
        assert set(modes(home).values()) == {0}
        assert {"secret_key", "store.sqlite3"} <= set(modes(home))
        assert faults.NAME not in modes(home)
        process.send_signal(end)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert out.startswith(f"打开了：http://127.0.0.1:{port}/")
    assert out.endswith("已经关了，数据都在。\n")
    assert out.count("\n") == 2, "nothing of what was asked for is written down"


def test_another_on_the_same_port_is_told_so(tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        said = refused(tmp_path / "notes", port)
    assert f"端口 {port} 用不了" in said
    assert "--port" in said


def test_a_home_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "写不进去" in refused(tmp_path / "file" / "notes", free_port())
    assert "写不进去" in refused(tmp_path / "file", free_port())


def test_a_store_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite3").mkdir()
    assert "打不开" in refused(tmp_path, free_port())


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--host", "0.0.0.0"], "--phone"),  # noqa: S104 - refused
        (["--host", "192.168.1.2"], "--phone"),
        (["--certificate", "a.pem"], "--key"),
        (["--port", "0"], "端口"),
        (["--port", "70000"], "端口"),
        (["--phone"], "YINGMEN_PASSCODE"),
        (["--passphrase"], "YINGMEN_PASSPHRASE"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, more: list[str], said: str) -> None:
    assert said in refused(tmp_path / "notes", free_port(), *more)


def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pem").write_text("none")
    pem = str(tmp_path / "a.pem")
    assert "证书用不了" in refused(tmp_path / "notes", free_port(), "--certificate", pem, "--key", pem)


def made_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that only this test trusts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form, pem = serialization.PrivateFormat.PKCS8, serialization.Encoding.PEM
    chain, secret = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(made.public_bytes(pem))
    secret.write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()))
    return chain, secret


def secured(name: str, port: int, trusted: Path) -> int:
    """What is answered over https, sooner than a silent connection is given up."""
    context = ssl.create_default_context(cafile=str(trusted))
    connection = http.client.HTTPSConnection(name, port, timeout=25, context=context)
    connection.request("GET", "/plain/")
    status = connection.getresponse().status
    connection.close()
    return status


def test_with_a_certificate_it_speaks_https_and_its_cookies_go_nowhere_else(tmp_path: Path) -> None:
    (chain, key), port = made_certificate(tmp_path), free_port()
    with served(tmp_path / "notes", port, "--certificate", str(chain), "--key", str(key)) as process:
        status, page, _ = asked(port)
        assert (status, "https://" in page) == (400, True)
        with socket.create_connection(("localhost", port)):
            assert secured("localhost", port, chain) == 200, "one that says nothing keeps nobody waiting"
        trusted = ssl.create_default_context(cafile=str(chain))
        connection = http.client.HTTPSConnection("localhost", port, timeout=60, context=trusted)
        connection.request("GET", "/plain/")
        answer = connection.getresponse()
        assert answer.status == 200
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            assert cookie.startswith("__Host-"), "no other program on the machine can set it over http"
            assert "; Secure" in cookie
        assert "Set-Cookie" in answer.headers
        connection.close()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert (err, out.startswith("打开了：https://")) == ("", True)


def test_it_stops_though_a_browser_keeps_its_connection(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port) as process:
        kept = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        kept.request("GET", "/plain/")
        kept.getresponse().read()
        slow = socket.create_connection(("127.0.0.1", port))
        slow.sendall(b"GET / HT")
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[1] == ""
        assert process.returncode == 0
        slow.close()
        kept.close()


def test_a_phone_is_asked_for_the_passcode_and_shown_the_way(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port, "--phone", YINGMEN_PASSCODE=PASSCODE) as process:
        status, _, headers = asked(port)
        assert (status, headers["Location"]) == (302, "/unlock/?after=%2F")
        for name in serve.addresses():
            assert asked(port, Host=f"{name}:{port}")[0] == 302
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert err == ""
    assert PASSCODE not in out
    assert ("█" in out or "▄" in out) == bool(serve.addresses())
    assert "别人可能看得到" in out or not serve.addresses()


def test_with_a_passphrase_the_store_is_ciphertext_and_opens_with_it_alone(tmp_path: Path) -> None:
    port, secret = free_port(), "一句很长的话 246810"
    with served(tmp_path, port, "--passphrase", YINGMEN_PASSPHRASE=secret):
        assert asked(port, "/all/")[0] == 200
    for name in ("store.sqlite3", "store.sqlite3-wal"):
        kept = (tmp_path / name).read_bytes() if (tmp_path / name).exists() else b""
        assert b"SQLite format 3" not in kept
        assert "本人".encode() not in kept
    assert "口令" in refused(tmp_path, port, "--passphrase", YINGMEN_PASSPHRASE=OTHER)
    assert "口令" in refused(tmp_path, port)
    assert secret not in "".join(str(path) for path in tmp_path.rglob("*"))


def test_without_a_passphrase_the_store_is_an_ordinary_one(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port):
        assert asked(port)[0] == 200
    with contextlib.closing(sqlite3.connect(tmp_path / "store.sqlite3")) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert "口令" in refused(tmp_path, port, "--passphrase", YINGMEN_PASSPHRASE=OTHER)


def test_the_names_it_answers_to_are_its_own(tmp_path: Path) -> None:
    plain = Options(tmp_path)
    assert serve.with_names(plain, "localhost").hosts == ()
    assert serve.with_names(plain, "127.0.0.2").hosts == ("127.0.0.2",)
    phone = serve.with_names(Options(tmp_path, phone=True), "127.0.0.1")
    assert phone.hosts == serve.addresses()
    assert not [name for name in phone.hosts if name.startswith("127.")]


def test_what_the_deploy_check_would_say_is_named_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check", deploy=True, fail_level="WARNING")
    assert set(django_settings.SILENCED_SYSTEM_CHECKS) == SILENCED
    assert f"{len(SILENCED)} silenced" in capsys.readouterr().out
