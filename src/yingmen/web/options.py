"""What the web app is started with, handed from the command line to Django's settings by the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME, PHONE, HOSTS, SECRET = "YINGMEN_HOME", "YINGMEN_PHONE", "YINGMEN_HOSTS", "YINGMEN_PASSPHRASE"
ON, SECURE = "YINGMEN_ON", "YINGMEN_SECURE"


@dataclass(frozen=True, slots=True)
class Options:
    """Where the data lie, whether other machines may ask, under which names, and the store's passphrase."""

    home: Path
    phone: bool = False
    hosts: tuple[str, ...] = ()
    passphrase: str = ""
    on: str = ""
    """A fixed day instead of today, for the demonstration alone."""
    secure: bool = False
    """Whether it is served over https."""

    @property
    def database(self) -> Path:
        """The one file that holds cases and journals."""
        return self.home / "store.sqlite3"


def default_home() -> Path:
    """The folder the data lie in unless another is named: the user's own, by the desktop's convention."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "yingmen"


def from_environment() -> Options:
    """The options as the starting program left them."""
    return Options(
        home=Path(os.environ.get(HOME) or default_home()),
        phone=os.environ.get(PHONE) == "1",
        hosts=tuple(filter(None, os.environ.get(HOSTS, "").split(","))),
        passphrase=os.environ.get(SECRET, ""),
        on=os.environ.get(ON, ""),
        secure=os.environ.get(SECURE) == "1",
    )


def to_environment(options: Options) -> None:
    """Leave the options for Django's settings, which are read once."""
    os.environ[HOME] = str(options.home)
    os.environ[PHONE] = "1" if options.phone else ""
    os.environ[HOSTS] = ",".join(options.hosts)
    os.environ[SECRET] = options.passphrase
    os.environ[ON] = options.on
    os.environ[SECURE] = "1" if options.secure else ""
