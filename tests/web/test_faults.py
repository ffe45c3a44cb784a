"""A page that fails leaves a trace of where it failed, and of nothing else."""

from __future__ import annotations

import logging
import re
import socket
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from web.reached import PASSCODE, unlock
from yingmen.web import desk, edge, faults
from yingmen.web.gate import passcode
from yingmen.web.vault import versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME, QUERY = "林小满欠海棠三万", "q7q7q7"
pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A home folder of its own, with the app's way to write what failed."""
    settings.HOME = tmp_path
    logger = logging.getLogger("django.request")
    before, logger.handlers = logger.handlers, [faults.Faults(tmp_path)]
    yield tmp_path
    logger.handlers = before


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def latest(file: object) -> None:
        raise RuntimeError(NAME + str(file)) from KeyError(NAME)

    monkeypatch.setattr(versions, "latest", latest)


def failed(address: str, **more: Any) -> Any:
    """The page for a fault."""
    return Client(raise_request_exception=False).get(address, **more)


@pytest.mark.usefixtures("broken", "example")
def test_a_fault_is_written_with_its_place_and_nothing_of_the_case(home: Path) -> None:
    page = failed(f"/1/2/1/1/?name={QUERY}")
    assert page.status_code == 500
    kept = (home / faults.NAME).read_bytes()
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d owe:ask GET 500 "
        r"builtins\.RuntimeError( yingmen\.[a-z_.]+:\d+)+ < builtins\.KeyError\n",
        kept.decode("ascii"),
    )
    assert b"yingmen.web.asking.views:" in kept
    for word in (NAME.encode(), QUERY.encode(), b"/1/2", b"File", str(home).encode(), b"\\u"):
        assert word not in kept
    assert stat.S_IMODE((home / faults.NAME).stat().st_mode) == 0o600


@pytest.mark.usefixtures("broken", "example")
def test_the_page_says_where_it_is_written(home: Path) -> None:
    near = failed("/all/").content.decode()
    assert str(home / faults.NAME) in near
    assert NAME not in near
    assert "不写您的任何内容" in near


@pytest.mark.usefixtures("home", "broken", "example")
def test_another_machine_is_not_told_where_the_folder_is(home: Path, settings: Any) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, phone=True)
    passcode.put(PASSCODE)
    client = Client(raise_request_exception=False, REMOTE_ADDR="192.168.1.20")
    unlock(client)
    page = client.get("/all/").content.decode()
    assert faults.NAME in page
    assert str(home) not in page


@pytest.mark.usefixtures("example")
def test_what_is_only_refused_is_not_written(home: Path) -> None:
    client = Client()
    for address in ("/no/such/", "/hide/", "/1/9/"):
        client.get(address)
    client.get("/", headers={"Host": "evil.example"})
    assert not (home / faults.NAME).exists()


@pytest.mark.usefixtures("example")
def test_a_made_up_method_and_address_are_not_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> None:
        raise ValueError(NAME)

    monkeypatch.setattr(desk, "now", failing)
    client = Client(raise_request_exception=False)
    client.generic(QUERY, "/plain/")
    client.get("/plain/")
    kept = (home / faults.NAME).read_text("ascii")
    assert " gate:plain GET 500 builtins.ValueError yingmen.web.gate." in kept
    assert QUERY not in kept.lower()


def test_the_file_stays_small(tmp_path: Path) -> None:
    handler = faults.Faults(tmp_path)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, NAME, (), None)
    for _ in range(3 * faults.LARGEST // len(faults.line(record))):
        handler.emit(record)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [faults.OLDER, faults.NAME]
    for name in names:
        assert 0 < (tmp_path / name).stat().st_size <= faults.LARGEST
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_disk_that_takes_nothing_does_not_make_it_worse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, NAME, (), None)
    faults.Faults(tmp_path / "gone").emit(record)
    assert capsys.readouterr() == ("", "")


def test_no_link_leads_the_trace_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    (tmp_path / faults.NAME).symlink_to(tmp_path / "other")
    faults.Faults(tmp_path).emit(logging.LogRecord("x", logging.ERROR, "", 0, NAME, (), None))
    assert not (tmp_path / "other").read_text()


@pytest.mark.usefixtures("home", "example")
def test_a_fault_behind_the_app_is_written_too_but_no_connections(home: Path) -> None:
    with socket.socket() as nobody:
        try:
            nobody.connect(("127.0.0.1", 1))
        except OSError:
            edge.note(NAME, traceback=True)
    edge.note(NAME)
    assert not (home / faults.NAME).exists()
    try:
        faults.erase(None)  # type: ignore[arg-type]
    except TypeError:
        edge.note(NAME, traceback=True)
    kept = (home / faults.NAME).read_text("ascii")
    assert " - - - builtins.TypeError yingmen.web.faults:" in kept


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("example")
def test_erasing_takes_it_away(home: Path) -> None:
    for name in (faults.NAME, faults.OLDER):
        (home / name).write_text("x")
    page = Client().post(reverse("home:erase"), {"word": "全部删掉"})
    assert page.status_code == 200
    assert not list(home.glob("faults*"))


def test_what_cannot_be_taken_away_is_named(tmp_path: Path) -> None:
    (tmp_path / faults.NAME).mkdir()
    assert faults.erase(tmp_path) == (str(tmp_path / faults.NAME),)
