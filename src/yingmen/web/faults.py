"""What failed, written down so that it can be found: where in the program, and nothing of anybody's case."""

from __future__ import annotations

import contextlib
import logging
import os
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

NAME, OLDER = "faults.log", "faults.1.log"
LARGEST = 128 * 1024
"""Bytes of a file at most; then it becomes the older one, and the one before that is gone."""
_OURS, _MOST_CAUSES = "yingmen", 5


class Faults(logging.Handler):
    """Keeps a line for each page that failed, in a file that only the owner can read."""

    def __init__(self, folder: Path) -> None:
        """Write into a folder; the file is made when something fails."""
        super().__init__(logging.ERROR)
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line; a disk that is full must not make the page fail once more."""
        with contextlib.suppress(OSError):
            self._write(line(record).encode("ascii", "backslashreplace"))

    def _write(self, text: bytes) -> None:
        path = self._folder / NAME
        if path.exists() and path.stat().st_size + len(text) > LARGEST:
            path.replace(self._folder / OLDER)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "ab") as stream:
            stream.write(text)


def line(record: logging.LogRecord) -> str:
    """When, which page by its name, how it was asked for, what kind of fault, and where in this program.

    Never what the fault says: its words, like addresses and values, may be about somebody.
    """
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    error = record.exc_info[1] if record.exc_info else None
    parts = (
        datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="seconds"),
        getattr(match, "view_name", "") or "-",
        _method(getattr(request, "method", "")),
        str(getattr(record, "status_code", "-")),
        " < ".join(_told(one) for one in _causes(error)) or "-",
    )
    return " ".join(parts) + "\n"


def _method(name: object) -> str:
    """How it was asked for; anybody can make up a method, so only those that there are."""
    return str(name) if name in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "-"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_MOST_CAUSES):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _told(error: BaseException) -> str:
    """The kind of a fault and the places of this program it went through, the last one last."""
    kind = type(error)
    return " ".join((f"{kind.__module__}.{kind.__qualname__}", *places(error.__traceback__)))


def places(trace: TracebackType | None) -> list[str]:
    """The places of this program in a traceback, as module and line."""
    found = []
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] == _OURS:
            found.append(f"{module}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found


def erase(folder: Path) -> tuple[str, ...]:
    """Take away what was written down, and say which files are still there."""
    left = []
    for path in (folder / NAME, folder / OLDER):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(str(path))
    return tuple(left)
